//! One program writes; a second one on the same workspace only reads, and can say who the first is.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;

use super::disk::Disk;
use super::layout::Layout;
use super::{atomic, identity, io_problem};
use crate::problem::Problem;
use crate::stamp::Moment;

/// Held as long as the workspace is open; the system releases it when the program ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    /// Closing would not do: a process that is being started at this moment still holds the same open file.
    fn drop(&mut self) {
        self.file.unlock().ok();
    }
}

/// The lock, or why there is none.
pub(super) enum Locked {
    Ours(Lock),
    /// A disk that cannot lock (some network folders): two programs are not noticed.
    Unguarded(Problem),
    /// Only reading is possible.
    No(Problem),
}

pub(super) fn take(disk: &Disk, layout: &Layout, now: Moment) -> Locked {
    let path = layout.lock();
    let opened = if path.exists() { OpenOptions::new().write(true).open(&path) } else { disk.create(&path) };
    let file = match opened {
        Ok(file) => file,
        Err(error) => return Locked::No(io_problem(&error, &path)),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let holder = std::fs::read_to_string(layout.lock_holder()).unwrap_or_default();
            return Locked::No(Problem::warning("store-second-program").with("holder", holder.trim()).in_file(path));
        }
        Err(TryLockError::Error(error)) if is_unsupported(&error) => {
            return Locked::Unguarded(Problem::warning("store-cannot-lock").in_file(path));
        }
        Err(TryLockError::Error(error)) => return Locked::No(io_problem(&error, &path)),
    }
    let holder = format!("{}, {}, {now}\n", std::process::id(), identity::host());
    match atomic::write(disk, &layout.lock_holder(), holder.as_bytes()) {
        Ok(()) => Locked::Ours(Lock { file }),
        Err(error) if error.kind() == io::ErrorKind::StorageFull => Locked::Ours(Lock { file }),
        Err(error) => Locked::No(io_problem(&error, &layout.lock_holder())),
    }
}

fn is_unsupported(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported)
}
