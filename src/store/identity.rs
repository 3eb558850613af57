//! Whether a file is the one that was written here, or a copy of it.

use std::fs::{File, Metadata};
use std::io;
use std::time::UNIX_EPOCH;

/// What no copying, unpacking or restoring carries over: the file's time of birth, its number on the disk, and the
/// machine.
///
/// The time of birth alone tells a copy from the original on all common file systems, and survives renaming. The
/// number of the *device* is not part of it: it changes when a disk is plugged in again. A file system without times
/// of birth is identified by file number and machine; there a copy that happens to get the same number is missed.
pub(super) fn of(file: &File) -> io::Result<String> {
    Ok(of_metadata(&file.metadata()?))
}

pub(super) fn of_metadata(metadata: &Metadata) -> String {
    let born = metadata.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let born = born.map_or_else(|| "-".to_owned(), |time| time.as_nanos().to_string());
    format!("{born} {} {}", file_number(metadata), machine())
}

#[cfg(unix)]
pub(super) fn file_number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

/// The standard library offers none; the time of birth has to do.
#[cfg(not(unix))]
pub(super) const fn file_number(_: &Metadata) -> u64 {
    0
}

/// The installation of the system, hashed: the number itself is nobody's business.
fn machine() -> String {
    let id = std::fs::read_to_string("/etc/machine-id").unwrap_or_else(|_| host());
    let mut digits = crate::id::ContentHash::of(id.trim().as_bytes()).to_string();
    digits.truncate(16);
    digits
}

/// The computer's name, for people; empty where it is not known.
pub(super) fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .or_else(|_| std::env::var("COMPUTERNAME"))
        .map(|name| name.trim().to_owned())
        .unwrap_or_default()
}
