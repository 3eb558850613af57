//! Every file is written anew, sealed or plain: what sealing and unsealing a whole workspace is.
//!
//! The list of what may stay plain is short ([`stays_plain`]); everything else below the workspace is sealed, also what
//! somebody else has put there. Files go in batches: new contents beside the old ones, sync, names, sync, old ones
//! removed, sync. Killed anywhere, each content is there in one form or in both; a mark in `seal/` says that there is
//! more to do ([`super::keyfiles`]), and doing it again finds what is left.
//!
//! Households with a journal, or with several files, are folded; caches are simply removed.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs::DirEntry;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::keyfiles::{Mark, State};
use super::layout::Layout;
use super::sealed::{ENDING, Seal, is_damaged, is_for_others, with_ending};
use super::syncing::Syncer;
use super::workspace::Workspace;
use super::{atomic, entries, io_problem};
use crate::cipher::{Cipher, SEALED, is_sealed};
use crate::dossier::Dossier;
use crate::id::ContentHash;
use crate::limits::MAX_SEALED_WHOLE;
use crate::problem::Problem;

/// Files and bytes of one batch.
const BATCH_FILES: usize = 256;
const BATCH_BYTES: u64 = 64 << 20;

/// Told how many of how many files are done; says whether to go on.
pub type Heard<'a> = &'a mut dyn FnMut(usize, usize) -> bool;

impl Workspace {
    /// Notes that sealing begins. Its key is to be written next ([`Self::write_key_file`]).
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn begin_sealing(&self) -> Result<(), Problem> {
        self.writable()?;
        self.write_appearance(&self.settings().0)?;
        self.set_mark(Mark::Sealing)
    }

    /// The same workspace, writing sealed from now on.
    #[must_use]
    pub fn sealing_with(mut self, cipher: Arc<dyn Cipher>) -> Self {
        self.disk = self.disk.sealed_by(Seal::new(Some(cipher), true));
        self
    }

