//! Which files of a folder are new photos, complete, and not taken yet.
//!
//! Never twice: not under another name (same content), not by another way to its folder (same name, size and time),
//! and not because the camera app writes into a photo again that was taken already.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use crate::app::jobs::folders::Shown;
use crate::limits::{MAX_PHOTO_BYTES, THUMBNAIL_EDGE_PX};
use crate::photo;

/// A file must have stayed as it is for so long.
const STABLE: Duration = Duration::from_millis(400);
/// A file that stays as it is and still cannot be opened goes to the photo lane, which says why.
const HOPELESS: Duration = Duration::from_secs(8);
/// A file that appears with an older time than this before the beginning is an old photo that was moved; the clocks
/// of a tablet and of a network drive differ by less.
const CLOCKS: Duration = Duration::from_secs(120);
/// The clock of files ticks slower than ours: what was written just now may have a time before now.
const TICK: Duration = Duration::from_millis(20);
/// Folders inside folders: cameras sort by year and day.
const MAX_DEPTH: usize = 6;
/// Files of one look; a full card has ten thousand.
const MAX_FILES: usize = 50_000;

/// Size and time of the last change.
type Stamp = (u64, SystemTime);

/// A file that may become a photo.
struct Candidate {
    stamp: Stamp,
    /// Since when it is as it is.
    since: Instant,
    /// It was opened as it is, and could not be read as a picture.
    refused: bool,
}

pub struct Looker {
    folder: PathBuf,
    began: SystemTime,
    /// Old ones and taken ones: not looked at again while they stay.
    known: HashSet<PathBuf>,
    /// Were not complete at the beginning: new when they change, else only broken.
    begun: HashMap<PathBuf, Stamp>,
    candidates: HashMap<PathBuf, Candidate>,
    contents: HashSet<blake3::Hash>,
    names: HashSet<(std::ffi::OsString, Stamp)>,
    /// Nobody waits any longer.
    hurry: bool,
}

impl Looker {
    pub fn new(folder: PathBuf, began: SystemTime) -> Self {
        Self {
            folder,
            began: began.checked_sub(TICK).unwrap_or(began),
            known: HashSet::new(),
            begun: HashMap::new(),
            candidates: HashMap::new(),
            contents: HashSet::new(),
            names: HashSet::new(),
            hurry: false,
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is there already is not taken, except what is still being written.
    pub fn remember_old(&mut self) {
        let files = files(&self.folder).map(|(files, _)| files).unwrap_or_default();
        let recent = self.began.checked_sub(CLOCKS).unwrap_or(self.began);
        for (path, (size, changed)) in files {
            let is_new = changed >= self.began;
            if is_new {
                continue;
            }
            if changed >= recent && !read(&path, size).is_ok_and(|bytes| is_complete(&bytes)) {
                self.begun.insert(path, (size, changed));
            } else {
                self.known.insert(path);
            }
        }
    }

    /// Whether a file may soon be complete.
    pub fn is_waiting(&self) -> bool {
        !self.candidates.is_empty()
    }

    /// From now on a file need not have rested.
    pub fn hurry(&mut self) {
        self.hurry = true;
    }

    /// The photos that have become complete since the last look, oldest first.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn look(&mut self, now: Instant) -> io::Result<Vec<PathBuf>> {
        let (files, is_all) = files(&self.folder)?;
        if is_all {
            // A name that has gone may come again with another photo.
            self.known.retain(|path| files.contains_key(path));
            self.candidates.retain(|path, _| files.contains_key(path));
        }
        let mut ready = Vec::new();
        for (path, stamp) in files {
            let is_old = self.known.contains(&path) || self.begun.get(&path) == Some(&stamp);
            if !is_old && self.is_ready(&path, stamp, now) {
                self.candidates.remove(&path);
                self.known.insert(path.clone());
                ready.push((stamp.1, path));
            }
        }
        ready.sort();
        Ok(ready.into_iter().map(|(_, path)| path).collect())
    }

    fn is_ready(&mut self, path: &Path, stamp: Stamp, now: Instant) -> bool {
        let name = (path.file_name().unwrap_or_default().to_owned(), stamp);
        let is_old = stamp.1.checked_add(CLOCKS).is_some_and(|time| time < self.began);
        if is_old || self.names.contains(&name) {
            self.candidates.remove(path);
            self.known.insert(path.to_owned());
            return false;
        }
        let fresh = Candidate { stamp, since: now, refused: false };
        let candidate = self.candidates.entry(path.to_owned()).or_insert(fresh);
        if candidate.stamp != stamp {
            *candidate = Candidate { stamp, since: now, refused: false };
        }
        let rested = now.duration_since(candidate.since);
        let is_hopeless = rested >= HOPELESS;
        if !self.hurry && rested < STABLE || candidate.refused && !is_hopeless {
            return false;
        }
        // One that cannot be opened is still being written, on some systems.
        let Ok(bytes) = read(path, stamp.0) else { return is_hopeless };
        if !is_complete(&bytes) {
            candidate.refused = true;
            return is_hopeless;
        }
        self.names.insert(name);
        if self.contents.insert(blake3::hash(&bytes)) {
            return true;
        }
        self.candidates.remove(path);
        self.known.insert(path.to_owned());
        false
    }
}

/// Whether it is a picture from its first byte to its end.
fn is_complete(bytes: &[u8]) -> bool {
    match photo::decode_for_screen(bytes, THUMBNAIL_EDGE_PX) {
        Ok(_) => true,
        // Whole or not, it cannot be read, and the photo lane says so.
        Err(problem) => {
            !["photo-empty", "photo-cut-off", "photo-damaged", "photo-not-a-picture"].contains(&problem.key)
        }
    }
}

/// The file, if it has as many bytes as its size said.
fn read(path: &Path, size: u64) -> io::Result<Vec<u8>> {
    if size > MAX_PHOTO_BYTES {
        // Too large for a photo: known by its size, and the photo lane says so.
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let bytes = std::fs::read(path)?;
    if bytes.len() as u64 == size { Ok(bytes) } else { Err(io::ErrorKind::ResourceBusy.into()) }
}

/// Every picture file of the folder and of those inside it, and whether these are all: a folder inside may have gone
/// or be forbidden.
fn files(folder: &Path) -> io::Result<(HashMap<PathBuf, Stamp>, bool)> {
    let mut found = HashMap::new();
    let mut is_all = true;
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((inside, depth)) = folders.pop() {
        let entries = match std::fs::read_dir(&inside) {
            Ok(entries) => entries,
            Err(error) if depth == 0 => return Err(error),
            Err(_) => {
                is_all = false;
                continue;
            }
        };
        for entry in entries {
            let Ok(entry) = entry else {
                is_all = false;
                continue;
            };
            let name = entry.file_name();
            // Links are not followed: a circle of them would have no end.
            let Ok(about) = entry.metadata() else { continue };
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if about.is_dir() && depth < MAX_DEPTH {
                folders.push((entry.path(), depth + 1));
            } else if about.is_file() && Shown::Pictures.shows(&name.to_string_lossy()) {
                if found.len() >= MAX_FILES {
                    return Ok((found, false));
                }
                let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                found.insert(entry.path(), (about.len(), changed));
            }
        }
    }
    Ok((found, is_all))
}
