//! Marked photos: what a person asks for on the photo screen, and what comes back from making faces unrecognisable.

use std::sync::Arc;

use super::jobs::retouch::{Order, Retouched};
use super::program::Program;
use super::task::Task;
use crate::dossier::edit::Edit;
use crate::dossier::history::{Deed, Label};
use crate::dossier::stage::Stage;
use crate::dossier::{Dossier, marks, pairs};
use crate::id::{ContentHash, RowId};
use crate::path::FieldPath;
use crate::photo::marks::Stroke;
use crate::plan::fields;
use crate::problem::Problem;
use crate::role::Can;
use crate::value::{Estimate, Mark, Photo, Value};

/// A person works on a photo; `photo` is the path of its row.
#[derive(Clone, Debug, PartialEq)]
pub enum MarksCommand {
    /// Draws a mark; the row's id is the caller's, so that the screen can keep it selected.
    Add {
        photo: FieldPath,
        row: RowId,
        mark: Mark,
    },
    /// Moves, recolours, rewrites.
    Set {
        photo: FieldPath,
        row: RowId,
        mark: Mark,
    },
    Remove {
        photo: FieldPath,
        row: RowId,
    },
    Caption {
        photo: FieldPath,
        text: String,
    },
    /// Makes everything under the strokes unrecognisable, for ever.
    Blur {
        photo: FieldPath,
        strokes: Vec<Stroke>,
    },
    /// Says which earlier photo shows the same standpoint; `None` parts them.
    Pair {
        after: FieldPath,
        before: Option<FieldPath>,
    },
}

impl MarksCommand {
    fn photo(&self) -> &FieldPath {
        match self {
            Self::Add { photo, .. }
            | Self::Set { photo, .. }
            | Self::Remove { photo, .. }
            | Self::Caption { photo, .. }
            | Self::Blur { photo, .. }
            | Self::Pair { after: photo, .. } => photo,
        }
    }
}

impl Program {
    /// Why this photo can only be looked at now; `None` when it can be worked on. `photo` is the path of its row.
    pub fn photo_is_closed(&self, photo: &FieldPath) -> Option<Problem> {
        if self.read_only.is_some() {
            return Some(Problem::warning("app-read-only-edit"));
        }
        let visit = self.visit.as_ref()?;
        let question = &photo.rows.last()?.repeat;
        let in_item = photo.rows.len() > 1 && photo.rows[0].repeat.as_str() == fields::ITEM;
        let stage = visit.stage();
        let (open, can) = if in_item && question.as_str() == fields::PHOTO {
            ((Stage::Surveyed..=Stage::Planned).contains(&stage), Can::Plan)
        } else if in_item {
            (Task::Works.is_open_at(stage), Task::Works.needs())
        } else if visit.forms.iter().any(|form| form.session.form().question(question).is_some()) {
            (visit.is_open(), visit.task.needs())
        } else {
            return Some(Problem::notice("marks-other-task").of_dossier(visit.dossier.id));
        };
        match (self.role.can(can), open) {
            (false, _) => Some(Problem::warning("app-not-allowed")),
            (true, true) => None,
            (true, false) if in_item => Some(Problem::notice("marks-other-task").of_dossier(visit.dossier.id)),
            (true, false) => self.closed(),
        }
    }

    /// Whether faces of this photo are being made unrecognisable just now.
    pub fn is_retouching(&self, photo: &FieldPath) -> bool {
        self.visit.as_ref().is_some_and(|visit| self.retouch.is_busy(visit.dossier.id, photo))
    }

    pub(super) fn dispatch_marks(&mut self, command: MarksCommand) {
        if let Some(closed) = self.photo_is_closed(command.photo()) {
            return self.tell(closed);
        }
        if self.is_retouching(command.photo()) {
            return self.tell(Problem::notice("marks-busy"));
        }
        let Some(visit) = &self.visit else { return };
        let home = &visit.dossier;
        let path = command.photo().clone();
        let (deed, edit) = match command {
            MarksCommand::Add { photo, row, mark } => (Deed::AddMark, marks::add(home, &photo, row, mark)),
            MarksCommand::Set { photo, row, mark } => (Deed::ChangeMark, marks::set(&photo, row, mark)),
            MarksCommand::Remove { photo, row } => (Deed::RemoveMark, Ok(marks::remove(&photo, row))),
            MarksCommand::Caption { photo, text } => {
                let edit = marks::caption(home, &photo, text.trim());
                (Deed::Caption, edit.ok_or_else(|| Problem::warning("marks-photo-gone")))
            }
            MarksCommand::Pair { after, before: Some(before) } => (Deed::Pair, Ok(pairs::set_pair(&after, &before))),
            MarksCommand::Pair { after, before: None } => (Deed::Pair, Ok(pairs::part(&after))),
            MarksCommand::Blur { photo, strokes } => return self.blur(photo, strokes),
        };
        let label = self.label(deed, &path);
        match edit {
            Ok(edit) => self.edit(&edit, Some(label)),
            Err(problem) => self.tell(problem),
        }
    }

