//! What a merge has brought, per household and per file.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::sources::Source;
use crate::id::DossierId;
use crate::problem::Problem;
use crate::stamp::Moment;

/// What became of one household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was not here before.
    New,
    /// So many fields are not what they were.
    Changed { fields: usize },
    /// The inputs brought nothing that was not here.
    Unchanged,
    /// It could not be taken; what was here stays as it was.
    Refused(Problem),
}

/// One household that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Household {
    pub id: DossierId,
    /// 户主姓名; empty where it is not known.
    pub head: String,
    pub outcome: Outcome,
    /// Fields that say different things now and did not before.
    pub conflicts: usize,
    /// Photos it names that are neither here nor in the inputs.
    pub missing: usize,
    /// Files and package entries that were read for it.
    pub files: usize,
}

impl Household {
    /// Whether there is anything to tell of it.
    pub fn is_news(&self) -> bool {
        self.outcome != Outcome::Unchanged || self.missing > 0
    }
}

/// A file, or a household in a package, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// With file, line and household, as far as they are known.
    pub why: Problem,
    /// The copy in `broken/`.
    pub kept: Option<PathBuf>,
}

/// How a merge ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum End {
    #[default]
    Done,
    /// Somebody stopped it; merging again goes on.
    Stopped,
    /// The disk of this workspace failed; merging again goes on.
    Failed(Problem),
}

/// Sums over a merge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Totals {
    /// Files of households, journals and packages among the inputs.
    pub files: usize,
    /// Of these, passed over because they were merged before and have not changed since.
    pub same: usize,
    /// Bytes that were read.
    pub bytes: u64,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
    /// Fields that have changed, in households that were here before.
    pub fields: usize,
    /// Fields that say different things now and did not before, and in how many households.
    pub conflicts: usize,
    pub conflict_households: usize,
    /// Photos and form texts that were not here before.
    pub photos: usize,
    pub forms: usize,
    /// Photos that households here name and nobody has brought, and in how many households.
    pub missing: usize,
    pub missing_households: usize,
    /// Files that could not be read.
    pub unread: usize,
    /// Files of other kinds, links and folders that were not looked at.
    pub skipped: usize,
}

/// What a merge has brought.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    pub began: Moment,
    pub seconds: f64,
    /// Nothing was written.
    pub dry_run: bool,
    pub inputs: Vec<PathBuf>,
    pub sources: Vec<Source>,
    pub totals: Totals,
    /// Households that are news, by id.
    pub households: Vec<Household>,
    /// Households that lack photos, by id, with how many.
    pub lacking: Vec<(DossierId, usize)>,
    pub unread: Vec<Unread>,
    /// What was not looked at, and why; at most [`MAX_REPORTED_FILES`](crate::limits::MAX_REPORTED_FILES).
    pub skipped: Vec<Problem>,
    /// What is not as it should be in the workspace itself, and remarks on files that were taken.
    pub problems: Vec<Problem>,
    pub end: End,
}

impl Report {
    /// Everything that was dropped in is here now.
    pub fn is_whole(&self) -> bool {
        self.end == End::Done && self.totals.unread == 0 && self.totals.refused == 0
    }
}
