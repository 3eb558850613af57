//! What orders and works consist of, as edits: pure builders, like [`crate::dossier::visit`].

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::sheet::{Sheet, Side, item_path, item_rows, nested};
use crate::dossier::edit::{Author, Edit};
use crate::dossier::stage::{Stage, Step};
use crate::dossier::{Dossier, household};
use crate::id::{Name, RowId};
use crate::limits::MAX_ROWS;
use crate::path::FieldPath;
use crate::plan::change::{self, Change, Verdict};
use crate::plan::item::{self, WorkState};
use crate::plan::programme::Programme;
use crate::plan::quantity::Quantity;
use crate::plan::{fields, guard};
use crate::problem::Problem;
use crate::value::Value;

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
            (None, _) => Some("works-order-no-start"),
            (_, None) => Some("works-order-no-end"),
            (Some(start), Some(end)) if end < start => Some("works-order-ends-first"),
            _ => None,
        }
    }
}

/// Gives a household's works to somebody: the terms and the step, with all that the step asks for.
///
/// # Errors
/// The terms lack something, or what speaks against the step ([`crate::plan::guard`]), the gravest first.
pub fn order(dossier: &Dossier, terms: &Terms, programme: &Programme, author: &Author) -> Result<Edit, Problem> {
    if let Some(key) = terms.lacks() {
        return Err(Problem::warning(key).of_dossier(dossier.id));
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
        text(fields::ORDER_CONTRACTOR_PHONE, &terms.phone),
        text(fields::ORDER_NUMBER, &terms.number),
        date(fields::ORDER_DATE, terms.ordered),
        date(fields::ORDER_START_BY, terms.start),
        date(fields::ORDER_FINISH_BY, terms.end),
        text(fields::ORDER_NOTE, &terms.note),
    ]);
    // The step is judged as the household will be.
    let mut ordered = dossier.clone();
    ordered.apply(&answers, author);
    let step = guard::take(Step::Order, &ordered, programme, author.at.date());
    let step = step.map_err(|problems| {
        let first = problems.into_iter().next();
        first.unwrap_or_else(|| Problem::warning("works-order-nothing")).of_dossier(dossier.id)
    })?;
    Ok(Edit::Many(vec![marks(dossier), answers, step]))
}

/// Draws on the photos of the items what was drawn on the survey's photos since they were taken up.
fn marks(dossier: &Dossier) -> Edit {
    let surveyed = dossier.fields.iter().filter(|(path, register)| {
        let planned = path.rows.first().is_some_and(|step| step.repeat.as_str() == fields::ITEM);
        path.leaf.is_none() && !planned && matches!(register.value(), Some(Value::Photo(_)))
    });
    // An item's photo has the row that follows from where it came from.
    let origin = |path: &FieldPath| RowId::derived(&[fields::PHOTO, &path.to_string()]);
    let surveyed: BTreeMap<RowId, &FieldPath> = surveyed.map(|(path, _)| (origin(path), path)).collect();
    let mut drawn = Vec::new();
    for item in item::accepted(dossier) {
        for (row, _) in &item.photos {
            let Some(source) = surveyed.get(row) else { continue };
            let Some(copy) = item.field(fields::PHOTO).photo(*row) else { continue };
            let marks = dossier.within(&source.rows).filter(|(path, _)| path.rows.len() == source.rows.len() + 1);
            drawn.extend(marks.filter_map(|(path, register)| {
                let mut target = copy.clone();
                target.rows.push(path.rows.last()?.clone());
                matches!(register.value()?, Value::Mark(_)).then(|| Some((target, register.value()?.clone())))?
            }));
        }
    }
    Edit::set_all(drawn)
}

/// Takes an order back before the works begin: who builds is open again.
///
/// # Errors
/// The works have begun, or nothing was ordered.
pub fn withdraw(dossier: &Dossier) -> Result<Edit, Problem> {
    let step = Step::Withdraw.take(dossier)?;
    let erased = [
        household::CONTRACTOR,
        fields::ORDER_CONTRACTOR_PHONE,
        fields::ORDER_NUMBER,
        fields::ORDER_DATE,
        fields::ORDER_START_BY,
        fields::ORDER_FINISH_BY,
        fields::ORDER_NOTE,
    ];
    let erased = Edit::set_all(erased.map(|name| (FieldPath::top(Name::of(name)), Value::Erased)));
    Ok(Edit::Many(vec![erased, step]))
}

