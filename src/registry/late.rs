//! What is late, by how many days, and with whom 超期.

use super::day::Day;
use super::figures::ItemOutcome;
use super::record::Record;
use crate::dossier::stage::Stage;
use crate::dossier::summary::VisitState;

/// What should have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// 入户, by the planned day; with the surveyor.
    Visit,
    /// 开工, by the order; with the contractor.
    Start,
    /// 完工, by the order; with the contractor.
    Works,
    /// 整改, by the acceptance; with the contractor.
    Rectification,
}

/// The day by which the next thing has to happen to a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    pub what: Due,
    pub by: Day,
}

impl Due {
    pub const ALL: [Self; 4] = [Self::Visit, Self::Start, Self::Works, Self::Rectification];
}

impl Record {
    /// What is due next, and when; `None` where no day was set or all is done. Of several the one that is due first.
    pub fn deadline(&self) -> Option<Deadline> {
        let days = &self.figures.days;
        let due = |what, by: Option<Day>| by.map(|by| Deadline { what, by });
        match self.summary.stage {
            Stage::Untouched | Stage::Surveying if self.summary.visit != VisitState::Finished => {
                due(Due::Visit, days.planned_visit)
            }
            Stage::Ordered => {
                let both = [due(Due::Start, days.start_by), due(Due::Works, days.finish_by)];
                both.into_iter().flatten().min_by_key(|deadline| deadline.by)
            }
            Stage::InWorks => due(Due::Works, days.finish_by),
            Stage::Done | Stage::Rectifying => {
                let open = self.figures.items.iter().filter(|item| item.outcome == Some(ItemOutcome::ToRectify));
                due(Due::Rectification, open.filter_map(|item| item.rectify_by).min())
            }
            _ => None,
        }
    }

    /// The deadline that has passed, and by how many days; on the day itself nothing is late.
    pub fn late(&self, today: Day) -> Option<(Deadline, i32)> {
        let deadline = self.deadline()?;
        let days = deadline.by.until(today);
        (days > 0).then_some((deadline, days))
    }

    /// Who has to act on the deadline: the surveyor or the contractor; empty when nobody is named.
    pub fn with_whom(&self, what: Due) -> &str {
        match what {
            Due::Visit => self.figures.visitor(),
            Due::Start | Due::Works | Due::Rectification => &self.summary.contractor,
        }
    }
}
