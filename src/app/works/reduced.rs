//! The reduced copy for the one who builds: a list of what goes along, so that what nobody thought of stays at home.
//!
//! What joins from such a copy goes through the same list: a contractor's file can change nothing else.

use std::collections::BTreeSet;

use crate::dossier::register::Register;
use crate::dossier::stage::{Stage, step_path};
use crate::dossier::{Dossier, household as names};
use crate::id::{Name, RowId};
use crate::path::{FieldPath, RowStep};
use crate::plan::{fields, item};
use crate::problem::Problem;
use crate::value::Value;

/// Fields of the household itself.
const TOP: &[&str] = &[
    names::HEAD,
    names::DIVISION,
    names::VILLAGE,
    names::ADDRESS,
    names::PHONE,
    names::CONSENT_PHOTO,
    names::STEP,
    names::CONTRACTOR,
    fields::ORDER_CONTRACTOR_PHONE,
    fields::ORDER_NUMBER,
    fields::ORDER_DATE,
    fields::ORDER_START_BY,
    fields::ORDER_FINISH_BY,
    fields::ORDER_NOTE,
    "_form.work-order",
    "_form.works",
];

/// Fields of an item: what to build, not why, for how much, or who pays.
const PLANNED: &[&str] = &[
    fields::CODE,
    fields::VARIANT,
    fields::NAME,
    fields::KIND,
    fields::PLACE,
    fields::QUANTITY,
    fields::UNIT,
    fields::SIZES,
    fields::DECISION,
];

/// Fields of an item that the works write.
const BUILT: &[&str] =
    &[fields::WORK_STATE, fields::INSTALLED, "wi_installed.note", "wi_state.note", fields::NO_PHOTO_REASON];

/// Photos of an item; what is drawn on them goes along.
const PHOTOS: &[&str] = &[fields::PHOTO, fields::PHOTO_BEFORE, fields::PHOTO_DURING, fields::PHOTO_AFTER];

/// Fields of a message, and of a change.
const TALK: &[&str] = &[fields::TALK_TEXT, fields::TALK_SIDE, fields::TALK_SEEN];
const CHANGE: &[&str] = &[
    fields::CHANGE_QUANTITY,
    fields::CHANGE_REASON,
    fields::CHANGE_DECISION,
    fields::CHANGE_ANSWER,
    fields::CHANGE_SEEN,
];

/// Fields of the acceptance of an item: what must be put right, until when.
const DEFECT: &[&str] = &[fields::ACCEPT_RESULT, fields::ACCEPT_DEFECT, fields::ACCEPT_RECTIFY_BY];

/// The copy of a household that may leave for the contractor.
#[must_use]
pub fn reduced(dossier: &Dossier) -> Dossier {
    let items: BTreeSet<RowId> = item::accepted(dossier).into_iter().map(|item| item.row).collect();
    dossier.reduced(|path| keep(path, &items))
}

fn keep(path: &FieldPath, items: &BTreeSet<RowId>) -> bool {
    let leaf = path.leaf.as_ref().map(Name::as_str);
    let listed = |list: &[&str]| leaf.is_some_and(|leaf| list.contains(&leaf));
    let Some((RowStep { repeat, row }, inner)) = path.rows.split_first() else { return listed(TOP) };
    if !items.contains(row) {
        return false;
    }
    match (repeat.as_str(), inner) {
        (fields::ITEM, []) => leaf.is_none() || listed(PLANNED) || listed(BUILT),
        (fields::ITEM, [step, drawn @ ..]) => match step.repeat.as_str() {
            photos if PHOTOS.contains(&photos) => leaf.is_none() && drawn.len() <= 1,
            fields::TALK => drawn.is_empty() && (leaf.is_none() || listed(TALK)),
            fields::CHANGE => match drawn {
                [] => leaf.is_none() || listed(CHANGE),
                [photo, marks @ ..] => {
                    photo.repeat.as_str() == fields::CHANGE_PHOTO && leaf.is_none() && marks.len() <= 1
                }
            },
            _ => false,
        },
        (fields::ACCEPT_ITEM, []) => listed(DEFECT),
        _ => false,
    }
}

/// The photos that a copy names, and whether they show the works (made where one builds) or the place.
pub fn photos(dossier: &Dossier) -> impl Iterator<Item = (&FieldPath, crate::id::ContentHash)> {
    dossier.fields.iter().filter_map(|(path, register)| match register.value()? {
        Value::Photo(photo) if path.leaf.is_none() => Some((path, photo.hash)),
        _ => None,
    })
}

/// Whether this photo was taken by the one who builds.
pub fn is_of_works(path: &FieldPath) -> bool {
    path.rows.last().is_some_and(|step| step.repeat.as_str() != fields::PHOTO)
}

/// The form texts that a copy was filled with.
pub fn forms(dossier: &Dossier) -> impl Iterator<Item = crate::id::ContentHash> {
    dossier.fields.values().filter_map(|register| match register.value()? {
        Value::Form(form) => Some(form.hash),
        _ => None,
    })
}

/// What a package that comes from the one who builds may change here: progress, photos, questions, proposals and the
/// steps that are theirs, at items that are known here. Answers to proposals are the office's.
#[must_use]
pub fn from_builder(theirs: &Dossier, ours: &Dossier) -> Dossier {
    let known: BTreeSet<RowId> = ours.rows(&[], &Name::of(fields::ITEM)).into_iter().collect();
    let step_is_theirs = theirs.fields.get(&step_path()).is_some_and(|step| {
        let seen = ours.fields.get(&step_path()).map(Register::seen);
        let theirs = [Stage::InWorks, Stage::Done].map(|stage| Value::Choice(Name::of(stage.name())));
        step.live().all(|(dot, write)| seen.is_some_and(|seen| seen.covers(dot)) || theirs.contains(&write.value))
    });
    theirs.reduced(|path| {
        let leaf = path.leaf.as_ref().map(Name::as_str);
        match path.rows.split_first() {
            None => leaf == Some("_form.works") || (step_is_theirs && *path == step_path()),
            Some((item, inner)) => {
                let listed = keep(path, &known) && item.repeat.as_str() == fields::ITEM;
                let planned = inner.is_empty() && (leaf.is_none() || leaf.is_some_and(|leaf| PLANNED.contains(&leaf)));
                let of_place = inner.first().is_some_and(|step| step.repeat.as_str() == fields::PHOTO);
                let verdict = leaf.is_some_and(|leaf| [fields::CHANGE_DECISION, fields::CHANGE_ANSWER].contains(&leaf));
                listed && !planned && !of_place && !verdict
            }
        }
    })
}

/// Two copies of a household, joined, and how many fields say different things that did not before.
pub struct Joining {
    pub joined: Dossier,
    pub conflicts: usize,
}

/// Joins without changing either.
///
/// # Errors
/// They are not of one household.
pub fn join(ours: &Dossier, theirs: &Dossier) -> Result<Joining, Problem> {
    let mut joined = ours.clone();
    joined.join(theirs).map_err(|other| Problem::error("store-other-household").with("id", other.theirs))?;
    let conflicts = joined.conflicts().filter(|(path, _)| {
        let before = ours.fields.get(*path);
        before.is_none_or(|register| !register.is_conflict())
    });
    let conflicts = conflicts.count();
    Ok(Joining { joined, conflicts })
}
