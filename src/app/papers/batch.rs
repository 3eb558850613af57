//! Many documents of many households, on several threads, with progress and a stop.
//!
//! Each thread holds one document at a time, so that memory is bounded whatever the number of households: each has a pool
//! of its own, because typst, while it waits for a picture, takes whatever task its pool has next. In one pool for all
//! that would be the next document, begun inside the one that waits, and so on. What fails for one household is told and
//! costs the others nothing. File names carry the household's id and the kind, nothing personal.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::ThreadPool;

use super::Printer;
use super::gather::NOTHING_YET;
use super::notices::{self, Notices};
use crate::id::DossierId;
use crate::problem::Problem;
use crate::report::engine::STACK_BYTES;
use crate::report::model::{Kind, Languages};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub households: Vec<DossierId>,
    pub kinds: Vec<Kind>,
    pub languages: Languages,
    pub folder: PathBuf,
    /// Whether public notices are set one by one or as lists.
    pub notices: Notices,
    /// Documents set at the same time; 0 for as many as the machine has cores.
    pub threads: usize,
}

/// Says that no further document is to be begun.
pub type Stop = AtomicBool;

/// How far a batch is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Documents that were made or could not be made.
    pub done: usize,
    pub all: usize,
}

/// What came of a batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    pub folder: PathBuf,
    /// Documents written, and their pages.
    pub files: usize,
    pub pages: usize,
    /// Households that have nothing to say in such a document yet, and kinds of it.
    pub empty: usize,
    /// What went wrong, by household; warnings about templates once.
    pub problems: Vec<Problem>,
    /// Ended before everything was done.
    pub stopped: bool,
    /// The most documents that were being set at the same time: each takes some 100 MB.
    pub at_once: usize,
}

/// `01931b6c-…_plan.pdf`, in both languages `01931b6c-…_plan_zh-en.pdf`.
pub fn file_name(id: DossierId, kind: Kind, languages: Languages) -> String {
    let languages = if languages == Languages::Both { "_zh-en" } else { "" };
    format!("{id}_{}{languages}.pdf", kind.name())
}

/// Makes all documents of a batch; `report` is called after each, from any thread.
///
/// # Errors
/// The folder cannot be made, or the system gives no threads.
pub fn print(
    printer: &Printer,
    batch: &Batch,
    stop: &Stop,
    report: &(dyn Fn(Progress) + Sync),
) -> Result<Outcome, Problem> {
    fs::create_dir_all(&batch.folder).map_err(|error| unwritable(&batch.folder, &error))?;
    let pools = (0..workers(batch.threads)).map(pool).collect::<Result<Vec<_>, _>>()?;
    let jobs = jobs(printer, batch);
    let done = AtomicUsize::new(0);
    let outcome = Mutex::new(Outcome { folder: batch.folder.clone(), ..Outcome::default() });
    let all = jobs.len();
    report(Progress { done: 0, all });
    let (next, under_way) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let at_once = under_way.fetch_add(1, Ordering::Relaxed) + 1;
            let made = job.make(printer, batch);
            under_way.fetch_sub(1, Ordering::Relaxed);
            let full = matches!(&made, Err(problem) if problem.key == "paper-disk-full");
            outcome.lock().unwrap_or_else(PoisonError::into_inner).take(made, at_once);
            if full {
                // Every further document would end the same way.
                stop.store(true, Ordering::Relaxed);
            }
            report(Progress { done: done.fetch_add(1, Ordering::Relaxed) + 1, all });
        }
    };
    std::thread::scope(|scope| {
        for pool in &pools {
            scope.spawn(|| pool.install(work));
        }
    });
    let mut outcome = outcome.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcome.stopped = done.load(Ordering::Relaxed) < all;
    outcome.problems.sort_by_key(|problem| problem.place.dossier);
    Ok(outcome)
}

fn workers(asked: usize) -> usize {
    if asked > 0 { asked } else { std::thread::available_parallelism().map_or(1, std::num::NonZero::get) }
}

fn pool(number: usize) -> Result<ThreadPool, Problem> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(STACK_BYTES)
        .thread_name(move |_| format!("papers-{number}"))
        .build()
        .map_err(|error| Problem::error("paper-no-threads").with("why", error))
}

/// One document to be made.
enum Job {
    Of(DossierId, Kind),
    Notices(notices::List),
}

/// What is to be made: each kind of each household, public notices as lists where that is asked for.
fn jobs(printer: &Printer, batch: &Batch) -> Vec<Job> {
    let lists = batch.notices != Notices::Each && batch.kinds.contains(&Kind::Notice);
    let alone = batch.kinds.iter().filter(|kind| !lists || **kind != Kind::Notice);
    let mut jobs: Vec<Job> =
        batch.households.iter().flat_map(|id| alone.clone().map(|kind| Job::Of(*id, *kind))).collect();
    if lists {
        jobs.extend(printer.notice_lists(&batch.households, batch.notices).into_iter().map(Job::Notices));
    }
    jobs
}

impl Job {
    fn make(&self, printer: &Printer, batch: &Batch) -> Result<Made, Problem> {
        match self {
            Self::Of(id, kind) => one(printer, batch, *id, *kind),
            Self::Notices(list) => {
                let printed = printer.print_notices(list, batch.languages)?;
                let path = batch.folder.join(list.file_name(batch.languages));
                write(&path, &printed.pdf).map_err(|error| unwritable(&path, &error))?;
                Ok(Made { pages: printed.pages, warnings: printed.warnings })
            }
        }
    }
}

struct Made {
    pages: usize,
    warnings: Vec<Problem>,
}

impl Outcome {
    fn take(&mut self, made: Result<Made, Problem>, at_once: usize) {
        self.at_once = self.at_once.max(at_once);
        match made {
            Ok(made) => {
                self.files += 1;
                self.pages += made.pages;
                for warning in made.warnings {
                    if !self.problems.contains(&warning) {
                        self.problems.push(warning);
                    }
                }
            }
            Err(problem) if problem.key == NOTHING_YET => self.empty += 1,
            Err(problem) => self.problems.push(problem),
        }
    }
}

fn one(printer: &Printer, batch: &Batch, id: DossierId, kind: Kind) -> Result<Made, Problem> {
    let printed = printer.print(id, kind, batch.languages)?;
    let path = batch.folder.join(file_name(id, kind, batch.languages));
    write(&path, &printed.pdf).map_err(|error| unwritable(&path, &error).of_dossier(id))?;
    Ok(Made { pages: printed.pages, warnings: printed.warnings })
}

/// A file is there whole or not at all: a reader that looks on meanwhile sees the old one.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let half = path.with_extension("pdf.part");
    let written = fs::write(&half, bytes).and_then(|()| fs::rename(&half, path));
    if written.is_err() {
        // What is left of it is of no use; that it cannot be removed either changes nothing.
        fs::remove_file(&half).ok();
    }
    written
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    let problem = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::error("paper-disk-full"),
        _ => Problem::error("paper-unwritable").with("why", error),
    };
    problem.in_file(path)
}
