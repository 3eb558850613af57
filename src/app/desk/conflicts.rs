//! The queue of conflicts 冲突: settled one by one or by a rule, and taken back.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::conflicts::bulk::{Decision, Outcome, Preview, Wanted};
use crate::app::conflicts::detail::Detail;
use crate::app::conflicts::queue::{Line, Queue};
use crate::app::exchange::{Arrived, Progress};
use crate::app::jobs::conflicts::{Carry, ConflictLane, Done, Looked, Previewed, Task, Told, ToldDeeds};
use crate::app::program::Program;
use crate::dossier::contest::Rule;
use crate::dossier::edit::Author;
use crate::id::{DossierId, RowId};
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::role::Can;
use crate::store::deeds::About;

/// A field of a household.
pub type Case = (DossierId, FieldPath);

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictsCommand {
    /// Reads the queue anew.
    Read,
    /// Reads all about one.
    Look(DossierId, FieldPath),
    /// Decides one by hand; counts only while exactly these writes are live.
    Decide(Box<Wanted>),
    /// Takes the last decision by hand back.
    UndoLast,
    /// Judges these by a rule.
    Preview {
        rule: Rule,
        cases: Vec<Case>,
    },
    /// Does what was shown.
    CarryOut,
    DropPreview,
    /// Reads what was decided.
    ReadDeeds,
    /// Takes a deed back as a whole.
    TakeBack(RowId),
    Stop,
    /// Puts the last outcome away.
    Dismiss,
}

