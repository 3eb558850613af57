//! Carrying over: what the survivor gets, what both say differently, what stays behind.

use std::collections::{BTreeMap, BTreeSet};

use super::ranges::stands;
use super::record::{Mirror, taken};
use super::{OTHER, Part, RANGE, Range, SAME_AS, carried, carried_path, into, refuse, seen_text, settle_into};
use crate::dossier::edit::{Author, Delta, Edit};
use crate::dossier::register::Register;
use crate::dossier::visit::visit_path;
use crate::dossier::{Dossier, household};
use crate::id::{DossierId, Name, RowId};
use crate::path::{FieldPath, RowStep};
use crate::problem::Problem;
use crate::stamp::Seen;
use crate::value::Value;

/// What a person chooses before two households become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Persons who stand in both: the row in the absorbed household, the row in the survivor.
    pub same: BTreeMap<RowId, RowId>,
    /// Fields, as the survivor names them, where the absorbed household's value shall count.
    pub theirs: BTreeSet<FieldPath>,
    /// Fields where the survivor's shall stay although the default is otherwise.
    pub ours: BTreeSet<FieldPath>,
    /// Whether the survey (rooms, doors, its photos) comes along; a home that two have surveyed has two of each then.
    pub survey: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self { same: BTreeMap::new(), theirs: BTreeSet::new(), ours: BTreeSet::new(), survey: true }
    }
}

/// A field that both households have and that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Differing {
    /// As the survivor names it.
    pub path: FieldPath,
    pub ours: Value,
    pub theirs: Value,
    /// Whether the absorbed household's value will count.
    pub taken: bool,
    /// Ours came from there at an earlier time, and nobody has touched it since.
    pub earlier: bool,
}

/// What will be carried over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carry {
    /// What the survivor does not have, with the row before what is in it.
    pub new: Vec<(FieldPath, Value)>,
    pub differing: Vec<Differing>,
    /// Fields that say the same.
    pub same: usize,
    /// Fields about plan, works and money that stay in the absorbed household's file.
    pub left: usize,
    /// Fields of the survey that stay because a person chose so.
    pub survey_left: usize,
    /// Unsettled fields of the absorbed household, of which the leading value is carried.
    pub unsettled: usize,
    same_persons: BTreeMap<RowId, RowId>,
}

/// The changes of both households.
#[derive(Clone, Debug, PartialEq)]
pub struct Both {
    pub survivor: Delta,
    pub absorbed: Delta,
}

impl Carry {
    /// What joining would do, without doing it. A household that was joined before gives only what is new since.
    pub fn of(survivor: &Dossier, absorbed: &Dossier, choice: &Choice) -> Self {
        let again = into(absorbed).contains(&survivor.id);
        let since = again.then(|| carried(absorbed));
        Self::since(survivor, absorbed, choice, since.as_ref())
    }

    fn since(survivor: &Dossier, absorbed: &Dossier, choice: &Choice, since: Option<&Seen>) -> Self {
        let mut same_persons = noted(absorbed);
        same_persons.extend(&choice.same);
        let mut carry = Self { same_persons, ..Self::default() };
        let ranges: Vec<Range> = taken(survivor)
            .into_iter()
            .filter(|taken| taken.other == absorbed.id)
            .filter_map(|taken| taken.range)
            .collect();
        for (path, register) in &absorbed.fields {
            let old = since.is_some_and(|seen| register.live().all(|(dot, _)| seen.covers(dot)));
            let Some(value) = register.value().filter(|_| !old) else { continue };
            match Part::of(path) {
                Part::System => {
                    let silent = is_survey_state(path) && choice.survey && survivor.value(path).is_none();
                    carry.new.extend(silent.then(|| (path.clone(), value.clone())));
                }
                Part::Later => carry.left += 1,
                Part::Survey if !choice.survey => carry.survey_left += 1,
                Part::Home | Part::Person | Part::Survey => {
                    carry.unsettled += usize::from(register.is_conflict());
                    let target = carry.target(path);
                    carry.field(survivor, &target, value, choice, &ranges);
                }
            }
        }
        carry
    }

    /// Where the survivor has the field: a person who stands in both has one row.
    fn target(&self, path: &FieldPath) -> FieldPath {
        let mut target = path.clone();
        if let Some(step) = target.rows.first_mut().filter(|step| step.repeat.as_str() == household::PERSON)
            && let Some(row) = self.same_persons.get(&step.row)
        {
            step.row = *row;
        }
        target
    }

    fn field(&mut self, survivor: &Dossier, path: &FieldPath, theirs: &Value, choice: &Choice, ranges: &[Range]) {
        let register = survivor.fields.get(path);
        let Some(ours) = register.and_then(Register::value) else {
            return self.new.push((path.clone(), renumbered(survivor, path, theirs)));
        };
        // A row is there or not; its number is the survivor's business. So is the day of the visit.
        if ours == theirs || matches!((ours, theirs), (Value::Row(_), Value::Row(_))) || is_planned_visit(path) {
            self.same += 1;
            return;
        }
        let earlier = register.is_some_and(|register| stands(ranges, register));
        let by_itself = earlier || (!ours.is_answer() && theirs.is_answer());
        let taken = (by_itself || choice.theirs.contains(path)) && !choice.ours.contains(path);
        let (path, ours, theirs) = (path.clone(), ours.clone(), theirs.clone());
        self.differing.push(Differing { path, ours, theirs, taken, earlier });
    }

