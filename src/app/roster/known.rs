//! Who of a list is in the workspace already.

use std::collections::{BTreeMap, BTreeSet};

use super::division::Place;
use super::together::is_exact;
use crate::dossier::Dossier;
use crate::dossier::household::{PERSON, PERSON_CERTIFICATE, PERSON_CITIZEN_ID};
use crate::dossier::summary::Summary;
use crate::form::ids::stable_key;
use crate::id::{DossierId, Name, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::registry::figures::identity_key;
use crate::store::{Index, Workspace};

/// The households of the workspace, as far as a list can mean them.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// By the key of a number of a person who lives there.
    persons: BTreeMap<u64, BTreeSet<DossierId>>,
    /// By head and place, where the address below the village is known.
    homes: BTreeMap<(String, Place), BTreeSet<DossierId>>,
    pub problems: Vec<Problem>,
}

impl Known {
    /// Everybody in the workspace.
    ///
    /// # Errors
    /// The workspace cannot be listed.
    pub fn of(store: &Workspace) -> Result<Self, Problem> {
        let (index, problems) = Index::open(store)?;
        let mut known = Self { problems, ..Self::default() };
        for record in index.records() {
            if let Some(home) = home(&record.summary) {
                known.homes.entry(home).or_default().insert(record.id);
            }
            for key in record.figures.persons.iter().flat_map(|person| person.keys()) {
                known.persons.entry(key).or_default().insert(record.id);
            }
        }
        Ok(known)
    }

    /// The households in which a person with this number lives.
    pub fn of_person(&self, number: &str) -> impl Iterator<Item = DossierId> {
        identity_key(number).and_then(|key| self.persons.get(&key)).into_iter().flatten().copied()
    }

    /// The only household of this head at this address.
    pub fn of_home(&self, head: &str, place: &Place) -> Option<DossierId> {
        let found = self.homes.get(&(head.to_owned(), place.clone()))?;
        found.first().copied().filter(|_| found.len() == 1 && is_exact(place) && !head.is_empty())
    }
}

fn home(summary: &Summary) -> Option<(String, Place)> {
    if summary.head.is_empty() || summary.address.is_empty() {
        return None;
    }
    let place = Place {
        code: summary.division.clone(),
        township: summary.township.clone(),
        village: summary.village.clone(),
        address: summary.address.clone(),
    };
    Some((summary.head.clone(), place))
}

/// The citizen id numbers of the persons of a household, with their rows.
pub fn numbers_of(dossier: &Dossier) -> Vec<(String, RowId)> {
    let person = Name::of(PERSON);
    let mut found = Vec::new();
    for row in dossier.rows(&[], &person) {
        let rows = FieldPath::row_of(&[], person.clone(), row).rows;
        for field in [PERSON_CERTIFICATE, PERSON_CITIZEN_ID] {
            let number = dossier.text(&FieldPath::within(&rows, Name::of(field))).and_then(stable_key);
            if let Some(number) = number.filter(|number| !found.contains(&(number.clone(), row))) {
                found.push((number, row));
            }
        }
    }
    found
}
