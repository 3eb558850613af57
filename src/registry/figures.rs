//! What is counted and reported of one household (domain §1.5), without the household.
//!
//! The caps, shares and prices of the programme are not in here: they change, and what is cached must not change
//! with them. [`super::money`] holds the figures against them.

use serde::{Deserialize, Serialize};

use super::day::Days;
use crate::dossier::summary::Disability;
use crate::id::Name;
use crate::plan::acceptance::Outcome;
use crate::plan::catalogue::Kind;
use crate::plan::item::WorkState;
use crate::plan::money::Fen;
use crate::plan::quantity::Quantity;

/// The figures of one household. The index stores them by position: the order of the fields is part of its format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// 项目年度: as the household says, else the year it was registered in; 0 when neither is known.
    pub year: i16,
    /// Number in the roster 花名册编号; empty when there is none.
    pub roster_number: String,
    /// Number of the work order 派工单号.
    pub order_number: String,
    /// Who is to visit 安排给谁; empty when nobody is assigned.
    pub surveyor: String,
    /// Who finished the visit, or is in it: the author of the visit's state.
    pub surveyed_by: String,
    pub persons: Vec<PersonFigures>,
    /// 城镇、农村、牧区
    pub residence: Option<Residence>,
    /// 困难类型
    pub hardship: Hardships,
    pub days: Days,
    /// Devices disagree about the stage.
    pub disputed: bool,
    /// The accepted items of the plan, in the order the plan shows them.
    pub items: Vec<ItemFigures>,
    /// Items that were declined 不采纳, and left for later 暂缓.
    pub declined: u16,
    pub left: u16,
    /// Sum of the planned amounts that are certain.
    #[serde(with = "super::wire::fen")]
    pub planned: Fen,
    /// What of it is devices 辅具, of the items that say so themselves.
    #[serde(with = "super::wire::fen")]
    pub devices: Fen,
    /// Sum of accepted quantity × price, where certain, before the deduction.
    #[serde(with = "super::wire::fen")]
    pub accepted: Fen,
    /// 扣款, at most the sum.
    #[serde(with = "super::wire::fen")]
    pub deduction: Fen,
    /// The deduction is readable and undisputed.
    pub deduction_certain: bool,
    /// A reason stands for exceeding the cap: in the plan, in the settlement.
    pub plan_over_reason: bool,
    pub settle_over_reason: bool,
    /// How the acceptance as a whole ended.
    pub acceptance: Option<AcceptanceResult>,
    /// Satisfaction on the whole 总的来说满意吗, at the acceptance.
    pub satisfaction: Option<Satisfaction>,
    /// The same at the return visit.
    pub satisfaction_later: Option<Satisfaction>,
    /// The family complained at the acceptance.
    pub complaint: bool,
    /// Somebody asked the family for money.
    pub charged: bool,
    /// Somebody objected to the public notice.
    pub objection: bool,
    /// Items that the return visit found idle, and broken.
    pub idle: u16,
    pub faulty: u16,
    /// What the office says of the survey.
    pub review: Review,
    /// Questions with a reason instead of an answer.
    pub skipped: u16,
    /// The beginnings of the photos' hashes, sorted, each once: to find out whose photos have not come.
    pub photo_keys: Vec<u64>,
    /// What the search for duplicates compares, and what was decided about it.
    pub compared: super::duplicates::Compared,
}

/// One person with a disability. Which of the persons comes from their place: it is that of
/// [`crate::dossier::summary::Summary::persons`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonFigures {
    /// By the certificate, else as the assessment asked.
    pub disability: Option<Disability>,
    pub sex: Option<Sex>,
    /// 0 when unknown.
    pub birth_year: i16,
    /// 民族, a choice of `forms/household.ron`.
    #[serde(with = "super::wire::name_option")]
    pub ethnic: Option<Name>,
    /// [`identity_key`] of the citizen number and of the certificate number; 0 when there is none.
    pub citizen_key: u64,
    pub certificate_key: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sex {
    Female,
    Male,
}

/// Where the home is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Residence {
    /// 城镇
    Town,
    /// 农村
    Farming,
    /// 牧区
    Pasture,
}

/// A recognised hardship 困难类型; a household may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hardship {
    /// 低保
    Dibao,
    /// 分散供养特困
    Tekun,
    /// 低保边缘
    DibaoEdge,
    /// 防止返贫致贫监测户
    Monitored,
    /// 脱贫户
    Lifted,
    /// 支出型困难
    Expense,
    /// 当地认定
    Local,
}

/// A set of [`Hardship`]s, and whether the question was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hardships(u8);

