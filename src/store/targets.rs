//! `servers.ron`: the servers that households are sent to and fetched from, as plain words.
//!
//! Passwords stand in it only where the workspace is sealed: then the file is, and nobody reads it without the key. In a workspace that is
//! not sealed they are asked for once in each session, and [`Workspace::write_targets`] leaves them out.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::sealed::room;
use super::settings::{from_ron, to_ron};
use super::workspace::Workspace;
use super::{atomic, io_problem};
use crate::limits::MAX_SETTINGS_BYTES;
use crate::problem::Problem;

/// The servers, and how they are used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct TargetsWire {
    pub targets: Vec<TargetWire>,
    /// Most bytes in a second; 0 for as fast as it goes.
    pub bytes_per_second: u64,
    /// Name of the wireless network or of the interface that may be used; empty for any.
    pub network: String,
}

/// One server.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct TargetWire {
    pub name: String,
    /// `folder`, `webdav`, `s3`, `oss`, `obs`, `cos`.
    pub kind: String,
    pub address: String,
    pub bucket: String,
    pub root: String,
    pub region: String,
    /// `path` or `virtual`.
    pub style: String,
    pub user: String,
    /// A file of certificates.
    pub authority: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub secret: String,
}

impl std::fmt::Debug for TargetWire {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the secret.
        f.debug_struct("TargetWire").field("name", &self.name).field("address", &self.address).finish_non_exhaustive()
    }
}

impl Workspace {
    /// The servers; none where the file cannot be read, which is told.
    pub fn targets(&self) -> (TargetsWire, Vec<Problem>) {
        let path = self.targets_file();
        let read = match path.metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Default::default(),
            Err(error) => Err(io_problem(&error, &path)),
            Ok(metadata) if metadata.len() > room(MAX_SETTINGS_BYTES) => {
                Err(Problem::error("store-file-too-large").with("limit", MAX_SETTINGS_BYTES >> 20))
            }
            Ok(_) => {
                self.disk.read(&path).map_err(|error| io_problem(&error, &path)).and_then(|bytes| from_ron(&bytes))
            }
        };
        match read {
            Ok(targets) => (targets, Vec::new()),
            Err(problem) => (TargetsWire::default(), vec![problem.in_file(path)]),
        }
    }

    /// Writes the servers down; their passwords only where the workspace is sealed.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn write_targets(&self, targets: &TargetsWire) -> Result<(), Problem> {
        self.writable()?;
        let path = self.targets_file();
        let mut targets = targets.clone();
        if !self.keeps_secrets() {
            targets.targets.iter_mut().for_each(|target| target.secret.clear());
        }
        let written = to_ron(&targets).and_then(|text| atomic::write_content(&self.disk, &path, text.as_bytes()));
        written.map_err(|error| io_problem(&error, &path))
    }

    /// Whether what is written here is sealed, so that a password may be in it.
    pub const fn keeps_secrets(&self) -> bool {
        self.disk.seals()
    }

    /// Forgets the passwords: what is sealed now will not be.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub(super) fn forget_secrets(&self) -> Result<(), Problem> {
        let (mut targets, _) = self.targets();
        if targets.targets.iter().all(|target| target.secret.is_empty()) {
            return Ok(());
        }
        targets.targets.iter_mut().for_each(|target| target.secret.clear());
        self.write_targets(&targets)
    }

    fn targets_file(&self) -> PathBuf {
        self.root().join("servers.ron")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn servers_are_kept_and_their_passwords_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        assert_eq!(store.targets(), (TargetsWire::default(), vec![]));
        let target = TargetWire { name: "市残联".into(), secret: "hunter2".into(), ..TargetWire::default() };
        let wire = TargetsWire { targets: vec![target], bytes_per_second: 50_000, network: "办公室".into() };
        store.write_targets(&wire).unwrap();
        let (read, problems) = store.targets();
        assert_eq!((read.bytes_per_second, &*read.targets[0].name, problems), (50_000, "市残联", vec![]));
        assert_eq!(read.targets[0].secret, "");
        assert!(!std::fs::read_to_string(folder.path().join("servers.ron")).unwrap().contains("hunter2"));
        assert!(!format!("{wire:?}").contains("hunter2"));
        std::fs::write(folder.path().join("servers.ron"), "(targets: [").unwrap();
        let (read, problems) = store.targets();
        assert_eq!((read, problems.len()), (TargetsWire::default(), 1));
    }
}
