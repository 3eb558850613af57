//! The open workspace: households are loaded, appended to and folded.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::Disk;
use super::journal::{Journals, Replay};
use super::layout::{self, Layout};
use super::lock::Lock;
use super::manifest::{self, Manifest};
use super::{atomic, broken, entries, io_problem, not_text, sealed, wire};
use crate::cipher::Cipher;
use crate::dossier::Dossier;
use crate::dossier::edit::Delta;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::{MAX_COUNTER, MAX_DOSSIER_BYTES, MAX_JOURNAL_BYTES};
use crate::problem::Problem;
use crate::role::Role;
use crate::stamp::{Dot, Moment};

/// A household and what is not as it should be with it, or why it cannot be read.
pub type Loaded = Result<(Dossier, Vec<Problem>), Problem>;

/// The files of every household.
pub(super) type Files = BTreeMap<DossierId, Vec<PathBuf>>;

/// Whether this program may change the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    ReadWrite,
    /// And why.
    ReadOnly(Problem),
}

/// A folder that is ours. All methods can be called from any thread.
#[derive(Debug)]
pub struct Workspace {
    pub(super) disk: Disk,
    pub(super) layout: Layout,
    pub(super) manifest: Manifest,
    pub(super) access: Access,
    /// The manifest's, unless another was chosen since.
    pub(super) role: Mutex<Role>,
    pub(super) clock: fn() -> Moment,
    pub(super) journals: Mutex<Journals>,
    /// How often each photo was put; see [`super::forget`].
    pub(super) puts: Mutex<HashMap<ContentHash, u64>>,
    /// How often the files of each household have changed since the opening; see [`super::bulk`].
    pub(super) changes: Mutex<HashMap<DossierId, u64>>,
    pub(super) _lock: Option<Lock>,
}

/// Everything the disk knows about one household.
pub(super) struct Gathered {
    pub dossier: Dossier,
    /// Its files: one, or two if a crash came between moving it into its division and removing the old one.
    pub files: Vec<PathBuf>,
    pub problems: Vec<Problem>,
    /// Something that had been written is not readable any more: counters may have been used that nobody knows.
    damaged: bool,
    found: bool,
}

impl Gathered {
    fn nothing(id: DossierId) -> Self {
        Self { dossier: Dossier::new(id), files: Vec::new(), problems: Vec::new(), damaged: false, found: false }
    }
}

impl Workspace {
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn root(&self) -> &Path {
        self.layout.root()
    }

    /// The device that writes here.
    pub fn device(&self) -> DeviceId {
        self.manifest.device
    }

    /// What was written down when the workspace was new, or chosen since.
    pub fn role(&self) -> Role {
        *self.role.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down for whom this workspace is.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; then the role is as it was.
    pub fn choose_role(&self, role: Role) -> Result<(), Problem> {
        self.writable()?;
        manifest::write(&self.disk, &self.layout, &Manifest { role, ..self.manifest.clone() })?;
        *self.role.lock().unwrap_or_else(PoisonError::into_inner) = role;
        Ok(())
    }

    pub fn programme(&self) -> &str {
        &self.manifest.programme
    }

    pub fn created(&self) -> Moment {
        self.manifest.created
    }

    pub const fn access(&self) -> &Access {
        &self.access
    }

    /// Whether everything personal is written sealed.
    pub const fn is_sealed(&self) -> bool {
        self.disk.seals()
    }

    /// What opens this workspace, and may open what others sealed for it.
    pub fn cipher(&self) -> Option<&Arc<dyn Cipher>> {
        self.disk.seal.cipher()
    }

    pub const fn is_read_only(&self) -> bool {
        matches!(self.access, Access::ReadOnly(_))
    }

    /// # Errors
    /// The reason why this workspace is read-only.
    pub(super) fn writable(&self) -> Result<(), Problem> {
        match &self.access {
            Access::ReadWrite => Ok(()),
            Access::ReadOnly(reason) => Err(reason.clone()),
        }
    }

    pub(super) fn now(&self) -> Moment {
        (self.clock)()
    }

    /// How often the household's files have changed.
    pub(super) fn changes_of(&self, id: DossierId) -> u64 {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner).get(&id).copied().unwrap_or(0)
    }

