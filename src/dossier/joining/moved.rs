//! One person who stands in two households 搬家、重复登记: stays in one.

use super::carry::{Both, Carry, Choice, write};
use super::record::{Mirror, left};
use super::{OTHER, undo};
use crate::dossier::edit::{Author, Edit};
use crate::dossier::{Dossier, household};
use crate::id::{DossierId, Name, RowId};
use crate::path::FieldPath;
use crate::value::Value;

/// A person who has left a household for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub other: DossierId,
    /// The row it had here.
    pub person: RowId,
    pub name: String,
    row: FieldPath,
}

/// What `keeper` would get of the person: only what its own row of that person does not say.
pub fn carry(keeper: &Dossier, loser: &Dossier, row: RowId, same: RowId) -> Carry {
    let path = person(row);
    let alone = Dossier {
        fields: loser.within(&path.rows).map(|(path, register)| (path.clone(), register.clone())).collect(),
        ..Dossier::new(loser.id)
    };
    Carry::of(keeper, &alone, &Choice { same: [(row, same)].into(), ..Choice::default() })
}

/// Takes the person in `row` out of `loser`, whose row in `keeper` is `same`. The keeper gets what it does not know;
/// the loser keeps all of it in a record.
pub fn keep_in(keeper: &mut Dossier, loser: &mut Dossier, row: RowId, same: RowId, author: &Author) -> Both {
    let survivor = write(keeper, loser.id, &carry(keeper, loser, row, same), author);
    let mirror = Mirror::moved(row);
    let path = person(row);
    let number = loser.next_row_number(&[], &Name::of(super::MOVED));
    let mut record =
        vec![(mirror.row(), Value::Row(number)), (mirror.field(OTHER), Value::Text(keeper.id.to_string().into()))];
    let inside = loser.within(&path.rows).filter_map(|(path, register)| Some((path, register.value()?)));
    record.extend(inside.map(|(path, value)| (mirror.of(path), value.clone())));
    let edit = Edit::Many(vec![Edit::set_all(record), Edit::set(path, Value::Erased)]);
    Both { survivor, absorbed: loser.apply(&edit, author).delta }
}

/// The persons who have left this household.
pub fn gone(dossier: &Dossier) -> Vec<Left> {
    let read = |taken: super::Taken| {
        let mirror = taken.mirror()?;
        let person = taken.row.rows.first()?.row;
        let name = FieldPath::within(&self::person(person).rows, Name::of(household::PERSON_NAME));
        let name = dossier.text(&mirror.of(&name)).unwrap_or_default().to_owned();
        Some(Left { other: taken.other, person, name, row: taken.row })
    };
    left(dossier).into_iter().filter_map(read).collect()
}

/// Brings the person back: `loser` gets everything of the record, `keeper` gives back what came. What was written
/// since stays.
pub fn bring_back(keeper: &mut Dossier, loser: &mut Dossier, gone: &Left, author: &Author) -> undo::Undone {
    let (survivor, kept) = undo::give_back(keeper, loser.id, author);
    let mirror = Mirror::moved(gone.person);
    let restored = mirror.kept(loser).into_iter().filter(|(path, _)| loser.value(path).is_none());
    let restored = restored.map(|(path, value)| Edit::Write { path, value: value.clone() }).collect();
    let edit = Edit::Many(vec![Edit::Many(restored), Edit::set(gone.row.clone(), Value::Erased)]);
    undo::Undone { both: Both { survivor, absorbed: loser.apply(&edit, author).delta }, kept }
}

fn person(row: RowId) -> FieldPath {
    FieldPath::row_of(&[], Name::of(household::PERSON), row)
}
