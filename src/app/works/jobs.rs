//! All works of the workspace as a list shows them: what is late, what waits for an answer.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::sheet::{JobItem, Sheet, Side};
use crate::dossier::Dossier;
use crate::dossier::stage::Stage;
use crate::id::DossierId;

/// One household's works in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub id: DossierId,
    pub stage: Stage,
    pub head: String,
    pub village: String,
    pub address: String,
    pub phone: String,
    pub contractor: String,
    pub number: String,
    pub start: Option<Date>,
    /// The day of the order, or of what is to be put right.
    pub due: Option<Date>,
    pub items: usize,
    pub done: usize,
    /// Items that must be put right.
    pub defects: usize,
    /// What the other side said and nobody here has read.
    pub unread: usize,
    /// Proposed changes without an answer.
    pub pending: usize,
}

impl Job {
    pub fn of(dossier: &Dossier, side: Side) -> Self {
        let sheet = Sheet::of(dossier);
        Self {
            due: sheet.due(),
            items: sheet.items.len(),
            done: sheet.items.iter().filter(|item| item.is_done()).count(),
            defects: sheet.items.iter().filter(|item| item.defect.is_some()).count(),
            unread: sheet.items.iter().map(|item| item.unread(side)).sum(),
            pending: sheet.items.iter().map(JobItem::pending).sum(),
            id: sheet.id,
            stage: sheet.stage,
            head: sheet.head,
            village: sheet.village,
            address: sheet.address,
            phone: sheet.phone,
            contractor: sheet.contractor,
            number: sheet.number,
            start: sheet.start,
        }
    }

    /// Whether somebody has to build here.
    pub const fn is_open(&self) -> bool {
        self.stage.is_in_works()
    }

    /// Open beyond the day it was due.
    pub fn is_late(&self, today: Date) -> bool {
        self.is_open() && self.due.is_some_and(|due| due < today)
    }

    fn matches(&self, typed: &str) -> bool {
        let wanted = typed.trim().to_lowercase();
        let texts = [&self.head, &self.address, &self.phone, &self.contractor, &self.number];
        texts.into_iter().any(|text| text.to_lowercase().contains(&wanted))
    }
}

/// Which works are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobFilter {
    /// Still to be built.
    #[default]
    Open,
    Late,
    /// Something to read or to decide.
    Waiting,
    Done,
    All,
}

impl JobFilter {
    pub const ALL: [Self; 5] = [Self::Open, Self::Late, Self::Waiting, Self::Done, Self::All];

    fn takes(self, job: &Job, side: Side, today: Date) -> bool {
        match self {
            Self::Open => job.is_open(),
            Self::Late => job.is_late(today),
            Self::Waiting => job.unread > 0 || (side == Side::Office && job.pending > 0),
            Self::Done => job.stage >= Stage::Done && job.stage != Stage::Rectifying,
            Self::All => true,
        }
    }
}

/// The works of this workspace: every household from the order on.
#[derive(Clone, Debug, Default)]
pub struct Jobs {
    jobs: BTreeMap<DossierId, Job>,
    revision: u64,
}

impl Jobs {
    /// Takes in how a household stands now; one that is not ordered is none of these.
    pub fn put(&mut self, job: Job) {
        self.revision += 1;
        if job.stage < Stage::Ordered {
            self.jobs.remove(&job.id);
        } else {
            self.jobs.insert(job.id, job);
        }
    }

    pub fn get(&self, id: DossierId) -> Option<&Job> {
        self.jobs.get(&id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Job> {
        self.jobs.values()
    }

    pub fn len(&self) -> usize {
        self.jobs.len()
    }

    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }

    /// Grows with every change.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// What the filter takes and matches what was typed: open works first, by the day they are due, what is to be put
    /// right before what is new.
    pub fn select(&self, filter: JobFilter, typed: &str, side: Side, today: Date) -> Vec<DossierId> {
        let mut chosen: Vec<&Job> =
            self.jobs.values().filter(|job| filter.takes(job, side, today) && job.matches(typed)).collect();
        chosen.sort_by(|a, b| {
            let key = |job: &Job| (!job.is_open(), job.due.is_none(), job.due, job.stage != Stage::Rectifying);
            key(a).cmp(&key(b)).then_with(|| a.head.cmp(&b.head)).then(a.id.cmp(&b.id))
        });
        chosen.into_iter().map(|job| job.id).collect()
    }
}
