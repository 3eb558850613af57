//! Changes to a dossier: what a person did, as data, each with its inverse.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::register::Register;
use crate::id::DeviceId;
use crate::path::FieldPath;
use crate::stamp::Moment;
use crate::value::Value;

/// A change. Undo is a new forward edit, never a rollback.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Writes one field; [`Value::Erased`] takes back. On a row's path [`Value::Row`] adds the row and
    /// [`Value::Erased`] removes it with everything in it.
    Set { path: FieldPath, value: Value },
    /// Several changes that are one step for the person.
    Many(Vec<Edit>),
}

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    pub device: DeviceId,
    pub name: Arc<str>,
    pub at: Moment,
}

/// The registers an edit changed, as they are after it. Joining a delta is applying the edit: idempotent, in any
/// order. One journal entry is one delta.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    pub fields: BTreeMap<FieldPath, Register>,
}

/// What applying an edit gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    pub delta: Delta,
    pub inverse: Edit,
}
