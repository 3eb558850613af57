//! Values on disk: `Integer(760)`, `Text("…")`, `Photo(hash: "…", width: 1600, height: 1200)`.

use std::fmt::{self, Write as _};
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use crate::id::{ContentHash, Name};
use crate::limits::{MAX_MARK_POINTS, MAX_SIGNATURE_POINTS, MAX_TEXT_BYTES};
use crate::stamp::Moment;
use crate::value::{Decimal, Estimate, FormRef, Ink, Mark, MarkKind, Photo, Place, Signature, Skip, Value};

/// Something written as a string and read by its [`FromStr`], without an allocation in between.
pub(super) struct FromText<T>(pub T);

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for FromText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor<T>(PhantomData<T>);
        impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for TextVisitor<T> {
            type Value = FromText<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                text.parse().map(FromText).map_err(E::custom)
            }
        }
        deserializer.deserialize_str(TextVisitor(PhantomData))
    }
}

/// A text within [`MAX_TEXT_BYTES`].
#[derive(Default)]
pub(super) struct Words(pub Arc<str>);

impl FromStr for Words {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.len() > MAX_TEXT_BYTES {
            return Err(format!("a text of {} bytes; the limit is {MAX_TEXT_BYTES}", text.len()));
        }
        Ok(Self(text.into()))
    }
}

/// The strokes of a signature: `0,0 12,40;300,5 301,7;`. Every stroke ends with a semicolon.
struct Strokes(Vec<Vec<[u16; 2]>>);

impl FromStr for Strokes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut points = 0;
        let mut point = |pair: &str| {
            points += 1;
            if points > MAX_SIGNATURE_POINTS {
                return Err(format!("a signature of more than {MAX_SIGNATURE_POINTS} points"));
            }
            let parsed = pair.split_once(',').and_then(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
            parsed.ok_or_else(|| "not a point of a signature (like 12,40)".to_owned())
        };
        let Some(strokes) = text.strip_suffix(';') else {
            return if text.is_empty() { Ok(Self(Vec::new())) } else { Err("a stroke without its semicolon".into()) };
        };
        let stroke = |text: &str| text.split(' ').filter(|pair| !pair.is_empty()).map(&mut point).collect();
        strokes.split(';').map(stroke).collect::<Result<_, _>>().map(Self)
    }
}

/// The points of a mark: `0,0 12,40`.
struct Points(Vec<[u16; 2]>);

impl FromStr for Points {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut points = Vec::new();
        for pair in text.split(' ').filter(|pair| !pair.is_empty()) {
            if points.len() == MAX_MARK_POINTS {
                return Err(format!("a mark of more than {MAX_MARK_POINTS} points"));
            }
            let point = pair.split_once(',').and_then(|(x, y)| Some([x.parse().ok()?, y.parse().ok()?]));
            points.push(point.ok_or("not a point of a mark (like 12,40)")?);
        }
        Ok(Self(points))
    }
}

/// Points of which there must be exactly this many.
struct Exactly<const COUNT: usize>([[u16; 2]; COUNT]);

impl<const COUNT: usize> FromStr for Exactly<COUNT> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let points = text.parse::<Points>()?.0;
        points.try_into().map(Self).map_err(|_| format!("not {COUNT} points"))
    }
}

