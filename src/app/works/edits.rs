//! What orders and works consist of, as edits: pure builders, like [`crate::dossier::visit`].

use std::sync::Arc;

use jiff::civil::Date;

use super::sheet::{
    APPROVED, Decision, ItemState, REFUSED, Sheet, Side, WORK_DONE, WORK_STARTED, item_path, item_rows, nested,
};
use crate::dossier::edit::Edit;
use crate::dossier::stage::{Stage, Step};
use crate::dossier::{Dossier, household};
use crate::id::{Name, RowId};
use crate::limits::MAX_ROWS;
use crate::path::FieldPath;
use crate::plan::fields;
use crate::problem::Problem;
use crate::value::{Decimal, Value};

/// What is said once for many households when they are ordered 派工.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub contractor: String,
    pub phone: String,
    pub number: String,
    pub ordered: Option<Date>,
    pub start: Option<Date>,
    pub end: Option<Date>,
    pub note: String,
}

impl Terms {
    /// What is still missing or does not fit together, as the key of a message.
    pub fn lacks(&self) -> Option<&'static str> {
        if self.contractor.trim().is_empty() {
            return Some("works-order-no-contractor");
        }
        match (self.start, self.end) {
            (_, None) => Some("works-order-no-end"),
            (Some(start), Some(end)) if end < start => Some("works-order-ends-first"),
            _ => None,
        }
    }
}

/// Gives a household's works to somebody: the terms and the step.
///
/// # Errors
/// The terms lack something, there is nothing to build, or the household does not stand at the notice.
pub fn order(dossier: &Dossier, terms: &Terms) -> Result<Edit, Problem> {
    if let Some(key) = terms.lacks() {
        return Err(Problem::warning(key).of_dossier(dossier.id));
    }
    let step = Step::Order.take(dossier)?;
    if super::sheet::accepted(dossier).is_empty() {
        return Err(Problem::warning("works-order-nothing").of_dossier(dossier.id));
    }
    let text = |name: &'static str, text: &str| {
        let text = text.trim();
        let value = if text.is_empty() { Value::Erased } else { Value::Text(text.into()) };
        (FieldPath::top(Name::of(name)), value)
    };
    let date = |name: &'static str, date: Option<Date>| {
        (FieldPath::top(Name::of(name)), date.map_or(Value::Erased, Value::Date))
    };
    let answers = Edit::set_all([
        text(household::CONTRACTOR, &terms.contractor),
        text(fields::ORDER_PHONE, &terms.phone),
        text(fields::ORDER_NUMBER, &terms.number),
        date(fields::ORDER_DATE, terms.ordered),
        date(fields::ORDER_START, terms.start),
        date(fields::ORDER_END, terms.end),
        text(fields::ORDER_NOTE, &terms.note),
    ]);
    Ok(Edit::Many(vec![answers, step]))
}

/// Takes an order back before the works begin: who builds is open again.
///
/// # Errors
/// The works have begun, or nothing was ordered.
pub fn withdraw(dossier: &Dossier) -> Result<Edit, Problem> {
    let step = Step::Withdraw.take(dossier)?;
    let erased = [
        household::CONTRACTOR,
        fields::ORDER_PHONE,
        fields::ORDER_NUMBER,
        fields::ORDER_DATE,
        fields::ORDER_START,
        fields::ORDER_END,
        fields::ORDER_NOTE,
    ];
    let erased = Edit::set_all(erased.map(|name| (FieldPath::top(Name::of(name)), Value::Erased)));
    Ok(Edit::Many(vec![erased, step]))
}

/// Says how far the works on an item are.
pub fn progress(item: RowId, state: ItemState) -> Edit {
    let value = match state {
        ItemState::Ordered => Value::Erased,
        ItemState::Started => Value::Choice(Name::of(WORK_STARTED)),
        ItemState::Done => Value::Choice(Name::of(WORK_DONE)),
    };
    Edit::set(item_path(item, fields::WORK_STATE), value)
}

/// Reports an item done.
///
/// # Errors
/// The installed quantity is missing, or the photo after, where the family allows photos.
pub fn complete(sheet: &Sheet, item: RowId) -> Result<Edit, Problem> {
    let gone = || Problem::warning("works-item-gone").of_dossier(sheet.id);
    let known = sheet.item(item).ok_or_else(gone)?;
    let lacks = if known.installed.is_none() {
        Some("works-done-no-quantity")
    } else if known.photos[3] == 0 && !sheet.no_photos {
        Some("works-done-no-photo")
    } else {
        None
    };
    match lacks {
        Some(key) => Err(Problem::warning(key).with("name", &known.name).of_dossier(sheet.id)),
        None => Ok(progress(item, ItemState::Done)),
    }
}

/// Reports that all works are done 报完工.
///
/// # Errors
/// An item is not done, or the household does not stand in the works.
pub fn finish(dossier: &Dossier) -> Result<Edit, Problem> {
    let sheet = Sheet::of(dossier);
    let step = Step::Finish.take(dossier)?;
    match sheet.items.iter().find(|item| item.state != ItemState::Done) {
        Some(open) => Err(Problem::warning("works-finish-open").with("name", &open.name).of_dossier(dossier.id)),
        None => Ok(step),
    }
}

/// Adds a sentence to the thread of an item.
///
/// # Errors
/// Nothing is said, or the thread is full.
pub fn say(dossier: &Dossier, item: RowId, side: Side, text: &str) -> Result<Edit, Problem> {
    let text = spoken(dossier, text, "works-say-nothing")?;
    let (row, exists) = new_row(dossier, item, fields::TALK)?;
    let rows = nested(item, fields::TALK, row);
    Ok(Edit::set_all([
        exists,
        (FieldPath::within(&rows, Name::of(fields::TALK_TEXT)), Value::Text(text)),
        (FieldPath::within(&rows, Name::of(fields::TALK_SIDE)), Value::Choice(Name::of(side.name()))),
    ]))
}

