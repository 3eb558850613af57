//! Builds what a screen shows: the form says what is asked, the household what is known, the session what it means.

use super::Dossier;
use super::estimate;
use super::prompt::{
    Alternative, BeforePrompt, ChoicePrompt, Complaint, Control, Entry, GuidancePrompt, Line, Overview, PhotoPrompt,
    Prompt, RepeatPrompt, RowPrompt, SectionPrompt,
};
use super::status::{Standing, accepted_because, lacking, row_progress, survey};
use super::walk::{Asked, Scene, Step, parts};
use super::words::value_text;
use super::{contest, marks, pairs};
use crate::form::schema::{FormText, Kind, Question, Repeat};
use crate::form::session::Session;
use crate::id::{Name, RowId};
use crate::l10n::{Language, Words};
use crate::path::{Aspect, FieldPath, Rows};
use crate::units::Unit;
use crate::value::{Skip, Value};

/// What stands around the open section: rail, problems panel, total. One walk through the form.
pub fn overview(session: &Session, dossier: &Dossier, language: Language) -> Overview {
    let scene = Scene::new(session, dossier);
    let mut overview = Overview::default();
    for part in parts(scene.form()) {
        let (progress, to_dos) = survey(scene, &part, language);
        overview.progress += progress;
        overview.to_dos.extend(to_dos);
        overview.sections.push(SectionPrompt {
            id: part.id.clone(),
            title: part.title.get(language).to_owned(),
            hint: part.section.map_or("", |section| section.hint.get(language)).to_owned(),
            relevant: scene.is_relevant(&part),
            quick: part.section.is_some_and(|section| section.quick),
            progress,
        });
    }
    overview
}

/// The section rail, irrelevant sections included.
pub fn sections(session: &Session, dossier: &Dossier, language: Language) -> Vec<SectionPrompt> {
    overview(session, dossier, language).sections
}

/// The lines of one section, top to bottom: headings, repeats as tables, the questions of the rows in `open_rows`,
/// questions. Empty when the form has no such section or it is not relevant.
pub fn entries(
    session: &Session,
    dossier: &Dossier,
    section: &Name,
    open_rows: &[RowId],
    language: Language,
) -> Vec<Entry> {
    let scene = Scene::new(session, dossier);
    let mut entries = Vec::new();
    for part in parts(scene.form()).iter().filter(|part| part.id == section) {
        scene.walk(part, &|row| open_rows.contains(&row), &mut |step| {
            entries.extend(entry(scene, step, open_rows, language));
        });
    }
    without_bare_headings(entries)
}

/// One question; `None` when the form does not ask it there, or it is not relevant.
pub fn prompt(session: &Session, dossier: &Dossier, path: &FieldPath, language: Language) -> Option<Prompt> {
    let scene = Scene::new(session, dossier);
    // Saves the walk for fields of other forms.
    session.state(path)?;
    let mut found = None;
    for part in parts(scene.form()) {
        let on_the_way = |row| path.rows.iter().any(|step| step.row == row);
        scene.walk(&part, &on_the_way, &mut |step| match step {
            Step::Question(asked) if asked.path == *path => found = Some(question(scene, &asked, language)),
            _ => {}
        });
    }
    found
}

fn entry(scene: Scene<'_>, step: Step<'_>, open_rows: &[RowId], language: Language) -> Option<Entry> {
    match step {
        Step::Group { group, depth } => Some(Entry::Heading {
            text: group.title.get(language).to_owned(),
            hint: group.hint.get(language).to_owned(),
            depth,
        }),
        Step::Row { repeat, rows, place, depth } => {
            Some(Entry::Heading { text: scene.row_name(repeat, &rows, place, language), hint: String::new(), depth })
        }
        Step::Repeat { repeat, within, rows, depth } => {
            let rows = row_prompts(scene, repeat, &within, rows, open_rows, language);
            Some(Entry::Repeat(RepeatPrompt {
                within,
                id: repeat.id.clone(),
                title: repeat.title.get(language).to_owned(),
                hint: repeat.hint.get(language).to_owned(),
                one: repeat.one.get(language).to_owned(),
                depth,
                presets: repeat.presets.iter().map(|preset| preset.label.get(language).to_owned()).collect(),
                lacking: lacking(repeat, rows.len()),
                rows,
            }))
        }
        Step::Question(asked) if matches!(asked.question.kind, Kind::Calculated { hidden: true, .. }) => None,
        Step::Question(asked) => Some(Entry::Question(Box::new(question(scene, &asked, language)))),
    }
}