impl ConflictsCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        Some(Can::Merge)
    }

    /// Whether it changes households.
    const fn writes(&self) -> bool {
        matches!(self, Self::Decide(_) | Self::UndoLast | Self::CarryOut | Self::TakeBack(_))
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ConflictsEvent {
    Begun(Arc<Progress>),
    /// The lines of these households as they are now.
    Lines(Vec<(DossierId, Vec<Line>)>),
    /// All households were read.
    Read(Vec<Problem>),
    Seen {
        id: DossierId,
        path: FieldPath,
        detail: Looked,
    },
    Previewed(Previewed),
    /// Households that are durable.
    Changed(Vec<Arrived>),
    Carried {
        cases: Vec<Case>,
        done: Done,
    },
    TakenBack {
        deed: RowId,
        last: bool,
        done: Result<Outcome, Problem>,
    },
    Deeds(ToldDeeds),
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Conflicts {
    pub queue: Queue,
    /// The queue was read once in this session.
    pub is_read: bool,
    pub detail: Option<Box<Detail>>,
    pub preview: Option<Preview>,
    pub deeds: Vec<Told>,
    /// What is under way.
    pub busy: Option<Arc<Progress>>,
    /// What came of the last bulk, and whether it took something back.
    pub outcome: Option<(Outcome, bool)>,
    /// Decisions by hand of this session that can be taken back.
    pub by_hand: usize,
    /// The deed of what is decided by hand in this session.
    hand: Option<RowId>,
    /// Decided and not yet on the disk.
    pending: BTreeSet<Case>,
    /// Tasks that write and have not reported.
    writing: usize,
    /// The listing's revision the queue agrees with.
    read_at: u64,
    lane: Option<ConflictLane>,
}

impl Conflicts {
    /// Whether this one was decided and is on its way to the disk.
    pub fn is_pending(&self, id: DossierId, path: &FieldPath) -> bool {
        self.pending.iter().any(|(home, field)| *home == id && field == path)
    }

    /// Whether households have changed since the queue was read, by something else than its own decisions.
    pub const fn is_stale(&self, listing: u64) -> bool {
        self.is_read && self.read_at != listing
    }

    /// Whether households are being written.
    pub const fn is_writing(&self) -> bool {
        self.writing > 0
    }
}

impl Program {
    pub(super) fn dispatch_conflicts(&mut self, command: ConflictsCommand) {
        if command.writes() {
            if self.read_only.is_some() {
                return self.tell(Problem::warning("app-read-only-edit"));
            }
            // What is on the screen would not know what is decided about it.
            self.close_household();
        }
        match command {
            ConflictsCommand::Read => self.read_conflicts(),
            ConflictsCommand::Look(id, path) => {
                if self.desk.conflicts.detail.as_ref().is_none_or(|seen| (seen.id, &seen.path) != (id, &path)) {
                    self.desk.conflicts.detail = None;
                }
                let language = self.settings.language;
                self.order_conflicts(Task::Look { id, path, language });
            }
            ConflictsCommand::Decide(wanted) => self.settle_wanted(*wanted),
            ConflictsCommand::UndoLast => {
                if let Some(deed) = self.desk.conflicts.hand {
                    self.take_deed_back(deed, true);
                }
            }
            ConflictsCommand::Preview { rule, cases } => {
                self.desk.conflicts.preview = None;
                let language = self.settings.language;
                self.order_conflicts(Task::Preview { rule, cases, language });
            }
            ConflictsCommand::CarryOut => self.carry_out(),
            ConflictsCommand::DropPreview => self.desk.conflicts.preview = None,
            ConflictsCommand::ReadDeeds => self.order_conflicts(Task::Deeds),
            ConflictsCommand::TakeBack(deed) => self.take_deed_back(deed, false),
            ConflictsCommand::Stop => {
                if let Some(progress) = &self.desk.conflicts.busy {
                    progress.stop();
                }
            }
            ConflictsCommand::Dismiss => self.desk.conflicts.outcome = None,
        }
    }

    fn order_conflicts(&mut self, task: Task) {
        if self.desk.conflicts.lane.is_none() {
            let started = ConflictLane::start(Arc::clone(&self.store), Arc::clone(&self.clock), self.reports.clone());
            match started {
                Ok(lane) => self.desk.conflicts.lane = Some(lane),
                Err(error) => return self.tell(Problem::error("conflict-no-thread").with("why", error)),
            }
        }
        if let Some(lane) = &self.desk.conflicts.lane {
            lane.order(task);
        }
    }

    fn read_conflicts(&mut self) {
        self.desk.conflicts.queue.clear();
        self.desk.conflicts.read_at = self.registry.revision();
        let conflicted = self.registry.iter().filter(|record| record.summary.conflicts > 0);
        let ids = conflicted.map(|record| record.id).collect();
        let (language, ready) = (self.settings.language, self.saver.when_flushed());
        self.order_conflicts(Task::Read { ids, language, ready });
    }

    fn settle_wanted(&mut self, wanted: Wanted) {
        let conflicts = &mut self.desk.conflicts;
        conflicts.pending.insert((wanted.id, wanted.path.clone()));
        conflicts.queue.remove(wanted.id, &wanted.path);
        let author = self.author();
        let about = About { author: author.name.to_string(), at: author.at, rule: String::new(), count: 0 };
        let deed = self.desk.conflicts.hand.ok_or(about);
        self.carry(deed, vec![wanted], author);
    }

    fn carry_out(&mut self) {
        let Some(preview) = self.desk.conflicts.preview.take() else { return };
        let rule = rule_text(&preview.rule, Words::of(self.settings.language));
        let author = self.author();
        let about =
            About { author: author.name.to_string(), at: author.at, rule: rule.clone(), count: preview.planned.len() };
        let words = Words::of(self.settings.language);
        let name = words.with("conflict-author-by-rule", &[("author", &author.name), ("rule", &rule)]);
        let wanted = preview.planned.into_iter().map(|planned| planned.wanted).collect();
        self.carry(Err(about), wanted, Author { name: name.into(), ..author });
    }

    fn carry(&mut self, deed: Result<RowId, About>, wanted: Vec<Wanted>, author: Author) {
        self.desk.conflicts.writing += 1;
        let (language, side, ready) = (self.settings.language, self.side(), self.saver.when_flushed());
        let carry = Carry { deed, wanted, author, language, side, ready };
        self.order_conflicts(Task::Carry(Box::new(carry)));
    }

    fn take_deed_back(&mut self, deed: RowId, last: bool) {
        self.desk.conflicts.writing += 1;
        let (author, language, side) = (self.author(), self.settings.language, self.side());
        let ready = self.saver.when_flushed();
        self.order_conflicts(Task::TakeBack { deed, last, author, language, side, ready });
    }

    pub(super) fn conflicts_event(&mut self, event: ConflictsEvent) {
        let conflicts = &mut self.desk.conflicts;
        match event {
            ConflictsEvent::Begun(progress) => conflicts.busy = Some(progress),
            ConflictsEvent::Lines(mut homes) => {
                let pending = &conflicts.pending;
                for (id, lines) in &mut homes {
                    lines.retain(|line| !pending.contains(&(*id, line.path.clone())));
                }
                conflicts.queue.put(homes);
            }
            ConflictsEvent::Read(problems) => {
                (conflicts.busy, conflicts.is_read) = (None, true);
                self.notices.extend(problems);
            }
            ConflictsEvent::Seen { id, path, detail } => match detail {
                Ok(Some(detail)) => conflicts.detail = Some(detail),
                Ok(None) => {
                    conflicts.detail = None;
                    conflicts.queue.remove(id, &path);
                }
                Err(problem) => self.tell(problem),
            },
            ConflictsEvent::Previewed(preview) => {
                conflicts.busy = None;
                match preview {
                    Ok((preview, problems)) => {
                        conflicts.preview = Some(preview);
                        self.notices.extend(problems);
                    }
                    Err(problem) => self.tell(problem),
                }
            }
            ConflictsEvent::Changed(all) => {
                let agrees = !conflicts.is_stale(self.registry.revision());
                all.into_iter().for_each(|arrived| self.arrived(arrived));
                if agrees {
                    self.desk.conflicts.read_at = self.registry.revision();
                }
            }
            ConflictsEvent::Carried { cases, done } => self.carried(&cases, done),
            ConflictsEvent::TakenBack { deed, last, done } => self.taken_back(deed, last, done),
            ConflictsEvent::Deeds(deeds) => match deeds {
                Ok((deeds, problems)) => {
                    conflicts.deeds = deeds;
                    self.notices.extend(problems);
                }
                Err(problem) => self.tell(problem),
            },
        }
    }

    fn carried(&mut self, cases: &[Case], done: Done) {
        let conflicts = &mut self.desk.conflicts;
        conflicts.busy = None;
        conflicts.writing = conflicts.writing.saturating_sub(1);
        let by_hand = cases.iter().any(|case| conflicts.pending.contains(case));
        for case in cases {
            conflicts.pending.remove(case);
        }
        match done {
            Ok((deed, mut outcome)) => {
                self.notices.append(&mut outcome.problems);
                if by_hand {
                    self.desk.conflicts.hand = Some(deed);
                    self.desk.conflicts.by_hand += usize::from(outcome.fields > 0);
                    if outcome.overtaken > 0 {
                        self.tell(Problem::notice("conflict-overtaken"));
                        self.read_conflicts();
                    }
                } else {
                    self.desk.conflicts.outcome = Some((outcome, false));
                }
            }
            Err(problem) => {
                self.tell(problem);
                // What was taken from the list is still to be decided.
                self.read_conflicts();
            }
        }
    }

    fn taken_back(&mut self, deed: RowId, last: bool, done: Result<Outcome, Problem>) {
        let conflicts = &mut self.desk.conflicts;
        conflicts.busy = None;
        conflicts.writing = conflicts.writing.saturating_sub(1);
        match done {
            Ok(mut outcome) => {
                self.notices.append(&mut outcome.problems);
                let conflicts = &mut self.desk.conflicts;
                if conflicts.hand == Some(deed) {
                    conflicts.by_hand = if last { conflicts.by_hand.saturating_sub(1) } else { 0 };
                }
                if !last {
                    conflicts.outcome = Some((outcome, true));
                }
                self.order_conflicts(Task::Deeds);
            }
            Err(problem) => self.tell(problem),
        }
    }
}

/// A rule in words.
pub fn rule_text(rule: &Rule, words: &Words) -> String {
    match rule {
        Rule::Device(device) => words.with(rule.key(), &[("who", &device.to_string())]),
        Rule::Author(author) => words.with(rule.key(), &[("who", author)]),
        _ => words.text(rule.key()),
    }
}

/// A decision about what was shown.
pub fn wanted(detail: &Detail, decision: Decision) -> Wanted {
    Wanted { id: detail.id, path: detail.path.clone(), seen: detail.seen.clone(), decision }
}
