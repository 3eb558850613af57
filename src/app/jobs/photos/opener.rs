//! Opens photos that are durable, shrinks them, and stores them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, Ordering};

use super::keeper::read_file;
use super::queue::Queue;
use crate::app::jobs::{JobEvent, Reports};
use crate::photo::{self, Ingested, Limits, Pixels};
use crate::problem::Problem;
use crate::store::Workspace;
use crate::store::incoming::{Incoming, Origin};
use crate::value::Photo;

/// Why there is no photo.
enum Failure {
    /// There is no picture in it, now or later.
    Picture(Problem),
    /// The disk refuses for the time being.
    Disk(Problem),
}

pub fn run(store: &Workspace, reports: &Reports, queue: &Queue, edge: &AtomicU32) {
    while let Some(incoming) = queue.next() {
        let limits = Limits { photo_px: edge.load(Ordering::Relaxed), ..Limits::default() };
        let stuck = open(store, reports, &incoming, limits);
        queue.done(stuck.then_some(incoming));
    }
}

/// Opens one photo and says what came of it; `true` when it has to wait for the disk.
fn open(store: &Workspace, reports: &Reports, incoming: &Incoming, limits: Limits) -> bool {
    reports.send(JobEvent::PhotoBegun { row: incoming.row });
    let taken = match store.try_incoming(incoming.row) {
        Ok(true) => {
            let taken = catch_unwind(AssertUnwindSafe(|| take_in(store, reports, incoming, limits)));
            taken.unwrap_or_else(|_| Err(Failure::Picture(Problem::error("photo-damaged"))))
        }
        Ok(false) => Err(Failure::Picture(Problem::error("photo-ends-the-program"))),
        Err(problem) => Err(Failure::Disk(problem)),
    };
    store.survived_incoming(incoming.row);
    let (row, dossier, question) = (incoming.row, incoming.dossier, incoming.question.clone());
    match taken {
        Ok(photo) => reports.send(JobEvent::PhotoStored { row, dossier, question, photo }),
        Err(Failure::Disk(problem)) => {
            reports.send(JobEvent::PhotoStuck { row, problem });
            return true;
        }
        Err(Failure::Picture(problem)) => match store.set_incoming_aside(row, &problem) {
            Ok(told) => {
                let mut told = told.into_iter();
                let problem = told.next().unwrap_or(problem);
                reports.send(JobEvent::PhotoFailed { row, dossier, problem });
                told.for_each(|problem| reports.send(JobEvent::Told { problem }));
            }
            Err(refused) => {
                reports.send(JobEvent::PhotoStuck { row, problem: refused });
                return true;
            }
        },
    }
    false
}

/// The picture is on disk when this returns: only then may a field name it.
fn take_in(store: &Workspace, reports: &Reports, incoming: &Incoming, limits: Limits) -> Result<Photo, Failure> {
    let Ingested { jpeg, thumbnail, width, height, taken, place } = ingest(store, incoming, limits)?;
    let hash = store.put_photo(&jpeg).map_err(Failure::Disk)?;
    if let Err(problem) = store.put_thumbnail(hash, &thumbnail) {
        // Only a cache: the screen makes do with the photo.
        reports.send(JobEvent::Told { problem });
    }
    Ok(Photo { hash, width, height, taken, place, caption: "".into() })
}

fn ingest(store: &Workspace, incoming: &Incoming, limits: Limits) -> Result<Ingested, Failure> {
    let kept = || store.read_original(incoming.row).map_err(Failure::Disk);
    match &incoming.origin {
        Origin::File(file) => read_file(file)
            .and_then(|bytes| photo::ingest(&bytes, limits))
            .map_err(|problem| Failure::Picture(problem.in_file(file))),
        Origin::Kept => photo::ingest(&kept()?, limits).map_err(Failure::Picture),
        Origin::KeptPixels { width, height } => {
            let pixels = Pixels { width: *width, height: *height, rgba: kept()? };
            photo::ingest_pixels(pixels, limits).map_err(Failure::Picture)
        }
    }
}
