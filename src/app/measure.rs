//! Measuring in a photo: corners are looked for, a length is written down with its evidence, and confirmed later.

use std::sync::Arc;

use super::jobs::corners;
use super::program::Program;
use super::visit::Visit;
use crate::dossier::edit::Edit;
use crate::dossier::history::Deed;
use crate::dossier::marks;
use crate::form::schema::Kind;
use crate::id::{ContentHash, RowId};
use crate::path::{Aspect, FieldPath};
use crate::photo::measure::{Quad, Rectangle};
use crate::role::Can;
use crate::units::Unit;
use crate::value::{Decimal, Estimate, Ink, Mark, MarkKind, Value};

/// What a person asks for while measuring.
#[derive(Clone, Debug, PartialEq)]
pub enum MeasureCommand {
    /// Looks for the corners of the reference in a stored photo; the answer comes into [`Program::corners`].
    FindCorners { photo: ContentHash, reference: Rectangle },
    /// Writes a length: to the question at `path`, if it asks for millimetres, as an estimate with its ±; and onto its
    /// photo `row` as a dimension line. One step.
    Write { path: FieldPath, row: RowId, estimate: Arc<Estimate> },
    /// Somebody has measured it by tape and found the same.
    Confirm { path: FieldPath },
}

impl MeasureCommand {
    /// What the person's role must allow.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::FindCorners { .. } => None,
            Self::Write { .. } | Self::Confirm { .. } => Some(Can::Answer),
        }
    }
}

/// The last search for corners.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Corners {
    #[default]
    NotAsked,
    Looking {
        photo: ContentHash,
        reference: Rectangle,
    },
    /// Without a quadrilateral the program is not sure, and offers nothing.
    Found {
        photo: ContentHash,
        reference: Rectangle,
        quad: Option<Quad>,
    },
}

impl Program {
    pub(super) fn dispatch_measure(&mut self, command: MeasureCommand) {
        match command {
            MeasureCommand::FindCorners { photo, reference } => self.find_corners(photo, reference),
            MeasureCommand::Write { path, row, estimate } => self.write_estimate(&path, row, &estimate),
            MeasureCommand::Confirm { path } => {
                let Some(aspect) = path.aspect(Aspect::Estimate) else { return };
                let label = self.label(Deed::Confirm, &path);
                self.edit(&Edit::set(aspect, Value::Erased), Some(label));
            }
        }
    }

    fn find_corners(&mut self, photo: ContentHash, reference: Rectangle) {
        self.corners = Corners::Looking { photo, reference };
        corners::look(Arc::clone(&self.store), photo, reference, self.reports.clone());
    }

    /// Takes what the search reported; an answer to an older request is late.
    pub(super) fn corners_found(&mut self, photo: ContentHash, reference: Rectangle, quad: Option<Quad>) {
        if self.corners == (Corners::Looking { photo, reference }) {
            self.corners = Corners::Found { photo, reference, quad };
        }
    }

    fn write_estimate(&mut self, path: &FieldPath, row: RowId, estimate: &Arc<Estimate>) {
        let Some(photo) = path.photo(row) else { return };
        self.begin_visit();
        let Some(visit) = &self.visit else { return };
        let answer = visit.millimetres_of(path, estimate.millimetres);
        // A question has one length, so measuring again moves its line; other photos take any number of lines.
        let mark = match &answer {
            Some(_) => RowId::derived(&["estimate", &path.to_string(), &row.to_string()]),
            None => RowId::mint(),
        };
        let line = Mark {
            kind: MarkKind::Dimension,
            ink: Ink::Yellow,
            points: estimate.ends.to_vec(),
            text: format!("≈ {} ± {} mm", estimate.millimetres, estimate.plus_minus).into(),
        };
        let mark = marks::path(&photo, mark);
        let mut edits = vec![(mark, Value::Mark(Arc::new(line)))];
        if let (Some(answer), Some(aspect)) = (answer, path.aspect(Aspect::Estimate)) {
            edits.insert(0, (path.clone(), answer));
            edits.push((aspect, Value::Estimate(Arc::clone(estimate))));
        }
        let label = self.label(Deed::Measure, path);
        self.edit(&Edit::set_all(edits), Some(label));
    }
}

impl Visit {
    /// A length as the answer to the question at `path`; `None` when it does not ask for millimetres.
    pub fn millimetres_of(&self, path: &FieldPath, millimetres: u32) -> Option<Value> {
        let name = path.leaf.as_ref()?;
        let question = self.forms.iter().find_map(|form| form.session.form().question(name))?;
        match question.kind {
            Kind::Integer { unit: Some(Unit::Millimetre), .. } => Some(Value::Integer(i64::from(millimetres))),
            Kind::Decimal { unit: Some(Unit::Millimetre), .. } => {
                Decimal::new(f64::from(millimetres)).map(Value::Decimal)
            }
            _ => None,
        }
    }
}
