//! What an office says it holds 回执: one text for each device whose households it has taken.
//!
//! It names households by id and state and photos by hash, nothing of their content. A state is the hash of the
//! household's file as it was sent: nobody who has not read that file can name it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::{MAX_DOSSIERS, MAX_PACKAGE_ENTRIES};
use crate::problem::Problem;

const FORMAT: u32 = 1;

/// What is durable there of one household.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// BLAKE3 of the household's file, as it was sent; several where several packages were taken.
    pub states: BTreeSet<ContentHash>,
    /// Photos of the household that lie there and were read and hashed again.
    pub photos: BTreeSet<ContentHash>,
}

/// The receipt for one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Whose households they are; for nobody else.
    pub device: DeviceId,
    pub households: BTreeMap<DossierId, Received>,
}

#[derive(Deserialize)]
struct Wire {
    tantu_receipt: u32,
    device: String,
    households: BTreeMap<String, (Vec<String>, Vec<String>)>,
}

impl Receipt {
    pub const fn new(device: DeviceId) -> Self {
        Self { device, households: BTreeMap::new() }
    }

    /// Photos of all its households.
    pub fn photos(&self) -> usize {
        self.households.values().map(|received| received.photos.len()).sum()
    }

    /// The text that stands in the package.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out =
            format!("(\n    tantu_receipt: {FORMAT},\n    device: \"{}\",\n    households: {{\n", self.device);
        let list = |hashes: &BTreeSet<ContentHash>| {
            hashes.iter().map(|hash| format!("\"{hash}\"")).collect::<Vec<_>>().join(", ")
        };
        for (id, Received { states, photos }) in &self.households {
            // `String` never fails to take text.
            writeln!(out, "        \"{id}\": ([{}], [{}]),", list(states), list(photos)).ok();
        }
        out.push_str("    },\n)\n");
        out
    }

    /// Reads what [`Self::write`] wrote.
    ///
    /// # Errors
    /// A newer format, or no receipt.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let broken = |detail: &dyn std::fmt::Display| Problem::error("handing-receipt-broken").with("detail", detail);
        let text = std::str::from_utf8(bytes).map_err(|_| broken(&"UTF-8"))?;
        let wire: Wire = ron::from_str(text).map_err(|error| broken(&error))?;
        if wire.tantu_receipt > FORMAT {
            return Err(Problem::error("works-package-newer").with("format", wire.tantu_receipt));
        }
        let hashes = |texts: Vec<String>| -> Result<BTreeSet<ContentHash>, Problem> {
            if texts.len() > MAX_PACKAGE_ENTRIES {
                return Err(Problem::error("works-package-too-large"));
            }
            texts.iter().map(|text| text.parse().map_err(|_| broken(&"BLAKE3"))).collect()
        };
        if wire.households.len() > MAX_DOSSIERS {
            return Err(Problem::error("works-package-too-large"));
        }
        let mut receipt = Self::new(wire.device.parse().map_err(|_| broken(&"device"))?);
        for (id, (states, photos)) in wire.households {
            let id: DossierId = id.parse().map_err(|_| broken(&"household"))?;
            receipt.households.insert(id, Received { states: hashes(states)?, photos: hashes(photos)? });
        }
        Ok(receipt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_reads_back_and_other_texts_are_none() {
        let mut receipt = Receipt::new(DeviceId::from_bits(7));
        let received = Received { states: [ContentHash::of(b"a")].into(), photos: [ContentHash::of(b"b")].into() };
        receipt.households.insert(DossierId::from_u128(1), received);
        let text = receipt.write();
        assert_eq!(Receipt::read(text.as_bytes()), Ok(receipt));
        assert_eq!(Receipt::read(b"(").unwrap_err().key, "handing-receipt-broken");
        let newer = text.replace("tantu_receipt: 1", "tantu_receipt: 9");
        assert_eq!(Receipt::read(newer.as_bytes()).unwrap_err().key, "works-package-newer");
        let deep = "[".repeat(100_000);
        assert_eq!(Receipt::read(deep.as_bytes()).unwrap_err().key, "handing-receipt-broken");
    }
}
