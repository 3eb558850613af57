//! The planned measures of a household, read from its fields: typed, and robust against whatever a merge or a
//! foreign file may have left there.
//!
//! **Invariant:** an item whose quantity or price is missing, foreign or disputed between devices has no
//! [`Item::amount`]: no money is ever computed from a wrong number.

use std::sync::Arc;

use super::catalogue::{Catalogue, Kind};
use super::change::{self, Change};
use super::fields;
use super::money::Fen;
use super::quantity::Quantity;
use super::read::Row;
use crate::dossier::Dossier;
use crate::form::schema::Priority;
use crate::id::{Name, RowId};
use crate::l10n::{Language, Texts};
use crate::path::{FieldPath, Rows};
use crate::problem::Problem;
use crate::value::{Photo, Value};

/// One planned measure 改造项目.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub row: RowId,
    /// Its number in the list; of a proposal that was taken up the same on every device.
    pub number: u32,
    /// Code in the catalogue; `None` for an own item.
    pub code: Option<Name>,
    pub variant: Option<Name>,
    pub name: String,
    pub kind: Option<Kind>,
    pub place: String,
    /// The findings it answers; empty for an own item.
    pub origins: Vec<Origin>,
    /// Why, in words, as it was when it was taken up.
    pub because: String,
    pub priority: Option<Priority>,
    /// The person asked for it.
    pub wished: bool,
    /// Planned quantity 计划数量; `None` when missing, foreign or disputed.
    pub quantity: Option<Quantity>,
    pub unit: String,
    /// Of one unit; `None` when missing, foreign or disputed.
    pub price: Option<Fen>,
    /// Name and date of the price list.
    pub price_list: String,
    pub sizes: String,
    pub decision: Decision,
    /// Why it was declined or left.
    pub reason: String,
    /// Who pays; by the programme's order when missing.
    pub paid_by: Option<Name>,
    pub photos: Vec<(RowId, Arc<Photo>)>,
    pub work: Work,
    /// Fields with different values from different devices, to be settled.
    pub disputed: Vec<FieldPath>,
    /// The row was removed on one device while another went on in it.
    pub removed_elsewhere: bool,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// A finding that an item answers, and the row it was found in: `f_door_narrow@door/4kq2m8x1zr`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    pub finding: Name,
    pub within: Rows,
}

/// What was decided about an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    #[default]
    Undecided,
    /// 采纳
    Accepted,
    /// 不采纳
    Declined,
    /// 暂缓
    Left,
}

/// How far the works on an item are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    pub state: WorkState,
    /// Installed quantity 安装数量 as the contractor reports it; `None` when missing, foreign or disputed.
    pub installed: Option<Quantity>,
    pub before: Vec<(RowId, Arc<Photo>)>,
    pub during: Vec<(RowId, Arc<Photo>)>,
    pub after: Vec<(RowId, Arc<Photo>)>,
    /// Why there is no photo after.
    pub no_photo_reason: String,
    /// Proposed changes, oldest first.
    pub changes: Vec<Change>,
}

/// Whether the works on an item have begun and ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkState {
    #[default]
    Open,
    Started,
    Done,
}

impl Item {
    /// The rows its fields stand in: `plan_item/<row>`.
    pub fn rows(&self) -> Rows {
        rows(self.row)
    }

    /// One of its fields.
    pub fn field(&self, name: &'static str) -> FieldPath {
        field(self.row, name)
    }

    /// "E01 混凝土坡道", or the name alone.
    pub fn title(&self) -> String {
        match &self.code {
            Some(code) if self.name.is_empty() => code.to_string(),
            Some(code) => format!("{code} {}", self.name),
            None => self.name.clone(),
        }
    }

    /// With name and unit in this language where they are the catalogue's; own words stay as they were written.
    #[must_use]
    pub fn in_language(mut self, catalogue: &Catalogue, language: Language) -> Self {
        let Some(measure) = self.code.as_ref().and_then(|code| catalogue.get(code.as_str())) else { return self };
        let variant = measure.variants.iter().find(|variant| Some(&variant.id) == self.variant.as_ref());
        let said = |texts: &Texts, text: &str| texts.tags().any(|tag| texts.in_tag(tag) == Some(text));
        let name = variant.map_or(&measure.name, |variant| &variant.name);
        if let Some(name) = [name, &measure.name].into_iter().find(|name| said(name, &self.name)) {
            name.get(language).clone_into(&mut self.name);
        }
        let unit = catalogue.units.values().find(|unit| said(&unit.label, &self.unit));
        if let Some(unit) = unit {
            unit.label.get(language).clone_into(&mut self.unit);
        }
        self
    }

    /// Planned quantity × price; `None` unless both are certain.
    pub fn amount(&self) -> Option<Fen> {
        Some(self.quantity?.at(self.price?))
    }

