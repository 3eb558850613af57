//! Reading what is counted.

use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator as _, ParallelIterator as _};

use crate::problem::Problem;
use crate::registry::record::Record;
use crate::store::{Index, Workspace};

/// The records of all households, sorted by id. A household that cannot be read is told and costs nothing else.
pub fn load(store: &Workspace) -> (Arc<Vec<Record>>, Vec<Problem>) {
    let (index, mut problems) = match Index::open(store, None) {
        Ok(opened) => opened,
        Err(problem) => return (Arc::default(), vec![problem]),
    };
    let ids: Vec<_> = index.entries().iter().map(|entry| entry.id).collect();
    let read: Vec<_> = ids.into_par_iter().map(|id| store.load(id)).collect();
    let mut records = Vec::new();
    for one in read {
        match one {
            Ok((dossier, told)) => {
                records.push(Record::of(&dossier));
                problems.extend(told.into_iter().filter(|problem| !problems.contains(problem)).collect::<Vec<_>>());
            }
            Err(problem) => problems.push(problem),
        }
    }
    records.sort_unstable_by_key(|record| record.id);
    (Arc::new(records), problems)
}
