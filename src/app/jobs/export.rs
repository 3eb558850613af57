//! The lane that writes tables: one export at a time, stopped between households.

use std::sync::Arc;
use std::thread::JoinHandle;

use super::{JobEvent, Reports};
use crate::app::clock::Clock;
use crate::app::desk::DeskEvent;
use crate::app::desk::export::{Done, ExportEvent};
use crate::app::exchange::Progress;
use crate::app::export::{self, Office, Request, log};
use crate::l10n::Language;
use crate::problem::Problem;
use crate::store::Workspace;

/// The lane's handle. Dropping it stops the export, and waits for it.
#[derive(Debug, Default)]
pub struct Exports {
    progress: Arc<Progress>,
    thread: Option<JoinHandle<()>>,
}

impl Exports {
    /// Begins an export with the workspace's own forms, rules and tables as they are now.
    ///
    /// # Errors
    /// The system gives no thread.
    pub fn start(
        store: Arc<Workspace>,
        clock: Arc<dyn Clock>,
        (language, author): (Language, String),
        request: Request,
        reports: Reports,
    ) -> Result<Self, Problem> {
        let progress = Arc::new(Progress::default());
        let seen = Arc::clone(&progress);
        let work = move || {
            let done = run(&store, clock, (language, &author), &request, &seen);
            reports.send(JobEvent::Desk(DeskEvent::Export(ExportEvent::Done(Box::new(done)))));
        };
        let started = std::thread::Builder::new().name("exports".to_owned()).spawn(work);
        let thread = started.map_err(|error| Problem::error("paper-no-threads").with("why", error))?;
        Ok(Self { progress, thread: Some(thread) })
    }

    pub fn stop(&self) {
        self.progress.stop();
    }

    /// Households done, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        self.progress.get()
    }
}

impl Drop for Exports {
    fn drop(&mut self) {
        self.stop();
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn run(
    store: &Arc<Workspace>,
    clock: Arc<dyn Clock>,
    (language, author): (Language, &str),
    request: &Request,
    progress: &Progress,
) -> Result<Done, Problem> {
    // Forms and rules with faults were told when the program started.
    let (office, _) = Office::open(Arc::clone(store), Arc::clone(&clock), language);
    let (tables, mut problems) = export::tables(store);
    let outcome = export::run(&office, &tables, request, progress)?;
    let entry = log::Entry::of(request, &outcome, author, clock.now());
    let last = log::add(store, entry).unwrap_or_else(|problem| {
        problems.push(problem);
        log::last(store)
    });
    Ok(Done { outcome, last, problems })
}
