//! Writing a whole file so that there is always either the old one or the new one.
//!
//! Temporary file beside the target → write → fsync → rename → fsync of the folder. A crash at any point can lose
//! the *new* content, never the old; when [`write`] has returned, it cannot lose the new one either. What may
//! remain is a temporary file, which [`sweep`] removes when the workspace is opened next.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::disk::Disk;

const TEMPORARY: &str = ".tmp";

/// Replaces or creates `path`, durably.
///
/// # Errors
/// Whatever the disk says; then the old file is as it was.
pub(super) fn write(disk: &Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_with(disk, path, path.parent().unwrap_or(Path::new(".")), |_| Ok(bytes.to_vec()))
}

/// Like [`write`], of content that is sealed when the workspace is.
///
/// # Errors
/// Whatever the disk says; then the old file is as it was.
pub(super) fn write_content(disk: &Disk, path: &Path, plain: &[u8]) -> io::Result<()> {
    write(disk, path, &disk.content(plain)?)
}

/// Like [`write`], with the temporary file in `folder` (on the same file system), and the content made when the
/// file exists: a file can so contain what its own metadata say, because renaming keeps them.
pub(super) fn write_with(
    disk: &Disk,
    path: &Path,
    folder: &Path,
    content: impl FnOnce(&File) -> io::Result<Vec<u8>>,
) -> io::Result<()> {
    let temporary = temporary_name(path, folder);
    let written = (|| {
        let file = disk.create(&temporary)?;
        let bytes = content(&file)?;
        disk.write(&file, &temporary, &bytes)?;
        disk.sync(&file, &temporary)?;
        drop(file);
        disk.rename(&temporary, path)
    })();
    if written.is_err() {
        // If even that fails, the next opening sweeps.
        disk.remove(&temporary).ok();
    }
    written?;
    disk.sync_folder_of(path)
}

/// A name that no other writer uses: not even another program on a disk that cannot lock.
pub(super) fn temporary_name(path: &Path, folder: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    folder.join(format!(".{name}.{}-{count}{TEMPORARY}", std::process::id()))
}

/// Whether a file of this name is one of ours that was never finished.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(TEMPORARY)
}

/// Removes what a crash left in `folder`. None of it was ever acknowledged to anybody.
pub(super) fn sweep(disk: &Disk, folder: &Path) -> io::Result<()> {
    for entry in super::entries(folder)? {
        if is_temporary(&entry.file_name().to_string_lossy()) {
            disk.remove(&entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_and_nothing_stays_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        for bytes in [&b"one"[..], b"", b"three"] {
            write(&Disk::default(), &path, bytes).unwrap();
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        write(&Disk::default(), &path, b"old").unwrap();
        let fails = |_: &File| Err(io::Error::other("no content"));
        assert!(write_with(&Disk::default(), &path, folder.path(), fails).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn only_temporary_files_are_swept() {
        let folder = tempfile::tempdir().unwrap();
        for name in [".a.ron.1-0.tmp", "a.tmp", ".a.ron"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        sweep(&Disk::default(), folder.path()).unwrap();
        assert!(!folder.path().join(".a.ron.1-0.tmp").exists());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
