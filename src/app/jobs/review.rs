//! The lane that looks through finished surveys for what deserves a second look.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::lane::Lane;
use super::{JobEvent, Reports};
use crate::app::clock::Clock;
use crate::app::conflicts::reader::Reader;
use crate::app::desk::DeskEvent;
use crate::app::desk::review::ReviewEvent;
use crate::app::exchange::Progress;
use crate::app::task;
use crate::dossier::Dossier;
use crate::dossier::status;
use crate::form::schema::Kind;
use crate::id::{DossierId, Name};
use crate::l10n::Language;
use crate::registry::review::{self, Reason};
use crate::store::Workspace;

/// Orders that may wait.
const QUEUE: usize = 16;
/// Surveys that are read and reported together.
const BATCH: usize = 64;

/// Surveys to look through; `ready` answers when the disk knows all that was changed before.
#[derive(Debug)]
pub struct Task {
    pub ids: Vec<DossierId>,
    pub ready: Receiver<usize>,
}

/// What was found in one survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub id: DossierId,
    pub reasons: Vec<Reason>,
    /// Of its measurements ([`review::print`]).
    pub print: Option<u64>,
}

/// # Errors
/// When the system gives no thread.
pub fn start(store: Arc<Workspace>, clock: Arc<dyn Clock>, reports: Reports) -> std::io::Result<Lane<Task>> {
    Lane::start("review", QUEUE, move |orders, closing| {
        let reader = Reader::new(Arc::clone(&store), clock);
        while let Ok(task) = orders.recv() {
            if !closing.load(Ordering::Relaxed) {
                run(&store, &reader, &reports, &task, closing);
            }
        }
    })
}

fn run(store: &Workspace, reader: &Reader, reports: &Reports, task: &Task, closing: &Arc<AtomicBool>) {
    let say = |event| reports.send(JobEvent::Desk(DeskEvent::Review(event)));
    task.ready.recv().ok();
    let progress = Arc::new(Progress::within(Arc::clone(closing)));
    progress.begin(task.ids.len());
    say(ReviewEvent::Begun(Arc::clone(&progress)));
    let mut problems = Vec::new();
    match store.bulk() {
        Ok((bulk, _)) => {
            for batch in task.ids.chunks(BATCH) {
                if progress.is_stopped() {
                    break;
                }
                let checked: Vec<Checked> = batch
                    .into_par_iter()
                    .filter_map(|id| {
                        progress.step();
                        // One that cannot be read was told when the list was made.
                        bulk.read(*id).ok()?.dossier.map(|dossier| check(reader, &dossier))
                    })
                    .collect();
                say(ReviewEvent::Checked(checked));
            }
        }
        Err(problem) => problems.push(problem),
    }
    say(ReviewEvent::Done(problems));
}

/// What deserves a look: by the registers, then by the forms of the survey.
fn check(reader: &Reader, dossier: &Dossier) -> Checked {
    let mut reasons = review::reasons(dossier);
    let mut home = reader.home(dossier, Language::Chinese);
    let (mut missing, mut doubtful, mut photos) = (0, 0, 0);
    for id in task::Task::Survey.forms() {
        let Some(form) = home.named_form(&Name::of(id)) else { continue };
        let session = home.session(&form);
        let progress = status::progress(session, dossier);
        missing += progress.missing as usize;
        doubtful += progress.doubtful as usize;
        let lacking = |to_do: &crate::dossier::prompt::ToDo| {
            let asks = to_do.path.leaf.as_ref().and_then(|leaf| form.question(leaf));
            to_do.kind == crate::dossier::prompt::ToDoKind::Missing
                && asks.is_some_and(|question| matches!(question.kind, Kind::Photo { .. }))
        };
        photos += status::to_dos(session, dossier, Language::Chinese).iter().filter(|to_do| lacking(to_do)).count();
    }
    for (count, reason) in [
        (photos, Reason::PhotosMissing { count: photos }),
        (missing.saturating_sub(photos), Reason::Missing { count: missing.saturating_sub(photos) }),
        (doubtful, Reason::Doubtful { count: doubtful }),
    ] {
        if count > 0 {
            reasons.push(reason);
        }
    }
    Checked { id: dossier.id, reasons, print: review::print(dossier) }
}
