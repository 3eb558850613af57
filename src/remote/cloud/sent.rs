//! `sent/<division>/<device>-<counter>.ron`: what one sending consists of. Whoever fetches reads these and nothing else;
//! a sending whose list is not there has not happened yet.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::object::{DivisionCode, ObjectName, Serial};
use crate::id::{ContentHash, DossierId};
use crate::limits::{MAX_DOSSIER_BYTES, MAX_FORM_BYTES, MAX_PHOTO_BYTES, MAX_SENT_OBJECTS};
use crate::problem::Problem;
use crate::stamp::Moment;

/// The format this program writes, and the newest it reads.
const FORMAT: u32 = 1;

/// What an object holds: of a sealed one, what comes out when it is opened, because the seal itself is another one each
/// time, and age notices every changed byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Content {
    /// Bytes.
    pub size: u64,
    pub hash: ContentHash,
}

impl Content {
    pub fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, hash: ContentHash::of(bytes) }
    }
}

/// The list of one sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub division: DivisionCode,
    /// Of the device that sends; the list's own name has it too.
    pub serial: Serial,
    /// A remark; nothing depends on the clock being right.
    pub made: Moment,
    pub objects: BTreeMap<ObjectName, Content>,
}

#[derive(Deserialize, Serialize)]
struct Wire {
    tantu_sent: u32,
    made: String,
    objects: BTreeMap<String, (u64, String)>,
}

/// Only what every version has.
#[derive(Deserialize)]
struct Version {
    tantu_sent: u32,
}

impl Sent {
    pub fn name(&self) -> ObjectName {
        ObjectName::Sent { division: self.division, serial: self.serial }
    }

    /// The households in it.
    pub fn dossiers(&self) -> impl Iterator<Item = DossierId> {
        self.objects.keys().filter_map(|name| match name {
            ObjectName::Dossier { id, .. } => Some(*id),
            _ => None,
        })
    }

    /// The text of the list.
    pub fn write(&self) -> String {
        let mut out = format!("(\n    tantu_sent: {FORMAT},\n    made: \"{}\",\n    objects: {{\n", self.made);
        for (name, Content { size, hash }) in &self.objects {
            // `String` never fails to take text.
            writeln!(out, "        \"{name}\": ({size}, \"{hash}\"),").ok();
        }
        out.push_str("    },\n)\n");
        out
    }

    /// Reads the list of this name, and trusts nothing in it.
    ///
    /// # Errors
    /// A newer format, or a list that no program of ours wrote.
    pub fn read(division: DivisionCode, serial: Serial, bytes: &[u8]) -> Result<Self, Problem> {
        let broken = |detail: &str| Problem::error("transfer-list-broken").with("detail", detail);
        let text = std::str::from_utf8(bytes).map_err(|_| broken("UTF-8"))?;
        let version: Version = ron::from_str(text).map_err(|error| broken(&error.code.to_string()))?;
        if version.tantu_sent > FORMAT {
            return Err(Problem::error("transfer-list-newer").with("format", version.tantu_sent));
        }
        let wire: Wire = ron::from_str(text).map_err(|error| broken(&error.code.to_string()))?;
        if wire.objects.len() > MAX_SENT_OBJECTS {
            return Err(broken("objects"));
        }
        let mut objects = BTreeMap::new();
        for (name, (size, hash)) in wire.objects {
            let name: ObjectName = name.parse().map_err(|_| broken("name"))?;
            let content = Content { size, hash: hash.parse().map_err(|_| broken("BLAKE3"))? };
            if !belongs(name, content, division, serial) {
                return Err(broken("name"));
            }
            objects.insert(name, content);
        }
        Ok(Self { division, serial, made: wire.made.parse().map_err(|_| broken("made"))?, objects })
    }
}

/// Whether a list of this device and division may hold such an object.
fn belongs(name: ObjectName, content: Content, division: DivisionCode, serial: Serial) -> bool {
    match name {
        ObjectName::Dossier { division: of, serial: by, .. } => {
            of == division && by.device == serial.device && content.size <= MAX_DOSSIER_BYTES as u64
        }
        ObjectName::Photo { hash, .. } => hash == content.hash && content.size <= MAX_PHOTO_BYTES,
        ObjectName::Form(hash) => hash == content.hash && content.size <= MAX_FORM_BYTES as u64,
        ObjectName::Sent { .. } | ObjectName::Receipt { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DeviceId;

    fn sent() -> Sent {
        let serial = Serial { device: DeviceId::from_bits(7), counter: 9 };
        let division: DivisionCode = "152221".parse().unwrap();
        let dossier = Content::of(b"dossier");
        let photo = Content::of(b"photo");
        let by = Serial { counter: 8, ..serial };
        let objects = BTreeMap::from([
            (ObjectName::Dossier { division, id: DossierId::from_u128(1), serial: by, sealed: true }, dossier),
            (ObjectName::Photo { hash: photo.hash, by: None, sealed: true }, photo),
            (ObjectName::Form(photo.hash), photo),
        ]);
        Sent { division, serial, made: Moment::new(0, 480), objects }
    }

    fn read(text: &str) -> Result<Sent, &'static str> {
        let sent = sent();
        Sent::read(sent.division, sent.serial, text.as_bytes()).map_err(|problem| problem.key)
    }

    #[test]
    fn a_list_reads_back() {
        assert_eq!(read(&sent().write()), Ok(sent()));
        assert_eq!(sent().dossiers().collect::<Vec<_>>(), [DossierId::from_u128(1)]);
    }

    #[test]
    fn what_no_program_of_ours_wrote_is_refused() {
        let text = sent().write();
        let other = DeviceId::from_bits(8).to_string();
        let hash = Content::of(b"other").hash.to_string();
        for (from, to) in [
            ("dossiers/152221", "dossiers/152222"),
            ("dossiers/152221", "dossiers/../x"),
            (&*DeviceId::from_bits(7).to_string(), &*other),
            (&*Content::of(b"photo").hash.to_string(), &*hash),
            ("(7, ", "(99999999, "),
            ("made: \"1970", "made: \"soon"),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert_eq!(read(&changed), Err("transfer-list-broken"), "{from} → {to}");
        }
        assert_eq!(read(&text.replace("tantu_sent: 1", "tantu_sent: 2")), Err("transfer-list-newer"));
        assert_eq!(read(&"(".repeat(100_000)), Err("transfer-list-broken"));
        assert_eq!(read(""), Err("transfer-list-broken"));
    }
}
