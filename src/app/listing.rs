//! The surveyor's list: the households of the register that are looked at, in the order of the day.

use jiff::civil::Date;

use crate::dossier::stage::Stage;
use crate::dossier::summary::{Summary, VisitState};
use crate::registry::Registry;
use crate::registry::record::Record;

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

/// Rows of the households that the filter takes and that hold what was typed: first what is due, by day and route,
/// then the rest by name. Stable, so that a list does not jump.
pub fn select(registry: &Registry, filter: Filter, typed: &str, today: Date) -> Vec<u32> {
    let mut chosen: Vec<(u32, &Record)> = match registry.search(typed) {
        Some(found) => found.into_iter().filter_map(|row| Some((row, registry.get(row as usize)?))).collect(),
        None => registry.rows().collect(),
    };
    chosen.retain(|(_, home)| filter.takes(&home.summary, today));
    let key = |home: &Record| {
        let summary = &home.summary;
        let later = summary.visit_date.is_none_or(|date| date > today);
        (later, summary.visit_date.is_none(), summary.visit_date, summary.visit_order.is_none(), summary.visit_order)
    };
    chosen.sort_by(|(_, a), (_, b)| {
        key(a).cmp(&key(b)).then_with(|| a.summary.head.cmp(&b.summary.head)).then(a.id.cmp(&b.id))
    });
    chosen.into_iter().map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::rules::Rules;
    use crate::id::DossierId;
    use crate::registry::figures::Figures;
    use jiff::civil::date;

    fn registry(households: Vec<Record>) -> Registry {
        Registry::new(households, Rules::built_in().basis(date(2026, 11, 24)))
    }

    fn household(id: u128, head: &str, day: Option<Date>, order: Option<i64>, visit: VisitState) -> Record {
        let summary =
            Summary { head: head.to_owned(), visit_date: day, visit_order: order, visit, ..Summary::default() };
        Record { id: DossierId::from_u128(id), summary, figures: Figures::default(), missing: None }
    }

    #[test]
    fn the_day_comes_first_in_the_order_of_the_route() {
        let today = date(2026, 11, 24);
        let registry = registry(vec![
            household(1, "丙", None, None, VisitState::Untouched),
            household(2, "乙", Some(today), Some(2), VisitState::Begun),
            household(3, "甲", Some(today), Some(1), VisitState::Finished),
            household(4, "丁", Some(date(2026, 11, 20)), Some(1), VisitState::Untouched),
            household(5, "戊", Some(date(2026, 11, 20)), Some(2), VisitState::Finished),
            household(6, "己", Some(date(2026, 11, 25)), Some(1), VisitState::Untouched),
            household(7, "庚", None, None, VisitState::Begun),
        ]);
        let heads = |filter, typed| -> String {
            let chosen = select(&registry, filter, typed, today);
            chosen.iter().map(|index| registry.get(*index as usize).unwrap().summary.head.as_str()).collect()
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
        let registry = registry(households);
        assert_eq!(registry.stages(), [(Stage::Untouched, 1), (Stage::Ordered, 2)]);
        assert_eq!(select(&registry, Filter::At(Stage::Ordered), "", date(2026, 11, 24)), [1, 2]);
    }
}
