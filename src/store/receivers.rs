//! `receivers.ron`: whose keys this workspace knows, as plain words. The app gives them their meaning.

use serde::{Deserialize, Serialize};

use super::workspace::Workspace;
use crate::problem::Problem;

/// One whose key is known, as it stands on disk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ReceiverWire {
    /// What it is called here: an office, a person.
    pub name: String,
    /// `age1…`
    pub key: String,
    /// When its words were compared, RFC 3339; empty when they were not.
    pub confirmed: String,
}

impl Workspace {
    /// Whose keys are known here. A broken file is set aside and told: what it knew is added again.
    pub fn receivers(&self) -> (Vec<ReceiverWire>, Vec<Problem>) {
        self.small_file(&self.layout.receivers())
    }

    /// Writes down whose keys are known here.
    ///
    /// # Errors
    /// The workspace is read-only, or the disk is full or fails.
    pub fn write_receivers(&self, receivers: &[ReceiverWire]) -> Result<(), Problem> {
        self.write_small_file(&self.layout.receivers(), receivers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Opening;

    #[test]
    fn receivers_are_kept_and_a_broken_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        assert_eq!(workspace.receivers(), (Vec::new(), Vec::new()));
        let office = ReceiverWire { name: "旗残联".to_owned(), key: "age1…".to_owned(), confirmed: String::new() };
        workspace.write_receivers(std::slice::from_ref(&office)).unwrap();
        assert_eq!(workspace.receivers(), (vec![office], Vec::new()));
        std::fs::write(workspace.layout().receivers(), b"\xff").unwrap();
        let (known, problems) = workspace.receivers();
        assert_eq!((known.len(), problems.is_empty()), (0, false));
    }
}
