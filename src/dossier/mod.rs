//! One household, one file 一户一档: fields that merge, edits with an inverse, prompts for the screen.
//!
//! **Invariant:** [`Dossier::join`] is commutative, associative, idempotent and loses nothing; no clock decides.
//! **Invariant:** nothing here does I/O.
//!
//! Bottom up: a [`register`] is one field, a [`Dossier`] all of them with its [`rows`], an [`edit`] changes
//! it, [`visit`] says which edits a visit consists of, [`marks`] which a marked photo does and [`pairs`] before and
//! after, [`stage`] how far the household is, [`history`] undoes them, [`summary`] is what a list needs,
//! [`joining`] what happens when two households turn out to be one, [`prompt`] is what a screen shows, built by [`ask`] and judged by [`status`].

pub mod ask;
pub mod blurred;
pub mod contest;
pub mod edit;
mod estimate;
pub mod history;
pub mod household;
pub mod joining;
pub mod marks;
pub mod pairs;
pub mod prompt;
pub mod register;
pub mod review;
pub mod rows;
pub mod stage;
pub mod status;
pub mod summary;
#[cfg(test)]
pub(crate) mod tests;
pub mod visit;
mod walk;
pub mod words;

use std::collections::BTreeMap;

use crate::id::{DeviceId, DossierId};
use crate::limits::MAX_COUNTER;
use crate::path::FieldPath;
use crate::stamp::{Dot, Seen};
use crate::value::Value;
use edit::Delta;
use register::{BadRegister, Register};

/// Everything known about one household.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub id: DossierId,
    /// Sorted by path: the order on disk and on every machine. A row comes before what is in it.
    pub fields: BTreeMap<FieldPath, Register>,
    /// The last counter each device has used here. Covers every dot in `fields`; kept apart so that a reduced
    /// copy still knows which counters are spent.
    pub spent: Seen,
    /// Parts of the file that a newer version wrote and this one does not know: kept word for word.
    pub unknown: BTreeMap<String, String>,
}

/// Two dossiers that are not of one household cannot be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("household {ours} cannot take in household {theirs}")]
pub struct OtherHousehold {
    pub ours: DossierId,
    pub theirs: DossierId,
}

impl Dossier {
    pub fn new(id: DossierId) -> Self {
        Self { id, fields: BTreeMap::new(), spent: Seen::default(), unknown: BTreeMap::new() }
    }

    /// A dossier from a file. `spent` is completed by what the fields have seen.
    ///
    /// # Errors
    /// A spent counter beyond [`MAX_COUNTER`].
    pub fn from_parts(
        id: DossierId,
        fields: BTreeMap<FieldPath, Register>,
        spent: Seen,
        unknown: BTreeMap<String, String>,
    ) -> Result<Self, BadRegister> {
        if let Some((device, counter)) = spent.iter().find(|(_, counter)| *counter > MAX_COUNTER) {
            return Err(BadRegister::Counter(Dot { device, counter }));
        }
        let mut dossier = Self { id, fields, spent, unknown };
        for register in dossier.fields.values() {
            dossier.spent.join(register.seen());
        }
        Ok(dossier)
    }

    /// The counter that `device` must use next.
    pub fn next_counter(&self, device: DeviceId) -> u64 {
        self.spent.last(device).saturating_add(1)
    }

    /// Takes in another state of the same household, whole or reduced. Commutative, associative, idempotent; a
    /// field that `other` lacks stays as it is.
    ///
    /// `unknown` parts are united; where both have a part with different text, the lexicographically greater text
    /// stays: the maximum of an ordered set, hence as lawful as the rest. (This version cannot merge what it does
    /// not understand; the newer version that wrote it keeps its own truth in fields.)
    ///
    /// # Errors
    /// The other dossier is of another household; nothing is changed.
    pub fn join(&mut self, other: &Self) -> Result<(), OtherHousehold> {
        if self.id != other.id {
            return Err(OtherHousehold { ours: self.id, theirs: other.id });
        }
        self.join_fields(&other.fields);
        self.spent.join(&other.spent);
        for (key, theirs) in &other.unknown {
            match self.unknown.get_mut(key) {
                Some(ours) if *ours >= *theirs => {}
                Some(ours) => ours.clone_from(theirs),
                None => {
                    self.unknown.insert(key.clone(), theirs.clone());
                }
            }
        }
        Ok(())
    }

    /// Takes in what an edit changed: the replay of one journal entry. Twice or in any order gives the same.
    pub fn join_delta(&mut self, delta: &Delta) {
        self.join_fields(&delta.fields);
    }

    fn join_fields(&mut self, fields: &BTreeMap<FieldPath, Register>) {
        for (path, theirs) in fields {
            match self.fields.get_mut(path) {
                Some(ours) => ours.join(theirs),
                None => {
                    self.fields.insert(path.clone(), theirs.clone());
                }
            }
            self.spent.join(theirs.seen());
        }
    }

    /// A copy with only the fields that `keep` names, for a device that must not see the rest. Knows which counters
    /// are spent, so that what it writes joins back and deletes nothing. Unknown parts may hold anything: left out.
    #[must_use]
    pub fn reduced(&self, keep: impl Fn(&FieldPath) -> bool) -> Self {
        let kept = self.fields.iter().filter(|(path, _)| keep(path));
        let fields = kept.map(|(path, register)| (path.clone(), register.clone())).collect();
        Self { id: self.id, fields, spent: self.spent.clone(), unknown: BTreeMap::new() }
    }

    /// The value that counts in this field; `None` when it is empty or erased. Of photos that devices do not agree
    /// about it is one that may be seen ([`blurred`]).
    pub fn value(&self, path: &FieldPath) -> Option<&Value> {
        match path.leaf {
            Some(_) => self.fields.get(path)?.value(),
            None => {
                blurred::leading(self, path).map(|(_, write)| &write.value).filter(|value| **value != Value::Erased)
            }
        }
    }

    /// The text in this field; `None` when it is empty or holds something else.
    pub fn text(&self, path: &FieldPath) -> Option<&str> {
        match self.value(path)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The fields with different live values, in the order of their paths. A field that is joined by a rule of its
    /// own ([`joining::is_context`]) is none.
    pub fn conflicts(&self) -> impl Iterator<Item = (&FieldPath, &Register)> {
        self.fields.iter().filter(|(path, register)| register.is_conflict() && !joining::is_context(path))
    }
}
