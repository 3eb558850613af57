//! How far a visit is, and what is still to do: counts for the rail, a list for the problems panel.

use std::sync::Arc;

use super::Dossier;
use super::estimate;
use super::household::CONSENT_PHOTO;
use super::prompt::{Barrier, Outcome, Progress, ToDo, ToDoKind};
use super::register::Register;
use super::review::CommentState;
use super::walk::{Asked, Part, Scene, Step, parts, takes_answer};
use crate::form::schema::{Check, Kind, Question, Repeat};
use crate::form::session::Session;
use crate::form::validate::{Facts, Validity, validate};
use crate::id::Name;
use crate::l10n::{Language, Words};
use crate::path::{Aspect, FieldPath, Rows};
use crate::value::{Estimate, Skip, Value};

/// What can be said about the answer to one relevant question, without words.
pub(super) struct Standing<'a> {
    /// The answer that counts, or the reason there is none; for calculated questions the result.
    pub value: Option<&'a Value>,
    pub done: bool,
    pub required: bool,
    /// Photos that are still to be taken.
    pub photos_lacking: u32,
    /// Different live values; 0 when there is no conflict.
    pub rivals: usize,
    /// Different live values of a remark beside the answer.
    pub remark_rivals: bool,
    pub validities: Vec<Validity>,
    pub failed: Vec<&'a Check>,
    pub outcome: Option<Outcome>,
    /// How the answer was measured in a photo, while nobody has confirmed it.
    pub estimate: Option<&'a Arc<Estimate>>,
}

impl<'a> Standing<'a> {
    pub fn of(scene: Scene<'a>, asked: &'a Asked<'_>) -> Self {
        let Asked { question, path, state, .. } = asked;
        let register = scene.dossier.fields.get(path);
        let calculated = matches!(question.kind, Kind::Calculated { .. });
        let value = if calculated { state.value.as_ref() } else { register.and_then(Register::value) };
        let answer = value.filter(|value| value.is_answer());
        let (photos_wanted, photos) = photos(scene.dossier, question, path);
        let done = value.is_some() || photos_wanted > 0 && photos >= photos_wanted;
        let rivals = register.filter(|register| scene.conflicts && register.is_conflict());
        Self {
            value,
            done,
            required: state.required
                || matches!(question.kind, Kind::Photo { least: 1.., .. }) && !photos_refused(scene.dossier),
            photos_lacking: if done { 0 } else { photos_wanted.saturating_sub(photos) },
            rivals: rivals.map_or(0, |register| register.values().len()),
            remark_rivals: scene.conflicts && remarks_differ(scene.dossier, path),
            validities: answer.map_or_else(Vec::new, |value| judge(scene, question, path, value)),
            failed: state.failed_checks.iter().filter_map(|&index| question.checks.get(index)).collect(),
            outcome: outcome(scene.dossier, asked),
            estimate: estimate::of(scene.dossier, path, answer),
        }
    }

    pub const fn missing(&self) -> bool {
        self.required && !self.done
    }

    pub fn wrong(&self) -> bool {
        self.failed.iter().any(|check| check.hard) || self.validities.iter().any(|validity| validity.hard)
    }

    pub fn doubtful(&self) -> bool {
        self.estimate.is_some()
            || self.failed.iter().any(|check| !check.hard)
            || self.validities.iter().any(|validity| !validity.hard)
    }

    /// What is wrong (`hard`) or to be looked at again, in words.
    pub fn complaints(&self, hard: bool, language: Language) -> Vec<String> {
        let words = Words::of(language);
        let say = |check: &&&Check| match check.message.get(language) {
            "" => words.text("dossier-check-failed"),
            message => message.to_owned(),
        };
        let failed = self.failed.iter().filter(|check| check.hard == hard).map(|check| say(&check));
        let validities = self.validities.iter().filter(|validity| validity.hard == hard);
        validities.map(|validity| words.what(&validity.problem)).chain(failed).collect()
    }

    fn count(&self, takes_answer: bool, progress: &mut Progress) {
        if takes_answer {
            progress.asked += 1;
            progress.done += u32::from(self.done);
            progress.missing += u32::from(self.missing());
            progress.refused += u32::from(self.value == Some(&Value::Skipped(Skip::Refused)));
            progress.not_checked += u32::from(self.value == Some(&Value::Skipped(Skip::NotChecked)));
        }
        progress.wrong += u32::from(self.wrong());
        progress.doubtful += u32::from(self.doubtful() || self.rivals > 0 || self.remark_rivals);
        progress.not_met += u32::from(self.outcome == Some(Outcome::NotMet));
    }
}

/// How many photos make the question answered (0: it takes none) and how many there are.
fn photos(dossier: &Dossier, question: &Question, path: &FieldPath) -> (u32, u32) {
    match question.kind {
        Kind::Photo { least, .. } => (least.max(1), u32::try_from(dossier.photos(path).len()).unwrap_or(u32::MAX)),
        _ => (0, 0),
    }
}

