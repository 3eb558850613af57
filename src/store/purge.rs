//! Purging 清理本机: households that an office has confirmed leave this device, with the photos that no other
//! household names.
//!
//! What stays of a household is its **remnant**: a dossier without fields, which knows the last counter that this
//! device has used there. So a household that comes back later, be it an older copy, is joined with the remnant, and
//! this device goes on behind that counter: no dot is used twice. A remnant holds nothing of the family.
//!
//! The order, each step durable before the next: 1. `purged.ron` notes the households and their photos, 2. remnants
//! take the places of the households ([`super::bulk`]: one that somebody has written meanwhile is joined with its
//! remnant instead, and stays), 3. photos that nobody names any more go, 4. the note forgets the photos. Killed
//! anywhere, every household is whole or a remnant, and purging again goes on. What a disk keeps of removed files
//! is beyond us: a sealed workspace is the answer to that.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};
use serde::{Deserialize, Serialize};

use super::bulk::{Bulk, Change, Seal};
use super::sealed::{room, with_ending};
use super::settings::{from_ron, to_ron};
use super::workspace::Workspace;
use super::{atomic, entries, io_problem};
use crate::dossier::Dossier;
use crate::dossier::register::Register;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::MAX_INDEX_BYTES;
use crate::problem::Problem;
use crate::stamp::{Dot, Moment};
use crate::value::Value;

/// What has left this device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Households, and when; one that came back is still among them.
    pub homes: BTreeMap<DossierId, Moment>,
    /// Photos that are still to go.
    photos: BTreeSet<ContentHash>,
}

#[derive(Deserialize, Serialize)]
struct Wire {
    homes: BTreeMap<String, String>,
    photos: Vec<String>,
}

/// A household that shall go, as it was read.
#[derive(Debug)]
pub struct Leaving {
    pub dossier: Dossier,
    /// Of the reading: what is written since keeps the household.
    pub seal: Seal,
}

/// What has gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    pub homes: Vec<DossierId>,
    pub photos: usize,
    /// Bytes of photos that are free now.
    pub bytes: u64,
    /// Why something that should have gone is still there.
    pub problems: Vec<Problem>,
}

/// What stays of a household.
fn remnant(dossier: &Dossier, device: DeviceId) -> Dossier {
    let mut left = Dossier::new(dossier.id);
    let counter = dossier.spent.last(device);
    if counter > 0 {
        left.spent.add(Dot { device, counter });
    }
    left
}

/// Whether this is what stays of a household that has gone.
pub fn is_remnant(dossier: &Dossier) -> bool {
    dossier.fields.is_empty() && dossier.unknown.is_empty()
}

/// Every photo that a live value names.
pub fn named_photos(dossier: &Dossier) -> impl Iterator<Item = ContentHash> {
    let live = dossier.fields.values().flat_map(Register::live);
    live.filter_map(|(_, write)| match &write.value {
        Value::Photo(photo) => Some(photo.hash),
        Value::Estimate(estimate) => Some(estimate.photo),
        _ => None,
    })
}

impl Workspace {
    /// What has left this device; nothing where the note is missing or broken.
    pub fn purged(&self) -> Purged {
        let path = self.layout.root().join("purged.ron");
        if path.metadata().is_ok_and(|metadata| metadata.len() > room(MAX_INDEX_BYTES)) {
            return Purged::default();
        }
        let read = self.disk.read(&path).ok().and_then(|bytes| from_ron::<Wire>(&bytes).ok());
        let Some(wire) = read else { return Purged::default() };
        let homes = wire.homes.iter().filter_map(|(id, at)| Some((id.parse().ok()?, at.parse().ok()?)));
        let photos = wire.photos.iter().filter_map(|hash| hash.parse().ok());
        Purged { homes: homes.collect(), photos: photos.collect() }
    }

    fn note_purged(&self, purged: &Purged) -> Result<(), Problem> {
        let path = self.layout.root().join("purged.ron");
        let homes = purged.homes.iter().map(|(id, at)| (id.to_string(), at.to_string())).collect();
        let wire = Wire { homes, photos: purged.photos.iter().map(ToString::to_string).collect() };
        let written = to_ron(&wire).and_then(|text| atomic::write_content(&self.disk, &path, text.as_bytes()));
        written.map_err(|error| io_problem(&error, &path))
    }

