//! The households of an open case side by side, and what will happen, in words.

use std::sync::Arc;

use super::data::{head, reasons, tone};
use crate::app::desk::duplicates::{Opened, Preview};
use crate::app::program::Program;
use crate::app::task::Task;
use crate::dossier::joining::carry::{Carry, Differing};
use crate::dossier::stage::Stage;
use crate::dossier::summary::{PersonSummary, Summary};
use crate::dossier::words::value_text;
use crate::dossier::{Dossier, household, pairs};
use crate::form::schema::Kind;
use crate::id::{DossierId, Name, RowId};
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::registry::duplicates::queue::Matter;
use crate::registry::record::Record;
use crate::ui::screens::households::data::place;
use crate::ui::widgets::Tone;
use crate::value::{Photo, Value};

/// Photos that a household shows; the rest is in its file.
const PHOTOS: usize = 3;

/// Everything about the open case.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseData {
    pub homes: Vec<DossierId>,
    pub mark: (String, Tone),
    /// What the case is about, in a sentence; empty for candidates.
    pub about: String,
    pub reasons: Vec<String>,
    pub warnings: Vec<String>,
    pub sides: Vec<Side>,
    pub parts: Vec<Part>,
    pub deed: Deed,
    /// The name of the household that stays.
    pub whole: String,
    pub may_move: bool,
    pub later: bool,
}

/// What can be done with the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Join, keep apart.
    Decide,
    /// Carry over what came later.
    Carry,
    /// Settle what desks disagree about.
    Settle,
}

/// One household.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    pub id: DossierId,
    pub name: String,
    pub place: String,
    pub persons: Vec<String>,
    pub phone: String,
    pub stage: String,
    /// Plan, settlement, visit, answers.
    pub facts: Vec<String>,
    pub photos: Vec<Arc<Photo>>,
    pub stays: bool,
    /// Whether it takes part; only asked in a group.
    pub with: Option<bool>,
}

/// What happens with a household that goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub id: DossierId,
    pub title: String,
    pub refused: Option<String>,
    pub same: Vec<Same>,
    pub differing: Vec<Differs>,
    pub comes: String,
    pub stays: Vec<String>,
    /// Whether the survey comes along; `None` where there is none.
    pub survey: Option<bool>,
    pub double_survey: bool,
}

/// A person who may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Same {
    pub theirs: RowId,
    pub ours: RowId,
    pub text: String,
    pub chosen: bool,
}

/// A field with two values.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    pub path: FieldPath,
    pub label: String,
    pub ours: String,
    pub theirs: String,
    pub taken: bool,
}

impl CaseData {
    pub fn of(program: &Program, opened: &Opened, words: &Words) -> Self {
        let (mark, about, deed) = match &opened.case.matter {
            Matter::Disputed => {
                let mark = (words.text("duplicate-kind-disputed"), Tone::Bad);
                (mark, words.text("duplicate-disputed-text"), Deed::Settle)
            }
            Matter::News(count) => {
                let args = [("whole", &*name(opened, opened.whole, words)), ("count", &*count.to_string())];
                let mark = (words.text("duplicate-kind-news"), Tone::Doubtful);
                (mark, words.with("duplicate-news-text", &args), Deed::Carry)
            }
            Matter::Candidate(candidate) => {
                let (level, kind) = (words.text(candidate.level().key()), words.text(candidate.kind().key()));
                ((format!("{kind} · {level}"), tone(candidate.level())), String::new(), Deed::Decide)
            }
        };
        let sides = opened.homes.iter().map(|home| Side::of(opened, home, words)).collect();
        let parts = if deed == Deed::Settle { Vec::new() } else { parts(program, opened, words) };
        Self {
            homes: opened.case.homes.clone(),
            mark,
            about,
            reasons: reasons(opened, words),
            warnings: warnings(opened, deed, words),
            sides,
            parts,
            deed,
            whole: name(opened, opened.whole, words),
            may_move: opened.may_move(),
            later: program.desk.duplicates.later.contains(&opened.case.homes),
        }
    }

    /// Whether any of them can be joined now.
    pub fn may_join(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| part.refused.is_none())
    }
}

fn warnings(opened: &Opened, deed: Deed, words: &Words) -> Vec<String> {
    let funded = opened.homes.iter().filter(|home| Stage::of(home) >= Stage::Planned).count();
    let double = deed == Deed::Decide && funded > 1;
    double.then(|| words.text("duplicate-double-funding")).into_iter().collect()
}

