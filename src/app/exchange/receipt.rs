//! Receipts 回执: what an office has durably taken, said to each device that brought it; and hearing one.
//!
//! [`of`] does not trust that something was taken: it opens the packages (or workspaces) that were taken once more, and
//! names a household only where all it brings stands in the household here already, and a photo only where its bytes
//! are here and hash to its name. So it makes no difference whether they came by opening, by a merge, now or last week.
//!
//! `hear` believes a receipt only where it names the very state in which a household is here now. A receipt that comes
//! again, or late, says nothing about what was written since, and takes nothing back. It makes nothing go: that is
//! [`crate::app::handing`], and asks a person.
//!
//! # What is not protected
//! A receipt is not signed. Whoever has read a household's file as it was handed over can write a receipt for it: with
//! packages that travel unsealed, whoever carries them; with sealed ones the offices they are sealed for, and nobody
//! else, because a state is the hash of a file that only they have read. A forged receipt leads to loss only when a
//! person then purges; the screen says which office confirmed, and when.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::content::{self, OpenPackage};
use crate::app::vault;
use crate::app::works::reduced;
use crate::cipher::Cipher;
use crate::dossier::Dossier;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::{MAX_DOSSIER_BYTES, MAX_JOURNAL_BYTES};
use crate::problem::Problem;
use crate::remote::{About, EntryName, Kind, Package, Packer, Receipt, Received, Unsealed};
use crate::role::Role;
use crate::seal::{Identity, Recipient, Sealer};
use crate::store::foreign::{self, ForeignKey, ForeignWorkspace};
use crate::store::handed::state_of;
use crate::store::{Workspace, purge, wire};

/// Receipts for everybody who brought something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipts {
    pub list: BTreeMap<DeviceId, Addressed>,
    /// Households that are not held as they were brought.
    pub unheld: usize,
    /// What could not be opened again.
    pub problems: Vec<Problem>,
}

/// A receipt, and for whom it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    pub receipt: Receipt,
    /// Who made the packages; may be empty.
    pub name: String,
    /// The key of that workspace, where its packages named one.
    pub key: Option<Recipient>,
}

/// A file with receipts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub path: PathBuf,
    pub devices: usize,
    pub households: usize,
    pub photos: usize,
    pub sealed: bool,
}

/// What a receipt has changed here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// Households that are confirmed as they are.
    pub confirmed: usize,
    /// Households that it names in another state: they were changed here since, or it is an old one.
    pub changed: usize,
    /// Households that it names and that are not here, or not any more.
    pub elsewhere: usize,
    /// Photos that it names of the confirmed ones.
    pub photos: usize,
}

/// The receipts for these packages and workspaces, from what is durable here.
pub fn of(store: &Workspace, inputs: &[PathBuf], keys: &[Identity]) -> Receipts {
    let mut receipts = Receipts::default();
    for input in inputs {
        if input.is_dir() {
            workspace(store, input, keys, &mut receipts);
        } else if let Err(problem) = package(store, input, keys, &mut receipts) {
            receipts.problems.push(problem);
        }
    }
    receipts.list.retain(|_, addressed| !addressed.receipt.households.is_empty());
    receipts
}

impl Receipts {
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn households(&self) -> usize {
        self.list.values().map(|addressed| addressed.receipt.households.len()).sum()
    }

    /// Notes what is durable here of a household that a device has sent to a server in this state.
    pub fn add_sent(&mut self, store: &Workspace, device: DeviceId, theirs: &Dossier, state: ContentHash) {
        let held = held(store, Kind::Handover, theirs, state);
        note(self, device, theirs.id, held);
    }

    fn of_device(&mut self, device: DeviceId, name: &str, key: Option<&Recipient>) -> &mut Receipt {
        let fresh = || Addressed { receipt: Receipt::new(device), name: String::new(), key: None };
        let addressed = self.list.entry(device).or_insert_with(fresh);
        if !name.is_empty() {
            name.clone_into(&mut addressed.name);
        }
        addressed.key = key.cloned().or_else(|| addressed.key.take());
        &mut addressed.receipt
    }
}