    /// Lets households go, and the photos that only they name; also what an earlier, interrupted purge has left. Who
    /// calls has made sure that they are confirmed, and that none is open.
    ///
    /// # Errors
    /// The workspace is read-only, or nothing has gone because the disk is full or fails. What fails later is among the
    /// problems: every household is whole or gone, and doing it again goes on.
    pub fn purge(&self, bulk: &Bulk<'_>, leaving: Vec<Leaving>) -> Result<Gone, Problem> {
        self.writable()?;
        let mut note = self.purged();
        let now = self.now();
        for Leaving { dossier, .. } in &leaving {
            note.homes.insert(dossier.id, now);
            note.photos.extend(named_photos(dossier));
        }
        if note.photos.is_empty() && leaving.is_empty() {
            return Ok(Gone::default());
        }
        self.note_purged(&note)?;
        let mut gone = Gone::default();
        if let Err(problem) = self.replace(bulk, leaving, &mut note, &mut gone) {
            // What is gone is told all the same: nobody must go on with it.
            gone.problems.push(problem);
            return Ok(gone);
        }
        // It names them all; the next opening makes a new one.
        self.remove_if_there(&self.layout.index()).map_err(|error| io_problem(&error, &self.layout.index()))?;
        match self.remove_unnamed(&note.photos, &mut gone) {
            Ok(()) => note.photos.clear(),
            Err(problem) => gone.problems.push(problem),
        }
        self.note_purged(&note)?;
        Ok(gone)
    }

    /// Puts remnants in the places of households, in groups.
    fn replace(
        &self,
        bulk: &Bulk<'_>,
        leaving: Vec<Leaving>,
        note: &mut Purged,
        gone: &mut Gone,
    ) -> Result<(), Problem> {
        let mut leaving = leaving.into_iter().peekable();
        while leaving.peek().is_some() {
            let mut group = bulk.group()?;
            while let Some(Leaving { dossier, seal }) = leaving.next_if(|_| !group.is_full()) {
                group.put(Change::of(seal, &remnant(&dossier, self.device()))?)?;
            }
            for committed in group.commit()? {
                if committed.joined {
                    note.homes.remove(&committed.id);
                } else {
                    gone.homes.push(committed.id);
                }
            }
        }
        Ok(())
    }

    /// Removes the photos that no household names.
    fn remove_unnamed(&self, photos: &BTreeSet<ContentHash>, gone: &mut Gone) -> Result<(), Problem> {
        // Asked first: a photo that is put again meanwhile stays.
        let puts: Vec<(ContentHash, u64)> = photos.iter().map(|hash| (*hash, self.photo_puts(*hash))).collect();
        let named = self.named_of(photos)?;
        let mut folders = BTreeSet::new();
        for (hash, puts) in puts.into_iter().filter(|(hash, _)| !named.contains(hash)) {
            let counts = self.puts.lock().unwrap_or_else(PoisonError::into_inner);
            if counts.get(&hash).copied().unwrap_or(0) != puts {
                continue;
            }
            let photo = self.layout.photo(hash);
            let size = [photo.clone(), with_ending(&photo)].iter().find_map(|path| path.metadata().ok());
            for path in [self.layout.thumbnail(hash), photo.clone()] {
                for path in [with_ending(&path), path] {
                    self.remove_if_there(&path).map_err(|error| io_problem(&error, &path))?;
                }
            }
            drop(counts);
            folders.extend(photo.parent().map(Path::to_owned));
            if let Some(metadata) = size {
                gone.photos += 1;
                gone.bytes += metadata.len();
            }
        }
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            self.disk.sync_folder(folder).map_err(|error| io_problem(&error, folder))?;
        }
        Ok(())
    }

    fn remove_if_there(&self, path: &Path) -> std::io::Result<()> {
        if path.exists() { self.disk.remove(path) } else { Ok(()) }
    }

    /// Which of these photos a household names.
    fn named_of(&self, photos: &BTreeSet<ContentHash>) -> Result<HashSet<ContentHash>, Problem> {
        let (bulk, _) = self.bulk()?;
        let ids: Vec<DossierId> = bulk.ids().collect();
        let named = ids.into_par_iter().map(|id| -> Result<HashSet<ContentHash>, Problem> {
            let Some(dossier) = bulk.read(id)?.dossier else { return Ok(HashSet::new()) };
            let mut named: HashSet<ContentHash> = named_photos(&dossier).filter(|hash| photos.contains(hash)).collect();
            if !dossier.unknown.is_empty() {
                // Only a newer version understands these.
                let within = |hash: &&ContentHash| {
                    let text = hash.to_string();
                    dossier.unknown.values().any(|part| part.contains(&text))
                };
                named.extend(photos.iter().filter(within));
            }
            Ok(named)
        });
        let all: Result<Vec<HashSet<ContentHash>>, Problem> = named.collect();
        Ok(all?.into_iter().flatten().collect())
    }

    /// The households that a photo is on its way to; `None` where a note of one cannot be read. Only looks: it may be
    /// called while photos are taken.
    pub fn awaited(&self) -> Option<BTreeSet<DossierId>> {
        #[derive(Deserialize)]
        struct Note {
            dossier: String,
        }
        let files = entries(&self.layout.incomings()).ok()?;
        let notes = files.iter().map(std::fs::DirEntry::path);
        let notes = notes.filter(|path| path.extension().is_some_and(|kind| kind == "ron"));
        let read = |path: PathBuf| {
            let note: Note = from_ron(&self.disk.read(&path).ok()?).ok()?;
            note.dossier.parse().ok()
        };
        notes.map(read).collect()
    }
}
