//! What a visit consists of, as edits: begin, answer, skip, settle, rows, finish, reopen.
//!
//! Pure builders: they look at the household and say what to write; [`Dossier::apply`] writes it.

use super::Dossier;
use super::edit::Edit;
use super::household::{FORM_PREFIX, VISIT};
use crate::id::{Name, RowId};
use crate::limits::MAX_ROWS;
use crate::path::{Aspect, FieldPath, RowStep};
use crate::problem::Problem;
use crate::stamp::Dot;
use crate::value::{FormRef, Skip, Value};

/// The values of [`VISIT`].
pub const BEGUN: &str = "begun";
pub const FINISHED: &str = "finished";

/// The field that says how far the visit is.
pub fn visit_path() -> FieldPath {
    FieldPath::top(Name::of(VISIT))
}

/// The field that keeps which text of the form `id` the visit was begun with; `None` when the id is too long.
pub fn form_path(id: &Name) -> Option<FieldPath> {
    format!("{FORM_PREFIX}{id}").parse().ok().map(FieldPath::top)
}

/// Begins the visit: pins the texts of the forms that are not pinned yet and writes the defaults.
pub fn begin(dossier: &Dossier, forms: &[FormRef], defaults: Vec<(FieldPath, Value)>) -> Edit {
    let begun = Edit::set(visit_path(), Value::Choice(Name::of(BEGUN)));
    Edit::Many(vec![begun, begin_forms(dossier, forms, defaults)])
}

/// Begins a later task: the same without the visit itself.
pub fn begin_forms(dossier: &Dossier, forms: &[FormRef], defaults: Vec<(FieldPath, Value)>) -> Edit {
    let pinned = forms.iter().filter_map(|form| {
        let path = form_path(&form.id)?;
        dossier.value(&path).is_none().then(|| (path, Value::Form(form.clone().into())))
    });
    Edit::set_all(pinned.chain(defaults))
}

/// Answers a question; [`Value::Erased`] takes the answer back.
pub const fn answer(path: FieldPath, value: Value) -> Edit {
    Edit::set(path, value)
}

/// Says why a question has no answer.
pub const fn skip(path: FieldPath, reason: Skip) -> Edit {
    Edit::set(path, Value::Skipped(reason))
}

/// Settles a conflict for the value with this dot; `None` when that write is no longer live.
pub fn settle(dossier: &Dossier, path: &FieldPath, dot: Dot) -> Option<Edit> {
    let (_, write) = dossier.fields.get(path)?.live().find(|(live, _)| *live == dot)?;
    Some(super::contest::settle(dossier, path, &write.value))
}

/// "No problem in this room" 本室无问题: gives the open questions their harmless answers in one step.
pub fn no_problem(answers: Vec<(FieldPath, Value)>) -> Edit {
    Edit::set_all(answers)
}

/// Adds a row as the last of its repeat, with the answers of a preset and the defaults of its questions.
///
/// # Errors
/// The repeat has [`MAX_ROWS`] rows already.
pub fn add_row(
    dossier: &Dossier,
    within: &[RowStep],
    repeat: &Name,
    new: RowId,
    preset: Vec<(FieldPath, Value)>,
    defaults: Vec<(FieldPath, Value)>,
) -> Result<Edit, Problem> {
    let path = FieldPath::row_of(within, repeat.clone(), new);
    has_room(dossier, within, repeat)?;
    let number = dossier.next_row_number(within, repeat);
    let defaults: Vec<_> = defaults.into_iter().filter(|(path, _)| preset.iter().all(|(set, _)| set != path)).collect();
    Ok(Edit::set_all(std::iter::once((path, Value::Row(number))).chain(preset).chain(defaults)))
}

/// Copies a row under a new id ([`Dossier::duplicate_row`]).
///
/// # Errors
/// There is no such row, or the repeat has [`MAX_ROWS`] rows already.
pub fn duplicate_row(dossier: &Dossier, rows: &[RowStep], new: RowId) -> Result<Edit, Problem> {
    let gone = || Problem::error("dossier-row-gone").of_dossier(dossier.id).of_field(FieldPath::row(rows));
    let (last, within) = rows.split_last().ok_or_else(gone)?;
    has_room(dossier, within, &last.repeat)?;
    dossier.has_row(rows).then(|| dossier.duplicate_row(rows, new)).flatten().ok_or_else(gone)
}

fn has_room(dossier: &Dossier, within: &[RowStep], repeat: &Name) -> Result<(), Problem> {
    if dossier.rows(within, repeat).len() < MAX_ROWS {
        return Ok(());
    }
    let place = FieldPath::within(within, repeat.clone());
    Err(Problem::error("dossier-rows-full").with("most", MAX_ROWS).of_dossier(dossier.id).of_field(place))
}

/// Decides that a row which was removed elsewhere stays, with what is left in it.
pub fn keep_row(dossier: &Dossier, rows: &[RowStep]) -> Option<Edit> {
    super::contest::keep_row(dossier, rows)
}

/// The row's own register, written again.
pub(super) fn row_again(dossier: &Dossier, rows: &[RowStep]) -> Option<Edit> {
    let (last, within) = rows.split_last()?;
    let path = FieldPath::row(rows);
    let number = match dossier.value(&path) {
        Some(Value::Row(number)) => *number,
        _ => dossier.next_row_number(within, &last.repeat),
    };
    Some(Edit::set(path, Value::Row(number)))
}

