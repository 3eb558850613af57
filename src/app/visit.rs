//! The household that is open: its dossier, the forms being filled, the way back.

use std::sync::Arc;

use super::forms::ASSESSMENT;
use super::incoming::Pending;
use super::task::Task;
use crate::dossier::Dossier;
use crate::dossier::edit::{Applied, Author, Delta, Edit};
use crate::dossier::history::{History, Undone};
use crate::dossier::prompt::{Barrier, Entry, Overview, SectionPrompt};
use crate::dossier::stage::Stage;
use crate::dossier::summary::VisitState;
use crate::dossier::visit::form_path;
use crate::dossier::{ask, household, status};
use crate::form::schema::Item;
use crate::form::session::Session;
use crate::id::{Name, RowId};
use crate::l10n::Language;
use crate::path::{FieldPath, RowStep};
use crate::value::{FormRef, Value};

/// One of the forms of this visit, being filled.
pub struct OpenForm {
    pub session: Session,
    /// Which text it is, to be noted in the dossier with the first answer.
    pub text: Arc<FormRef>,
}

/// Whether the family allows something; silence is not consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    NotAsked,
    Given,
    Refused,
}

impl Consent {
    /// What the family answered to one of the questions of consent.
    pub fn of(dossier: &Dossier, question: &'static str) -> Self {
        match dossier.value(&FieldPath::top(Name::of(question))) {
            Some(Value::YesNo(true)) => Self::Given,
            Some(Value::YesNo(false) | Value::Skipped(_)) => Self::Refused,
            _ => Self::NotAsked,
        }
    }
}

/// Which way through the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Back,
    Forward,
}

/// The open household.
pub struct Visit {
    pub dossier: Dossier,
    /// What is being done here; says which forms are open.
    pub task: Task,
    pub forms: Vec<OpenForm>,
    pub history: History,
    /// Rows whose questions are shown.
    pub open_rows: Vec<RowId>,
    /// The question that was asked for last by a jump, with a number that grows, so that a screen scrolls once.
    pub jump: Option<(u64, FieldPath)>,
    /// Photos on their way into this household, in the order they came.
    pub pending_photos: Vec<Pending>,
    /// Grows with every change, so that a screen knows when to build its data anew.
    pub revision: u64,
    jumps: u64,
}

impl Visit {
    pub fn new(dossier: Dossier, task: Task, forms: Vec<OpenForm>) -> Self {
        Self {
            dossier,
            task,
            forms,
            history: History::default(),
            open_rows: Vec::new(),
            jump: None,
            pending_photos: Vec::new(),
            revision: 0,
            jumps: 0,
        }
    }

    /// The one way a dossier changes: applies the edit and tells every form what it touched.
    pub fn apply(&mut self, edit: &Edit, author: &Author) -> Applied {
        let applied = self.dossier.apply(edit, author);
        self.tell(&applied.delta);
        applied
    }

    /// Takes the last step back, or does it again; `None` when there is none.
    pub fn walk_history(&mut self, way: Way, author: &Author) -> Option<Undone> {
        let undone = match way {
            Way::Back => self.history.undo(&mut self.dossier, author),
            Way::Forward => self.history.redo(&mut self.dossier, author),
        }?;
        self.tell(&undone.delta);
        Some(undone)
    }

    fn tell(&mut self, delta: &Delta) {
        for (path, value) in self.dossier.changes(delta) {
            for form in &mut self.forms {
                form.session.set(&path, value.as_ref());
            }
        }
        self.revision += 1;
    }

    /// Opens the rows that `path` lies in and asks the screen to scroll there.
    pub fn jump_to(&mut self, path: FieldPath) {
        for step in &path.rows {
            self.open_row(step);
        }
        self.jumps += 1;
        self.jump = Some((self.jumps, path));
        self.revision += 1;
    }

    /// Shows the questions of one row and closes its neighbours: one door at a time.
    pub fn open_row(&mut self, step: &RowStep) {
        let siblings = self.forms.iter().flat_map(|form| form.session.rows(&[], &step.repeat));
        let siblings: Vec<RowId> = siblings.collect();
        self.open_rows.retain(|row| !siblings.contains(row));
        self.open_rows.push(step.row);
        self.revision += 1;
    }

    pub fn close_row(&mut self, row: RowId) {
        self.open_rows.retain(|open| *open != row);
        self.revision += 1;
    }

    pub fn state(&self) -> VisitState {
        VisitState::of(&self.dossier)
    }

    pub fn stage(&self) -> Stage {
        Stage::of(&self.dossier)
    }

    /// Whether the answers of this task may be changed now.
    pub fn is_open(&self) -> bool {
        self.task.is_open_at(self.stage())
    }

