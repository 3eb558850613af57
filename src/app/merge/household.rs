//! One household: its parts are read and joined with what is here. Called on all cores; nothing is written except
//! copies of what cannot be read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::blobs::{Finder, Origin, PhotoFolders};
use super::packages::Packages;
use super::report::{Household, Outcome, Unread};
use super::sealed::Keys;
use super::sources::{Input, InputKind, Sources};
use crate::app::exchange::content;
use crate::app::works::reduced;
use crate::cipher::is_sealed;
use crate::dossier::register::Register;
use crate::dossier::{Dossier, household};
use crate::id::{ContentHash, DossierId, Name, RowId};
use crate::limits::{MAX_DOSSIER_BYTES, MAX_JOURNAL_BYTES, MAX_KEPT_INPUT_BYTES, MAX_KEPT_INPUT_FILES};
use crate::path::FieldPath;
use crate::plan::fields;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::role::Role;
use crate::store::bulk::{Blob, Bulk, Change};
use crate::store::foreign::{self, FileStamp, Unreadable};
use crate::store::{Kept, Workspace, wire};
use crate::value::Value;

/// Remarks on files that are kept of one merge.
const MOST_REMARKS: usize = 1_000;

/// Stands for the household of files whose names and first bytes do not say whose they are.
pub(super) const NOBODY: DossierId = DossierId::from_u128(0);

/// A household with the inputs that may know something of it.
#[derive(Debug)]
pub(super) struct Work {
    pub id: DossierId,
    pub parts: Vec<Part>,
    /// Photos that it was known to lack.
    pub lacking: Vec<ContentHash>,
}

/// Where something of a household stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A place in the list of inputs.
    File(u32),
    /// In the package that is this source; `narrow`: from one who builds.
    Packed { input: u32, source: u32, narrow: bool },
}

/// A part that was taken; what the ledger notes when the household is durable.
#[derive(Clone, Copy, Debug)]
pub(super) struct TakenPart {
    pub part: Part,
    pub stamp: Option<FileStamp>,
}

/// A household on its way to the disk.
#[derive(Debug)]
pub(super) struct Joined {
    pub told: Household,
    pub change: Option<Change>,
    /// What the index keeps of it, and the hash of its new file.
    pub record: Option<(Record, ContentHash)>,
    /// Photos and form texts that come with it, and where they are.
    pub blobs: Vec<(Blob, Origin)>,
    /// Photos that are nowhere.
    pub missing: Vec<ContentHash>,
    pub taken: Vec<TakenPart>,
}

impl Joined {
    /// What it takes of the memory while it waits for the disk.
    pub fn bytes(&self) -> u64 {
        self.change.as_ref().map_or(0, |change| change.bytes() as u64)
    }
}

/// What all threads share.
pub(super) struct Joiner<'a> {
    pub store: &'a Workspace,
    pub bulk: &'a Bulk<'a>,
    pub sources: &'a Sources,
    pub packages: &'a Packages,
    pub finder: &'a Finder<'a>,
    pub keys: &'a Keys,
    /// Photos are here already: those whose names begin so.
    pub photo_folders: PhotoFolders,
    pub dry_run: bool,
    pub told: Told,
}

/// What the threads tell beside the households.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub unread: Mutex<Vec<Unread>>,
    pub remarks: Mutex<Vec<Problem>>,
    /// Files whose content is of another household than their name says.
    pub misplaced: Mutex<Vec<(u32, DossierId)>>,
    pub bytes: AtomicU64,
    kept_bytes: AtomicU64,
    kept_files: AtomicUsize,
}

/// What the parts of one household bring.
#[derive(Default)]
struct Brought {
    whole: Vec<Whole>,
    /// From one who builds.
    narrow: Vec<Narrow>,
    taken: Vec<TakenPart>,
    near: BTreeSet<u32>,
    /// Something was read, even if it says nothing new.
    any: bool,
}

/// A household as another tablet knows it.
struct Whole {
    dossier: Dossier,
    /// The file it was read from: the same text need not be read twice.
    text: Option<String>,
    /// The file is, letter for letter, what would be written: it need not be written anew.
    exact: bool,
}

impl From<Dossier> for Whole {
    fn from(dossier: Dossier) -> Self {
        Self { dossier, text: None, exact: false }
    }
}

/// What one who builds says of a household.
struct Narrow {
    theirs: Dossier,
    /// For what is told.
    file: PathBuf,
    part: Part,
}

