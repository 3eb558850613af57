//! What the other households of the workspace have planned: read from their files once, for the average of the batch.
//!
//! A thread of its own: five hundred households take seconds to read, and nobody waits for them.

use std::sync::Arc;

use super::{JobEvent, Reports};
use crate::app::rules::Rules;
use crate::dossier::stage::Stage;
use crate::id::DossierId;
use crate::plan::budget::{Batch, Budget};
use crate::plan::item;
use crate::store::Workspace;

/// Starts reading `others`; the answer comes as [`JobEvent::Batch`]. Households without a finished plan do not count,
/// and one that cannot be read is told when it is opened.
pub fn read(store: Arc<Workspace>, rules: Arc<Rules>, of: DossierId, others: Vec<DossierId>, reports: Reports) {
    let work = move || {
        let counted = others.into_iter().filter_map(|id| {
            let (dossier, _) = store.load(id).ok()?;
            let planned = Stage::of(&dossier) >= Stage::Planned;
            planned.then(|| Budget::of(&item::items(&dossier), &rules.programme, &rules.catalogue).counted)
        });
        reports.send(JobEvent::Batch { of, batch: Batch::of(counted) });
    };
    // Without a thread the average stays unknown, and the screen shows the programme's.
    std::thread::Builder::new().name("batch".to_owned()).spawn(work).ok();
}