    /// Persons who come along, without those who stand in both.
    pub fn persons(&self) -> usize {
        self.rows(|steps| steps.len() == 1 && steps[0].repeat.as_str() == household::PERSON)
    }

    /// Photos that come along.
    pub fn photos(&self) -> usize {
        self.new.iter().filter(|(_, value)| matches!(value, Value::Photo(_))).count()
    }

    /// Rows that come along (rooms, doors) without persons and photos.
    pub fn rooms(&self) -> usize {
        self.rows(|steps| steps.first().is_some_and(|step| step.repeat.as_str() != household::PERSON))
    }

    /// Answers that come along.
    pub fn answers(&self) -> usize {
        self.new.iter().filter(|(path, _)| path.leaf.is_some()).count()
    }

    fn rows(&self, counts: impl Fn(&[RowStep]) -> bool) -> usize {
        let rows = self.new.iter().filter(|(path, value)| path.leaf.is_none() && matches!(value, Value::Row(_)));
        rows.filter(|(path, _)| counts(&path.rows)).count()
    }

    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.differing.iter().all(|differing| !differing.taken)
    }
}

/// Makes `absorbed` a part of `survivor`, or carries over what is new in it. Both change; both must be saved.
///
/// # Errors
/// [`refuse`]; nothing is changed.
pub fn join(survivor: &mut Dossier, absorbed: &mut Dossier, choice: &Choice, author: &Author) -> Result<Both, Problem> {
    if let Some(problem) = refuse(survivor, absorbed) {
        return Err(problem);
    }
    let carry = Carry::of(survivor, absorbed, choice);
    let seen = absorbed.spent.clone();
    let delta = write(survivor, absorbed.id, &carry, author);
    let mut edits = vec![settle_into(Some(survivor.id)), Edit::set(carried_path(), seen_text(&seen))];
    for (theirs, ours) in &carry.same_persons {
        edits.push(Edit::set(same_as_path(*theirs), Value::Text(ours.to_string().into())));
    }
    let absorbed = absorbed.apply(&Edit::Many(edits), author).delta;
    Ok(Both { survivor: delta, absorbed })
}

/// Takes note of what a tablet has brought for a household that is part of another, without carrying it over: it stays
/// in the file.
pub fn acknowledge(absorbed: &mut Dossier, author: &Author) -> Delta {
    let seen = seen_text(&absorbed.spent);
    absorbed.apply(&Edit::set(carried_path(), seen), author).delta
}

/// Writes what is carried, and which writes these were.
pub(super) fn write(survivor: &mut Dossier, from: DossierId, carry: &Carry, author: &Author) -> Delta {
    let first = survivor.next_counter(author.device);
    let row = RowId::derived(&[&from.to_string(), &author.device.to_string(), &first.to_string()]);
    let mirror = Mirror::joined(row);
    let taken: Vec<&Differing> = carry.differing.iter().filter(|differing| differing.taken).collect();
    let number = survivor.next_row_number(&[], &Name::of(super::JOINED));
    let mut answers = carry.new.clone();
    answers.extend(taken.iter().map(|differing| (differing.path.clone(), differing.theirs.clone())));
    // Exactly these registers: a row that is written again must not lose what is in it.
    let writes = answers.into_iter().map(|(path, value)| Edit::Write { path, value }).collect();
    let mut delta = survivor.apply(&Edit::Many(writes), author).delta;
    let last = survivor.spent.last(author.device);
    let mut record =
        vec![(mirror.row(), Value::Row(number)), (mirror.field(OTHER), Value::Text(from.to_string().into()))];
    if last >= first {
        let range = Range { device: author.device, first, last };
        record.push((mirror.field(RANGE), Value::Text(range.to_string().into())));
    }
    let replaced = taken.iter().filter(|differing| !differing.earlier);
    record.extend(replaced.map(|differing| (mirror.of(&differing.path), differing.ours.clone())));
    delta.join(&survivor.apply(&Edit::set_all(record), author).delta);
    delta
}

/// What a person of an absorbed household was found to be the same as, at an earlier time.
fn noted(absorbed: &Dossier) -> BTreeMap<RowId, RowId> {
    let rows = absorbed.rows(&[], &Name::of(household::PERSON)).into_iter();
    rows.filter_map(|row| Some((row, absorbed.text(&same_as_path(row))?.parse().ok()?))).collect()
}

pub(super) fn same_as_path(person: RowId) -> FieldPath {
    let row = FieldPath::row_of(&[], Name::of(household::PERSON), person);
    FieldPath::within(&row.rows, Name::of(SAME_AS))
}

/// Which form texts the survey used, and whether it was finished: without them its answers cannot be read.
fn is_survey_state(path: &FieldPath) -> bool {
    let form = |leaf: &Name| leaf.as_str().starts_with(household::FORM_PREFIX);
    path.rows.is_empty() && (*path == visit_path() || path.leaf.as_ref().is_some_and(form))
}

fn is_planned_visit(path: &FieldPath) -> bool {
    let planned = [household::VISIT_DATE, household::VISIT_ORDER];
    path.rows.is_empty() && path.leaf.as_ref().is_some_and(|leaf| planned.contains(&leaf.as_str()))
}

/// New rows come after those that are there.
fn renumbered(survivor: &Dossier, path: &FieldPath, value: &Value) -> Value {
    match (value, path.rows.split_last()) {
        (Value::Row(number), Some((last, within))) if path.leaf.is_none() => {
            let before = survivor.next_row_number(within, &last.repeat).saturating_sub(1);
            Value::Row(number.saturating_add(before))
        }
        _ => value.clone(),
    }
}