    /// The same workspace, writing plain from now on.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn unsealing(mut self) -> Result<Self, Problem> {
        self.writable()?;
        self.forget_secrets()?;
        self.set_mark(Mark::Unsealing)?;
        let cipher = self.disk.seal.cipher().cloned();
        self.disk = self.disk.sealed_by(Seal::new(cipher, false));
        Ok(self)
    }

    /// Writes everything in the form in which this workspace writes now. Says whether it came to the end, and what
    /// could not be written anew.
    ///
    /// Nobody else may use the workspace meanwhile: the caller has it by value.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails; the same call goes on.
    pub fn rewrite_all(&self, heard: Heard<'_>) -> Result<(bool, Vec<Problem>), Problem> {
        self.writable()?;
        let mut problems = Vec::new();
        let Some(folded) = self.fold_all(&mut problems, heard)? else { return Ok((false, problems)) };
        self.clear_caches()?;
        let Found { mut todo, unfinished, too_large } = self.find()?;
        // Whose journal is there still could not be folded, which was told.
        todo.retain(|todo| !todo.path.starts_with(self.layout.journals()));
        for path in unfinished {
            self.disk.remove(&path).map_err(|error| io_problem(&error, &path))?;
        }
        let large = |path| Problem::warning("seal-too-large").with("limit", MAX_SEALED_WHOLE >> 20).in_file(path);
        problems.extend(too_large.into_iter().map(large));
        let (mut done, total) = (folded, folded + todo.len());
        let syncer = Syncer::below(&self.disk, std::iter::once(self.root().to_owned()).chain(self.layout.folders()))?;
        for batch in batches(todo) {
            if !heard(done, total) {
                return Ok((false, problems));
            }
            done += batch.len();
            self.rewrite(batch, &syncer, &mut problems)?;
        }
        heard(done, total);
        self.finish(&syncer)?;
        Ok((true, problems))
    }

    /// Folds the households that are more than one file; says how many, or `None` when it was stopped.
    fn fold_all(&self, problems: &mut Vec<Problem>, heard: Heard<'_>) -> Result<Option<usize>, Problem> {
        let journaled = self.journaled()?;
        let (mut households, _) = self.households()?;
        households.retain(|id, files| files.len() > 1 || journaled.contains(id));
        for (done, id) in households.keys().enumerate() {
            if !heard(done, households.len()) {
                return Ok(None);
            }
            match self.fold(&Dossier::new(*id)) {
                Ok(told) => problems.extend(told),
                Err(problem) if is_its_own(&problem) => problems.push(problem),
                Err(problem) => return Err(problem),
            }
        }
        Ok(Some(households.len()))
    }

    fn clear_caches(&self) -> Result<(), Problem> {
        let mut folders = vec![self.layout.cache()];
        while let Some(folder) = folders.pop() {
            for entry in listed(&folder)? {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    self.disk.remove(&entry.path()).map_err(|error| io_problem(&error, &entry.path()))?;
                }
            }
        }
        Ok(())
    }

    /// The files that lie plain in a sealed workspace, or sealed in a plain one.
    ///
    /// # Errors
    /// The folders cannot be listed or looked at.
    pub fn wrong_form(&self) -> Result<Vec<Problem>, Problem> {
        let Found { todo, too_large, .. } = self.find()?;
        let key = if self.is_sealed() { "seal-left-plain" } else { "seal-locked" };
        let paths = todo.into_iter().map(|todo| todo.path).chain(too_large);
        Ok(paths.map(|path| Problem::warning(key).in_file(path)).collect())
    }

    fn find(&self) -> Result<Found, Problem> {
        let mut found = Found::default();
        self.list(self.root(), &mut found)?;
        Ok(found)
    }

    fn list(&self, folder: &Path, found: &mut Found) -> Result<(), Problem> {
        for entry in listed(folder)? {
            let path = entry.path();
            let told = |error| io_problem(&error, &path);
            let kind = entry.file_type().map_err(told)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if kind.is_dir() {
                if !stays_plain(&self.layout, &path) {
                    self.list(&path, found)?;
                }
                continue;
            }
            if atomic::is_temporary(&name) {
                found.unfinished.push(path);
                continue;
            }
            if stays_plain(&self.layout, &path) || !kind.is_file() {
                continue;
            }
            let bytes = entry.metadata().map_err(told)?.len();
            match self.has_other_form(&path).map_err(told)? {
                true if bytes > MAX_SEALED_WHOLE => found.too_large.push(path),
                true => found.todo.push(Todo { path, bytes }),
                false => {}
            }
        }
        Ok(())
    }

    /// Whether a file is plain in a sealed workspace, or sealed in a plain one. An empty file says nothing.
    fn has_other_form(&self, path: &Path) -> std::io::Result<bool> {
        if is_deed(&self.layout, path) {
            return Ok(super::deeds::has_other_form(&self.disk, &String::from_utf8_lossy(&std::fs::read(path)?)));
        }
        if path.starts_with(self.layout.journals()) {
            return Ok(super::journal::has_other_form(&std::fs::read(path)?, self.is_sealed()));
        }
        let mut head = Vec::with_capacity(SEALED.len());
        std::fs::File::open(path)?.take(SEALED.len() as u64).read_to_end(&mut head)?;
        Ok(!head.is_empty() && is_sealed(&head) != self.is_sealed())
    }

    fn rewrite(&self, batch: Vec<Todo>, syncer: &Syncer<'_>, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let written: Vec<_> = batch.into_par_iter().map(|todo| self.write_anew(&todo.path)).collect();
        let mut anew = Vec::with_capacity(written.len());
        let mut failed = None;
        for written in written {
            match written {
                Ok(Some(file)) => anew.push(file),
                Ok(None) => {}
                Err(problem) if is_its_own(&problem) => problems.push(problem),
                Err(problem) => failed = Some(problem),
            }
        }
        let named = match failed {
            Some(problem) => Err(problem),
            None => self.name_all(&anew, syncer),
        };
        if named.is_err() {
            // What has its name already is not there any more; the rest would be swept by the next run.
            anew.iter().for_each(|file| drop(self.disk.remove(&file.temporary)));
        }
        named
    }

    fn name_all(&self, anew: &[Anew], syncer: &Syncer<'_>) -> Result<(), Problem> {
        syncer.contents(anew.iter().map(|file| &*file.temporary))?;
        let folders: BTreeSet<PathBuf> =
            anew.iter().filter_map(|file| Some(file.target.parent()?.to_owned())).collect();
        for file in anew {
            self.disk.rename(&file.temporary, &file.target).map_err(|error| io_problem(&error, &file.target))?;
        }
        syncer.names(&folders)?;
        let olds = anew.iter().filter(|file| file.old != file.target);
        for Anew { old, .. } in olds {
            self.disk.remove(old).map_err(|error| io_problem(&error, old))?;
        }
        // A removed name may come back after a power cut: as a plain copy of what is sealed.
        syncer.names(&folders)
    }

    /// Writes the other form of a file beside it; `None` where it is not a matter of form.
    fn write_anew(&self, path: &Path) -> Result<Option<Anew>, Problem> {
        let told = |error| io_problem(&error, path);
        let raw = self.disk.read_raw(path).map_err(told)?;
        let target = self.target_of(path);
        if target != path && target.exists() {
            return self.settle_twins(path, &target, &raw);
        }
        let content = if is_deed(&self.layout, path) {
            super::deeds::anew(&self.disk, &String::from_utf8_lossy(&raw)).map_err(|problem| problem.in_file(path))?
        } else {
            let plain = self.disk.seal.open(Cow::Owned(raw)).map_err(|problem| problem.in_file(path))?;
            self.disk.content(&plain).map_err(told)?.into_owned()
        };
        let temporary = atomic::temporary_name(&target, target.parent().unwrap_or(self.root()));
        let file = self.disk.create(&temporary).map_err(told)?;
        self.disk.write(&file, &temporary, &content).map_err(told)?;
        Ok(Some(Anew { old: path.to_owned(), target, temporary }))
    }

    /// A photo that is there in both forms: the old one goes when the new one is sound. (Households in several files
    /// were folded before.)
    fn settle_twins(&self, path: &Path, target: &Path, raw: &[u8]) -> Result<Option<Anew>, Problem> {
        let told = |error| io_problem(&error, path);
        let plain = self.disk.seal.open(raw.into()).map_err(|problem| problem.in_file(path))?;
        let same = self.disk.read(target).is_ok_and(|other| ContentHash::of(&other) == ContentHash::of(&plain));
        if !same {
            self.set_aside(path, Problem::warning("store-content-damaged"))?;
            return Ok(None);
        }
        self.disk.remove(path).and_then(|()| self.disk.sync_folder_of(path)).map_err(told)?;
        Ok(None)
    }

    /// Households and photos say in their names that they are sealed.
    fn target_of(&self, path: &Path) -> PathBuf {
        let named = path.starts_with(self.layout.dossiers()) || path.starts_with(self.layout.photos());
        let plain = path.to_str().and_then(|text| text.strip_suffix(ENDING)).map(PathBuf::from);
        match plain {
            _ if !named => path.to_owned(),
            Some(plain) if !self.is_sealed() => plain,
            None if self.is_sealed() => with_ending(path),
            _ => path.to_owned(),
        }
    }

    fn finish(&self, syncer: &Syncer<'_>) -> Result<(), Problem> {
        let folders = [self.layout.cache(), self.layout.thumbnails(), self.layout.journals(), self.layout.dossiers()];
        let divisions = listed(&self.layout.dossiers())?.into_iter().map(|entry| entry.path());
        syncer.names(&folders.into_iter().chain(divisions).filter(|folder| folder.is_dir()).collect())?;
        if self.is_sealed() {
            return self.clear_mark(Mark::Sealing);
        }
        if self.seal_state() == State::Unsealing {
            self.remove_keys()?;
            self.clear_mark(Mark::Sealing)?;
            self.clear_mark(Mark::Unsealing)?;
        }
        Ok(())
    }
}

