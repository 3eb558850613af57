//! Where the photos and form texts are that households name: beside the household, else anywhere among the inputs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::packages::Packages;
use super::sealed::Keys;
use super::sources::{Source, SourceKind, Sources};
use crate::app::exchange::content;
use crate::cipher::is_sealed;
use crate::id::ContentHash;
use crate::limits::{MAX_FORM_BYTES, MAX_PHOTO_BYTES};
use crate::problem::Problem;
use crate::remote::EntryName;
use crate::store::Layout;
use crate::store::bulk::Blob;
use crate::store::foreign::{self, ForeignKey, ForeignWorkspace};

/// Finds blobs among the inputs. Everything is listed only when something is not found near.
pub(super) struct Finder<'a> {
    sources: &'a Sources,
    packages: &'a Packages,
    keys: &'a Keys,
    workspaces: HashMap<u32, (Layout, PhotoFolders)>,
    everywhere: OnceLock<HashMap<Blob, u32>>,
}

/// Which of the 256 folders of photos there were when the merge began: households of a county that has merged no photos
/// yet name hundreds of thousands of them, and asking the disk for each takes its time.
pub(super) struct PhotoFolders([bool; 256]);

impl PhotoFolders {
    pub fn of(layout: &Layout) -> Self {
        let photos = layout.photos();
        Self(std::array::from_fn(|number| photos.join(format!("{number:02x}")).is_dir()))
    }

    /// Whether the photo can be there at all.
    pub fn may_have(&self, hash: ContentHash) -> bool {
        self.0[usize::from(hash.as_bytes()[0])]
    }

    fn is_empty(&self) -> bool {
        !self.0.contains(&true)
    }
}

/// Where a blob may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A workspace or package.
    Source(u32),
    /// By itself in a folder.
    Loose,
}

impl<'a> Finder<'a> {
    pub fn new(sources: &'a Sources, packages: &'a Packages, keys: &'a Keys) -> Self {
        let workspaces = (0..).zip(&sources.list).filter_map(|(place, source)| Some((place, layout_of(source)?)));
        Self { sources, packages, keys, workspaces: workspaces.collect(), everywhere: OnceLock::new() }
    }

    /// Whether any input could hold photos at all.
    pub fn has_photos(&self) -> bool {
        let photos = |(_, photos): &(Layout, PhotoFolders)| !photos.is_empty();
        !self.sources.photos.is_empty() || !self.packages.is_empty() || self.workspaces.values().any(photos)
    }

    /// Where this blob is; `near` are the sources that the household came from.
    pub fn find(&self, blob: Blob, near: &[u32]) -> Option<Origin> {
        let near = near.iter().copied().find(|source| self.is_in(blob, *source));
        near.map(Origin::Source).or_else(|| self.find_loose(blob)).or_else(|| self.find_anywhere(blob))
    }

    fn find_loose(&self, blob: Blob) -> Option<Origin> {
        let loose = match blob {
            Blob::Photo(hash) => self.sources.photos.contains_key(&hash),
            Blob::Form(hash) => self.sources.forms.contains_key(&hash),
        };
        loose.then_some(Origin::Loose)
    }

    fn find_anywhere(&self, blob: Blob) -> Option<Origin> {
        self.everywhere.get_or_init(|| self.list_all()).get(&blob).copied().map(Origin::Source)
    }

    fn is_in(&self, blob: Blob, source: u32) -> bool {
        match self.workspaces.get(&source) {
            Some((layout, photos)) => {
                let may = if let Blob::Photo(hash) = blob { photos.may_have(hash) } else { true };
                may && path_in(layout, blob).is_some()
            }
            None => {
                let listed =
                    self.packages.with(source, |package| Ok(package.manifest().entries.contains_key(&entry_of(blob))));
                matches!(listed, Some(Ok(true)))
            }
        }
    }

    fn list_all(&self) -> HashMap<Blob, u32> {
        let mut all = HashMap::new();
        for (source, (layout, _)) in &self.workspaces {
            for folder in folders_in(&layout.photos()) {
                all.extend(hashes_in(&folder, foreign::photo_of_name).map(|hash| (Blob::Photo(hash), *source)));
            }
            all.extend(hashes_in(&layout.kept_forms(), form_of_name).map(|hash| (Blob::Form(hash), *source)));
        }
        for source in self.packages.sources() {
            let listed = self.packages.with(source, |package| {
                Ok(package.manifest().entries.keys().filter_map(|name| blob_of(*name)).collect::<Vec<_>>())
            });
            // A package that cannot be read is told where its households are read.
            all.extend(listed.and_then(Result::ok).into_iter().flatten().map(|blob| (blob, source)));
        }
        all
    }

