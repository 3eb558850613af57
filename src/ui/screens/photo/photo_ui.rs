//! The photo screen: bar, tools, photo, and what is asked in front of it.

use egui::{CentralPanel, Frame, Ui};

use super::data::Data;
use super::edit::State;
use super::{canvas_ui, overlay_ui, sheets_ui, strip_ui};
use crate::app::visit::Visit;
use crate::id::RowId;
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};

/// Shows the photo `row` of the question at `path`.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, photo: (&FieldPath, RowId), scene: &mut Scene<'_>) {
    let (path, row) = photo;
    let Some(data) = Data::of(scene.program, visit, path, row) else { return };
    state.turn_to(&data.path, data.photo.as_ref().map(|photo| photo.hash));
    if data.closed.is_some() {
        // A task that was closed elsewhere meanwhile: nothing half done stays in the fingers.
        state.look_only();
    }
    header(ui, visit, &data, scene);
    strip_ui::show(ui, state, &data, scene);
    let frame = Frame::new().fill(scene.look.colours.ground);
    CentralPanel::default().frame(frame).show(ui, |ui| match &data.photo {
        Some(photo) => {
            let room = canvas_ui::show(ui, state, &data, photo, scene);
            overlay_ui::show(ui, state, &data, room, scene);
        }
        None => {
            ui.centered_and_justified(|ui| ui.label(scene.look.muted(scene.words.text("photo-missing"))));
        }
    });
    sheets_ui::show(ui, state, visit, &data, scene);
}

fn header(ui: &mut Ui, visit: &Visit, data: &Data, scene: &mut Scene<'_>) {
    let words = scene.words;
    let title = words.text("photo-view-title");
    let caption = data.photo.as_ref().map(|photo| &*photo.caption).filter(|caption| !caption.is_empty());
    let subtitle = match caption {
        Some(caption) => words.with("marks-subtitle", &[("what", &data.label), ("caption", caption)]),
        None => data.label.clone(),
    };
    let (undo, redo) = if data.is_open() {
        let label = |label: Option<&crate::dossier::history::Label>| label.map(|label| label.text(words.language()));
        (label(visit.history.undo_label()), label(visit.history.redo_label()))
    } else {
        (None, None)
    };
    bar::show(ui, &Bar { title: &title, subtitle: &subtitle, back: true, undo, redo, settings: false }, scene);
}
