//! Many households and photos at once, as durable as one by one: group commit.
//!
//! A [`Bulk`] knows the files of all households from one listing. [`Bulk::read`] gives what the disk knows of one,
//! from any thread; [`Change::of`] says what shall stand there instead; a [`Group`] takes changes and blobs until it is
//! full and makes them durable together:
//!
//! 1. every content is written to a temporary file, 2. *one* sync of the file system (file by file where there is no
//!    such call), 3. photos and form texts get their names, and another sync, if there are any, 4. households get
//!    their names, 5. sync, 6. journals and files in former divisions, whose content is in the new files, go.
//!
//! When [`Group::commit`] has returned, the power can fail. Killed anywhere before, every file is the old or the new
//! one, a photo is there before a household names it, and what is left over is swept at the next opening.
//!
//! **Others may write meanwhile** (the open household is saved by another thread). A [`Change`] remembers the state it
//! was made from; where that has changed until the commit, the household is joined with what the disk knows by
//! [`Workspace::fold`], alone. So nothing that anybody wrote is ever overwritten unseen.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::atomic;
use super::disk::Disk;
use super::foreign::FileStamp;
use super::layout;
use super::syncing::Syncer;
use super::workspace::{Files, Workspace};
use super::{io_problem, wire};
use crate::dossier::Dossier;
use crate::dossier::register::Register;
use crate::id::{ContentHash, DossierId};
use crate::limits::{MAX_DOSSIER_BYTES, MAX_FIELDS, MAX_SIBLINGS};
use crate::problem::Problem;

/// Households and blobs of one group: a sync of the disk costs as much as writing about so many small files.
const GROUP_FILES: usize = 512;
/// Bytes of one group; photos fill it sooner than households.
const GROUP_BYTES: u64 = 64 << 20;

/// All households of a workspace, for reading and writing many of them. Can be shared by threads.
#[derive(Debug)]
pub struct Bulk<'a> {
    store: &'a Workspace,
    files: Files,
    journaled: BTreeSet<DossierId>,
    /// How often each household had changed when it was listed.
    listed: HashMap<DossierId, u64>,
}

/// What the disk knows of one household.
#[derive(Debug)]
pub struct Known {
    /// `None` where it does not know it.
    pub dossier: Option<Dossier>,
    pub problems: Vec<Problem>,
    /// The state this was read from; for [`Change::of`].
    pub seal: Seal,
}

/// The state of a household's files when they were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    changes: u64,
    files: Vec<(PathBuf, Option<FileStamp>)>,
    journal: bool,
}

/// A household as it shall stand on the disk.
#[derive(Clone, Debug)]
pub struct Change {
    id: DossierId,
    division: String,
    text: String,
    seal: Seal,
}

/// Files by content that a household names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blob {
    Photo(ContentHash),
    /// The text of a form.
    Form(ContentHash),
}

/// What is made durable together.
#[derive(Debug)]
pub struct Group<'a> {
    store: &'a Workspace,
    syncer: Syncer<'a>,
    blobs: BTreeMap<Blob, Pending>,
    households: BTreeMap<DossierId, (Pending, Change)>,
    bytes: u64,
}

/// A file that is written and has no name yet.
#[derive(Debug)]
struct Pending {
    temporary: PathBuf,
    target: PathBuf,
}

/// A household that is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    pub id: DossierId,
    pub file: PathBuf,
    /// Somebody had written it meanwhile: what is on the disk is more than the change.
    pub joined: bool,
}

impl Workspace {
    /// Lists the files of all households once; also tells what lies among them without being one.
    ///
    /// # Errors
    /// The folders cannot be listed.
    pub fn bulk(&self) -> Result<(Bulk<'_>, Vec<Problem>), Problem> {
        let listed = self.changes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (files, problems) = self.households()?;
        Ok((Bulk { store: self, journaled: self.journaled()?, files, listed }, problems))
    }
}

