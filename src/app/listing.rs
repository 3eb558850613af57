//! The households of this workspace as the list shows them, filtered and ordered.

use jiff::civil::Date;

use crate::dossier::Dossier;
use crate::dossier::prompt::Progress;
use crate::dossier::stage::Stage;
use crate::dossier::summary::{Summary, VisitState};
use crate::id::DossierId;
use crate::store::index::{Entry, Index};

/// One household of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    pub id: DossierId,
    pub summary: Summary,
    /// Required answers that are still missing; known once the household was open on this tablet.
    pub missing: Option<u32>,
}

/// Which households are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Filter {
    /// Planned for today or earlier and not finished, in the order of the route; then what was begun unplanned.
    #[default]
    Today,
    All,
    Untouched,
    Begun,
    Finished,
    Conflict,
    /// At this stage of the programme.
    At(Stage),
}

impl Filter {
    /// Those that stand beside each other; [`Self::At`] is chosen from a list of its own.
    pub const ALL: [Self; 6] = [Self::Today, Self::All, Self::Untouched, Self::Begun, Self::Finished, Self::Conflict];

    fn takes(self, summary: &Summary, today: Date) -> bool {
        match self {
            Self::Today => {
                let due = summary.visit_date.is_some_and(|date| date <= today);
                let unplanned = summary.visit_date.is_none() && summary.visit == VisitState::Begun;
                summary.visit_date == Some(today) || (due && summary.visit != VisitState::Finished) || unplanned
            }
            Self::All => true,
            Self::Untouched => summary.visit == VisitState::Untouched,
            Self::Begun => summary.visit == VisitState::Begun,
            Self::Finished => summary.visit == VisitState::Finished,
            Self::Conflict => summary.conflicts > 0,
            Self::At(stage) => summary.stage == stage,
        }
    }
}

/// All households of the workspace.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    households: Vec<Listed>,
    revision: u64,
}

impl Listing {
    pub fn new(households: Vec<Listed>) -> Self {
        Self { households, revision: 0 }
    }

    pub fn len(&self) -> usize {
        self.households.len()
    }

    pub fn is_empty(&self) -> bool {
        self.households.is_empty()
    }

    /// Grows with every change.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    pub fn iter(&self) -> impl Iterator<Item = &Listed> {
        self.households.iter()
    }

    pub fn get(&self, index: usize) -> Option<&Listed> {
        self.households.get(index)
    }

    /// How many households stand at each stage that somebody has reached, in the order of the way.
    pub fn stages(&self) -> Vec<(Stage, usize)> {
        let count = |stage: Stage| self.households.iter().filter(|listed| listed.summary.stage == stage).count();
        Stage::ALL.into_iter().map(|stage| (stage, count(stage))).filter(|(_, count)| *count > 0).collect()
    }

    /// Takes in what the open household has become.
    pub fn update(&mut self, dossier: &Dossier, progress: Progress) {
        let listed = Listed { id: dossier.id, summary: Summary::of(dossier), missing: Some(progress.missing) };
        match self.households.iter_mut().find(|known| known.id == dossier.id) {
            Some(known) => *known = listed,
            None => self.households.push(listed),
        }
        self.revision += 1;
    }

    /// Takes in how a household that is not open has become.
    pub fn note(&mut self, id: DossierId, summary: Summary) {
        match self.households.iter_mut().find(|known| known.id == id) {
            Some(known) => known.summary = summary,
            None => self.households.push(Listed { id, summary, missing: None }),
        }
        self.revision += 1;
    }

    pub fn all(&self) -> impl Iterator<Item = &Listed> {
        self.households.iter()
    }

    /// Indices of the households that the filter takes and that match what was typed: first what is due, by day
    /// and route, then the rest by name. Stable, so that a list does not jump.
    pub fn select(&self, filter: Filter, typed: &str, today: Date) -> Vec<u32> {
        let mut chosen: Vec<u32> = (0_u32..)
            .zip(&self.households)
            .filter(|(_, listed)| filter.takes(&listed.summary, today) && listed.summary.matches(typed))
            .map(|(index, _)| index)
            .collect();
        let key = |index: &u32| {
            let summary = &self.households[*index as usize].summary;
            let later = summary.visit_date.is_none_or(|date| date > today);
            (
                later,
                summary.visit_date.is_none(),
                summary.visit_date,
                summary.visit_order.is_none(),
                summary.visit_order,
            )
        };
        chosen.sort_by(|a, b| {
            let (left, right) = (&self.households[*a as usize], &self.households[*b as usize]);
            key(a).cmp(&key(b)).then_with(|| left.summary.head.cmp(&right.summary.head)).then(left.id.cmp(&right.id))
        });
        chosen
    }
}

impl From<&Index> for Listing {
    fn from(index: &Index) -> Self {
        let listed = |entry: &Entry| Listed { id: entry.id, summary: entry.summary.clone(), missing: None };
        Self::new(index.entries().iter().map(listed).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn household(id: u128, head: &str, day: Option<Date>, order: Option<i64>, visit: VisitState) -> Listed {
        let summary =
            Summary { head: head.to_owned(), visit_date: day, visit_order: order, visit, ..Summary::default() };
        Listed { id: DossierId::from_u128(id), summary, missing: None }
    }

    #[test]
    fn the_day_comes_first_in_the_order_of_the_route() {
        let today = date(2026, 11, 24);
        let listing = Listing::new(vec![
            household(1, "丙", None, None, VisitState::Untouched),
            household(2, "乙", Some(today), Some(2), VisitState::Begun),
            household(3, "甲", Some(today), Some(1), VisitState::Finished),
            household(4, "丁", Some(date(2026, 11, 20)), Some(1), VisitState::Untouched),
            household(5, "戊", Some(date(2026, 11, 20)), Some(2), VisitState::Finished),
            household(6, "己", Some(date(2026, 11, 25)), Some(1), VisitState::Untouched),
            household(7, "庚", None, None, VisitState::Begun),
        ]);
        let heads = |filter, typed| -> String {
            let chosen = listing.select(filter, typed, today);
            chosen.iter().map(|index| listing.get(*index as usize).unwrap().summary.head.as_str()).collect()
        };
        // Overdue and open, then today's route, then what was added on the way; what was finished another day is not
        // today's business.
        assert_eq!(heads(Filter::Today, ""), "丁甲乙庚");
        assert_eq!(heads(Filter::All, ""), "丁戊甲乙己丙庚");
        assert_eq!(heads(Filter::Begun, ""), "乙庚");
        assert_eq!(heads(Filter::All, "己"), "己");
    }

    #[test]
    fn households_are_found_and_counted_by_their_stage() {
        let mut households = vec![
            household(1, "丙", None, None, VisitState::Finished),
            household(2, "乙", None, None, VisitState::Finished),
            household(3, "甲", None, None, VisitState::Untouched),
        ];
        households[1].summary.stage = Stage::Ordered;
        households[2].summary.stage = Stage::Ordered;
        let listing = Listing::new(households);
        assert_eq!(listing.stages(), [(Stage::Untouched, 1), (Stage::Ordered, 2)]);
        assert_eq!(listing.select(Filter::At(Stage::Ordered), "", date(2026, 11, 24)), [1, 2]);
    }
}
