//! Changes to a dossier: what a person did, as data, each with its inverse.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Dossier;
use super::register::{Register, Write};
use crate::id::DeviceId;
use crate::path::FieldPath;
use crate::stamp::{Dot, Moment};
use crate::value::Value;

/// A change. Undo is a new forward edit, never a rollback.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Writes one field; [`Value::Erased`] takes back. On a row's path [`Value::Row`] adds the row and
    /// [`Value::Erased`] removes it with everything in it.
    Set { path: FieldPath, value: Value },
    /// Writes exactly this register, a row's without what is in it. Inverses consist of these, so that undoing
    /// "row added" never takes what another device has put into the row since.
    Write { path: FieldPath, value: Value },
    /// Several changes that are one step for the person.
    Many(Vec<Edit>),
}

impl Edit {
    /// Writes one field.
    pub const fn set(path: FieldPath, value: Value) -> Self {
        Self::Set { path, value }
    }

    /// Writes all of these as one step.
    pub fn set_all(answers: impl IntoIterator<Item = (FieldPath, Value)>) -> Self {
        Self::Many(answers.into_iter().map(|(path, value)| Self::Set { path, value }).collect())
    }
}

impl Edit {
    /// Every value that the edit writes.
    pub(super) fn values_mut(&mut self, change: &mut impl FnMut(&mut Value)) {
        match self {
            Self::Set { value, .. } | Self::Write { value, .. } => change(value),
            Self::Many(edits) => edits.iter_mut().for_each(|edit| edit.values_mut(change)),
        }
    }
}

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub device: DeviceId,
    pub name: Arc<str>,
    pub at: Moment,
}

/// The registers an edit changed, as they are after it. Joining a delta is applying the edit: idempotent, in any
/// order. One journal entry is one delta.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    pub fields: BTreeMap<FieldPath, Register>,
}

impl Delta {
    /// Whether nothing was changed; then there is nothing to write to the journal either.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Takes in another delta of the same household: two journal entries become one.
    pub fn join(&mut self, other: &Self) {
        for (path, register) in &other.fields {
            self.fields.entry(path.clone()).or_default().join(register);
        }
    }
}

/// What applying an edit gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    pub delta: Delta,
    /// Brings back the values that counted before. A conflict that the edit settled does not come back: its other
    /// values were seen and replaced.
    pub inverse: Edit,
}

impl Dossier {
    /// Changes this household and says what changed.
    ///
    /// A value that already stands there alone writes nothing, so that an idle tap neither grows the file nor wins
    /// over another device's answer.
    pub fn apply(&mut self, edit: &Edit, author: &Author) -> Applied {
        let mut run = Run { dossier: self, author, delta: Delta::default(), back: Vec::new() };
        run.edit(edit);
        let Run { delta, mut back, .. } = run;
        // Last written, first brought back: the same field may stand in the edit twice.
        back.reverse();
        Applied { delta, inverse: Edit::Many(back) }
    }
}

/// One edit under way.
struct Run<'a> {
    dossier: &'a mut Dossier,
    author: &'a Author,
    delta: Delta,
    back: Vec<Edit>,
}

impl Run<'_> {
    fn edit(&mut self, edit: &Edit) {
        match edit {
            Edit::Many(edits) => edits.iter().for_each(|edit| self.edit(edit)),
            Edit::Set { path, value: Value::Erased } if path.leaf.is_none() => {
                let inside: Vec<FieldPath> = self.dossier.within(&path.rows).map(|(path, _)| path.clone()).collect();
                inside.iter().for_each(|path| self.write(path, &Value::Erased));
            }
            Edit::Set { path, value } | Edit::Write { path, value } => self.write(path, value),
        }
    }

    fn write(&mut self, path: &FieldPath, value: &Value) {
        let Author { device, name, at } = self.author;
        let register = self.dossier.fields.get(path);
        let idle = register.map_or(*value == Value::Erased, |register| register.says(value));
        if idle {
            return;
        }
        let before = register.and_then(Register::value).cloned().unwrap_or(Value::Erased);
        let spent = register.map_or(0, |register| register.seen().last(*device));
        let counter = self.dossier.next_counter(*device).max(spent + 1);
        let dot = Dot { device: *device, counter };

        let register = self.dossier.fields.entry(path.clone()).or_default();
        register.write(dot, Write { value: value.clone(), author: name.clone(), at: *at });
        self.delta.fields.insert(path.clone(), register.clone());
        self.dossier.spent.add(dot);
        self.back.push(Edit::Write { path: path.clone(), value: before });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::tests::{at, author, dossier};

    #[test]
    fn a_value_that_stands_alone_is_not_written_again() {
        let mut home = dossier();
        let set = |value| Edit::set(at("qE2"), value);
        assert!(home.apply(&set(Value::Erased), &author(1)).delta.is_empty(), "nothing to take back");
        assert!(!home.apply(&set(Value::Integer(760)), &author(1)).delta.is_empty());
        assert!(home.apply(&set(Value::Integer(760)), &author(2)).delta.is_empty());
        assert_eq!(home.next_counter(author(2).device), 1, "no counter is spent on nothing");

        let mut other = dossier();
        other.apply(&set(Value::Integer(800)), &author(2));
        home.join(&other).unwrap();
        assert!(!home.apply(&set(Value::Integer(760)), &author(1)).delta.is_empty(), "settles the conflict");
        assert_eq!(home.conflicts().count(), 0);
    }

    #[test]
    fn removing_a_row_takes_everything_in_it_and_undo_brings_it_back() {
        let mut home = dossier();
        let row = "door/0000000001";
        for (path, value) in [
            (row, Value::Row(1)),
            ("door/0000000001/qD1", Value::Integer(760)),
            ("door/0000000001/qD1.note", Value::Text("斜".into())),
            ("door/0000000002", Value::Row(2)),
            ("qD1", Value::Integer(1)),
        ] {
            home.apply(&Edit::set(at(path), value), &author(1));
        }
        let before: Vec<_> = home.answers().collect();
        let removed = home.apply(&Edit::set(at(row), Value::Erased), &author(1));
        assert_eq!(removed.delta.fields.len(), 3);
        assert_eq!(home.answers().count(), 2);
        let restored = home.apply(&removed.inverse, &author(1));
        assert_eq!(home.answers().collect::<Vec<_>>(), before);
        home.apply(&restored.inverse, &author(1));
        assert_eq!(home.answers().count(), 2, "the inverse of the inverse is the edit");
    }

    #[test]
    fn a_field_written_twice_in_one_step_goes_back_to_before_both() {
        let mut home = dossier();
        home.apply(&Edit::set(at("qE2"), Value::Integer(1)), &author(1));
        let twice = Edit::set_all([(at("qE2"), Value::Integer(2)), (at("qE2"), Value::Integer(3))]);
        let applied = home.apply(&twice, &author(1));
        home.apply(&applied.inverse, &author(1));
        assert_eq!(home.value(&at("qE2")), Some(&Value::Integer(1)));
    }
}