impl Joiner<'_> {
    /// Reads and joins a household; `None` where nothing of it could be read.
    pub fn join(&self, work: &Work) -> Option<Joined> {
        if work.parts.is_empty() {
            return Some(self.only_photos(work));
        }
        let own = self.bulk.plain_bytes(work.id);
        let mut brought = Brought::default();
        for part in &work.parts {
            self.read(work.id, *part, own.as_deref(), &mut brought);
        }
        if !brought.any {
            return None;
        }
        Some(self.joined(work, brought).unwrap_or_else(|problem| {
            let told = Household {
                id: work.id,
                head: String::new(),
                outcome: Outcome::Refused(problem.of_dossier(work.id)),
                conflicts: 0,
                missing: 0,
                files: work.parts.len(),
            };
            Joined { told, change: None, record: None, blobs: Vec::new(), missing: Vec::new(), taken: Vec::new() }
        }))
    }

    /// # Errors
    /// The disk of this workspace does not let the household be read, or it would become too large.
    fn joined(&self, work: &Work, brought: Brought) -> Result<Joined, Problem> {
        let Brought { whole, narrow, mut taken, near, .. } = brought;
        let known = self.bulk.read(work.id)?;
        known.problems.into_iter().for_each(|problem| self.remark(problem));
        let files = taken.len();
        let mut before = known.dossier;
        let was_here = before.is_some();
        // One that comes from a single file stays as that file has it.
        let single = whole.len() == 1 && narrow.is_empty();
        let mut written = None;
        let mut whole = whole.into_iter();
        let mut joined = match &before {
            Some(dossier) if whole.len() + narrow.len() > 0 => Some(dossier.clone()),
            Some(_) => before.take(),
            None => whole.next().map(|Whole { dossier, text, exact }| {
                written = text.filter(|_| exact && single);
                dossier
            }),
        };
        if let Some(joined) = &mut joined {
            for theirs in whole {
                // Of the same household: that was checked when it was read.
                joined.join(&theirs.dossier).ok();
            }
        }
        let Some(mut joined) = joined else {
            // What was built in a household that nobody here knows.
            let file = narrow.into_iter().next().map(|narrow| narrow.file).unwrap_or_default();
            return Err(Problem::warning("works-take-unknown").in_file(file));
        };
        // What a builder may bring depends on what is here: on all of it, and not on what another builder brought.
        let reports: Vec<Dossier> =
            narrow.iter().map(|narrow| reduced::from_builder(&narrow.theirs, &joined)).collect();
        self.mind_what_waits(&narrow, &joined, &mut taken);
        for theirs in &reports {
            joined.join(theirs).ok();
        }
        let (outcome, conflicts) = compare(before.as_ref(), &joined, was_here);
        let (blobs, missing) = self.blobs(&joined, &near);
        // Counters that others have spent belong into the file, and are nothing to tell.
        let spent = |before: &Dossier| before.spent != joined.spent;
        let changes = outcome != Outcome::Unchanged || before.as_ref().is_some_and(spent);
        let change = match written {
            _ if !changes => None,
            Some(text) => Some(Change::of_text(known.seal, &joined, text)?),
            None => Some(Change::of(known.seal, &joined)?),
        };
        let record = change.as_ref().map(|change| (Record::of(&joined), change.sum()));
        let head = FieldPath::top(Name::of(household::HEAD));
        let head = joined.text(&head).unwrap_or_default().to_owned();
        let told = Household { id: work.id, head, outcome, conflicts, missing: missing.len(), files };
        Ok(Joined { told, record, change, blobs, missing, taken })
    }

    /// Works on items that are not planned here yet: their plan may come with another tablet. So they are not noted as
    /// taken, and are read again by the next merge that brings them.
    fn mind_what_waits(&self, narrow: &[Narrow], joined: &Dossier, taken: &mut Vec<TakenPart>) {
        let item = Name::of(fields::ITEM);
        let known: BTreeSet<RowId> = joined.rows(&[], &item).into_iter().collect();
        for Narrow { theirs, file, part } in narrow {
            if theirs.rows(&[], &item).iter().any(|row| !known.contains(row)) {
                taken.retain(|taken| taken.part != *part);
                self.remark(Problem::warning("merge-works-wait").in_file(file).of_dossier(joined.id));
            }
        }
    }

    /// A household of which nothing is to be read: only its photos are looked for.
    fn only_photos(&self, work: &Work) -> Joined {
        let (mut blobs, mut missing) = (Vec::new(), Vec::new());
        for hash in work.lacking.iter().copied().filter(|hash| !self.has_photo(*hash)) {
            match self.finder.find(Blob::Photo(hash), &[]) {
                Some(origin) => blobs.push((Blob::Photo(hash), origin)),
                None => missing.push(hash),
            }
        }
        let (outcome, head) = (Outcome::Unchanged, String::new());
        let told = Household { id: work.id, head, outcome, conflicts: 0, missing: missing.len(), files: 0 };
        Joined { told, change: None, record: None, blobs, missing, taken: Vec::new() }
    }

    /// Which photos and form texts come with the household, and which photos are nowhere.
    fn blobs(&self, joined: &Dossier, near: &BTreeSet<u32>) -> (Vec<(Blob, Origin)>, Vec<ContentHash>) {
        let near: Vec<u32> = near.iter().copied().collect();
        let (mut blobs, mut missing) = (Vec::new(), Vec::new());
        for blob in named_by(joined) {
            let here = match blob {
                Blob::Photo(hash) => self.has_photo(hash),
                Blob::Form(hash) => self.store.layout().kept_form(hash).exists(),
            };
            if here {
                continue;
            }
            match (self.finder.find(blob, &near), blob) {
                (Some(origin), blob) => blobs.push((blob, origin)),
                (None, Blob::Photo(hash)) => missing.push(hash),
                // Without its text the household is filled with the form that is here.
                (None, Blob::Form(_)) => {}
            }
        }
        (blobs, missing)
    }

    fn has_photo(&self, hash: ContentHash) -> bool {
        self.photo_folders.may_have(hash) && self.store.has_photo(hash)
    }

    fn read(&self, id: DossierId, part: Part, own: Option<&[u8]>, brought: &mut Brought) {
        match part {
            Part::File(place) => {
                let input = &self.sources.inputs[place as usize];
                match input.kind {
                    InputKind::Journal(_) => self.read_journal(id, part, input, brought),
                    InputKind::Dossier(_) | InputKind::Package => self.read_file(id, part, place, own, brought),
                }
            }
            Part::Packed { source, narrow, input } => {
                let path = self.sources.inputs[input as usize].path();
                match self.packages.with(source, |package| content::dossier(package, id)) {
                    Some(Ok(theirs)) if narrow => brought.narrow.push(Narrow { theirs, file: path, part }),
                    Some(Ok(dossier)) => brought.whole.push(dossier.into()),
                    Some(Err(problem)) => return self.unread(problem.in_file(path).of_dossier(id), None),
                    None => return,
                }
                brought.take(part, None, source);
            }
        }
    }

    fn read_file(&self, id: DossierId, part: Part, place: u32, own: Option<&[u8]>, brought: &mut Brought) {
        let input = &self.sources.inputs[place as usize];
        let path = input.path();
        let Some((bytes, stamp)) = self.bytes(&path, foreign::room(MAX_DOSSIER_BYTES as u64)) else { return };
        let Some(bytes) = self.opened(input.source, &path, bytes) else { return };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let problem = about(id, Problem::error("store-not-text").in_file(&path));
                return self.keep(&path, error.as_bytes(), problem);
            }
        };
        let known = || brought.whole.iter().any(|whole| whole.text.as_ref() == Some(&text));
        if own == Some(text.as_bytes()) || known() {
            return brought.take(part, Some(stamp), input.source);
        }
        let exact = wire::read_exact(&text);
        let is_exact = exact.is_some();
        match exact.map_or_else(|| wire::read(&text), |dossier| Ok((dossier, Vec::new()))) {
            Ok((dossier, _)) if dossier.id != id => self.misplaced(place, dossier.id),
            Ok((dossier, problems)) => {
                problems.into_iter().for_each(|problem| self.remark(problem.in_file(&path)));
                if self.is_builder(input) {
                    brought.narrow.push(Narrow { theirs: dossier, file: path, part });
                } else {
                    brought.whole.push(Whole { dossier, text: Some(text), exact: is_exact });
                }
                brought.take(part, Some(stamp), input.source);
            }
            Err(problem) => self.keep(&path, text.as_bytes(), about(id, problem.in_file(&path))),
        }
    }

    fn read_journal(&self, id: DossierId, part: Part, input: &Input, brought: &mut Brought) {
        let path = input.path();
        let Some((bytes, stamp)) = self.bytes(&path, MAX_JOURNAL_BYTES) else { return };
        let journal = match foreign::read_journal(id, &bytes, self.keys.of(input.source)) {
            Ok(journal) => journal,
            Err(problem) => return self.unread(problem.in_file(path).of_dossier(id), None),
        };
        journal.problems.into_iter().for_each(|problem| self.remark(problem.in_file(&path).of_dossier(id)));
        if let Some((bad, reason)) = journal.damaged {
            self.keep(&path, &bad, reason.in_file(&path).of_dossier(id));
        }
        if journal.dossier.fields.is_empty() && journal.dossier.unknown.is_empty() {
            return;
        }
        if self.is_builder(input) {
            brought.narrow.push(Narrow { theirs: journal.dossier, file: path, part });
        } else {
            brought.whole.push(journal.dossier.into());
        }
        brought.take(part, Some(stamp), input.source);
    }

    /// What a contractor's tablet says goes through the narrow door, package or not.
    fn is_builder(&self, input: &Input) -> bool {
        self.sources.list[input.source as usize].role == Some(Role::Contractor)
    }

    fn bytes(&self, path: &Path, limit: u64) -> Option<(Vec<u8>, FileStamp)> {
        match foreign::read_file(path, limit) {
            Ok((bytes, stamp)) => {
                self.told.bytes.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                Some((bytes, stamp))
            }
            Err(Unreadable::Changing(problem) | Unreadable::Refused(problem)) => {
                self.unread(problem, None);
                None
            }
            Err(unreadable) => {
                self.unread(unreadable.problem(), None);
                None
            }
        }
    }

    /// The content of a file; tells where it is sealed for others, and keeps it where it is damaged.
    fn opened(&self, source: u32, path: &Path, bytes: Vec<u8>) -> Option<Vec<u8>> {
        if !is_sealed(&bytes) {
            return Some(bytes);
        }
        match self.keys.of(source).open(&bytes) {
            Ok(plain) => return Some(plain),
            Err(problem) if problem.key == "seal-damaged" => self.keep(path, &bytes, problem.in_file(path)),
            // Nothing is wrong with it; only the key is another one.
            Err(problem) => self.unread(problem.in_file(path), None),
        }
        None
    }

    fn misplaced(&self, place: u32, id: DossierId) {
        self.told.misplaced.lock().unwrap_or_else(PoisonError::into_inner).push((place, id));
    }

    /// Keeps a copy of what cannot be read, as long as there is room for such.
    pub fn keep(&self, path: &Path, bytes: &[u8], why: Problem) {
        let size = bytes.len() as u64;
        let files = self.told.kept_files.fetch_add(1, Ordering::Relaxed);
        let sum = self.told.kept_bytes.fetch_add(size, Ordering::Relaxed).saturating_add(size);
        let room = files < MAX_KEPT_INPUT_FILES && sum <= MAX_KEPT_INPUT_BYTES;
        if self.dry_run || !room {
            return self.unread(why, None);
        }
        let kept = match self.store.keep_input(path, bytes, &why) {
            Ok(Kept::Now(kept) | Kept::Before(kept)) => Some(kept),
            Err(problem) => {
                self.remark(problem);
                None
            }
        };
        self.unread(why, kept);
    }

    pub fn unread(&self, why: Problem, kept: Option<PathBuf>) {
        self.told.unread.lock().unwrap_or_else(PoisonError::into_inner).push(Unread { why, kept });
    }

    pub fn remark(&self, problem: Problem) {
        let mut remarks = self.told.remarks.lock().unwrap_or_else(PoisonError::into_inner);
        if remarks.len() < MOST_REMARKS {
            remarks.push(problem);
        }
    }
}

