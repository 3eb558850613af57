//! Files in `cache/`: whole or not at all, guarded by a hash, and never missed by anybody.

use super::sealed::room;
use super::workspace::Workspace;
use super::{atomic, io_problem};
use crate::id::ContentHash;
use crate::problem::Problem;

const HASH_BYTES: usize = 32;

impl Workspace {
    /// The content of a cache file of at most `limit` bytes, exactly as it was written; `None` when it is missing,
    /// damaged or too large.
    pub fn cached(&self, name: &str, limit: u64) -> Option<Vec<u8>> {
        let path = self.layout.cache().join(name);
        if path.metadata().ok()?.len() > room(limit) {
            return None;
        }
        let bytes = self.disk.read(&path).ok()?;
        let (sum, content) = bytes.split_first_chunk::<HASH_BYTES>()?;
        (bytes.len() as u64 <= limit && ContentHash::of(content).as_bytes() == sum).then(|| content.to_vec())
    }

    /// Writes a cache file.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; then the old one is there.
    pub fn write_cached(&self, name: &str, content: &[u8]) -> Result<(), Problem> {
        self.writable()?;
        let path = self.layout.cache().join(name);
        let bytes = [ContentHash::of(content).as_bytes(), content].concat();
        let written = self.disk.create_folder(&self.layout.cache());
        written
            .and_then(|()| atomic::write_content(&self.disk, &path, &bytes))
            .map_err(|error| io_problem(&error, &path))
    }
}

#[cfg(test)]
mod tests {
    use crate::store::{Opening, Workspace};

    #[test]
    fn what_comes_back_is_what_was_written_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        assert_eq!(workspace.cached("a", 100), None);
        workspace.write_cached("a", b"12345").unwrap();
        assert_eq!(workspace.cached("a", 100), Some(b"12345".to_vec()));
        assert_eq!(workspace.cached("a", 36), None, "too large");
        let path = workspace.layout().cache().join("a");
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[33] ^= 1;
        std::fs::write(path, bytes).unwrap();
        assert_eq!(workspace.cached("a", 100), None, "damaged");
    }
}
