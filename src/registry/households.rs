//! All households of the workspace: the one list in memory, with what makes it quick to search.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::Basis;
use super::ask::{Found, Test};
use super::dictionary::spelled;
use super::duplicates::Compared;
use super::duplicates::joins::Joins;
use super::facts::{Dictionaries, Facts};
use super::filter::Flag;
use super::pinyin::Named;
use super::record::Record;
use super::text::{SearchText, fold};
use super::view::Query;
use crate::dossier::stage::Stage;
use crate::id::DossierId;

/// Bytes of one line of the search text, about.
const LINE_BYTES: usize = 120;

/// The households of a workspace. A household has a row, which it keeps as long as it is there.
#[derive(Clone, Debug)]
pub struct Registry {
    records: Vec<Record>,
    rows: HashMap<DossierId, u32>,
    facts: Vec<Facts>,
    dictionaries: Dictionaries,
    pub(super) text: SearchText,
    basis: Basis,
    /// What others know of a household: bits of [`Flag`].
    marks: HashMap<DossierId, u32>,
    /// Which household is part of which: one that is part of another has a row, and is left out of everything.
    joins: Joins,
    pub(super) hidden: usize,
    revision: u64,
}

impl Registry {
    pub fn new(records: Vec<Record>, basis: Basis) -> Self {
        Self::with_marks(records, basis, HashMap::new())
    }

    fn with_marks(records: Vec<Record>, basis: Basis, marks: HashMap<DossierId, u32>) -> Self {
        let mut registry = Self {
            rows: HashMap::with_capacity(records.len()),
            facts: Vec::with_capacity(records.len()),
            text: SearchText::with_capacity(records.len(), records.len() * LINE_BYTES),
            records: Vec::with_capacity(records.len()),
            dictionaries: Dictionaries::default(),
            basis,
            marks,
            joins: Joins::default(),
            hidden: 0,
            revision: 0,
        };
        records.into_iter().for_each(|record| registry.take(record));
        registry.hide_parts();
        registry
    }

