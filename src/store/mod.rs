//! The workspace on disk: nothing is ever lost.
//!
//! ```text
//! <workspace>/
//!   workspace.ron                     which device this is; written anew at every opening
//!   settings.ron                      what the surveyor set on this tablet
//!   receivers.ron                     whose keys are known here
//!   appearance.ron                    how the screen looks, of a sealed workspace: plain, for the lock screen
//!   views.ron                         how the register is looked at: columns, views with a name
//!   handed.ron, purged.ron            what offices have confirmed, and what has left this device since
//!   forms/                            the organisation's own forms and catalogue
//!   kept-forms/<blake3>.ron           the form texts visits were begun with
//!   dossiers/<division>/<id>.ron      one household, one file; division 000000 until it is known
//!   journal/<id>                      what changed since that file was written, one line per change
//!   photos/<2 hex>/<blake3>.jpg
//!   incoming/                         photos that were taken in and are not yet in their household
//!   merges/<time>.json                what each merge has brought
//!   cache/index.postcard, thumbs/, …  can be deleted at any time
//!   broken/                           what could not be read here or came in so, with the reason beside it
//!   seal/                             the key of a sealed workspace, behind its passphrase ([`keyfiles`])
//!   targets.ron                       what the programme wants to reach in each year
//!   servers.ron, outbox.ron           the servers; what was sent there and fetched from there
//!   inbox/                            what was fetched and is not merged yet
//!   lock, lock.txt                    the program that may write, and who that is
//! ```
//!
//! # Sealed
//! A workspace can be sealed ([`crate::app::vault`]); then the same files say nothing to whoever finds the tablet.
//! Households and photos are whole age files and end in `.age`; journals and deeds have one sealed entry in each line;
//! all other files keep their names and are sealed as a whole, caches and `broken/` with them. Plain stay: who may
//! write here (`workspace.ron`, `lock`), how the screen looks, `seal/` itself, the organisation's forms, templates and
//! targets, form texts; and names of files: random ids, hashes, division codes. The list is in `rewrite`.
//!
//! Content meets the disk in one place (`sealed`), and is known by its first bytes when it is read: plain and sealed
//! files may lie side by side, and do while a workspace is being sealed (`rewrite`) and after a crash in it. What is
//! damaged is set aside like anything else; what is sealed for another key is nobody's damage: it stays, it is told,
//! and nothing is written over it. The store knows only [`crate::cipher::Cipher`], never a key.
//!
//! # What is promised
//! * When [`Workspace::append`], [`Workspace::fold`], [`Workspace::put_photo`], [`Workspace::keep_form`] or
//!   [`Workspace::keep_incoming`] has returned, the power can fail: the change is there afterwards. When they return an error, nothing has changed.
//! * A file is never changed in place (`atomic`); a journal only grows, and is removed only after the household's
//!   file that contains it is on the disk.
//! * What cannot be read is moved into `broken/`, never deleted, never overwritten, and the rest opens.
//! * A dot (device, counter) is used once: a copied or restored workspace gets a new device, and a household whose
//!   file was damaged goes on with far higher counters.
//! * The clock is only written down. No order, name or decision depends on it being right.
//!
//! * A sealed workspace is opened with its key or not at all, and nothing personal is written plain below it: also not
//!   in temporary files. What leaves it by [`Workspace::export`] leaves as it is asked for.
//!
//! What can be lost: an answer whose `append` had not returned, and what the disk itself forgets after it said
//! that it was safe.

mod atomic;
mod blobs;
mod broken;
pub mod bulk;
mod cached;
pub mod deeds;
pub mod disk;
pub mod export;
pub mod foreign;
mod forget;
pub mod handed;
mod identity;
pub mod incoming;
pub mod index;
mod journal;
pub mod keyfiles;
mod layout;
mod lock;
mod manifest;
mod opening;
pub mod outbox;
pub mod own_files;
pub mod purge;
pub mod receivers;
mod rewrite;
mod sealed;
pub mod settings;
mod syncing;
pub mod tablet;
pub mod targets;
pub mod wire;
mod workspace;

use std::fs::DirEntry;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::str::Utf8Error;

pub use broken::Kept;
use disk::Disk;
pub use index::Index;
pub use layout::Layout;
pub use opening::{Opening, now};
pub use workspace::{Access, Loaded, Workspace};

use crate::problem::Problem;

/// What went wrong on the disk, in the words of a person who can do something about it.
fn io_problem(error: &io::Error, path: &Path) -> Problem {
    if let Some(problem) = sealed::carried(error) {
        return problem.clone().in_file(path);
    }
    let problem = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::error("store-disk-full"),
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Problem::error("store-no-permission"),
        ErrorKind::NotFound => Problem::error("store-missing"),
        _ => Problem::error("store-disk-failed").with("detail", error),
    };
    problem.in_file(path)
}

/// The entries of a folder; none if there is no such folder.
fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    match std::fs::read_dir(folder) {
        Ok(entries) => entries.collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Bytes that are not UTF-8, with the place where they stop being it.
fn not_text(bytes: &[u8], error: Utf8Error) -> Problem {
    let good = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
    let line = good.rsplit('\n').next().unwrap_or_default();
    Problem::error("store-not-text").at(good.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests;
