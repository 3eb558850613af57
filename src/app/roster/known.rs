//! Who of a list is in the workspace already.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use super::division::Place;
use super::together::is_exact;
use crate::app::exchange::Progress;
use crate::dossier::Dossier;
use crate::dossier::household::{PERSON, PERSON_CERTIFICATE, PERSON_CITIZEN_ID};
use crate::dossier::summary::Summary;
use crate::form::ids::stable_key;
use crate::id::{DossierId, Name, RowId};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::store::{Index, Workspace};

/// Last characters of a number that the index knows.
const TAIL: usize = 4;

/// The households of the workspace, as far as a list can mean them.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// By the citizen id number of a person who lives there.
    persons: BTreeMap<String, BTreeSet<DossierId>>,
    /// By head and place, where the address below the village is known.
    homes: BTreeMap<(String, Place), BTreeSet<DossierId>>,
    pub problems: Vec<Problem>,
}

impl Known {
    /// Looks for the persons with these numbers. Only households that may have one of them are read.
    ///
    /// # Errors
    /// The workspace cannot be listed, or somebody stopped it.
    pub fn of(store: &Workspace, numbers: &BTreeSet<String>, progress: &Progress) -> Result<Self, Problem> {
        let (index, problems) = Index::open(store, None)?;
        let tails: BTreeSet<&str> = numbers.iter().filter_map(|number| number.get(number.len().checked_sub(TAIL)?..)).collect();
        let mut known = Self { problems, ..Self::default() };
        let mut candidates = Vec::new();
        for entry in index.entries() {
            if let Some(home) = home(&entry.summary) {
                known.homes.entry(home).or_default().insert(entry.id);
            }
            let may_be = |tail: &str| tails.contains(tail.to_uppercase().as_str());
            if entry.summary.persons.iter().any(|person| may_be(&person.citizen_id_end) || may_be(&person.certificate_end)) {
                candidates.push(entry.id);
            }
        }
        let (bulk, _) = store.bulk()?;
        progress.begin(candidates.len());
        let found: Vec<_> = candidates
            .into_par_iter()
            .filter(|_| !progress.is_stopped())
            .map(|id| {
                progress.step();
                bulk.read(id).map(|read| read.dossier.map(|dossier| (id, numbers_of(&dossier))))
            })
            .collect();
        if progress.is_stopped() {
            return Err(Problem::notice("roster-stopped"));
        }
        for read in found {
            match read {
                Ok(Some((id, all))) => {
                    for (number, _) in all.into_iter().filter(|(number, _)| numbers.contains(number)) {
                        known.persons.entry(number).or_default().insert(id);
                    }
                }
                Ok(None) => {}
                Err(problem) => known.problems.push(problem),
            }
        }
        Ok(known)
    }

    /// The households in which a person with this number lives.
    pub fn of_person(&self, number: &str) -> impl Iterator<Item = DossierId> {
        self.persons.get(number).into_iter().flatten().copied()
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
