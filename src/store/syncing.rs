//! Many files reach the disk together: with one call where the system has one, else one by one.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::io_problem;
use crate::problem::Problem;

/// Syncs what is written below some folders.
#[derive(Debug)]
pub(super) struct Syncer<'a> {
    disk: &'a Disk,
    /// One open folder of every file system that is written to, opened before the first write: an error of the disk is
    /// told to those who had opened it before.
    systems: Vec<(PathBuf, File)>,
}

impl<'a> Syncer<'a> {
    /// Makes the folders that are missing.
    ///
    /// # Errors
    /// A folder cannot be made or opened.
    pub fn below(disk: &'a Disk, folders: impl IntoIterator<Item = PathBuf>) -> Result<Self, Problem> {
        let mut systems = Vec::new();
        if disk.syncs_all() {
            for folder in folders {
                let told = |error: io::Error| io_problem(&error, &folder);
                disk.create_folder(&folder).map_err(told)?;
                let file = File::open(&folder).map_err(told)?;
                systems.push((folder, file));
            }
            one_of_each_system(&mut systems);
        }
        Ok(Self { disk, systems })
    }

    /// What was written into these files reaches the disk.
    ///
    /// # Errors
    /// The disk is full or fails; then any of it may be missing.
    pub fn contents<'f>(&self, files: impl IntoIterator<Item = &'f Path>) -> Result<(), Problem> {
        if self.disk.syncs_all() {
            return self.everything();
        }
        for file in files {
            self.disk.sync_closed(file).map_err(|error| io_problem(&error, file))?;
        }
        Ok(())
    }

    /// The names in these folders reach the disk.
    ///
    /// # Errors
    /// The disk fails; then any of them may be the old ones.
    pub fn names(&self, folders: &BTreeSet<PathBuf>) -> Result<(), Problem> {
        if folders.is_empty() {
            return Ok(());
        }
        if self.disk.syncs_all() {
            return self.everything();
        }
        for folder in folders {
            self.disk.sync_folder(folder).map_err(|error| io_problem(&error, folder))?;
        }
        Ok(())
    }

    fn everything(&self) -> Result<(), Problem> {
        for (path, folder) in &self.systems {
            self.disk.sync_all(folder, path).map_err(|error| io_problem(&error, path))?;
        }
        Ok(())
    }
}

/// Keeps one folder of each file system.
#[cfg(unix)]
fn one_of_each_system(folders: &mut Vec<(PathBuf, File)>) {
    use std::os::unix::fs::MetadataExt as _;
    let mut seen = BTreeSet::new();
    folders.retain(|(_, file)| file.metadata().map_or(true, |metadata| seen.insert(metadata.dev())));
}

#[cfg(not(unix))]
fn one_of_each_system(_: &mut Vec<(PathBuf, File)>) {}
