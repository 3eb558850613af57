//! What the visit screen shows, built once for every change of the household.

use crate::app::forms::{ASSESSMENT, CONSENT};
use crate::app::incoming;
use crate::app::task::Task;
use crate::app::visit::{Consent, Visit};
use crate::dossier::household;
use crate::dossier::prompt::{Barrier, Entry, Overview, Progress, Prompt, RowPrompt, SectionPrompt, ToDo};
use crate::dossier::review::Review;
use crate::dossier::stage::Stage;
use crate::dossier::summary::Summary;
use crate::id::{Name, RowId};
use crate::l10n::{Language, Words};
use crate::path::FieldPath;
use crate::ui::screens::households::data::place;

/// Why the questions of a section are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Consent comes before questions.
    ConsentFirst,
    /// The family refused.
    Refused,
}

/// A photo on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingData {
    pub row: RowId,
    /// Of its question.
    pub label: String,
    pub progress: incoming::Progress,
}

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct VisitData {
    pub title: String,
    pub subtitle: String,
    pub sections: Vec<SectionPrompt>,
    /// Index of the open section.
    pub current: usize,
    pub entries: Vec<Entry>,
    pub closed: Option<Closed>,
    /// Where consent is asked.
    pub consent_section: Option<Name>,
    pub to_dos: Vec<ToDo>,
    pub barriers: Vec<Barrier>,
    pub progress: Progress,
    pub photos: usize,
    /// Photos on their way into this household.
    pub pending: Vec<PendingData>,
    pub photo_refused: bool,
    pub task: Task,
    /// What reviewers say to the survey.
    pub review: Review,
    pub stage: Stage,
    /// The answers cannot be changed where the household stands now.
    pub finished: bool,
    pub undo: Option<String>,
    pub redo: Option<String>,
    /// Answers that finishing would take back because they no longer apply.
    pub irrelevant: usize,
    /// Questions that "no problem in this room" would answer.
    pub fine: usize,
}

/// The place; in front of it the task where it is not the survey, whose forms look like the others.
fn subtitle(task: Task, place: String, words: &Words) -> String {
    match task {
        Task::Survey => place,
        _ if place.is_empty() => words.text(task.key()),
        _ => format!("{} · {place}", words.text(task.key())),
    }
}

impl VisitData {
    pub fn of(visit: &Visit, section: Option<&Name>, language: Language) -> Self {
        let words = Words::of(language);
        let Overview { sections, to_dos, progress } = visit.overview(language);
        let wanted = section.and_then(|id| sections.iter().position(|prompt| prompt.id == *id));
        let current = wanted.unwrap_or(0);
        let id = sections.get(current).map(|prompt| prompt.id.clone());
        let closed = id.as_ref().and_then(|id| closed(visit, id));
        let entries = match (&id, closed) {
            (Some(id), None) => visit.entries(id, language),
            _ => Vec::new(),
        };
        let fine = id.as_ref().and_then(|id| Some(visit.form_of(id)?.session.fine_answers(id).len()));
        let summary = Summary::of(&visit.dossier);
        let title = if summary.head.is_empty() { words.text("visit-untitled") } else { summary.head.clone() };
        Self {
            title,
            subtitle: subtitle(visit.task, place(&summary), words),
            current,
            entries,
            closed,
            consent_section: visit.first_section(CONSENT),
            to_dos,
            barriers: visit.barriers(language),
            progress,
            photos: summary.photos as usize,
            pending: pending(visit, language),
            photo_refused: visit.consent(household::CONSENT_PHOTO) == Consent::Refused,
            task: visit.task,
            review: Review::of(&visit.dossier),
            stage: visit.stage(),
            finished: !visit.is_open(),
            undo: visit.history.undo_label().map(|label| label.text(language)),
            redo: visit.history.redo_label().map(|label| label.text(language)),
            irrelevant: visit.irrelevant_answers().len(),
            fine: fine.unwrap_or(0),
            sections,
        }
    }

    pub fn section(&self) -> Option<&SectionPrompt> {
        self.sections.get(self.current)
    }

    /// The next section that has something to ask.
    pub fn next_section(&self) -> Option<&SectionPrompt> {
        self.sections.iter().skip(self.current + 1).find(|section| section.relevant && section.progress.asked > 0)
    }

    /// The first open question after `path`, or from the top.
    pub fn next_open(&self, after: Option<&FieldPath>) -> Option<&FieldPath> {
        let passed = |path: &FieldPath| self.questions().position(|prompt| prompt.path == *path);
        let skip = after.and_then(passed).map_or(0, |index| index + 1);
        self.questions().skip(skip).find(|prompt| prompt.is_open()).map(|prompt| &prompt.path)
    }

    /// The first row with something to answer, where no row is open.
    pub fn waiting_row(&self) -> Option<(&Name, RowId)> {
        let repeats = || {
            self.entries.iter().filter_map(|entry| match entry {
                Entry::Repeat(repeat) => Some(repeat),
                Entry::Heading { .. } | Entry::Question(_) => None,
            })
        };
        if repeats().flat_map(|repeat| &repeat.rows).any(|row| row.open) {
            return None;
        }
        let waits = |row: &&RowPrompt| row.progress.done < row.progress.asked;
        repeats().find_map(|repeat| repeat.rows.iter().find(waits).map(|row| (&repeat.id, row.row)))
    }

    /// The first open question of a row.
    pub fn first_open_of(&self, row: RowId) -> Option<&FieldPath> {
        let inside = |prompt: &&Prompt| prompt.path.rows.iter().any(|step| step.row == row);
        self.questions().filter(inside).find(|prompt| prompt.is_open()).map(|prompt| &prompt.path)
    }

    pub fn questions(&self) -> impl Iterator<Item = &Prompt> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Question(prompt) => Some(&**prompt),
            Entry::Heading { .. } | Entry::Repeat(_) => None,
        })
    }
}

fn pending(visit: &Visit, language: Language) -> Vec<PendingData> {
    let one = |pending: &incoming::Pending| PendingData {
        row: pending.row,
        label: visit.label_of(&pending.question, language),
        progress: pending.progress,
    };
    visit.pending_photos.iter().map(one).collect()
}

fn closed(visit: &Visit, section: &Name) -> Option<Closed> {
    if visit.form_of(section)?.text.id.as_str() != ASSESSMENT {
        return None;
    }
    match visit.consent(household::CONSENT_DATA) {
        Consent::NotAsked => Some(Closed::ConsentFirst),
        Consent::Refused => Some(Closed::Refused),
        Consent::Given => None,
    }
}

/// The data of the last change; building costs time, painting must not.
#[derive(Default)]
pub struct Kept {
    asked: Option<(crate::id::DossierId, u64, Option<Name>, Language)>,
    data: Option<VisitData>,
}

impl Kept {
    /// Builds the data anew where something has changed.
    pub fn of(&mut self, visit: &Visit, section: Option<&Name>, language: Language) -> &VisitData {
        let asked = (visit.dossier.id, visit.revision, section.cloned(), language);
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.data = None;
        }
        self.data.get_or_insert_with(|| VisitData::of(visit, section, language))
    }
}