/// The shape of [`Value`] on disk. A variant or field that stands not here makes its entry unknown.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
enum Wire {
    YesNo(bool),
    Choice(FromText<Name>),
    Choices(Vec<FromText<Name>>),
    Integer(i64),
    Decimal(f64),
    Text(FromText<Words>),
    Date(FromText<Date>),
    Point(u16, u16),
    Signature {
        name: FromText<Words>,
        #[serde(default)]
        relation: Option<FromText<Words>>,
        strokes: FromText<Strokes>,
    },
    Photo {
        hash: FromText<ContentHash>,
        width: u32,
        height: u32,
        #[serde(default)]
        taken: Option<FromText<Moment>>,
        #[serde(default)]
        place: Option<(i16, i16)>,
        #[serde(default)]
        caption: Option<FromText<Words>>,
    },
    Mark {
        kind: MarkKind,
        #[serde(default)]
        ink: Ink,
        points: FromText<Points>,
        #[serde(default)]
        text: Option<FromText<Words>>,
    },
    Estimate {
        millimetres: u32,
        plus_minus: u32,
        photo: FromText<ContentHash>,
        reference: FromText<Name>,
        corners: FromText<Exactly<4>>,
        ends: FromText<Exactly<2>>,
    },
    Row(u32),
    Form {
        id: FromText<Name>,
        version: u32,
        hash: FromText<ContentHash>,
    },
    Skipped(Skip),
    Erased,
}

/// A value, read.
pub(super) struct Read(pub Value);

impl<'de> Deserialize<'de> for Read {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let words = |text: Option<FromText<Words>>| text.map_or_else(Arc::default, |text| text.0.0);
        Ok(Self(match Wire::deserialize(deserializer)? {
            Wire::YesNo(yes) => Value::YesNo(yes),
            Wire::Choice(name) => Value::Choice(name.0),
            Wire::Choices(names) => Value::Choices(names.into_iter().map(|name| name.0).collect()),
            Wire::Integer(number) => Value::Integer(number),
            Wire::Decimal(number) => {
                Value::Decimal(Decimal::new(number).ok_or_else(|| D::Error::custom("not a finite number"))?)
            }
            Wire::Text(text) => Value::Text(text.0.0),
            Wire::Date(date) => Value::Date(date.0),
            Wire::Point(x, y) => Value::Point { x, y },
            Wire::Signature { name, relation, strokes } => Value::Signature(Arc::new(Signature {
                name: name.0.0,
                relation: words(relation),
                strokes: strokes.0.0,
            })),
            Wire::Photo { hash, width, height, taken, place, caption } => Value::Photo(Arc::new(Photo {
                hash: hash.0,
                width,
                height,
                taken: taken.map(|taken| taken.0),
                place: place.map(|(latitude, longitude)| Place { latitude, longitude }),
                caption: words(caption),
            })),
            Wire::Mark { kind, ink, points, text } => {
                Value::Mark(Arc::new(Mark { kind, ink, points: points.0.0, text: words(text) }))
            }
            Wire::Estimate { millimetres, plus_minus, photo, reference, corners, ends } => {
                Value::Estimate(Arc::new(Estimate {
                    millimetres,
                    plus_minus,
                    photo: photo.0,
                    reference: reference.0,
                    corners: corners.0.0,
                    ends: ends.0.0,
                }))
            }
            Wire::Row(number) => Value::Row(number),
            Wire::Form { id, version, hash } => Value::Form(Arc::new(FormRef { id: id.0, version, hash: hash.0 })),
            Wire::Skipped(reason) => Value::Skipped(reason),
            Wire::Erased => Value::Erased,
        }))
    }
}

/// Appends formatted text; writing to a string cannot fail.
pub(super) fn put(out: &mut String, text: fmt::Arguments<'_>) {
    out.write_fmt(text).ok();
}

/// Whether a letter is written as an escape: those that end a string, break lines or hide.
pub(super) fn is_escaped(letter: char) -> bool {
    matches!(letter, '"' | '\\' | '\u{2028}' | '\u{2029}' | '\u{feff}') || letter.is_control()
}

/// Appends a RON string; what is not escaped stays readable.
pub(super) fn put_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some((place, letter)) = rest.char_indices().find(|(_, letter)| is_escaped(*letter)) {
        out.push_str(&rest[..place]);
        rest = &rest[place + letter.len_utf8()..];
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => put(out, format_args!("{}", letter.escape_unicode())),
        }
    }
    out.push_str(rest);
    out.push('"');
}