/// Whether somebody at the office has looked at the survey 审核.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Review {
    /// Not looked at, or changed since.
    #[default]
    Open,
    /// 已退回, with remarks.
    SentBack,
    /// 已通过
    Approved,
}

/// How the acceptance ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AcceptanceResult {
    /// 验收合格
    Accepted,
    /// 整改后复验
    Rectify,
    /// 验收不合格
    Refused,
}

/// 满意度, from the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Satisfaction {
    VeryGood,
    Good,
    Fair,
    Poor,
    VeryPoor,
}

/// One accepted item of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemFigures {
    /// Code in the catalogue; its group of the reports is the catalogue's. `None` for an own item.
    #[serde(with = "super::wire::name_option")]
    pub code: Option<Name>,
    #[serde(with = "super::wire::name_option")]
    pub variant: Option<Name>,
    #[serde(with = "kind")]
    pub kind: Option<Kind>,
    /// Who pays; by the programme's order when missing.
    #[serde(with = "super::wire::name_option")]
    pub paid_by: Option<Name>,
    /// Planned, installed and accepted quantity 计划、安装、验收数量; `None` when missing, foreign or disputed.
    #[serde(with = "super::wire::quantity_option")]
    pub planned: Option<Quantity>,
    #[serde(with = "super::wire::quantity_option")]
    pub installed: Option<Quantity>,
    #[serde(with = "super::wire::quantity_option")]
    pub accepted: Option<Quantity>,
    /// Of one unit.
    #[serde(with = "super::wire::fen_option")]
    pub price: Option<Fen>,
    pub state: Progress,
    /// What the acceptance says.
    pub outcome: Option<ItemOutcome>,
    /// When it has to be put right by.
    #[serde(with = "super::wire::day")]
    pub rectify_by: Option<super::day::Day>,
    /// Proposed changes that nobody has decided.
    pub open_changes: u8,
    /// A change was approved, or the acceptance says there is a change order.
    pub changed: bool,
    /// Photos after the works; with [`Progress::Done`] and none, a photo is missing.
    pub photos_after: u8,
}

/// How far the works on an item are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Progress {
    #[default]
    Open,
    Started,
    Done,
}

/// What the acceptance says about an item, the second check included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ItemOutcome {
    /// Passed at once.
    Passed,
    /// Still to be put right.
    ToRectify,
    /// Put right, and passed when it was checked again.
    Rectified,
    Failed,
}

impl Figures {
    /// 一户多残
    pub fn has_several_persons(&self) -> bool {
        self.persons.len() > 1
    }

    /// 老残一体: a person of 60 or older has a disability.
    pub fn has_old_person(&self, year: i16) -> bool {
        self.persons.iter().any(|person| person.age(year).is_some_and(|age| age >= OLD))
    }

    /// Items without a certain planned amount: in no sum.
    pub fn uncertain_planned(&self) -> usize {
        self.items.iter().filter(|item| item.planned_amount().is_none()).count()
    }

    /// What is paid by what was accepted: never below nothing. An amount only once the household is settled.
    pub fn total(&self) -> Fen {
        self.accepted - self.deduction
    }

    /// Whether [`Self::total`] may be paid: every line and the deduction are certain.
    pub fn is_certain(&self) -> bool {
        self.deduction_certain && self.items.iter().all(|item| item.accepted_amount().is_some())
    }

    pub fn count(&self, outcome: ItemOutcome) -> usize {
        self.items.iter().filter(|item| item.outcome == Some(outcome)).count()
    }

    /// Changes that the contractor waits for.
    pub fn open_changes(&self) -> usize {
        self.items.iter().map(|item| usize::from(item.open_changes)).sum()
    }

    /// Items that are reported done without a photo after.
    pub fn without_photo(&self) -> usize {
        self.items.iter().filter(|item| item.state == Progress::Done && item.photos_after == 0).count()
    }
}

/// 60 周岁及以上
const OLD: i16 = 60;

impl PersonFigures {
    /// Full years at the end of `year`.
    pub fn age(&self, year: i16) -> Option<i16> {
        (self.birth_year > 0 && year >= self.birth_year).then(|| year - self.birth_year)
    }

    /// The keys there are: two persons with one in common are one person.
    pub fn keys(&self) -> impl Iterator<Item = u64> {
        let second = Some(self.certificate_key).filter(|key| *key != self.citizen_key);
        [Some(self.citizen_key), second].into_iter().flatten().filter(|key| *key != 0)
    }
}

impl ItemFigures {
    pub fn planned_amount(&self) -> Option<Fen> {
        Some(self.planned?.at(self.price?))
    }

