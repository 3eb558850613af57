//! How the register is looked at: what is searched, filtered, ordered, and which columns stand in it. A view has a
//! name and is kept with the workspace's settings.

use serde::{Deserialize, Serialize};

use super::filter::{Filter, Flag};
use crate::dossier::stage::Stage;

/// A column of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    /// 户主
    Name,
    /// 残疾人
    Persons,
    /// 旗县区
    Banner,
    /// 苏木乡镇
    Township,
    /// 嘎查村
    Village,
    Address,
    Phone,
    Stage,
    /// 下一期限
    Deadline,
    Category,
    Grade,
    Year,
    Surveyor,
    /// 计划入户
    PlannedVisit,
    /// 评估日期
    Surveyed,
    Contractor,
    OrderNumber,
    /// 派工、完工、验收、结算日期
    Ordered,
    Finished,
    Accepted,
    SettledOn,
    /// 计划金额
    Planned,
    /// 结算金额
    Settled,
    /// 计划项目数
    Items,
    Photos,
    Conflicts,
    RosterNumber,
    /// 最近变动
    Changed,
}

/// A column as somebody set it up.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placed {
    pub column: Column,
    /// In points at text size 100 %.
    pub width: u16,
}

/// In which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sort {
    pub by: Column,
    pub descending: bool,
}

/// What is asked of the register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Query {
    /// As typed; several words must all match.
    pub typed: String,
    pub filter: Filter,
    pub sort: Sort,
}

/// A view with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub name: String,
    #[serde(default)]
    pub query: Query,
    pub columns: Vec<Placed>,
}

/// What the workspace keeps of the register.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Views {
    /// The columns that were last set up; the usual ones when there are none.
    pub columns: Vec<Placed>,
    pub saved: Vec<View>,
}

impl Default for Sort {
    fn default() -> Self {
        Self { by: Column::Name, descending: false }
    }
}

impl From<Filter> for Query {
    fn from(filter: Filter) -> Self {
        Self { filter, ..Self::default() }
    }
}

/// The views that come with the program: key of the name, and what is asked.
pub fn built_in() -> Vec<(&'static str, Query)> {
    let sorted = |filter: Filter, by, descending| Query { sort: Sort { by, descending }, ..Query::from(filter) };
    vec![
        ("registry-view-all", Query::default()),
        ("registry-view-this-week", sorted(Filter::flag(Flag::ThisWeek), Column::PlannedVisit, false)),
        ("registry-view-late", sorted(Filter::flag(Flag::Late), Column::Deadline, false)),
        ("registry-view-over-cap", sorted(Filter::flag(Flag::OverCap), Column::Planned, true)),
        ("registry-view-conflict", sorted(Filter::flag(Flag::Conflict), Column::Conflicts, true)),
        ("registry-view-to-review", sorted(Filter::flag(Flag::ToReview), Column::Surveyed, false)),
        ("registry-view-to-accept", sorted(Filter::stage(Stage::Done), Column::Finished, false)),
        ("registry-view-to-settle", sorted(Filter::stage(Stage::Accepted), Column::Accepted, false)),
        ("registry-view-photos", sorted(Filter::flag(Flag::PhotoMissing), Column::Name, false)),
    ]
}

impl Column {
    pub const ALL: [Self; 28] = [
        Self::Name,
        Self::Persons,
        Self::Banner,
        Self::Township,
        Self::Village,
        Self::Address,
        Self::Phone,
        Self::Stage,
        Self::Deadline,
        Self::Category,
        Self::Grade,
        Self::Year,
        Self::Surveyor,
        Self::PlannedVisit,
        Self::Surveyed,
        Self::Contractor,
        Self::OrderNumber,
        Self::Ordered,
        Self::Finished,
        Self::Accepted,
        Self::SettledOn,
        Self::Planned,
        Self::Settled,
        Self::Items,
        Self::Photos,
        Self::Conflicts,
        Self::RosterNumber,
        Self::Changed,
    ];

    /// What a fresh register shows.
    pub fn usual() -> Vec<Placed> {
        let shown = [
            Self::Name,
            Self::Persons,
            Self::Banner,
            Self::Township,
            Self::Village,
            Self::Stage,
            Self::Deadline,
            Self::Phone,
            Self::Surveyor,
            Self::Contractor,
            Self::Planned,
            Self::Settled,
            Self::Conflicts,
        ];
        shown.into_iter().map(Self::placed).collect()
    }

    /// With its usual width.
    pub const fn placed(self) -> Placed {
        let width = match self {
            Self::Persons | Self::Address | Self::Contractor => 200,
            Self::Name | Self::Banner | Self::Township | Self::Village | Self::Phone | Self::Deadline => 140,
            Self::Stage | Self::OrderNumber | Self::RosterNumber => 130,
            Self::Year | Self::Grade | Self::Items | Self::Photos | Self::Conflicts => 80,
            _ => 116,
        };
        Placed { column: self, width }
    }

    /// Key of its heading.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "registry-column-name",
            Self::Persons => "registry-column-persons",
            Self::Banner => "registry-column-banner",
            Self::Township => "registry-column-township",
            Self::Village => "registry-column-village",
            Self::Address => "registry-column-address",
            Self::Phone => "registry-column-phone",
            Self::Stage => "registry-column-stage",
            Self::Deadline => "registry-column-deadline",
            Self::Category => "registry-column-category",
            Self::Grade => "registry-column-grade",
            Self::Year => "registry-column-year",
            Self::Surveyor => "registry-column-surveyor",
            Self::PlannedVisit => "registry-column-planned-visit",
            Self::Surveyed => "registry-column-surveyed",
            Self::Contractor => "registry-column-contractor",
            Self::OrderNumber => "registry-column-order-number",
            Self::Ordered => "registry-column-ordered",
            Self::Finished => "registry-column-finished",
            Self::Accepted => "registry-column-accepted",
            Self::SettledOn => "registry-column-settled-on",
            Self::Planned => "registry-column-planned",
            Self::Settled => "registry-column-settled",
            Self::Items => "registry-column-items",
            Self::Photos => "registry-column-photos",
            Self::Conflicts => "registry-column-conflicts",
            Self::RosterNumber => "registry-column-roster-number",
            Self::Changed => "registry-column-changed",
        }
    }

    /// Numbers stand at the right edge.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Year | Self::Planned | Self::Settled | Self::Items | Self::Photos | Self::Conflicts)
    }
}
