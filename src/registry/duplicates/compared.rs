//! What the cached index keeps of a household for the search for duplicates, beside the list's summary.

use serde::{Deserialize, Serialize};

use super::number::Number;
use super::{Person, numbers};
use crate::dossier::joining::Decided;
use crate::dossier::{Dossier, household};
use crate::id::{DossierId, Name, RowId};
use crate::path::FieldPath;

/// In plain numbers, by position: the order of the fields is part of the index's format.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// In the order of [`crate::dossier::summary::Summary::persons`].
    pub(super) persons: Vec<ComparedPerson>,
    /// Telephones of the persons.
    pub(super) phones: Vec<String>,
    apart: Vec<u128>,
    into: Vec<u128>,
    took: Vec<u128>,
    gone: Vec<u128>,
    news: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ComparedPerson {
    row: u64,
    numbers: Vec<u64>,
}

impl Compared {
    pub fn of(dossier: &Dossier) -> Self {
        let repeat = Name::of(household::PERSON);
        let (mut persons, mut phones) = (Vec::new(), Vec::new());
        for row in dossier.rows(&[], &repeat) {
            let rows = FieldPath::row_of(&[], repeat.clone(), row).rows;
            let text = |name| dossier.text(&FieldPath::within(&rows, Name::of(name))).unwrap_or_default();
            let numbers = numbers([household::PERSON_CITIZEN_ID, household::PERSON_CERTIFICATE].map(text).into_iter());
            persons.push(ComparedPerson { row: row.bits(), numbers: numbers.into_iter().map(Number::bits).collect() });
            phones.extend(Some(text(household::PERSON_PHONE).to_owned()).filter(|phone| !phone.is_empty()));
        }
        let bits = |ids: &[DossierId]| ids.iter().map(|id| id.as_u128()).collect::<Vec<_>>();
        let Decided { apart, into, took, gone, news } = Decided::of(dossier);
        let (apart, into, took, gone) = (bits(&apart), bits(&into), bits(&took), bits(&gone));
        Self { persons, phones, apart, into, took, gone, news }
    }

    /// Households that it was joined into; empty for one that stands for itself.
    pub fn into(&self) -> Vec<DossierId> {
        self.into.iter().copied().map(DossierId::from_u128).collect()
    }

    pub fn decided(&self) -> Decided {
        let ids = |bits: &[u128]| bits.iter().copied().map(DossierId::from_u128).collect();
        let (apart, into, took, gone) = (ids(&self.apart), ids(&self.into), ids(&self.took), ids(&self.gone));
        Decided { apart, into, took, gone, news: self.news }
    }
}

impl ComparedPerson {
    pub(super) fn person(&self, name: &str) -> Person {
        let numbers = self.numbers.iter().copied().map(Number::from_bits).collect();
        Person { row: RowId::from_bits(self.row), name: name.to_owned(), numbers }
    }
}
