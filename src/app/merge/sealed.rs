//! Workspaces that come sealed: read where this workspace's key recovers them, else refused in one sentence.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::sources::{SourceKind, Sources};
use crate::app::vault;
use crate::cipher::Cipher;
use crate::problem::Problem;
use crate::store::foreign::{ForeignKey, ForeignWorkspace};

/// What opens the files of a workspace; `None` where it is sealed for others.
fn key_of(workspace: &ForeignWorkspace, own: Option<&Arc<dyn Cipher>>) -> Option<ForeignKey> {
    if !workspace.is_sealed {
        return Some(ForeignKey::new(own.cloned()));
    }
    let vault = vault::recovered_by(workspace.layout.root(), own?.as_ref())?;
    Some(ForeignKey::new(Some(Arc::new(vault))))
}

/// What opens the files of each source.
#[derive(Debug, Default)]
pub(super) struct Keys {
    own: ForeignKey,
    workspaces: HashMap<u32, ForeignKey>,
}

impl Keys {
    /// Looks for the keys; what lies in a workspace that stays shut is no input any more, and told.
    pub fn find(found: &mut Sources, own: Option<&Arc<dyn Cipher>>) -> Self {
        let mut keys = Self { own: ForeignKey::new(own.cloned()), workspaces: HashMap::new() };
        let mut shut = HashSet::new();
        for (place, source) in (0_u32..).zip(&found.list) {
            if source.kind != SourceKind::Workspace {
                continue;
            }
            let Some(workspace) = ForeignWorkspace::at(&source.path).filter(|workspace| workspace.is_sealed) else {
                continue;
            };
            match key_of(&workspace, own) {
                Some(key) => drop(keys.workspaces.insert(place, key)),
                None => {
                    found.unreadable.push(Problem::error("merge-sealed-for-others").in_file(&source.path));
                    shut.insert(place);
                }
            }
        }
        found.inputs.retain(|input| !shut.contains(&input.source));
        keys
    }

    /// What opens the files of this source.
    pub fn of(&self, source: u32) -> &ForeignKey {
        self.workspaces.get(&source).unwrap_or(&self.own)
    }

    /// What opens files that lie by themselves.
    pub const fn own(&self) -> &ForeignKey {
        &self.own
    }
}
