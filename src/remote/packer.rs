//! Writing a package, one entry after the other.

use std::collections::BTreeMap;
use std::io::Write;

use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

use super::entry::EntryName;
use super::manifest::{About, EntryInfo, Manifest};
use crate::id::ContentHash;
use crate::limits::{MAX_PACKAGE_BYTES, MAX_PACKAGE_ENTRIES, MAX_PACKAGE_INFLATED_BYTES};
use crate::problem::Problem;

/// A package that is being written: entries go straight to `W`, the manifest comes last.
pub struct Packer<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    manifest: Manifest,
    bytes: u64,
}

impl<W: Write> Packer<W> {
    pub fn new(to: W, about: About) -> Self {
        Self { zip: ZipWriter::new_stream(to), manifest: Manifest { about, entries: BTreeMap::new() }, bytes: 0 }
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
        self.bytes += size;
        // Room for names, hashes and tables is left; what is deflated only becomes smaller.
        let full = self.bytes > (MAX_PACKAGE_BYTES - (64 << 20)).min(MAX_PACKAGE_INFLATED_BYTES);
        if full || size > name.limit() || self.manifest.entries.len() >= MAX_PACKAGE_ENTRIES {
            return Err(Problem::error("works-package-full"));
        }
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
