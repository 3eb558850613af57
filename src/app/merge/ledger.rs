//! What was merged before: `cache/inputs.postcard`. It saves reading, and can be deleted at any time.
//!
//! A file is passed over only when it has the stamp it had when everything in it was taken, when a later change would
//! have shown in the stamp, and when the households it brought are still here.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::sources::{Input, Source};
use crate::id::{ContentHash, DossierId};
use crate::limits::{MAX_INPUT_FILES, MAX_INPUT_LEDGER_BYTES};
use crate::problem::Problem;
use crate::store::Workspace;
use crate::store::foreign::FileStamp;

const FILE: &str = "inputs.postcard";
/// Of the shape below.
const VERSION: u32 = 1;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Content {
    version: u32,
    /// The device of the workspace: a workspace that was restored from a copy may know less.
    device: String,
    /// Merges so far.
    run: u32,
    /// By folder, then by name.
    files: HashMap<String, HashMap<String, Entry>>,
    /// Photos that households name and that nobody has brought.
    missing: BTreeMap<u128, Vec<[u8; 32]>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    stamp: FileStamp,
    /// The households it brought.
    first: u128,
    more: Vec<u128>,
    /// When it was last seen.
    run: u32,
}

/// The list of files that were merged.
#[derive(Debug)]
pub(super) struct Ledger {
    content: Content,
    changed: bool,
}

impl Ledger {
    /// The ledger of a workspace; empty when there is none, or when `again` says that nothing shall be passed over.
    pub fn open(store: &Workspace, again: bool) -> Self {
        let device = store.device().to_string();
        let kept = || {
            let bytes = store.cached(FILE, MAX_INPUT_LEDGER_BYTES)?;
            let content: Content = postcard::from_bytes(&bytes).ok()?;
            (content.version == VERSION && content.device == device).then_some(content)
        };
        let mut content = if again { None } else { kept() }.unwrap_or_default();
        (content.version, content.device) = (VERSION, device);
        content.run = content.run.wrapping_add(1);
        Self { content, changed: again }
    }

    /// The households of a file that need not be read again.
    pub fn taken(&mut self, source: &Source, input: &Input) -> Option<Vec<DossierId>> {
        let run = self.content.run;
        let entry = self.content.files.get_mut(&folder_key(source, &input.folder)?)?.get_mut(input.name.to_str()?)?;
        if entry.stamp != input.stamp {
            return None;
        }
        entry.run = run;
        let ids = std::iter::once(entry.first).chain(entry.more.iter().copied());
        Some(ids.map(DossierId::from_u128).collect())
    }

    /// Notes that everything in a file was taken, and is durable.
    pub fn note(&mut self, source: &Source, input: &Input, stamp: FileStamp, ids: &[DossierId]) {
        let (Some((first, more)), Some(folder), Some(name)) =
            (ids.split_first(), folder_key(source, &input.folder), input.name.to_str())
        else {
            return;
        };
        if !stamp.is_settled() {
            return;
        }
        let more = more.iter().map(|id| id.as_u128()).collect();
        let entry = Entry { stamp, first: first.as_u128(), more, run: self.content.run };
        self.content.files.entry(folder).or_default().insert(name.to_owned(), entry);
        self.changed = true;
    }

    /// The photos that a household lacks.
    pub fn missing(&self, id: DossierId) -> Vec<ContentHash> {
        let hashes = self.content.missing.get(&id.as_u128());
        hashes.into_iter().flatten().copied().map(ContentHash::from_bytes).collect()
    }

    /// All households that lack photos, with how many.
    pub fn lacking(&self) -> impl Iterator<Item = (DossierId, usize)> {
        self.content.missing.iter().map(|(id, hashes)| (DossierId::from_u128(*id), hashes.len()))
    }

    pub fn note_missing(&mut self, id: DossierId, hashes: &[ContentHash]) {
        let key = id.as_u128();
        if hashes.is_empty() {
            self.changed |= self.content.missing.remove(&key).is_some();
        } else {
            let hashes: Vec<[u8; 32]> = hashes.iter().map(|hash| *hash.as_bytes()).collect();
            if self.content.missing.get(&key) != Some(&hashes) {
                self.content.missing.insert(key, hashes);
                self.changed = true;
            }
        }
    }

    /// Writes the ledger if it has changed.
    ///
    /// # Errors
    /// The disk is full or fails; then the next merge reads more than it had to.
    pub fn write(&mut self, store: &Workspace) -> Result<(), Problem> {
        if !self.changed {
            return Ok(());
        }
        self.forget_the_oldest();
        let bytes = postcard::to_stdvec(&self.content);
        let bytes = bytes.map_err(|error| Problem::warning("store-disk-failed").with("detail", error))?;
        store.write_cached(FILE, &bytes)?;
        self.changed = false;
        Ok(())
    }

    /// Sticks that never come back must not fill the list.
    fn forget_the_oldest(&mut self) {
        let count = |content: &Content| content.files.values().map(HashMap::len).sum::<usize>();
        while count(&self.content) > MAX_INPUT_FILES {
            let runs = self.content.files.values().flat_map(HashMap::values).map(|entry| entry.run);
            let Some(oldest) = runs.min().filter(|oldest| *oldest != self.content.run) else { return };
            for files in self.content.files.values_mut() {
                files.retain(|_, entry| entry.run != oldest);
            }
            self.content.files.retain(|_, files| !files.is_empty());
        }
    }
}

/// A folder, and of which device: two sticks may be mounted in one place. `None` for names that are no text.
fn folder_key(source: &Source, folder: &Path) -> Option<String> {
    let folder = folder.to_str()?;
    Some(source.device.map_or_else(|| folder.to_owned(), |device| format!("{device} {folder}")))
}