/// Finishes the visit: takes back what is irrelevant now, with its photos and remarks. One that was reviewed before
/// is handed back to its reviewer.
pub fn finish(dossier: &Dossier, irrelevant: &[FieldPath]) -> Edit {
    let mut paths = Vec::new();
    for path in irrelevant {
        paths.push(path.clone());
        paths.extend(Aspect::ALL.into_iter().filter_map(|aspect| path.aspect(aspect)));
        paths.extend(dossier.photos(path).into_iter().filter_map(|(row, _)| path.photo(row)));
    }
    let erased = paths.into_iter().map(|path| (path, Value::Erased));
    let finished = Edit::set_all(erased.chain([(visit_path(), Value::Choice(Name::of(FINISHED)))]));
    Edit::Many(vec![finished, super::review::handed_back(dossier)])
}

/// Opens a finished visit again.
pub fn reopen() -> Edit {
    Edit::set(visit_path(), Value::Choice(Name::of(BEGUN)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::tests::{at, author, dossier};
    use crate::id::ContentHash;

    fn form(version: u32) -> FormRef {
        FormRef { id: Name::of("consent"), version, hash: ContentHash::of(&version.to_le_bytes()) }
    }

    #[test]
    fn a_visit_keeps_the_form_text_it_was_begun_with() {
        let mut home = dossier();
        home.apply(&begin(&home, &[form(1)], vec![(at("qE1"), Value::Integer(0))]), &author(1));
        home.apply(&begin(&home, &[form(2)], Vec::new()), &author(1));
        assert_eq!(home.value(&at("_form.consent")), Some(&Value::Form(form(1).into())));
        assert_eq!(home.value(&at("_visit")), Some(&Value::Choice(Name::of(BEGUN))));
        assert_eq!(home.value(&at("qE1")), Some(&Value::Integer(0)));
    }

    #[test]
    fn a_preset_wins_over_the_defaults_and_rows_are_limited() {
        let mut home = dossier();
        let door = Name::of("door");
        let path = at("door/0000000001/place");
        let answer = |text: &'static str| vec![(path.clone(), Value::Choice(Name::of(text)))];
        let edit = add_row(&home, &[], &door, RowId::from_bits(1), answer("bathroom"), answer("other")).unwrap();
        home.apply(&edit, &author(1));
        assert_eq!(home.value(&path), Some(&Value::Choice(Name::of("bathroom"))));

        for row in 2..=MAX_ROWS as u64 {
            home.apply(
                &Edit::set(FieldPath::row_of(&[], door.clone(), RowId::from_bits(row)), Value::Row(1)),
                &author(1),
            );
        }
        let full = add_row(&home, &[], &door, RowId::from_bits(0), Vec::new(), Vec::new()).unwrap_err();
        assert_eq!(full.key, "dossier-rows-full");
        assert!(duplicate_row(&home, &path.rows, RowId::from_bits(0)).is_err());
    }

    #[test]
    fn finishing_takes_back_the_irrelevant_with_its_remarks() {
        let mut home = dossier();
        for (path, value) in
            [("qE2", Value::Integer(1)), ("qE2.note", Value::Text("x".into())), ("qE3", Value::Integer(2))]
        {
            home.apply(&answer(at(path), value), &author(1));
        }
        let finished = home.apply(&finish(&home, &[at("qE2")]), &author(1));
        let left: Vec<String> = home.answers().map(|(path, _)| path.to_string()).collect();
        assert_eq!(left, ["_visit", "qE3"]);
        home.apply(&finished.inverse, &author(1));
        assert_eq!(home.answers().count(), 3);
    }

    #[test]
    fn a_settled_conflict_is_one_value_again_and_a_dead_dot_settles_nothing() {
        let (mut home, mut there) = (dossier(), dossier());
        home.apply(&answer(at("qE2"), Value::Integer(760)), &author(1));
        there.apply(&skip(at("qE2"), Skip::NotChecked), &author(2));
        home.join(&there).unwrap();
        let dot = Dot { device: author(2).device, counter: 1 };
        let edit = settle(&home, &at("qE2"), dot).unwrap();
        home.apply(&edit, &author(1));
        assert_eq!(home.value(&at("qE2")), Some(&Value::Skipped(Skip::NotChecked)));
        assert_eq!(home.conflicts().count(), 0);
        assert_eq!(settle(&home, &at("qE2"), dot), None);
    }

    #[test]
    fn a_row_removed_elsewhere_can_be_kept_and_undoing_that_takes_nothing() {
        let mut home = dossier();
        home.apply(&Edit::set(at("door/0000000001"), Value::Row(1)), &author(1));
        let mut there = home.clone();
        home.apply(&Dossier::remove_row(&at("door/0000000001").rows), &author(1));
        there.apply(&answer(at("door/0000000001/qD1"), Value::Integer(1)), &author(2));
        home.join(&there).unwrap();
        let rows = at("door/0000000001").rows;
        let kept = home.apply(&keep_row(&home, &rows).unwrap(), &author(1));
        assert!(home.has_row(&rows) && !home.removed_elsewhere(&rows));
        home.apply(&kept.inverse, &author(1));
        assert!(home.removed_elsewhere(&rows));
    }
}
