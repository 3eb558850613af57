//! Rows of a repeat: doors, persons, photos. Keyed by a minted id, shown by number, never addressed by position.
//!
//! A row is there as long as anything in it is: its own register says so, or a field inside has a value. Removing
//! a row erases all of it that is known here; what another device wrote meanwhile stays, and keeps the row visible
//! as *removed elsewhere* until a person decides ([`crate::dossier::visit::keep_row`] or remove it again).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Dossier;
use super::edit::{Delta, Edit};
use super::register::Register;
use crate::id::{Name, RowId};
use crate::path::{Aspect, FieldPath, RowStep};
use crate::value::{Photo, Value};

/// The number of a row whose own register is gone: after all others.
const UNNUMBERED: u32 = u32::MAX;

impl Dossier {
    /// The registers inside the row that `rows` names, its own first. Empty at the top: the whole household is no
    /// row.
    pub fn within(&self, rows: &[RowStep]) -> impl Iterator<Item = (&FieldPath, &Register)> {
        let rows_of_all = self.fields.range(FieldPath::row(rows)..);
        rows_of_all.take_while(move |(path, _)| !rows.is_empty() && path.is_within(rows))
    }

    /// Whether the row is shown: something in it has a value.
    pub fn has_row(&self, rows: &[RowStep]) -> bool {
        self.within(rows).any(|(_, register)| register.value().is_some())
    }

    /// Whether one device removed the row while another went on in it.
    pub fn removed_elsewhere(&self, rows: &[RowStep]) -> bool {
        let own = self.fields.get(&FieldPath::row(rows));
        own.is_some_and(|register| register.live().any(|(_, write)| write.value == Value::Erased)) && self.has_row(rows)
    }

    /// The rows of a repeat in the order they are shown: by number, then by id.
    pub fn rows(&self, within: &[RowStep], repeat: &Name) -> Vec<RowId> {
        let first = FieldPath::row_of(within, repeat.clone(), RowId::from_bits(0));
        let depth = within.len();
        let inside = self.fields.range(first..).take_while(|(path, _)| {
            path.is_within(within) && path.rows.get(depth).is_some_and(|step| step.repeat == *repeat)
        });
        let mut numbers: BTreeMap<RowId, u32> = BTreeMap::new();
        for (path, register) in inside {
            let Some(value) = register.value() else { continue };
            let number = match value {
                Value::Row(number) if path.leaf.is_none() && path.rows.len() == depth + 1 => *number,
                _ => UNNUMBERED,
            };
            // The row's own register comes before what is in it.
            numbers.entry(path.rows[depth].row).or_insert(number);
        }
        let mut rows: Vec<RowId> = numbers.keys().copied().collect();
        rows.sort_by_key(|row| (numbers[row], *row));
        rows
    }

    /// The number that a new last row gets.
    pub fn next_row_number(&self, within: &[RowStep], repeat: &Name) -> u32 {
        let numbers = self.rows(within, repeat).into_iter().filter_map(|row| {
            match self.value(&FieldPath::row_of(within, repeat.clone(), row)) {
                Some(Value::Row(number)) => Some(*number),
                _ => None,
            }
        });
        numbers.max().unwrap_or(0).saturating_add(1)
    }

    /// The photos of a question, first taken in first on each device. A clock that goes backwards changes nothing.
    pub fn photos(&self, question: &FieldPath) -> Vec<(RowId, Arc<Photo>)> {
        let Some(name) = &question.leaf else { return Vec::new() };
        let mut photos: Vec<_> = self
            .rows(&question.rows, name)
            .into_iter()
            .filter_map(|row| {
                let (dot, write) = super::blurred::leading(self, &question.photo(row)?)?;
                match &write.value {
                    Value::Photo(photo) => {
                        let order = super::marks::order_path(&question.photo(row)?);
                        let counter = match order.and_then(|order| self.value(&order)) {
                            Some(Value::Integer(first)) => u64::try_from(*first).unwrap_or(0),
                            _ => dot.counter,
                        };
                        Some(((counter, dot.device), row, super::blurred::seen(self, photo)))
                    }
                    _ => None,
                }
            })
            .collect();
        photos.sort_by_key(|(written, row, _)| (*written, *row));
        photos.into_iter().map(|(_, row, photo)| (row, photo)).collect()
    }

