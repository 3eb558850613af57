//! Which households are looked at: choices of several kinds, all of which must hold.
//!
//! Within one kind any of the choices will do (肢体 or 视力), between the kinds all must hold (and 二级). Of the
//! [`Flag`]s all that are chosen must hold.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::figures::Residence;
use crate::dossier::stage::Stage;
use crate::id::DossierId;

/// A filter; the empty one takes every household. Stands in saved views: what is missing in a file means no choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub places: BTreeSet<Place>,
    /// 1 to 7, as [`crate::dossier::summary::Disability::category`]; any person of the household.
    pub categories: BTreeSet<u8>,
    /// 1 to 4.
    pub grades: BTreeSet<u8>,
    pub stages: BTreeSet<Stage>,
    /// 0: not known.
    pub years: BTreeSet<i16>,
    pub residences: BTreeSet<Residence>,
    /// Empty text: nobody yet.
    pub contractors: BTreeSet<String>,
    /// Who is to visit, else who did; empty text: neither is known.
    pub surveyors: BTreeSet<String>,
    pub flags: BTreeSet<Flag>,
    pub money: Option<MoneyRange>,
    /// Exactly these, by another screen's wish, sorted. Not kept in a saved view.
    #[serde(skip)]
    pub only: Option<Arc<[DossierId]>>,
}

/// A place in the tree of divisions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// 盟市, six digits ending in `00`.
    League(String),
    /// 旗县区, six digits; empty: not known.
    Banner(String),
    /// 苏木乡镇 of a banner.
    Township(String, String),
    /// 嘎查村 of a township of a banner.
    Village(String, String, String),
}

/// Something that is so, or not, of a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Flag {
    /// 有冲突: fields with different live values.
    Conflict,
    /// 阶段有争议
    Disputed,
    /// 超期: a deadline has passed.
    Late,
    /// 本周入户: planned for a day of this week, Monday to Sunday.
    ThisWeek,
    /// 未派评估员
    Unassigned,
    /// 超限: over the cap of the programme.
    OverCap,
    /// 价格偏离
    PriceOff,
    /// 辅具占比偏高
    DeviceHeavy,
    /// 金额不确定: an item without a certain amount.
    Uncertain,
    /// 变更待答复
    OpenChange,
    /// 待整改
    ToRectify,
    /// 完工缺照片: an item reported done without a photo after.
    NoPhotoAfter,
    /// 照片未到: a photo is named, and its file is not here.
    PhotoMissing,
    /// 疑似重复
    Duplicate,
    /// 待审核: the survey is finished and nobody has looked at it.
    ToReview,
    /// 已退回
    SentBack,
    /// 一户多残
    SeveralPersons,
    /// 老残一体
    OldPerson,
    /// 低保、特困
    Dibao,
    /// 监测户、脱贫户
    Monitored,
    /// 有意见或收费
    Complaint,
    /// 公示有异议
    Objection,
    /// 闲置或损坏, by the return visit.
    Idle,
}

impl Flag {
    pub const ALL: [Self; 23] = [
        Self::Conflict,
        Self::Disputed,
        Self::Late,
        Self::ThisWeek,
        Self::Unassigned,
        Self::OverCap,
        Self::PriceOff,
        Self::DeviceHeavy,
        Self::Uncertain,
        Self::OpenChange,
        Self::ToRectify,
        Self::NoPhotoAfter,
        Self::PhotoMissing,
        Self::Duplicate,
        Self::ToReview,
        Self::SentBack,
        Self::SeveralPersons,
        Self::OldPerson,
        Self::Dibao,
        Self::Monitored,
        Self::Complaint,
        Self::Objection,
        Self::Idle,
    ];

    pub const fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Conflict => "registry-flag-conflict",
            Self::Disputed => "registry-flag-disputed",
            Self::Late => "registry-flag-late",
            Self::ThisWeek => "registry-flag-this-week",
            Self::Unassigned => "registry-flag-unassigned",
            Self::OverCap => "registry-flag-over-cap",
            Self::PriceOff => "registry-flag-price-off",
            Self::DeviceHeavy => "registry-flag-device-heavy",
            Self::Uncertain => "registry-flag-uncertain",
            Self::OpenChange => "registry-flag-open-change",
            Self::ToRectify => "registry-flag-to-rectify",
            Self::NoPhotoAfter => "registry-flag-no-photo-after",
            Self::PhotoMissing => "registry-flag-photo-missing",
            Self::Duplicate => "registry-flag-duplicate",
            Self::ToReview => "registry-flag-to-review",
            Self::SentBack => "registry-flag-sent-back",
            Self::SeveralPersons => "registry-flag-several-persons",
            Self::OldPerson => "registry-flag-old-person",
            Self::Dibao => "registry-flag-dibao",
            Self::Monitored => "registry-flag-monitored",
            Self::Complaint => "registry-flag-complaint",
            Self::Objection => "registry-flag-objection",
            Self::Idle => "registry-flag-idle",
        }
    }
}

/// Money between two bounds, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MoneyRange {
    pub of: Amount,
    /// In fen.
    pub from: Option<i64>,
    pub to: Option<i64>,
}

/// Which money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Amount {
    /// 计划金额
    #[default]
    Planned,
    /// 结算金额; nothing before the settlement.
    Settled,
}

impl Filter {
    /// Exactly these households.
    pub fn only(ids: impl IntoIterator<Item = DossierId>) -> Self {
        let mut ids: Vec<DossierId> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        Self { only: Some(ids.into()), ..Self::default() }
    }

    pub fn flag(flag: Flag) -> Self {
        Self { flags: [flag].into(), ..Self::default() }
    }

    pub fn stage(stage: Stage) -> Self {
        Self { stages: [stage].into(), ..Self::default() }
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How many choices are made, the given set as one.
    pub fn choices(&self) -> usize {
        self.places.len()
            + self.categories.len()
            + self.grades.len()
            + self.stages.len()
            + self.years.len()
            + self.residences.len()
            + self.contractors.len()
            + self.surveyors.len()
            + self.flags.len()
            + usize::from(self.money.is_some())
            + usize::from(self.only.is_some())
    }
}
