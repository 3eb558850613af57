//! The need list 名册: taken in, checked, given to surveyors 派户.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;

use crate::app::exchange::{ExchangeCommand, Look, Progress};
use crate::app::jobs::roster::{Opened, RosterLane, Task};
use crate::app::program::Program;
use crate::app::roster::assign::{self, Ask, Home, Visit};
use crate::app::roster::check::{Checked, Decisions};
use crate::app::roster::mapping::{self, Mapping};
use crate::app::roster::target::Target;
use crate::app::roster::write::Written;
use crate::app::works::file_part;
use crate::dossier::edit::Edit;
use crate::dossier::summary::VisitState;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::role::Can;
use crate::table::read::Book;

/// Surveyors that are remembered.
const SURVEYORS: usize = 60;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum RosterCommand {
    /// The system's file dialog for a table; the window takes this.
    Pick,
    /// The in-app list of folders, for machines without a file dialog.
    Browse,
    Open(PathBuf),
    Sheet(usize),
    /// The row with the headings; `None`: the sheet has none.
    Heading(Option<usize>),
    Map {
        column: usize,
        target: Target,
    },
    /// The banner of rows that name none; empty: none.
    Division(String),
    /// Which banner an unclear name means.
    Name {
        text: String,
        code: String,
    },
    /// Whether the rows of a doubt are one household.
    Together {
        key: String,
        together: bool,
    },
    /// Whether the list's value replaces what stands in these fields.
    Take {
        fields: Vec<(DossierId, FieldPath)>,
        take: bool,
    },
    Check,
    /// Back to the columns.
    Uncheck,
    Import,
    /// Takes back the last import, or the last change of the plan.
    Undo,
    /// Writes the rows that were not taken into a file.
    Rejects {
        csv: bool,
    },
    Stop,
    /// Puts the file away.
    Close,

    /// Makes a proposal for these households.
    Propose {
        ask: Ask,
        households: Vec<DossierId>,
    },
    /// Gives a household of the proposal to somebody else or another day.
    Change(Visit),
    Accept,
    Drop,
    /// Gives these households to a surveyor, without a proposal; an existing day stays where none is said.
    Assign {
        households: Vec<DossierId>,
        surveyor: String,
        date: Option<Date>,
    },
    Unassign(Vec<DossierId>),
    /// Writes the package for a surveyor: what is planned for them and not finished.
    HandOut {
        surveyor: String,
    },
    /// Puts away what the last act said.
    Dismiss,
}

impl RosterCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        Some(Can::Assign)
    }
}

/// What the lane does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doing {
    Read,
    Check,
    Import,
    /// Writes a plan.
    Assign,
    /// Takes back an import or a plan.
    Undo,
    Rejects,
}

/// What a worker reports.
#[derive(Debug)]
pub enum RosterEvent {
    Begun {
        progress: Arc<Progress>,
        doing: Doing,
    },
    Read {
        path: PathBuf,
        book: Result<Box<Book>, Problem>,
    },
    Checked(Result<Box<Checked>, Problem>),
    /// Households that are new or have changed.
    Arrived(Vec<Record>),
    Wrote {
        doing: Doing,
        written: Result<Box<Written>, Problem>,
    },
    Rejects(Result<PathBuf, Problem>),
}

/// What an import or a plan wrote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wrote {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub stopped: bool,
    pub problems: Vec<Problem>,
}

/// A list on its way in.
#[derive(Clone, Debug)]
pub struct List {
    pub opened: Opened,
    pub decisions: Decisions,
    /// `None` before it was looked through.
    pub checked: Option<Arc<Checked>>,
    /// A decision has changed since; it is being looked through again.
    pub stale: bool,
    pub imported: bool,
}

/// What is proposed and not written yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub ask: Ask,
    pub visits: Vec<Visit>,
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Roster {
    pub list: Option<List>,
    /// What is under way.
    pub busy: Option<(Arc<Progress>, Doing)>,
    /// What the last act wrote; and what it was.
    pub wrote: Option<(Doing, Wrote)>,
    /// What takes the last act back.
    pub undo: Vec<(DossierId, Edit)>,
    /// Where the rows that were not taken stand.
    pub rejects: Option<PathBuf>,
    pub proposal: Option<Proposal>,
    lane: Option<RosterLane>,
}

