//! What lies on a server is called by these names and no others.

use std::fmt;
use std::str::FromStr;

use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::{
    MAX_COUNTER, MAX_DOSSIER_BYTES, MAX_FORM_BYTES, MAX_PHOTO_BYTES, MAX_SENT_LIST_BYTES, MAX_SERVER_RECEIPT_BYTES,
};

/// What sealing adds at most: a header of 200 bytes for each of 64 recipients, and 16 bytes for every 64 KiB.
const MAX_SEAL_BYTES: u64 = 64 << 10;

/// The six digits of a banner or county 旗县; `000000` where it is not known yet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode([u8; 6]);

impl DivisionCode {
    pub const UNKNOWN: Self = Self(*b"000000");

    /// Whether the code begins with these digits.
    pub fn begins_with(self, digits: &str) -> bool {
        self.0.starts_with(digits.as_bytes())
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DivisionCode {
    type Err = StrangeObject;

    fn from_str(text: &str) -> Result<Self, StrangeObject> {
        let code: [u8; 6] = text.as_bytes().try_into().map_err(|_| StrangeObject)?;
        if code.iter().all(u8::is_ascii_digit) { Ok(Self(code)) } else { Err(StrangeObject) }
    }
}

/// One thing of one device: the counter is the device's own and never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial {
    pub device: DeviceId,
    pub counter: u64,
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.device, self.counter)
    }
}

impl FromStr for Serial {
    type Err = StrangeObject;

    fn from_str(text: &str) -> Result<Self, StrangeObject> {
        let (device, counter) = text.split_once('-').ok_or(StrangeObject)?;
        let counter = counter.parse().map_err(|_| StrangeObject)?;
        if counter > MAX_COUNTER {
            return Err(StrangeObject);
        }
        Ok(Self { device: device.parse().map_err(|_| StrangeObject)?, counter })
    }
}

/// The name of an object, and with it what the object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectName {
    /// A household as one device knew it; never changed.
    Dossier { division: DivisionCode, id: DossierId, serial: Serial, sealed: bool },
    /// By the hash of the photo, sealed or not. `by`: another seal of the same photo, because the first one does not
    /// open here.
    Photo { hash: ContentHash, by: Option<DeviceId>, sealed: bool },
    /// The text of a form, which is no secret.
    Form(ContentHash),
    /// What one sending consists of; written last.
    Sent { division: DivisionCode, serial: Serial },
    /// A receipt for a device, from an office's device.
    Receipt { to: DeviceId, serial: Serial },
}

impl ObjectName {
    /// Most bytes it may have.
    pub const fn limit(self) -> u64 {
        match self {
            Self::Dossier { .. } => MAX_DOSSIER_BYTES as u64 + MAX_SEAL_BYTES,
            Self::Photo { .. } => MAX_PHOTO_BYTES + MAX_SEAL_BYTES,
            Self::Form(_) => MAX_FORM_BYTES as u64,
            Self::Sent { .. } => MAX_SENT_LIST_BYTES,
            Self::Receipt { .. } => MAX_SERVER_RECEIPT_BYTES,
        }
    }

    /// Whether it is for those only who have a key.
    pub const fn is_sealed(self) -> bool {
        matches!(self, Self::Dossier { sealed: true, .. } | Self::Photo { sealed: true, .. })
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seal = if self.is_sealed() { ".age" } else { "" };
        match self {
            Self::Dossier { division, id, serial, .. } => write!(f, "dossiers/{division}/{id}/{serial}.ron{seal}"),
            Self::Photo { hash, by, .. } => {
                let name = hash.to_string();
                write!(f, "photos/{}/{name}", &name[..2])?;
                if let Some(device) = by {
                    write!(f, "-{device}")?;
                }
                write!(f, ".jpg{seal}")
            }
            Self::Form(hash) => write!(f, "forms/{hash}.ron"),
            Self::Sent { division, serial } => write!(f, "sent/{division}/{serial}.ron"),
            Self::Receipt { to, serial } => write!(f, "receipts/{to}/{serial}.tantu"),
        }
    }
}

/// A name that no server of ours has: `..`, absolute, other letters, anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StrangeObject;

impl FromStr for ObjectName {
    type Err = StrangeObject;

    fn from_str(text: &str) -> Result<Self, StrangeObject> {
        let name = parse(text).ok_or(StrangeObject)?;
        // Only the one spelling: no capitals, no zeros in front.
        if name.to_string() == text { Ok(name) } else { Err(StrangeObject) }
    }
}

fn parse(text: &str) -> Option<ObjectName> {
    let (plain, sealed) = text.strip_suffix(".age").map_or((text, false), |plain| (plain, true));
    let (folder, rest) = plain.split_once('/')?;
    let (above, file) = rest.rsplit_once('/').unwrap_or(("", rest));
    let (stem, ending) = file.rsplit_once('.')?;
    Some(match (folder, ending) {
        ("dossiers", "ron") => {
            let (division, id) = above.split_once('/')?;
            let (division, id) = (division.parse().ok()?, id.parse().ok()?);
            ObjectName::Dossier { division, id, serial: stem.parse().ok()?, sealed }
        }
        ("photos", "jpg") => {
            let (hash, by) = match stem.split_once('-') {
                Some((hash, device)) => (hash, Some(device.parse().ok()?)),
                None => (stem, None),
            };
            ObjectName::Photo { hash: hash.parse().ok()?, by, sealed }
        }
        ("forms", "ron") => ObjectName::Form(stem.parse().ok()?),
        ("sent", "ron") => ObjectName::Sent { division: above.parse().ok()?, serial: stem.parse().ok()? },
        ("receipts", "tantu") => ObjectName::Receipt { to: above.parse().ok()?, serial: stem.parse().ok()? },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_no_other_name_is_one() {
        let serial = Serial { device: DeviceId::from_bits(7), counter: 12 };
        let division = "152221".parse().unwrap();
        let (id, hash) = (DossierId::from_u128(0xabc), ContentHash::of(b"x"));
        let names = [
            ObjectName::Dossier { division, id, serial, sealed: false },
            ObjectName::Dossier { division, id, serial, sealed: true },
            ObjectName::Photo { hash, by: None, sealed: false },
            ObjectName::Photo { hash, by: Some(serial.device), sealed: true },
            ObjectName::Form(hash),
            ObjectName::Sent { division, serial },
            ObjectName::Receipt { to: serial.device, serial },
        ];
        for name in names {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        for text in [
            String::new(),
            "sent".to_owned(),
            "sent/152221".to_owned(),
            format!("sent/152221/{serial}.ron.age"),
            format!("sent/152221/{serial}.ron.part"),
            format!("sent/15222x/{serial}.ron"),
            format!("sent/152221/{}-012.ron", serial.device),
            format!("sent/152221/{}-99999999999999999999.ron", serial.device),
            format!("sent/../sent/152221/{serial}.ron"),
            format!("/sent/152221/{serial}.ron"),
            format!("forms/x/{hash}.ron"),
            format!("photos/00/{hash}.jpg"),
            format!("photos/{}/{hash}.JPG", &hash.to_string()[..2]),
            format!("dossiers/152221/{}/{serial}.ron", id.to_string().to_uppercase()),
            format!("dossiers\\152221\\{id}\\{serial}.ron"),
            format!("forms/{hash}.ron\0"),
        ] {
            assert_eq!(text.parse::<ObjectName>(), Err(StrangeObject), "{text}");
        }
    }
}
