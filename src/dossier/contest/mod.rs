//! What a person must decide in a household: values that devices wrote unseen by each other, and rows that one
//! device removed while another went on in them.
//!
//! [`contests`] lists them, [`choices`] says what there is to choose from, [`Rule`] chooses for many at once,
//! [`settle`] and [`carry`] write the decision, and [`Carried`] is what taking it back needs.

mod carry;
mod rule;

pub use carry::{Carried, Reinstated, carry, reinstate};
pub use rule::{Rule, Verdict};

use std::sync::Arc;

use super::Dossier;
use super::blurred::{self, BLURRED};
use super::edit::Edit;
use super::household::{AGREED, FORM_PREFIX, STEP, VISIT};
use super::joining;
use super::marks;
use super::pairs::PAIR;
use super::register::{Register, Write};
use super::review::{COMMENT, REVIEW};
use crate::path::{Aspect, FieldPath, RowStep};
use crate::stamp::{Dot, Moment};
use crate::value::Value;

/// One thing to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// The field; of a removed row its own register.
    pub path: FieldPath,
    pub kind: ContestKind,
}

/// What is in question; some are never decided in bulk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContestKind {
    /// An answer, or any other plain field.
    Answer,
    /// A note, or the reason why less than the reference line is accepted.
    Note,
    /// A photo: its caption, or whether it is there.
    Photo,
    /// A mark on a photo.
    Mark,
    /// The place of a row or a photo among its like.
    Order,
    /// A row was removed here and filled there.
    RemovedRow,
    Signature,
    /// The plan as it was signed.
    Seal,
    /// Where the household stands ([`super::stage::Standing::Disputed`]).
    Stage,
    /// Whether the survey is finished.
    Survey,
    /// Begun with different texts of one form.
    Form,
    /// Reviewers decided differently ([`super::review`]).
    Review,
    /// The words or the state of a reviewer's comment.
    Comment,
    /// A picture that was made unrecognisable elsewhere is still named here: nothing to choose, but its file goes only
    /// when that is settled.
    Unblurred,
}

/// One value to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Of the first write that says so; for [`super::visit::settle`].
    pub dot: Dot,
    /// As it may be shown ([`blurred::offered`]).
    pub value: Value,
    /// Everybody who wrote it, in the order of their dots.
    pub writers: Vec<Writer>,
}

/// Who wrote a value, and when by that device's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Writer {
    pub dot: Dot,
    pub author: Arc<str>,
    pub at: Moment,
}

impl Choice {
    /// When it was written, by the clocks of its devices, in seconds.
    pub(super) fn seconds(&self) -> impl Iterator<Item = i64> + '_ {
        self.writers.iter().map(|writer| writer.at.unix_seconds())
    }
}

impl ContestKind {
    pub const ALL: [Self; 14] = [
        Self::Answer,
        Self::Note,
        Self::Photo,
        Self::Mark,
        Self::Order,
        Self::RemovedRow,
        Self::Signature,
        Self::Seal,
        Self::Stage,
        Self::Survey,
        Self::Form,
        Self::Review,
        Self::Comment,
        Self::Unblurred,
    ];

    /// Whether a rule may decide it for many households: not what somebody signed, decided or must judge.
    pub const fn takes_rules(self) -> bool {
        matches!(
            self,
            Self::Answer
                | Self::Note
                | Self::Photo
                | Self::Mark
                | Self::Order
                | Self::RemovedRow
                | Self::Form
                | Self::Unblurred
        )
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Answer => "conflict-kind-answer",
            Self::Note => "conflict-kind-note",
            Self::Photo => "conflict-kind-photo",
            Self::Mark => "conflict-kind-mark",
            Self::Order => "conflict-kind-order",
            Self::RemovedRow => "conflict-kind-removed-row",
            Self::Signature => "conflict-kind-signature",
            Self::Seal => "conflict-kind-seal",
            Self::Stage => "conflict-kind-stage",
            Self::Survey => "conflict-kind-survey",
            Self::Form => "conflict-kind-form",
            Self::Review => "conflict-kind-review",
            Self::Comment => "conflict-kind-comment",
            Self::Unblurred => "conflict-kind-unblurred",
        }
    }
}

/// Everything that is to be decided, in the order of the paths. What stands inside a removed row is decided with it.
pub fn contests(dossier: &Dossier) -> Vec<Contest> {
    let mut found: Vec<Contest> = Vec::new();
    let mut removed: Option<&FieldPath> = None;
    for (path, register) in &dossier.fields {
        if removed.is_some_and(|row| path.is_within(&row.rows)) {
            continue;
        }
        if path.leaf.is_none() && erased(register) && is_removed_row(dossier, path, register) {
            removed = Some(path);
            found.push(Contest { path: path.clone(), kind: ContestKind::RemovedRow });
        } else {
            found.extend(field(dossier, path, register));
        }
    }
    found
}

/// How many things are to be decided.
pub fn count(dossier: &Dossier) -> usize {
    contests(dossier).len()
}