/// Says how far the works on an item are.
pub fn progress(item: RowId, state: WorkState) -> Edit {
    let value = match state {
        WorkState::Open => Value::Erased,
        WorkState::Started => Value::Choice(Name::of(fields::WORK_STARTED)),
        WorkState::Done => Value::Choice(Name::of(fields::WORK_DONE)),
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
    let work = &known.item.work;
    let lacks = if work.installed.is_none() {
        Some("works-done-no-quantity")
    } else if work.after.is_empty() && work.no_photo_reason.is_empty() && !sheet.no_photos {
        Some("works-done-no-photo")
    } else {
        None
    };
    match lacks {
        Some(key) => Err(Problem::warning(key).with("name", &known.item.name).of_dossier(sheet.id)),
        None => Ok(progress(item, WorkState::Done)),
    }
}

/// Adds a sentence to the thread of an item.
///
/// # Errors
/// Nothing is said, or the thread is full.
pub fn say(dossier: &Dossier, item: RowId, side: Side, text: &str) -> Result<Edit, Problem> {
    let text = spoken(dossier, text, "works-say-nothing")?;
    let row = new_row(dossier, item, fields::TALK)?;
    let path = FieldPath::within(&nested(item, fields::TALK, row), Name::of(fields::TALK_SIDE));
    let by = Edit::set(path, Value::Choice(Name::of(side.name())));
    Ok(Edit::Many(vec![change::say(dossier, item, row, text), by]))
}

/// Proposes another quantity for an item, with the reason. Returns the change's row, so that a photo can be added.
///
/// # Errors
/// There is no reason, or there are too many changes.
pub fn propose(dossier: &Dossier, item: RowId, quantity: Quantity, reason: &str) -> Result<(RowId, Edit), Problem> {
    let reason = spoken(dossier, reason, "works-change-no-reason")?;
    let row = new_row(dossier, item, fields::CHANGE)?;
    Ok((row, change::propose(dossier, item, row, quantity, reason)?))
}

/// Takes back a change that nobody has answered.
///
/// # Errors
/// It was answered meanwhile.
pub fn retract(dossier: &Dossier, item: RowId, change: RowId) -> Result<Edit, Problem> {
    let known = find_change(dossier, item, change)?;
    if known.decision != Verdict::Open {
        return Err(Problem::warning("works-change-decided").of_dossier(dossier.id));
    }
    Ok(Edit::set(FieldPath::row(&nested(item, fields::CHANGE, change)), Value::Erased))
}

/// Answers a proposed change. What is to be built is then the approved quantity; the planned one stays as signed.
///
/// # Errors
/// There is no such change, a refusal gives no reason, or an approved change names no quantity.
pub fn decide(dossier: &Dossier, item: RowId, change: RowId, approve: bool, answer: &str) -> Result<Edit, Problem> {
    let known = find_change(dossier, item, change)?;
    if !approve {
        spoken(dossier, answer, "works-refuse-no-reason")?;
    }
    if approve && known.quantity.is_none() {
        return Err(Problem::warning("works-change-gone").of_dossier(dossier.id));
    }
    let seen = FieldPath::within(&nested(item, fields::CHANGE, change), Name::of(fields::CHANGE_SEEN));
    Ok(Edit::Many(vec![change::decide(item, change, approve, answer), Edit::set(seen, Value::Erased)]))
}

/// Notes that `side` has read what the other side said about an item; nothing where all was read.
pub fn seen(sheet: &Sheet, item: RowId, side: Side) -> Edit {
    let Some(known) = sheet.item(item) else { return Edit::Many(Vec::new()) };
    let messages = known.talk.iter().filter(|message| message.side != side && !message.seen);
    let messages = messages.map(|message| (nested(item, fields::TALK, message.remark.row), fields::TALK_SEEN));
    let answers = known.new_answers.iter().filter(|_| side == Side::Builder);
    let answers = answers.map(|row| (nested(item, fields::CHANGE, *row), fields::CHANGE_SEEN));
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

fn find_change(dossier: &Dossier, item: RowId, change: RowId) -> Result<Change, Problem> {
    let sheet = Sheet::of(dossier);
    let found = sheet.item(item).and_then(|known| known.item.work.changes.iter().find(|known| known.row == change));
    found.cloned().ok_or_else(|| Problem::warning("works-change-gone").of_dossier(dossier.id))
}

fn spoken<'a>(dossier: &Dossier, text: &'a str, lacking: &'static str) -> Result<&'a str, Problem> {
    let text = text.trim();
    if text.is_empty() { Err(Problem::warning(lacking).of_dossier(dossier.id)) } else { Ok(text) }
}

/// A new row in an item, if there is room.
fn new_row(dossier: &Dossier, item: RowId, repeat: &'static str) -> Result<RowId, Problem> {
    if dossier.rows(&item_rows(item), &Name::of(repeat)).len() < MAX_ROWS {
        return Ok(RowId::mint());
    }
    Err(Problem::error("dossier-rows-full").with("most", MAX_ROWS).of_dossier(dossier.id))
}
