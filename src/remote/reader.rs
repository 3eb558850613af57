//! Reading a package, which may be anybody's file.
//!
//! Before the first byte is inflated: the end of the file ([`super::tail`]), every name (only ours, each once, none
//! a folder or a link, nothing encrypted, nothing overlapping), the manifest, and that both list the same entries
//! with the same sizes within bounds. An entry is inflated into memory, never further than its promised size, and
//! given out only when its hash is right.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use zip::read::{ArchiveOffset, Config};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::entry::EntryName;
use super::manifest::{EntryInfo, Manifest};
use super::tail::{self, Tail};
use crate::id::{ContentHash, DossierId};
use crate::limits::{MAX_PACKAGE_RATIO, PACKAGE_RATIO_FROM_BYTES};
use crate::problem::Problem;

/// A package that is open for reading; what it lists is there, whether it is sound is found out entry by entry.
pub struct Package<R> {
    zip: ZipArchive<R>,
    manifest: Manifest,
}

impl<R: Read + Seek> Package<R> {
    /// Looks through everything but the contents.
    ///
    /// # Errors
    /// What kind of file it is instead: foreign, cut off, of a newer program, damaged, or made to do harm.
    pub fn open(mut file: R) -> Result<Self, Problem> {
        let tail = tail::check(&mut file)?;
        let config = Config { archive_offset: ArchiveOffset::Known(0) };
        let mut zip = ZipArchive::with_config(config, file).map_err(|error| damaged(&error))?;
        let names = names(&mut zip, tail)?;
        let length = inflated_size(&mut zip, EntryName::Manifest)?;
        let text = inflate(&mut zip, EntryName::Manifest, length)?;
        let manifest = Manifest::read(&text)?;
        let listed: BTreeSet<EntryName> = manifest.entries.keys().copied().chain([EntryName::Manifest]).collect();
        if listed != names {
            return Err(Problem::error("works-package-list-differs"));
        }
        let promised = manifest.entries.values().fold(0_u64, |sum, entry| sum.saturating_add(entry.size));
        if !believable(promised, tail.length) {
            return Err(Problem::error("works-package-bomb"));
        }
        Ok(Self { zip, manifest })
    }

    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub fn dossiers(&self) -> Vec<DossierId> {
        self.manifest
            .entries
            .keys()
            .filter_map(|name| if let EntryName::Dossier(id) = name { Some(*id) } else { None })
            .collect()
    }

    /// The content of one entry.
    ///
    /// # Errors
    /// It is not in the package, or is not what the manifest says.
    pub fn read(&mut self, name: EntryName) -> Result<Vec<u8>, Problem> {
        let missing = || Problem::error("works-package-entry-missing").with("name", name);
        let EntryInfo { size, hash } = *self.manifest.entries.get(&name).ok_or_else(missing)?;
        let told = |problem: Problem| problem.with("name", name);
        if inflated_size(&mut self.zip, name)? != size {
            return Err(told(Problem::error("works-package-entry-damaged")));
        }
        let bytes = inflate(&mut self.zip, name, size)?;
        if ContentHash::of(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(told(Problem::error("works-package-entry-damaged")))
        }
    }
}

/// Whether `packed` bytes may honestly inflate to `size`.
const fn believable(size: u64, packed: u64) -> bool {
    size <= PACKAGE_RATIO_FROM_BYTES.saturating_add(packed.saturating_mul(MAX_PACKAGE_RATIO))
}

/// The names in the zip's own table, all of them ours.
fn names<R: Read + Seek>(zip: &mut ZipArchive<R>, tail: Tail) -> Result<BTreeSet<EntryName>, Problem> {
    let strange = || Problem::error("works-package-strange-name");
    if zip.has_duplicate_names() || zip.len() != tail.entries {
        return Err(strange());
    }
    let mut names = BTreeSet::new();
    for index in 0..zip.len() {
        let entry = zip.by_index_data(index).map_err(|error| damaged(&error))?;
        let name = std::str::from_utf8(entry.name_raw()).map_err(|_| strange())?;
        let name: EntryName = name.parse().map_err(|_| strange())?;
        let ordinary = entry.is_file() && !entry.is_symlink() && !entry.encrypted();
        let method = matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated);
        if !ordinary || !method || !names.insert(name) {
            return Err(strange());
        }
        if entry.size() > name.limit() || !believable(entry.size(), entry.compressed_size()) {
            return Err(Problem::error("works-package-bomb"));
        }
    }
    // Entries that share their bytes make much of little.
    if zip.has_overlapping_entries().map_err(|error| damaged(&error))? {
        return Err(Problem::error("works-package-bomb"));
    }
    if names.contains(&EntryName::Manifest) { Ok(names) } else { Err(Problem::error("works-package-foreign")) }
}

fn inflated_size<R: Read + Seek>(zip: &mut ZipArchive<R>, name: EntryName) -> Result<u64, Problem> {
    let index = zip.index_for_name(&name.to_string());
    let index = index.ok_or_else(|| Problem::error("works-package-entry-missing").with("name", name))?;
    Ok(zip.by_index_data(index).map_err(|error| damaged(&error))?.size())
}

/// Inflates one entry of exactly `size` bytes, and stops where it has more.
fn inflate<R: Read + Seek>(zip: &mut ZipArchive<R>, name: EntryName, size: u64) -> Result<Vec<u8>, Problem> {
    let broken = |detail: &dyn std::fmt::Display| {
        Problem::error("works-package-entry-damaged").with("name", name).with("detail", detail)
    };
    let entry = zip.by_name(&name.to_string()).map_err(|error| broken(&error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(PACKAGE_RATIO_FROM_BYTES)).unwrap_or_default());
    entry.take(size + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
    if bytes.len() as u64 == size { Ok(bytes) } else { Err(broken(&bytes.len())) }
}

fn damaged(error: &ZipError) -> Problem {
    match error {
        ZipError::Io(error) => Problem::error("works-package-read").with("detail", error),
        error => Problem::error("works-package-damaged").with("detail", error),
    }
}
