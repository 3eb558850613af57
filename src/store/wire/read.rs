//! Text → dossier.
//!
//! A file that nobody but this program wrote is read by [`read_exact`]. Any other is read by RON in one typed pass, and
//! only when that fails a second, tolerant pass takes every entry as text first, so that one entry that is not
//! understood does not cost the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;

use ron::value::RawValue;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::exact::read_exact;
use super::value::{FromText, Read, Words};
use super::{FORMAT, PARTS, guarded, unknown_key};
use crate::dossier::Dossier;
use crate::dossier::edit::Delta;
use crate::dossier::register::{Register, Write};
use crate::id::{DeviceId, DossierId};
use crate::limits::{MAX_DOSSIER_BYTES, MAX_FIELDS};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::{Dot, Seen};

/// One journal entry: the registers it changed, and what of it is not understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    pub delta: Delta,
    pub unknown: BTreeMap<String, String>,
}

/// Reads a household's file.
///
/// The problems tell what was kept without being understood.
///
/// # Errors
/// Text that is not RON, or is not a household's file, with line and column.
pub fn read(text: &str) -> Result<(Dossier, Vec<Problem>), Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MAX_DOSSIER_BYTES {
        return Err(Problem::error("store-dossier-too-large").with("limit", MAX_DOSSIER_BYTES >> 20));
    }
    if let Some(dossier) = read_exact(text) {
        return Ok((dossier, Vec::new()));
    }
    let Parts { format, id, spent, fields, foreign } = read_parts(text)?;
    let format = format.ok_or_else(|| Problem::error("store-not-a-dossier").at(1, 1))?;
    let id = id.ok_or_else(|| Problem::error("store-not-a-dossier").at(1, 1))?;
    let (mut fields, mut unknown) = (fields, BTreeMap::new());
    let mut problems = Vec::new();
    if format > FORMAT {
        problems.push(Problem::notice("store-newer-format").with("format", format));
        unknown.insert(unknown_key("tantu", &format.to_string()), format.to_string());
    }
    understand(text, foreign, &mut fields, &mut unknown, &mut problems)?;
    let dossier = Dossier::from_parts(id, fields, spent, unknown)
        .map_err(|error| Problem::error("store-not-ron").with("detail", error).at(1, 1))?;
    Ok((dossier, problems.into_iter().map(|problem| problem.of_dossier(id)).collect()))
}

/// The household that a file is of, from its first bytes: enough to sort files whose names say nothing, no proof that
/// it can be read. `None` where it does not begin as [`write`](super::write) begins it.
pub fn peek(head: &[u8]) -> Option<DossierId> {
    let text = std::str::from_utf8(head).unwrap_or_else(|error| {
        // Cut in the middle of a letter; what is before it counts.
        std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
    });
    let (_, rest) = text.split_once("tantu")?;
    let (_, rest) = rest.split_once("id")?;
    let (_, rest) = rest.split_once('"')?;
    rest.split_once('"')?.0.parse().ok()
}

/// Reads one journal line, without its newline.
///
/// # Errors
/// A line that is torn, or damaged.
pub fn read_entry(line: &str) -> Result<(Entry, Vec<Problem>), Problem> {
    let text = guarded(line).ok_or_else(|| Problem::warning("store-journal-line-damaged"))?;
    let Parts { fields, foreign, .. } = read_parts(text)?;
    let mut entry = Entry { delta: Delta { fields }, unknown: BTreeMap::new() };
    let mut problems = Vec::new();
    understand(text, foreign, &mut entry.delta.fields, &mut entry.unknown, &mut problems)?;
    Ok((entry, problems))
}

/// The parts of a file or of a journal line.
#[derive(Default)]
struct Parts<'a> {
    format: Option<u32>,
    id: Option<DossierId>,
    spent: Seen,
    fields: BTreeMap<FieldPath, Register>,
    foreign: Vec<Foreign<'a>>,
}

/// Texts of one map that are taken as they stand: what may be a field, and as much that is none.
const MAX_FOREIGN: usize = 2 * MAX_FIELDS;

/// Text that was taken as it stands.
struct Foreign<'a> {
    place: String,
    text: &'a str,
}

fn read_parts(text: &str) -> Result<Parts<'_>, Problem> {
    let options = ron::Options::default();
    let strict = options.from_str_seed(text, PartsSeed { tolerant: false });
    strict.or_else(|_| options.from_str_seed(text, PartsSeed { tolerant: true })).map_err(|error| not_ron(&error))
}

fn not_ron(error: &ron::error::SpannedError) -> Problem {
    let start = error.span.start;
    Problem::error("store-not-ron").with("detail", &error.code).at(start.line, start.col)
}