impl Program {
    pub(super) fn dispatch_roster(&mut self, command: RosterCommand) {
        match command {
            // The dialog belongs to the window, which takes this command before it gets here.
            RosterCommand::Pick => {}
            RosterCommand::Browse => self.dispatch_exchange(ExchangeCommand::Browse(Look::Tables)),
            RosterCommand::Open(path) => self.roster_task(|_| Task::Read(path)),
            RosterCommand::Sheet(_) | RosterCommand::Heading(_) | RosterCommand::Map { .. } => self.map(command),
            RosterCommand::Division(_)
            | RosterCommand::Name { .. }
            | RosterCommand::Together { .. }
            | RosterCommand::Take { .. } => self.decide(command),
            RosterCommand::Check => self.check_roster(),
            RosterCommand::Uncheck => {
                if let Some(list) = &mut self.desk.roster.list {
                    (list.checked, list.imported) = (None, false);
                }
            }
            RosterCommand::Import => self.import_roster(),
            RosterCommand::Undo => {
                let edits = std::mem::take(&mut self.desk.roster.undo);
                self.write_roster(edits, Doing::Undo);
            }
            RosterCommand::Rejects { csv } => self.write_rejects(csv),
            RosterCommand::Stop => {
                if let Some((progress, _)) = &self.desk.roster.busy {
                    progress.stop();
                }
            }
            RosterCommand::Close => {
                (self.desk.roster.list, self.desk.roster.rejects) = (None, None);
            }
            RosterCommand::Propose { ask, households } => self.propose(ask, &households),
            RosterCommand::Change(visit) => self.change_proposal(visit),
            RosterCommand::Accept => self.accept_proposal(),
            RosterCommand::Drop => self.desk.roster.proposal = None,
            RosterCommand::Assign { households, surveyor, date } => self.assign(households, &surveyor, date),
            RosterCommand::Unassign(households) => {
                let edits = households.into_iter().map(|id| (id, assign::unassigned())).collect();
                self.write_roster(edits, Doing::Assign);
            }
            RosterCommand::HandOut { surveyor } => self.hand_out(surveyor),
            RosterCommand::Dismiss => self.desk.roster.wrote = None,
        }
    }

    /// Starts the lane with the first task.
    fn roster_task(&mut self, task: impl FnOnce(&Self) -> Task) {
        let task = task(self);
        if self.desk.roster.lane.is_none() {
            match RosterLane::start(Arc::clone(&self.store), self.reports.clone()) {
                Ok(lane) => self.desk.roster.lane = Some(lane),
                Err(error) => return self.tell(Problem::error("roster-no-thread").with("detail", error)),
            }
        }
        if let Some(lane) = &self.desk.roster.lane {
            lane.order(task);
        }
    }

    /// The file, the sheet, the heading, the columns: what was found out of another reading is gone.
    fn map(&mut self, command: RosterCommand) {
        let remembered = &self.settings.rosters;
        let Some(list) = &mut self.desk.roster.list else { return };
        let opened = &mut list.opened;
        match command {
            RosterCommand::Sheet(sheet) if sheet < opened.book.sheets.len() => {
                opened.sheet = sheet;
                opened.mapping = Mapping::propose(&opened.book.sheets[sheet], remembered);
            }
            RosterCommand::Heading(row) => {
                if let Some(sheet) = opened.book.sheets.get(opened.sheet) {
                    opened.mapping = Mapping::at(sheet, row, remembered);
                }
            }
            RosterCommand::Map { column, target } => opened.mapping.choose(column, target),
            _ => {}
        }
        (list.checked, list.imported) = (None, false);
    }

