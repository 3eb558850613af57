//! `outbox.ron`: what each server has of this workspace, and what this workspace has of each server. And `inbox/`: what
//! was fetched and is not merged yet.
//!
//! # What is promised
//! * A number from [`Workspace::take_serial`] is never given twice, whatever happens: it is on the disk before it is
//!   given. Where the file is lost, numbers go on far beyond any that were used.
//! * Everything else here may be lost: then a server is asked what it has, and what it has is not sent again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::sealed::room;
use super::settings::{from_ron, to_ron};
use super::workspace::Workspace;
use super::{atomic, io_problem};
use crate::dossier::Dossier;
use crate::id::{ContentHash, DossierId};
use crate::limits::{MAX_COUNTER, MAX_OUTBOX_BYTES};
use crate::problem::Problem;

/// Numbers that are made durable at a time.
const SERIALS: u64 = 256;

/// What was sent, and what was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    /// The first number that was never made durable.
    next: u64,
    /// Numbers of this session that are durable and not used.
    free: u64,
    places: BTreeMap<String, Place>,
}

/// One server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Households of which the server has a state, in a sending that is complete; a word for the state.
    pub known: BTreeMap<DossierId, String>,
    /// Households whose state is there and in no list yet.
    pub unlisted: BTreeMap<DossierId, Unlisted>,
    /// The list that is being written; it is there or not.
    pub list: Option<String>,
    /// Photos and form texts that are there.
    pub photos: BTreeSet<ContentHash>,
    pub forms: BTreeSet<ContentHash>,
    /// Photos that are there under a name of our own, because another seal of them has theirs.
    pub own_photos: BTreeSet<ContentHash>,
    /// Lists that were fetched and merged: folder and device, numbers.
    pub seen: BTreeMap<String, BTreeSet<u64>>,
}