    /// The bytes of a blob; whether they are the right ones is for the receiver to say.
    ///
    /// # Errors
    /// They are gone or cannot be read.
    pub fn read(&self, blob: Blob, origin: Origin) -> Result<Vec<u8>, Problem> {
        match origin {
            Origin::Loose => {
                let (hash, folders, names) = match blob {
                    Blob::Photo(hash) => (hash, &self.sources.photos, &[".jpg", ".jpg.age"][..]),
                    Blob::Form(hash) => (hash, &self.sources.forms, &[".ron"][..]),
                };
                let folder: &Arc<Path> = folders.get(&hash).ok_or_else(missing)?;
                let mut paths = names.iter().map(|name| folder.join(format!("{hash}{name}")));
                let path = paths.find(|path| path.is_file()).ok_or_else(missing)?;
                read_blob(&path, blob, self.keys.own())
            }
            Origin::Source(source) => match self.workspaces.get(&source) {
                Some((layout, _)) => read_blob(&path_in(layout, blob).ok_or_else(missing)?, blob, self.keys.of(source)),
                None => {
                    let read = self.packages.with(source, |package| match blob {
                        Blob::Photo(hash) => content::photo(package, hash),
                        Blob::Form(hash) => content::form(package, hash).map(String::into_bytes),
                    });
                    read.unwrap_or_else(|| Err(missing()))
                }
            },
        }
    }
}

fn layout_of(source: &Source) -> Option<(Layout, PhotoFolders)> {
    let found = (source.kind == SourceKind::Workspace).then(|| ForeignWorkspace::at(&source.path))?;
    let ForeignWorkspace { layout, .. } = found?;
    let photos = PhotoFolders::of(&layout);
    Some((layout, photos))
}

fn missing() -> Problem {
    Problem::error("store-missing")
}

fn read_blob(path: &Path, blob: Blob, key: &ForeignKey) -> Result<Vec<u8>, Problem> {
    let (limit, hash) = match blob {
        Blob::Photo(hash) => (MAX_PHOTO_BYTES, hash),
        Blob::Form(hash) => (MAX_FORM_BYTES as u64, hash),
    };
    let (bytes, _) = foreign::read_file(path, foreign::room(limit)).map_err(foreign::Unreadable::problem)?;
    let bytes = if is_sealed(&bytes) { key.open(&bytes).map_err(|problem| problem.in_file(path))? } else { bytes };
    let sound = match blob {
        Blob::Photo(_) => content::is_photo(&bytes),
        Blob::Form(_) => std::str::from_utf8(&bytes).is_ok(),
    };
    if sound && ContentHash::of(&bytes) == hash {
        Ok(bytes)
    } else {
        Err(Problem::warning("store-content-damaged").in_file(path))
    }
}

/// Where the blob lies, if it does.
fn path_in(layout: &Layout, blob: Blob) -> Option<PathBuf> {
    match blob {
        Blob::Photo(hash) => foreign::photo_in(layout, hash),
        Blob::Form(hash) => Some(layout.kept_form(hash)).filter(|path| path.is_file()),
    }
}

fn form_of_name(name: &str) -> Option<ContentHash> {
    name.strip_suffix(".ron")?.parse().ok()
}

const fn entry_of(blob: Blob) -> EntryName {
    match blob {
        Blob::Photo(hash) => EntryName::Photo(hash),
        Blob::Form(hash) => EntryName::Form(hash),
    }
}

const fn blob_of(name: EntryName) -> Option<Blob> {
    match name {
        EntryName::Photo(hash) => Some(Blob::Photo(hash)),
        EntryName::Form(hash) => Some(Blob::Form(hash)),
        EntryName::Manifest | EntryName::Dossier(_) | EntryName::Receipt(_) => None,
    }
}

/// What cannot be listed holds nothing for us; the photos are told to be missing.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()).collect()
}

fn hashes_in(folder: &Path, of_name: fn(&str) -> Option<ContentHash>) -> impl Iterator<Item = ContentHash> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(move |entry| of_name(entry.file_name().to_str()?))
}