    fn decide(&mut self, command: RosterCommand) {
        let Some(list) = &mut self.desk.roster.list else { return };
        let decisions = &mut list.decisions;
        match command {
            RosterCommand::Division(code) => decisions.division = code,
            RosterCommand::Name { text, code } => {
                decisions.names.insert(text, code);
            }
            RosterCommand::Together { key, together } => {
                decisions.together.insert(key, together);
            }
            RosterCommand::Take { fields, take } => {
                // Changes only what is written, not what is found.
                for field in fields {
                    if take {
                        decisions.take.insert(field);
                    } else {
                        decisions.take.remove(&field);
                    }
                }
                return;
            }
            _ => {}
        }
        if list.checked.is_some() {
            self.check_roster();
        }
    }

    fn check_roster(&mut self) {
        let today = self.today();
        let Some(list) = &mut self.desk.roster.list else { return };
        (list.stale, list.imported) = (true, false);
        let (opened, decisions) = (list.opened.clone(), list.decisions.clone());
        mapping::remember(&mut self.settings.rosters, &opened.mapping);
        self.write_settings();
        self.roster_task(|program| Task::Check { opened, decisions, today, ready: program.saver.when_flushed() });
    }

    fn import_roster(&mut self) {
        self.close_household();
        let Some(list) = self.desk.roster.list.as_ref().filter(|list| !list.stale) else { return };
        let Some(checked) = list.checked.clone() else { return };
        let (decisions, author) = (list.decisions.clone(), self.author());
        self.roster_task(|program| Task::Import { checked, decisions, author, ready: program.saver.when_flushed() });
    }

    fn write_roster(&mut self, edits: Vec<(DossierId, Edit)>, doing: Doing) {
        if edits.is_empty() {
            return;
        }
        self.close_household();
        let author = self.author();
        self.roster_task(|program| Task::Write { edits, doing, author, ready: program.saver.when_flushed() });
    }

    fn write_rejects(&mut self, csv: bool) {
        let Some(list) = &self.desk.roster.list else { return };
        let Some(checked) = list.checked.clone() else { return };
        let opened = list.opened.clone();
        let language = self.settings.language;
        let stem = opened.path.file_stem().map(|stem| file_part(&stem.to_string_lossy())).unwrap_or_default();
        let name = Words::of(language).with("roster-rejects-name", &[("file", &stem)]);
        let to = self.exchange.folder.join(format!("{name}.{}", if csv { "csv" } else { "xlsx" }));
        self.roster_task(|_| Task::Rejects { opened, checked, to, csv, language });
    }

    /// The households of the register as the plan needs them.
    pub fn homes(&self) -> Vec<Home> {
        self.registry.iter().map(home).collect()
    }

    fn propose(&mut self, ask: Ask, households: &[DossierId]) {
        let all = self.homes();
        let wanted: Vec<Home> = households.iter().filter_map(|id| self.registry.find(*id)).map(home).collect();
        let visits = assign::propose(&ask, &wanted, &all);
        if visits.is_empty() {
            return self.tell(Problem::notice("roster-propose-nothing"));
        }
        self.desk.roster.proposal = Some(Proposal { ask, visits });
    }

    fn change_proposal(&mut self, visit: Visit) {
        let Some(proposal) = &mut self.desk.roster.proposal else { return };
        if let Some(known) = proposal.visits.iter_mut().find(|known| known.id == visit.id) {
            *known = visit;
        }
    }

    fn accept_proposal(&mut self) {
        let Some(proposal) = self.desk.roster.proposal.take() else { return };
        self.remember_surveyors(proposal.ask.surveyors.iter());
        let edits = proposal.visits.iter().map(|visit| (visit.id, assign::assigned(visit))).collect();
        self.write_roster(edits, Doing::Assign);
    }

    fn assign(&mut self, households: Vec<DossierId>, surveyor: &str, date: Option<Date>) {
        self.remember_surveyors([&surveyor.to_owned()]);
        let mut orders: BTreeMap<Date, i64> = BTreeMap::new();
        for home in self.homes().iter().filter(|home| home.surveyor == surveyor) {
            if let (Some(date), Some(order)) = (home.date, home.order) {
                let last = orders.entry(date).or_default();
                *last = order.max(*last);
            }
        }
        let edits = households.into_iter().map(|id| {
            let edit = match date {
                Some(date) => {
                    let order = orders.entry(date).or_default();
                    *order += 1;
                    assign::assigned(&Visit { id, surveyor: surveyor.to_owned(), date, order: *order })
                }
                None => assign::given_to(surveyor),
            };
            (id, edit)
        });
        let edits = edits.collect();
        self.write_roster(edits, Doing::Assign);
    }

