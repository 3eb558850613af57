//! Writing a package, one entry after the other.

use std::collections::BTreeMap;
use std::io::Write;

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::entry::EntryName;
use super::manifest::{About, Cover, EntryInfo, Manifest};
use crate::id::ContentHash;
use crate::limits::{MAX_PACKAGE_BYTES, MAX_PACKAGE_ENTRIES, MAX_PACKAGE_INFLATED_BYTES};
use crate::problem::Problem;

/// A package that is being written: entries go straight to `W`, the manifest comes last.
pub struct Packer<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    manifest: Manifest,
    bytes: u64,
    most: u64,
}

/// Most bytes of a package before it is full: room for names, hashes, tables and a seal is left.
const MOST: u64 = {
    let file = MAX_PACKAGE_BYTES - (64 << 20);
    if file < MAX_PACKAGE_INFLATED_BYTES { file } else { MAX_PACKAGE_INFLATED_BYTES }
};

impl<W: Write> Packer<W> {
    pub fn new(to: W, about: About) -> Self {
        let manifest = Manifest { about, cover: Cover::default(), entries: BTreeMap::new() };
        Self { zip: ZipWriter::new_stream(to), manifest, bytes: 0, most: MOST }
    }

    /// Is full at this many bytes already, if that is less than what a package may have.
    #[must_use]
    pub fn at_most(mut self, bytes: u64) -> Self {
        self.most = self.most.min(bytes);
        self
    }

    /// What the manifest says beside the list; it is written last.
    pub const fn cover_mut(&mut self) -> &mut Cover {
        &mut self.manifest.cover
    }

    /// Whether so many entries with so many bytes together still fit.
    pub fn has_room(&self, entries: usize, bytes: u64) -> bool {
        self.bytes.saturating_add(bytes) <= self.most && self.manifest.entries.len() + entries <= MAX_PACKAGE_ENTRIES
    }

    pub fn holds(&self, name: EntryName) -> bool {
        self.manifest.entries.contains_key(&name)
    }

    /// Adds an entry. One that is there already is not written twice.
    ///
    /// # Errors
    /// The writer fails, or the package would become larger than it may.
    pub fn add(&mut self, name: EntryName, bytes: &[u8]) -> Result<(), Problem> {
        if self.manifest.entries.contains_key(&name) {
            return Ok(());
        }
        let size = bytes.len() as u64;
        // What is deflated only becomes smaller. A single household may be larger than was asked for.
        let fits = self.bytes.saturating_add(size) <= MOST && self.manifest.entries.len() < MAX_PACKAGE_ENTRIES;
        if !fits || size > name.limit() {
            return Err(Problem::error("works-package-full"));
        }
        self.bytes += size;
        self.put(name, bytes)?;
        self.manifest.entries.insert(name, EntryInfo { size, hash: ContentHash::of(bytes) });
        Ok(())
    }

    /// Writes the manifest and the end; gives back what was written to, and the list.
    ///
    /// # Errors
    /// The writer fails.
    pub fn finish(mut self) -> Result<(W, Manifest), Problem> {
        let text = self.manifest.write();
        self.put(EntryName::Manifest, text.as_bytes())?;
        let writer = self.zip.finish().map_err(|error| failed(&error))?;
        Ok((writer.into_inner(), self.manifest))
    }

    fn put(&mut self, name: EntryName, bytes: &[u8]) -> Result<(), Problem> {
        let method = if name.shrinks() { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method);
        self.zip.start_file(name, options).map_err(|error| failed(&error))?;
        self.zip.write_all(bytes).map_err(|error| Problem::error("works-package-write").with("detail", error))
    }
}

fn failed(error: &zip::result::ZipError) -> Problem {
    Problem::error("works-package-write").with("detail", error)
}
