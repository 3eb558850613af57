//! All that a template can see: its data, its pictures, the files on the shelves.

use std::collections::HashMap;

use jiff::civil::Date;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use super::shelf::Shelf;

/// What one document is set from.
pub(super) struct Desk<'a> {
    pub library: &'a LazyHash<Library>,
    pub book: &'a LazyHash<FontBook>,
    pub fonts: &'a [Font],
    /// The first that holds a file gives it.
    pub shelves: &'a [&'a Shelf],
    pub main: &'a Source,
    /// The data and the pictures.
    pub files: &'a HashMap<FileId, Bytes>,
    /// The day that is printed; a template cannot ask the machine's clock.
    pub day: Option<Date>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            return Ok(self.main.clone());
        }
        self.shelves.iter().find_map(|shelf| shelf.source(id)).cloned().ok_or_else(|| refused(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let own = self.files.get(&id).cloned();
        own.or_else(|| self.shelves.iter().find_map(|shelf| shelf.bytes(id))).ok_or_else(|| refused(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        let day = self.day?;
        Datetime::from_ymd(day.year().into(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?)
    }
}

/// Nothing else is there: neither a file of the machine nor a package of the network.
fn refused(id: FileId) -> FileError {
    match id.get().root() {
        VirtualRoot::Package(_) => FileError::AccessDenied,
        VirtualRoot::Project => FileError::NotFound(id.get().vpath().get_with_slash().into()),
    }
}