impl<'a> Bulk<'a> {
    /// Whether the household was here when the files were listed.
    pub fn knows(&self, id: DossierId) -> bool {
        self.files.contains_key(&id)
    }

    /// The households that were here when the files were listed, by id.
    pub fn ids(&self) -> impl Iterator<Item = DossierId> {
        self.files.keys().copied()
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The bytes of the household's file where that is all the disk knows of it: to compare, without understanding them.
    pub fn plain_bytes(&self, id: DossierId) -> Option<Vec<u8>> {
        match self.files.get(&id)?.as_slice() {
            [file] if !self.journaled.contains(&id) => self.store.disk.read(file).ok(),
            _ => None,
        }
    }

    /// Reads a household: its file and its journal. Parts that cannot be read are set aside and told; the rest is
    /// there.
    ///
    /// # Errors
    /// The disk does not let it be read.
    pub fn read(&self, id: DossierId) -> Result<Known, Problem> {
        // Asked first: what changes later is noticed when the change is committed.
        let changes = self.store.changes_of(id);
        let as_listed = self.listed.get(&id).copied().unwrap_or(0) == changes;
        let (files, journal) = if as_listed {
            (self.files.get(&id).cloned().unwrap_or_default(), self.journaled.contains(&id))
        } else {
            (self.store.files_of(id)?, self.store.layout.journal(id).exists())
        };
        let seal = Seal { changes, journal, files: files.iter().map(|file| (file.clone(), stamp_of(file))).collect() };
        if files.is_empty() && !journal {
            return Ok(Known { dossier: None, problems: Vec::new(), seal });
        }
        let (dossier, problems) = self.store.load_files(id, files)?;
        Ok(Known { dossier, problems, seal })
    }

    /// A new, empty group.
    ///
    /// # Errors
    /// The workspace is read-only, or its folders cannot be opened.
    pub fn group(&self) -> Result<Group<'a>, Problem> {
        Group::begin(self.store)
    }
}

impl Change {
    /// The household `dossier` in place of what was read.
    ///
    /// # Errors
    /// It would be too large to be read again.
    pub fn of(seal: Seal, dossier: &Dossier) -> Result<Self, Problem> {
        Self::of_text(seal, dossier, wire::write(dossier))
    }

    /// Like [`Change::of`], where the text is there already: [`wire::read_exact`] has read the household from it.
    ///
    /// # Errors
    /// It would be too large to be read again.
    pub fn of_text(seal: Seal, dossier: &Dossier, text: String) -> Result<Self, Problem> {
        debug_assert_eq!(wire::write(dossier), text);
        let refuse = |key, limit: usize| Err(Problem::error(key).with("limit", limit).of_dossier(dossier.id));
        if dossier.fields.len() > MAX_FIELDS {
            return refuse("store-too-many-fields", MAX_FIELDS);
        }
        if dossier.fields.values().map(Register::live).any(|live| live.len() > MAX_SIBLINGS) {
            return refuse("store-too-many-values", MAX_SIBLINGS);
        }
        if text.len() > MAX_DOSSIER_BYTES {
            return refuse("store-dossier-too-large", MAX_DOSSIER_BYTES >> 20);
        }
        Ok(Self { id: dossier.id, division: layout::division_of(dossier), text, seal })
    }

    pub const fn id(&self) -> DossierId {
        self.id
    }

    /// Of the file's bytes.
    pub fn sum(&self) -> ContentHash {
        ContentHash::of(self.text.as_bytes())
    }

    /// Size of the file, in bytes.
    pub const fn bytes(&self) -> usize {
        self.text.len()
    }
}

impl<'a> Group<'a> {
    fn begin(store: &'a Workspace) -> Result<Self, Problem> {
        store.writable()?;
        let layout = &store.layout;
        let folders = [layout.dossiers(), layout.photos(), layout.kept_forms()];
        let syncer = Syncer::below(&store.disk, folders)?;
        Ok(Self { store, syncer, blobs: BTreeMap::new(), households: BTreeMap::new(), bytes: 0 })
    }

