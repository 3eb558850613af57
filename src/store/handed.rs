//! `handed.ron`: how each household was when it was last handed over or taken in, so that a handover brings what has
//! changed since. A remark: where it is missing or broken, everything counts as changed.

use std::collections::BTreeMap;

use super::sealed::room;
use super::settings::{from_ron, to_ron};
use super::workspace::Workspace;
use super::{atomic, io_problem};
use crate::dossier::Dossier;
use crate::id::DossierId;
use crate::limits::MAX_INDEX_BYTES;
use crate::problem::Problem;

/// The states that the other side knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handed(BTreeMap<DossierId, String>);

impl Handed {
    /// Whether the other side knows the household as it is.
    pub fn knows(&self, dossier: &Dossier) -> bool {
        self.0.get(&dossier.id).is_some_and(|state| *state == state_of(dossier))
    }

    /// The other side knows it now.
    pub fn note(&mut self, dossier: &Dossier) {
        self.0.insert(dossier.id, state_of(dossier));
    }
}

/// A word for everything that was ever written in the household: the counters that every device has used.
fn state_of(dossier: &Dossier) -> String {
    let mut hasher = blake3::Hasher::new();
    for (device, counter) in dossier.spent.iter() {
        hasher.update(&device.bits().to_le_bytes()).update(&counter.to_le_bytes());
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

impl Workspace {
    /// What the other side knows.
    pub fn handed(&self) -> Handed {
        let path = self.layout.handed();
        if path.metadata().is_ok_and(|metadata| metadata.len() > room(MAX_INDEX_BYTES)) {
            return Handed::default();
        }
        let read = self.disk.read(&path).ok().and_then(|bytes| from_ron::<BTreeMap<String, String>>(&bytes).ok());
        let known = read.unwrap_or_default().into_iter();
        Handed(known.filter_map(|(id, state)| Some((id.parse().ok()?, state))).collect())
    }

    /// Writes down what the other side knows.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn write_handed(&self, handed: &Handed) -> Result<(), Problem> {
        self.writable()?;
        let path = self.layout.handed();
        let known: BTreeMap<String, &String> = handed.0.iter().map(|(id, state)| (id.to_string(), state)).collect();
        let written = to_ron(&known).and_then(|text| atomic::write_content(&self.disk, &path, text.as_bytes()));
        written.map_err(|error| io_problem(&error, &path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::edit::Edit;
    use crate::dossier::tests::{at, author};
    use crate::store::Opening;
    use crate::value::Value;

    #[test]
    fn what_was_handed_over_is_known_until_somebody_writes() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        let mut home = Dossier::new(DossierId::from_u128(1));
        home.apply(&Edit::set(at("hh_head"), Value::Text("王".into())), &author(1));
        let mut handed = workspace.handed();
        assert!(!handed.knows(&home));
        handed.note(&home);
        workspace.write_handed(&handed).unwrap();
        assert!(workspace.handed().knows(&home));
        home.apply(&Edit::set(at("hh_head"), Value::Text("李".into())), &author(2));
        assert!(!workspace.handed().knows(&home));
        std::fs::write(workspace.layout().handed(), b"\xff").unwrap();
        assert_eq!(workspace.handed(), Handed::default());
    }
}