/// A state of a household that has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Unlisted {
    /// Name of the object.
    pub name: String,
    /// The state that it is; see [`Outbox::state_of`].
    pub state: String,
    /// Its content.
    pub size: u64,
    pub hash: String,
    /// Other objects that belong to it: name, size, hash.
    pub with: Vec<(String, u64, String)>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct Wire {
    next: u64,
    places: BTreeMap<String, PlaceWire>,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct PlaceWire {
    known: BTreeMap<String, String>,
    unlisted: BTreeMap<String, Unlisted>,
    list: Option<String>,
    photos: Vec<String>,
    forms: Vec<String>,
    own_photos: Vec<String>,
    seen: BTreeMap<String, BTreeSet<u64>>,
}

impl Outbox {
    /// What is known of a server; nothing of one that was never used.
    pub fn at(&mut self, place: &str) -> &mut Place {
        self.places.entry(place.to_owned()).or_default()
    }

    pub fn get(&self, place: &str) -> Option<&Place> {
        self.places.get(place)
    }

    /// A word for everything that was ever written in the household: the counters that every device has used.
    pub fn state_of(dossier: &Dossier) -> String {
        let mut hasher = blake3::Hasher::new();
        for (device, counter) in dossier.spent.iter() {
            hasher.update(&device.bits().to_le_bytes()).update(&counter.to_le_bytes());
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    fn from_wire(wire: Wire) -> Self {
        let places = wire.places.into_iter().map(|(name, place)| (name, place.into_place()));
        Self { next: wire.next, free: 0, places: places.collect() }
    }

    fn to_wire(&self) -> Wire {
        let places = self.places.iter().map(|(name, place)| (name.clone(), PlaceWire::of(place)));
        Wire { next: self.next, places: places.collect() }
    }

    /// Goes on with numbers that cannot have been used.
    fn leap(&mut self) {
        let random = uuid::Uuid::new_v4().as_u64_pair().1 >> 20;
        self.next = (self.next + random).min(MAX_COUNTER - SERIALS);
        self.free = 0;
    }
}

impl PlaceWire {
    fn of(place: &Place) -> Self {
        let texts = |hashes: &BTreeSet<ContentHash>| hashes.iter().map(ToString::to_string).collect();
        Self {
            known: place.known.iter().map(|(id, state)| (id.to_string(), state.clone())).collect(),
            unlisted: place.unlisted.iter().map(|(id, unlisted)| (id.to_string(), unlisted.clone())).collect(),
            list: place.list.clone(),
            photos: texts(&place.photos),
            forms: texts(&place.forms),
            own_photos: texts(&place.own_photos),
            seen: place.seen.clone(),
        }
    }

    /// What cannot be read is asked of the server again.
    fn into_place(self) -> Place {
        let hashes = |texts: Vec<String>| texts.iter().filter_map(|text| text.parse().ok()).collect();
        let known = self.known.into_iter().filter_map(|(id, state)| Some((id.parse().ok()?, state)));
        let unlisted = self.unlisted.into_iter().filter_map(|(id, unlisted)| Some((id.parse().ok()?, unlisted)));
        Place {
            known: known.collect(),
            unlisted: unlisted.collect(),
            list: self.list,
            photos: hashes(self.photos),
            forms: hashes(self.forms),
            own_photos: hashes(self.own_photos),
            seen: self.seen,
        }
    }
}

impl Workspace {
    /// What was sent and fetched. A file that cannot be read is set aside and told.
    ///
    /// # Errors
    /// The disk does not let it be read.
    pub fn outbox(&self) -> Result<(Outbox, Vec<Problem>), Problem> {
        let path = self.outbox_file();
        let length = match path.metadata() {
            Ok(metadata) => metadata.len(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok((Outbox::default(), Vec::new())),
            Err(error) => return Err(io_problem(&error, &path)),
        };
        let read = if length > room(MAX_OUTBOX_BYTES) {
            Err(Problem::error("store-file-too-large").with("limit", MAX_OUTBOX_BYTES >> 20))
        } else {
            from_ron::<Wire>(&self.disk.read(&path).map_err(|error| io_problem(&error, &path))?)
        };
        match read {
            Ok(wire) => Ok((Outbox::from_wire(wire), Vec::new())),
            Err(reason) => {
                let told = self.set_aside(&path, reason)?;
                let mut outbox = Outbox::default();
                outbox.leap();
                Ok((outbox, told))
            }
        }
    }

    /// Writes it down, durably.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; then the old one is there.
    pub fn write_outbox(&self, outbox: &Outbox) -> Result<(), Problem> {
        self.writable()?;
        let path = self.outbox_file();
        let written =
            to_ron(&outbox.to_wire()).and_then(|text| atomic::write_content(&self.disk, &path, text.as_bytes()));
        written.map_err(|error| io_problem(&error, &path))
    }

    /// A number for an object of this device, that it has never had and will never have again.
    ///
    /// # Errors
    /// It cannot be made durable.
    pub fn take_serial(&self, outbox: &mut Outbox) -> Result<u64, Problem> {
        if outbox.free == 0 {
            let (next, free) = (outbox.next, outbox.free);
            (outbox.next, outbox.free) = (next + SERIALS, SERIALS);
            if let Err(problem) = self.write_outbox(outbox) {
                (outbox.next, outbox.free) = (next, free);
                return Err(problem);
            }
        }
        outbox.free -= 1;
        Ok(outbox.next - outbox.free)
    }

    /// A number that was thought to be free is not: somebody has lost the file, or gone back to an old one.
    pub fn skip_serials(&self, outbox: &mut Outbox) {
        outbox.leap();
    }

    /// Keeps something that was fetched until it is merged. It survives the program's end; a failing battery costs
    /// fetching it again.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn put_inbox(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        self.writable()?;
        let path = self.inbox_path(name);
        let told = |error| io_problem(&error, &path);
        let folder = path.parent().map(std::path::Path::to_owned).unwrap_or_default();
        std::fs::create_dir_all(&folder).map_err(told)?;
        let temporary = atomic::temporary_name(&path, &folder);
        let content = self.disk.content(bytes).map_err(told)?;
        let written = std::fs::write(&temporary, content).and_then(|()| std::fs::rename(&temporary, &path));
        if written.is_err() {
            std::fs::remove_file(&temporary).ok();
        }
        written.map_err(told)
    }

    /// What was fetched under this name, if it is still here.
    pub fn read_inbox(&self, name: &str) -> Option<Vec<u8>> {
        self.disk.read(&self.inbox_path(name)).ok()
    }

    /// Forgets something that was fetched, or a folder of it.
    ///
    /// # Errors
    /// The disk fails.
    pub fn clear_inbox(&self, name: &str) -> Result<(), Problem> {
        let path = self.inbox_path(name);
        let removed = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        match removed {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(io_problem(&error, &path)),
            _ => Ok(()),
        }
    }

    /// Forgets all below a folder of what was fetched, apart from these.
    ///
    /// # Errors
    /// The disk fails.
    pub fn tidy_inbox(&self, folder: &str, keep: &BTreeSet<String>) -> Result<(), Problem> {
        let path = self.inbox_path(folder);
        for entry in super::entries(&path).map_err(|error| io_problem(&error, &path))? {
            let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
            let below = format!("{name}/");
            if keep.range(below.clone()..).next().is_some_and(|kept| kept.starts_with(&below)) {
                self.tidy_inbox(&name, keep)?;
            } else if !keep.contains(&name) {
                self.clear_inbox(&name)?;
            }
        }
        Ok(())
    }

    /// Where something that was fetched lies; the name is ours and leads nowhere else.
    pub fn inbox_path(&self, name: &str) -> PathBuf {
        self.root().join("inbox").join(name)
    }

    fn outbox_file(&self) -> PathBuf {
        self.root().join("outbox.ron")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    fn open(folder: &std::path::Path) -> Workspace {
        Workspace::open(folder, Opening::default()).unwrap().0
    }

    #[test]
    fn no_number_is_given_twice_through_ends_losses_and_old_copies() {
        let folder = tempfile::tempdir().unwrap();
        let mut given = BTreeSet::new();
        for round in 0..4 {
            let store = open(folder.path());
            let (mut outbox, told) = store.outbox().unwrap();
            assert_eq!(told.is_empty(), round != 2, "{told:?}");
            for _ in 0..SERIALS + 10 {
                let number = store.take_serial(&mut outbox).unwrap();
                assert!(number > 0 && number <= MAX_COUNTER);
                assert!(given.insert(number), "{number} was given twice in round {round}");
            }
            if round == 1 {
                // Nobody can read it any more.
                std::fs::write(folder.path().join("outbox.ron"), "(next: ").unwrap();
            }
        }
        let store = open(folder.path());
        let mut outbox = store.outbox().unwrap().0;
        store.skip_serials(&mut outbox);
        assert!(given.insert(store.take_serial(&mut outbox).unwrap()));
    }

    #[test]
    fn what_was_sent_is_known_at_the_next_start_for_this_server_only() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        let mut outbox = Outbox::default();
        let hash = ContentHash::of(b"photo");
        let (id, name) = (DossierId::from_u128(7), "dossiers/…".to_owned());
        let with = vec![("photos/…".to_owned(), 5, hash.to_string())];
        let unlisted = Unlisted { name, state: "a".to_owned(), size: 3, hash: hash.to_string(), with };
        let place = Place {
            known: BTreeMap::from([(id, "b".to_owned())]),
            unlisted: BTreeMap::from([(id, unlisted)]),
            list: Some("sent/…".to_owned()),
            photos: BTreeSet::from([hash]),
            forms: BTreeSet::from([hash]),
            own_photos: BTreeSet::from([hash]),
            seen: BTreeMap::from([("152221/x".to_owned(), BTreeSet::from([1, 5]))]),
        };
        *outbox.at("dav one") = place.clone();
        store.write_outbox(&outbox).unwrap();
        drop(store);
        let mut outbox = open(folder.path()).outbox().unwrap().0;
        assert_eq!(*outbox.at("dav one"), place);
        assert_eq!(*outbox.at("dav two"), Place::default());
    }

    #[test]
    fn what_was_fetched_stays_until_it_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let store = open(folder.path());
        store.put_inbox("a/b/c.ron", b"one").unwrap();
        store.put_inbox("a/b/c.ron", b"two").unwrap();
        store.put_inbox("a/b/d.ron", b"three").unwrap();
        store.put_inbox("a/x/c.ron", b"four").unwrap();
        store.tidy_inbox("a", &BTreeSet::from(["a/b/c.ron".to_owned(), "a/nothing".to_owned()])).unwrap();
        assert_eq!((store.read_inbox("a/b/d.ron"), store.read_inbox("a/x/c.ron")), (None, None));
        assert_eq!(store.read_inbox("a/b/c.ron").as_deref(), Some(&b"two"[..]));
        store.clear_inbox("a").unwrap();
        store.clear_inbox("a").unwrap();
        assert_eq!(store.read_inbox("a/b/c.ron"), None);
    }
}
