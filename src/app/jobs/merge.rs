//! The lane for merging: one merge at a time, looks beside it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use super::{JobEvent, Reports};
use crate::app::desk::DeskEvent;
use crate::app::desk::merge::MergeEvent;
use crate::app::merge::{self, Progress, Report, Request, written};
use crate::l10n::Words;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::store::Workspace;

/// The lane's handle. Dropping it stops the merge between two households and waits for what is being written.
#[derive(Debug, Default)]
pub struct MergeLane {
    thread: Option<JoinHandle<()>>,
    closing: Arc<AtomicBool>,
}

/// What a merge needs beside the request. `ready` answers when the disk knows all that was changed before.
pub struct Start {
    pub store: Arc<Workspace>,
    pub request: Request,
    pub words: &'static Words,
    pub ready: Receiver<usize>,
}

impl MergeLane {
    /// Begins a merge; its progress is shared.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn begin(&mut self, start: Start, reports: Reports) -> Result<Arc<Progress>, Problem> {
        let progress = Arc::new(Progress::within(Arc::clone(&self.closing)));
        let (shared, closing) = (Arc::clone(&progress), Arc::clone(&self.closing));
        let work = move || {
            let arrived = Mutex::new(Vec::new());
            let done = run(&start, &shared, &arrived);
            let records = arrived.into_inner().unwrap_or_else(PoisonError::into_inner);
            // Nobody listens any more while the program is being closed.
            if !closing.load(Ordering::Relaxed) {
                let event = MergeEvent::Done { report: done.map(Box::new), records };
                reports.send(JobEvent::Desk(DeskEvent::Merge(event)));
                history(&start.store, &reports);
            }
        };
        let started = std::thread::Builder::new().name("merge".to_owned()).spawn(work);
        self.thread = Some(started.map_err(|error| Problem::error("merge-no-threads").with("why", error))?);
        Ok(progress)
    }
}

impl Drop for MergeLane {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn run(start: &Start, progress: &Progress, arrived: &Mutex<Vec<Record>>) -> Result<Report, Problem> {
    // A household that is not on the disk yet would not know of what came.
    if start.ready.recv() != Ok(0) {
        return Err(Problem::error("merge-unsaved"));
    }
    let hear = |entries: &[crate::store::index::Written]| {
        let records = entries.iter().map(|entry| entry.record.clone());
        arrived.lock().unwrap_or_else(PoisonError::into_inner).extend(records);
    };
    let mut report = merge::merge(&start.store, &start.request, progress, &hear)?;
    report.problems.extend(written::keep(&start.store, &report, start.words).err());
    Ok(report)
}

/// Reads what was merged in the past, in a thread of its own.
pub fn look_back(store: Arc<Workspace>, reports: Reports) {
    // Without a thread the list stays empty.
    std::thread::Builder::new().name("merges".to_owned()).spawn(move || history(&store, &reports)).ok();
}

fn history(store: &Workspace, reports: &Reports) {
    let event = MergeEvent::History(written::history(store));
    reports.send(JobEvent::Desk(DeskEvent::Merge(event)));
}

/// Looks what an input holds, in a thread of its own: a dead network drive can hold a reader for minutes.
pub fn look_at(store: Arc<Workspace>, input: PathBuf, reports: Reports) {
    let work = move || {
        let (sources, problems) = merge::look(&store, std::slice::from_ref(&input), &Progress::default());
        let event = MergeEvent::Looked { input, sources, problems };
        reports.send(JobEvent::Desk(DeskEvent::Merge(event)));
    };
    // Without a thread the input is merged without having been looked at.
    std::thread::Builder::new().name("inbox".to_owned()).spawn(work).ok();
}

/// Looks which sticks and disks are there.
pub fn look_for_drives(reports: Reports) {
    let work = move || {
        reports.send(JobEvent::Desk(DeskEvent::Merge(MergeEvent::Drives(drives()))));
    };
    std::thread::Builder::new().name("drives".to_owned()).spawn(work).ok();
}

/// Folders that sticks and disks are usually mounted in: each of them directly, or below the person's name.
const MOUNTS: [&str; 4] = ["/media", "/run/media", "/Volumes", "/mnt"];

fn drives() -> Vec<PathBuf> {
    if cfg!(windows) {
        let letters = ('D'..='Z').map(|letter| PathBuf::from(format!("{letter}:\\")));
        return letters.filter(|drive| drive.is_dir()).collect();
    }
    let mut found = Vec::new();
    for mount in MOUNTS.map(Path::new) {
        let direct = matches!(mount.to_str(), Some("/Volumes" | "/mnt"));
        for folder in folders_in(mount) {
            found.extend(if direct { vec![folder] } else { folders_in(&folder) });
        }
    }
    found.retain(|folder| std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()));
    found.sort();
    found
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    // Not links: the system's own disk is often one of them.
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()).collect()
}
