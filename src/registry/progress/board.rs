//! All figures of a scope, counted in one pass over the records.

use std::collections::{BTreeMap, HashMap};

use super::Step;
use super::basis::{Basis, Scope};
use super::group::{Group, Lateness};
use super::late::Overdue;
use super::lead::{By, Plan, categories, digit, heaviest, surveyor};
use super::people::People;
use super::seen::Seen;
use super::target::Target;
use crate::id::DossierId;
use crate::plan::money::Fen;
use crate::plan::quantity::Quantity;
use crate::registry::day::Day;
use crate::registry::figures::Satisfaction;
use crate::registry::record::Record;

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
}

/// How many households took each step, and were to be visited or finished, in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InMonth {
    steps: [u32; Step::ALL.len()],
    plans: [u32; 2],
}

/// One kind of measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Households whose plan has it.
    pub households: u32,
    /// 项: entries of plans, whatever their quantity.
    pub items: u32,
    /// Of them accepted.
    pub accepted: u32,
    /// Planned and accepted quantity in thousandths of the catalogue's unit; what is uncertain is left out.
    pub quantity: i64,
    pub accepted_quantity: i64,
    pub planned: Fen,
}

/// A household that costs more than the cap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: DossierId,
    pub amount: Fen,
    pub over: Fen,
    pub explained: bool,
}

/// A household that is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateHousehold {
    pub id: DossierId,
    pub what: Overdue,
    pub days: u32,
}

/// Figures of every group and of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    pub whole: Group,
    groups: BTreeMap<By, BTreeMap<Box<str>, Group>>,
    pub months: BTreeMap<Month, InMonth>,
    /// Households that took a step on a day that nobody wrote down.
    pub undated: [u32; Step::ALL.len()],
    /// What each household with a plan costs, sorted.
    pub costs: Vec<Fen>,
    /// The dearest first.
    pub over: Vec<Named>,
    /// The latest first.
    pub late: Vec<LateHousehold>,
    pub late_by: BTreeMap<Box<str>, Lateness>,
    late_with: [Lateness; Overdue::ALL.len()],
    said: [u32; Satisfaction::ALL.len()],
    pub people: People,
    /// By code; empty for own items.
    pub measures: BTreeMap<Box<str>, Pieces>,
    /// Households of the scope whose project year is not known, when no year is looked at.
    pub without_year: u32,
    /// Project years of all records, whatever the scope; sorted.
    pub years: Vec<i16>,
    /// Contractors of all records in the scope's place and year; sorted.
    pub contractors: Vec<Box<str>>,
}

impl Month {
    pub fn of(day: Day) -> Self {
        let date = day.date();
        Self { year: date.year(), month: date.month() }
    }
}

impl InMonth {
    pub const fn took(&self, step: Step) -> u32 {
        self.steps[step as usize]
    }

    pub const fn due(&self, plan: Plan) -> u32 {
        self.plans[plan as usize]
    }
}

impl Board {
    /// Counts the records of the scope.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>, scope: &Scope, basis: &Basis<'a>) -> Self {
        let mut count = Count { basis, board: Self::default(), groups: HashMap::new(), pieces: HashMap::new() };
        let (mut years, mut contractors) = (HashMap::new(), HashMap::new());
        let wider = Scope { contractor: None, ..scope.clone() };
        for record in records {
            years.entry(record.figures.year).or_insert(());
            let seen = Seen::of(record, basis);
            if wider.holds(&seen) {
                contractors.entry(record.summary.contractor.as_str()).or_insert(());
                if scope.holds(&seen) {
                    count.add(&seen);
                }
            }
        }
        let mut board = count.finish(scope);
        board.years = years.into_keys().filter(|year| *year != 0).collect();
        board.years.sort_unstable();
        board.contractors = contractors.into_keys().filter(|name| !name.is_empty()).map(Box::from).collect();
        board.contractors.sort_unstable();
        board
    }

    /// The groups, by key. Banners and leagues that have a task number are there even without a household.
    pub fn groups(&self, by: By) -> impl Iterator<Item = (&str, &Group)> {
        self.groups.get(&by).into_iter().flatten().map(|(key, group)| (&**key, group))
    }

    pub fn group(&self, by: By, key: &str) -> Group {
        self.groups.get(&by).and_then(|groups| groups.get(key)).copied().unwrap_or_default()
    }

    pub const fn late_with(&self, what: Overdue) -> Lateness {
        self.late_with[what as usize]
    }

    pub const fn said(&self, said: Satisfaction) -> u32 {
        self.said[said as usize]
    }

    /// How many took the step in this month or before it.
    pub fn until(&self, step: Step, month: Month) -> u32 {
        self.months.range(..=month).map(|(_, one)| one.took(step)).sum()
    }

    /// How many were to be visited, or finished, in this month or before it.
    pub fn due_until(&self, plan: Plan, month: Month) -> u32 {
        self.months.range(..=month).map(|(_, one)| one.due(plan)).sum()
    }
}