fn remarks_differ(dossier: &Dossier, path: &FieldPath) -> bool {
    let remarks = [Aspect::Accepted, Aspect::Note].into_iter().filter_map(|aspect| path.aspect(aspect));
    remarks.into_iter().any(|path| dossier.fields.get(&path).is_some_and(Register::is_conflict))
}

/// Ranges, identity numbers, choices: what the kind of the question says about the answer.
fn judge(scene: Scene<'_>, question: &Question, path: &FieldPath, value: &Value) -> Vec<Validity> {
    let choices = match &question.kind {
        Kind::OneOf { list } | Kind::ManyOf { list, .. } => scene.form().lists.get(list).map_or(&[][..], |list| list),
        _ => &[],
    };
    let citizen_id = match &question.kind {
        Kind::Certificate { citizen_id: Some(name) } => {
            scene.dossier.text(&FieldPath::within(&path.rows, name.clone()))
        }
        _ => None,
    };
    validate(&question.kind, value, &Facts { today: scene.session.today(), choices, citizen_id })
}

/// The answer against the reference line that applies.
fn outcome(dossier: &Dossier, asked: &Asked<'_>) -> Option<Outcome> {
    match asked.state.reference? {
        (_, None) => None,
        (_, Some(true)) => Some(Outcome::Met),
        (_, Some(false)) if accepted_because(dossier, &asked.path).is_some() => Some(Outcome::Accepted),
        (_, Some(false)) => Some(Outcome::NotMet),
    }
}

/// Whether the family does not agree to photos: then none is missing.
fn photos_refused(dossier: &Dossier) -> bool {
    let consent = dossier.value(&FieldPath::top(Name::of(CONSENT_PHOTO)));
    matches!(consent, Some(Value::YesNo(false) | Value::Skipped(_)))
}

/// Why a result below the line is accepted here.
pub(super) fn accepted_because<'a>(dossier: &'a Dossier, path: &FieldPath) -> Option<&'a str> {
    dossier.text(&path.aspect(Aspect::Accepted)?).filter(|reason| !reason.trim().is_empty())
}

/// How far the whole form is.
pub fn progress(session: &Session, dossier: &Dossier) -> Progress {
    let scene = Scene::new(session, dossier);
    let mut total = Progress::default();
    for part in parts(scene.form()) {
        scene.walk(&part, &|_| true, &mut |step| count(scene, &step, &mut total));
    }
    total
}

/// How far one row is.
pub(super) fn row_progress(scene: Scene<'_>, repeat: &Repeat, rows: &Rows) -> Progress {
    let mut total = Progress::default();
    scene.walk_row(repeat, rows, &mut |step| count(scene, &step, &mut total));
    total
}

fn count(scene: Scene<'_>, step: &Step<'_>, total: &mut Progress) {
    match step {
        Step::Question(asked) => Standing::of(scene, asked).count(takes_answer(&asked.question.kind), total),
        Step::Repeat { repeat, rows, .. } => total.missing += lacking(repeat, rows.len()),
        Step::Row { rows, .. } => total.doubtful += u32::from(scene.dossier.removed_elsewhere(rows)),
        Step::Group { .. } => {}
    }
}

/// Rows that are still required.
pub(super) fn lacking(repeat: &Repeat, rows: usize) -> u32 {
    repeat.least.saturating_sub(u32::try_from(rows).unwrap_or(u32::MAX))
}

/// Everything that is wrong, missing, in conflict or doubtful, in the order of the form.
pub fn to_dos(session: &Session, dossier: &Dossier, language: Language) -> Vec<ToDo> {
    let scene = Scene::new(session, dossier);
    parts(scene.form()).iter().flat_map(|part| survey(scene, part, language).1).collect()
}

/// How far one part of the form is, and what is to do there.
pub(super) fn survey(scene: Scene<'_>, part: &Part<'_>, language: Language) -> (Progress, Vec<ToDo>) {
    let (mut progress, mut found) = (Progress::default(), Vec::new());
    let mut list = Listing { scene, language, part, rows: Vec::new(), found: &mut found };
    scene.walk(part, &|_| true, &mut |step| match step {
        Step::Question(asked) => {
            let standing = Standing::of(scene, &asked);
            standing.count(takes_answer(&asked.question.kind), &mut progress);
            list.question(&asked, &standing);
        }
        step => {
            count(scene, &step, &mut progress);
            list.structure(step);
        }
    });
    (progress, found)
}