    /// Every value that counts, a row before what is in it: what a form session is built from. A row that is only
    /// there because of its content appears too.
    pub fn answers(&self) -> impl Iterator<Item = (FieldPath, Value)> + use<> {
        let mut answers = BTreeMap::new();
        for (path, register) in &self.fields {
            if let Some(value) = register.value() {
                let value = if path.leaf.is_some() { value } else { self.value(path).unwrap_or(value) };
                for row in rows_around(path).filter(|row| self.value(row).is_none()) {
                    answers.entry(row).or_insert(Value::Row(UNNUMBERED));
                }
                answers.insert(path.clone(), value.clone());
            }
        }
        answers.into_iter()
    }

    /// What a form session must be told after `delta` was taken in, a row before what is in it. `None`: no longer
    /// there.
    pub fn changes(&self, delta: &Delta) -> Vec<(FieldPath, Option<Value>)> {
        let mut changes = BTreeMap::new();
        for path in delta.fields.keys() {
            // A row without a register of its own comes and goes with its content.
            for row in rows_around(path).filter(|row| self.value(row).is_none()) {
                changes.entry(row).or_insert_with_key(|row| self.shown(row));
            }
            changes.insert(path.clone(), self.shown(path));
        }
        changes.into_iter().collect()
    }

    /// The value as a form session sees it: a row is there as long as anything in it is.
    fn shown(&self, path: &FieldPath) -> Option<Value> {
        match self.value(path) {
            Some(value) => Some(value.clone()),
            None => (path.leaf.is_none() && self.has_row(&path.rows)).then_some(Value::Row(UNNUMBERED)),
        }
    }

    /// Copies a row under a new id, as the last of its repeat. Photos, signatures and remarks belong to the thing
    /// they were made for and are not copied. `None` when `rows` names no row.
    pub fn duplicate_row(&self, rows: &[RowStep], new: RowId) -> Option<Edit> {
        let (last, within) = rows.split_last()?;
        let copy_of = |path: &FieldPath| {
            let mut path = path.clone();
            path.rows[rows.len() - 1].row = new;
            path
        };
        let number = self.next_row_number(within, &last.repeat);
        let row = FieldPath::row_of(within, last.repeat.clone(), new);
        let mut answers = vec![(row, Value::Row(number))];
        let mut photo: Option<&FieldPath> = None;
        for (path, register) in self.within(rows).skip_while(|(path, _)| is_own(path, rows)) {
            match register.value() {
                // What is drawn on a photo lies inside the photo's row.
                _ if photo.is_some_and(|photo| path.is_within(&photo.rows)) || is_remark(path) => {}
                Some(Value::Photo(_)) => photo = Some(path),
                None | Some(Value::Signature(_)) => {}
                Some(value) => answers.push((copy_of(path), value.clone())),
            }
        }
        Some(Edit::set_all(answers))
    }

    /// Removes a row with everything in it that is known here.
    pub fn remove_row(rows: &[RowStep]) -> Edit {
        Edit::set(FieldPath::row(rows), Value::Erased)
    }
}

/// The rows that `path` stands in, outermost first, without the row that it is itself.
fn rows_around(path: &FieldPath) -> impl Iterator<Item = FieldPath> {
    let depths = if path.leaf.is_some() { path.rows.len() } else { path.rows.len().saturating_sub(1) };
    (1..=depths).map(|depth| FieldPath::row(&path.rows[..depth]))
}

fn is_own(path: &FieldPath, rows: &[RowStep]) -> bool {
    path.leaf.is_none() && path.rows.len() == rows.len()
}

