//! `handed.ron`: what each office is known to hold of the households here, so that a handover brings what it does not,
//! and only what it does may go from this device.
//!
//! A household counts as confirmed when a receipt of that office names the state it is in now; what was sent counts for
//! nothing. So an old receipt that comes again changes nothing, and any change here takes the household out of it by
//! itself. The file is a remark: where it is missing or broken, everything counts as unknown to everybody.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::sealed::room;
use super::settings::{from_ron, to_ron};
use super::workspace::Workspace;
use super::{atomic, io_problem, wire};
use crate::dossier::Dossier;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::MAX_INDEX_BYTES;
use crate::problem::Problem;
use crate::stamp::Moment;

const FORMAT: u32 = 2;

/// The file is read, changed and written by one thread at a time.
static CHANGING: Mutex<()> = Mutex::new(());

/// What is known of all offices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// Packages that this device has made.
    pub number: u64,
    offices: BTreeMap<DeviceId, Office>,
}

/// What one office holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Office {
    /// Who wrote the last receipt or package there; may be empty.
    pub name: String,
    /// When its newest receipt was written, by its clock.
    pub last: Option<Moment>,
    homes: BTreeMap<DossierId, Held>,
}

/// What one office holds of one household.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Held {
    state: ContentHash,
    /// A receipt said so; else the household came from there.
    confirmed: bool,
    photos: BTreeSet<ContentHash>,
}

#[derive(Deserialize, Serialize)]
struct Wire {
    tantu_handed: u32,
    number: u64,
    offices: BTreeMap<String, OfficeWire>,
}

#[derive(Deserialize, Serialize)]
struct OfficeWire {
    name: String,
    last: Option<String>,
    homes: BTreeMap<String, (String, bool, Vec<String>)>,
}

/// A word for the household as it is: the hash of its file. Whoever has not read the file cannot name it.
pub fn state_of(dossier: &Dossier) -> ContentHash {
    ContentHash::of(wire::write(dossier).as_bytes())
}

impl Handed {
    /// All offices that are known.
    pub fn offices(&self) -> impl Iterator<Item = (DeviceId, &Office)> {
        self.offices.iter().map(|(device, office)| (*device, office))
    }

    /// The offices that are meant: this one, or all.
    fn meant(&self, office: Option<DeviceId>) -> impl Iterator<Item = (&DeviceId, &Office)> {
        self.offices.iter().filter(move |(device, _)| office.is_none_or(|office| office == **device))
    }

    /// Whether this office (or, without one, any) knows the household in this state: it confirmed it, or sent it.
    pub fn knows(&self, office: Option<DeviceId>, id: DossierId, state: ContentHash) -> bool {
        self.meant(office).any(|(_, office)| office.homes.get(&id).is_some_and(|held| held.state == state))
    }

    /// All photos that this office (or any) holds.
    pub fn photos(&self, office: Option<DeviceId>) -> BTreeSet<ContentHash> {
        let homes = self.meant(office).flat_map(|(_, office)| office.homes.values());
        homes.flat_map(|held| &held.photos).copied().collect()
    }

    /// The offices that have confirmed the household in this state.
    pub fn confirmed_by(&self, id: DossierId, state: ContentHash) -> Vec<DeviceId> {
        let confirmed =
            |office: &Office| office.homes.get(&id).is_some_and(|held| held.confirmed && held.state == state);
        self.offices.iter().filter(|(_, office)| confirmed(office)).map(|(device, _)| *device).collect()
    }

    /// Whether any office has confirmed the household in whatever state.
    pub fn was_confirmed(&self, id: DossierId) -> bool {
        self.offices.values().any(|office| office.homes.get(&id).is_some_and(|held| held.confirmed))
    }

    /// A receipt of `office` names the household in the state in which it is here, and these photos.
    pub fn confirm(
        &mut self,
        office: DeviceId,
        id: DossierId,
        state: ContentHash,
        photos: impl IntoIterator<Item = ContentHash>,
    ) {
        self.hold(office, id, state, photos, true);
    }

    /// The household came from `office` and is here as it is there.
    pub fn came_from(
        &mut self,
        office: DeviceId,
        id: DossierId,
        state: ContentHash,
        photos: impl IntoIterator<Item = ContentHash>,
    ) {
        let known = self.offices.get(&office).and_then(|office| office.homes.get(&id));
        let confirmed = known.is_some_and(|held| held.confirmed && held.state == state);
        self.hold(office, id, state, photos, confirmed);
    }

    fn hold(
        &mut self,
        office: DeviceId,
        id: DossierId,
        state: ContentHash,
        photos: impl IntoIterator<Item = ContentHash>,
        confirmed: bool,
    ) {
        let homes = &mut self.offices.entry(office).or_default().homes;
        let held = homes.entry(id).or_insert_with(|| Held { state, confirmed, photos: BTreeSet::new() });
        (held.state, held.confirmed) = (state, confirmed);
        // What lies there once stays there.
        held.photos.extend(photos);
    }

    /// Photos of a household that an office holds, whatever has become of the household since.
    pub fn hold_photos(&mut self, office: DeviceId, id: DossierId, photos: impl IntoIterator<Item = ContentHash>) {
        if let Some(held) = self.offices.get_mut(&office).and_then(|office| office.homes.get_mut(&id)) {
            held.photos.extend(photos);
        }
    }

    /// Who wrote there, and when its newest receipt; an older one does not change that.
    pub fn wrote(&mut self, office: DeviceId, name: &str, receipt: Option<Moment>) {
        let office = self.offices.entry(office).or_default();
        if receipt >= office.last {
            name.clone_into(&mut office.name);
            office.last = receipt;
        }
    }

