//! Work that takes long: one named thread per kind, a bounded queue of events back, and a waker so that an idle
//! window paints nothing.

pub mod batch;
pub mod camera;
pub mod conflicts;
pub mod corners;
pub mod duplicates;
pub mod exchange;
pub mod export;
pub mod folders;
pub mod lane;
pub mod merge;
pub mod papers;
pub mod photos;
pub mod registry;
pub mod retouch;
pub mod review;
pub mod roll;
pub mod roster;
pub mod saver;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use folders::Folder;

use crate::app::desk::DeskEvent;
use crate::app::handing::HandingEvent;
use crate::app::keys::KeysEvent;
use crate::app::transfer::TransferEvent;
use crate::id::{ContentHash, DossierId, RowId};
use crate::path::FieldPath;
use crate::photo::measure::{Quad, Rectangle};
use crate::plan::budget::Batch;
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
    /// What the other households have planned, for the household that is open.
    Batch {
        of: DossierId,
        batch: Batch,
    },
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
    /// Parts of a photo were made unrecognisable, or could not be.
    Retouched(Box<retouch::Retouched>),
    /// A photo's file is gone, or stays because something else names it.
    Forgotten {
        hash: ContentHash,
        forgotten: Result<bool, Problem>,
    },
    Folder {
        path: PathBuf,
        listing: Result<Folder, Problem>,
    },
    /// The camera's thread reports; `session` says of which opening.
    Camera {
        session: u64,
        news: camera::News,
    },
    /// The camera roll has a new photo, or cannot be seen.
    Roll(roll::Seen),
    /// The corners of a reference in a stored photo, if the program is sure of them.
    Corners {
        photo: ContentHash,
        reference: Rectangle,
        quad: Option<Quad>,
    },
    /// The lane for packages.
    Exchange(exchange::ExchangeEvent),
    Papers(papers::PapersEvent),
    Desk(DeskEvent),
    Handing(HandingEvent),
    Keys(KeysEvent),
    Transfer(TransferEvent),
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

    /// Asks for a frame: what the window should see lies elsewhere.
    pub fn wake(&self) {
        (self.waker)();
    }

    /// Sends and wakes the window. When the program has gone there is nobody to tell.
    pub fn send(&self, event: JobEvent) {
        if self.events.send(event).is_ok() {
            (self.waker)();
        }
    }
}