fn is_remark(path: &FieldPath) -> bool {
    let suffixes = Aspect::ALL.map(Aspect::suffix);
    path.leaf.as_ref().is_some_and(|leaf| suffixes.iter().any(|suffix| leaf.as_str().ends_with(suffix)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Author;
    use crate::dossier::tests::{at, author, dossier};
    use crate::id::ContentHash;

    fn set(home: &mut Dossier, device: u64, path: &str, value: Value) -> Delta {
        home.apply(&Edit::set(at(path), value), &author(device)).delta
    }

    fn door(number: u64) -> RowId {
        RowId::from_bits(number)
    }

    fn photo() -> Value {
        Value::Photo(Arc::new(Photo {
            hash: ContentHash::of(b"x"),
            width: 4,
            height: 3,
            taken: None,
            place: None,
            caption: "".into(),
        }))
    }

    #[test]
    fn rows_stand_by_number_then_by_id_and_never_mix_with_other_repeats() {
        let mut home = dossier();
        for (path, number) in [
            ("door/0000000003", 1),
            ("door/0000000001", 2),
            ("door/0000000002", 1),
            ("doors/0000000009", 1),
            ("room/0000000001", 1),
            ("room/0000000001/door/0000000007", 1),
        ] {
            set(&mut home, 1, path, Value::Row(number));
        }
        assert_eq!(home.rows(&[], &Name::of("door")), [door(2), door(3), door(1)]);
        assert_eq!(home.rows(&at("room/0000000001").rows, &Name::of("door")), [door(7)]);
        assert_eq!(home.next_row_number(&[], &Name::of("door")), 3);
        assert_eq!(home.within(&[]).count(), 0);
    }

    #[test]
    fn a_row_removed_here_and_edited_there_stays_visible() {
        let mut home = dossier();
        set(&mut home, 1, "door/0000000001", Value::Row(1));
        set(&mut home, 1, "door/0000000001/qD1", Value::Integer(760));
        let mut there = home.clone();
        let removed = home.apply(&Dossier::remove_row(&at("door/0000000001").rows), &author(1)).delta;
        assert_eq!(home.changes(&removed), [(at("door/0000000001"), None), (at("door/0000000001/qD1"), None)]);
        let added = set(&mut there, 2, "door/0000000001/qD3", Value::Integer(20));
        home.join(&there).unwrap();

        let rows = at("door/0000000001").rows;
        assert!(home.has_row(&rows) && home.removed_elsewhere(&rows) && !there.removed_elsewhere(&rows));
        assert_eq!(home.value(&at("door/0000000001/qD1")), None, "the removal had seen this one");
        let ghost = (at("door/0000000001"), Value::Row(UNNUMBERED));
        assert_eq!(home.answers().collect::<Vec<_>>(), [ghost, (at("door/0000000001/qD3"), Value::Integer(20))]);
        assert_eq!(home.changes(&added).len(), 2);

        home.apply(&Dossier::remove_row(&rows), &author(1));
        assert!(!home.has_row(&rows));
    }

    #[test]
    fn a_duplicate_has_the_answers_but_not_the_photos_and_remarks() {
        let mut home = dossier();
        set(&mut home, 1, "door/0000000001", Value::Row(4));
        set(&mut home, 1, "door/0000000001/qD1", Value::Integer(760));
        set(&mut home, 1, "door/0000000001/qD1.accepted", Value::Text("承重墙".into()));
        set(&mut home, 1, "door/0000000001/qD9/0000000003", photo());
        set(&mut home, 1, "door/0000000001/qD9/0000000003/mark/0000000004", Value::Row(1));
        set(&mut home, 1, "door/0000000001/lock/0000000005", Value::Row(1));
        let edit = home.duplicate_row(&at("door/0000000001").rows, door(2)).unwrap();
        home.apply(&edit, &author(1));
        let copied: Vec<_> = home
            .within(&at("door/0000000002").rows)
            .map(|(path, register)| (path.to_string(), register.value()))
            .collect();
        assert_eq!(
            copied,
            [
                ("door/0000000002".to_owned(), Some(&Value::Row(5))),
                ("door/0000000002/qD1".to_owned(), Some(&Value::Integer(760))),
                ("door/0000000002/lock/0000000005".to_owned(), Some(&Value::Row(1))),
            ]
        );
    }

    #[test]
    fn the_photos_of_a_question_are_rows_named_like_it() {
        let mut home = dossier();
        let question = at("door/0000000001/qD9");
        for (row, seconds) in [(2, 900), (1, 100)] {
            let author = Author { at: crate::stamp::Moment::new(seconds, 480), ..author(1) };
            home.apply(&Edit::set(question.photo(door(row)).unwrap(), photo()), &author);
        }
        let taken: Vec<_> = home.photos(&question).into_iter().map(|(row, _)| row).collect();
        assert_eq!(taken, [door(2), door(1)], "a clock that went backwards decides nothing");
        home.apply(&Edit::set(question.photo(door(1)).unwrap(), Value::Erased), &author(1));
        assert_eq!(home.photos(&question).len(), 1);
        assert_eq!(home.photos(&at("door/0000000001")).len(), 0);
    }
}
