//! `seal/`: the key of a sealed workspace, behind its passphrase, and how far sealing has come.
//!
//! ```text
//! seal/key.age            the key that opens everything here, behind the passphrase
//!      key-recovery.age   the same key, sealed for whoever may recover this workspace
//!      recipients.txt     whose keys these are, for people: this workspace's first
//!      sealing, unsealing an empty file while that is under way; a crash leaves it behind
//! ```
//!
//! `key.age` is written last and removed last: where it stands, the workspace is sealed. What is in these files is the
//! affair of [`crate::app::vault`]; the store keeps them.

use std::io;
use std::path::{Path, PathBuf};

use super::layout::Layout;
use super::workspace::Workspace;
use super::{Disk, atomic, io_problem};
use crate::limits::MAX_SETTINGS_BYTES;
use crate::problem::Problem;

/// Whether a workspace is sealed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Plain,
    Sealed,
    /// Sealed from now on; what was there before may still be plain.
    Sealing,
    /// The same the other way round: what is written is plain, and only the key opens all of it.
    Unsealing,
}

impl State {
    /// Whether opening needs the key.
    pub fn needs_key(self) -> bool {
        self != Self::Plain
    }
}

/// A file of `seal/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFile {
    Key,
    Recovery,
    Recipients,
}

impl KeyFile {
    const fn name(self) -> &'static str {
        match self {
            Self::Key => "key.age",
            Self::Recovery => "key-recovery.age",
            Self::Recipients => "recipients.txt",
        }
    }
}

/// What is under way, as the mark in `seal/` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Sealing,
    Unsealing,
}

impl Mark {
    const ALL: [Self; 2] = [Self::Sealing, Self::Unsealing];

    const fn name(self) -> &'static str {
        match self {
            Self::Sealing => "sealing",
            Self::Unsealing => "unsealing",
        }
    }
}

/// Whether the workspace in `folder` is sealed. A folder that is no workspace is not.
pub fn state(folder: &Path) -> State {
    state_of(&Layout::new(folder.to_owned()))
}

pub(super) fn state_of(layout: &Layout) -> State {
    let [sealing, unsealing] = Mark::ALL.map(|mark| layout.seal().join(mark.name()).exists());
    let [key, recovery] = [KeyFile::Key, KeyFile::Recovery].map(|file| path(layout, file).exists());
    match (key, recovery) {
        (true, _) if unsealing => State::Unsealing,
        (true, _) if sealing => State::Sealing,
        // The key went last, or was to come yet.
        (false, _) if sealing || unsealing => State::Plain,
        (false, false) => State::Plain,
        // Without its key, and with one that recovers it, the workspace is still sealed.
        _ => State::Sealed,
    }
}

/// The content of a file of `seal/`; `None` when there is no such file.
///
/// # Errors
/// It is too large to be one, or the disk does not let it be read.
pub fn read(folder: &Path, file: KeyFile) -> Result<Option<Vec<u8>>, Problem> {
    let path = path(&Layout::new(folder.to_owned()), file);
    let told = |error: io::Error| io_problem(&error, &path);
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(told(error)),
        Ok(metadata) if metadata.len() > MAX_SETTINGS_BYTES => {
            Err(Problem::error("store-file-too-large").with("limit", MAX_SETTINGS_BYTES >> 20).in_file(path))
        }
        Ok(_) => std::fs::read(&path).map(Some).map_err(told),
    }
}

impl Workspace {
    /// Writes a file of `seal/`, durably.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; then the old one is there.
    pub fn write_key_file(&self, file: KeyFile, bytes: &[u8]) -> Result<(), Problem> {
        self.writable()?;
        let path = path(&self.layout, file);
        let written =
            self.disk.create_folder(&self.layout.seal()).and_then(|()| atomic::write(&self.disk, &path, bytes));
        written.map_err(|error| io_problem(&error, &path))
    }

    /// How far sealing or unsealing has come.
    pub fn seal_state(&self) -> State {
        state_of(&self.layout)
    }

    pub(super) fn set_mark(&self, mark: Mark) -> Result<(), Problem> {
        let path = self.layout.seal().join(mark.name());
        let written = self.disk.create_folder(&self.layout.seal()).and_then(|()| atomic::write(&self.disk, &path, b""));
        written.map_err(|error| io_problem(&error, &path))
    }

    pub(super) fn clear_mark(&self, mark: Mark) -> Result<(), Problem> {
        remove(&self.disk, &self.layout.seal().join(mark.name()))
    }

    /// Removes the keys, the one that says that the workspace is sealed last.
    pub(super) fn remove_keys(&self) -> Result<(), Problem> {
        for file in [KeyFile::Recovery, KeyFile::Recipients, KeyFile::Key] {
            remove(&self.disk, &path(&self.layout, file))?;
        }
        Ok(())
    }
}

fn remove(disk: &Disk, path: &Path) -> Result<(), Problem> {
    let removed = if path.exists() { disk.remove(path).and_then(|()| disk.sync_folder_of(path)) } else { Ok(()) };
    removed.map_err(|error| io_problem(&error, path))
}

fn path(layout: &Layout, file: KeyFile) -> PathBuf {
    layout.seal().join(file.name())
}
