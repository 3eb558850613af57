//! The templates of an office: files in the workspace's `report` folder, or in another one.

use std::fs;
use std::path::{Path, PathBuf};

use crate::limits::{MAX_TEMPLATE_BYTES, MAX_TEMPLATES};
use crate::problem::Problem;
use crate::report::Shelf;
use crate::store::Workspace;

/// Where an office puts its templates.
pub fn templates_folder(store: &Workspace) -> PathBuf {
    store.root().join("report")
}

/// The templates in this folder; none when there is no such folder. What cannot be used is told.
///
/// Only files themselves are read: a link could lead anywhere.
pub fn office_templates(folder: &Path) -> (Shelf, Vec<Problem>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (Shelf::default(), Vec::new()),
        Err(error) => return (Shelf::default(), vec![unreadable(folder, &error)]),
    };
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for entry in entries.take(2 * MAX_TEMPLATES) {
        match entry.and_then(|entry| read(&entry)) {
            Ok(Some(file)) => files.push(file),
            Ok(None) => {}
            Err(error) => problems.push(unreadable(folder, &error)),
        }
    }
    files.sort();
    let (shelf, told) = Shelf::of_office(files);
    problems.extend(told);
    (shelf, problems)
}

fn read(entry: &fs::DirEntry) -> std::io::Result<Option<(String, Vec<u8>)>> {
    let name = entry.file_name().to_string_lossy().into_owned();
    if !entry.file_type()?.is_file() || name.starts_with('.') || name.ends_with(".md") {
        return Ok(None);
    }
    // One that is too large is not read, but told by the shelf.
    let bytes = if entry.metadata()?.len() > MAX_TEMPLATE_BYTES as u64 {
        vec![0; MAX_TEMPLATE_BYTES + 1]
    } else {
        fs::read(entry.path())?
    };
    Ok(Some((name, bytes)))
}

fn unreadable(folder: &Path, error: &std::io::Error) -> Problem {
    Problem::warning("paper-templates-unreadable").with("why", error).in_file(folder)
}