/// The pass.
struct Count<'a, 'b> {
    basis: &'b Basis<'a>,
    board: Board,
    groups: HashMap<(By, &'a str), Group>,
    pieces: HashMap<&'a str, Pieces>,
}

impl<'a> Count<'a, '_> {
    fn add(&mut self, seen: &Seen<'a>) {
        let record = seen.record;
        let summary = &record.summary;
        self.board.whole.add(seen);
        let mut add = |by, key| self.groups.entry((by, key)).or_default().add(seen);
        add(By::League, seen.league);
        add(By::Banner, summary.division.as_str());
        add(By::Township, summary.township.as_str());
        add(By::Contractor, summary.contractor.as_str());
        add(By::Surveyor, surveyor(record));
        add(By::Grade, digit(heaviest(record)));
        let categories = categories(record);
        for category in (0..8).filter(|category| categories & 1 << category != 0) {
            add(By::Category, digit(category));
        }
        self.measures(seen);
        self.dates(seen);
        self.money(seen);
        if let Some(late) = seen.late {
            self.board.late_with[late.what as usize].add(late.days);
            let whom = late.what.with_whom(record);
            match self.board.late_by.get_mut(whom) {
                Some(known) => known.add(late.days),
                None => self.board.late_by.entry(whom.into()).or_default().add(late.days),
            }
            self.board.late.push(LateHousehold { id: record.id, what: late.what, days: late.days });
        }
        if let Some(said) = record.figures.satisfaction {
            self.board.said[said as usize] += 1;
        }
        self.board.people.add(seen, self.basis.today.date().year());
        self.board.without_year += u32::from(record.figures.year == 0);
    }

    fn measures(&mut self, seen: &Seen<'a>) {
        // A bit for each group that has been seen; a catalogue has a dozen.
        let mut groups = 0u64;
        let items = &seen.record.figures.items;
        for (index, item) in items.iter().enumerate() {
            let code = item.code.as_ref().map_or("", crate::id::Name::as_str);
            let known = self.basis.measure(code);
            let place = known.map_or(self.basis.groups.len(), |(_, place)| place);
            let bit = 1u64 << place.min(63);
            if groups & bit == 0 {
                groups |= bit;
                let key = self.basis.groups.get(place).map_or("", |group| group.as_str());
                self.groups.entry((By::Measure, key)).or_default().add(seen);
            }
            let pieces = self.pieces.entry(code).or_default();
            let first = items[..index].iter().all(|before| before.code != item.code);
            pieces.households += u32::from(first);
            pieces.items += 1;
            pieces.accepted += u32::from(item.passed());
            pieces.planned = pieces.planned + item.planned_amount().unwrap_or_default();
            pieces.quantity += item.planned.map_or(0, Quantity::get);
            pieces.accepted_quantity += item.accepted.map_or(0, Quantity::get);
        }
    }

    fn dates(&mut self, seen: &Seen<'a>) {
        for step in Step::ALL.into_iter().filter(|step| seen.has_reached(*step)) {
            match step.day(seen.record) {
                Some(day) => self.month(day).steps[step as usize] += 1,
                None => self.board.undated[step as usize] += 1,
            }
        }
        for plan in [Plan::Visit, Plan::Works] {
            if let Some(day) = plan.day(seen.record) {
                self.month(day).plans[plan as usize] += 1;
            }
        }
    }

    fn month(&mut self, day: Day) -> &mut InMonth {
        self.board.months.entry(Month::of(day)).or_default()
    }

    fn money(&mut self, seen: &Seen<'a>) {
        let Some(cost) = seen.cost() else { return };
        self.board.costs.push(cost);
        if seen.over > Fen(0) {
            let (id, explained) = (seen.record.id, seen.has_reason());
            self.board.over.push(Named { id, amount: cost, over: seen.over, explained });
        }
    }

    fn finish(mut self, scope: &Scope) -> Board {
        for ((by, key), group) in self.groups {
            self.board.groups.entry(by).or_default().insert(key.into(), group);
        }
        self.board.measures = self.pieces.into_iter().map(|(code, pieces)| (code.into(), pieces)).collect();
        self.board.costs.sort_unstable();
        self.board.over.sort_unstable_by_key(|one| (std::cmp::Reverse(one.over), one.id));
        self.board.late.sort_unstable_by_key(|one| (std::cmp::Reverse(one.days), one.id));
        targets(&mut self.board, scope, self.basis);
        self.board
    }
}

/// Adds the task numbers of the scope's years and banners. A contractor has none.
fn targets(board: &mut Board, scope: &Scope, basis: &Basis<'_>) {
    if scope.contractor.is_some() {
        return;
    }
    for (year, code, target) in basis.targets.iter() {
        let league = basis.league(code);
        let is = |wanted: &Option<Box<str>>, own: &str| wanted.as_deref().is_none_or(|wanted| wanted == own);
        if scope.year.is_none_or(|wanted| wanted == year) && is(&scope.league, league) && is(&scope.banner, code) {
            ask(&mut board.whole, target);
            ask(board.groups.entry(By::League).or_default().entry(league.into()).or_default(), target);
            ask(board.groups.entry(By::Banner).or_default().entry(code.into()).or_default(), target);
        }
    }
}

fn ask(group: &mut Group, target: Target) {
    group.target = group.target.saturating_add(target.households);
    group.budget = group.budget + target.money;
}