fn row_prompts(
    scene: Scene<'_>,
    repeat: &Repeat,
    within: &Rows,
    rows: Vec<RowId>,
    open_rows: &[RowId],
    language: Language,
) -> Vec<RowPrompt> {
    let of_row = |(place, row): (usize, RowId)| {
        let inside = FieldPath::row_of(within, repeat.id.clone(), row).rows;
        RowPrompt {
            row,
            label: scene.row_name(repeat, &inside, place, language),
            progress: row_progress(scene, repeat, &inside),
            open: open_rows.contains(&row),
            removed_elsewhere: scene.dossier.removed_elsewhere(&inside),
        }
    };
    rows.into_iter().enumerate().map(of_row).collect()
}

/// A heading says something only where something deeper follows.
fn without_bare_headings(entries: Vec<Entry>) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
    // From below, so that a heading over nothing but bare headings goes too.
    for entry in entries.into_iter().rev() {
        let bare = match &entry {
            Entry::Heading { depth, .. } => kept.last().is_none_or(|below| depth_of(below) <= *depth),
            _ => false,
        };
        if !bare {
            kept.push(entry);
        }
    }
    kept.reverse();
    kept
}

const fn depth_of(entry: &Entry) -> u8 {
    match entry {
        Entry::Heading { depth, .. } => *depth,
        Entry::Repeat(repeat) => repeat.depth,
        Entry::Question(question) => question.depth,
    }
}

/// The photos from before the works, with what is drawn on them.
fn before(dossier: &Dossier, path: &FieldPath) -> BeforePrompt {
    let prompt = |(photo_path, photo): pairs::Shown| {
        let (question, row) = pairs::place_of(&photo_path)?;
        Some((question, PhotoPrompt { row, photo, marks: marks::drawn(dossier, &photo_path) }))
    };
    let pair = || {
        let [before, after] = pairs::pair_of(dossier, path)?;
        Some([pairs::place_of(&before)?, pairs::place_of(&after)?])
    };
    let photos = pairs::earlier(dossier, path).into_iter().filter_map(prompt).collect();
    BeforePrompt { photos, pair: pair() }
}

fn question(scene: Scene<'_>, asked: &Asked<'_>, language: Language) -> Prompt {
    let Asked { question, path, state, number, depth } = asked;
    let standing = Standing::of(scene, asked);
    let complaints = [true, false]
        .into_iter()
        .flat_map(|hard| standing.complaints(hard, language).into_iter().map(move |text| Complaint { text, hard }));
    let drawn = |row| path.photo(row).map(|photo| marks::drawn(scene.dossier, &photo)).unwrap_or_default();
    let photos: Vec<PhotoPrompt> = scene
        .dossier
        .photos(path)
        .into_iter()
        .map(|(row, photo)| PhotoPrompt { row, photo, marks: drawn(row) })
        .collect();
    let control = control(scene.form(), question, state.choices.as_deref(), language);
    let text = match standing.value {
        Some(value) => value_text(scene.form(), &question.kind, value, language),
        None if matches!(question.kind, Kind::Photo { .. }) && !photos.is_empty() => {
            Words::of(language).with("dossier-photos", &[("count", &photos.len().to_string())])
        }
        None => String::new(),
    };
    Prompt {
        path: path.clone(),
        number: *number,
        depth: *depth,
        label: question.label.get(language).to_owned(),
        hint: question.hint.get(language).to_owned(),
        guidance: question.guidance.as_ref().map(|guidance| GuidancePrompt {
            text: guidance.text.get(language).to_owned(),
            drawing: guidance.drawing.clone(),
        }),
        value: standing.value.cloned(),
        value_text: text,
        conflict: alternatives(scene, question, path, language),
        required: standing.required,
        complaints: complaints.collect(),
        line: line(scene, asked, &standing, language),
        photos,
        before: before(scene.dossier, path),
        note: note(scene.dossier, path),
        estimate: standing.estimate.map(|told| estimate::prompt(told, met(asked), language)),
        sensitive: question.sensitive,
        skips: skips(question, control.takes_answer()),
        control,
    }
}

