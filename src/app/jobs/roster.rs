//! The lane for need lists: reading a file, looking it through, writing what was found good, and planning visits.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use jiff::civil::Date;

use super::{JobEvent, Reports};
use crate::app::desk::DeskEvent;
use crate::app::desk::roster::{Doing, RosterEvent, Wrote};
use crate::app::exchange::Progress;
use crate::app::roster::check::{self, Checked, Decisions};
use crate::app::roster::mapping::Mapping;
use crate::app::roster::write::Written;
use crate::app::roster::{import, rejects, write};
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::id::DossierId;
use crate::l10n::Language;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::store::Workspace;
use crate::table::marked;
use crate::table::read::{self, Book};

/// Orders that may wait.
const QUEUE: usize = 16;
/// Households that are reported together.
const BATCH: usize = 512;

/// A sheet of a file that is open, with what is known of its columns.
#[derive(Clone, Debug)]
pub struct Opened {
    pub path: PathBuf,
    pub book: Arc<Book>,
    pub sheet: usize,
    pub mapping: Mapping,
}

/// What the lane is asked for. `ready` answers when the disk knows all that was changed before.
#[derive(Debug)]
pub enum Task {
    Read(PathBuf),
    Check {
        opened: Opened,
        decisions: Decisions,
        today: Date,
        ready: Receiver<usize>,
    },
    Import {
        checked: Arc<Checked>,
        decisions: Decisions,
        author: Author,
        ready: Receiver<usize>,
    },
    /// Edits of many households: a plan, or taking back.
    Write {
        edits: Vec<(DossierId, Edit)>,
        doing: Doing,
        author: Author,
        ready: Receiver<usize>,
    },
    Rejects {
        opened: Opened,
        checked: Arc<Checked>,
        to: PathBuf,
        csv: bool,
        language: Language,
    },
}

/// The thread's handle. Dropping it stops what is under way, then ends the thread.
#[derive(Debug)]
pub struct RosterLane {
    orders: Option<SyncSender<Task>>,
    thread: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
}

impl RosterLane {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<Workspace>, reports: Reports) -> std::io::Result<Self> {
        let (orders, receiver) = sync_channel(QUEUE);
        let closing = Arc::new(AtomicBool::new(false));
        let work = {
            let closing = Arc::clone(&closing);
            move || run(&store, &reports, &receiver, &closing)
        };
        let thread = std::thread::Builder::new().name("roster".to_owned()).spawn(work)?;
        Ok(Self { orders: Some(orders), thread: Some(thread), closing })
    }

    /// Queues a task; waits while the queue is full.
    pub fn order(&self, task: Task) {
        self.orders.as_ref().map(|orders| orders.send(task).ok());
    }
}

impl Drop for RosterLane {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn run(store: &Workspace, reports: &Reports, orders: &Receiver<Task>, closing: &Arc<AtomicBool>) {
    let say = |event| reports.send(JobEvent::Desk(DeskEvent::Roster(event)));
    while let Ok(task) = orders.recv() {
        if closing.load(Ordering::Relaxed) {
            continue;
        }
        let progress = Arc::new(Progress::within(Arc::clone(closing)));
        say(RosterEvent::Begun { progress: Arc::clone(&progress), doing: task.doing() });
        match task {
            Task::Read(path) => {
                let book = read::open(&path).map(Box::new);
                say(RosterEvent::Read { path, book });
            }
            Task::Check { opened, decisions, today, ready } => {
                ready.recv().ok();
                let checked = opened.book.sheets.get(opened.sheet).map_or_else(
                    || Err(Problem::error("roster-file-empty")),
                    |sheet| check::check(store, sheet, &opened.mapping, &decisions, today, &progress),
                );
                say(RosterEvent::Checked(checked.map(Box::new)));
            }
            Task::Import { checked, decisions, author, ready } => {
                let mut arrived = Arrived::new(&say);
                let written = all_saved(&ready).and_then(|()| {
                    import::import(store, &checked, &decisions, &author, &progress, &mut |home| arrived.take(home))
                });
                arrived.send();
                say(RosterEvent::Wrote { doing: Doing::Import, written: written.map(Box::new) });
            }
            Task::Write { edits, doing, author, ready } => {
                let mut arrived = Arrived::new(&say);
                let written = all_saved(&ready)
                    .and_then(|()| write::write_all(store, &edits, &author, &progress, &mut |home| arrived.take(home)));
                arrived.send();
                say(RosterEvent::Wrote { doing, written: written.map(Box::new) });
            }
            Task::Rejects { opened, checked, to, csv, language } => {
                let written = reject(store, &opened, &checked, &to, csv, language);
                say(RosterEvent::Rejects(written.map(|()| to)));
            }
        }
    }
}

impl Task {
    const fn doing(&self) -> Doing {
        match self {
            Self::Read(_) => Doing::Read,
            Self::Check { .. } => Doing::Check,
            Self::Import { .. } => Doing::Import,
            Self::Write { doing, .. } => *doing,
            Self::Rejects { .. } => Doing::Rejects,
        }
    }
}

/// # Errors
/// The disk does not take what was changed before; the list must be compared with everything.
fn all_saved(ready: &Receiver<usize>) -> Result<(), Problem> {
    match ready.recv() {
        Ok(0) => Ok(()),
        _ => Err(Problem::error("roster-unsaved")),
    }
}

/// Writes the rows that were not taken into a file.
///
/// # Errors
/// The disk does not take it.
pub fn reject(
    store: &Workspace,
    opened: &Opened,
    checked: &Checked,
    to: &Path,
    csv: bool,
    language: Language,
) -> Result<(), Problem> {
    let Some(sheet) = opened.book.sheets.get(opened.sheet) else { return Ok(()) };
    let pages = rejects::pages(sheet, &opened.mapping, checked, crate::l10n::Words::of(language));
    let bytes = if csv { marked::csv(&pages[0]) } else { marked::xlsx(&pages) };
    let told = |error: std::io::Error| Problem::error("roster-rejects-failed").with("detail", error).in_file(to);
    let bytes = bytes.map_err(told)?;
    store.export(to, |file| std::io::Write::write_all(file, &bytes).map_err(told))
}

/// Households on their way to the lists.
struct Arrived<'a> {
    say: &'a dyn Fn(RosterEvent),
    batch: Vec<Record>,
}

impl<'a> Arrived<'a> {
    fn new(say: &'a dyn Fn(RosterEvent)) -> Self {
        Self { say, batch: Vec::new() }
    }

    fn take(&mut self, dossier: &Dossier) {
        self.batch.push(Record::of(dossier));
        if self.batch.len() >= BATCH {
            self.send();
        }
    }

    fn send(&mut self) {
        (self.say)(RosterEvent::Arrived(std::mem::take(&mut self.batch)));
    }
}

impl Wrote {
    /// What a person reads of it.
    pub fn of(written: &Written) -> Self {
        Self {
            new: written.new,
            changed: written.changed,
            unchanged: written.unchanged,
            stopped: written.stopped,
            problems: written.problems.clone(),
        }
    }
}
