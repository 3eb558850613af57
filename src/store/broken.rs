//! `broken/`: what could not be read, with the reason beside it. Nothing in it is ever overwritten or deleted.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::layout::Layout;
use super::workspace::Workspace;
use super::{atomic, io_problem};
use crate::cipher::is_sealed;
use crate::l10n::{Language, Words};
use crate::limits::MAX_SEALED_WHOLE;
use crate::problem::Problem;
use crate::stamp::Moment;

/// Letters of an input's name that are kept: at most 200 bytes of UTF-8 with the digits, which every disk takes.
const NAME_LETTERS: usize = 40;
/// Digits of a content's hash in a name: enough that two contents never share it.
const HASH_DIGITS: usize = 24;
/// What the name of a reason ends with.
const REASON: &str = ".reason.txt";

/// Moves `path` into `broken/` with `reason` beside it, and tells both.
///
/// # Errors
/// The disk does not let it; then it may be where it was, and nothing may be written there.
pub(super) fn move_aside(
    disk: &Disk,
    layout: &Layout,
    path: &Path,
    reason: Problem,
    now: Moment,
) -> Result<Vec<Problem>, Problem> {
    let reason = reason.in_file(path);
    let target = free_name(layout, path, now)
        .and_then(|target| {
            disk.create_folder(&layout.broken())?;
            move_content(disk, path, &target)?;
            disk.sync_folder_of(&target)?;
            disk.sync_folder_of(path)?;
            Ok(target)
        })
        .map_err(|error| io_problem(&error, path))?;
    let told = label(disk, &target, &reason);
    Ok(vec![reason, told])
}

/// Renames a file; one that lies plain in a sealed workspace is sealed on the way.
fn move_content(disk: &Disk, path: &Path, target: &Path) -> io::Result<()> {
    if disk.seals() && path.metadata()?.len() <= MAX_SEALED_WHOLE {
        let bytes = disk.read_raw(path)?;
        if !is_sealed(&bytes) {
            atomic::write_content(disk, target, &bytes)?;
            return disk.remove(path);
        }
    }
    disk.rename(path, target)
}

/// Keeps `bytes`, which are about to be cut out of `path`, in `broken/` with `reason` beside them, and tells both.
///
/// # Errors
/// They could not be kept: then they must stay where they are.
pub(super) fn keep_bytes(
    disk: &Disk,
    layout: &Layout,
    path: &Path,
    bytes: &[u8],
    reason: Problem,
    now: Moment,
) -> Result<Vec<Problem>, Problem> {
    let reason = reason.in_file(path);
    let target = free_name(layout, path, now)
        .and_then(|target| {
            disk.create_folder(&layout.broken())?;
            atomic::write_content(disk, &target, bytes)?;
            Ok(target)
        })
        .map_err(|error| io_problem(&error, path))?;
    let told = label(disk, &target, &reason);
    Ok(vec![reason, told])
}

/// What became of an input that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A copy is here now, with the reason beside it.
    Now(PathBuf),
    /// The same content was kept at an earlier time.
    Before(PathBuf),
}

impl Workspace {
    /// How many files lie in `broken/`, without the reasons beside them.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn broken_files(&self) -> io::Result<usize> {
        let names = super::entries(&self.layout.broken())?.into_iter().map(|entry| entry.file_name());
        Ok(names.filter(|name| !name.to_string_lossy().ends_with(REASON)).count())
    }

    /// Keeps a copy of what came from outside and could not be read, under its content, once, with the reason beside
    /// it. The input itself is not touched.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn keep_input(&self, path: &Path, bytes: &[u8], reason: &Problem) -> Result<Kept, Problem> {
        self.writable()?;
        let digits = crate::id::ContentHash::of(bytes).to_string();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A name from outside: only harmless letters, and not too many of them.
        let harmless = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '_' };
        let mut name: String = name.chars().map(harmless).take(NAME_LETTERS).collect();
        if self.is_sealed() {
            // It may be a person's.
            name = "input".to_owned();
        }
        let target = self.layout.broken().join(format!("{}-{name}", &digits[..HASH_DIGITS]));
        if target.symlink_metadata().is_ok() {
            return Ok(Kept::Before(target));
        }
        let written = self.disk.create_folder(&self.layout.broken());
        written
            .and_then(|()| atomic::write_content(&self.disk, &target, bytes))
            .map_err(|error| io_problem(&error, &target))?;
        label(&self.disk, &target, reason);
        Ok(Kept::Now(target))
    }
}

/// `broken/<name>-<date>`, with a number when that is taken.
fn free_name(layout: &Layout, path: &Path, now: Moment) -> io::Result<PathBuf> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = format!("{name}-{}", now.civil().strftime("%Y%m%d-%H%M%S"));
    let names = (1..10_000).map(|count| if count == 1 { stem.clone() } else { format!("{stem}-{count}") });
    let mut paths = names.map(|name| layout.broken().join(name));
    paths.find(|path| path.symlink_metadata().is_err()).ok_or_else(|| io::ErrorKind::AlreadyExists.into())
}

/// Writes the reason beside what was set aside, in every language; that this failed is told, but costs nothing.
fn label(disk: &Disk, target: &Path, reason: &Problem) -> Problem {
    let mut text = reason.place.file.as_ref().map_or_else(String::new, |file| format!("{}", file.display()));
    if let Some((line, column)) = reason.place.line_column {
        text.push_str(&format!(":{line}:{column}"));
    }
    for language in Language::ALL {
        text.push('\n');
        text.push_str(&Words::of(language).problem(reason));
    }
    text.push('\n');
    let mut beside = target.to_owned().into_os_string();
    beside.push(REASON);
    match atomic::write_content(disk, Path::new(&beside), text.as_bytes()) {
        Ok(()) => Problem::notice("store-set-aside").in_file(target),
        Err(error) => io_problem(&error, Path::new(&beside)),
    }
}