/// The problems panel under way.
struct Listing<'a, 'f> {
    scene: Scene<'a>,
    language: Language,
    part: &'f Part<'a>,
    /// The rows one is in, outermost first, with their places; named only when there is something to say.
    rows: Vec<(&'a Repeat, Rows, usize)>,
    found: &'f mut Vec<ToDo>,
}

impl<'a> Listing<'a, '_> {
    fn structure(&mut self, step: Step<'a>) {
        let words = Words::of(self.language);
        match step {
            Step::Repeat { repeat, within, rows, .. } => {
                let count = lacking(repeat, rows.len());
                if count > 0 {
                    let path = FieldPath::within(&within, repeat.id.clone());
                    let text = words.with("dossier-todo-rows", &[("count", &count.to_string())]);
                    self.add(path, ToDoKind::Missing, repeat.title.get(self.language), text);
                }
            }
            Step::Row { repeat, rows, place, .. } => {
                let path = FieldPath::row(&rows);
                self.rows.retain(|(_, around, _)| rows.len() > around.len() && path.is_within(around));
                self.rows.push((repeat, rows, place));
                if self.scene.dossier.removed_elsewhere(&path.rows) {
                    let text = words.text("dossier-todo-removed-elsewhere");
                    self.add(path, ToDoKind::Conflict, repeat.title.get(self.language), text);
                }
            }
            Step::Group { .. } | Step::Question(_) => {}
        }
    }

    fn question(&mut self, asked: &Asked<'_>, standing: &Standing<'_>) {
        let words = Words::of(self.language);
        let label = asked.question.label.get(self.language);
        let review = self.scene.review;
        let mut add = |kind, text| self.add(asked.path.clone(), kind, label, text);
        let said = |hard| standing.complaints(hard, words.language()).join(" ");
        if standing.wrong() {
            add(ToDoKind::Wrong, said(true));
        }
        if standing.missing() {
            let text = match standing.photos_lacking {
                0 => words.text("dossier-todo-missing"),
                count => words.with("dossier-todo-photos", &[("count", &count.to_string())]),
            };
            add(ToDoKind::Missing, text);
        }
        if standing.rivals > 0 {
            add(ToDoKind::Conflict, words.with("dossier-todo-conflict", &[("count", &standing.rivals.to_string())]));
        }
        if standing.remark_rivals {
            add(ToDoKind::Conflict, words.text("dossier-todo-remark-conflict"));
        }
        for comment in review.iter().flat_map(|review| review.on(&asked.path)) {
            let kind = match comment.state {
                CommentState::Open => ToDoKind::Comment,
                CommentState::Answered => ToDoKind::Answered,
                CommentState::Resolved => continue,
            };
            add(kind, comment.text.clone());
        }
        if standing.doubtful() {
            let estimated = standing.estimate.map(|_| words.text("dossier-todo-estimate"));
            let said = Some(said(false)).filter(|said| !said.is_empty());
            add(ToDoKind::Doubtful, said.into_iter().chain(estimated).collect::<Vec<_>>().join(" "));
        }
    }

    fn add(&mut self, path: FieldPath, kind: ToDoKind, question: &str, text: String) {
        let words = Words::of(self.language);
        let section = self.part.title.get(self.language);
        let row = self.rows.iter().rev().find(|(_, rows, _)| path.is_within(rows));
        let label = match row {
            None => words.with("dossier-place", &[("section", section), ("question", question)]),
            Some((repeat, rows, place)) => {
                let row = self.scene.row_name(repeat, rows, *place, self.language);
                words.with("dossier-place-row", &[("section", section), ("row", &row), ("question", question)])
            }
        };
        self.found.push(ToDo { section: self.part.id.clone(), path, kind, label, text });
    }
}

/// Answers and photos that are not relevant now; finishing a visit takes them back ([`crate::dossier::visit::finish`]).
pub fn irrelevant(session: &Session, dossier: &Dossier) -> Vec<FieldPath> {
    let is_photo = |register: &Register| matches!(register.value(), Some(Value::Photo(_)));
    let photographed = dossier.fields.iter().filter(|(_, register)| is_photo(register)).filter_map(|(path, _)| {
        let (photo, rows) = path.rows.split_last()?;
        Some(FieldPath::within(rows, photo.repeat.clone()))
    });
    let not_relevant = |path: &FieldPath| {
        let own = path.leaf.as_ref().is_some_and(|leaf| session.form().is_own(leaf));
        own && session.state(path).is_some_and(|state| !state.relevant)
    };
    let mut found: Vec<FieldPath> = photographed.filter(not_relevant).chain(session.irrelevant_answers()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The barriers that the answers show, the most urgent first.
pub fn barriers(session: &Session, language: Language) -> Vec<Barrier> {
    let findings = &session.form().text().findings;
    let mut barriers: Vec<Barrier> = session
        .findings()
        .into_iter()
        .filter_map(|found| {
            let finding = findings.get(found.finding)?;
            let row_label = if found.within.is_empty() { String::new() } else { session.row_label(&found.within) };
            Some(Barrier {
                finding: finding.id.clone(),
                label: finding.label.get(language).to_owned(),
                priority: finding.priority,
                row_label,
                within: found.within,
                measures: found.measures.into_iter().map(|(code, _)| code).collect::<Vec<Name>>(),
            })
        })
        .collect();
    // Stable: within one priority the order of the form.
    barriers.sort_by_key(|barrier| barrier.priority);
    barriers
}
