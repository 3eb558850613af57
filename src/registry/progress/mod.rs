//! How far the programme is, and its money 进度与资金: counted from the records, in one pass.
//!
//! # What counts where
//! * **Households 户** are counted, unless a figure says persons 人 or items 项. A household that was joined into
//!   another is no household any more and not in the register, so nothing counts twice.
//! * **A step** counts the households that have come at least so far, not only those that stand there (domain §1.5:
//!   申请、评估、公示、开工、完工、验收、结算). One whose stage is disputed counts at the earliest claim, one whose survey was
//!   opened again at the survey ([`crate::dossier::stage::Stage::of`]).
//! * **完成率** is the households accepted 验收 of the task number 任务数; above the task number it exceeds 100 %
//!   (domain §1.1: "超额完成", §1.5: e.g. 102 %).
//! * **Planned money** is that of plans that are settled on (from 方案已定); **ordered** of orders given (from 已派工), at
//!   the prices that were signed; **settled** is what was accepted less deductions (from 已结算). Split by source as the
//!   plan's budget does. Average and cap are held against what counts, without donations and the family's own money
//!   (domain §1.3).
//! * **What a household costs** is what was settled, before that what is planned.
//! * **The acceptance rate** 一次验收合格率 is, of the households whose every item was judged, those of which every item
//!   passed at once (domain §1.5, quality). Satisfaction 满意率 is "满意" and better, of those who were asked.
//! * **By category and by measure** a household counts once under each category of its persons, and under each group
//!   of its plan: these add up to more than the whole. By grade it counts once, under its heaviest.
//!
//! Shares are per mille ([`permille`]), half of one rounded up. Money is integer fen.
//!
//! A figure leads to its households: [`lead::Lead`] is the same condition that the figure was counted by.

pub mod basis;
pub mod board;
pub mod group;
pub mod late;
pub mod lead;
pub mod people;
pub mod seen;
pub mod target;
#[cfg(test)]
mod tests;

use super::record::Record;
use crate::dossier::stage::Stage;

/// A step of the way, as the programme reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// 登记
    Registered,
    /// 评估
    Assessed,
    /// 方案
    Planned,
    /// 签字
    Signed,
    /// 公示
    Noticed,
    /// 派工
    Ordered,
    /// 开工
    Started,
    /// 完工
    Finished,
    /// 验收
    Accepted,
    /// 结算
    Settled,
    /// 归档
    Archived,
}

impl Step {
    pub const ALL: [Self; 11] = [
        Self::Registered,
        Self::Assessed,
        Self::Planned,
        Self::Signed,
        Self::Noticed,
        Self::Ordered,
        Self::Started,
        Self::Finished,
        Self::Accepted,
        Self::Settled,
        Self::Archived,
    ];

    /// The last step that a household at this stage has taken. What has to be put right 整改中 was finished.
    pub const fn of(stage: Stage) -> Self {
        match stage {
            Stage::Untouched | Stage::Surveying => Self::Registered,
            Stage::Surveyed => Self::Assessed,
            Stage::Planned => Self::Planned,
            Stage::Agreed => Self::Signed,
            Stage::Noticed => Self::Noticed,
            Stage::Ordered => Self::Ordered,
            Stage::InWorks => Self::Started,
            Stage::Done | Stage::Rectifying => Self::Finished,
            Stage::Accepted => Self::Accepted,
            Stage::Settled => Self::Settled,
            Stage::Archived => Self::Archived,
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Registered => "progress-step-registered",
            Self::Assessed => "progress-step-assessed",
            Self::Planned => "progress-step-planned",
            Self::Signed => "progress-step-signed",
            Self::Noticed => "progress-step-noticed",
            Self::Ordered => "progress-step-ordered",
            Self::Started => "progress-step-started",
            Self::Finished => "progress-step-finished",
            Self::Accepted => "progress-step-accepted",
            Self::Settled => "progress-step-settled",
            Self::Archived => "progress-step-archived",
        }
    }

    /// The day it was taken, where somebody wrote one down. The plan has no day of its own; the archive's is that of
    /// the last step.
    pub fn day(self, record: &Record) -> Option<super::day::Day> {
        let days = &record.figures.days;
        match self {
            Self::Registered => days.registered,
            Self::Assessed => days.surveyed,
            Self::Planned => None,
            Self::Signed => days.agreed,
            Self::Noticed => days.notice_until,
            Self::Ordered => days.ordered,
            Self::Started => days.works_begun,
            Self::Finished => days.works_finished,
            Self::Accepted => days.accepted,
            Self::Settled => days.settled,
            Self::Archived => days.stepped,
        }
    }
}

/// `part` of `whole` in thousandths, half of one up; may exceed 1,000. `None` of nothing.
pub fn permille(part: i64, whole: i64) -> Option<u32> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part.max(0)), i128::from(whole));
    Some(u32::try_from((part * 1_000 + whole / 2) / whole).unwrap_or(u32::MAX))
}
