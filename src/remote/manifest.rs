//! `manifest.ron`: what a package is, from whom, and what must be in it.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::FORMAT;
use super::entry::EntryName;
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::limits::{MAX_NAME_BYTES, MAX_OWN_FILES, MAX_PACKAGE_ENTRIES, MAX_PACKAGE_INFLATED_BYTES, MAX_TEXT_BYTES};
use crate::problem::Problem;
use crate::seal::Recipient;
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
    /// 回执: what an office holds of what it was given.
    Receipt,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::WorkOrder, Self::Return, Self::Assignment, Self::Handover, Self::Receipt];

    /// As the manifest writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::WorkOrder => "work_order",
            Self::Return => "return",
            Self::Assignment => "assignment",
            Self::Handover => "handover",
            Self::Receipt => "receipt",
        }
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WorkOrder => "works-package-order",
            Self::Return => "works-package-return",
            Self::Assignment => "roster-package-assignment",
            Self::Handover => "roster-package-handover",
            Self::Receipt => "handing-package-receipt",
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

/// What a package of format 2 says of itself beside that. The default is what format 1 has to say: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cover {
    /// The how many-eth package of its device; 0 where that is not known. A remark: nothing depends on it.
    pub number: u64,
    /// Which part of a parcel that is too large for one file.
    pub part: Part,
    /// What it leaves out; `None` where it is full.
    pub since: Option<Since>,
    /// For whom an answer is sealed: the key of the workspace it comes from.
    pub reply: Option<Recipient>,
    /// The organisation's own files that ride along, each an entry [`EntryName::Form`], by their names.
    pub files: BTreeMap<String, ContentHash>,
}

/// A part of a parcel; every part is a package of its own, taken in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// From 1.
    pub number: u32,
    /// Whether none follows; so the last one says how many there are.
    pub last: bool,
}

impl Default for Part {
    fn default() -> Self {
        Self { number: 1, last: true }
    }
}

impl Part {
    /// Whether the parcel is one file.
    pub fn is_whole(self) -> bool {
        self == Self::default()
    }
}

/// A delta 增量: what it is relative to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The device whose receipts were believed; `None` for any.
    pub office: Option<DeviceId>,
    /// Households that are left out because they are known there as they are, with their states.
    pub known: BTreeMap<DossierId, ContentHash>,
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
    pub cover: Cover,
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
    #[serde(default)]
    number: u64,
    #[serde(default)]
    part: Option<(u32, bool)>,
    #[serde(default)]
    since: Option<(String, Listed<String>)>,
    #[serde(default)]
    reply: Option<String>,
    #[serde(default)]
    files: Listed<String>,
    households: usize,
    /// From format 2 on, as the next one.
    #[serde(default)]
    photos: Option<usize>,
    #[serde(default)]
    bytes: Option<u64>,
    entries: Listed<(u64, String)>,
}

/// A list of a manifest: in a file that wants to fill the memory it ends early, and no name stands twice.
struct Listed<T>(BTreeMap<String, T>);

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Serialize> Serialize for Listed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Listed<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of names")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Listed<T>, A::Error> {
                let mut listed = BTreeMap::new();
                while let Some((name, value)) = map.next_entry::<String, T>()? {
                    if listed.len() >= MAX_PACKAGE_ENTRIES {
                        return Err(A::Error::custom(TOO_MANY));
                    }
                    if listed.insert(name, value).is_some() {
                        return Err(A::Error::custom("a name stands twice"));
                    }
                }
                Ok(Listed(listed))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// How the end of such a list is told apart from damage.
const TOO_MANY: &str = "too many entries";

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

    /// How many photos it lists.
    pub fn photos(&self) -> usize {
        self.entries.keys().filter(|name| matches!(name, EntryName::Photo(_))).count()
    }

    /// Bytes of everything in it, inflated.
    pub fn bytes(&self) -> u64 {
        self.entries.values().fold(0, |sum, entry| sum.saturating_add(entry.size))
    }

    /// The text of the manifest.
    pub(super) fn write(&self) -> String {
        let About { kind, device, author, made, contractor, surveyor } = &self.about;
        let mut out =
            format!("(\n    tantu_package: {FORMAT},\n    kind: \"{}\",\n    device: \"{device}\",\n", kind.name());
        // `String` never fails to take text; `{:?}` would escape what RON does not know.
        writeln!(out, "    author: {},\n    made: \"{made}\",", quoted(author)).ok();
        for (name, person) in [("contractor", contractor), ("surveyor", surveyor)] {
            if !person.is_empty() {
                writeln!(out, "    {name}: {},", quoted(person)).ok();
            }
        }
        self.cover.write(&mut out);
        let (households, photos, bytes) = (self.households(), self.photos(), self.bytes());
        writeln!(out, "    households: {households},\n    photos: Some({photos}),\n    bytes: Some({bytes}),").ok();
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
        let text = std::str::from_utf8(bytes).map_err(|_| broken("UTF-8"))?;
        let version: Version = ron::from_str(text).map_err(|error| broken(&error.to_string()))?;
        if version.tantu_package > FORMAT {
            return Err(Problem::error("works-package-newer").with("format", version.tantu_package));
        }
        let wire: Wire = ron::from_str(text).map_err(|error| {
            let detail = error.to_string();
            if detail.contains(TOO_MANY) { Problem::error("works-package-too-large") } else { broken(&detail) }
        })?;
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
        let (households, photos, size) = (wire.households, wire.photos, wire.bytes);
        let cover = Cover::read(wire.number, wire.part, wire.since, wire.reply, wire.files)?;
        let manifest = Self { about, cover, entries: entries(wire.entries)? };
        if manifest.bytes() > MAX_PACKAGE_INFLATED_BYTES {
            return Err(Problem::error("works-package-too-large"));
        }
        let counts = (households, photos.unwrap_or(manifest.photos()), size.unwrap_or(manifest.bytes()));
        if counts != (manifest.households(), manifest.photos(), manifest.bytes()) {
            return Err(broken("households"));
        }
        let riding = |hash: &ContentHash| manifest.entries.contains_key(&EntryName::Form(*hash));
        if manifest.cover.files.values().all(riding) { Ok(manifest) } else { Err(broken("files")) }
    }
}

