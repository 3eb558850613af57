//! One thing to decide, with all that speaks for either side: who, when, on which device, what the form says to each
//! value, which findings and measures hang on it, photos of the question and of its room.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::forms::{self, FormStep};
use super::queue;
use super::reader::{Home, Label, Reader};
use crate::dossier::contest::{self, Choice, Contest, ContestKind};
use crate::dossier::edit::Author;
use crate::dossier::prompt::{Complaint, Line, PhotoPrompt, Prompt};
use crate::dossier::summary::Summary;
use crate::dossier::{Dossier, ask, blurred, marks, pairs, status};
use crate::form::session::Session;
use crate::id::{DeviceId, DossierId};
use crate::l10n::{Language, Words};
use crate::path::FieldPath;
use crate::plan::agreement;
use crate::stamp::{Dot, Moment};
use crate::value::{FormRef, Value};

/// Photos of the room that are shown beside the question's own.
const MOST_ROOM_PHOTOS: usize = 6;
/// Answers of a removed row that are listed.
const MOST_INSIDE: usize = 40;

/// Everything the screen shows of one thing to decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    pub id: DossierId,
    pub path: FieldPath,
    pub kind: ContestKind,
    pub head: String,
    pub place: String,
    pub label: Label,
    /// What there is to choose; of a removed row empty.
    pub faces: Vec<Face>,
    /// Live writes when this was read: a decision counts only for these.
    pub seen: Vec<Dot>,
    /// The question itself, for a third value; `None` where only the values can be chosen.
    pub prompt: Option<Box<Prompt>>,
    /// Photos of the question, then of its room, each with what it belongs to.
    pub photos: Vec<(String, PhotoPrompt)>,
    /// Of a removed row: what stands in it.
    pub inside: Vec<(String, String)>,
    /// Who removed the row, and when.
    pub removed_by: Option<Writer>,
}

/// One value with what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    pub choice: Choice,
    pub text: String,
    pub writers: Vec<Writer>,
    /// Seconds after the first of all values, by the clocks; they decide nothing.
    pub later: i64,
    /// The reference line with this value.
    pub line: Option<Line>,
    pub complaints: Vec<Complaint>,
    /// Findings and measures that only this value leads to.
    pub findings: Vec<String>,
    /// The photo or the photo with this mark.
    pub picture: Option<PhotoPrompt>,
    /// Of a signed plan: what it has that the first has not.
    pub differences: Vec<String>,
    /// Of a form's text: what taking it does.
    pub form: Option<FormStep>,
}

/// Who wrote, on what, and when by its clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Writer {
    pub author: Arc<str>,
    pub device: DeviceId,
    pub at: Moment,
}

/// Reads one; `None` where there is nothing to decide (any more).
pub fn of(reader: &Reader, dossier: &Dossier, path: &FieldPath, language: Language) -> Option<Detail> {
    let contest = contest::at(dossier, path)?;
    let mut home = reader.home(dossier, language);
    let label = home.label(path);
    let summary = Summary::of(dossier);
    let register = dossier.fields.get(path)?;
    let removed = contest.kind == ContestKind::RemovedRow;
    let mut detail = Detail {
        id: dossier.id,
        path: path.clone(),
        kind: contest.kind,
        head: summary.head.clone(),
        place: queue::place(&summary),
        faces: if removed { Vec::new() } else { faces(&home, reader, &contest) },
        seen: register.live().map(|(dot, _)| dot).collect(),
        prompt: None,
        photos: Vec::new(),
        inside: Vec::new(),
        removed_by: None,
        label,
    };
    if removed {
        detail.seen =
            dossier.within(&path.rows).flat_map(|(_, register)| register.live()).map(|(dot, _)| dot).collect();
        detail.inside = inside(&mut home, path);
        let erased = register.live().find(|(_, write)| write.value == Value::Erased);
        detail.removed_by =
            erased.map(|(dot, write)| Writer { author: Arc::clone(&write.author), device: dot.device, at: write.at });
    }
    if contest.kind == ContestKind::Answer {
        weigh(&mut home, &mut detail);
    }
    detail.photos = photos(&mut home, path, &detail.label.section);
    Some(detail)
}

fn faces(home: &Home<'_>, reader: &Reader, contest: &Contest) -> Vec<Face> {
    let choices = contest::choices(home.dossier, &contest.path);
    let first = choices.iter().flat_map(|choice| &choice.writers).map(|writer| writer.at.unix_seconds()).min();
    let seal = choices.first().map(|choice| choice.value.clone());
    let face = |choice: Choice| {
        let own = choice.writers.iter().map(|writer| writer.at.unix_seconds()).min();
        Face {
            text: home.value(&contest.path, &choice.value),
            writers: writers(&choice),
            later: own.unwrap_or(0).saturating_sub(first.unwrap_or(0)),
            line: None,
            complaints: Vec::new(),
            findings: Vec::new(),
            picture: picture(home.dossier, &contest.path, &choice.value),
            differences: differences(contest.kind, seal.as_ref(), &choice.value, home.words()),
            form: match &choice.value {
                Value::Form(form) => Some(forms::step(reader, home.dossier, &contest.path, form)),
                _ => None,
            },
            choice,
        }
    };
    choices.into_iter().map(face).collect()
}

fn writers(choice: &Choice) -> Vec<Writer> {
    let writer = |writer: &contest::Writer| Writer {
        author: Arc::clone(&writer.author),
        device: writer.dot.device,
        at: writer.at,
    };
    choice.writers.iter().map(writer).collect()
}

