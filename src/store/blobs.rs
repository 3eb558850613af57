//! Files by content: photos, the form texts visits were begun with; and the organisation's own forms and settings.

use std::borrow::Cow;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::layout::photo_of_name;
use super::sealed::{is_damaged, is_for_others, room};
use super::settings::{SettingsWire, from_ron, to_ron};
use super::workspace::Workspace;
use super::{atomic, entries, io_problem, not_text};
use crate::id::ContentHash;
use crate::limits::{MAX_FORM_BYTES, MAX_PHOTO_BYTES};
use crate::problem::Problem;
use crate::registry::photo_key;
use crate::registry::view::Views;

/// Name and text of a form's file.
pub type FormFile = (String, String);

impl Workspace {
    /// Keeps a photo. It is on the disk when this returns, so a field may name it. The same content is kept once.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn put_photo(&self, bytes: &[u8]) -> Result<ContentHash, Problem> {
        let hash = ContentHash::of(bytes);
        self.count_put(hash);
        let plain = self.layout.photo(hash);
        if !self.is_put(hash, &self.disk.found(&plain))? {
            self.put(&self.disk.name_of(&plain), &self.layout.photos(), || self.disk.content(bytes))?;
        }
        Ok(hash)
    }

    /// Whether the photo is on this device; damaged or not.
    pub fn has_photo(&self, hash: ContentHash) -> bool {
        self.disk.found(&self.layout.photo(hash)).is_file()
    }

    /// Where a photo lies, or would lie. What stands there may be sealed: [`Self::read_photo`] reads it.
    pub fn photo_path(&self, hash: ContentHash) -> PathBuf {
        self.disk.found(&self.layout.photo(hash))
    }

    /// The bytes of a photo; they are what they were when it was kept.
    ///
    /// # Errors
    /// The photo is not on this device, or is damaged, or the disk does not let it be read.
    pub fn read_photo(&self, hash: ContentHash) -> Result<Vec<u8>, Problem> {
        self.read_whole(hash, &self.photo_path(hash), MAX_PHOTO_BYTES)
    }

    /// Keeps a form's text under its hash, durably.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn keep_form(&self, text: &str) -> Result<ContentHash, Problem> {
        let hash = ContentHash::of(text.as_bytes());
        let path = self.layout.kept_form(hash);
        if !self.is_put(hash, &path)? {
            self.put(&path, &self.layout.kept_forms(), || Ok(text.as_bytes().into()))?;
        }
        Ok(hash)
    }

    /// The form text a visit was begun with.
    ///
    /// # Errors
    /// It is not on this device, or is damaged, or the disk does not let it be read.
    pub fn kept_form(&self, hash: ContentHash) -> Result<String, Problem> {
        let path = self.layout.kept_form(hash);
        let bytes = self.read_whole(hash, &path, MAX_FORM_BYTES as u64)?;
        String::from_utf8(bytes).map_err(|error| not_text(error.as_bytes(), error.utf8_error()).in_file(path))
    }

    /// Whether the content is at `path` already. A damaged file in the place is set aside.
    fn is_put(&self, hash: ContentHash, path: &Path) -> Result<bool, Problem> {
        self.writable()?;
        match self.disk.read(path) {
            Ok(known) if ContentHash::of(&known) == hash => return Ok(true),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => match io_problem(&error, path) {
                problem if is_damaged(&problem) => {}
                problem => return Err(problem),
            },
        }
        self.set_aside(path, Problem::warning("store-content-damaged"))?;
        Ok(false)
    }

    /// Writes a content, with its temporary file in the folder `temporary`.
    fn put<'c>(
        &self,
        path: &Path,
        temporary: &Path,
        content: impl FnOnce() -> io::Result<Cow<'c, [u8]>>,
    ) -> Result<(), Problem> {
        let told = |error| io_problem(&error, path);
        if let Some(folder) = path.parent() {
            self.disk.create_folder(folder).map_err(told)?;
        }
        let content = content().map_err(told)?;
        atomic::write_with(&self.disk, path, temporary, |_| Ok(content.into_owned())).map_err(told)
    }

    fn read_whole(&self, hash: ContentHash, path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
        let told = |error| io_problem(&error, path);
        if path.metadata().map_err(told)?.len() > room(limit) {
            return Err(Problem::error("store-content-damaged").in_file(path));
        }
        let bytes = self.disk.read(path).map_err(told)?;
        if ContentHash::of(&bytes) == hash {
            Ok(bytes)
        } else {
            Err(Problem::error("store-content-damaged").in_file(path))
        }
    }

    /// Where the thumbnail of a photo lies, if there is one. [`Self::thumbnail`] reads it.
    pub fn thumbnail_path(&self, hash: ContentHash) -> PathBuf {
        self.layout.thumbnail(hash)
    }

    /// The thumbnail of a photo; `None` when there is none, or it cannot be read: it can be made anew.
    pub fn thumbnail(&self, hash: ContentHash) -> Option<Vec<u8>> {
        self.disk.read(&self.layout.thumbnail(hash)).ok()
    }

    /// Keeps a thumbnail in the cache: whole or not at all, but not for ever.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn put_thumbnail(&self, hash: ContentHash, bytes: &[u8]) -> Result<(), Problem> {
        self.writable()?;
        let path = self.layout.thumbnail(hash);
        let folder = path.parent().unwrap_or(&path);
        let written = self.disk.create_folder(folder).and_then(|()| {
            atomic::write_with(&self.disk, &path, &self.layout.thumbnails(), |_| {
                Ok(self.disk.content(bytes)?.into_owned())
            })
        });
        written.map_err(|error| io_problem(&error, &path))
    }

    /// The organisation's own forms: file name and text, sorted by name, and which files could not be read.
    ///
    /// # Errors
    /// The folder cannot be listed.
    pub fn organisation_forms(&self) -> Result<(Vec<FormFile>, Vec<Problem>), Problem> {
        let folder = self.layout.forms();
        let files = entries(&folder).map_err(|error| io_problem(&error, &folder))?;
        let mut names: Vec<String> = files.iter().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name.ends_with(".ron") && !name.starts_with('.'));
        names.sort();
        let (mut forms, mut problems) = (Vec::new(), Vec::new());
        for name in names {
            match self.read_text(&folder.join(&name), MAX_FORM_BYTES as u64) {
                Ok(text) => forms.push((name, text)),
                Err(problem) => problems.push(problem),
            }
        }
        Ok((forms, problems))
    }

    /// A CSV table that lies beside the organisation's forms.
    ///
    /// # Errors
    /// The name is more than a file's name, there is no such file, or it cannot be read.
    pub fn organisation_table(&self, file: &str) -> Result<String, Problem> {
        let path = self.layout.forms().join(file);
        if path.file_name().is_none_or(|name| name.to_str() != Some(file)) {
            return Err(Problem::error("store-missing").in_file(file));
        }
        self.read_text(&path, MAX_FORM_BYTES as u64)
    }

    fn read_text(&self, path: &Path, limit: u64) -> Result<String, Problem> {
        let told = |error| io_problem(&error, path);
        let length = path.metadata().map_err(told)?.len();
        if length > room(limit) {
            return Err(Problem::error("store-file-too-large").with("limit", limit >> 20).in_file(path));
        }
        let bytes = self.disk.read(path).map_err(told)?;
        let text = std::str::from_utf8(&bytes).map_err(|error| not_text(&bytes, error).in_file(path))?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
    }

    /// The settings of this tablet; the defaults when there are none yet. A file that cannot be read is set aside.
    pub fn settings(&self) -> (SettingsWire, Vec<Problem>) {
        self.small_file(&self.layout.settings())
    }

    /// Writes the settings of this tablet.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn write_settings(&self, settings: &SettingsWire) -> Result<(), Problem> {
        self.write_small_file(&self.layout.settings(), settings)?;
        if self.is_sealed() { self.write_appearance(settings) } else { Ok(()) }
    }

    /// Writes down, plain, how the screen looks before the workspace is opened.
    pub(super) fn write_appearance(&self, settings: &SettingsWire) -> Result<(), Problem> {
        let path = self.layout.appearance();
        let written = to_ron(&settings.appearance()).and_then(|text| atomic::write(&self.disk, &path, text.as_bytes()));
        written.map_err(|error| io_problem(&error, &path))
    }

    /// Keeps a small file of the program below the workspace, sealed if the rest is.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn write_note(&self, path: &Path, bytes: &[u8]) -> Result<(), Problem> {
        self.writable()?;
        let folder = path.parent().unwrap_or(self.root());
        let written = self.disk.create_folder(folder).and_then(|()| atomic::write_content(&self.disk, path, bytes));
        written.map_err(|error| io_problem(&error, path))
    }

    /// The content of such a file of at most `limit` bytes.
    ///
    /// # Errors
    /// There is none, it is larger, or it cannot be read or opened.
    pub fn read_note(&self, path: &Path, limit: u64) -> Result<Vec<u8>, Problem> {
        let told = |error| io_problem(&error, path);
        let bytes = if path.metadata().map_err(told)?.len() > room(limit) { None } else { Some(self.disk.read(path)) };
        let bytes = bytes.transpose().map_err(told)?.filter(|bytes| bytes.len() as u64 <= limit);
        bytes.ok_or_else(|| Problem::error("store-file-too-large").with("limit", limit >> 20).in_file(path))
    }

    /// The views of the register; none when there are none yet. A file that cannot be read is set aside.
    pub fn views(&self) -> (Views, Vec<Problem>) {
        self.small_file(&self.layout.views())
    }

    /// Writes the views of the register.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn write_views(&self, views: &Views) -> Result<(), Problem> {
        self.write_small_file(&self.layout.views(), views)
    }

    pub(super) fn small_file<T: Default + DeserializeOwned>(&self, path: &Path) -> (T, Vec<Problem>) {
        match self.disk.read(path) {
            Ok(bytes) => match from_ron(&bytes) {
                Ok(content) => (content, Vec::new()),
                Err(reason) => {
                    let told = self.set_aside(path, reason).unwrap_or_else(|problem| vec![problem]);
                    (T::default(), told)
                }
            },
            Err(error) if error.kind() == ErrorKind::NotFound => (T::default(), Vec::new()),
            Err(error) => {
                let problem = io_problem(&error, path);
                let damaged = is_damaged(&problem);
                let aside = if damaged { self.set_aside(path, problem) } else { Ok(vec![problem]) };
                (T::default(), aside.unwrap_or_else(|problem| vec![problem]))
            }
        }
    }

    pub(super) fn write_small_file(&self, path: &Path, content: &(impl Serialize + ?Sized)) -> Result<(), Problem> {
        self.writable()?;
        match self.disk.read(path).map_err(|error| io_problem(&error, path)) {
            // Somebody else's: it stays.
            Err(problem) if is_for_others(&problem) => return Err(problem),
            _ => {}
        }
        let written = to_ron(content).and_then(|text| atomic::write_content(&self.disk, path, text.as_bytes()));
        written.map_err(|error| io_problem(&error, path))
    }

    /// The beginnings of the hashes of all photos that are here ([`photo_key`]), sorted. What is no photo is passed over.
    ///
    /// # Errors
    /// A folder cannot be listed.
    pub fn photo_keys(&self) -> Result<Vec<u64>, Problem> {
        Ok(self.photos()?.iter().map(|hash| photo_key(hash.as_bytes())).collect())
    }

    /// All photos that are here, sorted. What is no photo is passed over.
    ///
    /// # Errors
    /// A folder cannot be listed.
    pub fn photos(&self) -> Result<Vec<ContentHash>, Problem> {
        let mut photos = Vec::new();
        let folder = self.layout.photos();
        for shelf in entries(&folder).map_err(|error| io_problem(&error, &folder))? {
            let shelf = shelf.path();
            if !shelf.is_dir() {
                continue;
            }
            for file in entries(&shelf).map_err(|error| io_problem(&error, &shelf))? {
                photos.extend(photo_of_name(&file.file_name().to_string_lossy()));
            }
        }
        photos.sort_unstable();
        photos.dedup();
        Ok(photos)
    }
}
