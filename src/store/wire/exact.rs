//! Text → dossier for texts that [`write`](super::write) made and nobody touched since: nearly all there are.
//!
//! Such a text has one spelling for everything, so it needs no parser that knows them all. What is not exactly so
//! (edited by hand, newer, damaged) is `None` here, whatever it is, and is read by RON, which also says what is wrong.
//!
//! **Invariant:** `read_exact(text) == Some(dossier)` means `write(&dossier) == text`, and that RON reads the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::FORMAT;
use super::scan::Scan;
use crate::dossier::Dossier;
use crate::dossier::register::{Register, Write};
use crate::id::{DeviceId, DossierId, Name};
use crate::limits::{MAX_COUNTER, MAX_FIELDS, MAX_MARK_POINTS, MAX_REPEAT_DEPTH, MAX_SIBLINGS, MAX_SIGNATURE_POINTS};
use crate::path::{FieldPath, RowStep, Rows};
use crate::stamp::{Dot, Seen};
use crate::value::{Decimal, Estimate, FormRef, Ink, Mark, MarkKind, Photo, Place, Signature, Skip, Value};

/// Reads a household's file that is, letter for letter, what [`write`](super::write) makes of the household.
pub fn read_exact(text: &str) -> Option<Dossier> {
    let mut reader = Reader { scan: Scan::of(text), rows_text: "", rows: Rows::new(), author: Arc::default() };
    let dossier = reader.file()?;
    reader.scan.is_done().then_some(dossier)
}

struct Reader<'a> {
    scan: Scan<'a>,
    /// The rows of the last path: the next field mostly lies in the same.
    rows_text: &'a str,
    rows: Rows,
    /// The last author: mostly the next one too.
    author: Arc<str>,
}

impl<'a> Reader<'a> {
    fn file(&mut self) -> Option<Dossier> {
        self.scan.take("(\n    tantu: ")?;
        if self.scan.number::<u32>()? != FORMAT {
            return None;
        }
        self.scan.take(",\n    id: ")?;
        let text = self.scan.plain()?;
        let id: DossierId = text.parse().ok()?;
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        self.scan.take(",\n    spent: ")?;
        let spent = self.seen(&Seen::default())?;
        self.scan.take(",\n    fields: {")?;
        let mut fields = self.part(Self::plain)?;
        self.scan.take("},")?;
        if self.scan.takes("\n    conflicts: {") {
            let conflicts = self.part(Self::conflict)?;
            self.scan.take("},")?;
            let count = fields.len() + conflicts.len();
            if conflicts.is_empty() || count > MAX_FIELDS {
                return None;
            }
            fields.extend(conflicts);
            if fields.len() != count {
                return None;
            }
        }
        self.scan.take("\n)\n")?;
        let dossier = Dossier::from_parts(id, fields, spent.clone(), BTreeMap::new()).ok()?;
        (dossier.spent == spent).then_some(dossier)
    }

    /// The entries of one part, up to its closing brace, each path behind the one before it.
    fn part(&mut self, entry: fn(&mut Self) -> Option<Register>) -> Option<BTreeMap<FieldPath, Register>> {
        let mut entries: Vec<(FieldPath, Register)> = Vec::new();
        while self.scan.takes("\n        \"") {
            let path = self.path()?;
            if entries.last().is_some_and(|(last, _)| *last >= path) || entries.len() == MAX_FIELDS {
                return None;
            }
            self.scan.take(": (")?;
            let register = entry(self)?;
            self.scan.take("),")?;
            entries.push((path, register));
        }
        if !entries.is_empty() {
            self.scan.take("\n    ")?;
        }
        Some(entries.into_iter().collect())
    }

    /// A path behind its quotation mark, and the one that ends it.
    fn path(&mut self) -> Option<FieldPath> {
        let text = self.scan.until(b'"')?;
        // Names and rows take turns: an odd number of parts ends with the name of a question.
        let is_row = text.bytes().filter(|byte| *byte == b'/').count() % 2 == 1;
        let (rows, leaf) = if is_row {
            (text, None)
        } else {
            text.rsplit_once('/').map_or(("", Some(text)), |(rows, leaf)| (rows, Some(leaf)))
        };
        if rows != self.rows_text {
            self.rows = rows_of(rows)?;
            self.rows_text = rows;
        }
        let leaf = match leaf {
            Some(leaf) => Some(leaf.parse().ok()?),
            None => None,
        };
        Some(FieldPath { rows: self.rows.clone(), leaf })
    }

