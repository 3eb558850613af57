//! Acceptance item by item 逐项验收: rows of the form prefilled from the plan, results read back, and what must be
//! put right as dated tasks 整改.
//!
//! Planned, installed and accepted quantity stay three numbers: the plan says the first, the contractor and the form
//! the second, the form alone the third.

use jiff::civil::Date;

use super::change;
use super::fields;
use super::item::{self, Item};
use super::quantity::Quantity;
use super::read::Row;
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::id::{Name, RowId};
use crate::path::{FieldPath, Rows};
use crate::problem::Problem;
use crate::value::Value;

/// Code of an own item in the acceptance form, which wants one; no catalogue has the letter.
pub const OWN_CODE: &str = "Z00";

/// What the acceptance says about one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    pub row: RowId,
    /// Whether the form has a row for it.
    pub listed: bool,
    /// Planned quantity as the form has it; the plan's own counts.
    pub planned: Option<Quantity>,
    pub installed: Option<Quantity>,
    /// Accepted quantity 验收数量; `None` when missing, foreign or disputed.
    pub accepted: Option<Quantity>,
    /// There is a change order for the difference.
    pub change_order: bool,
    pub outcome: Option<Outcome>,
    pub defect: String,
    pub rectify_by: Option<Date>,
    pub recheck_date: Option<Date>,
    /// Whether it passed when it was checked again.
    pub recheck: Option<bool>,
    pub satisfaction: Option<Name>,
    pub photos: usize,
    pub disputed: Vec<FieldPath>,
    pub problems: Vec<Problem>,
}

/// The result of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// 合格
    Pass,
    /// 整改
    Rectify,
    /// 不合格
    Fail,
}

/// Something the contractor has to put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rectification {
    pub row: RowId,
    pub title: String,
    pub place: String,
    pub defect: String,
    pub by: Option<Date>,
    /// Days past the date; 0 on it and before.
    pub days_late: i32,
}

impl Accepted {
    /// Passed at once, or when it was checked again.
    pub fn passed(&self) -> bool {
        self.outcome == Some(Outcome::Pass) || self.outcome == Some(Outcome::Rectify) && self.recheck == Some(true)
    }

    /// Still to be put right.
    pub fn is_open(&self) -> bool {
        self.outcome == Some(Outcome::Rectify) && self.recheck != Some(true)
    }

    /// One of the form's fields in its row.
    pub fn field(&self, name: &'static str) -> FieldPath {
        FieldPath::within(&rows(self.row), Name::of(name))
    }
}

/// What the acceptance says about this item of the plan.
pub fn accepted(dossier: &Dossier, item: &Item) -> Accepted {
    let rows = rows(item.row);
    let mut read = Row::new(dossier, rows.clone());
    let outcome = read.word(fields::ACCEPT_RESULT, |word| match word {
        "pass" => Some(Outcome::Pass),
        "rectify" => Some(Outcome::Rectify),
        "fail" => Some(Outcome::Fail),
        _ => None,
    });
    let recheck = read.word(fields::ACCEPT_RECHECK, |word| match word {
        "pass" => Some(true),
        "fail" => Some(false),
        _ => None,
    });
    let mut accepted = Accepted {
        row: item.row,
        listed: dossier.has_row(&rows),
        planned: read.quantity(fields::ACCEPT_PLANNED),
        installed: read.quantity(fields::ACCEPT_INSTALLED),
        accepted: read.quantity(fields::ACCEPT_ACCEPTED),
        change_order: read.yes(fields::ACCEPT_CHANGE),
        outcome,
        defect: read.text(fields::ACCEPT_DEFECT),
        rectify_by: read.date(fields::ACCEPT_RECTIFY_BY),
        recheck_date: read.date(fields::ACCEPT_RECHECK_DATE),
        recheck,
        satisfaction: read.choice(fields::ACCEPT_SATISFACTION),
        photos: read.photos(fields::ACCEPT_PHOTO).len() + read.photos(fields::ACCEPT_RECHECK_PHOTO).len(),
        disputed: Vec::new(),
        problems: Vec::new(),
    };
    (accepted.disputed, accepted.problems) = read.end(&item.title());
    accepted
}

/// Gives the form a row for every accepted item, with what is known: code, name, place, unit, planned and installed
/// quantity, and whether there is a change order. What is answered already stays. For the side that accepts, when it
/// begins to: a contractor's copy lacks what was answered.
pub fn prefill(dossier: &Dossier) -> Edit {
    let mut answers = Vec::new();
    for item in item::accepted(dossier) {
        let row = rows(item.row);
        if !dossier.has_row(&row) {
            answers.push((FieldPath::row(&row), Value::Row(item.number)));
        }
        let code = item.code.as_ref().map_or(OWN_CODE, Name::as_str);
        let text = |text: &str| (!text.is_empty()).then(|| Value::Text(text.into()));
        let changed = change::approved(&item.work.changes).is_some();
        let known = [
            (fields::ACCEPT_CODE, text(code)),
            (fields::ACCEPT_NAME, text(&item.name)),
            (fields::ACCEPT_WHERE, text(&item.place)),
            (fields::ACCEPT_UNIT, text(&item.unit)),
            (fields::ACCEPT_PLANNED, item.quantity.map(Quantity::value)),
            (fields::ACCEPT_INSTALLED, item.work.installed.map(Quantity::value)),
            (fields::ACCEPT_CHANGE, changed.then_some(Value::YesNo(true))),
        ];
        for (name, value) in known {
            let path = FieldPath::within(&row, Name::of(name));
            answers.extend(value.filter(|_| dossier.value(&path).is_none()).map(|value| (path, value)));
        }
    }
    Edit::set_all(answers)
}

/// What must be put right, the most urgent first.
pub fn rectifications(dossier: &Dossier, today: Date) -> Vec<Rectification> {
    let items = item::accepted(dossier).into_iter();
    let open = items.map(|item| (accepted(dossier, &item), item)).filter(|(accepted, _)| accepted.is_open());
    let mut tasks: Vec<Rectification> = open
        .map(|(accepted, item)| Rectification {
            row: item.row,
            title: item.title(),
            place: item.place,
            defect: accepted.defect,
            by: accepted.rectify_by,
            days_late: accepted.rectify_by.map_or(0, |by| days_after(by, today).max(0)),
        })
        .collect();
    tasks.sort_by_key(|task| (task.by.is_none(), task.by, task.row));
    tasks
}

/// Days from `from` to `to`, negative when it lies before.
pub(super) fn days_after(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// The rows of the form's fields about an item.
fn rows(item: RowId) -> Rows {
    FieldPath::row_of(&[], Name::of(fields::ACCEPT_ITEM), item).rows
}
