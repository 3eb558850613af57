//! Work that takes long: one named thread per kind, a bounded queue of events back, and a waker so that an idle
//! window paints nothing.

pub mod folders;
pub mod photos;
pub mod saver;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use folders::Folder;

use crate::id::{ContentHash, DossierId, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::store::incoming::Incoming;
use crate::value::Photo;

/// Events that may wait before a worker has to; the window drains them every frame.
const EVENTS: usize = 1_024;

/// Asks for a frame, so that an event is seen. Given by the window; does nothing without one.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// A worker reports.
#[derive(Debug)]
pub enum JobEvent {
    /// All changes up to and including this ticket are on disk.
    Saved {
        ticket: u64,
    },
    /// The journal of this household has grown long: opening it would become slow.
    FoldDue {
        dossier: DossierId,
    },
    /// Changes could not be written; they are kept and tried again.
    SaveFailed {
        problem: Problem,
    },
    /// Worth knowing, and nothing is lost.
    Told {
        problem: Problem,
    },
    /// A new photo is durable: no crash loses it any more.
    PhotoKept {
        incoming: Incoming,
    },
    /// It is being opened.
    PhotoBegun {
        row: RowId,
    },
    /// It is stored; now a field may name it.
    PhotoStored {
        row: RowId,
        dossier: DossierId,
        question: FieldPath,
        photo: Photo,
    },
    /// There is no picture in it; what was kept of it has been set aside.
    PhotoFailed {
        row: RowId,
        dossier: DossierId,
        problem: Problem,
    },
    /// The disk refuses it; it is kept and tried again.
    PhotoStuck {
        row: RowId,
        problem: Problem,
    },
    /// It was given up before it was begun.
    PhotoCancelled {
        row: RowId,
    },
    Folder {
        path: PathBuf,
        listing: Result<Folder, Problem>,
    },
    /// A stored picture, decoded for the screen.
    Picture {
        hash: ContentHash,
        edge: u32,
        picture: Result<Picture, Problem>,
    },
}

/// Pixels ready for a texture.
#[derive(Clone)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

/// The way back from the workers.
#[derive(Clone)]
pub struct Reports {
    events: SyncSender<JobEvent>,
    waker: Waker,
}

impl Reports {
    pub fn new(waker: Waker) -> (Self, Receiver<JobEvent>) {
        let (events, receiver) = sync_channel(EVENTS);
        (Self { events, waker }, receiver)
    }

    /// Sends and wakes the window. When the program has gone there is nobody to tell.
    pub fn send(&self, event: JobEvent) {
        if self.events.send(event).is_ok() {
            (self.waker)();
        }
    }
}
