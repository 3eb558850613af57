//! What a package may bring to a household here, and what a copy needs beside its fields.
//!
//! What may leave for a contractor is [`crate::plan::order`]'s list. What comes back goes through a narrower one: a
//! contractor's file can report works and ask, and change nothing else.

use std::collections::BTreeSet;

use crate::dossier::Dossier;
use crate::dossier::blurred::{self, BLURRED};
use crate::dossier::household::FORM_PREFIX;
use crate::dossier::register::Register;
use crate::dossier::stage::{Stage, step_path};
use crate::id::{ContentHash, Name, RowId};
use crate::path::{FieldPath, RowStep};
use crate::plan::fields;
use crate::problem::Problem;
use crate::value::Value;

/// Fields of an item that the works write.
const BUILT: [&str; 3] = [fields::WORK_STATE, fields::INSTALLED, fields::NO_PHOTO_REASON];
/// Repeats of an item that the works write.
const GROWN: [&str; 5] =
    [fields::PHOTO_BEFORE, fields::PHOTO_DURING, fields::PHOTO_AFTER, fields::TALK, fields::CHANGE];
/// Fields of a change that are the office's answer.
const VERDICT: [&str; 2] = [fields::CHANGE_DECISION, fields::CHANGE_ANSWER];

/// What a package that comes from the one who builds may change here: progress, photos, questions, proposals and the
/// steps that are theirs, at items that are known here. Answers to proposals are the office's.
#[must_use]
pub fn from_builder(theirs: &Dossier, ours: &Dossier) -> Dossier {
    let known: BTreeSet<RowId> = ours.rows(&[], &Name::of(fields::ITEM)).into_iter().collect();
    let step = steps_are_theirs(theirs, ours);
    theirs.reduced(|path| match path.rows.split_first() {
        None => {
            let leaf = path.leaf.as_ref().map_or("", Name::as_str);
            leaf.strip_prefix(FORM_PREFIX) == Some("works") || (step && *path == step_path())
        }
        // What was blurred there must not be shown here.
        Some((note, _)) if note.repeat.as_str() == BLURRED => true,
        Some((item, inner)) => {
            item.repeat.as_str() == fields::ITEM && known.contains(&item.row) && is_built(path, inner)
        }
    })
}

fn is_built(path: &FieldPath, inner: &[RowStep]) -> bool {
    let listed = |list: &[&str]| path.leaf.as_ref().is_some_and(|leaf| list.contains(&leaf.as_str()));
    inner.first().map_or_else(|| listed(&BUILT), |step| GROWN.contains(&step.repeat.as_str()) && !listed(&VERDICT))
}

/// Whether the stages they claim are ones we know of, or ones that the works lead to.
fn steps_are_theirs(theirs: &Dossier, ours: &Dossier) -> bool {
    let works = [Stage::InWorks, Stage::Done].map(|stage| Value::Choice(Name::of(stage.name())));
    let seen = ours.fields.get(&step_path()).map(Register::seen);
    theirs.fields.get(&step_path()).is_some_and(|step| {
        let mut live = step.live();
        live.all(|(dot, write)| seen.is_some_and(|seen| seen.covers(dot)) || works.contains(&write.value))
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
    let before = |path: &FieldPath| ours.fields.get(path).is_some_and(Register::is_conflict);
    let conflicts = joined.conflicts().filter(|(path, _)| !before(path)).count();
    Ok(Joining { joined, conflicts })
}

/// The photos that the one who builds has taken: the office has those of the place.
pub fn photos_of_works(copy: &Dossier) -> BTreeSet<ContentHash> {
    let of_place = |path: &FieldPath| {
        let repeat = path.rows.last().map_or("", |step| step.repeat.as_str());
        [fields::PHOTO, fields::ACCEPT_PHOTO].contains(&repeat)
    };
    let live = copy.fields.iter().filter(|(path, _)| !of_place(path)).flat_map(|(_, register)| register.live());
    let hashes = live.filter_map(|(_, write)| match &write.value {
        Value::Photo(photo) => Some(photo.hash),
        _ => None,
    });
    hashes.filter(|hash| !blurred::is_withheld(copy, *hash)).collect()
}

/// The form texts that a copy was filled with.
pub fn forms(copy: &Dossier) -> BTreeSet<ContentHash> {
    let live = copy.fields.values().flat_map(Register::live);
    let hashes = live.filter_map(|(_, write)| match &write.value {
        Value::Form(form) => Some(form.hash),
        _ => None,
    });
    hashes.collect()
}
