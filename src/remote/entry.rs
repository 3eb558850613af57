//! What an entry may be called: four folders, names that are identifiers, nothing else.

use std::fmt;
use std::str::FromStr;

use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::{
    MAX_DOSSIER_BYTES, MAX_FORM_BYTES, MAX_PACKAGE_MANIFEST_BYTES, MAX_PHOTO_BYTES, MAX_RECEIPT_TEXT_BYTES,
};

/// The name of an entry, and with it what the entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryName {
    Manifest,
    Dossier(DossierId),
    Form(ContentHash),
    Photo(ContentHash),
    /// What was received of this device.
    Receipt(DeviceId),
}

impl EntryName {
    /// Most bytes it may inflate to.
    pub const fn limit(self) -> u64 {
        match self {
            Self::Manifest => MAX_PACKAGE_MANIFEST_BYTES,
            Self::Dossier(_) => MAX_DOSSIER_BYTES as u64,
            Self::Form(_) => MAX_FORM_BYTES as u64,
            Self::Photo(_) => MAX_PHOTO_BYTES,
            Self::Receipt(_) => MAX_RECEIPT_TEXT_BYTES,
        }
    }

    /// Whether deflating it is worth the time: pictures are compressed already.
    pub(super) const fn shrinks(self) -> bool {
        !matches!(self, Self::Photo(_))
    }
}

impl fmt::Display for EntryName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => f.write_str("manifest.ron"),
            Self::Dossier(id) => write!(f, "dossiers/{id}.ron"),
            Self::Form(hash) => write!(f, "forms/{hash}.ron"),
            Self::Photo(hash) => write!(f, "photos/{hash}.jpg"),
            Self::Receipt(device) => write!(f, "receipts/{device}.ron"),
        }
    }
}

/// A name that no package of ours has: `..`, absolute, a folder, other letters, anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StrangeName;

impl FromStr for EntryName {
    type Err = StrangeName;

    fn from_str(text: &str) -> Result<Self, StrangeName> {
        let between = |folder: &str, ending: &str| text.strip_prefix(folder)?.strip_suffix(ending);
        let name = if text == "manifest.ron" {
            Some(Self::Manifest)
        } else if let Some(id) = between("dossiers/", ".ron") {
            id.parse().ok().map(Self::Dossier)
        } else if let Some(hash) = between("forms/", ".ron") {
            hash.parse().ok().map(Self::Form)
        } else if let Some(device) = between("receipts/", ".ron") {
            device.parse().ok().map(Self::Receipt)
        } else {
            between("photos/", ".jpg").and_then(|hash| hash.parse().ok()).map(Self::Photo)
        };
        // Only the one spelling: two names that differ in capitals alone would be one file on half of all disks.
        name.filter(|name| name.to_string() == text).ok_or(StrangeName)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_no_other_name_is_one() {
        let id = DossierId::from_u128(0xabc);
        let hash = ContentHash::of(b"x");
        let receipt = EntryName::Receipt(DeviceId::from_bits(7));
        for name in
            [EntryName::Manifest, EntryName::Dossier(id), EntryName::Form(hash), EntryName::Photo(hash), receipt]
        {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        for text in [
            String::new(),
            "manifest.RON".to_owned(),
            "./manifest.ron".to_owned(),
            format!("../dossiers/{id}.ron"),
            format!("/dossiers/{id}.ron"),
            format!("dossiers/../{id}.ron"),
            format!("dossiers\\{id}.ron"),
            format!("dossiers/{id}.ron/"),
            format!("dossiers/{}.ron", id.to_string().to_uppercase()),
            format!("photos/{}.jpg", hash.to_string().to_uppercase()),
            format!("photos/{hash}.JPG"),
            format!("photos/{hash}.jpg\0"),
            format!("receipts/{}.ron", DeviceId::from_bits(7).to_string().to_uppercase() + "A"),
            "receipts/../x.ron".to_owned(),
        ] {
            assert_eq!(text.parse::<EntryName>(), Err(StrangeName), "{text}");
        }
    }
}