/// Reads the entries that were taken as text; those that are still not understood are kept.
fn understand(
    whole: &str,
    foreign: Vec<Foreign<'_>>,
    fields: &mut BTreeMap<FieldPath, Register>,
    unknown: &mut BTreeMap<String, String>,
    problems: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let mut cursor = Cursor::default();
    for Foreign { place, text } in foreign {
        let (line, column) = cursor.position(whole, text);
        let reason = match place.split_once('/') {
            Some((part @ ("fields" | "conflicts"), key)) => match entry_of(part, key, text) {
                Ok(_) if fields.len() >= MAX_FIELDS => format!("more than {MAX_FIELDS} fields"),
                Ok((path, register)) => {
                    fields.entry(path).and_modify(|known| known.join(&register)).or_insert(register);
                    continue;
                }
                Err(reason) => reason,
            },
            _ => String::new(),
        };
        // An entry that is valid only under an extension of this file could not be written into another.
        RawValue::from_ron(text)
            .map_err(|error| Problem::error("store-not-ron").with("detail", &error.code).at(line, column))?;
        let problem = if reason.is_empty() { "store-part-kept" } else { "store-entry-kept" };
        problems.push(Problem::notice(problem).with("place", &place).with("detail", reason).at(line, column));
        unknown.insert(unknown_key(&place, text), text.to_owned());
    }
    Ok(())
}

fn entry_of(part: &str, key: &str, text: &str) -> Result<(FieldPath, Register), String> {
    let path = key.parse::<FieldPath>().map_err(|error| error.to_string())?;
    let register = if part == "fields" {
        ron::from_str::<Plain>(text).map(|plain| plain.0)
    } else {
        ron::from_str::<Conflict>(text).map(|conflict| conflict.0)
    };
    register.map(|register| (path, register)).map_err(|error| error.code.to_string())
}

/// Finds lines and columns in one walk through the text, as long as they are asked for in order.
#[derive(Default)]
struct Cursor {
    offset: usize,
    newlines: usize,
    /// Letters since the last newline.
    letters: usize,
}

impl Cursor {
    /// Line and column, from 1, of `part` in `whole`.
    fn position(&mut self, whole: &str, part: &str) -> (usize, usize) {
        let target = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
        if target < self.offset {
            *self = Self::default();
        }
        let passed = whole.get(self.offset..target).unwrap_or_default();
        // Only what is new is counted: a file may well be one long line with a hundred thousand parts.
        self.newlines += passed.matches('\n').count();
        let line = match passed.rsplit_once('\n') {
            Some((_, line)) => {
                self.letters = 0;
                line
            }
            None => passed,
        };
        self.letters += line.chars().count();
        self.offset = target;
        (self.newlines + 1, self.letters + 1)
    }
}

struct PartsSeed {
    tolerant: bool,
}

impl<'de> DeserializeSeed<'de> for PartsSeed {
    type Value = Parts<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_struct("", PARTS, self)
    }
}

impl<'de> Visitor<'de> for PartsSeed {
    type Value = Parts<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the parts of a household's file")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut parts = Parts::default();
        let mut names = BTreeSet::new();
        while let Some(FromText(name)) = map.next_key::<FromText<String>>()? {
            match name.as_str() {
                "tantu" => parts.format = Some(map.next_value()?),
                "id" => parts.id = Some(map.next_value::<FromText<DossierId>>()?.0),
                "spent" => parts.spent = map.next_value::<SeenPart>()?.0,
                "fields" | "conflicts" if self.tolerant => {
                    let entries = map.next_value::<RawEntries<'de>>()?.0.into_iter();
                    parts.foreign.extend(entries.map(|(key, text)| Foreign { place: format!("{name}/{key}"), text }));
                }
                "fields" => map.next_value_seed(Fields::<Plain>::into_map(&mut parts.fields))?,
                "conflicts" => map.next_value_seed(Fields::<Conflict>::into_map(&mut parts.fields))?,
                "kept" => {
                    let kept = map.next_value::<Vec<(String, &'de RawValue)>>()?.into_iter();
                    parts.foreign.extend(kept.map(|(place, raw)| Foreign { place, text: raw.get_ron() }));
                }
                _ => {
                    let raw: &'de RawValue = map.next_value()?;
                    parts.foreign.push(Foreign { place: name.clone(), text: raw.get_ron() });
                }
            }
            if !names.insert(name) {
                return Err(A::Error::custom("a part stands twice"));
            }
            if parts.foreign.len() > 2 * MAX_FOREIGN {
                return Err(A::Error::custom(format_args!("more than {MAX_FOREIGN} parts")));
            }
        }
        Ok(parts)
    }
}

/// Every entry of a part as text. A key that stands twice is refused: which one would count?
struct RawEntries<'a>(Vec<(String, &'a str)>);

