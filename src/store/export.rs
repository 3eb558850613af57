//! Writing what leaves the workspace: a package on a stick, a table, a folder of tables; whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::disk::Disk;
use super::workspace::Workspace;
use super::{atomic, entries, io_problem};
use crate::problem::Problem;

/// Bytes that are gathered before the disk is asked to take them.
const BUFFER: usize = 256 << 10;

/// A file that is being written and has no name yet.
#[derive(Debug)]
pub struct Unfinished<'a> {
    disk: &'a Disk,
    path: PathBuf,
    file: File,
    waiting: Vec<u8>,
}

impl Unfinished<'_> {
    fn begin(disk: &Disk, path: PathBuf) -> io::Result<Unfinished<'_>> {
        let file = disk.create(&path)?;
        Ok(Unfinished { disk, path, file, waiting: Vec::new() })
    }

    /// All that was written reaches the disk.
    ///
    /// # Errors
    /// The disk is full or fails.
    pub fn close(mut self) -> io::Result<()> {
        self.flush()?;
        self.disk.sync(&self.file, &self.path)
    }
}

impl Write for Unfinished<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= BUFFER {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() { Ok(()) } else { self.disk.write(&self.file, &self.path, &waiting) }
    }
}

/// A folder that is being written and has not its name yet.
#[derive(Debug)]
pub struct UnfinishedFolder<'a> {
    disk: &'a Disk,
    path: PathBuf,
}

impl<'a> UnfinishedFolder<'a> {
    /// A new file in the folder, and the folders it lies in.
    ///
    /// # Errors
    /// The name leads out of the folder, there is such a file, or the disk is full or fails.
    pub fn file(&self, name: &Path) -> io::Result<Unfinished<'a>> {
        if name.components().any(|part| !matches!(part, Component::Normal(_))) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the name leads out of the folder"));
        }
        let mut folder = self.path.clone();
        for part in name.parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            self.disk.create_folder(&folder)?;
        }
        Unfinished::begin(self.disk, self.path.join(name))
    }
}