/// The photo with this caption, or the photo with this mark and all others.
fn picture(dossier: &Dossier, path: &FieldPath, value: &Value) -> Option<PhotoPrompt> {
    match value {
        Value::Photo(photo) => {
            let row = path.rows.last()?.row;
            Some(PhotoPrompt { row, photo: blurred::seen(dossier, photo), marks: marks::drawn(dossier, path) })
        }
        Value::Mark(_) | Value::Erased if path.leaf.is_none() => {
            let (mark, rows) = path.rows.split_last()?;
            let place = FieldPath::row(rows);
            let photo = pairs::photo(dossier, &place)?;
            let others = marks::marks(dossier, &place).into_iter().filter(|placed| placed.row != mark.row);
            let own = if let Value::Mark(own) = value { Some(Arc::clone(own)) } else { None };
            let marks = others.map(|placed| placed.mark).chain(own).collect();
            Some(PhotoPrompt { row: rows.last()?.row, photo, marks })
        }
        _ => None,
    }
}

fn differences(kind: ContestKind, first: Option<&Value>, this: &Value, words: &Words) -> Vec<String> {
    match (kind, first, this) {
        (ContestKind::Seal, Some(Value::Text(first)), Value::Text(this)) => {
            agreement::changes(first, this).iter().map(|change| change.text(words)).collect()
        }
        _ => Vec::new(),
    }
}

/// What is in a removed row, in words.
fn inside(home: &mut Home<'_>, path: &FieldPath) -> Vec<(String, String)> {
    let dossier = home.dossier;
    let own = |inner: &FieldPath| inner.leaf.is_none() && inner.rows.len() == path.rows.len();
    let filled = dossier.within(&path.rows).filter(|(inner, register)| !own(inner) && register.value().is_some());
    let filled: Vec<(FieldPath, Value)> =
        filled.filter_map(|(inner, register)| Some((inner.clone(), register.value()?.clone()))).collect();
    let line = |(inner, value): (FieldPath, Value)| {
        let label = home.label(&inner);
        let text = if label.sensitive { home.words().text("q-hidden") } else { home.value(&inner, &value) };
        (label.question, text)
    };
    filled.into_iter().take(MOST_INSIDE).map(line).collect()
}

/// Holds every value against the form: the reference line, what is doubted, what would be found.
fn weigh(home: &mut Home<'_>, detail: &mut Detail) {
    let Some(form) = home.form(&detail.path) else { return };
    let language = home.language;
    let dossier = home.dossier;
    let prompt = ask::prompt(home.session(&form), dossier, &detail.path, language);
    detail.prompt = prompt.map(|prompt| Box::new(Prompt { conflict: Vec::new(), ..prompt }));
    let mut found: Vec<BTreeSet<String>> = Vec::new();
    for face in &mut detail.faces {
        let mut with = dossier.clone();
        let nobody = Author { device: DeviceId::from_bits(0), name: "".into(), at: Moment::new(0, 0) };
        with.apply(&contest::settle(dossier, &detail.path, &face.choice.value), &nobody);
        let other = home.fresh(&form, &with);
        if let Some(prompt) = ask::prompt(&other, &with, &detail.path, language) {
            (face.line, face.complaints) = (prompt.line, prompt.complaints);
        }
        found.push(barriers(&other, language));
    }
    for (place, face) in detail.faces.iter_mut().enumerate() {
        let others = found.iter().enumerate().filter(|(other, _)| *other != place);
        let everywhere = |text: &String| others.clone().all(|(_, found)| found.contains(text));
        face.findings = found[place].iter().filter(|text| !everywhere(text)).cloned().collect();
    }
}

/// "卫生间门 · 门宽不足（D01）"
fn barriers(session: &Session, language: Language) -> BTreeSet<String> {
    let words = Words::of(language);
    let text = |barrier: crate::dossier::prompt::Barrier| {
        let measures: Vec<&str> = barrier.measures.iter().map(crate::id::Name::as_str).collect();
        let label = match barrier.row_label.as_str() {
            "" => barrier.label,
            row => format!("{row} · {}", barrier.label),
        };
        match measures.is_empty() {
            true => label,
            false => words.with("conflict-finding", &[("finding", &label), ("measures", &measures.join("、"))]),
        }
    };
    status::barriers(session, language).into_iter().map(text).collect()
}

/// The photos of the question, then of the other questions of its room.
fn photos(home: &mut Home<'_>, path: &FieldPath, section: &str) -> Vec<(String, PhotoPrompt)> {
    let dossier = home.dossier;
    let own: Vec<FieldPath> = match path.leaf {
        Some(_) => dossier.photos(path).into_iter().filter_map(|(row, _)| path.photo(row)).collect(),
        None => Vec::new(),
    };
    let is_photo = |path: &&FieldPath| path.leaf.is_none() && blurred::photo(dossier, path).is_some();
    let all: Vec<FieldPath> = dossier.fields.keys().filter(is_photo).cloned().collect();
    let mut shown: Vec<(String, PhotoPrompt)> = Vec::new();
    let mut room = 0;
    for place in own.iter().chain(all.iter().filter(|place| !own.contains(place) && *place != path)) {
        let label = home.label(place);
        let ours = own.contains(place);
        if !ours && (section.is_empty() || label.section != section || room >= MOST_ROOM_PHOTOS) {
            continue;
        }
        room += usize::from(!ours);
        if let (Some(photo), Some(step)) = (blurred::photo(dossier, place), place.rows.last()) {
            let prompt = PhotoPrompt { row: step.row, photo, marks: marks::drawn(dossier, place) };
            shown.push((label.question, prompt));
        }
    }
    shown
}

/// What the form step of a choice is about, for those who only have the value.
pub const fn form_of(value: &Value) -> Option<&Arc<FormRef>> {
    match value {
        Value::Form(form) => Some(form),
        _ => None,
    }
}
