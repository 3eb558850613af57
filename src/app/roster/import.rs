//! Writing what was found good.

use std::collections::BTreeMap;

use super::check::{Checked, Decisions};
use super::household::{Household, News};
use super::identity::Identity;
use super::write::{Written, write};
use crate::app::exchange::Progress;
use crate::dossier::Dossier;
use crate::dossier::edit::{Author, Edit};
use crate::id::DossierId;
use crate::problem::Problem;
use crate::store::Workspace;

/// Writes the households of a list that was looked through: what is empty here is filled, and where the list says
/// something else its value is taken only if `decisions` names the field. Again, it writes nothing.
///
/// # Errors
/// The workspace is read-only or cannot be listed, or the disk is full or fails.
pub fn import(
    store: &Workspace,
    checked: &Checked,
    decisions: &Decisions,
    author: &Author,
    progress: &Progress,
    arrived: &mut dyn FnMut(&Dossier),
) -> Result<Written, Problem> {
    let identity = Identity::of(store)?;
    // Two households of a list may have become one here: persons that were joined since they were named.
    let mut wanted: BTreeMap<DossierId, Vec<&Household>> = BTreeMap::new();
    for (household, _) in &checked.households {
        wanted.entry(household.id).or_default().push(household);
    }
    let ids: Vec<DossierId> = wanted.keys().copied().collect();
    let mut edit = |id: DossierId, ours: Option<&Dossier>| {
        let mut copy = ours.cloned().unwrap_or_else(|| Dossier::new(id));
        let mut edits = Vec::new();
        for household in wanted.get(&id).into_iter().flatten() {
            // Asked again: somebody may have written since the list was looked through.
            let edit = chosen(household.id, household.news(Some(&copy), &identity), decisions);
            copy.apply(&edit, author);
            edits.push(edit);
        }
        Some(Edit::Many(edits))
    };
    write(store, &ids, author, progress, &mut edit, arrived)
}

fn chosen(id: DossierId, news: News, decisions: &Decisions) -> Edit {
    let taken =
        news.differences.into_iter().filter(|difference| decisions.take.contains(&(id, difference.path.clone())));
    let taken = taken.map(|difference| (difference.path, difference.theirs));
    // A row comes before what is in it, and is written as it is: nothing in it is added or taken by that.
    Edit::Many(news.additions.into_iter().chain(taken).map(|(path, value)| Edit::Write { path, value }).collect())
}