/// Proposes another quantity for an item, with the reason. Returns the change's row, so that a photo can be added.
///
/// # Errors
/// There is no reason, or there are too many changes.
pub fn propose(dossier: &Dossier, item: RowId, quantity: Decimal, reason: &str) -> Result<(RowId, Edit), Problem> {
    let reason = spoken(dossier, reason, "works-change-no-reason")?;
    let (row, exists) = new_row(dossier, item, fields::CHANGE)?;
    let rows = nested(item, fields::CHANGE, row);
    let edit = Edit::set_all([
        exists,
        (FieldPath::within(&rows, Name::of(fields::CHANGE_QUANTITY)), Value::Decimal(quantity)),
        (FieldPath::within(&rows, Name::of(fields::CHANGE_REASON)), Value::Text(reason)),
    ]);
    Ok((row, edit))
}

/// Takes back a change that nobody has answered.
///
/// # Errors
/// It was answered meanwhile.
pub fn retract(dossier: &Dossier, item: RowId, change: RowId) -> Result<Edit, Problem> {
    let known = find_change(dossier, item, change)?;
    if known.decision != Decision::Pending {
        return Err(Problem::warning("works-change-decided").of_dossier(dossier.id));
    }
    Ok(Edit::set(FieldPath::row(&nested(item, fields::CHANGE, change)), Value::Erased))
}

/// Answers a proposed change. An approved one becomes the planned quantity.
///
/// # Errors
/// There is no such change, a refusal gives no reason, or the change names no quantity.
pub fn decide(dossier: &Dossier, item: RowId, change: RowId, approved: bool, answer: &str) -> Result<Edit, Problem> {
    let known = find_change(dossier, item, change)?;
    let rows = nested(item, fields::CHANGE, change);
    let at = |name: &'static str| FieldPath::within(&rows, Name::of(name));
    let answer: Arc<str> = answer.trim().into();
    if !approved && answer.is_empty() {
        return Err(Problem::warning("works-refuse-no-reason").of_dossier(dossier.id));
    }
    let words = if answer.is_empty() { Value::Erased } else { Value::Text(answer) };
    let name = if approved { APPROVED } else { REFUSED };
    let mut edits = vec![
        Edit::set(at(fields::CHANGE_DECISION), Value::Choice(Name::of(name))),
        Edit::set(at(fields::CHANGE_ANSWER), words),
        Edit::set(at(fields::CHANGE_SEEN), Value::Erased),
    ];
    if approved {
        let quantity = known.quantity.ok_or_else(|| Problem::warning("works-change-gone").of_dossier(dossier.id))?;
        edits.push(Edit::set(item_path(item, fields::QUANTITY), Value::Decimal(quantity)));
    }
    Ok(Edit::Many(edits))
}

/// Notes that `side` has read what the other side said about an item; nothing where all was read.
pub fn seen(sheet: &Sheet, item: RowId, side: Side) -> Edit {
    let Some(known) = sheet.item(item) else { return Edit::Many(Vec::new()) };
    let messages = known.talk.iter().filter(|message| message.side != side && !message.seen);
    let messages = messages.map(|message| (nested(item, fields::TALK, message.row), fields::TALK_SEEN));
    let decided = |decision| matches!(decision, Decision::Approved | Decision::Refused);
    let answers = known.changes.iter().filter(|change| side == Side::Builder && decided(change.decision) && !change.seen);
    let answers = answers.map(|change| (nested(item, fields::CHANGE, change.row), fields::CHANGE_SEEN));
    let yes = |(rows, name): ([_; 2], &'static str)| (FieldPath::within(&rows, Name::of(name)), Value::YesNo(true));
    Edit::set_all(messages.chain(answers).map(yes))
}

/// Whether one may still talk about the works: from the order to the acceptance.
///
/// # Errors
/// Before the order and after the acceptance.
pub fn may_talk(dossier: &Dossier) -> Result<(), Problem> {
    let stage = Stage::of(dossier);
    if (Stage::Ordered..=Stage::Rectifying).contains(&stage) {
        return Ok(());
    }
    let closed = Problem::notice("stage-task-closed").of_dossier(dossier.id);
    Err(closed.with_word("stage", stage.key()).with_word("task", "task-works"))
}

fn find_change(dossier: &Dossier, item: RowId, change: RowId) -> Result<super::sheet::Change, Problem> {
    let sheet = Sheet::of(dossier);
    let found = sheet.item(item).and_then(|item| item.changes.iter().find(|known| known.row == change));
    found.cloned().ok_or_else(|| Problem::warning("works-change-gone").of_dossier(dossier.id))
}

fn spoken(dossier: &Dossier, text: &str, lacking: &'static str) -> Result<Arc<str>, Problem> {
    let text = text.trim();
    if text.is_empty() { Err(Problem::warning(lacking).of_dossier(dossier.id)) } else { Ok(text.into()) }
}

/// A new last row in an item, and what makes it exist.
fn new_row(dossier: &Dossier, item: RowId, repeat: &'static str) -> Result<(RowId, (FieldPath, Value)), Problem> {
    let (within, name) = (item_rows(item), Name::of(repeat));
    if dossier.rows(&within, &name).len() >= MAX_ROWS {
        return Err(Problem::error("dossier-rows-full").with("most", MAX_ROWS).of_dossier(dossier.id));
    }
    let row = RowId::mint();
    let number = dossier.next_row_number(&within, &name);
    Ok((row, (FieldPath::row_of(&within, name, row), Value::Row(number))))
}
