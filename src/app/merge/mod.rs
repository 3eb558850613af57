//! Merging 汇总: folders, files, packages and whole workspaces of many tablets are taken into one, in any order, again
//! and again.
//!
//! [`merge`] needs a workspace and no window. It finds the inputs ([`sources`]), passes over what was merged before
//! (`ledger`), reads and joins household by household on all cores (`household`), and hands them to one thread that
//! makes them durable in groups (`commit`, [`crate::store::bulk`]). Memory is bounded by the households under way, not
//! by their number.
//!
//! # What is promised
//! * The same inputs in any order and grouping, with repeats, give the same bytes: joining knows no order, and a
//!   household's file is a function of what is known of it.
//! * Inputs are only read. What cannot be read is kept in `broken/` and told, and costs nothing else.
//! * Killed anywhere, every household is as before or as after, and merging again completes it. A stop lies between two
//!   households.
//! * What a contractor brings goes through the narrow door of [`reduced::from_builder`](super::works::reduced), be it a
//!   package or the contractor's whole workspace.

mod blobs;
mod commit;
mod gate;
mod household;
mod ledger;
mod packages;
pub mod report;
mod run;
mod sealed;
pub mod sources;
pub mod written;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering};

pub use report::{End, Household, Outcome, Report, Totals, Unread};
pub use run::{look, merge};
pub use sources::{Source, SourceKind};

use crate::seal::Identity;

/// What shall be merged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub inputs: Vec<PathBuf>,
    /// Reads everything, also what was merged before.
    pub again: bool,
    /// Only says what would happen.
    pub dry_run: bool,
    /// What opens sealed packages.
    pub keys: Vec<Identity>,
}

/// What a merge is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Looking what there is.
    #[default]
    Finding,
    /// Reading, joining and writing households.
    Joining,
}

/// How far a merge is, and whether it shall stop; shared with the window.
#[derive(Debug, Default)]
pub struct Progress {
    phase: AtomicU8,
    found: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
    stop: AtomicBool,
    /// The disk of the workspace has failed.
    failed: AtomicBool,
    /// Everything stops: the program is being closed.
    closing: Arc<AtomicBool>,
}

/// A moment of a merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    pub phase: Phase,
    /// Files found so far.
    pub found: usize,
    /// Households read, and of how many.
    pub done: usize,
    pub total: usize,
}

impl Progress {
    /// Of a merge that also stops when `closing` becomes true.
    pub fn within(closing: Arc<AtomicBool>) -> Self {
        Self { closing, ..Self::default() }
    }

    pub fn get(&self) -> Reached {
        Reached {
            phase: if self.phase.load(Ordering::Relaxed) == 0 { Phase::Finding } else { Phase::Joining },
            found: self.found.load(Ordering::Relaxed),
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
        }
    }

    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.closing.load(Ordering::Relaxed)
    }

    /// Whether no further household is to be begun.
    fn is_over(&self) -> bool {
        self.is_stopped() || self.failed.load(Ordering::Relaxed)
    }

    fn fail(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    fn found(&self, count: usize) {
        self.found.fetch_add(count, Ordering::Relaxed);
    }

    /// So many households are still to be read.
    fn join(&self, more: usize) {
        self.total.fetch_add(more, Ordering::Relaxed);
        self.phase.store(1, Ordering::Relaxed);
    }

    fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}