    fn remember_surveyors<'a>(&mut self, names: impl IntoIterator<Item = &'a String>) {
        let known = &mut self.settings.surveyors;
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            known.retain(|known| known != name);
            known.insert(0, name.clone());
        }
        known.truncate(SURVEYORS);
        self.write_settings();
    }

    fn hand_out(&mut self, surveyor: String) {
        let theirs =
            |record: &&Record| record.figures.surveyor == surveyor && record.summary.visit != VisitState::Finished;
        let households = self.registry.iter().filter(theirs).map(|record| record.id).collect();
        self.dispatch_exchange(ExchangeCommand::HandOut { surveyor, households });
    }

    pub(super) fn roster_event(&mut self, event: RosterEvent) {
        match event {
            RosterEvent::Begun { progress, doing } => self.desk.roster.busy = Some((progress, doing)),
            RosterEvent::Read { path, book } => {
                self.desk.roster.busy = None;
                match book {
                    Ok(book) => self.opened(path, *book),
                    Err(problem) => self.tell(problem),
                }
            }
            RosterEvent::Checked(checked) => self.checked(checked),
            RosterEvent::Arrived(records) => {
                let (blank, known): (Vec<_>, Vec<_>) = records.into_iter().partition(Record::is_blank);
                self.registry.put_all(known);
                self.registry.remove(&blank.iter().map(|record| record.id).collect::<Vec<_>>());
            }
            RosterEvent::Wrote { doing, written } => self.wrote(doing, written),
            RosterEvent::Rejects(written) => {
                self.desk.roster.busy = None;
                match written {
                    Ok(path) => self.desk.roster.rejects = Some(path),
                    Err(problem) => self.tell(problem),
                }
            }
        }
    }

    fn opened(&mut self, path: PathBuf, book: Book) {
        let sheet = book.first();
        let mapping = Mapping::propose(&book.sheets[sheet], &self.settings.rosters);
        let opened = Opened { path, book: Arc::new(book), sheet, mapping };
        // The next file of the same county names no banner either.
        let division = self.desk.roster.list.as_ref().map(|list| list.decisions.division.clone()).unwrap_or_default();
        let decisions = Decisions { division, ..Decisions::default() };
        self.desk.roster.list = Some(List { opened, decisions, checked: None, stale: false, imported: false });
        self.desk.roster.rejects = None;
    }

    fn checked(&mut self, checked: Result<Box<Checked>, Problem>) {
        self.desk.roster.busy = None;
        let Some(list) = &mut self.desk.roster.list else { return };
        list.stale = false;
        match checked {
            Ok(checked) => list.checked = Some(Arc::from(checked)),
            Err(problem) => self.tell(problem),
        }
    }

    fn wrote(&mut self, doing: Doing, written: Result<Box<Written>, Problem>) {
        let roster = &mut self.desk.roster;
        roster.busy = None;
        match written {
            Ok(written) => {
                roster.wrote = Some((doing, Wrote::of(&written)));
                // What was taken back is not taken back again: a second time it would come from nowhere.
                roster.undo = if doing == Doing::Undo { Vec::new() } else { written.undo };
                if let Some(list) = roster.list.as_mut().filter(|_| doing != Doing::Assign) {
                    list.imported = doing == Doing::Import;
                    if doing == Doing::Undo {
                        list.checked = None;
                    }
                }
            }
            Err(problem) => self.tell(problem),
        }
    }
}

fn home(record: &Record) -> Home {
    let summary = &record.summary;
    Home {
        place: [&summary.division, &summary.township, &summary.village, &summary.address].map(Clone::clone),
        head: summary.head.clone(),
        id: Some(record.id),
        surveyor: record.figures.surveyor.clone(),
        date: summary.visit_date,
        order: summary.visit_order,
        begun: summary.visit != VisitState::Untouched,
    }
}