    /// The household is not here any more.
    pub fn forget(&mut self, id: DossierId) {
        self.offices.values_mut().for_each(|office| drop(office.homes.remove(&id)));
    }

    fn of(wire: Wire) -> Self {
        let hash = |text: &str| text.parse::<ContentHash>().ok();
        let home = |(id, (state, confirmed, photos)): (String, (String, bool, Vec<String>))| {
            let photos = photos.iter().filter_map(|text| hash(text)).collect();
            Some((id.parse().ok()?, Held { state: hash(&state)?, confirmed, photos }))
        };
        let office = |(device, wire): (String, OfficeWire)| {
            let last = wire.last.and_then(|last| last.parse().ok());
            let homes = wire.homes.into_iter().filter_map(home).collect();
            Some((device.parse().ok()?, Office { name: wire.name, last, homes }))
        };
        Self { number: wire.number, offices: wire.offices.into_iter().filter_map(office).collect() }
    }

    fn wire(&self) -> Wire {
        let home = |(id, held): (&DossierId, &Held)| {
            let photos = held.photos.iter().map(ToString::to_string).collect();
            (id.to_string(), (held.state.to_string(), held.confirmed, photos))
        };
        let office = |(device, office): (&DeviceId, &Office)| {
            let homes = office.homes.iter().map(home).collect();
            let last = office.last.map(|last| last.to_string());
            (device.to_string(), OfficeWire { name: office.name.clone(), last, homes })
        };
        Wire { tantu_handed: FORMAT, number: self.number, offices: self.offices.iter().map(office).collect() }
    }
}

impl Office {
    /// Households that a receipt of it has named, in whatever state they were.
    pub fn confirmed(&self) -> impl Iterator<Item = DossierId> {
        self.homes.iter().filter(|(_, held)| held.confirmed).map(|(id, _)| *id)
    }

    /// Whether it confirmed the household in this state.
    pub fn confirms(&self, id: DossierId, state: ContentHash) -> bool {
        self.homes.get(&id).is_some_and(|held| held.confirmed && held.state == state)
    }
}

impl Workspace {
    /// What every office is known to hold.
    pub fn handed(&self) -> Handed {
        let path = self.layout.handed();
        if path.metadata().is_ok_and(|metadata| metadata.len() > room(MAX_INDEX_BYTES)) {
            return Handed::default();
        }
        let read = self.disk.read(&path).ok().and_then(|bytes| from_ron::<Wire>(&bytes).ok());
        read.filter(|wire| wire.tantu_handed == FORMAT).map(Handed::of).unwrap_or_default()
    }

    /// Changes what is known, durably.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; then it is as it was.
    pub fn change_handed<T>(&self, change: impl FnOnce(&mut Handed) -> T) -> Result<T, Problem> {
        self.writable()?;
        let _one = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.layout.handed();
        match self.disk.read(&path) {
            // It says something that cannot be read now: it must not be lost.
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(io_problem(&error, &path)),
            _ => {}
        }
        let before = self.handed();
        let mut handed = before.clone();
        let done = change(&mut handed);
        if handed != before {
            let written =
                to_ron(&handed.wire()).and_then(|text| atomic::write_content(&self.disk, &path, text.as_bytes()));
            written.map_err(|error| io_problem(&error, &path))?;
        }
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Edit;
    use crate::dossier::tests::{at, author};
    use crate::store::Opening;
    use crate::value::Value;

    #[test]
    fn what_an_office_confirmed_is_known_until_somebody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let (office, other) = (DeviceId::from_bits(7), DeviceId::from_bits(8));
        let mut home = Dossier::new(DossierId::from_u128(1));
        home.apply(&Edit::set(at("hh_head"), Value::Text("王".into())), &author(1));
        let (state, photo) = (state_of(&home), ContentHash::of(b"photo"));
        let knows = |whom, state| workspace.handed().knows(whom, home.id, state);
        assert!(!knows(None, state));
        workspace.change_handed(|handed| handed.came_from(office, home.id, state, [])).unwrap();
        assert!(knows(Some(office), state) && workspace.handed().confirmed_by(home.id, state).is_empty());
        workspace.change_handed(|handed| handed.confirm(office, home.id, state, [photo])).unwrap();
        assert!(knows(None, state) && knows(Some(office), state) && !knows(Some(other), state));
        assert_eq!(workspace.handed().confirmed_by(home.id, state), [office]);
        assert_eq!(workspace.handed().photos(None), [photo].into());
        home.apply(&Edit::set(at("hh_head"), Value::Text("李".into())), &author(2));
        let now = state_of(&home);
        assert!(!workspace.handed().knows(None, home.id, now) && workspace.handed().was_confirmed(home.id));
        workspace.change_handed(|handed| handed.forget(home.id)).unwrap();
        assert!(!workspace.handed().was_confirmed(home.id));
    }

    #[test]
    fn a_broken_file_and_one_of_the_first_format_know_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        for text in ["\u{fe}", "{\"00000000-0000-0000-0000-000000000001\": \"0123456789abcdef\"}", "(tantu_handed: 9)"]
        {
            std::fs::write(workspace.layout().handed(), text).unwrap();
            assert_eq!(workspace.handed(), Handed::default(), "{text}");
        }
        workspace.change_handed(|handed| handed.number += 1).unwrap();
        assert_eq!(workspace.handed().number, 1);
    }
}