    /// Whether it should be committed before more is put.
    pub fn is_full(&self) -> bool {
        self.households.len() + self.blobs.len() >= GROUP_FILES || self.bytes >= GROUP_BYTES
    }

    pub fn is_empty(&self) -> bool {
        self.households.is_empty() && self.blobs.is_empty()
    }

    /// Takes in a household. Nothing is durable, and nobody sees it, before the commit.
    ///
    /// # Errors
    /// The disk is full or fails; the rest of the group is as it was.
    pub fn put(&mut self, change: Change) -> Result<(), Problem> {
        let disk = &self.store.disk;
        let target = disk.name_of(&self.store.layout.dossier(&change.division, change.id));
        let folder = target.parent().map(Path::to_owned).unwrap_or_default();
        let told = |problem: Problem| problem.of_dossier(change.id);
        let content = disk.content(change.text.as_bytes()).map_err(|error| told(io_problem(&error, &target)))?;
        let pending = self.write(target, &folder, &content).map_err(told)?;
        if let Some((twice, _)) = self.households.insert(change.id, (pending, change)) {
            discard(&self.store.disk, &twice);
        }
        Ok(())
    }

    /// Takes in a photo or a form's text, unless it is here already; says whether it was new.
    ///
    /// # Errors
    /// The bytes are others than the name says, or the disk is full or fails; the rest of the group is as it was.
    pub fn put_blob(&mut self, blob: Blob, bytes: &[u8]) -> Result<bool, Problem> {
        let (layout, disk) = (&self.store.layout, &self.store.disk);
        let (hash, plain, temporary) = match blob {
            Blob::Photo(hash) => (hash, layout.photo(hash), layout.photos()),
            Blob::Form(hash) => (hash, layout.kept_form(hash), layout.kept_forms()),
        };
        // A form's text says nothing of anybody.
        let sealed = matches!(blob, Blob::Photo(_));
        let target = if sealed { disk.name_of(&plain) } else { plain.clone() };
        if ContentHash::of(bytes) != hash {
            return Err(Problem::error("store-content-damaged").in_file(target));
        }
        if let Blob::Photo(hash) = blob {
            self.store.count_put(hash);
        }
        if self.blobs.contains_key(&blob) || target.exists() || (sealed && disk.found(&plain).exists()) {
            return Ok(false);
        }
        let content = if sealed { disk.content(bytes) } else { Ok(bytes.into()) };
        let content = content.map_err(|error| io_problem(&error, &target))?;
        let pending = self.write(target, &temporary, &content)?;
        self.blobs.insert(blob, pending);
        Ok(true)
    }

    fn write(&mut self, target: PathBuf, folder: &Path, bytes: &[u8]) -> Result<Pending, Problem> {
        let disk = &self.store.disk;
        let pending = Pending { temporary: atomic::temporary_name(&target, folder), target };
        let written = (|| {
            if let Some(above) = pending.target.parent() {
                disk.create_folder(above)?;
            }
            let file = disk.create(&pending.temporary)?;
            disk.write(&file, &pending.temporary, bytes)
        })();
        if let Err(error) = written {
            discard(disk, &pending);
            return Err(io_problem(&error, &pending.target));
        }
        self.bytes += bytes.len() as u64;
        Ok(pending)
    }

