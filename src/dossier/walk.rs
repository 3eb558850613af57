//! The way through a form, in the order a person reads it: sections, groups, repeats with their rows, questions.
//! What is not relevant is passed over.

use super::Dossier;
use super::review::Review;
use crate::form::schema::{FormText, Group, Item, Kind, Question, Repeat, Section};
use crate::form::session::{Session, State};
use crate::id::{Name, RowId};
use crate::l10n::{Language, Texts, Words};
use crate::path::{FieldPath, RowStep, Rows};

/// A section, or what a form has outside its sections, under the form's own name.
pub(super) struct Part<'a> {
    pub id: &'a Name,
    pub title: &'a Texts,
    pub section: Option<&'a Section>,
    pub items: Vec<&'a Item>,
}

/// The parts of a form in order; loose questions come first.
pub(super) fn parts(form: &FormText) -> Vec<Part<'_>> {
    let loose: Vec<&Item> = form.items.iter().filter(|item| !matches!(item, Item::Section(_))).collect();
    let loose = (!loose.is_empty()).then_some(Part { id: &form.id, title: &form.title, section: None, items: loose });
    let sections = form.items.iter().filter_map(|item| match item {
        Item::Section(section) => Some(Part {
            id: &section.id,
            title: &section.title,
            section: Some(section),
            items: section.items.iter().collect(),
        }),
        _ => None,
    });
    loose.into_iter().chain(sections).collect()
}

/// A relevant question on the way.
pub(super) struct Asked<'a> {
    pub question: &'a Question,
    pub path: FieldPath,
    pub state: State,
    /// Counts from 1 within the section, and within each row, so that opening a row renumbers nothing.
    pub number: Option<u32>,
    pub depth: u8,
}

/// What one meets on the way.
pub(super) enum Step<'a> {
    Group {
        group: &'a Group,
        depth: u8,
    },
    Repeat {
        repeat: &'a Repeat,
        within: Rows,
        rows: Vec<RowId>,
        depth: u8,
    },
    /// The questions of this row follow.
    Row {
        repeat: &'a Repeat,
        rows: Rows,
        place: usize,
        depth: u8,
    },
    Question(Asked<'a>),
}

/// A household seen through a form.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub session: &'a Session,
    pub dossier: &'a Dossier,
    /// Whether any field is in conflict: mostly none is, and then no question need look for one.
    pub conflicts: bool,
    /// What reviewers say, for those who show it.
    pub review: Option<&'a Review>,
}

impl<'a> Scene<'a> {
    pub fn new(session: &'a Session, dossier: &'a Dossier) -> Self {
        Self { session, dossier, conflicts: dossier.conflicts().next().is_some(), review: None }
    }

    pub fn form(self) -> &'a FormText {
        self.session.form().text()
    }

    pub fn is_relevant(self, part: &Part<'_>) -> bool {
        part.section.is_none_or(|section| self.session.is_relevant(&[], &section.id))
    }

    /// What a row is called: by its label, else "door 2".
    pub fn row_name(self, repeat: &Repeat, rows: &[RowStep], place: usize, language: Language) -> String {
        let label = self.session.row_label(rows);
        if !label.trim().is_empty() {
            return label;
        }
        let number = (place + 1).to_string();
        let one = repeat.one.get(language);
        Words::of(language).with("dossier-row-name", &[("one", one), ("number", &number)])
    }

    /// Walks a relevant part, through all rows that `open` lets in.
    pub fn walk(self, part: &Part<'a>, open: &dyn Fn(RowId) -> bool, meet: &mut dyn FnMut(Step<'a>)) {
        if self.is_relevant(part) {
            Walk { scene: self, open, meet, number: 0 }.items(&part.items, &Rows::new(), 0);
        }
    }

    /// Walks one row of a repeat, with all rows in it.
    pub fn walk_row(self, repeat: &'a Repeat, rows: &Rows, meet: &mut dyn FnMut(Step<'a>)) {
        let items: Vec<&Item> = repeat.items.iter().collect();
        Walk { scene: self, open: &|_| true, meet, number: 0 }.items(&items, rows, 0);
    }
}

struct Walk<'a, 'w> {
    scene: Scene<'a>,
    open: &'w dyn Fn(RowId) -> bool,
    meet: &'w mut dyn FnMut(Step<'a>),
    number: u32,
}

impl<'a> Walk<'a, '_> {
    fn items(&mut self, items: &[&'a Item], within: &Rows, depth: u8) {
        for item in items {
            match item {
                Item::Question(question) => self.question(question, within, depth),
                Item::Group(group) if self.scene.session.is_relevant(within, &group.id) => {
                    (self.meet)(Step::Group { group, depth });
                    let items: Vec<&Item> = group.items.iter().collect();
                    self.items(&items, within, depth.saturating_add(1));
                }
                Item::Repeat(repeat) if self.scene.session.is_relevant(within, &repeat.id) => {
                    self.repeat(repeat, within, depth);
                }
                // Sections stand only at the top; the check of a form refuses others.
                Item::Group(_) | Item::Repeat(_) | Item::Section(_) => {}
            }
        }
    }

    fn question(&mut self, question: &'a Question, within: &Rows, depth: u8) {
        let path = FieldPath::within(within, question.id.clone());
        let Some(state) = self.scene.session.state(&path).filter(|state| state.relevant) else { return };
        let counts = takes_answer(&question.kind);
        self.number += u32::from(counts);
        let number = counts.then_some(self.number);
        (self.meet)(Step::Question(Asked { question, path, state, number, depth }));
    }

    fn repeat(&mut self, repeat: &'a Repeat, within: &Rows, depth: u8) {
        let rows = self.scene.session.rows(within, &repeat.id);
        (self.meet)(Step::Repeat { repeat, within: within.clone(), rows: rows.clone(), depth });
        let items: Vec<&Item> = repeat.items.iter().collect();
        let before = self.number;
        for (place, row) in rows.into_iter().enumerate().filter(|(_, row)| (self.open)(*row)) {
            let inside = FieldPath::row_of(within, repeat.id.clone(), row).rows;
            let depth = depth.saturating_add(1);
            (self.meet)(Step::Row { repeat, rows: inside.clone(), place, depth });
            self.number = 0;
            self.items(&items, &inside, depth.saturating_add(1));
        }
        self.number = before;
    }
}

/// Whether a person answers it.
pub(super) const fn takes_answer(kind: &Kind) -> bool {
    !matches!(kind, Kind::Note | Kind::Calculated { .. })
}
