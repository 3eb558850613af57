//! Households and persons that may be the same 疑似重复: joined or kept apart.
//!
//! What there is to decide is found by a thread ([`crate::app::jobs::duplicates`]); a case that is looked at is
//! [`Opened`]: its households are read, and what joining would do is told before it is done. Decisions ([`decide`]) are
//! edits of the households.

mod decide;
mod opened;

use std::collections::BTreeSet;

use crate::app::jobs::duplicates as lane;
use crate::app::program::Program;
use crate::dossier::Dossier;
use crate::id::{DossierId, RowId};
use crate::path::FieldPath;
use crate::registry::duplicates::Home;
use crate::registry::duplicates::joins::Place;
use crate::registry::duplicates::queue::{Case, Done, Queue};
use crate::registry::filter::Flag;
use crate::role::Can;

pub use opened::{Opened, Preview};

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum DuplicatesCommand {
    /// Looks through all households, if anything has changed since the last time.
    Scan,
    /// Looks at the case about these households.
    Open(Vec<DossierId>),
    Close,
    /// Puts the case off until the program is started again; `false` takes it up again.
    Later(Vec<DossierId>, bool),
    /// Which household stays.
    Stay(DossierId),
    /// Whether this household of a group takes part.
    Include(DossierId, bool),
    /// Whether the survey of this household comes along.
    Survey(DossierId, bool),
    /// Whose value counts in a field that differs, as the household that stays names it.
    Take {
        part: DossierId,
        path: FieldPath,
        theirs: bool,
    },
    /// That a person of the household that goes is this person of the one that stays; `None`: somebody else.
    Same {
        part: DossierId,
        person: RowId,
        with: Option<RowId>,
    },
    /// Makes the open case one household.
    Join,
    /// The households of the open case are two.
    Apart,
    /// The persons who stand in both households stay in the one that is chosen to stay, and go from the others.
    Move,
    /// Notes what a tablet has brought for a joined household without carrying it over.
    Leave,
    /// Decides a dispute: all belong to this one, or (`None`) each stands for itself.
    Settle(Option<DossierId>),
    /// Takes a decision back.
    Undo(Done),
}

impl DuplicatesCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::Close => None,
            _ => Some(Can::Merge),
        }
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum DuplicatesEvent {
    /// Households were compared, as they were at this revision of the register.
    Found { revision: u64, queue: Box<Queue> },
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Duplicates {
    /// What was found; `None` before the first time.
    pub queue: Option<Queue>,
    /// Grows with every change that a screen should see.
    pub revision: u64,
    /// A thread is looking.
    pub looking: bool,
    pub opened: Option<Opened>,
    /// Cases that were put off.
    pub later: BTreeSet<Vec<DossierId>>,
    /// The revision of the register that was compared.
    seen: Option<u64>,
}

impl Duplicates {
    /// Where a household is to be found that was joined into another.
    pub fn whole_of(&self, part: DossierId) -> Option<DossierId> {
        match self.queue.as_ref()?.joins.place(part) {
            Place::In(whole) => Some(whole),
            _ => None,
        }
    }

    /// The case about exactly these households.
    pub fn case(&self, homes: &[DossierId]) -> Option<&Case> {
        self.queue.as_ref()?.cases.iter().find(|case| case.homes == homes)
    }
}

impl Program {
    pub(super) fn dispatch_duplicates(&mut self, command: DuplicatesCommand) {
        match command {
            DuplicatesCommand::Scan => self.look_for_duplicates(),
            DuplicatesCommand::Open(homes) => self.open_case(&homes),
            DuplicatesCommand::Close => self.desk.duplicates.opened = None,
            DuplicatesCommand::Later(homes, later) => {
                let kept = &mut self.desk.duplicates;
                if later {
                    kept.later.insert(homes)
                } else {
                    kept.later.remove(&homes)
                };
                kept.opened = None;
            }
            DuplicatesCommand::Stay(home) => self.change_case(|case| case.stay(home)),
            DuplicatesCommand::Include(home, with) => self.change_case(|case| case.include(home, with)),
            DuplicatesCommand::Survey(part, along) => self.change_case(|case| case.survey(part, along)),
            DuplicatesCommand::Take { part, path, theirs } => self.change_case(|case| case.take(part, path, theirs)),
            DuplicatesCommand::Same { part, person, with } => self.change_case(|case| case.same(part, person, with)),
            decision => self.decide_duplicates(decision),
        }
        self.desk.duplicates.revision += 1;
    }

    pub(super) fn duplicates_event(&mut self, event: DuplicatesEvent) {
        let DuplicatesEvent::Found { revision, queue } = event;
        let kept = &mut self.desk.duplicates;
        kept.looking = false;
        let pending = queue.pending();
        if kept.opened.as_ref().is_some_and(|opened| !queue.cases.contains(&opened.case)) {
            kept.opened = None;
        }
        kept.queue = Some(*queue);
        kept.revision += 1;
        let before = self.registry.revision();
        self.registry.mark(Flag::Duplicate, pending);
        // What was only noted is no reason to look again.
        self.desk.duplicates.seen = Some(if before == revision { self.registry.revision() } else { revision });
    }

    /// Whether the register has changed since it was looked through.
    pub fn duplicates_are_stale(&self) -> bool {
        let kept = &self.desk.duplicates;
        !kept.looking && kept.seen != Some(self.registry.revision())
    }

    fn look_for_duplicates(&mut self) {
        if !self.duplicates_are_stale() {
            return;
        }
        let homes =
            self.registry.iter().map(|record| Home::of_parts(record.id, &record.summary, &record.figures.compared));
        match lane::start(homes.collect(), self.registry.revision(), self.reports.clone()) {
            Ok(()) => self.desk.duplicates.looking = true,
            Err(problem) => self.tell(problem),
        }
    }

    fn open_case(&mut self, homes: &[DossierId]) {
        self.close_household();
        let Some(case) = self.desk.duplicates.case(homes).cloned() else { return };
        let mut read: Vec<Dossier> = Vec::with_capacity(case.homes.len());
        for id in &case.homes {
            match self.load(*id) {
                Ok((dossier, problems)) => {
                    self.notices.extend(problems);
                    read.push(dossier);
                }
                Err(problem) => self.tell(problem),
            }
        }
        self.desk.duplicates.opened = (read.len() >= 2).then(|| Opened::new(case, read));
    }

    fn change_case(&mut self, change: impl FnOnce(&mut Opened)) {
        if let Some(case) = &mut self.desk.duplicates.opened {
            change(case);
        }
    }
}
