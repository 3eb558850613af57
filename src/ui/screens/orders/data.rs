//! What the coordinator's orders show.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::app::works::jobs::{Job, Jobs};
use crate::dossier::stage::Stage;
use crate::id::DossierId;
use crate::registry::Registry;
use crate::registry::record::Record;

/// A contractor and how the works stand there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contractor {
    pub name: String,
    pub ordered: usize,
    pub in_works: usize,
    pub rectifying: usize,
    pub done: usize,
    pub late: usize,
    pub jobs: Vec<DossierId>,
}

impl Contractor {
    /// Works that go into a package.
    pub const fn open(&self) -> usize {
        self.ordered + self.in_works + self.rectifying
    }
}

/// All contractors by name, each with its works by the day they are due.
pub fn contractors(jobs: &Jobs, today: Date) -> Vec<Contractor> {
    let mut all: BTreeMap<&str, Contractor> = BTreeMap::new();
    let mut sorted: Vec<&Job> = jobs.iter().filter(|job| job.stage <= Stage::Rectifying).collect();
    sorted.sort_by_key(|job| (!job.is_open(), job.due.is_none(), job.due, job.id));
    for job in sorted {
        let contractor = all.entry(&job.contractor).or_default();
        contractor.name.clone_from(&job.contractor);
        contractor.late += usize::from(job.is_late(today));
        contractor.jobs.push(job.id);
        match job.stage {
            Stage::Ordered => contractor.ordered += 1,
            Stage::InWorks => contractor.in_works += 1,
            Stage::Rectifying => contractor.rectifying += 1,
            _ => contractor.done += 1,
        }
    }
    all.into_values().collect()
}

/// The households whose notice is over: index in the listing, those found by what was typed.
pub fn to_order(registry: &Registry, typed: &str) -> Vec<usize> {
    let ready = |(_, home): &(usize, &Record)| home.summary.stage == Stage::Noticed && home.summary.matches(typed);
    let mut found: Vec<_> = registry.iter().enumerate().filter(ready).collect();
    found.sort_by(|(_, a), (_, b)| {
        let key = |home: &Record| (home.summary.division.clone(), home.summary.village.clone());
        key(a).cmp(&key(b)).then_with(|| a.summary.head.cmp(&b.summary.head))
    });
    found.into_iter().map(|(index, _)| index).collect()
}
