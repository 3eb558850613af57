//! Making faces unrecognisable, and forgetting what showed them: seldom, long, one thread each.
//!
//! The order of things keeps two promises: no field ever names a file that is gone, and no unblurred file stays
//! after a crash. New picture on disk, wish to forget noted, field changed, change durable, old picture removed.

use std::sync::Arc;
use std::thread::JoinHandle;

use super::{JobEvent, Reports};
use crate::id::{ContentHash, DossierId};
use crate::path::FieldPath;
use crate::photo::marks::{Stroke, blur};
use crate::problem::Problem;
use crate::store::Workspace;

/// What was to be retouched.
#[derive(Clone, Debug)]
pub struct Order {
    pub dossier: DossierId,
    /// The row of the photo.
    pub photo: FieldPath,
    pub old: ContentHash,
    /// How often the old photo had been put when this was ordered.
    pub puts: u64,
    pub strokes: Vec<Stroke>,
}

/// How it went.
#[derive(Debug)]
pub struct Retouched {
    pub order: Order,
    pub new: Result<New, Problem>,
}

/// The new picture, which is on disk.
#[derive(Clone, Copy, Debug)]
pub struct New {
    pub hash: ContentHash,
    pub width: u32,
    pub height: u32,
}

/// A photo that is forgotten once the change with this ticket is on disk.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    ticket: u64,
    old: ContentHash,
    puts: u64,
}

/// The work that is under way. Dropping it waits for its threads.
#[derive(Default)]
pub struct Retouch {
    threads: Vec<JoinHandle<()>>,
    busy: Vec<(DossierId, FieldPath)>,
    waiting: Vec<Waiting>,
}

impl Retouch {
    /// Makes what is left over from the last time good.
    pub fn resume(&mut self, store: &Arc<Workspace>, reports: &Reports) {
        // A folder that cannot be listed is told by whoever needs it next; the notes stay.
        let noted = if store.is_read_only() { Vec::new() } else { store.to_forget().unwrap_or_default() };
        for old in noted {
            self.forget(store, reports, old, 0);
        }
    }

    /// Whether this photo is being worked on.
    pub fn is_busy(&self, dossier: DossierId, photo: &FieldPath) -> bool {
        self.busy.iter().any(|(home, path)| *home == dossier && path == photo)
    }

    /// Starts; [`JobEvent::Retouched`] tells the end. `false` when the system gives no thread.
    pub fn start(&mut self, store: &Arc<Workspace>, reports: &Reports, order: Order) -> bool {
        let (home, photo) = (order.dossier, order.photo.clone());
        let (store, reports) = (Arc::clone(store), reports.clone());
        let started = self.spawn(move || {
            let new = retouch(&store, &order);
            reports.send(JobEvent::Retouched(Box::new(Retouched { order, new })));
        });
        if started {
            self.busy.push((home, photo));
        }
        started
    }

    pub fn done(&mut self, order: &Order) {
        self.busy.retain(|(home, photo)| *home != order.dossier || *photo != order.photo);
    }

    /// Forgets `old` when everything up to `ticket` is on disk.
    pub fn forget_after(&mut self, ticket: u64, old: ContentHash, puts: u64) {
        self.waiting.push(Waiting { ticket, old, puts });
    }

    /// Everything up to `ticket` is on disk.
    pub fn saved(&mut self, ticket: u64, store: &Arc<Workspace>, reports: &Reports) {
        let (due, waiting) =
            std::mem::take(&mut self.waiting).into_iter().partition(|waiting| waiting.ticket <= ticket);
        self.waiting = waiting;
        let due: Vec<Waiting> = due;
        for Waiting { old, puts, .. } in due {
            self.forget(store, reports, old, puts);
        }
    }

    /// Forgets now; [`JobEvent::Forgotten`] tells the end. Without a thread the note stays for the next start.
    pub fn forget(&mut self, store: &Arc<Workspace>, reports: &Reports, old: ContentHash, puts: u64) {
        let (store, reports) = (Arc::clone(store), reports.clone());
        self.spawn(move || reports.send(JobEvent::Forgotten { hash: old, forgotten: store.forget_photo(old, puts) }));
    }

    /// Waits for all threads; their reports are in the queue afterwards.
    pub fn finish(&mut self) {
        for thread in self.threads.drain(..) {
            thread.join().ok();
        }
    }

    fn spawn(&mut self, work: impl FnOnce() + Send + 'static) -> bool {
        self.threads.retain(|thread| !thread.is_finished());
        let thread = std::thread::Builder::new().name("retouch".to_owned()).spawn(work);
        self.threads.extend(thread.ok());
        self.threads.last().is_some()
    }
}

impl Drop for Retouch {
    fn drop(&mut self) {
        self.finish();
    }
}

fn retouch(store: &Workspace, order: &Order) -> Result<New, Problem> {
    let picture = blur(&store.read_photo(order.old)?, &order.strokes)?;
    let hash = store.put_photo(&picture.jpeg)?;
    store.put_thumbnail(hash, &picture.thumbnail)?;
    store.note_to_forget(order.old)?;
    Ok(New { hash, width: picture.width, height: picture.height })
}