    pub fn accepted_amount(&self) -> Option<Fen> {
        Some(self.accepted?.at(self.price?))
    }

    /// Passed at once, or when it was checked again.
    pub fn passed(&self) -> bool {
        matches!(self.outcome, Some(ItemOutcome::Passed | ItemOutcome::Rectified))
    }
}

impl Hardship {
    pub const ALL: [Self; 7] =
        [Self::Dibao, Self::Tekun, Self::DibaoEdge, Self::Monitored, Self::Lifted, Self::Expense, Self::Local];

    /// As the form's choice writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dibao => "dibao",
            Self::Tekun => "tekun",
            Self::DibaoEdge => "dibao_edge",
            Self::Monitored => "monitored",
            Self::Lifted => "lifted",
            Self::Expense => "expense",
            Self::Local => "local",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

impl Hardships {
    const ANSWERED: u8 = 0x80;

    /// Of the choices that were made; a choice of another form's version is passed over.
    pub fn of<'a>(choices: impl IntoIterator<Item = &'a str>) -> Self {
        choices.into_iter().fold(Self(Self::ANSWERED), |set, choice| {
            let known = Hardship::ALL.into_iter().find(|hardship| hardship.name() == choice);
            Self(set.0 | known.map_or(0, Hardship::bit))
        })
    }

    pub const fn has(self, hardship: Hardship) -> bool {
        self.0 & hardship.bit() != 0
    }

    pub const fn is_answered(self) -> bool {
        self.0 & Self::ANSWERED != 0
    }

    pub fn iter(self) -> impl Iterator<Item = Hardship> {
        Hardship::ALL.into_iter().filter(move |hardship| self.has(*hardship))
    }
}

impl Residence {
    pub const ALL: [Self; 3] = [Self::Town, Self::Farming, Self::Pasture];

    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "town" => Some(Self::Town),
            "farming" => Some(Self::Farming),
            "pasture" => Some(Self::Pasture),
            _ => None,
        }
    }
}

impl AcceptanceResult {
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "accepted" => Some(Self::Accepted),
            "rectify" => Some(Self::Rectify),
            "refused" => Some(Self::Refused),
            _ => None,
        }
    }
}

impl Satisfaction {
    pub const ALL: [Self; 5] = [Self::VeryGood, Self::Good, Self::Fair, Self::Poor, Self::VeryPoor];

    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "very_good" => Some(Self::VeryGood),
            "good" => Some(Self::Good),
            "fair" => Some(Self::Fair),
            "poor" => Some(Self::Poor),
            "very_poor" => Some(Self::VeryPoor),
            _ => None,
        }
    }

    /// 满意 and better.
    pub const fn is_satisfied(self) -> bool {
        matches!(self, Self::VeryGood | Self::Good)
    }
}

impl From<WorkState> for Progress {
    fn from(state: WorkState) -> Self {
        match state {
            WorkState::Open => Self::Open,
            WorkState::Started => Self::Started,
            WorkState::Done => Self::Done,
        }
    }
}

impl ItemOutcome {
    /// Of the first check and, if there was one, the second.
    pub fn of(outcome: Outcome, recheck: Option<bool>) -> Self {
        match (outcome, recheck) {
            (Outcome::Pass, _) => Self::Passed,
            (Outcome::Rectify, Some(true)) => Self::Rectified,
            (Outcome::Rectify, _) => Self::ToRectify,
            (Outcome::Fail, _) => Self::Failed,
        }
    }
}

/// A 64-bit key of the first 18 characters of a citizen or certificate number: the number is a person's for life, the
/// category and grade behind it are not (domain §2.1). `None` for a number that is shorter.
pub fn identity_key(number: &str) -> Option<u64> {
    let identity: String = number.trim().chars().take(18).map(|letter| letter.to_ascii_uppercase()).collect();
    if identity.chars().count() < 18 {
        return None;
    }
    let mut key = [0; 8];
    blake3::Hasher::new().update(identity.as_bytes()).finalize_xof().fill(&mut key);
    Some(u64::from_le_bytes(key).max(1))
}

mod kind {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::plan::catalogue::Kind;

    #[allow(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde passes the field by reference")]
    pub fn serialize<S: Serializer>(kind: &Option<Kind>, serializer: S) -> Result<S::Ok, S::Error> {
        let place = Kind::ALL.iter().position(|known| Some(*known) == *kind).map_or(0, |place| place as u8 + 1);
        place.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Kind>, D::Error> {
        let place = usize::from(u8::deserialize(deserializer)?);
        Ok(place.checked_sub(1).and_then(|place| Kind::ALL.get(place).copied()))
    }
}