impl Workspace {
    /// Writes `path`, which may lie anywhere, with what `content` puts into it: temporary file beside it, fsync,
    /// rename, fsync of the folder. When this fails, or the power does, there is no such file, or still the old one.
    /// Works on a read-only workspace too.
    ///
    /// # Errors
    /// What `content` says, or the disk is full or fails.
    pub fn export<T>(
        &self,
        path: &Path,
        content: impl FnOnce(&mut Unfinished<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let told = |error: io::Error| io_problem(&error, path);
        let temporary = self.temporary_beside(path).map_err(told)?;
        let written = Unfinished::begin(&self.disk, temporary.clone()).map_err(told).and_then(|mut unfinished| {
            let done = content(&mut unfinished)?;
            unfinished.close().map_err(told)?;
            self.disk.rename(&temporary, path).map_err(told)?;
            Ok(done)
        });
        if written.is_err() {
            // If even that fails, the next export of this name sweeps.
            self.disk.remove(&temporary).ok();
        }
        let done = written?;
        self.disk.sync_folder_of(path).map_err(told)?;
        Ok(done)
    }

    /// Writes a folder of files the same way. There must be no such folder yet, or an empty one: nothing of another
    /// is ever replaced.
    ///
    /// # Errors
    /// There is something at `path`, what `content` says, or the disk is full or fails.
    pub fn export_folder<T>(
        &self,
        path: &Path,
        content: impl FnOnce(&UnfinishedFolder<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let told = |error: io::Error| io_problem(&error, path);
        let taken = || Problem::error("store-export-exists").in_file(path);
        match std::fs::read_dir(path).map(|mut entries| entries.next().is_none()) {
            Ok(true) => std::fs::remove_dir(path).map_err(told)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Ok(false) | Err(_) => return Err(taken()),
        }
        let temporary = self.temporary_beside(path).map_err(told)?;
        let written = self.disk.create_folder(&temporary).map_err(told).and_then(|()| {
            let done = content(&UnfinishedFolder { disk: &self.disk, path: temporary.clone() })?;
            self.disk.rename(&temporary, path).map_err(told)?;
            Ok(done)
        });
        if written.is_err() {
            std::fs::remove_dir_all(&temporary).ok();
        }
        let done = written?;
        self.disk.sync_folder_of(path).map_err(told)?;
        Ok(done)
    }

    /// A name for what is not finished, beside `path`; what a killed export of this name left goes.
    fn temporary_beside(&self, path: &Path) -> io::Result<PathBuf> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.disk.create_folder(folder)?;
        sweep(&self.disk, path, folder)?;
        Ok(atomic::temporary_name(path, folder))
    }
}

/// Removes what a killed export of this name left.
fn sweep(disk: &Disk, path: &Path, folder: &Path) -> io::Result<()> {
    let begin = format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy());
    for entry in entries(folder)? {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&begin) && atomic::is_temporary(&name) {
            if entry.file_type()?.is_dir() {
                std::fs::remove_dir_all(entry.path())?
            } else {
                disk.remove(&entry.path())?
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn a_file_leaves_whole_or_not_at_all_and_a_dead_one_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(&folder.path().join("workspace"), Opening::default()).unwrap();
        let out = folder.path().join("stick");
        let path = out.join("a.tantu");
        let names = || -> Vec<String> {
            let names =
                entries(&out).unwrap().into_iter().map(|entry| entry.file_name().to_string_lossy().into_owned());
            names.collect()
        };
        workspace.export(&path, |file| file.write_all(&[7; 3 * BUFFER]).map_err(|e| io_problem(&e, &path))).unwrap();
        assert_eq!(std::fs::read(&path).unwrap().len(), 3 * BUFFER);
        std::fs::write(out.join(".a.tantu.9-0.tmp"), "dead").unwrap();
        std::fs::write(out.join(".b.tantu.9-0.tmp"), "of another").unwrap();
        let fails = |file: &mut Unfinished<'_>| {
            file.write_all(b"half").unwrap();
            Err::<(), _>(Problem::error("store-missing"))
        };
        assert!(workspace.export(&path, fails).is_err());
        assert_eq!(std::fs::read(&path).unwrap().len(), 3 * BUFFER, "the old one stays");
        let mut left = names();
        left.sort();
        assert_eq!(left, [".b.tantu.9-0.tmp", "a.tantu"]);
    }
    #[test]
    fn a_folder_leaves_whole_or_not_at_all_and_never_replaces_another() {
        let root = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(&root.path().join("workspace"), Opening::default()).unwrap();
        let out = root.path().join("stick").join("tables");
        let fill = |folder: &UnfinishedFolder<'_>| {
            let mut file = folder.file(Path::new("a/b/c.csv")).unwrap();
            file.write_all(b"1").unwrap();
            file.close().unwrap();
            assert!(folder.file(Path::new("../c.csv")).is_err() && folder.file(Path::new("/c.csv")).is_err());
            Ok(())
        };
        let fails = |folder: &UnfinishedFolder<'_>| {
            folder.file(Path::new("half.csv")).unwrap();
            Err::<(), _>(Problem::error("store-missing"))
        };
        assert!(workspace.export_folder(&out, fails).is_err());
        std::fs::create_dir(out.with_file_name(".tables.9-0.tmp")).unwrap();
        std::fs::write(out.with_file_name(".tables.9-0.tmp").join("dead"), "").unwrap();
        workspace.export_folder(&out, fill).unwrap();
        assert_eq!(std::fs::read(out.join("a/b/c.csv")).unwrap(), b"1");
        assert_eq!(entries(out.parent().unwrap()).unwrap().len(), 1, "the dead one and the failed one are gone");
        assert_eq!(workspace.export_folder(&out, fill).unwrap_err().key, "store-export-exists");
    }
}
