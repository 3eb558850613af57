//! Tables that leave the office 导出: which there are, of whom, for what purpose, and what was left out of them.
//!
//! **Invariant:** a purpose never shows more than [`privacy`] allows it, and everything that is missing is told.
//! **Invariant:** households are read a few at a time; memory does not grow with their number.
//!
//! [`run`] needs a workspace and no window; the lane in [`super::jobs::export`] runs it beside one, `tantu export` in
//! front of it. Small tables of a screen go through [`save`].

mod answers;
mod asked;
mod fields;
mod home;
mod left;
mod lists;
pub mod log;
mod made;
mod notes;
mod own;
mod place;
mod privacy;
mod report;
mod run;
mod sheet;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

pub use home::Office;
pub use left::{Absent, Doubt, LeftOut};
pub use own::{FILE_PREFIX as TABLE_PREFIX, OwnTable, tables};
pub use place::save;
pub use privacy::{Privacy, Purpose};
pub use run::run;

use crate::id::{DossierId, Name};
use crate::table::write::Format;

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A table that is data: county table, households, persons, items, notice, an office's own.
    Table(Name),
    /// 统计报表: progress, people, measures, money, over the cap, quality.
    Reports,
    /// 发现的问题
    Findings,
    /// 调查答案, one row for each.
    Answers,
    /// The same, one column for each question.
    AnswersWide,
    /// 冲突
    Conflicts,
    /// 照片目录
    Photos,
}

impl What {
    /// Everything that this workspace can export, in the order in which it is offered.
    pub fn all(tables: &[OwnTable]) -> Vec<Self> {
        let own = tables.iter().map(|table| Self::Table(table.id.clone()));
        let built_in = [Self::Reports, Self::Findings, Self::Answers, Self::AnswersWide, Self::Conflicts, Self::Photos];
        own.chain(built_in).collect()
    }

    /// Its name on the command line and in file names.
    pub fn name(&self) -> &str {
        match self {
            Self::Table(id) => id.as_str(),
            Self::Reports => "reports",
            Self::Findings => "findings",
            Self::Answers => "answers",
            Self::AnswersWide => "answers-wide",
            Self::Conflicts => "conflicts",
            Self::Photos => "photos",
        }
    }

    /// Key of what it is called; a table that is data has its own title.
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::Table(_) => None,
            Self::Reports => Some("export-what-reports"),
            Self::Findings => Some("export-what-findings"),
            Self::Answers => Some("export-what-answers"),
            Self::AnswersWide => Some("export-what-answers-wide"),
            Self::Conflicts => Some("export-what-conflicts"),
            Self::Photos => Some("export-what-photos"),
        }
    }

    /// What it may be exported for.
    pub fn purposes(&self, tables: &[OwnTable]) -> Vec<Purpose> {
        match self {
            Self::Table(id) => {
                let table = tables.iter().find(|table| table.id == *id);
                table.map(|table| table.purposes.clone()).unwrap_or_default()
            }
            Self::Reports => Purpose::ALL.to_vec(),
            _ => vec![Purpose::Internal, Purpose::Anonymous],
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub what: What,
    /// Only these households; `None` for all.
    pub scope: Option<Arc<BTreeSet<DossierId>>>,
    /// Codes of banners, or of leagues (`152200`); empty for all.
    pub division: Vec<String>,
    pub year: Option<i16>,
    pub purpose: Purpose,
    pub format: Format,
    /// A file for XLSX, else a folder.
    pub path: PathBuf,
}

/// What came of an export.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    pub path: PathBuf,
    pub households: usize,
    /// Name and rows of each table.
    pub tables: Vec<(String, u64)>,
    pub left: LeftOut,
}

#[cfg(test)]
mod tests;