fn alternatives(scene: Scene<'_>, question: &Question, path: &FieldPath, language: Language) -> Vec<Alternative> {
    if contest::at(scene.dossier, path).is_none() {
        return Vec::new();
    }
    let alternative = |choice: contest::Choice| {
        let contest::Choice { dot, value, mut writers } = choice;
        let first = writers.swap_remove(0);
        let value_text = value_text(scene.form(), &question.kind, &value, language);
        Alternative { dot, value, value_text, author: first.author, at: first.at }
    };
    contest::choices(scene.dossier, path).into_iter().map(alternative).collect()
}

fn line(scene: Scene<'_>, asked: &Asked<'_>, standing: &Standing<'_>, language: Language) -> Option<Line> {
    let (index, _) = asked.state.reference?;
    let reference = asked.question.references.get(index)?;
    let source = scene.form().sources.get(&reference.source).map_or("", |source| source.get(language));
    let source = format!("{source} {}", reference.clause);
    Some(Line {
        text: reference.text.get(language).to_owned(),
        source: source.trim().to_owned(),
        outcome: standing.outcome,
        reason: accepted_because(scene.dossier, &asked.path).unwrap_or_default().to_owned(),
    })
}

/// The condition of the reference line that applies.
fn met<'a>(asked: &'a Asked<'_>) -> Option<&'a str> {
    let (index, _) = asked.state.reference?;
    asked.question.references.get(index).map(|reference| reference.met.as_str())
}

/// The note, or all notes one below the other when devices wrote different ones.
fn note(dossier: &Dossier, path: &FieldPath) -> String {
    let Some(register) = path.aspect(Aspect::Note).and_then(|path| dossier.fields.get(&path)) else {
        return String::new();
    };
    let texts = register.values().into_iter().filter_map(|(_, write)| match &write.value {
        Value::Text(text) => Some(&**text),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn skips(question: &Question, takes_answer: bool) -> Vec<Skip> {
    if !takes_answer {
        return Vec::new();
    }
    question.skips.clone().unwrap_or_else(|| vec![Skip::NotApplicable, Skip::Refused, Skip::NotChecked])
}

fn control(form: &FormText, question: &Question, left: Option<&[Name]>, language: Language) -> Control {
    match &question.kind {
        Kind::Note => Control::Note,
        Kind::YesNo => Control::YesNo,
        Kind::OneOf { list } => Control::OneOf { choices: choices(form, list, left, language) },
        Kind::ManyOf { list, most } => Control::ManyOf { choices: choices(form, list, left, language), most: *most },
        Kind::Integer { unit, warn, hard, step } => {
            let usual = if *unit == Some(Unit::Millimetre) { 10 } else { 1 };
            Control::Integer { unit: *unit, warn: *warn, hard: *hard, step: step.unwrap_or(usual) }
        }
        Kind::Decimal { unit, warn, hard, places, step } => {
            let usual = 10_f64.powi(-i32::from(*places));
            Control::Decimal { unit: *unit, warn: *warn, hard: *hard, places: *places, step: step.unwrap_or(usual) }
        }
        Kind::Text { long, phrases } => Control::Text {
            long: *long,
            phrases: phrases.iter().map(|phrase| phrase.get(language).to_owned()).collect(),
        },
        Kind::Date => Control::Date,
        Kind::Division { township } => Control::Division { township: *township },
        Kind::CitizenId => Control::CitizenId,
        Kind::Certificate { .. } => Control::Certificate,
        Kind::Phone => Control::Phone,
        Kind::Photo { least, shows } => Control::Photo { least: *least, shows: shows.get(language).to_owned() },
        Kind::Signature { who } => Control::Signature { who: who.get(language).to_owned() },
        Kind::Point { drawing } => Control::Point { drawing: drawing.clone() },
        Kind::Calculated { unit, .. } => Control::Calculated { unit: *unit },
    }
}

/// The choices of a list that the filter leaves, in the order of the list.
fn choices(form: &FormText, list: &Name, left: Option<&[Name]>, language: Language) -> Vec<ChoicePrompt> {
    let all = form.lists.get(list).map_or(&[][..], |list| list);
    all.iter()
        .filter(|choice| left.is_none_or(|left| left.contains(&choice.id)))
        .map(|choice| ChoicePrompt {
            id: choice.id.clone(),
            label: choice.label.get(language).to_owned(),
            alone: choice.alone,
        })
        .collect()
}
