//! Households that were begun with different texts of one form: the newer one is taken, and the answers given under
//! the other move with their questions. What has no place any more stays in the file as an earlier answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::reader::Reader;
use crate::dossier::Dossier;
use crate::dossier::contest::{self, Choice};
use crate::dossier::edit::Edit;
use crate::dossier::household::FORM_PREFIX;
use crate::form::compare::{Change, Comparison, Kept, Move};
use crate::id::Name;
use crate::path::FieldPath;
use crate::value::{FormRef, Value};

/// Prefix of the field that keeps which older text a household's earlier answers were given under:
/// `_earlier.home-assessment.1`.
pub const EARLIER: &str = "_earlier.";

/// What taking one version of a form does to a household.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormStep {
    /// What differs between each other version and the one taken.
    pub changes: Vec<Change>,
    pub moves: Vec<Move>,
    pub kept: Vec<Kept>,
    /// Versions whose text is lost: nothing can be said about their answers, which stay as they are.
    pub lost: Vec<FormRef>,
}

/// The text that is taken when nobody chooses: the newest version; of two texts of one version the organisation's
/// present one. `None` where that does not tell.
pub fn newest(reader: &Reader, choices: &[Choice]) -> Option<Arc<FormRef>> {
    let form = |choice: &Choice| match &choice.value {
        Value::Form(form) => Some(Arc::clone(form)),
        _ => None,
    };
    let forms: Vec<Arc<FormRef>> = choices.iter().filter_map(form).collect();
    let newest = forms.iter().map(|form| form.version).max()?;
    let mut newest: Vec<Arc<FormRef>> = forms.into_iter().filter(|form| form.version == newest).collect();
    if newest.len() > 1 {
        let present = reader.library().get(newest[0].id.as_str())?.hash();
        newest.retain(|form| form.hash == present);
    }
    newest.pop().filter(|_| newest.is_empty())
}

/// What taking `taken` does: compares it with every other live version, and says which answers move and which stay.
pub fn step(reader: &Reader, dossier: &Dossier, path: &FieldPath, taken: &FormRef) -> FormStep {
    let mut step = FormStep::default();
    let Some(new) = reader.text(taken) else { return step };
    let mut targets = BTreeSet::new();
    for other in others(dossier, path, taken) {
        let Some(old) = reader.text(&other) else {
            step.lost.push((*other).clone());
            continue;
        };
        let comparison = Comparison::of(old.text(), new.text());
        // What is in conflict is settled first, where it stands: a move would take one side.
        let settled = |path: &FieldPath| contest::at(dossier, path).is_none();
        let answers = dossier.answers().filter(|(path, _)| settled(path));
        let migration = comparison.migrate(answers, |path| dossier.value(path).cloned());
        step.moves.extend(migration.moves.into_iter().filter(|one| targets.insert(one.to.clone())));
        step.kept.extend(migration.kept);
        step.changes.extend(comparison.changes);
    }
    step
}

/// The edit that takes `taken` and moves the answers.
pub fn edit(reader: &Reader, dossier: &Dossier, path: &FieldPath, taken: &FormRef) -> Edit {
    let step = step(reader, dossier, path, taken);
    let pinned = (path.clone(), Value::Form(Arc::new(taken.clone())));
    let earlier = others(dossier, path, taken).into_iter().filter_map(|form| {
        let place: FieldPath = earlier_path(&form.id, form.version)?;
        Some((place, Value::Form(form)))
    });
    let moves = step.moves.into_iter().map(|one| (one.to, one.value));
    Edit::set_all(std::iter::once(pinned).chain(earlier).chain(moves))
}

/// The answers given under older versions that the present one has no place for, with the version they are from.
pub fn earlier(reader: &Reader, dossier: &Dossier) -> Vec<(FormRef, Vec<Kept>)> {
    let mut found = Vec::new();
    for (path, register) in &dossier.fields {
        let Some(Value::Form(old)) = register.value().filter(|_| is_earlier(path)) else { continue };
        let Some(pinned) = crate::dossier::visit::form_path(&old.id) else { continue };
        let Some(Value::Form(now)) = dossier.value(&pinned) else { continue };
        let (Some(before), Some(after)) = (reader.text(old), reader.text(now)) else { continue };
        let comparison = Comparison::of(before.text(), after.text());
        let kept = comparison.migrate(dossier.answers(), |path| dossier.value(path).cloned()).kept;
        if !kept.is_empty() {
            found.push(((**old).clone(), kept));
        }
    }
    found
}

fn is_earlier(path: &FieldPath) -> bool {
    path.rows.is_empty() && path.leaf.as_ref().is_some_and(|leaf| leaf.as_str().starts_with(EARLIER))
}

fn earlier_path(form: &Name, version: u32) -> Option<FieldPath> {
    format!("{EARLIER}{form}.{version}").parse().ok().map(FieldPath::top)
}

/// Whether this field keeps which text of a form a household was begun with.
pub fn is_form(path: &FieldPath) -> bool {
    path.rows.is_empty() && path.leaf.as_ref().is_some_and(|leaf| leaf.as_str().starts_with(FORM_PREFIX))
}

fn others(dossier: &Dossier, path: &FieldPath, taken: &FormRef) -> Vec<Arc<FormRef>> {
    let choices = contest::choices(dossier, path).into_iter();
    let forms = choices.filter_map(|choice| match choice.value {
        Value::Form(form) => Some(form),
        _ => None,
    });
    forms.filter(|form| form.hash != taken.hash).collect()
}
