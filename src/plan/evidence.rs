//! What a proposal rests on: answers with their reference lines, photos, and the measured values that a quantity
//! was computed from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::proposal::Scene;
use crate::dossier::words::value_text;
use crate::form::expr::Expr;
use crate::form::schema::{Item, Kind, Question};
use crate::id::{Name, RowId};
use crate::l10n::Language;
use crate::path::{FieldPath, RowStep, Rows};
use crate::value::{Photo, Value};

/// Photos that one proposal shows at most; a page has room for four.
const MOST_PHOTOS: usize = 4;
/// Calculated values inside calculated values that are looked into; ours have three.
const MOST_DEPTH: u8 = 8;

/// An answer that shows why.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub path: FieldPath,
    pub question: String,
    /// The answer in words.
    pub value: String,
    /// The reference line that applies: its words, and its source with the clause.
    pub line: Option<ReferenceLine>,
    /// Health or behaviour: shown to those who may see the person, never written into the plan's words.
    pub sensitive: bool,
}

/// A line of a standard, as the plan quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceLine {
    pub text: String,
    pub source: String,
    pub met: Option<bool>,
}

/// A photo of the survey, by the row it lies in.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyPhoto {
    /// `qE15_steps/4kq2m8x1zr`.
    pub path: FieldPath,
    pub row: RowId,
    pub photo: Arc<Photo>,
}

impl Scene<'_> {
    /// The answers of the question `name`, as seen from the row `within`: its own, that of a row around it, or those
    /// of all rows where the question stands elsewhere.
    pub(super) fn evidence(&self, name: &Name, within: &[RowStep]) -> Vec<Evidence> {
        let form = self.session.form();
        let Some(question) = form.question(name) else { return Vec::new() };
        let answered = self.places(name, within).into_iter().filter_map(|rows| {
            let path = FieldPath::within(&rows, name.clone());
            let state = self.session.state(&path)?;
            let value = state.value.as_ref().filter(|value| state.relevant && value.is_answer())?;
            let line = state.reference.and_then(|(index, met)| {
                let reference = question.references.get(index)?;
                let source = form.text().sources.get(&reference.source).map_or("", |text| text.get(self.language));
                let source = format!("{source} {}", reference.clause).trim().to_owned();
                Some(ReferenceLine { text: reference.text.get(self.language).to_owned(), source, met })
            });
            Some(Evidence {
                question: self.label(question, &rows, within),
                value: value_text(form.text(), &question.kind, value, self.language),
                line,
                sensitive: question.sensitive,
                path,
            })
        });
        answered.collect()
    }

    /// The question's label; with the row's name in front where it is another row than the finding's.
    fn label(&self, question: &Question, rows: &[RowStep], within: &[RowStep]) -> String {
        let label = question.label.get(self.language);
        let row =
            if rows.is_empty() || within.starts_with(rows) { String::new() } else { self.session.row_label(rows) };
        if row.trim().is_empty() { label.to_owned() } else { format!("{row} {label}") }
    }

    /// The rows in which the question `name` is meant, seen from `within`.
    fn places(&self, name: &Name, within: &[RowStep]) -> Vec<Rows> {
        let mut places = vec![Rows::new()];
        for (depth, repeat) in self.session.form().repeats_of(name).into_iter().enumerate() {
            let own = within.get(depth).filter(|step| step.repeat == *repeat);
            places = places
                .into_iter()
                .flat_map(|rows| match own.filter(|_| rows[..] == within[..depth]) {
                    Some(step) => vec![FieldPath::row_of(&rows, repeat.clone(), step.row).rows],
                    None => {
                        let inside = self.session.rows(&rows, repeat).into_iter();
                        inside.map(|row| FieldPath::row_of(&rows, repeat.clone(), row).rows).collect()
                    }
                })
                .collect();
        }
        places
    }

    /// The photos that belong to a finding: first those of its evidence, then those that the form asks for in the
    /// same row, or in the same section where it is in none. Photos of sensitive questions stay in the survey.
    pub(super) fn survey_photos(&self, evidence: &[Name], within: &Rows, section: Option<&Name>) -> Vec<SurveyPhoto> {
        let form = self.session.form();
        let own = evidence.iter().filter(|name| form.question(name).is_some_and(|question| !question.sensitive));
        let asked = self.photo_questions.iter().filter(|(_, of_section)| section == of_section.as_ref());
        let asked = asked.map(|(name, _)| name).filter(|name| form.repeats_of(name).len() == within.len());
        let mut seen = BTreeSet::new();
        let paths = own.chain(asked).flat_map(|name| {
            self.places(name, within).into_iter().map(move |rows| FieldPath::within(&rows, name.clone()))
        });
        let photos = paths.filter(|path| path.rows == *within || path.rows.is_empty()).flat_map(|path| {
            let photos = self.dossier.photos(&path).into_iter();
            photos.filter_map(move |(row, photo)| Some(SurveyPhoto { path: path.photo(row)?, row, photo }))
        });
        photos.filter(|photo| seen.insert(photo.path.clone())).take(MOST_PHOTOS).collect()
    }

    /// The measured values that an expression is computed from: "总高差 450 mm、可用坡道宽度 1300 mm". Calculated
    /// values are looked through to what was measured; choices and sensitive answers are left out.
    pub(super) fn inputs(&self, expression: &str, within: &[RowStep]) -> Vec<(String, String)> {
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        self.collect_inputs(expression, within, 0, &mut seen, &mut found);
        found
    }

    fn collect_inputs(
        &self,
        expression: &str,
        within: &[RowStep],
        depth: u8,
        seen: &mut BTreeSet<String>,
        found: &mut Vec<(String, String)>,
    ) {
        let Ok(expr) = Expr::parse(expression) else { return };
        for reference in expr.references() {
            let Ok(name) = reference.name.parse::<Name>() else { continue };
            if depth >= MOST_DEPTH || !seen.insert(reference.name) {
                continue;
            }
            let Some(question) = self.session.form().question(&name) else { continue };
            match &question.kind {
                Kind::Calculated { value, .. } => self.collect_inputs(value, within, depth + 1, seen, found),
                Kind::Integer { .. } | Kind::Decimal { .. } if !question.sensitive => {
                    let answers = self.evidence(&name, within).into_iter();
                    found.extend(answers.map(|evidence| (evidence.question, evidence.value)));
                }
                _ => {}
            }
        }
    }
}