    /// Makes everything durable; see the module.
    ///
    /// # Errors
    /// The disk is full or fails: every file is the old or the new one, and putting all again completes it.
    pub fn commit(mut self) -> Result<Vec<Committed>, Problem> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        self.sync_contents()?;
        let named = self.name_blobs()?;
        self.syncer.names(&named)?;
        let (committed, late) = self.name_households()?;
        let mut committed = committed;
        for (pending, change) in late {
            discard(&self.store.disk, &pending);
            let (dossier, _) = wire::read(&change.text)?;
            self.store.fold(&dossier)?;
            let file = self.store.disk.name_of(&self.store.layout.dossier(&change.division, change.id));
            committed.push(Committed { id: change.id, file, joined: true });
        }
        Ok(committed)
    }

    fn sync_contents(&self) -> Result<(), Problem> {
        let households = self.households.values().map(|(pending, _)| pending);
        self.syncer.contents(self.blobs.values().chain(households).map(|pending| &*pending.temporary))
    }

    /// Returns the folders that have new names.
    fn name_blobs(&mut self) -> Result<BTreeSet<PathBuf>, Problem> {
        let mut folders = BTreeSet::new();
        while let Some((blob, pending)) = self.blobs.pop_first() {
            if let Err(problem) = self.name(&pending, &mut folders) {
                self.blobs.insert(blob, pending);
                return Err(problem);
            }
        }
        Ok(folders)
    }

    fn name(&self, Pending { temporary, target }: &Pending, folders: &mut BTreeSet<PathBuf>) -> Result<(), Problem> {
        self.store.disk.rename(temporary, target).map_err(|error| io_problem(&error, target))?;
        folders.extend(target.parent().map(Path::to_owned));
        Ok(())
    }

    /// Gives the households their names, durably; returns those, and those that somebody has written meanwhile.
    #[allow(clippy::type_complexity, reason = "two lists of this one call")]
    fn name_households(&mut self) -> Result<(Vec<Committed>, Vec<(Pending, Change)>), Problem> {
        let store = self.store;
        // Nobody appends or folds until old journals are gone.
        let mut journals = store.journals();
        let (mut done, mut late, mut folders) = (Vec::new(), Vec::new(), BTreeSet::new());
        while let Some((id, (pending, change))) = self.households.pop_first() {
            if !change.seal.holds(store, id, &pending.target) {
                late.push((pending, change));
                continue;
            }
            if let Err(problem) = self.name(&pending, &mut folders) {
                self.households.insert(id, (pending, change));
                // What waits for its own turn goes with the group.
                self.households.extend(late.into_iter().map(|(pending, change)| (change.id, (pending, change))));
                return Err(problem.of_dossier(id));
            }
            store.count_change(id);
            done.push((change, pending.target));
        }
        self.syncer.names(&folders)?;
        let mut committed = Vec::with_capacity(done.len());
        for (change, file) in done {
            let told = |path: &Path, error| io_problem(&error, path).of_dossier(change.id);
            for (old, _) in change.seal.files.iter().filter(|(old, _)| *old != file) {
                store.disk.remove(old).map_err(|error| told(old, error))?;
            }
            if change.seal.journal {
                let journal = store.layout.journal(change.id);
                journals.remove(&store.disk, &store.layout, change.id).map_err(|error| told(&journal, error))?;
            }
            committed.push(Committed { id: change.id, file, joined: false });
        }
        Ok((committed, late))
    }
}

impl Drop for Group<'_> {
    /// What was not committed leaves nothing behind; if even that fails, the next opening sweeps.
    fn drop(&mut self) {
        let households = self.households.values().map(|(pending, _)| pending);
        self.blobs.values().chain(households).for_each(|pending| discard(&self.store.disk, pending));
    }
}

impl Seal {
    /// Whether the household is still as it was read. Journals must be held.
    fn holds(&self, store: &Workspace, id: DossierId, target: &Path) -> bool {
        self.changes == store.changes_of(id)
            && self.files.iter().all(|(file, stamp)| stamp.is_some() && stamp_of(file) == *stamp)
            // A program that is not ours may have put a file there.
            && (self.files.iter().any(|(file, _)| file == target) || !target.exists())
    }
}

/// `None` when the file cannot be looked at.
fn stamp_of(file: &Path) -> Option<FileStamp> {
    file.metadata().ok().map(|metadata| FileStamp::of(&metadata))
}

fn discard(disk: &Disk, pending: &Pending) {
    disk.remove(&pending.temporary).ok();
}
