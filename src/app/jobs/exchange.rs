//! The lane for packages: making them, opening them, and reading how all works stand.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use super::lane::Lane;
use super::{JobEvent, Reports};
use crate::app::exchange::receipt;
use crate::app::exchange::{self, Arrived, Check, Made, Parcel, Progress, Receiver as Opening, Report};
use crate::app::handing::{HandingEvent, purge};
use crate::app::works::jobs::Job;
use crate::app::works::sheet::Side;
use crate::dossier::Dossier;
use crate::id::DossierId;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::remote::About;
use crate::seal::Identity;
use crate::store::Workspace;

/// Orders that may wait: packages dropped on the window all at once.
const QUEUE: usize = 256;
/// Households that are reported together.
const BATCH: usize = 64;

/// What the lane is asked for. `ready` answers when the disk knows all that was changed before.
#[derive(Debug)]
pub enum Task {
    Make {
        parcel: Parcel,
        path: PathBuf,
        ready: Receiver<usize>,
    },
    Take {
        file: PathBuf,
        receiver: Opening,
        side: Side,
        ready: Receiver<usize>,
    },
    Check {
        file: PathBuf,
        receiver: Opening,
    },
    /// What may go from this device, and what is confirmed.
    Plan {
        request: purge::Request,
        ready: Receiver<usize>,
    },
    Purge {
        request: purge::Request,
        ready: Receiver<usize>,
    },
    /// Receipts for these packages and workspaces.
    Receipt {
        inputs: Vec<PathBuf>,
        keys: Vec<Identity>,
        about: About,
        path: PathBuf,
    },
    Jobs {
        ids: Vec<DossierId>,
        side: Side,
        ready: Receiver<usize>,
    },
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
    Checked(Result<Box<Check>, Problem>),
    /// Households that came or changed with a package.
    Arrived(Vec<Arrived>),
    /// How works stand.
    Jobs(Vec<Job>),
}

/// # Errors
/// When the system gives no thread.
pub fn start(store: Arc<Workspace>, reports: Reports) -> std::io::Result<Lane<Task>> {
    Lane::start("exchange", QUEUE, move |orders, closing| run(&store, &reports, orders, closing))
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
            Task::Check { file, receiver } => {
                say(ExchangeEvent::Begun { progress: Arc::clone(&progress), opening: true });
                let here = Some((store, receiver.role));
                let check = exchange::check(here, &file, &receiver.keys, &progress);
                say(ExchangeEvent::Checked(check.map(Box::new)));
            }
            Task::Plan { request, ready } => {
                let plan = all_saved(&ready).and_then(|()| purge::plan(store, &request, &progress));
                reports.send(JobEvent::Handing(HandingEvent::Planned(plan.map(Box::new))));
            }
            Task::Purge { request, ready } => {
                let gone = all_saved(&ready).and_then(|()| purge::run(store, &request, &progress));
                reports.send(JobEvent::Handing(HandingEvent::Purged(gone)));
            }
            Task::Receipt { inputs, keys, about, path } => {
                let receipts = receipt::of(store, &inputs, &keys);
                let written = receipt::write(store, &receipts, about, &path);
                reports.send(JobEvent::Handing(HandingEvent::Receipt { written, problems: receipts.problems }));
            }
            Task::Take { file, receiver, side, ready } => {
                say(ExchangeEvent::Begun { progress: Arc::clone(&progress), opening: true });
                let mut batch = Vec::new();
                let mut arrived = |dossier: &Dossier| {
                    batch.push(Arrived { record: Record::of(dossier), job: Job::of(dossier, side) });
                    if batch.len() >= BATCH {
                        say(ExchangeEvent::Arrived(std::mem::take(&mut batch)));
                    }
                };
                let taken =
                    all_saved(&ready).and_then(|()| exchange::take(store, &file, receiver, &progress, &mut arrived));
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
