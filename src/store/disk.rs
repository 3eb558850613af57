//! The one place where the store changes the disk.
//!
//! Every change is named as an [`Op`] before it happens, so that a test can refuse it, cut it short, or pull the
//! plug: see `tests/story`. Without a [`Watch`] that costs one comparison per system call.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use super::sealed::Seal;

/// A change (or a read) that is about to happen.
#[derive(Clone, Copy, Debug)]
pub enum Op<'a> {
    CreateFolder(&'a Path),
    /// A new, empty file.
    Create(&'a Path),
    /// Bytes at the end of a file.
    Write {
        path: &'a Path,
        bytes: &'a [u8],
    },
    /// The file's content reaches the disk.
    Sync(&'a Path),
    /// The folder's names reach the disk.
    SyncFolder(&'a Path),
    /// Every content and every name on the file system of this folder reaches the disk.
    SyncAll(&'a Path),
    Rename {
        from: &'a Path,
        to: &'a Path,
    },
    Remove(&'a Path),
    Truncate {
        path: &'a Path,
        length: u64,
    },
    Read(&'a Path),
}

/// Sees every [`Op`] before it happens.
pub trait Watch: Send + Sync {
    /// Lets it happen.
    ///
    /// # Errors
    /// The operation fails with this; a [`Op::Write`] after that many bytes were written.
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)>;
}

/// The disk, as the store uses it.
#[derive(Clone, Default)]
pub struct Disk {
    watch: Option<Arc<dyn Watch>>,
    file_by_file: bool,
    /// How content is written; see [`super::sealed`].
    pub(super) seal: Seal,
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disk").field("watched", &self.watch.is_some()).finish()
    }
}

impl Disk {
    /// A disk that asks `watch` before everything it does.
    pub fn watched(watch: Arc<dyn Watch>) -> Self {
        Self { watch: Some(watch), ..Self::default() }
    }

    /// The same, as on a system that cannot sync a whole file system with one call.
    #[must_use]
    pub fn file_by_file(self) -> Self {
        Self { file_by_file: true, ..self }
    }

    /// Whether one call syncs everything: only Linux tells of errors then.
    pub(super) const fn syncs_all(&self) -> bool {
        cfg!(target_os = "linux") && !self.file_by_file
    }

    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        self.watch.as_ref().map_or(Ok(()), |watch| watch.before(op))
    }

    fn allows(&self, op: Op<'_>) -> io::Result<()> {
        self.before(op).map_err(|(_, error)| error)
    }

    /// The bytes as they stand there.
    pub(super) fn read_raw(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.allows(Op::Read(path))?;
        std::fs::read(path)
    }

    /// Creates the folder, and makes its name durable. One that is already there is fine.
    pub(super) fn create_folder(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        self.allows(Op::CreateFolder(path))?;
        match std::fs::create_dir(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => self.sync_folder_of(path),
        }
    }

    /// A file for writing that did not exist before.
    pub(super) fn create(&self, path: &Path) -> io::Result<File> {
        self.allows(Op::Create(path))?;
        OpenOptions::new().write(true).create_new(true).open(path)
    }

    pub(super) fn write(&self, mut file: &File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match self.before(Op::Write { path, bytes }) {
            Ok(()) => file.write_all(bytes),
            Err((written, error)) => {
                file.write_all(&bytes[..written.min(bytes.len())])?;
                Err(error)
            }
        }
    }

    /// Content and length reach the disk; times may not.
    pub(super) fn sync(&self, file: &File, path: &Path) -> io::Result<()> {
        self.allows(Op::Sync(path))?;
        file.sync_data()
    }

    /// A file that was written and closed: its content reaches the disk.
    pub(super) fn sync_closed(&self, path: &Path) -> io::Result<()> {
        self.allows(Op::Sync(path))?;
        // Windows flushes only what was opened for writing.
        OpenOptions::new().write(true).open(path)?.sync_data()
    }

    /// Everything written on the file system of `folder` since it was opened reaches the disk; an error of any of these
    /// writes is told once.
    #[cfg(target_os = "linux")]
    pub(super) fn sync_all(&self, folder: &File, path: &Path) -> io::Result<()> {
        self.allows(Op::SyncAll(path))?;
        rustix::fs::syncfs(folder).map_err(io::Error::from)
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn sync_all(&self, _folder: &File, path: &Path) -> io::Result<()> {
        self.allows(Op::SyncAll(path))?;
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Cuts the file to `length`.
    pub(super) fn truncate(&self, file: &File, path: &Path, length: u64) -> io::Result<()> {
        self.allows(Op::Truncate { path, length })?;
        file.set_len(length)
    }

    /// The names in the folder of `path` reach the disk. Windows has no such call: there the journal of NTFS orders
    /// the names.
    pub(super) fn sync_folder_of(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.allows(Op::SyncFolder(folder))?;
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    /// The names in `folder` reach the disk.
    pub(super) fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.sync_folder_of(&folder.join("any"))
    }

    /// Renames, replacing what is there. On Windows a virus scanner or a viewer may hold the old file for a moment.
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.allows(Op::Rename { from, to })?;
        let mut patience = if cfg!(windows) { 10 } else { 0 };
        loop {
            match std::fs::rename(from, to) {
                Err(error) if patience > 0 && error.kind() == io::ErrorKind::PermissionDenied => {
                    std::thread::sleep(std::time::Duration::from_millis(20));
                    patience -= 1;
                }
                done => return done,
            }
        }
    }

    /// Removes a file. One that is not there is fine.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.allows(Op::Remove(path))?;
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}
