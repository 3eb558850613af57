//! What is late 逾期: the deadlines of the works ([`crate::registry::late`]) and two of the office's own.

use super::basis::Basis;
use crate::dossier::stage::Stage;
use crate::registry::day::Day;
use crate::registry::late::Due;
use crate::registry::record::Record;

/// What should have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overdue {
    /// 入户: the planned day has passed and the visit is not finished; with the surveyor.
    Visit,
    /// 公示: it has ended, and the household was not brought on; with the office.
    Notice,
    /// 开工, by the order; with the contractor.
    Start,
    /// 完工, by the order; with the contractor.
    Works,
    /// 整改, by the acceptance; with the contractor.
    Rectification,
    /// 回访: the latest month after the acceptance has passed (domain §1.4, step 12); with the office.
    ReturnVisit,
}

/// Something that is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    pub what: Overdue,
    /// Whole days past the day it was due; at least 1.
    pub days: u32,
}

impl Overdue {
    pub const ALL: [Self; 6] =
        [Self::Visit, Self::Notice, Self::Start, Self::Works, Self::Rectification, Self::ReturnVisit];

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Visit => "progress-late-visit",
            Self::Notice => "progress-late-notice",
            Self::Start => "progress-late-start",
            Self::Works => "progress-late-works",
            Self::Rectification => "progress-late-rectification",
            Self::ReturnVisit => "progress-late-return",
        }
    }

    /// Who has to act: the surveyor or the contractor; empty for the office, and where nobody is named.
    pub fn with_whom(self, record: &Record) -> &str {
        match self {
            Self::Visit => record.with_whom(Due::Visit),
            Self::Start | Self::Works | Self::Rectification => record.with_whom(Due::Works),
            Self::Notice | Self::ReturnVisit => "",
        }
    }

    /// Whether the office itself has to act.
    pub const fn is_the_office_s(self) -> bool {
        matches!(self, Self::Notice | Self::ReturnVisit)
    }
}

impl From<Due> for Overdue {
    fn from(due: Due) -> Self {
        match due {
            Due::Visit => Self::Visit,
            Due::Start => Self::Start,
            Due::Works => Self::Works,
            Due::Rectification => Self::Rectification,
        }
    }
}

/// What is late about the household today. A household has one deadline at a time.
pub(super) fn delay(record: &Record, basis: &Basis<'_>) -> Option<Delay> {
    let late = |what, by: Day| {
        let days = u32::try_from(by.until(basis.today)).ok().filter(|days| *days > 0)?;
        Some(Delay { what, days })
    };
    if let Some((deadline, _)) = record.late(basis.today) {
        return late(deadline.what.into(), deadline.by);
    }
    let days = &record.figures.days;
    match record.summary.stage {
        Stage::Agreed => late(Overdue::Notice, days.notice_until?),
        Stage::Accepted | Stage::Settled | Stage::Archived if days.returned.is_none() => {
            // Days past the latest day are counted from the day that is as many months before today.
            let past = days.accepted?.until(basis.return_before);
            let days = u32::try_from(past).ok().filter(|days| *days > 0)?;
            Some(Delay { what: Overdue::ReturnVisit, days })
        }
        _ => None,
    }
}
