//! What one does in a household: which forms are asked, by whom, and while it stands where.

use super::forms::{ASSESSMENT, CONSENT, HOUSEHOLD};
use crate::dossier::stage::Stage;
use crate::role::Can;

/// A piece of work in an open household.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Task {
    /// 入户评估
    #[default]
    Survey,
    /// 签字确认
    Agree,
    /// 公示
    Notice,
    /// 派工
    Order,
    /// 施工
    Works,
    /// 验收
    Accept,
    /// 结算
    Settle,
    /// 回访
    ReturnVisit,
}

impl Task {
    pub const ALL: [Self; 8] = [
        Self::Survey,
        Self::Agree,
        Self::Notice,
        Self::Order,
        Self::Works,
        Self::Accept,
        Self::Settle,
        Self::ReturnVisit,
    ];

    /// The forms that are asked, in their order.
    pub const fn forms(self) -> &'static [&'static str] {
        match self {
            Self::Survey => &[HOUSEHOLD, CONSENT, ASSESSMENT],
            Self::Agree => &["agreement"],
            Self::Notice => &["notice"],
            Self::Order => &["work-order"],
            Self::Works => &["works"],
            Self::Accept => &["acceptance"],
            Self::Settle => &["settlement"],
            Self::ReturnVisit => &["return-visit"],
        }
    }

    /// What the role table must allow to answer here.
    pub const fn needs(self) -> Can {
        match self {
            Self::Survey | Self::ReturnVisit => Can::Answer,
            Self::Agree => Can::Plan,
            Self::Notice | Self::Order => Can::Order,
            Self::Works => Can::Build,
            Self::Accept => Can::Accept,
            Self::Settle => Can::Settle,
        }
    }

    /// Whether answers may be changed while the household stands at `stage`; at any other they are only read.
    pub fn is_open_at(self, stage: Stage) -> bool {
        match self {
            Self::Survey => stage < Stage::Surveyed,
            Self::Agree => stage == Stage::Planned,
            Self::Notice => stage == Stage::Agreed,
            Self::Order => stage == Stage::Noticed,
            Self::Works => stage.is_in_works(),
            Self::Accept => stage == Stage::Done,
            Self::Settle => stage == Stage::Accepted,
            Self::ReturnVisit => stage >= Stage::Accepted,
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Survey => "task-survey",
            Self::Agree => "task-agree",
            Self::Notice => "task-notice",
            Self::Order => "task-order",
            Self::Works => "task-works",
            Self::Accept => "task-accept",
            Self::Settle => "task-settle",
            Self::ReturnVisit => "task-return-visit",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_return_visit_is_open_beside_another_task() {
        for stage in Stage::ALL {
            let open: Vec<Task> = Task::ALL.into_iter().filter(|task| task.is_open_at(stage)).collect();
            let beside = open.iter().filter(|task| **task != Task::ReturnVisit).count();
            assert!(beside <= 1, "{stage:?}: {open:?}");
        }
    }
}
