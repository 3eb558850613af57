//! Where tables are written to: the workspace's exports, whole or not at all.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::problem::Problem;
use crate::store::Workspace;
use crate::store::export::{Unfinished, UnfinishedFolder};
use crate::table::write::{Folder, Format, Output, Table, small};

impl Output for Unfinished<'_> {
    fn close(self: Box<Self>) -> io::Result<()> {
        (*self).close()
    }
}

impl Folder for UnfinishedFolder<'_> {
    fn file<'a>(&'a self, name: &Path) -> io::Result<Box<dyn Output + 'a>> {
        Ok(Box::new(self.file(name)?))
    }
}

/// An output that the workspace closes itself.
pub(super) struct Lent<'a, 'b>(pub &'a mut Unfinished<'b>);

impl Write for Lent<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Output for Lent<'_, '_> {
    fn close(self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes small tables to `path`: all of them as sheets of an XLSX file, or the first one as CSV.
///
/// # Errors
/// The disk is full or fails, or the format does not take such a table.
pub fn save(store: &Workspace, path: &Path, format: Format, tables: &[Table]) -> Result<(), Problem> {
    let bytes = small(format, tables).map_err(|error| told(&error, path))?;
    store.export(path, |file| file.write_all(&bytes).map_err(|error| told(&error, path)))
}

/// What a person reads about a file that could not be written.
pub(super) fn told(error: &io::Error, path: &Path) -> Problem {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Problem::error("store-disk-full"),
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Problem::error("store-no-permission"),
        _ => Problem::error("export-unwritten").with("why", error),
    }
    .in_file(path)
}
