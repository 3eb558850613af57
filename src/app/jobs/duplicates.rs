//! The thread that looks for duplicates: reads what is not known yet, compares, reports.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::{JobEvent, Reports};
use crate::app::desk::DeskEvent;
use crate::app::desk::duplicates::DuplicatesEvent;
use crate::id::DossierId;
use crate::problem::Problem;
use crate::registry::duplicates::Home;
use crate::registry::duplicates::queue::Queue;
use crate::store::Workspace;

/// What is to be compared.
#[derive(Debug)]
pub struct Task {
    pub ids: Vec<DossierId>,
    /// The households as they are; `None`: they are read.
    pub known: Option<Arc<BTreeMap<DossierId, Home>>>,
    /// Of the list of households.
    pub revision: u64,
    /// Answers when the disk knows what was changed before.
    pub ready: Receiver<usize>,
}

/// Starts looking; the answer comes as [`DuplicatesEvent::Found`].
///
/// # Errors
/// The system gives no thread.
pub fn start(store: Arc<Workspace>, task: Task, reports: Reports) -> Result<(), Problem> {
    let work = move || {
        let Task { ids, known, revision, ready } = task;
        let (homes, problems) = known.map_or_else(
            || {
                // What could not be saved is held in memory; the next look will see it.
                ready.recv().ok();
                read(&store, ids)
            },
            |known| (known, Vec::new()),
        );
        let queue = Box::new(Queue::of(homes.values()));
        let found = DuplicatesEvent::Found { revision, homes, queue, problems };
        reports.send(JobEvent::Desk(DeskEvent::Duplicates(found)));
    };
    let started = std::thread::Builder::new().name("duplicates".to_owned()).spawn(work);
    started.map(|_| ()).map_err(|error| Problem::error("duplicate-no-thread").with("detail", error))
}

fn read(store: &Workspace, ids: Vec<DossierId>) -> (Arc<BTreeMap<DossierId, Home>>, Vec<Problem>) {
    // A household that cannot be read was told when the list was made.
    let homes = ids.into_par_iter().filter_map(|id| store.load(id).ok().map(|(dossier, _)| (id, Home::of(&dossier))));
    (Arc::new(homes.collect::<Vec<_>>().into_iter().collect()), Vec::new())
}
