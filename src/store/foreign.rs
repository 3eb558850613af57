//! What lies outside the workspace and is only read: the files of other tablets, whoever wrote them.
//!
//! Nothing here trusts a name, a size or a kind of file: only ordinary files are opened, links are not followed, no
//! more is read than the limit, and a file that changes while it is read is told apart from one that is damaged.

use std::borrow::Cow;
use std::fs::{File, Metadata, OpenOptions};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::identity::file_number;
use super::journal::Replay;
use super::layout::{self, Layout};
use super::manifest::{self, Found};
use super::sealed::Seal;
use super::{Disk, io_problem};
use super::{keyfiles, sealed};
use crate::cipher::Cipher;
use crate::dossier::Dossier;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::problem::Problem;
use crate::role::Role;

/// A file this young may change again without its stamp changing: FAT counts in steps of two seconds.
const COARSE_SECONDS: u64 = 2;
/// How often a file that changes under our hands is read again.
const TRIES: usize = 3;

/// A file as it was when it was looked at; one that was replaced or changed has another stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStamp {
    pub size: u64,
    pub modified_ns: u64,
    number: u64,
}

impl FileStamp {
    pub fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified_ns = modified.and_then(|time| u64::try_from(time.as_nanos()).ok()).unwrap_or_default();
        Self { size: metadata.len(), modified_ns, number: file_number(metadata) }
    }

    /// Whether a later change must show in the stamp. Only the distance counts: the clock may be wrong.
    pub fn is_settled(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_secs().abs_diff(self.modified_ns / 1_000_000_000) > COARSE_SECONDS
    }
}

/// Why a file outside could not be read.
#[derive(Debug)]
pub enum Unreadable {
    /// The disk, the stick or the network does not let it be read.
    Refused(Problem),
    /// No ordinary file: a link, a pipe, a device.
    NoFile(Problem),
    /// It has more bytes than such a file can have.
    TooLarge(Problem),
    /// Somebody is writing it.
    Changing(Problem),
}

impl Unreadable {
    pub fn problem(self) -> Problem {
        match self {
            Self::Refused(problem) | Self::NoFile(problem) | Self::TooLarge(problem) | Self::Changing(problem) => {
                problem
            }
        }
    }
}

/// Reads a file of at most `limit` bytes, with the stamp it had before and after.
///
/// # Errors
/// See [`Unreadable`].
pub fn read_file(path: &Path, limit: u64) -> Result<(Vec<u8>, FileStamp), Unreadable> {
    let refused = |error: std::io::Error| Unreadable::Refused(io_problem(&error, path));
    for _ in 0..TRIES {
        let file = open(path)?;
        let before = FileStamp::of(&file.metadata().map_err(refused)?);
        if before.size > limit {
            return Err(Unreadable::TooLarge(too_large(limit).in_file(path)));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(before.size).unwrap_or_default());
        (&file).take(limit + 1).read_to_end(&mut bytes).map_err(refused)?;
        // The name may lead to another file by now.
        let after = std::fs::symlink_metadata(path).map_err(refused)?;
        if FileStamp::of(&after) == before && bytes.len() as u64 == before.size {
            return Ok((bytes, before));
        }
    }
    Err(Unreadable::Changing(Problem::warning("store-still-changing").in_file(path)))
}

/// The first `length` bytes of a file, or all if it has fewer.
///
/// # Errors
/// See [`Unreadable`].
pub fn read_head(path: &Path, length: u64) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let read = open(path)?.take(length).read_to_end(&mut bytes);
    read.map_err(|error| Unreadable::Refused(io_problem(&error, path)))?;
    Ok(bytes)
}

fn too_large(limit: u64) -> Problem {
    Problem::error("store-file-too-large").with("limit", limit >> 20)
}

/// An ordinary file for reading.
///
/// # Errors
/// See [`Unreadable`].
pub fn open(path: &Path) -> Result<File, Unreadable> {
    let refused = |error: std::io::Error| Unreadable::Refused(io_problem(&error, path));
    let no_file = || Unreadable::NoFile(Problem::notice("store-no-ordinary-file").in_file(path));
    if !std::fs::symlink_metadata(path).map_err(refused)?.is_file() {
        return Err(no_file());
    }
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        // Should the name lead to a link or a pipe by now, opening must neither follow nor wait.
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    let file = options.open(path).map_err(refused)?;
    if file.metadata().map_err(refused)?.is_file() { Ok(file) } else { Err(no_file()) }
}

/// What opens the sealed files of another device: its own key, that ours recovers, or ours alone.
#[derive(Clone, Debug, Default)]
pub struct ForeignKey(Seal);

impl ForeignKey {
    pub fn new(cipher: Option<Arc<dyn Cipher>>) -> Self {
        Self(Seal::new(cipher, false))
    }

    /// A content, opened if it is sealed.
    ///
    /// # Errors
    /// It is sealed for others (`seal-for-others`, `seal-locked`), or damaged.
    pub fn open(&self, bytes: &[u8]) -> Result<Vec<u8>, Problem> {
        self.0.open(bytes.into()).map(Cow::into_owned)
    }
}

