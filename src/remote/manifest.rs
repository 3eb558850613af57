//! `manifest.ron`: what a package is, from whom, and what must be in it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::FORMAT;
use super::entry::EntryName;
use crate::id::{ContentHash, DeviceId};
use crate::limits::{MAX_NAME_BYTES, MAX_PACKAGE_ENTRIES, MAX_PACKAGE_INFLATED_BYTES, MAX_TEXT_BYTES};
use crate::problem::Problem;
use crate::stamp::Moment;

/// What a package is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// 派工单: reduced copies for the one who builds.
    WorkOrder,
    /// 回传: what the one who builds has added to them.
    Return,
    /// 派户: whole households for the surveyor who will visit them.
    Assignment,
    /// 交回: the households that a surveyor has worked on, whole.
    Handover,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::WorkOrder, Self::Return, Self::Assignment, Self::Handover];

    /// As the manifest writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkOrder => "work_order",
            Self::Return => "return",
            Self::Assignment => "assignment",
            Self::Handover => "handover",
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WorkOrder => "works-package-order",
            Self::Return => "works-package-return",
            Self::Assignment => "roster-package-assignment",
            Self::Handover => "roster-package-handover",
        }
    }
}

/// Who made the package, when, what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub kind: Kind,
    pub device: DeviceId,
    /// Name of the person who made it; may be empty.
    pub author: String,
    /// A remark; nothing depends on the clock being right.
    pub made: Moment,
    /// Whose works they are 施工单位; empty where it is not about works.
    pub contractor: String,
    /// Whose visits they are 评估员; empty where it is not about visits.
    pub surveyor: String,
}

impl About {
    /// For whom or of whom it is: the contractor, the surveyor.
    pub fn party(&self) -> &str {
        if self.contractor.is_empty() { &self.surveyor } else { &self.contractor }
    }
}

/// An entry as the manifest promises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryInfo {
    /// Bytes, inflated.
    pub size: u64,
    pub hash: ContentHash,
}

/// The list of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub about: About,
    /// Without the manifest itself.
    pub entries: BTreeMap<EntryName, EntryInfo>,
}

/// The shape in the file.
#[derive(Deserialize, Serialize)]
struct Wire {
    tantu_package: u32,
    kind: String,
    device: String,
    #[serde(default)]
    author: String,
    made: String,
    #[serde(default)]
    contractor: String,
    #[serde(default)]
    surveyor: String,
    households: usize,
    entries: BTreeMap<String, (u64, String)>,
}

/// Only what every version has.
#[derive(Deserialize)]
struct Version {
    tantu_package: u32,
}

impl Manifest {
    /// How many households it lists.
    pub fn households(&self) -> usize {
        self.entries.keys().filter(|name| matches!(name, EntryName::Dossier(_))).count()
    }

    /// The text of the manifest.
    pub(super) fn write(&self) -> String {
        let About { kind, device, author, made, contractor, surveyor } = &self.about;
        let mut out =
            format!("(\n    tantu_package: {FORMAT},\n    kind: \"{}\",\n    device: \"{device}\",\n", kind.name());
        // `String` never fails to take text; `{:?}` would escape what RON does not know.
        let quoted = |text: &str| ron::to_string(text).unwrap_or_default();
        writeln!(out, "    author: {},\n    made: \"{made}\",", quoted(author)).ok();
        for (name, person) in [("contractor", contractor), ("surveyor", surveyor)] {
            if !person.is_empty() {
                writeln!(out, "    {name}: {},", quoted(person)).ok();
            }
        }
        writeln!(out, "    households: {},", self.households()).ok();
        out.push_str("    entries: {\n");
        for (name, EntryInfo { size, hash }) in &self.entries {
            writeln!(out, "        \"{name}\": ({size}, \"{hash}\"),").ok();
        }
        out.push_str("    },\n)\n");
        out
    }

    /// Reads the text of a manifest.
    ///
    /// # Errors
    /// A newer format, an unknown kind, or a list that no program of ours wrote.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let broken = |detail: &str| Problem::error("works-package-manifest").with("detail", detail);
        let text = std::str::from_utf8(bytes).map_err(|_| broken("UTF-8"))?;
        let version: Version = ron::from_str(text).map_err(|error| broken(&error.to_string()))?;
        if version.tantu_package > FORMAT {
            return Err(Problem::error("works-package-newer").with("format", version.tantu_package));
        }
        let wire: Wire = ron::from_str(text).map_err(|error| broken(&error.to_string()))?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == wire.kind);
        let about = About {
            kind: kind.ok_or_else(|| {
                Problem::error("works-package-newer")
                    .with("format", wire.kind.chars().take(MAX_NAME_BYTES).collect::<String>())
            })?,
            device: wire.device.parse().map_err(|_| broken("device"))?,
            author: wire.author.chars().take(MAX_TEXT_BYTES).collect(),
            made: wire.made.parse().map_err(|_| broken("made"))?,
            contractor: wire.contractor.chars().take(MAX_TEXT_BYTES).collect(),
            surveyor: wire.surveyor.chars().take(MAX_TEXT_BYTES).collect(),
        };
        if wire.entries.len() > MAX_PACKAGE_ENTRIES {
            return Err(Problem::error("works-package-too-large"));
        }
        let mut entries = BTreeMap::new();
        for (name, (size, hash)) in wire.entries {
            let name: EntryName = name.parse().map_err(|_| Problem::error("works-package-strange-name"))?;
            let hash: ContentHash = hash.parse().map_err(|_| broken("BLAKE3"))?;
            let lies = match name {
                EntryName::Manifest => true,
                EntryName::Photo(named) | EntryName::Form(named) => named != hash,
                EntryName::Dossier(_) => false,
            };
            if lies {
                return Err(broken("BLAKE3"));
            }
            if size > name.limit() {
                return Err(Problem::error("works-package-too-large"));
            }
            entries.insert(name, EntryInfo { size, hash });
        }
        let manifest = Self { about, entries };
        let inflated = manifest.entries.values().fold(0_u64, |sum, entry| sum.saturating_add(entry.size));
        if inflated > MAX_PACKAGE_INFLATED_BYTES {
            return Err(Problem::error("works-package-too-large"));
        }
        if manifest.households() == wire.households { Ok(manifest) } else { Err(broken("households")) }
    }
}
