//! Ordering what was found by a column: numbers of 64 bits first, texts only where those are equal.

use super::dictionary::Dictionary;
use super::households::Registry;
use super::record::Record;
use super::view::{Column, Sort};
use crate::registry::day::Day;
use crate::registry::facts::{Facts, NO_MONEY};
use crate::registry::pinyin;

/// What a household is ordered by: nothing there last, then the column, then the name.
type Key = (bool, u64, u64);

impl Registry {
    /// Orders rows. Equal ones stand by name, then by id, so that a list does not jump.
    pub(super) fn order(&self, rows: &mut [u32], sort: Sort) {
        let mut keyed: Vec<(Key, u32)> = rows.iter().map(|row| (self.key(*row, sort), *row)).collect();
        keyed.sort_unstable();
        // Keys of equal texts are equal; those of equal keys must be looked at.
        for run in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            run.sort_by(|(_, a), (_, b)| {
                let (Some(a), Some(b)) = (self.get(*a as usize), self.get(*b as usize)) else {
                    return std::cmp::Ordering::Equal;
                };
                let by_text = text(a, sort.by).cmp(text(b, sort.by));
                let by_text = if sort.descending { by_text.reverse() } else { by_text };
                by_text.then_with(|| a.summary.head.cmp(&b.summary.head)).then_with(|| a.id.cmp(&b.id))
            });
        }
        for (place, (_, row)) in rows.iter_mut().zip(keyed) {
            *place = row;
        }
    }

    fn key(&self, row: u32, sort: Sort) -> Key {
        let (Some(record), Some(facts)) = (self.get(row as usize), self.facts().get(row as usize)) else {
            return (true, 0, 0);
        };
        let number = self.number(record, facts, sort.by);
        let key = number.map(|number| if sort.descending { !number } else { number });
        (key.is_none(), key.unwrap_or_default(), if sort.by == Column::Name { 0 } else { facts.name })
    }

    /// The column as a number; `None` where there is nothing.
    fn number(&self, record: &Record, facts: &Facts, by: Column) -> Option<u64> {
        let (summary, figures, days) = (&record.summary, &record.figures, &record.figures.days);
        let dictionaries = self.dictionaries();
        let day = |day: Option<Day>| day.map(|day| signed(i64::from(day.number())));
        let count = |count: usize| Some(count as u64);
        let known = |dictionary: &Dictionary, number: u32, text: &str| {
            (!text.is_empty()).then(|| u64::from(dictionary.rank(number)))
        };
        match by {
            Column::Name => (!summary.head.is_empty()).then_some(facts.name),
            Column::Persons => summary.persons.first().map(|person| pinyin::rank(&person.name, true)),
            Column::Banner => prefix(&summary.division),
            Column::Township => known(&dictionaries.townships, facts.township, &summary.township),
            Column::Village => known(&dictionaries.villages, facts.village, &summary.village),
            Column::Contractor => known(&dictionaries.contractors, facts.contractor, &summary.contractor),
            Column::Surveyor => known(&dictionaries.surveyors, facts.surveyor, &figures.surveyor),
            Column::Address | Column::Phone | Column::OrderNumber | Column::RosterNumber => prefix(text(record, by)),
            Column::Stage => count(usize::from(facts.stage)),
            Column::Deadline => day(facts.deadline),
            Column::Category => (facts.categories != 0).then(|| u64::from(facts.categories.trailing_zeros())),
            Column::Grade => (facts.grades != 0).then(|| u64::from(facts.grades.trailing_zeros())),
            Column::Year => (facts.year != 0).then(|| signed(facts.year.into())),
            Column::PlannedVisit => day(days.planned_visit),
            Column::Surveyed => day(days.surveyed),
            Column::Ordered => day(days.ordered),
            Column::Finished => day(days.works_finished),
            Column::Accepted => day(days.accepted),
            Column::SettledOn => day(days.settled),
            Column::Changed => day(days.changed),
            Column::Planned => (!figures.items.is_empty()).then(|| signed(facts.planned)),
            Column::Settled => (facts.settled != NO_MONEY).then(|| signed(facts.settled)),
            Column::Items => count(figures.items.len()),
            Column::Photos => Some(summary.photos.into()),
            Column::Conflicts => Some(summary.conflicts.into()),
        }
    }
}

/// The text that decides where the numbers are equal; empty where a number says all.
fn text(record: &Record, by: Column) -> &str {
    match by {
        Column::Name => &record.summary.head,
        Column::Persons => record.summary.persons.first().map_or("", |person| &person.name),
        Column::Address => &record.summary.address,
        Column::Phone => &record.summary.phone,
        Column::OrderNumber => &record.figures.order_number,
        Column::RosterNumber => &record.figures.roster_number,
        _ => "",
    }
}

/// In the order of the signed numbers.
const fn signed(number: i64) -> u64 {
    (number as u64) ^ (1 << 63)
}

/// The first eight bytes; `None` of nothing.
fn prefix(text: &str) -> Option<u64> {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    (length > 0).then(|| u64::from_be_bytes(bytes))
}