    pub fn is_accepted(&self) -> bool {
        self.decision == Decision::Accepted
    }

    /// The quantity to build: by the last approved change, else as planned. The planned one stays what was signed.
    pub fn ordered(&self) -> Option<Quantity> {
        change::approved(&self.work.changes).map_or(self.quantity, |change| change.quantity)
    }
}

/// All items of the plan in the order they are shown: the most urgent first, within a class what the person asked
/// for, then by number and id. The same on every device.
pub fn items(dossier: &Dossier) -> Vec<Item> {
    let rows = dossier.rows(&[], &Name::of(fields::ITEM)).into_iter();
    let mut items: Vec<Item> = rows.map(|row| item(dossier, row)).collect();
    items.sort_by_key(|item| (item.priority.is_none(), item.priority, !item.wished, item.number, item.row));
    items
}

/// The items that are in the plan.
pub fn accepted(dossier: &Dossier) -> Vec<Item> {
    items(dossier).into_iter().filter(Item::is_accepted).collect()
}

/// One item; empty where there is no such row.
pub fn item(dossier: &Dossier, row: RowId) -> Item {
    let mut read = Row::new(dossier, rows(row));
    let decision = read.word(fields::DECISION, |word| match word {
        fields::ACCEPTED => Some(Decision::Accepted),
        fields::DECLINED => Some(Decision::Declined),
        fields::LEFT => Some(Decision::Left),
        _ => None,
    });
    let kind = read.word(fields::KIND, Kind::of_name);
    let priority = read.integer(fields::PRIORITY).and_then(|number| priority(&mut read, number));
    let number = match dossier.value(&FieldPath::row(&rows(row))) {
        Some(Value::Row(number)) => *number,
        _ => u32::MAX,
    };
    let mut item = Item {
        row,
        number,
        code: read.choice(fields::CODE),
        variant: read.choice(fields::VARIANT),
        name: read.text(fields::NAME),
        kind,
        place: read.text(fields::PLACE),
        origins: origins(&read.text(fields::ORIGIN)),
        because: read.text(fields::BECAUSE),
        priority,
        wished: read.yes(fields::WISHED),
        quantity: read.quantity(fields::QUANTITY),
        unit: read.text(fields::UNIT),
        price: read.price(fields::PRICE),
        price_list: read.text(fields::PRICE_LIST),
        sizes: read.text(fields::SIZES),
        decision: decision.unwrap_or_default(),
        reason: read.text(fields::REASON),
        paid_by: read.choice(fields::PAID_BY),
        photos: read.photos(fields::PHOTO),
        work: work(&mut read),
        disputed: Vec::new(),
        removed_elsewhere: dossier.removed_elsewhere(&rows(row)),
        problems: Vec::new(),
    };
    (item.disputed, item.problems) = read.end(&item.title());
    item
}

fn work(read: &mut Row<'_>) -> Work {
    let state = read.word(fields::WORK_STATE, |word| match word {
        fields::WORK_STARTED => Some(WorkState::Started),
        fields::WORK_DONE => Some(WorkState::Done),
        _ => None,
    });
    Work {
        state: state.unwrap_or_default(),
        installed: read.quantity(fields::INSTALLED),
        before: read.photos(fields::PHOTO_BEFORE),
        during: read.photos(fields::PHOTO_DURING),
        after: read.photos(fields::PHOTO_AFTER),
        no_photo_reason: read.text(fields::NO_PHOTO_REASON),
        changes: change::changes(read),
    }
}

fn priority(read: &mut Row<'_>, number: i64) -> Option<Priority> {
    let found = usize::try_from(number).ok().and_then(|place| super::PRIORITIES.get(place).copied());
    if found.is_none() {
        read.foreign(fields::PRIORITY);
    }
    found
}

/// The rows of an item's fields.
pub(super) fn rows(row: RowId) -> Rows {
    FieldPath::row_of(&[], Name::of(fields::ITEM), row).rows
}

/// A field of an item.
pub(super) fn field(row: RowId, name: &'static str) -> FieldPath {
    FieldPath::within(&rows(row), Name::of(name))
}

/// The origins that a field names; what is malformed is passed over.
fn origins(text: &str) -> Vec<Origin> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.finding)?;
        if self.within.is_empty() { Ok(()) } else { write!(f, "@{}", FieldPath::row(&self.within)) }
    }
}

impl std::str::FromStr for Origin {
    type Err = crate::id::BadId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (finding, within) = text.split_once('@').unwrap_or((text, ""));
        let finding = finding.parse()?;
        let within = if within.is_empty() { Rows::new() } else { within.parse::<FieldPath>()?.rows };
        Ok(Self { finding, within })
    }
}
