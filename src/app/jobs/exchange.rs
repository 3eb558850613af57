//! The lane for packages: making them, opening them, and reading how all works stand.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use super::{JobEvent, Reports};
use crate::app::exchange::{self, Arrived, Made, Parcel, Progress, Report};
use crate::app::works::jobs::Job;
use crate::app::works::sheet::Side;
use crate::dossier::Dossier;
use crate::id::DossierId;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::role::Role;
use crate::store::Workspace;

/// Orders that may wait: packages dropped on the window all at once.
const QUEUE: usize = 256;
/// Households that are reported together.
const BATCH: usize = 64;

/// What the lane is asked for. `ready` answers when the disk knows all that was changed before.
#[derive(Debug)]
pub enum Task {
    Make { parcel: Parcel, path: PathBuf, ready: Receiver<usize> },
    Take { file: PathBuf, role: Role, side: Side, ready: Receiver<usize> },
    Jobs { ids: Vec<DossierId>, side: Side, ready: Receiver<usize> },
}

/// What the lane reports.
#[derive(Debug)]
pub enum ExchangeEvent {
    /// Work on a package begins; its progress is shared.
    Begun {
        progress: Arc<Progress>,
        opening: bool,
    },
    Made(Result<Box<Made>, Problem>),
    Taken(Result<Box<Report>, Problem>),
    /// Households that came or changed with a package.
    Arrived(Vec<Arrived>),
    /// How works stand.
    Jobs(Vec<Job>),
}

/// The thread's handle. Dropping it stops what is under way, then ends the thread.
pub struct ExchangeLane {
    orders: Option<SyncSender<Task>>,
    thread: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
}

impl ExchangeLane {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(store: Arc<Workspace>, reports: Reports) -> std::io::Result<Self> {
        let (orders, receiver) = sync_channel(QUEUE);
        let closing = Arc::new(AtomicBool::new(false));
        let work = {
            let closing = Arc::clone(&closing);
            move || run(&store, &reports, &receiver, &closing)
        };
        let thread = std::thread::Builder::new().name("exchange".to_owned()).spawn(work)?;
        Ok(Self { orders: Some(orders), thread: Some(thread), closing })
    }

    /// Queues a task; waits while the queue is full.
    pub fn order(&self, task: Task) {
        self.orders.as_ref().map(|orders| orders.send(task).ok());
    }
}

impl Drop for ExchangeLane {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn run(store: &Workspace, reports: &Reports, orders: &Receiver<Task>, closing: &Arc<AtomicBool>) {
    let say = |event| reports.send(JobEvent::Exchange(event));
    while let Ok(task) = orders.recv() {
        if closing.load(Ordering::Relaxed) {
            continue;
        }
        let progress = Arc::new(Progress::within(Arc::clone(closing)));
        match task {
            Task::Jobs { ids, side, ready } => {
                ready.recv().ok();
                jobs(store, &ids, side, &say);
            }
            Task::Make { parcel, path, ready } => {
                say(ExchangeEvent::Begun { progress: Arc::clone(&progress), opening: false });
                let made = all_saved(&ready).and_then(|()| exchange::make(store, &parcel, &path, &progress));
                say(ExchangeEvent::Made(made.map(Box::new)));
            }
            Task::Take { file, role, side, ready } => {
                say(ExchangeEvent::Begun { progress: Arc::clone(&progress), opening: true });
                let mut batch = Vec::new();
                let mut arrived = |dossier: &Dossier| {
                    batch.push(Arrived { record: Record::of(dossier), job: Job::of(dossier, side) });
                    if batch.len() >= BATCH {
                        say(ExchangeEvent::Arrived(std::mem::take(&mut batch)));
                    }
                };
                let taken =
                    all_saved(&ready).and_then(|()| exchange::take(store, &file, role, &progress, &mut arrived));
                say(ExchangeEvent::Arrived(batch));
                say(ExchangeEvent::Taken(taken.map(Box::new)));
            }
        }
    }
}

/// # Errors
/// The disk does not take what was changed before; a package must not know less.
fn all_saved(ready: &Receiver<usize>) -> Result<(), Problem> {
    match ready.recv() {
        Ok(0) => Ok(()),
        _ => Err(Problem::error("works-package-unsaved")),
    }
}

fn jobs(store: &Workspace, ids: &[DossierId], side: Side, say: &dyn Fn(ExchangeEvent)) {
    for batch in ids.chunks(BATCH) {
        // A household that cannot be read was told when the list was made.
        let read = batch.iter().filter_map(|id| store.load(*id).ok());
        say(ExchangeEvent::Jobs(read.map(|(dossier, _)| Job::of(&dossier, side)).collect()));
    }
}
