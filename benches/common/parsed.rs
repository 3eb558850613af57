//! A household's file as plain structures, read by `ron` and nothing else: what parsing alone costs. Texts stay texts;
//! identifiers, times and signatures are not looked into.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use tantu::value::Value;

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is parsed")]
struct File {
    tantu: u32,
    id: String,
    spent: BTreeMap<String, u64>,
    fields: BTreeMap<String, Line>,
    #[serde(default)]
    conflicts: BTreeMap<String, (Vec<Line>,)>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is parsed")]
enum Wire {
    YesNo(bool),
    Choice(String),
    Choices(Vec<String>),
    Integer(i64),
    Decimal(f64),
    Text(String),
    Date(String),
    Point(u16, u16),
    Signature {
        name: String,
        #[serde(default)]
        relation: Option<String>,
        strokes: String,
    },
    Photo {
        hash: String,
        width: u32,
        height: u32,
        #[serde(default)]
        taken: Option<String>,
        #[serde(default)]
        place: Option<(i16, i16)>,
        #[serde(default)]
        caption: Option<String>,
    },
    Row(u32),
    Form {
        id: String,
        version: u32,
        hash: String,
    },
    Skipped(Skip),
    Erased,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "what is parsed")]
enum Skip {
    NotApplicable,
    Refused,
    NotChecked,
}

/// `(value, device, counter, author, time)` and what else was seen.
#[allow(dead_code, reason = "what is parsed")]
struct Line(Wire, String, u64, String, String, Option<BTreeMap<String, u64>>);

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Elements;
        impl<'de> Visitor<'de> for Elements {
            type Value = Line;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a line")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Line, A::Error> {
                fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(seq: &mut A) -> Result<T, A::Error> {
                    seq.next_element()?.ok_or_else(|| A::Error::custom("too short"))
                }
                let (value, device, counter) = (next(&mut seq)?, next(&mut seq)?, next(&mut seq)?);
                let (author, at) = (next(&mut seq)?, next(&mut seq)?);
                Ok(Line(value, device, counter, author, at, seq.next_element()?))
            }
        }
        deserializer.deserialize_tuple(6, Elements)
    }
}

/// How many fields the file has; nothing where it is a broken one.
pub fn fields(bytes: &[u8]) -> Option<usize> {
    let file: File = ron::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
    let (count, file) = (file.fields.len() + file.conflicts.len(), std::hint::black_box(file));
    drop(file);
    Some(count)
}

/// A value as the rivals get it: one text.
pub fn json(value: &Value) -> String {
    match value {
        Value::YesNo(yes) => yes.to_string(),
        Value::Choice(name) => name.to_string(),
        Value::Choices(names) => names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.get().to_string(),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Photo(photo) => photo.hash.to_string(),
        Value::Signature(signature) => format!("{} {:?}", signature.name, signature.strokes),
        other => format!("{other:?}"),
    }
}