/// Most bytes that a file has whose content has at most `limit`, sealed or not.
pub const fn room(limit: u64) -> u64 {
    sealed::room(limit)
}

/// The workspace of another device, or a copy of one.
#[derive(Clone, Debug)]
pub struct ForeignWorkspace {
    pub layout: Layout,
    /// Who wrote there last; `None` where that cannot be read.
    pub device: Option<DeviceId>,
    pub role: Option<Role>,
    /// Whether it is sealed, in part or as a whole.
    pub is_sealed: bool,
}

impl ForeignWorkspace {
    /// Looks at `folder`; `None` when it is no workspace. Nothing is changed or locked.
    pub fn at(folder: &Path) -> Option<Self> {
        let layout = Layout::new(folder.to_owned());
        let is_workspace = layout.manifest().is_file() || (layout.dossiers().is_dir() && layout.journals().is_dir());
        if !is_workspace {
            return None;
        }
        let manifest = match manifest::read(&Disk::default(), &layout) {
            Ok(Found::Here(manifest) | Found::Moved(manifest)) => Some(manifest),
            Ok(Found::Broken(_) | Found::Nothing) | Err(_) => None,
        };
        let role = manifest.as_ref().map(|manifest| manifest.role);
        let is_sealed = keyfiles::state_of(&layout).needs_key();
        Some(Self { layout, device: manifest.map(|manifest| manifest.device), role, is_sealed })
    }
}

/// Where a photo lies in the workspace of another device, if it is there: sealed or plain.
pub fn photo_in(layout: &Layout, hash: ContentHash) -> Option<PathBuf> {
    let plain = layout.photo(hash);
    [sealed::with_ending(&plain), plain].into_iter().find(|path| path.is_file())
}

/// The photo in a file of this name: `<blake3>.jpg` or `<blake3>.jpg.age`.
pub fn photo_of_name(name: &str) -> Option<ContentHash> {
    layout::photo_of_name(name)
}

/// Whether a household's file may have this name: `<id>.ron` or `<id>.ron.age`.
pub fn is_dossier_name(name: &str) -> bool {
    layout::is_dossier_name(name)
}

/// The household that a file of this name must be of: `<id>.ron[.age]` among the dossiers, `<id>` among the journals.
pub fn household_of_name(name: &str) -> Option<DossierId> {
    layout::dossier_id(name)
}

/// What a journal of another device says.
#[derive(Debug)]
pub struct ForeignJournal {
    /// The changes of all lines that could be read.
    pub dossier: Dossier,
    /// About lines that are not wholly understood, and kept.
    pub problems: Vec<Problem>,
    /// The lines that could not be read, and why; a torn last line is no damage: its answer was never acknowledged.
    pub damaged: Option<(Vec<u8>, Problem)>,
}

/// Reads the journal of the household `id`.
///
/// # Errors
/// Lines of it are sealed for others.
pub fn read_journal(id: DossierId, bytes: &[u8], key: &ForeignKey) -> Result<ForeignJournal, Problem> {
    let Replay { entries, problems, bad, reason, damaged, .. } = Replay::of(bytes, &key.0)?;
    let mut dossier = Dossier::new(id);
    for entry in entries {
        dossier.join_delta(&entry.delta);
        dossier.unknown.extend(entry.unknown);
    }
    Ok(ForeignJournal { dossier, problems, damaged: reason.filter(|_| damaged).map(|reason| (bad, reason)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ordinary_files_of_their_size_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        std::fs::write(&path, b"12345").unwrap();
        assert_eq!(read_file(&path, 5).unwrap().0, b"12345");
        assert_eq!(read_head(&path, 2).unwrap(), b"12");
        assert!(matches!(read_file(&path, 4), Err(Unreadable::TooLarge(_))));
        assert!(matches!(read_file(folder.path(), 4), Err(Unreadable::NoFile(_))));
        assert!(matches!(read_file(&folder.path().join("none"), 4), Err(Unreadable::Refused(_))));
        #[cfg(unix)]
        {
            let link = folder.path().join("link.ron");
            std::os::unix::fs::symlink(&path, &link).unwrap();
            assert!(matches!(read_file(&link, 5), Err(Unreadable::NoFile(_))));
        }
        #[cfg(target_os = "linux")]
        {
            assert!(matches!(read_file(Path::new("/dev/zero"), 5), Err(Unreadable::NoFile(_))));
        }
    }

    #[test]
    fn a_torn_last_line_is_no_damage() {
        let id = DossierId::from_u128(1);
        let line = crate::store::wire::write_entry(&crate::dossier::edit::Delta::default());
        let read = |bytes: &[u8]| read_journal(id, bytes, &ForeignKey::default()).unwrap();
        assert!(read(line.as_bytes()).damaged.is_none());
        assert!(read(&line.as_bytes()[..line.len() - 3]).damaged.is_none());
        assert!(read([&line[1..], &*line].concat().as_bytes()).damaged.is_some());
    }
}