impl Cover {
    fn write(&self, out: &mut String) {
        let Self { number, part, since, reply, files } = self;
        if *number > 0 {
            writeln!(out, "    number: {number},").ok();
        }
        if !part.is_whole() {
            writeln!(out, "    part: Some(({}, {})),", part.number, part.last).ok();
        }
        if let Some(Since { office, known }) = since {
            let office = office.map(|office| office.to_string()).unwrap_or_default();
            writeln!(out, "    since: Some((\"{office}\", {{").ok();
            for (id, state) in known {
                writeln!(out, "        \"{id}\": \"{state}\",").ok();
            }
            out.push_str("    })),\n");
        }
        if let Some(reply) = reply {
            writeln!(out, "    reply: Some(\"{reply}\"),").ok();
        }
        if !files.is_empty() {
            out.push_str("    files: {\n");
            for (name, hash) in files {
                writeln!(out, "        {}: \"{hash}\",", quoted(name)).ok();
            }
            out.push_str("    },\n");
        }
    }

    fn read(
        number: u64,
        part: Option<(u32, bool)>,
        since: Option<(String, Listed<String>)>,
        reply: Option<String>,
        files: Listed<String>,
    ) -> Result<Self, Problem> {
        let hash = |text: &str| text.parse::<ContentHash>().map_err(|_| broken("BLAKE3"));
        let since = since.map(|(office, known)| -> Result<Since, Problem> {
            let office = if office.is_empty() { None } else { Some(office.parse().map_err(|_| broken("since"))?) };
            let known = known.0.iter().map(|(id, state)| Ok((id.parse().map_err(|_| broken("since"))?, hash(state)?)));
            Ok(Since { office, known: known.collect::<Result<_, Problem>>()? })
        });
        let part = part.map_or_else(Part::default, |(number, last)| Part { number, last });
        if part.number == 0 || files.0.len() > MAX_OWN_FILES {
            return Err(broken("part"));
        }
        if !files.0.keys().all(|name| is_own_file(name)) {
            return Err(Problem::error("works-package-strange-name"));
        }
        Ok(Self {
            number,
            part,
            since: since.transpose()?,
            reply: reply.map(|reply| reply.parse().map_err(|_| broken("reply"))).transpose()?,
            files: files.0.into_iter().map(|(name, text)| Ok((name, hash(&text)?))).collect::<Result<_, Problem>>()?,
        })
    }
}

/// Whether an organisation's own file may travel under this name: small letters, digits and dashes, a form or a
/// table. What says how households are named (`roster.key`) stays at home.
pub fn is_own_file(name: &str) -> bool {
    let stem = name.strip_suffix(".ron").or_else(|| name.strip_suffix(".csv"));
    let plain = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || b"-_".contains(&letter);
    stem.is_some_and(|stem| (1..=MAX_NAME_BYTES).contains(&stem.len()) && stem.bytes().all(plain)) && !is_device(name)
}

/// Names that Windows takes for something else, whatever they end with.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    ["con", "prn", "aux", "nul"].contains(&stem) || port.is_some_and(|rest| rest.len() == 1)
}

fn quoted(text: &str) -> String {
    ron::to_string(text).unwrap_or_default()
}

fn broken(detail: &str) -> Problem {
    Problem::error("works-package-manifest").with("detail", detail.chars().take(MAX_NAME_BYTES).collect::<String>())
}

/// The entries that a manifest lists.
fn entries(listed: Listed<(u64, String)>) -> Result<BTreeMap<EntryName, EntryInfo>, Problem> {
    let mut entries = BTreeMap::new();
    for (name, (size, hash)) in listed.0 {
        let name: EntryName = name.parse().map_err(|_| Problem::error("works-package-strange-name"))?;
        let hash: ContentHash = hash.parse().map_err(|_| broken("BLAKE3"))?;
        let lies = match name {
            EntryName::Manifest => true,
            EntryName::Photo(named) | EntryName::Form(named) => named != hash,
            EntryName::Dossier(_) | EntryName::Receipt(_) => false,
        };
        if lies {
            return Err(broken("BLAKE3"));
        }
        if size > name.limit() {
            return Err(Problem::error("works-package-too-large"));
        }
        entries.insert(name, EntryInfo { size, hash });
    }
    Ok(entries)
}