fn package(store: &Workspace, file: &Path, keys: &[Identity], receipts: &mut Receipts) -> Result<(), Problem> {
    let mut package = content::open(file, keys)?;
    let about = package.manifest().about.clone();
    if !about.kind.is_answered() || about.device == store.device() {
        return Ok(());
    }
    let reply = package.manifest().cover.reply.clone();
    receipts.of_device(about.device, &about.author, reply.as_ref());
    for id in package.dossiers() {
        match brought(&mut package, id) {
            Ok((theirs, state)) => {
                let held = held(store, about.kind, &theirs, state);
                note(receipts, about.device, id, held);
            }
            Err(problem) => receipts.problems.push(problem.of_dossier(id).in_file(file)),
        }
    }
    Ok(())
}

fn brought(package: &mut OpenPackage, id: DossierId) -> Result<(Dossier, ContentHash), Problem> {
    let state = package.manifest().entries.get(&EntryName::Dossier(id)).map(|entry| entry.hash);
    let state =
        state.ok_or_else(|| Problem::error("works-package-entry-missing").with("name", EntryName::Dossier(id)))?;
    Ok((content::dossier(package, id)?, state))
}

/// The workspace of a tablet, copied to a stick or shared; a sealed one where one of `keys` recovers it.
fn workspace(store: &Workspace, folder: &Path, keys: &[Identity], receipts: &mut Receipts) {
    let Some(theirs) = ForeignWorkspace::at(folder) else { return };
    let Some(device) = theirs.device.filter(|device| *device != store.device()) else { return };
    let vault = keys.iter().filter(|_| theirs.is_sealed).find_map(|key| vault::recover(folder, key).ok());
    let key = ForeignKey::new(vault.map(|vault| Arc::new(vault) as Arc<dyn Cipher>));
    let kind = Kind::handed_by(theirs.role.unwrap_or(Role::Surveyor));
    receipts.of_device(device, "", None);
    let listed = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    // A household that is new there lies in its journal alone.
    let id = |path: &PathBuf| path.file_name().and_then(|name| foreign::household_of_name(name.to_str()?));
    let journals = listed(theirs.layout.journals()).filter_map(|path| Some((id(&path)?, None)));
    let mut files: BTreeMap<DossierId, Option<PathBuf>> = journals.collect();
    let dossiers = listed(theirs.layout.dossiers()).flat_map(listed);
    files.extend(dossiers.filter_map(|path| Some((id(&path)?, Some(path)))));
    for (id, file) in files {
        let Some(dossier) = foreign_household(&theirs, &key, id, file.as_deref()) else { continue };
        if purge::is_remnant(&dossier) {
            continue;
        }
        let copy = kind.copy(&dossier).0;
        let held = held(store, kind, &copy, state_of(&copy));
        note(receipts, device, dossier.id, held);
    }
}

/// What cannot be read there was told by the merge.
fn foreign_household(
    theirs: &ForeignWorkspace,
    key: &ForeignKey,
    id: DossierId,
    file: Option<&Path>,
) -> Option<Dossier> {
    // A tablet that folds meanwhile writes the file before it removes the journal: so it is read after it.
    let journal = foreign::read_file(&theirs.layout.journal(id), MAX_JOURNAL_BYTES).ok();
    let mut dossier = Dossier::new(id);
    if let Some(file) = file {
        let (bytes, _) = foreign::read_file(file, foreign::room(MAX_DOSSIER_BYTES as u64)).ok()?;
        let bytes = key.open(&bytes).ok()?;
        // Another household's file joins nothing.
        dossier.join(&wire::read(std::str::from_utf8(&bytes).ok()?).ok()?.0).ok()?;
    }
    if let Some((bytes, _)) = journal {
        dossier.join(&foreign::read_journal(id, &bytes, key).ok()?.dossier).ok()?;
    }
    Some(dossier)
}

fn note(receipts: &mut Receipts, device: DeviceId, id: DossierId, held: Option<Received>) {
    let Some(held) = held else {
        receipts.unheld += 1;
        return;
    };
    let receipt = receipts.of_device(device, "", None);
    let received = receipt.households.entry(id).or_default();
    received.states.extend(held.states);
    received.photos.extend(held.photos);
}

/// What is durable here of a household that was brought in this state; `None` where it is not all of it.
fn held(store: &Workspace, kind: Kind, theirs: &Dossier, state: ContentHash) -> Option<Received> {
    let (ours, _) = store.load(theirs.id).ok()?;
    let photos = kind.copy(theirs).1;
    let brings = kind.brought(theirs.clone(), Some(&ours)).ok()?;
    let joined = reduced::join(&ours, &brings).ok()?.joined;
    if joined != ours || purge::is_remnant(&ours) {
        return None;
    }
    let photos = photos.into_iter().filter(|hash| store.read_photo(*hash).is_ok()).collect();
    Some(Received { states: [state].into(), photos })
}

