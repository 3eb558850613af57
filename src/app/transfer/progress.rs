//! How far a sending or fetching is; shared with the window.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::id::DossierId;
use crate::remote::cloud::Control;

/// A moment of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Households that are there and verified, of how many.
    pub households: usize,
    pub total: usize,
    /// Households that failed.
    pub failed: usize,
    /// Objects (households, photos, form texts) that have gone or come in this run, and their bytes.
    pub objects: usize,
    pub bytes: u64,
    pub paused: bool,
}

/// How far one household is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Objects that are there, of how many.
    pub done: usize,
    pub of: usize,
    pub state: PieceState,
}

/// Where one household stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum PieceState {
    #[default]
    UnderWay,
    /// All of it is there and was looked at, and the list that names it too.
    Verified,
    Failed,
}

/// Counts, and hears whether it shall go on.
#[derive(Debug, Default)]
pub struct Progress {
    control: Arc<Control>,
    households: AtomicUsize,
    total: AtomicUsize,
    failed: AtomicUsize,
    objects: AtomicUsize,
    bytes: AtomicU64,
    hurry: AtomicBool,
    pieces: Mutex<BTreeMap<DossierId, Piece>>,
}

impl Progress {
    /// Of a run that also stops when `closing` becomes true.
    pub fn within(closing: Arc<AtomicBool>) -> Self {
        Self { control: Arc::new(Control::within(closing)), ..Self::default() }
    }

    /// What pauses and stops it.
    pub const fn control(&self) -> &Arc<Control> {
        &self.control
    }

    pub fn get(&self) -> Reached {
        Reached {
            households: self.households.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            failed: self.failed.load(Ordering::Relaxed),
            objects: self.objects.load(Ordering::Relaxed),
            bytes: self.bytes.load(Ordering::Relaxed),
            paused: self.control.is_paused(),
        }
    }

    /// The households that this run has something to do with, by id.
    pub fn pieces(&self) -> Vec<(DossierId, Piece)> {
        self.lock().iter().map(|(id, piece)| (*id, *piece)).collect()
    }

    /// A person does not want to wait for the next try.
    pub fn hurry(&self) {
        self.hurry.store(true, Ordering::Relaxed);
    }

    pub(super) fn take_hurry(&self) -> bool {
        self.hurry.swap(false, Ordering::Relaxed)
    }

    pub(super) fn begin(&self, total: usize) {
        self.households.store(0, Ordering::Relaxed);
        self.failed.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// A household of which so many objects are to go.
    pub(super) fn open(&self, id: DossierId, of: usize) {
        self.lock().insert(id, Piece { done: 0, of, state: PieceState::UnderWay });
    }

    pub(super) fn object(&self, bytes: u64) {
        self.objects.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn step(&self, id: DossierId) {
        if let Some(piece) = self.lock().get_mut(&id) {
            piece.done += 1;
        }
    }

    pub(super) fn close(&self, id: DossierId, state: PieceState) {
        self.lock().entry(id).or_default().state = state;
        if state == PieceState::Failed {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// So many households are there and verified.
    pub(super) fn known(&self, count: usize) {
        self.households.store(count, Ordering::Relaxed);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<DossierId, Piece>> {
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