    /// `value, device, counter, author, time` and what was seen beside it.
    fn plain(&mut self) -> Option<Register> {
        let (dot, write) = self.write()?;
        if !self.scan.takes(", ") {
            return Register::of_one(dot, write).ok();
        }
        let mut seen = Seen::from_iter([dot]);
        let beside = self.seen(&seen)?;
        if beside.is_empty() {
            return None;
        }
        seen.join(&beside);
        Register::from_parts([(dot, write)].into(), seen).ok()
    }

    /// Several writes (or none: a file made by hand) and what was seen beside them.
    fn conflict(&mut self) -> Option<Register> {
        self.scan.take("[")?;
        let mut live: Vec<(Dot, Write)> = Vec::new();
        while self.scan.takes("\n            (") {
            let (dot, write) = self.write()?;
            self.scan.take("),")?;
            if live.last().is_some_and(|(last, _)| *last >= dot) || live.len() == MAX_SIBLINGS {
                return None;
            }
            live.push((dot, write));
        }
        self.scan.take("\n        ]")?;
        if live.len() == 1 {
            return None;
        }
        let mut seen: Seen = live.iter().map(|(dot, _)| *dot).collect();
        if self.scan.takes(", ") {
            let beside = self.seen(&seen)?;
            if beside.is_empty() {
                return None;
            }
            seen.join(&beside);
        }
        Register::from_parts(live.into_iter().collect(), seen).ok()
    }

    /// Counters in the order of their devices, each beyond what `live` says anyway.
    fn seen(&mut self, live: &Seen) -> Option<Seen> {
        let mut seen = Seen::default();
        let mut last: Option<DeviceId> = None;
        self.scan.take("{")?;
        while !self.scan.takes("}") {
            if last.is_some() {
                self.scan.take(", ")?;
            }
            let device: DeviceId = self.scan.plain()?.parse().ok()?;
            self.scan.take(": ")?;
            let counter = self.scan.number()?;
            if last.is_some_and(|last| last >= device) || counter <= live.last(device) || counter > MAX_COUNTER {
                return None;
            }
            seen.add(Dot { device, counter });
            last = Some(device);
        }
        Some(seen)
    }

    fn write(&mut self) -> Option<(Dot, Write)> {
        let value = self.value()?;
        self.scan.take(", ")?;
        let device = self.scan.plain()?.parse().ok()?;
        self.scan.take(", ")?;
        let counter = self.scan.number()?;
        self.scan.take(", ")?;
        let author = self.scan.text()?;
        if *self.author != *author {
            self.author = author.into();
        }
        self.scan.take(", ")?;
        let at = self.scan.moment()?;
        Some((Dot { device, counter }, Write { value, author: Arc::clone(&self.author), at }))
    }

    fn value(&mut self) -> Option<Value> {
        let scan = &mut self.scan;
        let kind = scan.word()?;
        if kind == "Erased" {
            return Some(Value::Erased);
        }
        scan.take("(")?;
        let value = match kind {
            "YesNo" => Value::YesNo(match scan.word()? {
                "true" => true,
                "false" => false,
                _ => return None,
            }),
            "Choice" => Value::Choice(scan.name()?),
            "Choices" => Value::Choices(choices(scan)?),
            "Integer" => Value::Integer(scan.signed()?),
            // Its end is the bracket.
            "Decimal" => return Decimal::new(scan.decimal()?).map(Value::Decimal),
            "Text" => Value::Text(scan.text()?.into()),
            "Date" => Value::Date(scan.date()?),
            "Point" => {
                let x = scan.number()?;
                scan.take(", ")?;
                Value::Point { x, y: scan.number()? }
            }
            "Signature" => Value::Signature(Arc::new(signature(scan)?)),
            "Photo" => Value::Photo(Arc::new(photo(scan)?)),
            "Mark" => Value::Mark(Arc::new(mark(scan)?)),
            "Estimate" => Value::Estimate(Arc::new(estimate(scan)?)),
            "Row" => Value::Row(scan.number()?),
            "Form" => Value::Form(Arc::new(form(scan)?)),
            "Skipped" => Value::Skipped(match scan.word()? {
                "NotApplicable" => Skip::NotApplicable,
                "Refused" => Skip::Refused,
                "NotChecked" => Skip::NotChecked,
                _ => return None,
            }),
            _ => return None,
        };
        scan.take(")")?;
        Some(value)
    }
}

