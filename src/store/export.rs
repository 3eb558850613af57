//! Writing a file that leaves the workspace: a package on a stick, whole or not at all.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

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
    path: &'a Path,
    file: &'a File,
    waiting: Vec<u8>,
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
        if waiting.is_empty() { Ok(()) } else { self.disk.write(self.file, self.path, &waiting) }
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
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        self.disk.create_folder(folder).map_err(told)?;
        sweep(&self.disk, path, folder).map_err(told)?;
        let temporary = atomic::temporary_name(path, folder);
        let written = self.disk.create(&temporary).map_err(told).and_then(|file| {
            let mut unfinished = Unfinished { disk: &self.disk, path: &temporary, file: &file, waiting: Vec::new() };
            let done = content(&mut unfinished).and_then(|done| unfinished.flush().map(|()| done).map_err(told));
            let done = done.and_then(|done| self.disk.sync(&file, &temporary).map(|()| done).map_err(told));
            drop(file);
            done.and_then(|done| self.disk.rename(&temporary, path).map(|()| done).map_err(told))
        });
        if written.is_err() {
            // If even that fails, the next export of this name sweeps.
            self.disk.remove(&temporary).ok();
        }
        let done = written?;
        self.disk.sync_folder_of(path).map_err(told)?;
        Ok(done)
    }
}

/// Removes what a killed export of this name left.
fn sweep(disk: &Disk, path: &Path, folder: &Path) -> io::Result<()> {
    let begin = format!(".{}.", path.file_name().unwrap_or_default().to_string_lossy());
    for entry in entries(folder)? {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&begin) && atomic::is_temporary(&name) {
            disk.remove(&entry.path())?;
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
}