    /// Counts a change of the household's files, when it has happened: who reads before that must notice.
    pub(super) fn count_change(&self, id: DossierId) {
        *self.changes.lock().unwrap_or_else(PoisonError::into_inner).entry(id).or_default() += 1;
    }

    /// A thread that panicked while holding the lock leaves at worst a journal to be opened again.
    pub(super) fn journals(&self) -> MutexGuard<'_, Journals> {
        self.journals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The households of this workspace with their files (several while one is being moved, none while everything
    /// is in the journal), and what lies among them without being one.
    pub(super) fn households(&self) -> Result<(Files, Vec<Problem>), Problem> {
        let told = |folder: &Path, error| io_problem(&error, folder);
        let (mut found, mut problems) = (Files::new(), Vec::new());
        let folder = self.layout.dossiers();
        for division in entries(&folder).map_err(|error| told(&folder, error))? {
            let division = division.path();
            if !division.is_dir() {
                continue;
            }
            for file in entries(&division).map_err(|error| told(&division, error))? {
                let name = file.file_name();
                let name = name.to_string_lossy();
                match layout::dossier_id(&name).filter(|_| layout::is_dossier_name(&name)) {
                    Some(id) => found.entry(id).or_default().push(file.path()),
                    None if atomic::is_temporary(&name) => {}
                    None => problems.push(Problem::notice("store-stray-file").in_file(file.path())),
                }
            }
        }
        for id in self.journaled()? {
            found.entry(id).or_default();
        }
        Ok((found, problems))
    }

    /// The households with a journal.
    pub(super) fn journaled(&self) -> Result<BTreeSet<DossierId>, Problem> {
        let folder = self.layout.journals();
        let journals = entries(&folder).map_err(|error| io_problem(&error, &folder))?;
        Ok(journals.into_iter().filter_map(|file| layout::dossier_id(&file.file_name().to_string_lossy())).collect())
    }

    /// The files of one household.
    pub(super) fn files_of(&self, id: DossierId) -> Result<Vec<PathBuf>, Problem> {
        let folder = self.layout.dossiers();
        let divisions = entries(&folder).map_err(|error| io_problem(&error, &folder))?;
        let names = divisions.iter().flat_map(|division| {
            let plain = division.path().join(format!("{id}.ron"));
            [sealed::with_ending(&plain), plain]
        });
        let mut files: Vec<PathBuf> = names.filter(|file| file.is_file()).collect();
        files.sort();
        Ok(files)
    }

    /// Reads a household: its file and its journal. Parts that cannot be read are set aside and told; the rest is
    /// there.
    ///
    /// # Errors
    /// There is no such household, or the disk does not let it be read.
    pub fn load(&self, id: DossierId) -> Loaded {
        let mut journals = self.journals();
        let files = self.files_of(id)?;
        let gathered = self.gather(&mut journals, id, files)?;
        if gathered.found {
            Ok((gathered.dossier, gathered.problems))
        } else {
            let missing = Problem::error("store-no-such-household").of_dossier(id);
            Err(gathered.problems.into_iter().next().unwrap_or(missing))
        }
    }

    /// Like [`Self::load`], with the files already looked up, and without a household where nothing but a torn line
    /// is left. For many at once, because a household that lies in one file is read without holding up the others.
    pub(super) fn load_files(
        &self,
        id: DossierId,
        files: Vec<PathBuf>,
    ) -> Result<(Option<Dossier>, Vec<Problem>), Problem> {
        if let [file] = &*files
            && !self.layout.journal(id).exists()
            && let Ok((dossier, problems)) = read_dossier(&self.disk, file, id)?
        {
            return Ok((Some(dossier), problems));
        }
        let Gathered { dossier, problems, found, .. } = self.gather(&mut self.journals(), id, files)?;
        Ok((found.then_some(dossier), problems))
    }

    fn gather(&self, journals: &mut Journals, id: DossierId, files: Vec<PathBuf>) -> Result<Gathered, Problem> {
        let mut all = Gathered::nothing(id);
        for file in files {
            match read_dossier(&self.disk, &file, id)? {
                Ok((dossier, problems)) => {
                    all.problems.extend(problems.into_iter().map(|problem| problem.in_file(&file)));
                    // Of the same household: `read_dossier` checked.
                    all.dossier.join(&dossier).ok();
                    all.files.push(file);
                    all.found = true;
                }
                Err(reason) => {
                    all.damaged = true;
                    let aside = self.set_aside(&file, reason);
                    self.count_change(id);
                    all.problems.extend(aside?);
                }
            }
        }
        self.replay(journals, &mut all)?;
        if all.damaged && !self.is_read_only() {
            self.leap(&mut all);
        }
        Ok(all)
    }

    pub(super) fn set_aside(&self, file: &Path, reason: Problem) -> Result<Vec<Problem>, Problem> {
        if self.is_read_only() {
            return Ok(vec![reason.in_file(file)]);
        }
        broken::move_aside(&self.disk, &self.layout, file, reason, self.now())
    }

    /// Joins what the journal has, and cuts out of it what cannot be read.
    fn replay(&self, journals: &mut Journals, all: &mut Gathered) -> Result<(), Problem> {
        let id = all.dossier.id;
        let path = self.layout.journal(id);
        let told = |error| io_problem(&error, &path).of_dossier(id);
        match path.metadata() {
            Ok(metadata) if metadata.len() > MAX_JOURNAL_BYTES => {
                all.damaged = true;
                let reason = Problem::error("store-dossier-too-large").with("limit", MAX_JOURNAL_BYTES >> 20);
                all.problems.extend(self.set_aside(&path, reason.of_dossier(id))?);
                return Ok(());
            }
            _ => {}
        }
        let bytes = journals.read(&self.disk, &self.layout, id).map_err(told)?;
        let replay = Replay::of(&bytes, &self.disk.seal).map_err(|problem| problem.in_file(&path).of_dossier(id))?;
        all.found |= !replay.entries.is_empty();
        for entry in replay.entries {
            all.dossier.join_delta(&entry.delta);
            all.dossier.unknown.extend(entry.unknown);
        }
        all.problems.extend(replay.problems.into_iter().map(|problem| problem.in_file(&path).of_dossier(id)));
        let Some(reason) = replay.reason else { return Ok(()) };
        all.damaged |= replay.damaged;
        let reason = reason.of_dossier(id);
        if self.is_read_only() {
            all.problems.push(reason.in_file(path));
            return Ok(());
        }
        // What cannot be set aside now stays in the journal, where it harms nobody, until the next reading.
        let kept = broken::keep_bytes(&self.disk, &self.layout, &path, &replay.bad, reason, self.now());
        match kept {
            Ok(problems) => {
                all.problems.extend(problems);
                if let Err(error) = journals.rewrite(&self.disk, &self.layout, id, &replay.good) {
                    all.problems.push(told(error));
                }
                self.count_change(id);
            }
            Err(problem) => all.problems.push(problem),
        }
        Ok(())
    }

    /// Goes on with counters that this device cannot have used, and makes that durable: somebody else may hold
    /// writes of this household that are lost here, and a dot must never be used twice.
    fn leap(&self, all: &mut Gathered) {
        // 44 random bits: the same leap from the same place does not happen twice, and there is room for 500 leaps.
        let random = uuid::Uuid::new_v4().as_u64_pair().1 >> 20;
        let counter = (all.dossier.spent.last(self.device()) + random).min(MAX_COUNTER);
        all.dossier.spent.add(Dot { device: self.device(), counter });
        all.found = true;
        match self.write_dossier(&all.dossier) {
            Ok(file) if all.files.contains(&file) => {}
            Ok(file) => all.files.push(file),
            Err(problem) => all.problems.push(problem),
        }
    }

    /// Makes a change durable: it is in the journal, on the disk, when this returns. Returns how many entries the
    /// journal has; at [`JOURNAL_FOLD_ENTRIES`](crate::limits::JOURNAL_FOLD_ENTRIES) it should be folded.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails. Then nothing of the change counts: the caller goes
    /// back to the dossier before it, or tries the same change again.
    pub fn append(&self, id: DossierId, delta: &Delta) -> Result<usize, Problem> {
        self.writable()?;
        let mut journals = self.journals();
        if !journals.is_open(id) && self.layout.journal(id).exists() {
            // A torn line in front would swallow this one.
            self.replay(&mut journals, &mut Gathered::nothing(id))?;
        }
        let line = self.disk.lines(&wire::write_entry(delta)).map_err(|error| io_problem(&error, self.root()))?;
        let appended = journals.append(&self.disk, &self.layout, id, line.as_bytes());
        self.count_change(id);
        appended.map_err(|problem| problem.of_dossier(id))
    }

    /// Writes a household's file and removes its journal. What the disk knows and `dossier` does not is joined
    /// first, so nothing can be folded away.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails. Then file and journal are as they were.
    pub fn fold(&self, dossier: &Dossier) -> Result<Vec<Problem>, Problem> {
        self.writable()?;
        let id = dossier.id;
        let mut journals = self.journals();
        let files = self.files_of(id)?;
        let mut all = self.gather(&mut journals, id, files)?;
        // Of the same household: it was gathered by its id.
        all.dossier.join(dossier).ok();
        let written = self.write_dossier(&all.dossier)?;
        let told = |path: &Path, error| io_problem(&error, path).of_dossier(id);
        for old in all.files.iter().filter(|file| **file != written) {
            self.disk.remove(old).map_err(|error| told(old, error))?;
        }
        let journal = self.layout.journal(id);
        journals.remove(&self.disk, &self.layout, id).map_err(|error| told(&journal, error))?;
        self.count_change(id);
        Ok(all.problems)
    }

    /// Writes a household's file into its division.
    fn write_dossier(&self, dossier: &Dossier) -> Result<PathBuf, Problem> {
        let path = self.disk.name_of(&self.layout.dossier(&layout::division_of(dossier), dossier.id));
        let text = wire::write(dossier);
        let told = |error| io_problem(&error, &path).of_dossier(dossier.id);
        if text.len() > MAX_DOSSIER_BYTES {
            let problem = Problem::error("store-dossier-too-large").with("limit", MAX_DOSSIER_BYTES >> 20);
            return Err(problem.in_file(path).of_dossier(dossier.id));
        }
        if let Some(folder) = path.parent() {
            self.disk.create_folder(folder).map_err(told)?;
        }
        let written = atomic::write_content(&self.disk, &path, text.as_bytes());
        self.count_change(dossier.id);
        written.map_err(told)?;
        Ok(path)
    }
}

/// Reads one file of the household `id`: a dossier, or why it is none.
///
/// # Errors
/// The disk does not let it be read, or it is sealed for another key; that says nothing about the file.
fn read_dossier(disk: &Disk, file: &Path, id: DossierId) -> Result<Result<(Dossier, Vec<Problem>), Problem>, Problem> {
    let told = |error| io_problem(&error, file).of_dossier(id);
    if file.metadata().map_err(told)?.len() > sealed::room(MAX_DOSSIER_BYTES as u64) {
        let problem = Problem::error("store-dossier-too-large").with("limit", MAX_DOSSIER_BYTES >> 20);
        return Ok(Err(problem.of_dossier(id)));
    }
    let bytes = match disk.read(file).map_err(told) {
        Ok(bytes) => bytes,
        Err(problem) if sealed::is_damaged(&problem) => return Ok(Err(problem)),
        Err(problem) => return Err(problem),
    };
    let read = std::str::from_utf8(&bytes).map_err(|error| not_text(&bytes, error)).and_then(wire::read);
    Ok(match read {
        Ok((dossier, _)) if dossier.id != id => {
            Err(Problem::error("store-other-household").with("id", dossier.id).of_dossier(id))
        }
        read => read.map_err(|problem| problem.of_dossier(id)),
    })
}
