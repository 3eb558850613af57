//! What stands behind a figure: the condition that it was counted by, so that every bar leads to its households.

use super::Step;
use super::basis::{Basis, Scope};
use super::board::Month;
use super::late::Overdue;
use super::people::Trait;
use super::seen::{Judged, Seen};
use crate::id::DossierId;
use crate::plan::money::Fen;
use crate::registry::figures::Satisfaction;
use crate::registry::record::Record;

/// What households are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// 盟市
    League,
    /// 旗县区
    Banner,
    /// 苏木乡镇, of one banner.
    Township,
    /// 施工单位
    Contractor,
    /// 评估员
    Surveyor,
    /// 残疾类别; a household counts under each of its persons'.
    Category,
    /// 残疾等级; a household counts under its heaviest.
    Grade,
    /// Group of measures 改造类型; a household counts under each of its plan's.
    Measure,
}

/// Which group: `key` is a code, a name, the digit of a category or grade; empty for what is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    pub by: By,
    pub key: Box<str>,
}

/// The households behind a figure: those in `scope`, of `part`, that are `which`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lead {
    pub scope: Scope,
    pub part: Option<Part>,
    pub which: Which,
}

/// The condition itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    All,
    /// Has come at least so far.
    Reached(Step),
    /// Stands exactly here.
    Stands(Step),
    /// Took the step in this month.
    Took(Step, Month),
    /// Was to be visited, or finished, in this month.
    Due(Plan, Month),
    Over,
    OverUnexplained,
    Deviating,
    /// Costs at least the first and less than the second amount.
    Costs(Fen, Option<Fen>),
    Judged(Judged),
    /// Every item was judged.
    WasJudged,
    Said(Satisfaction),
    Asked,
    Complained,
    Charged,
    Returned,
    Idle,
    Faulty,
    Late,
    LateWith(Overdue),
    /// Late with this person or firm; empty: with the office or with nobody named.
    LateBy(Box<str>),
    Is(Trait),
    /// Its plan has this measure.
    Measure(Box<str>),
}

/// What was planned by the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Plan {
    /// 计划入户日期
    Visit,
    /// 要求完工日期
    Works,
}

impl Plan {
    pub fn day(self, record: &Record) -> Option<crate::registry::day::Day> {
        match self {
            Self::Visit => record.figures.days.planned_visit,
            Self::Works => record.figures.days.finish_by,
        }
    }
}

impl Part {
    pub fn new(by: By, key: &str) -> Self {
        Self { by, key: key.into() }
    }

    /// Whether the household counts under it.
    pub fn holds(&self, seen: &Seen<'_>, basis: &Basis<'_>) -> bool {
        let (summary, figures) = (&seen.record.summary, &seen.record.figures);
        let key = &*self.key;
        match self.by {
            By::League => seen.league == key,
            By::Banner => summary.division == key,
            By::Township => summary.township == key,
            By::Contractor => summary.contractor == key,
            By::Surveyor => surveyor(seen.record) == key,
            By::Category => categories(seen.record) & digit_bit(key) != 0,
            By::Grade => digit(heaviest(seen.record)) == key,
            By::Measure => figures.items.iter().any(|item| {
                let group = item.code.as_ref().and_then(|code| basis.measure(code.as_str()));
                let group = group.and_then(|(_, place)| basis.groups.get(place));
                group.map_or("", |group| group.as_str()) == key
            }),
        }
    }
}

impl Lead {
    /// Whether the household is one of those behind the figure.
    pub fn holds(&self, seen: &Seen<'_>, basis: &Basis<'_>) -> bool {
        self.scope.holds(seen)
            && self.part.as_ref().is_none_or(|part| part.holds(seen, basis))
            && self.which.holds(seen, basis)
    }

    /// The households behind the figure, sorted.
    pub fn ids<'a>(&self, records: impl IntoIterator<Item = &'a Record>, basis: &Basis<'a>) -> Vec<DossierId> {
        let seen = records.into_iter().map(|record| Seen::of(record, basis));
        let mut ids: Vec<DossierId> = seen.filter(|seen| self.holds(seen, basis)).map(|seen| seen.record.id).collect();
        ids.sort_unstable();
        ids
    }
}

impl Which {
    fn holds(&self, seen: &Seen<'_>, basis: &Basis<'_>) -> bool {
        let figures = &seen.record.figures;
        match self {
            Self::All => true,
            Self::Reached(step) => seen.has_reached(*step),
            Self::Stands(step) => seen.step == *step,
            Self::Took(step, month) => seen.has_reached(*step) && step.day(seen.record).map(Month::of) == Some(*month),
            Self::Due(plan, month) => plan.day(seen.record).map(Month::of) == Some(*month),
            Self::Over => seen.over > Fen(0),
            Self::OverUnexplained => seen.over > Fen(0) && !seen.has_reason(),
            Self::Deviating => seen.deviations > 0,
            Self::Costs(from, below) => {
                seen.cost().is_some_and(|cost| cost >= *from && below.is_none_or(|below| cost < below))
            }
            Self::Judged(judged) => seen.judged == *judged,
            Self::WasJudged => seen.judged != Judged::Not,
            Self::Said(said) => figures.satisfaction == Some(*said),
            Self::Asked => figures.satisfaction.is_some(),
            Self::Complained => figures.complaint,
            Self::Charged => figures.charged,
            Self::Returned => figures.days.returned.is_some(),
            Self::Idle => figures.idle > 0,
            Self::Faulty => figures.faulty > 0,
            Self::Late => seen.late.is_some(),
            Self::LateWith(what) => seen.late.is_some_and(|late| late.what == *what),
            Self::LateBy(whom) => seen.late.is_some_and(|late| late.what.with_whom(seen.record) == &**whom),
            Self::Is(own) => own.holds(seen, basis.today.date().year()),
            Self::Measure(code) => {
                let code = &**code;
                figures.items.iter().any(|item| item.code.as_ref().map_or("", crate::id::Name::as_str) == code)
            }
        }
    }
}

/// Who surveys: who is to visit, else who did.
pub(super) fn surveyor(record: &Record) -> &str {
    let figures = &record.figures;
    if figures.surveyor.is_empty() { &figures.surveyed_by } else { &figures.surveyor }
}

/// The categories of the persons, a bit each; bit 0 where none is known.
pub(super) fn categories(record: &Record) -> u8 {
    let persons = record.figures.persons.iter().filter_map(|person| person.disability);
    let bits = persons.fold(0, |bits, disability| bits | 1 << (disability.category & 7));
    if bits == 0 { 1 } else { bits }
}

/// The heaviest grade in the home; 0 where none is known.
pub(super) fn heaviest(record: &Record) -> u8 {
    let grades = record.figures.persons.iter().filter_map(|person| person.disability);
    grades.map(|disability| disability.grade).min().unwrap_or(0)
}

/// As a key: `4`; empty for what is not known.
pub(super) const fn digit(number: u8) -> &'static str {
    match number {
        1 => "1",
        2 => "2",
        3 => "3",
        4 => "4",
        5 => "5",
        6 => "6",
        7 => "7",
        _ => "",
    }
}

fn digit_bit(key: &str) -> u8 {
    key.parse::<u8>().map_or(1, |digit| 1 << (digit & 7))
}