/// The photo questions of a form that may be shown, each with its section.
pub(super) fn photo_questions(session: &crate::form::session::Session) -> Vec<(Name, Option<Name>)> {
    let (mut found, form) = (Vec::new(), session.form());
    let mut open: Vec<&Item> = form.text().items.iter().rev().collect();
    while let Some(item) = open.pop() {
        match item {
            Item::Section(section) => open.extend(section.items.iter().rev()),
            Item::Group(group) => open.extend(group.items.iter().rev()),
            Item::Repeat(repeat) => open.extend(repeat.items.iter().rev()),
            Item::Question(question) if matches!(question.kind, Kind::Photo { .. }) && !question.sensitive => {
                found.push((question.id.clone(), form.section_of(&question.id).cloned()));
            }
            Item::Question(_) => {}
        }
    }
    found
}

/// A measured length in millimetres, if the question has such an answer.
pub(super) fn millimetres(scene: &Scene<'_>, name: &'static str, within: &[RowStep]) -> Option<u32> {
    let places = scene.places(&Name::of(name), within);
    let lengths = places.into_iter().filter_map(|rows| {
        let state = scene.session.state(&FieldPath::within(&rows, Name::of(name)))?;
        match state.value? {
            Value::Integer(number) if state.relevant => u32::try_from(number).ok(),
            _ => None,
        }
    });
    lengths.max()
}

/// "、" in Chinese, ", " in English.
pub(super) fn joined(parts: &[String], language: Language) -> String {
    parts.join(&crate::l10n::Words::of(language).text("dossier-between-choices"))
}
