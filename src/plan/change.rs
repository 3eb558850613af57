//! Changes that the contractor proposes 变更, and what is decided about them; the talk about an item 沟通.

use std::sync::Arc;

use super::fields;
use super::item;
use super::quantity::Quantity;
use super::read::Row;
use crate::dossier::Dossier;
use crate::dossier::edit::Edit;
use crate::dossier::register::Register;
use crate::id::{Name, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::Moment;
use crate::value::{Photo, Value};

/// A proposed change of quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub row: RowId,
    /// The new quantity; `None` when missing, foreign or disputed.
    pub quantity: Option<Quantity>,
    pub reason: String,
    pub photos: Vec<(RowId, Arc<Photo>)>,
    pub decision: Verdict,
    /// The answer's words.
    pub answer: String,
}

/// What was decided about a change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    #[default]
    Open,
    Approved,
    Refused,
    /// Devices decided differently without knowing of each other: counts as not decided.
    Disputed,
}

/// One remark about an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub row: RowId,
    pub text: String,
    pub author: Arc<str>,
    pub at: Moment,
}

/// The changes of the item that is being read, in the order they were proposed on each device.
pub(super) fn changes(read: &mut Row<'_>) -> Vec<Change> {
    let rows = read.dossier.rows(&read.rows, &Name::of(fields::CHANGE));
    rows.into_iter().map(|row| change(read, row)).collect()
}

fn change(read: &mut Row<'_>, row: RowId) -> Change {
    let mut inner = read.inside(fields::CHANGE, row);
    let decision = inner.word(fields::CHANGE_DECISION, |word| match word {
        fields::APPROVED => Some(Verdict::Approved),
        fields::REFUSED => Some(Verdict::Refused),
        _ => None,
    });
    let decided = inner.field(fields::CHANGE_DECISION);
    let rivals = read.dossier.fields.get(&decided).is_some_and(Register::is_conflict);
    let change = Change {
        row,
        quantity: inner.quantity(fields::CHANGE_QUANTITY),
        reason: inner.text(fields::CHANGE_REASON),
        photos: inner.photos(fields::CHANGE_PHOTO),
        decision: if rivals { Verdict::Disputed } else { decision.unwrap_or_default() },
        answer: inner.text(fields::CHANGE_ANSWER),
    };
    read.take_notes(inner);
    change
}

/// The approved change that counts: the last one in the order of the list.
pub fn approved(changes: &[Change]) -> Option<&Change> {
    changes.iter().rev().find(|change| change.decision == Verdict::Approved)
}

/// Changes that nobody has decided.
pub fn undecided(changes: &[Change]) -> impl Iterator<Item = &Change> {
    changes.iter().filter(|change| matches!(change.decision, Verdict::Open | Verdict::Disputed))
}

/// Proposes a change; `new` is a minted row.
///
/// # Errors
/// It is the quantity that is ordered already: a change order is about quantity, everything else is said in the talk.
pub fn propose(dossier: &Dossier, item: RowId, new: RowId, quantity: Quantity, reason: &str) -> Result<Edit, Problem> {
    let ordered = item::items(dossier).iter().find(|known| known.row == item).and_then(item::Item::ordered);
    if ordered == Some(quantity) {
        let problem = Problem::warning("works-change-same").of_dossier(dossier.id);
        return Err(problem.of_field(FieldPath::row(&item::rows(item))));
    }
    let within = item::rows(item);
    let row = FieldPath::row_of(&within, Name::of(fields::CHANGE), new);
    let number = dossier.next_row_number(&within, &Name::of(fields::CHANGE));
    let field = |name: &'static str| FieldPath::within(&row.rows, Name::of(name));
    Ok(Edit::set_all([
        (row.clone(), Value::Row(number)),
        (field(fields::CHANGE_QUANTITY), quantity.value()),
        (field(fields::CHANGE_REASON), Value::Text(reason.trim().into())),
    ]))
}

/// Approves or refuses a change. The planned quantity stays as it was signed: what is to be built is
/// [`item::Item::ordered`], and the acceptance says that there is a change order.
pub fn decide(item: RowId, change: RowId, approve: bool, answer: &str) -> Edit {
    let row = FieldPath::row_of(&item::rows(item), Name::of(fields::CHANGE), change);
    let field = |name: &'static str| FieldPath::within(&row.rows, Name::of(name));
    let verdict = if approve { fields::APPROVED } else { fields::REFUSED };
    let words = if answer.trim().is_empty() { Value::Erased } else { Value::Text(answer.trim().into()) };
    Edit::set_all([
        (field(fields::CHANGE_DECISION), Value::Choice(Name::of(verdict))),
        (field(fields::CHANGE_ANSWER), words),
    ])
}

/// What was said about an item, in the order it was written on each device.
pub fn talk(dossier: &Dossier, item: RowId) -> Vec<Remark> {
    let within = item::rows(item);
    let rows = dossier.rows(&within, &Name::of(fields::TALK));
    let remark = |row: RowId| {
        let path = FieldPath::row_of(&within, Name::of(fields::TALK), row).rows;
        let register = dossier.fields.get(&FieldPath::within(&path, Name::of(fields::TALK_TEXT)))?;
        let (_, write) = register.leading()?;
        let Value::Text(text) = &write.value else { return None };
        Some(Remark { row, text: text.to_string(), author: Arc::clone(&write.author), at: write.at })
    };
    rows.into_iter().filter_map(remark).collect()
}

/// Adds a remark; `new` is a minted row.
pub fn say(dossier: &Dossier, item: RowId, new: RowId, text: &str) -> Edit {
    let within = item::rows(item);
    let row = FieldPath::row_of(&within, Name::of(fields::TALK), new);
    let number = dossier.next_row_number(&within, &Name::of(fields::TALK));
    let path = FieldPath::within(&row.rows, Name::of(fields::TALK_TEXT));
    Edit::set_all([(row, Value::Row(number)), (path, Value::Text(text.trim().into()))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::tests::{at, author, dossier};
    use crate::value::Decimal;

    #[test]
    fn a_change_that_changes_nothing_is_refused() {
        let mut home = dossier();
        for (path, value) in [
            ("plan_item/0000000001", Value::Row(1)),
            ("plan_item/0000000001/pi_quantity", Value::Decimal(Decimal::new(3.6).unwrap())),
            ("plan_item/0000000001/pi_decision", Value::Choice(Name::of(fields::ACCEPTED))),
        ] {
            home.apply(&Edit::set(at(path), value), &author(1));
        }
        let (item, new) = (RowId::from_bits(1), RowId::from_bits(5));
        let propose = |home: &Dossier, quantity| {
            propose(home, item, new, Quantity::of(quantity).unwrap(), "墙体不能承重").map_err(|problem| problem.key)
        };
        assert_eq!(propose(&home, 3.6), Err("works-change-same"));
        home.apply(&propose(&home, 4.2).unwrap(), &author(1));
        home.apply(&decide(item, new, true, ""), &author(1));
        assert_eq!(propose(&home, 4.2), Err("works-change-same"), "what is ordered now");
        assert!(propose(&home, 3.6).is_ok(), "back to what was signed is a change");
    }
}
