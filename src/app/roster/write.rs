//! Edits of many households that are not open, written together and taken back together.

use std::collections::BTreeMap;

use crate::app::exchange::Progress;
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::id::DossierId;
use crate::problem::Problem;
use crate::store::Workspace;
use crate::store::bulk::Change;

/// What was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// Households that were not here before.
    pub new: usize,
    /// Households that were here and have changed.
    pub changed: usize,
    pub unchanged: usize,
    /// What takes each change back; applied in any order.
    pub undo: Vec<(DossierId, Edit)>,
    /// Households that could not be read or written.
    pub problems: Vec<Problem>,
    /// Somebody stopped it; what comes after was not written.
    pub stopped: bool,
}

/// Changes many households. `edit` says what becomes of one, as it is on the disk; `arrived` hears of each that is
/// durable. Nothing is half written: each household is as before or as after, and doing all again does the rest.
///
/// # Errors
/// The workspace is read-only or cannot be listed, or the disk is full or fails.
pub fn write(
    store: &Workspace,
    ids: &[DossierId],
    author: &Author,
    progress: &Progress,
    edit: &mut dyn FnMut(DossierId, Option<&Dossier>) -> Option<Edit>,
    arrived: &mut dyn FnMut(&Dossier),
) -> Result<Written, Problem> {
    let (bulk, problems) = store.bulk()?;
    let mut written = Written { problems, ..Written::default() };
    let (mut group, mut waiting) = (bulk.group()?, Vec::new());
    progress.begin(ids.len());
    for id in ids {
        if progress.is_stopped() {
            written.stopped = true;
            break;
        }
        let known = match bulk.read(*id) {
            Ok(known) => known,
            Err(problem) => {
                written.problems.push(problem);
                continue;
            }
        };
        written.problems.extend(known.problems);
        let is_new = known.dossier.is_none();
        let wanted = edit(*id, known.dossier.as_ref());
        let mut dossier = known.dossier.unwrap_or_else(|| Dossier::new(*id));
        let applied = wanted.map(|edit| dossier.apply(&edit, author));
        match applied.filter(|applied| !applied.delta.is_empty()) {
            None => {
                written.unchanged += 1;
                progress.step();
            }
            Some(applied) => {
                group.put(Change::of(known.seal, &dossier)?)?;
                waiting.push((dossier, applied.inverse, is_new));
            }
        }
        if group.is_full() {
            let full = std::mem::replace(&mut group, bulk.group()?);
            full.commit()?;
            done(&mut waiting, &mut written, progress, arrived);
        }
    }
    group.commit()?;
    done(&mut waiting, &mut written, progress, arrived);
    Ok(written)
}

/// Makes these edits; a household that is not here is not made.
///
/// # Errors
/// As [`write`].
pub fn write_all(
    store: &Workspace,
    edits: &[(DossierId, Edit)],
    author: &Author,
    progress: &Progress,
    arrived: &mut dyn FnMut(&Dossier),
) -> Result<Written, Problem> {
    let by: BTreeMap<DossierId, &Edit> = edits.iter().map(|(id, edit)| (*id, edit)).collect();
    let ids: Vec<DossierId> = by.keys().copied().collect();
    let mut edit = |id: DossierId, ours: Option<&Dossier>| ours.and_then(|_| by.get(&id).copied().cloned());
    write(store, &ids, author, progress, &mut edit, arrived)
}

fn done(
    waiting: &mut Vec<(Dossier, Edit, bool)>,
    written: &mut Written,
    progress: &Progress,
    arrived: &mut dyn FnMut(&Dossier),
) {
    for (dossier, inverse, is_new) in waiting.drain(..) {
        written.new += usize::from(is_new);
        written.changed += usize::from(!is_new);
        written.undo.push((dossier.id, inverse));
        arrived(&dossier);
        progress.step();
    }
}
