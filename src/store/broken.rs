//! `broken/`: what could not be read, with the reason beside it. Nothing in it is ever overwritten or deleted.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::layout::Layout;
use super::{atomic, io_problem};
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::stamp::Moment;

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
            disk.rename(path, &target)?;
            disk.sync_folder_of(&target)?;
            disk.sync_folder_of(path)?;
            Ok(target)
        })
        .map_err(|error| io_problem(&error, path))?;
    let told = label(disk, &target, &reason);
    Ok(vec![reason, told])
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
            atomic::write(disk, &target, bytes)?;
            Ok(target)
        })
        .map_err(|error| io_problem(&error, path))?;
    let told = label(disk, &target, &reason);
    Ok(vec![reason, told])
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
    beside.push(".reason.txt");
    match atomic::write(disk, Path::new(&beside), text.as_bytes()) {
        Ok(()) => Problem::notice("store-set-aside").in_file(target),
        Err(error) => io_problem(&error, Path::new(&beside)),
    }
}