fn name(opened: &Opened, id: DossierId, words: &Words) -> String {
    let text = opened.home(id).and_then(|home| home.text(&FieldPath::top(Name::of(household::HEAD))));
    head(text.unwrap_or_default(), words)
}

impl Side {
    fn of(opened: &Opened, home: &Dossier, words: &Words) -> Self {
        let record = Record::of(home);
        let (summary, figures) = (&record.summary, &record.figures);
        let mut facts = Vec::new();
        if !figures.items.is_empty() {
            facts.push(words.with("duplicate-planned", &[("amount", &figures.planned.yuan())]));
        }
        facts.extend(record.settled().map(|amount| words.with("duplicate-settled", &[("amount", &amount.yuan())])));
        facts.push(visited(home, &figures.surveyed_by, words));
        let answers = home.fields.iter().filter(|(path, register)| is_answer(path, register.value())).count();
        facts.push(words.with("duplicate-answers", &[("count", &answers.to_string())]));
        let group = opened.homes.len() > 2 && matches!(opened.case.matter, Matter::Candidate(_));
        Self {
            id: home.id,
            name: head(&summary.head, words),
            place: place(summary),
            persons: persons(summary, words),
            phone: summary.phone.clone(),
            stage: words.text(summary.stage.key()),
            facts,
            photos: pairs::photos(home).into_iter().map(|(_, photo)| photo).take(PHOTOS).collect(),
            stays: home.id == opened.whole,
            with: (group && home.id != opened.whole).then(|| !opened.left_out.contains(&home.id)),
        }
    }
}

fn is_answer(path: &FieldPath, value: Option<&Value>) -> bool {
    path.leaf.is_some() && value.is_some_and(Value::is_answer) && crate::dossier::joining::Part::of(path).is_carried()
}

/// The names with the badge of the disability and the end of the number, to tell two of one name apart.
fn persons(summary: &Summary, words: &Words) -> Vec<String> {
    if summary.persons.is_empty() {
        return vec![words.text("duplicate-no-persons")];
    }
    let person = |person: &PersonSummary| {
        let badge = person.disability.map(|disability| disability.text(words.language())).unwrap_or_default();
        let text = format!("{} {badge}", person.name).trim().to_owned();
        let end = if person.citizen_id_end.is_empty() { &person.certificate_end } else { &person.citizen_id_end };
        if end.is_empty() { text } else { words.with("duplicate-person", &[("name", &text), ("end", end)]) }
    };
    summary.persons.iter().map(person).collect()
}

fn visited(home: &Dossier, who: &str, words: &Words) -> String {
    let register = home.fields.get(&crate::dossier::visit::visit_path());
    match register.and_then(|register| register.leading()) {
        Some((_, write)) if write.value != Value::Erased => {
            words.with("duplicate-surveyed", &[("who", who), ("day", &write.at.date().to_string())])
        }
        _ => words.text("duplicate-not-surveyed"),
    }
}

fn parts(program: &Program, opened: &Opened, words: &Words) -> Vec<Part> {
    let of = |preview: &Preview| -> Option<Part> {
        let part = opened.home(preview.part)?;
        let (ours, theirs) = (name(opened, opened.whole, words), name(opened, preview.part, words));
        let title = words.with("duplicate-what", &[("part", &theirs), ("whole", &ours)]);
        let empty = Carry::default();
        let (carry, refused) = match &preview.carry {
            Ok(carry) => (carry, None),
            Err(problem) => (&empty, Some(words.problem(problem))),
        };
        let began = |home: &Dossier| Stage::of(home) >= Stage::Surveying;
        let surveyed = began(part);
        let whole = opened.home(opened.whole)?;
        Some(Part {
            id: preview.part,
            title,
            refused,
            same: same(opened, part, words),
            differing: carry.differing.iter().map(|differing| differs(program, whole, differing, words)).collect(),
            comes: comes(carry, words),
            stays: stays(carry, words),
            survey: surveyed.then(|| opened.choices.get(&preview.part).is_none_or(|choice| choice.survey)),
            double_survey: surveyed && began(whole),
        })
    };
    opened.previews.iter().filter_map(of).collect()
}