/// What is not as it is written now.
#[derive(Default)]
struct Found {
    todo: Vec<Todo>,
    /// What nobody has finished writing.
    unfinished: Vec<PathBuf>,
    too_large: Vec<PathBuf>,
}

/// A file to be written anew.
struct Todo {
    path: PathBuf,
    bytes: u64,
}

/// A file that is written anew and has not its name yet.
struct Anew {
    old: PathBuf,
    target: PathBuf,
    temporary: PathBuf,
}

/// What says nothing of any household: who may write here, how the screen looks, the organisation's forms, templates
/// and yearly targets; and the names of empty files.
fn stays_plain(layout: &Layout, path: &Path) -> bool {
    let of_forms = path.starts_with(layout.forms()) && path != layout.forms();
    let is_form = path.extension().is_some_and(|ending| ending == "ron" || ending == "csv");
    let alone = [layout.manifest(), layout.appearance(), layout.lock(), layout.lock_holder(), layout.targets()];
    let folders = [layout.seal(), layout.kept_forms(), layout.templates()];
    // Beside the forms lies the key that households are named by: whoever has it can try out id numbers.
    (of_forms && is_form) || alone.iter().any(|file| file == path) || folders.iter().any(|folder| folder == path)
}

fn is_deed(layout: &Layout, path: &Path) -> bool {
    path.starts_with(layout.settled()) && path.extension().is_some_and(|ending| ending == "log")
}

/// Whether something is wrong with one file, and not with the disk.
fn is_its_own(problem: &Problem) -> bool {
    let own = ["store-dossier-too-large", "store-journal-line-damaged", "store-content-damaged"];
    is_damaged(problem) || is_for_others(problem) || own.contains(&problem.key)
}

fn listed(folder: &Path) -> Result<Vec<DirEntry>, Problem> {
    entries(folder).map_err(|error| io_problem(&error, folder))
}

fn batches(todo: Vec<Todo>) -> Vec<Vec<Todo>> {
    let (mut all, mut batch, mut bytes) = (Vec::new(), Vec::new(), 0);
    for one in todo {
        bytes += one.bytes;
        batch.push(one);
        if batch.len() >= BATCH_FILES || bytes >= BATCH_BYTES {
            all.push(std::mem::take(&mut batch));
            bytes = 0;
        }
    }
    all.push(batch);
    all.retain(|batch| !batch.is_empty());
    all
}
