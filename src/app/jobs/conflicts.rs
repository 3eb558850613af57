//! The lane of the queue of conflicts: reads, judges by rules, carries decisions out and takes them back.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::{JobEvent, Reports};
use crate::app::clock::Clock;
use crate::app::conflicts::bulk::{self, Outcome, Preview, Wanted};
use crate::app::conflicts::detail::{self, Detail};
use crate::app::conflicts::queue::{self, Line};
use crate::app::conflicts::reader::Reader;
use crate::app::desk::DeskEvent;
use crate::app::desk::conflicts::ConflictsEvent;
use crate::app::exchange::{Arrived, Progress};
use crate::app::works::jobs::Job;
use crate::app::works::sheet::Side;
use crate::dossier::Dossier;
use crate::dossier::contest::Rule;
use crate::dossier::edit::Author;
use crate::id::{DossierId, RowId};
use crate::l10n::Language;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::store::Workspace;
use crate::store::deeds::{About, Deed, Noted};

/// Orders that may wait.
const QUEUE: usize = 256;
/// Households that are read and reported together.
const BATCH: usize = 128;

/// What the lane is asked for. `ready` answers when the disk knows all that was changed before.
#[derive(Debug)]
pub enum Task {
    /// The lines of these households.
    Read {
        ids: Vec<DossierId>,
        language: Language,
        ready: Receiver<usize>,
    },
    Look {
        id: DossierId,
        path: FieldPath,
        language: Language,
    },
    Preview {
        rule: Rule,
        cases: Vec<(DossierId, FieldPath)>,
        language: Language,
    },
    Carry(Box<Carry>),
    TakeBack {
        deed: RowId,
        last: bool,
        author: Author,
        language: Language,
        side: Side,
        ready: Receiver<usize>,
    },
    Deeds,
}

/// Decisions to be carried out.
#[derive(Debug)]
pub struct Carry {
    /// The deed they belong to, or what a new one is about.
    pub deed: Result<RowId, About>,
    pub wanted: Vec<Wanted>,
    pub author: Author,
    pub language: Language,
    pub side: Side,
    pub ready: Receiver<usize>,
}

/// The thread's handle. Dropping it stops what is under way, then ends the thread.
pub struct ConflictLane {
    orders: Option<SyncSender<Task>>,
    thread: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
}

impl std::fmt::Debug for ConflictLane {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ConflictLane")
    }
}

impl ConflictLane {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<Workspace>, clock: Arc<dyn Clock>, reports: Reports) -> std::io::Result<Self> {
        let (orders, receiver) = sync_channel(QUEUE);
        let closing = Arc::new(AtomicBool::new(false));
        let work = {
            let closing = Arc::clone(&closing);
            move || {
                let reader = Reader::new(Arc::clone(&store), clock);
                Lane { store, reader, reports, closing }.run(&receiver);
            }
        };
        let thread = std::thread::Builder::new().name("conflicts".to_owned()).spawn(work)?;
        Ok(Self { orders: Some(orders), thread: Some(thread), closing })
    }

    /// Queues a task; waits while the queue is full.
    pub fn order(&self, task: Task) {
        self.orders.as_ref().map(|orders| orders.send(task).ok());
    }
}

impl Drop for ConflictLane {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

struct Lane {
    store: Arc<Workspace>,
    reader: Reader,
    reports: Reports,
    closing: Arc<AtomicBool>,
}

impl Lane {
    fn say(&self, event: ConflictsEvent) {
        self.reports.send(JobEvent::Desk(DeskEvent::Conflicts(event)));
    }

    fn run(&self, orders: &Receiver<Task>) {
        while let Ok(task) = orders.recv() {
            if self.closing.load(Ordering::Relaxed) {
                continue;
            }
            match task {
                Task::Read { ids, language, ready } => {
                    ready.recv().ok();
                    self.read(ids, language);
                }
                Task::Look { id, path, language } => self.look(id, &path, language),
                Task::Preview { rule, cases, language } => self.preview(rule, &cases, language),
                Task::Carry(carry) => self.carry(*carry),
                Task::TakeBack { deed, last, author, language, side, ready } => {
                    let done = saved(&ready).and_then(|()| self.take_back(deed, last, &author, language, side));
                    self.say(ConflictsEvent::TakenBack { deed, last, done });
                }
                Task::Deeds => self.deeds(),
            }
        }
    }

    fn begun(&self) -> Arc<Progress> {
        let progress = Arc::new(Progress::within(Arc::clone(&self.closing)));
        self.say(ConflictsEvent::Begun(Arc::clone(&progress)));
        progress
    }

    fn read(&self, ids: Vec<DossierId>, language: Language) {
        let progress = self.begun();
        progress.begin(ids.len());
        let mut problems = Vec::new();
        match self.store.bulk() {
            Ok((bulk, _)) => {
                for batch in ids.chunks(BATCH) {
                    if progress.is_stopped() {
                        break;
                    }
                    let read: Vec<_> = batch
                        .into_par_iter()
                        .map(|id| match bulk.read(*id) {
                            Ok(known) => {
                                let lines = known.dossier.map(|home| queue::lines(&self.reader, &home, language));
                                ((*id, lines.unwrap_or_default()), known.problems)
                            }
                            Err(problem) => ((*id, Vec::new()), vec![problem]),
                        })
                        .collect();
                    let mut homes = Vec::with_capacity(read.len());
                    for (home, told) in read {
                        homes.push(home);
                        problems.extend(told);
                        progress.step();
                    }
                    self.say(ConflictsEvent::Lines(homes));
                }
            }
            Err(problem) => problems.push(problem),
        }
        self.say(ConflictsEvent::Read(problems));
    }