/// `door/4kq2m8x1zr/…`
fn rows_of(text: &str) -> Option<Rows> {
    let mut rows = Rows::new();
    let mut parts = text.split('/');
    while !text.is_empty()
        && let Some(repeat) = parts.next()
    {
        if rows.len() == MAX_REPEAT_DEPTH {
            return None;
        }
        rows.push(RowStep { repeat: repeat.parse().ok()?, row: parts.next()?.parse().ok()? });
    }
    Some(rows)
}

fn choices(scan: &mut Scan<'_>) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    scan.take("[")?;
    while !scan.takes("]") {
        if !names.is_empty() {
            scan.take(", ")?;
        }
        names.push(scan.name()?);
    }
    Some(names)
}

fn signature(scan: &mut Scan<'_>) -> Option<Signature> {
    scan.take("name: ")?;
    let name = scan.text()?.into();
    let relation = scan.words_after(", relation: Some(")?;
    scan.take(", strokes: \"")?;
    let (mut strokes, mut count) = (Vec::new(), 0);
    while !scan.takes("\"") {
        let stroke = scan.points(MAX_SIGNATURE_POINTS - count)?;
        scan.take(";")?;
        count += stroke.len();
        strokes.push(stroke);
    }
    Some(Signature { name, relation, strokes })
}

fn photo(scan: &mut Scan<'_>) -> Option<Photo> {
    scan.take("hash: ")?;
    let hash = scan.hash()?;
    scan.take(", width: ")?;
    let width = scan.number()?;
    scan.take(", height: ")?;
    let height = scan.number()?;
    let mut taken = None;
    if scan.takes(", taken: Some(") {
        taken = Some(scan.moment()?);
        scan.take(")")?;
    }
    let mut place = None;
    if scan.takes(", place: Some((") {
        let latitude = scan.signed()?;
        scan.take(", ")?;
        place = Some(Place { latitude, longitude: scan.signed()? });
        scan.take("))")?;
    }
    Some(Photo { hash, width, height, taken, place, caption: scan.words_after(", caption: Some(")? })
}

fn mark(scan: &mut Scan<'_>) -> Option<Mark> {
    scan.take("kind: ")?;
    let kind = match scan.word()? {
        "Arrow" => MarkKind::Arrow,
        "Box" => MarkKind::Box,
        "Ellipse" => MarkKind::Ellipse,
        "Freehand" => MarkKind::Freehand,
        "Dimension" => MarkKind::Dimension,
        "Text" => MarkKind::Text,
        _ => return None,
    };
    scan.take(", ink: ")?;
    let ink = match scan.word()? {
        "Red" => Ink::Red,
        "Yellow" => Ink::Yellow,
        "Blue" => Ink::Blue,
        "White" => Ink::White,
        _ => return None,
    };
    scan.take(", points: ")?;
    let points = points(scan, MAX_MARK_POINTS)?;
    Some(Mark { kind, ink, points, text: scan.words_after(", text: Some(")? })
}

fn points(scan: &mut Scan<'_>, most: usize) -> Option<Vec<[u16; 2]>> {
    scan.take("\"")?;
    let points = scan.points(most)?;
    scan.take("\"")?;
    Some(points)
}

fn estimate(scan: &mut Scan<'_>) -> Option<Estimate> {
    scan.take("millimetres: ")?;
    let millimetres = scan.number()?;
    scan.take(", plus_minus: ")?;
    let plus_minus = scan.number()?;
    scan.take(", photo: ")?;
    let photo = scan.hash()?;
    scan.take(", reference: ")?;
    let reference = scan.name()?;
    scan.take(", corners: ")?;
    let corners = points(scan, 4)?.try_into().ok()?;
    scan.take(", ends: ")?;
    let ends = points(scan, 2)?.try_into().ok()?;
    Some(Estimate { millimetres, plus_minus, photo, reference, corners, ends })
}

fn form(scan: &mut Scan<'_>) -> Option<FormRef> {
    scan.take("id: ")?;
    let id = scan.name()?;
    scan.take(", version: ")?;
    let version = scan.number()?;
    scan.take(", hash: ")?;
    Some(FormRef { id, version, hash: scan.hash()? })
}
