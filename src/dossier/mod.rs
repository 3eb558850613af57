//! One household, one file 一户一档: fields that merge, edits with an inverse, prompts for the screen.
//!
//! **Invariant:** [`Dossier::join`] is commutative, associative, idempotent and loses nothing; no clock decides.
//! **Invariant:** nothing here does I/O.

pub mod edit;
pub mod household;
pub mod prompt;
pub mod register;

use std::collections::BTreeMap;

use crate::id::{DeviceId, DossierId};
use crate::path::FieldPath;
use crate::stamp::Seen;
use register::Register;

/// Everything known about one household.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub id: DossierId,
    /// Sorted by path: the order on disk and on every machine.
    pub fields: BTreeMap<FieldPath, Register>,
    /// The last counter each device has used here. Covers every dot in `fields`; kept apart so that a reduced
    /// copy still knows which counters are spent.
    pub spent: Seen,
    /// Parts of the file that a newer version wrote and this one does not know: kept word for word.
    pub unknown: BTreeMap<String, String>,
}

impl Dossier {
    pub fn new(id: DossierId) -> Self {
        Self { id, fields: BTreeMap::new(), spent: Seen::default(), unknown: BTreeMap::new() }
    }

    /// The counter that `device` must use next.
    pub fn next_counter(&self, device: DeviceId) -> u64 {
        self.spent.last(device) + 1
    }
}