pub(super) fn put_value(out: &mut String, value: &Value) {
    match value {
        Value::YesNo(yes) => put(out, format_args!("YesNo({yes})")),
        Value::Choice(name) => put(out, format_args!("Choice(\"{name}\")")),
        Value::Choices(names) => {
            out.push_str("Choices([");
            for (index, name) in names.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                put(out, format_args!("{comma}\"{name}\""));
            }
            out.push_str("])");
        }
        Value::Integer(number) => put(out, format_args!("Integer({number})")),
        // The shortest text that reads back as the same number.
        Value::Decimal(number) => put(out, format_args!("Decimal({:?})", number.get())),
        Value::Text(text) => {
            out.push_str("Text(");
            put_text(out, text);
            out.push(')');
        }
        Value::Date(date) => put(out, format_args!("Date(\"{date}\")")),
        Value::Point { x, y } => put(out, format_args!("Point({x}, {y})")),
        Value::Signature(signature) => put_signature(out, signature),
        Value::Photo(photo) => put_photo(out, photo),
        Value::Mark(mark) => put_mark(out, mark),
        Value::Estimate(estimate) => put_estimate(out, estimate),
        Value::Row(number) => put(out, format_args!("Row({number})")),
        Value::Form(form) => {
            let FormRef { id, version, hash } = &**form;
            put(out, format_args!("Form(id: \"{id}\", version: {version}, hash: \"{hash}\")"));
        }
        Value::Skipped(reason) => put(out, format_args!("Skipped({})", skip_name(*reason))),
        Value::Erased => out.push_str("Erased"),
    }
}

const fn skip_name(reason: Skip) -> &'static str {
    match reason {
        Skip::NotApplicable => "NotApplicable",
        Skip::Refused => "Refused",
        Skip::NotChecked => "NotChecked",
    }
}

fn put_signature(out: &mut String, Signature { name, relation, strokes }: &Signature) {
    out.push_str("Signature(name: ");
    put_text(out, name);
    if !relation.is_empty() {
        out.push_str(", relation: Some(");
        put_text(out, relation);
        out.push(')');
    }
    out.push_str(", strokes: \"");
    for stroke in strokes {
        for (index, [x, y]) in stroke.iter().enumerate() {
            let space = if index == 0 { "" } else { " " };
            put(out, format_args!("{space}{x},{y}"));
        }
        out.push(';');
    }
    out.push_str("\")");
}

fn put_photo(out: &mut String, Photo { hash, width, height, taken, place, caption }: &Photo) {
    put(out, format_args!("Photo(hash: \"{hash}\", width: {width}, height: {height}"));
    if let Some(taken) = taken {
        put(out, format_args!(", taken: Some(\"{taken}\")"));
    }
    if let Some(Place { latitude, longitude }) = place {
        put(out, format_args!(", place: Some(({latitude}, {longitude}))"));
    }
    if !caption.is_empty() {
        out.push_str(", caption: Some(");
        put_text(out, caption);
        out.push(')');
    }
    out.push(')');
}

fn put_mark(out: &mut String, Mark { kind, ink, points, text }: &Mark) {
    put(out, format_args!("Mark(kind: {kind:?}, ink: {ink:?}, points: "));
    put_points(out, points);
    if !text.is_empty() {
        out.push_str(", text: Some(");
        put_text(out, text);
        out.push(')');
    }
    out.push(')');
}

fn put_estimate(out: &mut String, estimate: &Estimate) {
    let Estimate { millimetres, plus_minus, photo, reference, corners, ends } = estimate;
    put(out, format_args!("Estimate(millimetres: {millimetres}, plus_minus: {plus_minus}, "));
    put(out, format_args!("photo: \"{photo}\", reference: \"{reference}\", corners: "));
    put_points(out, corners);
    out.push_str(", ends: ");
    put_points(out, ends);
    out.push(')');
}

fn put_points(out: &mut String, points: &[[u16; 2]]) {
    out.push('"');
    for (index, [x, y]) in points.iter().enumerate() {
        let space = if index == 0 { "" } else { " " };
        put(out, format_args!("{space}{x},{y}"));
    }
    out.push('"');
}
