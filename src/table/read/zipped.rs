//! A zipped spreadsheet, looked through before a library inflates it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{damaged, too_large};
use crate::limits::{MAX_TABLE_INFLATED_BYTES, MAX_TABLE_PARTS};
use crate::problem::Problem;

/// The parts of the file.
pub(super) struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Parts<'a> {
    /// Inflates everything once, into nothing, because what a zip says of its sizes need not be true.
    ///
    /// # Errors
    /// No zip, encrypted, or more than any table inflates to.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if zip.len() > MAX_TABLE_PARTS || zip.has_overlapping_entries().map_err(damaged)? {
            return Err(too_large());
        }
        let names = zip.file_names().map(|name| name.map(std::borrow::Cow::into_owned));
        let names = names.collect::<Result<Vec<String>, _>>().map_err(damaged)?;
        let mut room = MAX_TABLE_INFLATED_BYTES;
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(damaged)?;
            if entry.encrypted() {
                return Err(Problem::error("roster-file-locked"));
            }
            if entry.size() > room {
                return Err(too_large());
            }
            drop(entry);
            let entry = zip.by_index(index).map_err(damaged)?;
            let inflated = std::io::copy(&mut entry.take(room + 1), &mut std::io::sink()).map_err(damaged)?;
            room = room.checked_sub(inflated).ok_or_else(too_large)?;
        }
        Ok(Self { zip, names })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The names of the parts that are texts of the table itself.
    pub fn texts(&self) -> Vec<String> {
        let is_text = |name: &&String| {
            let name = name.to_ascii_lowercase();
            let of_table = name.starts_with("xl/") && !name.contains("/drawings/") && !name.contains("/media/");
            let outer = ["content.xml", "meta-inf/manifest.xml", "[content_types].xml", "_rels/.rels"];
            (of_table && (name.ends_with(".xml") || name.ends_with(".rels"))) || outer.contains(&&*name)
        };
        self.names.iter().filter(is_text).cloned().collect()
    }

    /// One part, inflated.
    ///
    /// # Errors
    /// It is not there or damaged.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let entry = self.zip.by_name(name).map_err(damaged)?;
        entry.take(MAX_TABLE_INFLATED_BYTES).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    }
}
