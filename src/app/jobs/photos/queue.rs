//! Photos that are durable and wait to be opened.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::id::RowId;
use crate::store::incoming::Incoming;

/// Bytes that may wait in memory to be made durable: a dozen shots, far more than a camera is ahead of a disk.
const MAX_UNKEPT_BYTES: usize = 48 << 20;

/// How long a window may stand still for a disk that is behind.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Default)]
struct Inner {
    waiting: VecDeque<Incoming>,
    /// The disk refused to store these; they wait for a retry.
    stuck: Vec<Incoming>,
    working: usize,
    closed: bool,
}

/// The line in front of the openers.
#[derive(Default)]
pub struct Queue {
    inner: Mutex<Inner>,
    changed: Condvar,
}

impl Queue {
    /// A thread that panicked while holding the lock has left whole entries: none is changed in place.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn push(&self, incoming: Incoming) {
        self.lock().waiting.push_back(incoming);
        self.changed.notify_all();
    }

    /// The next photo to open, which [`Queue::done`] must follow; `None` when the program ends.
    pub fn next(&self) -> Option<Incoming> {
        let mut inner = self.lock();
        loop {
            if inner.closed {
                return None;
            }
            if let Some(next) = inner.waiting.pop_front() {
                inner.working += 1;
                return Some(next);
            }
            inner = self.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Says that a photo is through, or that it has to wait for the disk.
    pub fn done(&self, stuck: Option<Incoming>) {
        let mut inner = self.lock();
        inner.working -= 1;
        inner.stuck.extend(stuck);
        drop(inner);
        self.changed.notify_all();
    }

    /// Lets those that wait for the disk wait to be opened again.
    pub fn retry(&self) {
        let mut inner = self.lock();
        let stuck = std::mem::take(&mut inner.stuck);
        inner.waiting.extend(stuck);
        drop(inner);
        self.changed.notify_all();
    }

    /// Whether any photo waits for the disk.
    pub fn has_stuck(&self) -> bool {
        !self.lock().stuck.is_empty()
    }

    /// Takes a photo out that has not been begun.
    pub fn take(&self, row: RowId) -> bool {
        let mut inner = self.lock();
        let before = inner.waiting.len() + inner.stuck.len();
        inner.waiting.retain(|incoming| incoming.row != row);
        inner.stuck.retain(|incoming| incoming.row != row);
        before > inner.waiting.len() + inner.stuck.len()
    }

    /// Whether nothing waits and nothing is open; waits at most `patience` for that.
    pub fn is_idle(&self, patience: Duration) -> bool {
        let busy = |inner: &mut Inner| inner.working > 0 || !inner.waiting.is_empty();
        let waited = self.changed.wait_timeout_while(self.lock(), patience, busy);
        let (inner, _) = waited.unwrap_or_else(PoisonError::into_inner);
        inner.working == 0 && inner.waiting.is_empty()
    }

    /// Ends the openers after the photo each of them has open.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }
}

/// Keeps the bytes in bounds that are in memory alone.
#[derive(Default)]
pub struct Budget {
    used: Mutex<usize>,
    freed: Condvar,
}

impl Budget {
    /// Waits until there is room; one picture always fits. Where the disk refuses there will be none for long: then
    /// it goes on, because the window must not stand still.
    pub fn take(&self, bytes: usize) {
        if bytes == 0 {
            return;
        }
        let full = |used: &mut usize| *used > 0 && *used + bytes > MAX_UNKEPT_BYTES;
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_timeout_while(used, PATIENCE, full);
        *waited.unwrap_or_else(PoisonError::into_inner).0 += bytes;
    }

    pub fn give_back(&self, bytes: usize) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) -= bytes;
        self.freed.notify_all();
    }
}
