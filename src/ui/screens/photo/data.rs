//! What the photo screen shows.

use std::sync::Arc;

use crate::app::program::Program;
use crate::app::visit::Visit;
use crate::dossier::marks::{self, Placed};
use crate::dossier::{contest, pairs};
use crate::id::RowId;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::Dot;
use crate::value::{Mark, MarkKind, Photo, Value};

/// A photo and everything about it.
pub struct Data {
    /// The path of its row.
    pub path: FieldPath,
    /// What it belongs to.
    pub question: FieldPath,
    pub label: String,
    /// `None`: not there (any more).
    pub photo: Option<Arc<Photo>>,
    pub marks: Vec<Placed>,
    /// Why it can only be looked at.
    pub closed: Option<Problem>,
    /// Being made unrecognisable just now.
    pub busy: bool,
    /// What devices say about the photo itself when they do not agree.
    pub versions: Vec<PhotoVersion>,
    /// The photo of the same standpoint, the earlier one first.
    pub pair: Option<[FieldPath; 2]>,
}

/// What one device says about the photo.
pub struct PhotoVersion {
    pub dot: Dot,
    pub author: Arc<str>,
    /// `None`: removed.
    pub caption: Option<Arc<str>>,
}

impl Data {
    /// Looks the photo `row` of `question` up; `None` when that names no photo's row.
    pub fn of(program: &Program, visit: &Visit, question: &FieldPath, row: RowId) -> Option<Self> {
        let path = question.photo(row)?;
        let home = &visit.dossier;
        let photo = pairs::photo(home, &path);
        let partner = pairs::before_of(home, &path).or_else(|| pairs::after_of(home, &path).pop());
        Some(Self {
            label: visit.label_of(question, program.settings.language),
            photo,
            marks: marks::marks(home, &path),
            closed: program.photo_is_closed(&path),
            busy: program.is_retouching(&path),
            versions: versions(visit, &path),
            pair: partner.map(|(partner, _)| pairs::in_order(home, path.clone(), partner)),
            question: question.clone(),
            path,
        })
    }

    pub fn is_open(&self) -> bool {
        self.closed.is_none() && !self.busy
    }

    pub fn placed(&self, row: Option<RowId>) -> Option<&Placed> {
        self.marks.iter().find(|placed| Some(placed.row) == row)
    }
}

fn versions(visit: &Visit, path: &FieldPath) -> Vec<PhotoVersion> {
    if contest::at(&visit.dossier, path).is_none() {
        return Vec::new();
    }
    let versions = contest::choices(&visit.dossier, path).into_iter().map(|choice| PhotoVersion {
        dot: choice.dot,
        author: Arc::clone(&choice.writers[0].author),
        caption: if let Value::Photo(photo) = &choice.value { Some(Arc::clone(&photo.caption)) } else { None },
    });
    versions.collect()
}

/// What a kind of mark is called.
pub const fn kind_key(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Arrow => "marks-arrow",
        MarkKind::Box => "marks-box",
        MarkKind::Ellipse => "marks-ellipse",
        MarkKind::Freehand => "marks-freehand",
        MarkKind::Dimension => "marks-dimension",
        MarkKind::Text => "marks-text",
    }
}

/// What a mark is called among the others: its kind, its number, its words.
pub fn mark_name(words: &Words, marks: &[Placed], row: RowId) -> String {
    let Some(index) = marks.iter().position(|placed| placed.row == row) else { return String::new() };
    let mark: &Mark = &marks[index].mark;
    let (kind, number) = (words.text(kind_key(mark.kind)), (index + 1).to_string());
    if mark.text.is_empty() {
        words.with("marks-name", &[("kind", &kind), ("number", &number)])
    } else {
        words.with("marks-name-words", &[("kind", &kind), ("number", &number), ("words", &mark.text)])
    }
}
