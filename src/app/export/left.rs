//! What an export left out, and what in it may be wrong: said on the screen, and in the table beside the others.

use std::collections::BTreeMap;

use super::home::Office;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::table::write::{Cell, Column, Head, Kind};

/// Why a household is not in the tables.
#[derive(Clone, Debug, PartialEq)]
pub enum Absent {
    /// Its file cannot be read.
    Unreadable(Problem),
    /// The family refused that data are taken.
    Refused,
    /// The family has not said yes, which a public table needs.
    NotAsked,
    /// It is part of another household now 已并入.
    Joined,
}

/// What may be wrong, or is missing, in the rows of a household.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// So many fields have different values from different devices; the one that leads is in the tables.
    Conflicts(u32),
    /// So many photos are named and not here.
    PhotosMissing(u32),
    /// Parts of its file were damaged.
    Damaged,
    /// Items without a certain amount: in no sum.
    Uncertain(u32),
}

/// Everything that is not in the tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeftOut {
    /// By table: what people call the columns that the purpose does not allow.
    pub columns: Vec<(String, Vec<String>)>,
    pub absent: Vec<(DossierId, Absent)>,
    pub doubts: Vec<(DossierId, Doubt)>,
    /// Texts that were longer than a cell may be.
    pub cut: u64,
    /// Keys of what such tables never say.
    pub never: Vec<&'static str>,
}

impl Absent {
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "export-absent-unreadable",
            Self::Refused => "export-absent-refused",
            Self::NotAsked => "export-absent-not-asked",
            Self::Joined => "export-absent-joined",
        }
    }
}

impl Doubt {
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Conflicts(_) => "export-doubt-conflicts",
            Self::PhotosMissing(_) => "export-doubt-photos",
            Self::Damaged => "export-doubt-damaged",
            Self::Uncertain(_) => "export-doubt-uncertain",
        }
    }

    const fn count(&self) -> Option<u32> {
        match self {
            Self::Conflicts(count) | Self::PhotosMissing(count) | Self::Uncertain(count) => Some(*count),
            Self::Damaged => None,
        }
    }
}

impl LeftOut {
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|(_, columns)| columns.is_empty())
            && self.absent.is_empty()
            && self.doubts.is_empty()
            && self.cut == 0
    }

    /// Households by reason: key of the reason, how many.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        let mut counts = BTreeMap::new();
        let keys = self.absent.iter().map(|(_, why)| why.key()).chain(self.doubts.iter().map(|(_, doubt)| doubt.key()));
        keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
        counts.into_iter().collect()
    }

    /// What was left out, in a few lines: columns, then households by reason.
    pub fn lines(&self, words: &Words) -> Vec<String> {
        let mut lines = Vec::new();
        for (table, columns) in &self.columns {
            let (count, columns) = (columns.len().to_string(), first_few(columns, words));
            lines
                .push(words.with("export-left-columns", &[("table", table), ("count", &count), ("columns", &columns)]));
        }
        for (key, count) in self.counts() {
            let (why, count) = (words.text(key), count.to_string());
            lines.push(words.with("export-left-households", &[("why", &why), ("count", &count)]));
        }
        if self.cut > 0 {
            lines.push(words.with("export-left-cut", &[("count", &self.cut.to_string())]));
        }
        lines
    }

    /// The columns of the table that says it, as rows give them.
    pub(super) fn head(office: &Office, is_set: bool) -> Head {
        let words = office.words();
        let columns = ["matter", "what", "count", "household"];
        let columns =
            columns.iter().zip(["export-note-matter", "export-note-what", "export-note-count", "export-household"]);
        let kind = |id: &str| if id == "count" { Kind::Integer } else { Kind::Text };
        let name = words.text("export-notes");
        Head {
            id: "notes".to_owned(),
            // Engines that read a folder of data pass over names that begin so.
            name: if is_set { format!("_{name}") } else { name.clone() },
            title: name,
            columns: columns.map(|(id, key)| Column::new(*id, words.text(key), kind(id))).collect(),
            yes_no: [words.text("dossier-yes"), words.text("dossier-no")],
        }
    }

    pub(super) fn rows(&self, office: &Office) -> Vec<Vec<Cell>> {
        let words = office.words();
        let row = |matter: &str, what: String, count: Option<i64>, id: Option<DossierId>| {
            let id = id.map(|id| id.to_string());
            vec![Cell::text(words.text(matter)), Cell::text(what), Cell::from(count), Cell::from(id)]
        };
        let mut rows = Vec::new();
        for (table, columns) in &self.columns {
            for column in columns {
                rows.push(row("export-note-column", format!("{table}: {column}"), None, None));
            }
        }
        for key in &self.never {
            rows.push(row("export-note-never", words.text(key), None, None));
        }
        if self.cut > 0 {
            rows.push(row("export-note-cut", words.text("export-note-cut-what"), i64::try_from(self.cut).ok(), None));
        }
        for (key, count) in self.counts() {
            rows.push(row("export-note-sum", words.text(key), i64::try_from(count).ok(), None));
        }
        for (id, why) in &self.absent {
            let what = match why {
                Absent::Unreadable(problem) => words.problem(problem),
                why => words.text(why.key()),
            };
            rows.push(row("export-note-absent", what, None, Some(*id)));
        }
        for (id, doubt) in &self.doubts {
            let count = doubt.count().map(i64::from);
            rows.push(row("export-note-doubt", words.text(doubt.key()), count, Some(*id)));
        }
        rows
    }
}

/// Columns named on a screen; the table of notes has all.
const MOST_NAMED: usize = 12;

fn first_few(columns: &[String], words: &Words) -> String {
    let between = words.text("dossier-between-choices");
    let named: Vec<&str> = columns.iter().take(MOST_NAMED).map(String::as_str).collect();
    let more = if columns.len() > MOST_NAMED { "…" } else { "" };
    format!("{}{more}", named.join(&between))
}