    /// How many households there are, those that are part of another left out.
    pub fn len(&self) -> usize {
        self.records.len() - self.hidden
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Grows with every change.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// In the order of the rows, without households that are part of another.
    pub fn iter(&self) -> impl Iterator<Item = &Record> {
        self.rows().map(|(_, record)| record)
    }

    /// The same with their rows.
    pub fn rows(&self) -> impl Iterator<Item = (u32, &Record)> {
        let shown = (0_u32..).zip(&self.records).zip(&self.facts).filter(|(_, facts)| !facts.is_hidden());
        shown.map(|(row, _)| row)
    }

    /// Every household, those that are part of another too.
    pub fn all(&self) -> &[Record] {
        &self.records
    }

    /// Which household is part of which.
    pub const fn joins(&self) -> &Joins {
        &self.joins
    }

    /// By row.
    pub fn get(&self, row: usize) -> Option<&Record> {
        self.records.get(row)
    }

    pub fn find(&self, id: DossierId) -> Option<&Record> {
        self.get(self.row(id)? as usize)
    }

    pub fn row(&self, id: DossierId) -> Option<u32> {
        self.rows.get(&id).copied()
    }

    pub const fn basis(&self) -> &Basis {
        &self.basis
    }

    pub fn facts(&self) -> &[Facts] {
        &self.facts
    }

    pub const fn dictionaries(&self) -> &Dictionaries {
        &self.dictionaries
    }

    /// Bytes of the search text.
    pub fn text_bytes(&self) -> &[u8] {
        self.text.bytes()
    }

    /// How many households stand at each stage that somebody has reached, in the order of the way.
    pub fn stages(&self) -> Vec<(Stage, usize)> {
        let mut counts = [0_usize; Stage::ALL.len()];
        let shown = self.facts.iter().filter(|facts| !facts.is_hidden());
        shown.for_each(|facts| counts[usize::from(facts.stage)] += 1);
        Stage::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect()
    }

    /// Takes in a household that is new or has changed. What is known to be missing in it stays, unless the record
    /// says so itself.
    pub fn put(&mut self, record: Record) {
        self.put_all([record]);
    }

    /// Takes in many at once.
    pub fn put_all(&mut self, records: impl IntoIterator<Item = Record>) {
        records.into_iter().for_each(|record| self.take(record));
        self.hide_parts();
        self.revision += 1;
    }

    fn take(&mut self, mut record: Record) {
        let marks = self.marks.get(&record.id).copied().unwrap_or_default();
        self.joins.put(record.id, &Compared::into(&record.figures.compared));
        let facts = Facts::of(&record, &mut self.dictionaries, &self.basis, marks);
        let line = line(&record);
        if let Some(row) = self.row(record.id).map(|row| row as usize) {
            record.missing = record.missing.or(self.records[row].missing);
            self.records[row] = record;
            self.facts[row] = facts;
            self.text.set(row, &line);
        } else {
            let row = self.records.len();
            self.rows.insert(record.id, u32::try_from(row).unwrap_or(u32::MAX));
            self.records.push(record);
            self.facts.push(facts);
            self.text.set(row, &line);
        }
    }

    /// Leaves out what is part of another household, and nothing else.
    fn hide_parts(&mut self) {
        let parts: Vec<u32> = self.joins.hidden().filter_map(|(part, _)| self.row(part)).collect();
        if parts.len() != self.hidden || parts.iter().any(|row| !self.facts[*row as usize].is_hidden()) {
            self.facts.iter_mut().for_each(|facts| facts.hide(false));
            parts.iter().for_each(|row| self.facts[*row as usize].hide(true));
            self.hidden = parts.len();
        }
    }

    /// Forgets households that are no longer in the workspace. Rows change.
    pub fn remove(&mut self, ids: &[DossierId]) {
        if ids.iter().any(|id| self.rows.contains_key(id)) {
            let records = std::mem::take(&mut self.records);
            let left = records.into_iter().filter(|record| !ids.contains(&record.id)).collect();
            let (marks, revision) = (std::mem::take(&mut self.marks), self.revision + 1);
            *self = Self { revision, ..Self::with_marks(left, self.basis.clone(), marks) };
        }
    }

    /// Goes by another day, programme or catalogue from now on.
    pub fn set_basis(&mut self, basis: Basis) {
        if self.basis != basis {
            self.basis = basis;
            self.judge_anew(|_| true);
        }
    }

    /// Notes of exactly these households what only others know: [`Flag::Duplicate`], [`Flag::PhotoMissing`].
    pub fn mark(&mut self, flag: Flag, ids: impl IntoIterator<Item = DossierId>) {
        let before = std::mem::take(&mut self.marks);
        self.marks = before.iter().map(|(id, marks)| (*id, marks & !flag.bit())).collect();
        for id in ids {
            *self.marks.entry(id).or_default() |= flag.bit();
        }
        self.marks.retain(|_, marks| *marks != 0);
        if self.marks != before {
            let changed = |id: &DossierId, marks: &HashMap<DossierId, u32>| marks.get(id) != before.get(id);
            let now = self.marks.clone();
            self.judge_anew(|record| changed(&record.id, &now));
        }
    }

    fn judge_anew(&mut self, which: impl Fn(&Record) -> bool) {
        for (record, facts) in self.records.iter().zip(&mut self.facts).filter(|(record, _)| which(record)) {
            let marks = self.marks.get(&record.id).copied().unwrap_or_default();
            let hidden = facts.is_hidden();
            *facts = Facts::of(record, &mut self.dictionaries, &self.basis, marks);
            facts.hide(hidden);
        }
        self.revision += 1;
    }

    /// What was asked for, counted and in order.
    pub fn ask(&self, query: &Query) -> Found {
        let mut found = self.counted(query);
        self.order(&mut found.rows, query.sort);
        found
    }

    /// The same in the order of the rows.
    pub fn counted(&self, query: &Query) -> Found {
        let test = Test::of(&query.filter, &self.dictionaries);
        let only = query.filter.only.as_deref();
        let given = |only: &[DossierId]| -> Vec<u32> {
            let mut rows: Vec<u32> = only.iter().filter_map(|id| self.row(*id)).collect();
            rows.sort_unstable();
            rows
        };
        let candidates = match (self.search(&query.typed), only.map(given)) {
            (None, None) => None,
            (Some(rows), None) | (None, Some(rows)) => Some(rows),
            (Some(typed), Some(given)) => {
                Some(typed.into_iter().filter(|row| given.binary_search(row).is_ok()).collect())
            }
        };
        match candidates {
            Some(rows) => Found::among(rows.into_iter(), &self.facts, &test, &self.dictionaries),
            None => {
                let rows = 0..u32::try_from(self.records.len()).unwrap_or(u32::MAX);
                Found::among(rows, &self.facts, &test, &self.dictionaries)
            }
        }
    }

    /// Which photos each household names, by [`super::photo_key`].
    pub fn photo_keys(&self) -> Vec<(DossierId, Vec<u64>)> {
        self.iter().map(|record| (record.id, record.figures.photo_keys.clone())).collect()
    }

    /// The ids of rows.
    pub fn ids(&self, rows: &[u32]) -> Arc<[DossierId]> {
        rows.iter().filter_map(|row| self.get(*row as usize)).map(|record| record.id).collect()
    }
}

/// What a household is found by, apart from the texts that it shares with others.
fn line(record: &Record) -> String {
    let (summary, figures) = (&record.summary, &record.figures);
    let mut line = String::with_capacity(2 * LINE_BYTES);
    let mut add = |text: &str| {
        if !text.is_empty() {
            // Writing to a String cannot fail.
            writeln!(line, "{}", fold(text)).ok();
        }
    };
    let others = summary.persons.iter().map(|person| person.name.as_str()).filter(|name| *name != summary.head);
    let names: Vec<&str> = std::iter::once(summary.head.as_str()).chain(others).collect();
    names.iter().for_each(|name| add(name));
    [&summary.address, &summary.phone].into_iter().for_each(|text| add(text));
    let digits: String = summary.phone.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != summary.phone.len() {
        add(&digits);
    }
    [&*figures.order_number, &figures.roster_number].into_iter().for_each(&mut add);
    for person in &summary.persons {
        add(&person.citizen_id_end);
        if person.certificate_end != person.citizen_id_end {
            add(&person.certificate_end);
        }
    }
    names.iter().for_each(|name| line.push_str(&spelled(name, Named::Person)));
    line
}
