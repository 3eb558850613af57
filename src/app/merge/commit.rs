//! The one thread that writes: households with their photos, in groups; and what is noted once they are durable.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;

use super::Progress;
use super::household::{Joined, Joiner, Part};
use super::ledger::Ledger;
use super::report::{Household, Outcome, Totals};
use crate::id::DossierId;
use crate::problem::Problem;
use crate::store::bulk::{Blob, Group};
use crate::store::index::Written as Entry;

/// Groups after which the ledger is written: a kill costs reading what came after it again.
const LEDGER_EVERY: usize = 32;

/// Hears of households that are new or have changed and are durable, a group at a time.
pub type Hear<'a> = &'a (dyn Fn(&[Entry]) + Sync);

/// What was made durable.
#[derive(Default)]
pub(super) struct Written {
    pub households: BTreeMap<DossierId, Household>,
    pub totals: Totals,
    pub failed: Option<Problem>,
    /// Households of each package that were taken.
    pub packed: BTreeMap<u32, HashSet<DossierId>>,
    /// For the index.
    pub entries: Vec<Entry>,
}

pub(super) struct Committer<'a> {
    pub joiner: &'a Joiner<'a>,
    pub ledger: &'a mut Ledger,
    pub progress: &'a Progress,
    pub hear: Hear<'a>,
    pub written: Written,
    group: Option<Group<'a>>,
    /// In the group that is open.
    waiting: Vec<Joined>,
    groups: usize,
}

impl<'a> Committer<'a> {
    pub fn new(joiner: &'a Joiner<'a>, ledger: &'a mut Ledger, progress: &'a Progress, hear: Hear<'a>) -> Self {
        let written = Written::default();
        Self { joiner, ledger, progress, hear, written, group: None, waiting: Vec::new(), groups: 0 }
    }

    /// Takes households until there are no more, or until the disk fails.
    pub fn run(&mut self, households: &Receiver<Joined>) {
        while let Ok(joined) = households.recv() {
            if let Err(problem) = self.take(joined) {
                return self.fail(problem);
            }
        }
        if let Err(problem) = self.commit() {
            self.fail(problem);
        }
    }

    /// What waits in the group is given up: the next merge brings it again.
    fn fail(&mut self, problem: Problem) {
        self.progress.fail();
        self.group = None;
        self.waiting.clear();
        self.written.failed = Some(problem);
    }

    fn take(&mut self, mut joined: Joined) -> Result<(), Problem> {
        if self.joiner.dry_run {
            self.count_blobs(&joined);
            self.note(joined);
            return Ok(());
        }
        if joined.change.is_some() || !joined.blobs.is_empty() {
            let mut group = match self.group.take() {
                Some(group) => group,
                None => self.joiner.bulk.group()?,
            };
            self.put_blobs(&mut joined, &mut group)?;
            if let Some(change) = joined.change.take() {
                group.put(change)?;
            }
            let full = group.is_full();
            self.group = Some(group);
            self.waiting.push(joined);
            if full {
                self.commit()?;
            }
        } else {
            self.note(joined);
        }
        Ok(())
    }

    /// Photos are read one at a time: that bounds the memory, however large they are.
    fn put_blobs(&mut self, joined: &mut Joined, group: &mut Group<'_>) -> Result<(), Problem> {
        for (blob, origin) in std::mem::take(&mut joined.blobs) {
            match self.joiner.finder.read(blob, origin) {
                Ok(bytes) => {
                    let new = group.put_blob(blob, &bytes)?;
                    match blob {
                        Blob::Photo(_) => self.written.totals.photos += usize::from(new),
                        Blob::Form(_) => self.written.totals.forms += usize::from(new),
                    }
                }
                Err(problem) => {
                    self.joiner.remark(problem.of_dossier(joined.told.id));
                    if let Blob::Photo(hash) = blob {
                        joined.missing.push(hash);
                    }
                }
            }
        }
        joined.told.missing = joined.missing.len();
        Ok(())
    }

    fn count_blobs(&mut self, joined: &Joined) {
        let photos = joined.blobs.iter().filter(|(blob, _)| matches!(blob, Blob::Photo(_))).count();
        self.written.totals.photos += photos;
        self.written.totals.forms += joined.blobs.len() - photos;
    }

    fn commit(&mut self) -> Result<(), Problem> {
        let Some(group) = self.group.take() else { return Ok(()) };
        let files: HashMap<DossierId, PathBuf> =
            group.commit()?.into_iter().map(|committed| (committed.id, committed.file)).collect();
        let before = self.written.entries.len();
        for mut joined in std::mem::take(&mut self.waiting) {
            if let (Some((record, sum)), Some(file)) = (joined.record.take(), files.get(&joined.told.id)) {
                self.written.entries.push(Entry { record, file: file.clone(), sum });
            }
            self.note(joined);
        }
        let arrived = &self.written.entries[before..];
        if !arrived.is_empty() {
            (self.hear)(arrived);
        }
        self.groups += 1;
        if self.groups.is_multiple_of(LEDGER_EVERY) {
            self.write_ledger();
        }
        Ok(())
    }

    /// What is noted is durable, or was here before.
    fn note(&mut self, joined: Joined) {
        let Joined { told, missing, taken, .. } = joined;
        let id = told.id;
        if !matches!(told.outcome, Outcome::Refused(_)) && !self.joiner.dry_run {
            let sources = self.joiner.sources;
            for taken in taken {
                match (taken.part, taken.stamp) {
                    (Part::File(place), Some(stamp)) => {
                        let input = &sources.inputs[place as usize];
                        self.ledger.note(&sources.list[input.source as usize], input, stamp, &[id]);
                    }
                    (Part::File(_), None) => {}
                    (Part::Packed { input, .. }, _) => drop(self.written.packed.entry(input).or_default().insert(id)),
                }
            }
            self.ledger.note_missing(id, &missing);
        }
        self.count(&told);
        match self.written.households.get_mut(&id) {
            // A file under a wrong name came after the others.
            Some(known) => {
                if known.outcome == Outcome::Unchanged || matches!(told.outcome, Outcome::Refused(_)) {
                    known.outcome = told.outcome;
                }
                known.conflicts += told.conflicts;
                known.missing = told.missing;
                known.files += told.files;
            }
            None => drop(self.written.households.insert(id, told)),
        }
    }

    fn count(&mut self, told: &Household) {
        let totals = &mut self.written.totals;
        match &told.outcome {
            Outcome::Changed { fields } => totals.fields += fields,
            Outcome::New | Outcome::Unchanged | Outcome::Refused(_) => {}
        }
        totals.conflicts += told.conflicts;
    }

    /// A ledger that cannot be written costs the next merge time, and nothing else.
    pub fn write_ledger(&mut self) {
        if self.joiner.dry_run {
            return;
        }
        if let Err(problem) = self.ledger.write(self.joiner.store) {
            self.joiner.remark(problem);
        }
    }
}