    /// Whether the household notes which form texts this task is filled with.
    pub(super) fn is_begun(&self) -> bool {
        let noted = |form: &OpenForm| form_path(&form.text.id).is_none_or(|path| self.dossier.value(&path).is_some());
        match self.task {
            Task::Survey => self.state() != VisitState::Untouched,
            _ => self.forms.iter().all(noted),
        }
    }

    /// What a question, row or photo is called on the screen (a row without a label like its kind: "door"); the
    /// field's name where no form knows it.
    pub fn label_of(&self, path: &FieldPath, language: Language) -> String {
        let name = path.leaf.as_ref().or_else(|| path.rows.last().map(|step| &step.repeat));
        let Some(name) = name else { return String::new() };
        let Ok(plain) = name.as_str().split('.').next().unwrap_or_default().parse::<Name>() else {
            return name.to_string();
        };
        let question = |form: &OpenForm| form.session.form().question(&plain).map(|q| q.label.get(language).to_owned());
        let row = |form: &OpenForm| Some(form.session.row_label(&path.rows)).filter(|label| !label.is_empty());
        let one =
            |form: &OpenForm| form.session.form().repeat(&plain).map(|repeat| repeat.one.get(language).to_owned());
        self.forms
            .iter()
            .find_map(question)
            .or_else(|| self.forms.iter().find_map(row))
            .or_else(|| self.forms.iter().find_map(one))
            .unwrap_or_else(|| name.to_string())
    }

    pub fn consent(&self, question: &'static str) -> Consent {
        Consent::of(&self.dossier, question)
    }

    /// All forms at once: the rail, what is to do, how far it is. The assessment counts for nothing when the
    /// family did not agree to it.
    pub fn overview(&self, language: Language) -> Overview {
        let mut all = Overview::default();
        let refused = self.consent(household::CONSENT_DATA) == Consent::Refused;
        for form in &self.forms {
            let one = ask::overview(&form.session, &self.dossier, language);
            all.sections.extend(one.sections);
            if refused && form.text.id.as_str() == ASSESSMENT {
                continue;
            }
            all.progress += one.progress;
            for to_do in one.to_dos {
                // Two forms may share a repeat of persons; what is lacking there is lacking once.
                if !all.to_dos.iter().any(|known| (&known.path, known.kind) == (&to_do.path, to_do.kind)) {
                    all.to_dos.push(to_do);
                }
            }
        }
        all
    }

    /// Where one goes on: the first section with a required answer missing, else with anything open, else the first.
    pub fn begin_at(&self, language: Language) -> Option<Name> {
        let mut sections = self.overview(language).sections;
        let missing = |section: &SectionPrompt| section.progress.missing > 0;
        let open = |section: &SectionPrompt| section.progress.asked > section.progress.done;
        let place = sections.iter().position(missing).or_else(|| sections.iter().position(open)).unwrap_or(0);
        (place < sections.len()).then(|| sections.swap_remove(place).id)
    }

    pub fn section_title(&self, section: &Name, language: Language) -> String {
        let sections = self.forms.iter().flat_map(|form| &form.session.form().text().items);
        let title = |item: &Item| match item {
            Item::Section(known) if known.id == *section => Some(known.title.get(language).to_owned()),
            _ => None,
        };
        sections.into_iter().find_map(title).unwrap_or_default()
    }

    /// The section that a form begins with.
    pub fn first_section(&self, form: &str) -> Option<Name> {
        let form = self.forms.iter().find(|open| open.text.id.as_str() == form)?;
        form.session.form().text().items.iter().find_map(|item| match item {
            Item::Section(section) => Some(section.id.clone()),
            _ => None,
        })
    }

    /// The form a section belongs to.
    pub fn form_of(&self, section: &Name) -> Option<&OpenForm> {
        self.forms.iter().find(|form| {
            let items = &form.session.form().text().items;
            items.iter().any(|item| matches!(item, Item::Section(s) if s.id == *section))
        })
    }

    pub fn entries(&self, section: &Name, language: Language) -> Vec<Entry> {
        self.form_of(section).map_or_else(Vec::new, |form| {
            ask::entries(&form.session, &self.dossier, section, &self.open_rows, language)
        })
    }

    pub fn barriers(&self, language: Language) -> Vec<Barrier> {
        let mut barriers: Vec<Barrier> =
            self.forms.iter().flat_map(|form| status::barriers(&form.session, language)).collect();
        barriers.sort_by_key(|barrier| barrier.priority);
        barriers
    }

    /// Answered questions that no longer apply; finishing takes these back.
    pub fn irrelevant_answers(&self) -> Vec<FieldPath> {
        self.forms.iter().flat_map(|form| status::irrelevant(&form.session, &self.dossier)).collect()
    }

    pub fn photo_count(&self) -> usize {
        let photo = |path: &FieldPath| matches!(self.dossier.value(path), Some(Value::Photo(_)));
        self.dossier.fields.keys().filter(|path| path.leaf.is_none() && photo(path)).count()
    }
}