    fn look(&self, id: DossierId, path: &FieldPath, language: Language) {
        let detail = match self.store.load(id) {
            Ok((dossier, _)) => Ok(detail::of(&self.reader, &dossier, path, language).map(Box::new)),
            Err(problem) => Err(problem),
        };
        self.say(ConflictsEvent::Seen { id, path: path.clone(), detail });
    }

    fn preview(&self, rule: Rule, cases: &[(DossierId, FieldPath)], language: Language) {
        let progress = self.begun();
        let preview = bulk::preview(&self.store, &self.reader, rule, cases, language, &progress);
        self.say(ConflictsEvent::Previewed(preview));
    }

    fn carry(&self, carry: Carry) {
        let Carry { deed, wanted, author, language, side, ready } = carry;
        let progress = self.begun();
        let deed = saved(&ready).and_then(|()| match deed {
            Ok(deed) => Ok(deed),
            Err(about) => self.store.begin_deed(&about),
        });
        let done = deed.and_then(|deed| {
            let mut changes = Changes::new(self, language, side);
            let mut changed = |dossier: &Dossier| changes.take(dossier);
            let done = bulk::carry_out(&self.store, &self.reader, deed, &wanted, &author, &progress, &mut changed);
            changes.tell();
            Ok((deed, done?))
        });
        let cases = wanted.into_iter().map(|one| (one.id, one.path)).collect();
        self.say(ConflictsEvent::Carried { cases, done });
    }

    fn take_back(
        &self,
        deed: RowId,
        last: bool,
        author: &Author,
        language: Language,
        side: Side,
    ) -> Result<Outcome, Problem> {
        let progress = self.begun();
        let mut noted: Vec<Noted> = self.store.deed(deed)?.homes;
        noted.retain(|noted| !noted.undone);
        if last {
            noted = noted.split_off(noted.len().saturating_sub(1));
        }
        let mut changes = Changes::new(self, language, side);
        let mut changed = |dossier: &Dossier| changes.take(dossier);
        let done = bulk::take_back(&self.store, deed, &noted, author, &progress, &mut changed);
        changes.tell();
        done
    }

    fn deeds(&self) {
        let deeds = self.store.deeds().map(|(deeds, problems)| {
            let summed = deeds.into_iter().map(|deed| Told::of(&deed)).collect();
            (summed, problems)
        });
        self.say(ConflictsEvent::Deeds(deeds));
    }
}

/// A deed as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub id: RowId,
    pub about: About,
    pub homes: usize,
    /// Decisions that were not taken back.
    pub standing: usize,
}

impl Told {
    fn of(deed: &Deed) -> Self {
        let homes: BTreeSet<DossierId> = deed.homes.iter().map(|noted| noted.dossier).collect();
        Self { id: deed.id, about: deed.about.clone(), homes: homes.len(), standing: deed.standing() }
    }
}

/// Households that have changed, told in batches.
struct Changes<'a> {
    lane: &'a Lane,
    language: Language,
    side: Side,
    arrived: Vec<Arrived>,
    lines: Vec<(DossierId, Vec<Line>)>,
}

impl<'a> Changes<'a> {
    const fn new(lane: &'a Lane, language: Language, side: Side) -> Self {
        Self { lane, language, side, arrived: Vec::new(), lines: Vec::new() }
    }

    fn take(&mut self, dossier: &Dossier) {
        let job = Job::of(dossier, self.side);
        self.arrived.push(Arrived { record: Record::of(dossier), job });
        self.lines.push(bulk::lines(&self.lane.reader, dossier, self.language));
        if self.arrived.len() >= BATCH {
            self.tell();
        }
    }

    fn tell(&mut self) {
        if !self.arrived.is_empty() {
            self.lane.say(ConflictsEvent::Changed(std::mem::take(&mut self.arrived)));
            self.lane.say(ConflictsEvent::Lines(std::mem::take(&mut self.lines)));
        }
    }
}

/// # Errors
/// The disk does not take what was changed before.
fn saved(ready: &Receiver<usize>) -> Result<(), Problem> {
    match ready.recv() {
        Ok(0) => Ok(()),
        _ => Err(Problem::error("conflict-unsaved")),
    }
}

/// What a preview gives.
pub type Previewed = Result<(Preview, Vec<Problem>), Problem>;
/// What carrying out gives.
pub type Done = Result<(RowId, Outcome), Problem>;
/// Deeds, the latest first.
pub type ToldDeeds = Result<(Vec<Told>, Vec<Problem>), Problem>;
/// Details of one.
pub type Looked = Result<Option<Box<Detail>>, Problem>;
