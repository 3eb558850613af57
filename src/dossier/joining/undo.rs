//! Taking a join back: new writes that restore what stood there, wherever nobody has gone on since.

use std::collections::{BTreeMap, BTreeSet};

use super::carry::{Both, same_as_path};
use super::ranges::stands;
use super::record::{Taken, taken};
use super::{Range, carried_path, into, settle_into};
use crate::dossier::edit::{Author, Delta, Edit};
use crate::dossier::{Dossier, household};
use crate::id::{DossierId, Name};
use crate::path::FieldPath;
use crate::value::Value;

/// What undoing did.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    pub both: Both,
    /// Fields of the survivor that were written again since they came, and stay.
    pub kept: usize,
}

/// Parts two households again: the survivor gives back what came from the absorbed one and what it replaced; the
/// absorbed one stands for itself.
pub fn part(survivor: &mut Dossier, absorbed: &mut Dossier, author: &Author) -> Undone {
    let (delta, kept) = give_back(survivor, absorbed.id, author);
    let mut edits = vec![Edit::set(carried_path(), Value::Erased)];
    if into(absorbed).contains(&survivor.id) {
        edits.push(settle_into(None));
    }
    let persons = absorbed.rows(&[], &Name::of(household::PERSON)).into_iter();
    edits.extend(persons.map(|row| Edit::set(same_as_path(row), Value::Erased)));
    let absorbed = absorbed.apply(&Edit::Many(edits), author).delta;
    Undone { both: Both { survivor: delta, absorbed }, kept }
}

/// Gives back everything that came from `other`; says how many fields stay because they were written since.
pub fn give_back(survivor: &mut Dossier, other: DossierId, author: &Author) -> (Delta, usize) {
    let records: Vec<Taken> = taken(survivor).into_iter().filter(|taken| taken.other == other).collect();
    let ranges: Vec<Range> = records.iter().filter_map(|taken| taken.range).collect();
    // The first record of a field knows what stood there before all of them.
    let mut before: BTreeMap<FieldPath, Value> = BTreeMap::new();
    for mirror in records.iter().filter_map(Taken::mirror) {
        for (path, value) in mirror.kept(survivor) {
            before.entry(path).or_insert_with(|| value.clone());
        }
    }
    let ours = |path: &FieldPath| path.rows.first().is_none_or(|step| step.repeat.as_str() != super::JOINED);
    let came = |path: &FieldPath| survivor.fields.get(path).is_some_and(|register| stands(&ranges, register));
    let carried: Vec<&FieldPath> = survivor.fields.keys().filter(|path| ours(path) && came(path)).collect();
    // A row in which somebody has gone on since stays, with what they wrote.
    let gone_on: BTreeSet<&FieldPath> = carried
        .iter()
        .filter(|path| path.leaf.is_none())
        .filter(|row| survivor.within(&row.rows).any(|(path, register)| register.value().is_some() && !came(path)))
        .copied()
        .collect();
    let writes: Vec<Edit> = carried
        .iter()
        .filter(|path| !gone_on.contains(*path))
        .map(|path| Edit::Write { path: (*path).clone(), value: before.get(*path).cloned().unwrap_or(Value::Erased) })
        .collect();
    let replaced = before.keys().filter(|path| !came(path)).count();
    let kept = gone_on.len() + replaced;
    let records = records.into_iter().map(|taken| Edit::set(taken.row, Value::Erased));
    let edit = Edit::Many(writes.into_iter().chain(records).collect());
    (survivor.apply(&edit, author).delta, kept)
}