impl<'de: 'a, 'a> Deserialize<'de> for RawEntries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Vec<(String, &'de str)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let (mut entries, mut keys) = (Vec::new(), BTreeSet::new());
                while let Some((key, raw)) = map.next_entry::<String, &'de RawValue>()? {
                    if entries.len() == MAX_FOREIGN {
                        return Err(A::Error::custom(format_args!("more than {MAX_FOREIGN} fields")));
                    }
                    if !keys.insert(key.clone()) {
                        return Err(A::Error::custom(format_args!("{key} stands twice")));
                    }
                    entries.push((key, raw.get_ron()));
                }
                Ok(entries)
            }
        }
        deserializer.deserialize_map(Entries).map(RawEntries)
    }
}

/// Reads a map of fields straight into `fields`.
struct Fields<'a, T> {
    fields: &'a mut BTreeMap<FieldPath, Register>,
    entry: PhantomData<T>,
}

impl<'a, T> Fields<'a, T> {
    fn into_map(fields: &'a mut BTreeMap<FieldPath, Register>) -> Self {
        Self { fields, entry: PhantomData }
    }
}

impl<'de, T: Deserialize<'de> + Into<Register>> DeserializeSeed<'de> for Fields<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de> + Into<Register>> Visitor<'de> for Fields<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map of fields")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((FromText(path), entry)) = map.next_entry::<FromText<FieldPath>, T>()? {
            if self.fields.len() == MAX_FIELDS {
                return Err(A::Error::custom(format_args!("more than {MAX_FIELDS} fields")));
            }
            if let Some(_twice) = self.fields.insert(path, entry.into()) {
                return Err(A::Error::custom("a field stands twice"));
            }
        }
        Ok(())
    }
}

/// A register with one live write: `(value, device, counter, author, time)` and what else it has seen.
struct Plain(Register);

impl From<Plain> for Register {
    fn from(plain: Plain) -> Self {
        plain.0
    }
}

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = Register;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("(value, device, counter, author, time)")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Register, A::Error> {
                let LiveWrite(dot, write) = next_write(&mut seq)?;
                let rest: Option<SeenPart> = seq.next_element()?;
                register([(dot, write)].into(), rest)
            }
        }
        deserializer.deserialize_tuple(6, Elements).map(Plain)
    }
}

/// A register with several live writes: `([(value, device, counter, author, time), …])` and what else it has seen.
struct Conflict(Register);

impl From<Conflict> for Register {
    fn from(conflict: Conflict) -> Self {
        conflict.0
    }
}

impl<'de> Deserialize<'de> for Conflict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = Register;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of writes")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Register, A::Error> {
                let writes: Vec<LiveWrite> = element(&mut seq, "a list of writes")?;
                let count = writes.len();
                let live: BTreeMap<_, _> = writes.into_iter().map(|LiveWrite(dot, write)| (dot, write)).collect();
                if live.len() != count {
                    return Err(A::Error::custom("the same write stands twice"));
                }
                register(live, seq.next_element()?)
            }
        }
        deserializer.deserialize_tuple(2, Elements).map(Conflict)
    }
}

fn register<E: Error>(live: BTreeMap<Dot, Write>, rest: Option<SeenPart>) -> Result<Register, E> {
    let mut seen = rest.map_or_else(Seen::default, |rest| rest.0);
    live.keys().for_each(|&dot| seen.add(dot));
    Register::from_parts(live, seen).map_err(E::custom)
}

struct LiveWrite(Dot, Write);

impl<'de> Deserialize<'de> for LiveWrite {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = LiveWrite;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("(value, device, counter, author, time)")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<LiveWrite, A::Error> {
                next_write(&mut seq)
            }
        }
        deserializer.deserialize_tuple(5, Elements)
    }
}

fn next_write<'de, A: SeqAccess<'de>>(seq: &mut A) -> Result<LiveWrite, A::Error> {
    let Read(value) = element(seq, "a value")?;
    let FromText(device) = element::<FromText<DeviceId>, A>(seq, "a device")?;
    let counter = element(seq, "a counter")?;
    let FromText(Words(author)) = element(seq, "an author")?;
    let FromText(at) = element(seq, "a time")?;
    Ok(LiveWrite(Dot { device, counter }, Write { value, author, at }))
}

fn element<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(seq: &mut A, what: &str) -> Result<T, A::Error> {
    seq.next_element()?.ok_or_else(|| A::Error::custom(format_args!("{what} is missing")))
}

/// `{"k3f9a2b1c0": 57}`
struct SeenPart(Seen);

impl<'de> Deserialize<'de> for SeenPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Counters;
        impl<'de> Visitor<'de> for Counters {
            type Value = Seen;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of devices and counters")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Seen, A::Error> {
                let mut seen = Seen::default();
                while let Some((FromText(device), counter)) = map.next_entry::<FromText<DeviceId>, u64>()? {
                    if seen.last(device) != 0 {
                        return Err(A::Error::custom("a device stands twice"));
                    }
                    seen.add(Dot { device, counter });
                }
                Ok(seen)
            }
        }
        deserializer.deserialize_map(Counters).map(SeenPart)
    }
}