/// Writes all receipts into one file: sealed where every one of the devices has a key, else plain, for it tells nothing
/// of any family.
///
/// # Errors
/// There is nothing to say, or the disk is full or fails.
pub fn write(store: &Workspace, receipts: &Receipts, about: About, path: &Path) -> Result<Written, Problem> {
    if receipts.is_empty() {
        return Err(Problem::notice("handing-receipt-nothing"));
    }
    let about = About { kind: Kind::Receipt, ..about };
    let keys: Option<Vec<Recipient>> = receipts.list.values().map(|addressed| addressed.key.clone()).collect();
    let mut bytes = Packer::new(Vec::new(), about);
    for (device, Addressed { receipt, .. }) in &receipts.list {
        bytes.add(EntryName::Receipt(*device), receipt.write().as_bytes())?;
    }
    let (bytes, _) = bytes.finish()?;
    store.export(path, |file| {
        let told = |error| Problem::error("works-package-write").with("detail", error).in_file(path);
        match &keys {
            Some(keys) => {
                let mut sealer = Sealer::new(file, keys)?;
                sealer.write_all(&bytes).map_err(told)?;
                sealer.finish().map(drop).map_err(told)
            }
            None => file.write_all(&bytes).map_err(told),
        }
    })?;
    Ok(Written {
        path: path.to_owned(),
        devices: receipts.list.len(),
        households: receipts.households(),
        photos: receipts.list.values().map(|addressed| addressed.receipt.photos()).sum(),
        sealed: keys.is_some(),
    })
}

/// The receipt of one device as a file: a package, not sealed, for it tells nothing of any family.
///
/// # Errors
/// It is too large.
pub fn file_of(receipt: &Receipt, about: About) -> Result<Vec<u8>, Problem> {
    let mut packer = Packer::new(Vec::new(), About { kind: Kind::Receipt, ..about });
    packer.add(EntryName::Receipt(receipt.device), receipt.write().as_bytes())?;
    Ok(packer.finish()?.0)
}

/// Hears what such a file says of this device.
///
/// # Errors
/// As `hear`; or it is no receipt.
pub fn hear_file(store: &Workspace, bytes: Vec<u8>, keys: &[Identity], role: Role) -> Result<Heard, Problem> {
    let mut package = Unsealed::open(Cursor::new(bytes), keys).and_then(Package::open)?;
    if package.manifest().about.kind != Kind::Receipt {
        return Err(Problem::warning("works-package-foreign"));
    }
    hear(store, &mut package, role)
}

/// Hears what a receipt says of this device.
///
/// # Errors
/// It is for other devices, is broken, or the disk is full or fails; then nothing has changed.
pub(super) fn hear<R: Read + Seek>(store: &Workspace, package: &mut Package<R>, role: Role) -> Result<Heard, Problem> {
    let name = EntryName::Receipt(store.device());
    if !package.manifest().entries.contains_key(&name) {
        return Err(Problem::warning("handing-receipt-of-others"));
    }
    let receipt = Receipt::read(&package.read(name)?)?;
    if receipt.device != store.device() {
        return Err(Problem::warning("handing-receipt-of-others"));
    }
    let office = package.manifest().about.clone();
    let kind = Kind::handed_by(role);
    let mut heard = Heard::default();
    let mut confirmed = Vec::new();
    for (id, Received { states, photos }) in receipt.households {
        let Some(dossier) = store.load(id).ok().map(|loaded| loaded.0).filter(|home| !purge::is_remnant(home)) else {
            heard.elsewhere += 1;
            continue;
        };
        let (copy, named) = kind.copy(&dossier);
        let state = state_of(&copy);
        if states.contains(&state) {
            let photos: Vec<ContentHash> = photos.into_iter().filter(|hash| named.contains(hash)).collect();
            heard.confirmed += 1;
            heard.photos += photos.len();
            confirmed.push((id, state, photos));
        } else {
            heard.changed += 1;
        }
    }
    store.change_handed(|handed| {
        handed.wrote(office.device, &office.author, Some(office.made));
        for (id, state, photos) in confirmed {
            handed.confirm(office.device, id, state, photos);
        }
    })?;
    Ok(heard)
}
