//! The way from the threads that join to the one that writes, bounded by bytes: while the disk syncs, the others go on,
//! and memory stays bounded however large single households are.

use std::sync::{Condvar, Mutex, PoisonError};

/// Lets through what fits; one alone always does.
#[derive(Debug)]
pub(super) struct Gate {
    limit: u64,
    /// Bytes inside; `None` once nobody waits any more.
    inside: Mutex<Option<u64>>,
    left: Condvar,
}

impl Gate {
    pub fn new(limit: u64) -> Self {
        Self { limit, inside: Mutex::new(Some(0)), left: Condvar::new() }
    }

    /// Waits until there is room for so many bytes.
    pub fn enter(&self, bytes: u64) {
        let inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |inside: &mut Option<u64>| {
            inside.is_some_and(|inside| inside > 0 && inside.saturating_add(bytes) > self.limit)
        };
        let mut inside = self.left.wait_while(inside, full).unwrap_or_else(PoisonError::into_inner);
        *inside = inside.map(|inside| inside.saturating_add(bytes));
    }

    /// So many bytes are gone.
    pub fn leave(&self, bytes: u64) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        *inside = inside.map(|inside| inside.saturating_sub(bytes));
        self.left.notify_all();
    }

    /// Opens for good when what is returned goes: who takes nothing any more, for whatever reason, keeps nobody waiting.
    pub fn open_at_last(&self) -> Opens<'_> {
        Opens(self)
    }
}

/// See [`Gate::open_at_last`].
pub(super) struct Opens<'a>(&'a Gate);

impl Drop for Opens<'_> {
    fn drop(&mut self) {
        *self.0.inside.lock().unwrap_or_else(PoisonError::into_inner) = None;
        self.0.left.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_waits_and_one_alone_always_fits() {
        let gate = Gate::new(10);
        gate.enter(50);
        std::thread::scope(|scope| {
            let late = scope.spawn(|| gate.enter(5));
            assert!(!late.is_finished());
            gate.leave(50);
            late.join().unwrap();
        });
        gate.enter(5);
        std::thread::scope(|scope| {
            scope.spawn(|| [6, 7, 8].into_iter().for_each(|bytes| gate.enter(bytes)));
            drop(gate.open_at_last());
        });
    }
}