/// The one at this path, if it is (still) to be decided.
pub fn at(dossier: &Dossier, path: &FieldPath) -> Option<Contest> {
    let register = dossier.fields.get(path)?;
    if path.leaf.is_none() && erased(register) && is_removed_row(dossier, path, register) {
        return Some(Contest { path: path.clone(), kind: ContestKind::RemovedRow });
    }
    field(dossier, path, register)
}

/// Notes of blurring unite by themselves, decisions about duplicates have a queue of their own, and values that look
/// alike are nothing to choose from.
fn field(dossier: &Dossier, path: &FieldPath, register: &Register) -> Option<Contest> {
    let own = joining::is_own(path) || path.rows.first().is_some_and(|step| step.repeat.as_str() == BLURRED);
    if register.is_conflict() && !own && choices(dossier, path).len() > 1 {
        return Some(Contest { path: path.clone(), kind: kind(path, register) });
    }
    let unblurred = register.live().any(|(_, write)| blurred::withheld_in(dossier, &write.value).is_some());
    unblurred.then(|| Contest { path: path.clone(), kind: ContestKind::Unblurred })
}

/// The distinct values, each with everybody who wrote it. Values that differ only in a picture that was blurred are
/// one.
pub fn choices(dossier: &Dossier, path: &FieldPath) -> Vec<Choice> {
    let Some(register) = dossier.fields.get(path) else { return Vec::new() };
    let mut choices: Vec<Choice> = Vec::with_capacity(2);
    for (dot, Write { value, author, at }) in register.live() {
        let value = blurred::offered(dossier, value);
        let writer = Writer { dot, author: Arc::clone(author), at: *at };
        match choices.iter_mut().find(|known| known.value == value) {
            Some(known) => known.writers.push(writer),
            None => choices.push(Choice { dot, value, writers: vec![writer] }),
        }
    }
    choices
}

/// Decides for a value, also one that nobody wrote before. A photo keeps its place in the strip.
pub fn settle(dossier: &Dossier, path: &FieldPath, value: &Value) -> Edit {
    match blurred::offered(dossier, value) {
        Value::Photo(photo) if path.leaf.is_none() => marks::replace(dossier, path, (*photo).clone()),
        value => Edit::set(path.clone(), value),
    }
}

/// Decides that a removed row stays: with it stay the answers in it that nobody but the removal contradicts.
pub fn keep_row(dossier: &Dossier, rows: &[RowStep]) -> Option<Edit> {
    let own = super::visit::row_again(dossier, rows)?;
    let inside = dossier.within(rows).filter(|(path, _)| path.rows.len() > rows.len() || path.leaf.is_some());
    let stays = inside.filter_map(|(path, register)| {
        let mut answers = choices(dossier, path).into_iter().filter(|choice| choice.value != Value::Erased);
        let answer = answers.next().filter(|_| register.is_conflict() && erased(register))?;
        answers.next().is_none().then(|| Edit::set(path.clone(), answer.value))
    });
    Some(Edit::Many(std::iter::once(own).chain(stays).collect()))
}

fn erased(register: &Register) -> bool {
    register.live().any(|(_, write)| write.value == Value::Erased)
}

/// Marks and notes about a photo that is gone are no row.
fn is_removed_row(dossier: &Dossier, path: &FieldPath, register: &Register) -> bool {
    let is_row = |(_, write): (Dot, &Write)| matches!(write.value, Value::Row(_) | Value::Erased);
    let furniture = |inner: &FieldPath| match (inner.rows.get(path.rows.len()), &inner.leaf) {
        (Some(step), _) => step.repeat.as_str() == marks::MARK,
        (None, Some(leaf)) => [marks::ORDER, PAIR].contains(&leaf.as_str()),
        (None, None) => true,
    };
    register.live().all(is_row)
        && dossier.within(&path.rows).any(|(inner, register)| {
            register.value().is_some_and(|value| inner == path || !furniture(inner) || matches!(value, Value::Row(_)))
        })
}

fn kind(path: &FieldPath, register: &Register) -> ContestKind {
    let any = |is: fn(&Value) -> bool| register.live().any(|(_, write)| is(&write.value));
    let Some(leaf) = path.leaf.as_ref().map(crate::id::Name::as_str) else {
        return match () {
            () if any(|value| matches!(value, Value::Photo(_))) => ContestKind::Photo,
            () if any(|value| matches!(value, Value::Mark(_))) => ContestKind::Mark,
            () => ContestKind::Order,
        };
    };
    let in_photo = [marks::ORDER, PAIR].contains(&leaf) && !path.rows.is_empty();
    match (leaf, path.rows.first().map(|step| step.repeat.as_str())) {
        (STEP, None) => ContestKind::Stage,
        (VISIT, None) => ContestKind::Survey,
        (REVIEW, None) => ContestKind::Review,
        (AGREED, None) => ContestKind::Seal,
        (form, None) if form.starts_with(FORM_PREFIX) => ContestKind::Form,
        (_, Some(COMMENT)) => ContestKind::Comment,
        (note, _) if Aspect::ALL.iter().any(|aspect| note.ends_with(aspect.suffix())) => ContestKind::Note,
        _ if in_photo => ContestKind::Order,
        _ if any(|value| matches!(value, Value::Signature(_))) => ContestKind::Signature,
        _ => ContestKind::Answer,
    }
}

#[cfg(test)]
mod tests;