fn same(opened: &Opened, part: &Dossier, words: &Words) -> Vec<Same> {
    let chosen = opened.same_persons(part.id);
    let alike = opened.alike(part.id).into_iter();
    let person = |home: Option<&Dossier>, row: RowId| {
        let rows = FieldPath::row_of(&[], Name::of(household::PERSON), row).rows;
        let name = FieldPath::within(&rows, Name::of(household::PERSON_NAME));
        home.and_then(|home| home.text(&name)).unwrap_or_default().to_owned()
    };
    alike
        .map(|(theirs, ours, _)| {
            let names = [person(Some(part), theirs), person(opened.home(opened.whole), ours)];
            let text = words.with("duplicate-same", &[("theirs", &names[0]), ("ours", &names[1])]);
            Same { theirs, ours, text, chosen: chosen.get(&theirs) == Some(&ours) }
        })
        .collect()
}

fn comes(carry: &Carry, words: &Words) -> String {
    let counts = [
        ("duplicate-comes-persons", carry.persons()),
        ("duplicate-comes-rooms", carry.rooms()),
        ("duplicate-comes-photos", carry.photos()),
        ("duplicate-comes-answers", carry.answers()),
    ];
    let texts = counts.into_iter().filter(|(_, count)| *count > 0);
    let texts: Vec<String> = texts.map(|(key, count)| words.with(key, &[("count", &count.to_string())])).collect();
    if texts.is_empty() {
        return words.text("duplicate-comes-nothing");
    }
    words.with("duplicate-comes", &[("what", &texts.join(&words.text("duplicate-between")))])
}

fn stays(carry: &Carry, words: &Words) -> Vec<String> {
    let counts = [
        ("duplicate-stay-later", carry.left),
        ("duplicate-stay-survey", carry.survey_left),
        ("duplicate-unsettled", carry.unsettled),
    ];
    let told = counts.into_iter().filter(|(_, count)| *count > 0);
    let mut texts: Vec<String> = told.map(|(key, count)| words.with(key, &[("count", &count.to_string())])).collect();
    texts.push(words.text("duplicate-stay-file"));
    texts
}

fn differs(program: &Program, whole: &Dossier, differing: &Differing, words: &Words) -> Differs {
    let text = |value: &Value| value_words(program, &differing.path, value, words);
    Differs {
        path: differing.path.clone(),
        label: label(program, whole, &differing.path, words),
        ours: text(&differing.ours),
        theirs: text(&differing.theirs),
        taken: differing.taken,
    }
}

/// The question, with the person or the row it is asked of: "王秀兰 · 本人电话".
fn label(program: &Program, whole: &Dossier, path: &FieldPath, words: &Words) -> String {
    let language = words.language();
    let Some(leaf) = path.leaf.as_ref().or_else(|| path.rows.last().map(|step| &step.repeat)) else {
        return path.to_string();
    };
    let plain = leaf.as_str().split('.').next().and_then(|name| name.parse::<Name>().ok());
    let question = plain.as_ref().and_then(|name| {
        forms(program).find_map(|form| form.question(name).map(|question| question.label.get(language).to_owned()))
    });
    let question = question.unwrap_or_else(|| leaf.to_string());
    let Some(step) = path.rows.first() else { return question };
    let row = if step.repeat.as_str() == household::PERSON {
        let rows = FieldPath::row_of(&[], step.repeat.clone(), step.row).rows;
        whole.text(&FieldPath::within(&rows, Name::of(household::PERSON_NAME))).unwrap_or_default().to_owned()
    } else {
        let one =
            forms(program).find_map(|form| form.repeat(&step.repeat).map(|repeat| repeat.one.get(language).to_owned()));
        let number = whole.rows(&[], &step.repeat).iter().position(|row| *row == step.row).map_or(0, |place| place + 1);
        format!("{} {number}", one.unwrap_or_default())
    };
    if row.trim().is_empty() { question } else { format!("{} · {question}", row.trim()) }
}

fn forms(program: &Program) -> impl Iterator<Item = Arc<crate::form::compile::Form>> {
    Task::ALL.into_iter().flat_map(|task| task.forms().iter()).filter_map(|form| program.form(form))
}

fn value_words(program: &Program, path: &FieldPath, value: &Value, words: &Words) -> String {
    let asking = path.leaf.as_ref().and_then(|leaf| {
        forms(program)
            .find_map(|form| form.question(leaf).map(|question| question.kind.clone()).map(|kind| (form, kind)))
    });
    let Some((form, kind)) = asking.or_else(|| forms(program).next().map(|form| (form, Kind::Note))) else {
        return String::new();
    };
    value_text(form.text(), &kind, value, words.language())
}