    fn blur(&mut self, photo: FieldPath, strokes: Vec<Stroke>) {
        let Some(visit) = &self.visit else { return };
        let Some(shown) = pairs::photo(&visit.dossier, &photo).filter(|_| !strokes.is_empty()) else { return };
        let (dossier, old) = (visit.dossier.id, shown.hash);
        let order = Order { dossier, photo, old, puts: self.store.photo_puts(old), strokes };
        if !self.retouch.start(&self.store, &self.reports, order) {
            self.tell(Problem::error("marks-blur-no-thread"));
        }
    }

    /// The new picture is on disk: the field names it, the old one is forgotten once that is durable.
    pub(super) fn retouched(&mut self, retouched: Retouched) {
        let Retouched { order, new } = retouched;
        self.retouch.done(&order);
        let Order { dossier, photo, old, puts, .. } = order;
        let told = |problem: Problem| problem.of_dossier(dossier).of_field(photo.clone());
        let new = match new {
            Ok(new) => new,
            Err(problem) => return self.tell(told(problem)),
        };
        let replace = |home: &Dossier| {
            let before = pairs::photo(home, &photo).filter(|before| before.hash == old)?;
            let (hash, width, height) = (new.hash, new.width, new.height);
            let photo_edit = marks::blur(home, &photo, Photo { hash, width, height, ..(*before).clone() })?;
            Some(Edit::Many([vec![photo_edit], evidence(home, old, new.hash)].concat()))
        };
        match self.change(dossier, replace) {
            Some(ticket) => {
                if let Some(visit) = self.visit.as_mut().filter(|visit| visit.dossier.id == dossier) {
                    let (hash, width, height) = (new.hash, new.width, new.height);
                    let blurred = Photo { hash, width, height, taken: None, place: None, caption: Arc::from("") };
                    visit.history.replace_photo(old, &blurred);
                }
                self.retouch.forget_after(ticket, old, puts);
            }
            // Removed or replaced meanwhile: then the new picture is the one that nobody names.
            None => {
                self.tell(told(Problem::warning("marks-blur-overtaken")));
                for hash in [old, new.hash] {
                    let puts = self.store.photo_puts(hash);
                    self.retouch.forget(&self.store, &self.reports, hash, puts);
                }
            }
        }
    }

    pub(super) fn photo_forgotten(&mut self, hash: ContentHash, forgotten: Result<bool, Problem>) {
        match forgotten {
            Ok(true) => self.forgotten.push(hash),
            Ok(false) => self.tell(Problem::warning("marks-blur-elsewhere")),
            Err(problem) => self.tell(problem),
        }
    }

    /// Photos whose files are gone since the last call: whoever holds their pixels lets them go.
    pub fn take_forgotten(&mut self) -> Vec<ContentHash> {
        std::mem::take(&mut self.forgotten)
    }

    /// Changes a household, open or closed, without a step to undo; returns the ticket of the change.
    fn change(&mut self, dossier: crate::id::DossierId, edit: impl FnOnce(&Dossier) -> Option<Edit>) -> Option<u64> {
        match &self.visit {
            Some(visit) if visit.dossier.id == dossier => {
                let edit = edit(&visit.dossier)?;
                self.edit(&edit, None::<Label>);
            }
            _ => {
                let (home, _) = self.load(dossier).ok()?;
                self.edit_closed(dossier, &edit(&home)?);
            }
        }
        Some(self.last_ticket())
    }
}

/// Measurements that have the old picture as evidence have the new one from now on: nothing in it has moved.
fn evidence(home: &Dossier, old: ContentHash, new: ContentHash) -> Vec<Edit> {
    let estimates = home.fields.iter().filter_map(|(path, register)| match register.value() {
        Some(Value::Estimate(estimate)) if estimate.photo == old => {
            let estimate = Estimate { photo: new, ..(**estimate).clone() };
            Some(Edit::set(path.clone(), Value::Estimate(Arc::new(estimate))))
        }
        _ => None,
    });
    estimates.collect()
}