impl Brought {
    fn take(&mut self, part: Part, stamp: Option<FileStamp>, source: u32) {
        self.any = true;
        self.near.insert(source);
        self.taken.push(TakenPart { part, stamp });
    }
}

/// A problem with a file, of the household that its name says.
fn about(id: DossierId, problem: Problem) -> Problem {
    if id == NOBODY { problem } else { problem.of_dossier(id) }
}

/// What has become of a household, and how many fields are in conflict that were not. Without `before` nothing was
/// joined to what was here, if anything was.
fn compare(before: Option<&Dossier>, after: &Dossier, was_here: bool) -> (Outcome, usize) {
    let Some(before) = before else {
        return if was_here { (Outcome::Unchanged, 0) } else { (Outcome::New, after.conflicts().count()) };
    };
    let differs = |(path, register): &(&FieldPath, &Register)| before.fields.get(*path) != Some(*register);
    let (mut fields, mut conflicts) = (0, 0);
    for (path, register) in after.fields.iter().filter(differs) {
        fields += 1;
        let known = before.fields.get(path).is_some_and(Register::is_conflict);
        conflicts += usize::from(register.is_conflict() && !known);
    }
    if fields == 0 && before.unknown == after.unknown {
        (Outcome::Unchanged, 0)
    } else {
        (Outcome::Changed { fields }, conflicts)
    }
}

/// The photos and form texts that live values name.
fn named_by(dossier: &Dossier) -> BTreeSet<Blob> {
    let live = dossier.fields.values().flat_map(Register::live);
    let named = live.filter_map(|(_, write)| match &write.value {
        Value::Photo(photo) => Some(Blob::Photo(photo.hash)),
        Value::Estimate(estimate) => Some(Blob::Photo(estimate.photo)),
        Value::Form(form) => Some(Blob::Form(form.hash)),
        _ => None,
    });
    named.collect()
}
