//! What was exported last, by whom and for what: `exports.ron` in the workspace. The paths are this machine's.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::place::told;
use super::{Outcome, Request};
use crate::problem::Problem;
use crate::stamp::Moment;
use crate::store::Workspace;

const FILE: &str = "exports.ron";
/// Entries that are kept; a county office exports a few times a week.
const MOST: usize = 200;
/// Larger than any file with so many entries.
const MAX_BYTES: u64 = 1 << 20;

/// One export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// RFC 3339.
    pub time: String,
    pub author: String,
    /// [`super::What::name`]
    pub what: String,
    pub purpose: String,
    pub households: usize,
    pub path: PathBuf,
}

impl Entry {
    pub fn of(request: &Request, outcome: &Outcome, author: &str, now: Moment) -> Self {
        Self {
            time: now.to_string(),
            author: author.to_owned(),
            what: request.what.name().to_owned(),
            purpose: request.purpose.name().to_owned(),
            households: outcome.households,
            path: outcome.path.clone(),
        }
    }
}

/// The last exports, newest last. A file that cannot be read is none.
pub fn last(store: &Workspace) -> Vec<Entry> {
    let path = store.root().join(FILE);
    store.read_note(&path, MAX_BYTES).ok().and_then(|bytes| ron::de::from_bytes(&bytes).ok()).unwrap_or_default()
}

/// Adds an export.
///
/// # Errors
/// The disk does not take it; the export itself is there.
pub fn add(store: &Workspace, entry: Entry) -> Result<Vec<Entry>, Problem> {
    let mut all = last(store);
    all.push(entry);
    all.drain(..all.len().saturating_sub(MOST));
    if !store.is_read_only() {
        let path = store.root().join(FILE);
        let pretty = ron::ser::PrettyConfig::new().new_line("\n").escape_strings(false);
        let text =
            ron::ser::to_string_pretty(&all, pretty).map_err(|error| told(&std::io::Error::other(error), &path))?;
        store.write_note(&path, text.as_bytes())?;
    }
    Ok(all)
}
