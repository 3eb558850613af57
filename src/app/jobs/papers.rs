//! The lane that sets documents: one batch at a time, on all cores, stopped between two documents.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{JobEvent, Reports};
use crate::app::clock::Clock;
use crate::app::papers::{self, Batch, Outcome, Printer, Progress};
use crate::problem::Problem;
use crate::store::Workspace;

/// Between two reports of progress: a batch of small documents must not keep the window painting.
const AT_MOST_EVERY: Duration = Duration::from_millis(100);

/// What the lane reports.
#[derive(Debug)]
pub enum PapersEvent {
    /// See [`Papers::progress`].
    Progressed,
    Done(Result<Outcome, Problem>),
}

/// The lane's handle. Dropping it stops the batch after the documents that are being set, and waits for them.
#[derive(Default)]
pub struct Papers {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    done: AtomicUsize,
    all: AtomicUsize,
    reported: Mutex<Option<Instant>>,
}

impl Papers {
    /// Begins a batch with the workspace's own forms, rules and templates as they are now.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(
        &mut self,
        store: Arc<Workspace>,
        clock: Arc<dyn Clock>,
        batch: Batch,
        reports: Reports,
    ) -> Result<(), Problem> {
        let shared = Arc::new(Shared::default());
        shared.all.store(batch.households.len() * batch.kinds.len(), Ordering::Relaxed);
        self.shared = Arc::clone(&shared);
        let work = move || {
            let done = run(store, clock, &batch, &shared, &reports);
            reports.send(JobEvent::Papers(PapersEvent::Done(done)));
        };
        let started = std::thread::Builder::new().name("papers".to_owned()).spawn(work);
        let thread = started.map_err(|error| Problem::error("paper-no-threads").with("why", error))?;
        self.thread = Some(thread);
        Ok(())
    }

    /// No further document is begun.
    pub fn stop(&self) {
        self.shared.stop.store(true, Ordering::Relaxed);
    }

    pub fn progress(&self) -> Progress {
        Progress { done: self.shared.done.load(Ordering::Relaxed), all: self.shared.all.load(Ordering::Relaxed) }
    }
}

impl Drop for Papers {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn run(
    store: Arc<Workspace>,
    clock: Arc<dyn Clock>,
    batch: &Batch,
    shared: &Shared,
    reports: &Reports,
) -> Result<Outcome, Problem> {
    let (office, mut problems) = papers::office_templates(&papers::templates_folder(&store));
    // Forms and rules with faults were told when the program started.
    let (printer, _) = Printer::new(store, clock, office);
    let mut outcome = papers::print(&printer, batch, &shared.stop, &|progress| shared.report(progress, reports))?;
    problems.append(&mut outcome.problems);
    outcome.problems = problems;
    Ok(outcome)
}

impl Shared {
    fn report(&self, progress: Progress, reports: &Reports) {
        self.done.fetch_max(progress.done, Ordering::Relaxed);
        self.all.store(progress.all, Ordering::Relaxed);
        let mut reported = self.reported.lock().unwrap_or_else(PoisonError::into_inner);
        if reported.is_none_or(|last| last.elapsed() >= AT_MOST_EVERY) {
            *reported = Some(Instant::now());
            drop(reported);
            reports.send(JobEvent::Papers(PapersEvent::Progressed));
        }
    }
}

/// Shows a folder in the system's own file manager.
///
/// # Errors
/// There is none; the person is told where the folder is.
pub fn show_folder(folder: &Path) -> Result<(), Problem> {
    let opener = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let told = || Problem::notice("paper-folder-unopened").with("folder", folder.display());
    let mut child = std::process::Command::new(opener).arg(folder).spawn().map_err(|_| told())?;
    // It ends when it likes; a thread waits, so that no zombie stays.
    std::thread::Builder::new().name("folder shown".to_owned()).spawn(move || child.wait()).map_err(|_| told())?;
    Ok(())
}
