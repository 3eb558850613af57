//! The screen: the photo, and the steps beside it or below.

use egui::{CentralPanel, Frame, Panel, ScrollArea, Ui};

use super::data::Work;
use super::panel_ui::{self, About};
use super::picture_ui::{self, View};
use super::reference_ui::Typing;
use crate::app::visit::Visit;
use crate::dossier::pairs;
use crate::id::RowId;
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};

/// What is measured, and how far one is.
#[derive(Default)]
pub struct State {
    photo: Option<(FieldPath, RowId)>,
    pub(super) work: Work,
    pub(super) view: View,
    pub(super) typing: Typing,
}

/// Shows measuring in the photo `row` of the question at `path`.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, photo: (&FieldPath, RowId), scene: &mut Scene<'_>) {
    let (path, row) = photo;
    if state.photo.as_ref().is_none_or(|(known, known_row)| (known, *known_row) != photo) {
        // What one has at hand stays the same from photo to photo.
        let work = Work { chosen: state.work.chosen, ..Work::default() };
        *state = State { photo: Some((path.clone(), row)), work, ..State::default() };
    }
    let (look, words) = (scene.look, scene.words);
    let title = words.text("measure-title");
    let subtitle = visit.label_of(path, words.language());
    let bar = Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: false };
    bar::show(ui, &bar, scene);
    let photo = path.photo(row).and_then(|place| pairs::photo(&visit.dossier, &place));
    let Some(photo) = photo else {
        CentralPanel::default().show(ui, |ui| {
            ui.centered_and_justified(|ui| ui.label(look.muted(words.text("photo-missing"))));
        });
        return;
    };
    let about = About { visit, path, row, photo: &photo };
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.m));
    let room = ui.available_size();
    let content = |ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("measure steps").show(ui, |ui| {
            panel_ui::show(ui, state, &about, scene);
        });
    };
    if room.x > room.y {
        let width = (340.0 * look.factor.sqrt()).min(room.x * 0.45);
        Panel::right("measure steps")
            .frame(frame)
            .resizable(false)
            .exact_size(width)
            .show(ui, |ui| content(ui, state, scene));
    } else {
        let height = room.y * 0.42;
        Panel::bottom("measure steps")
            .frame(frame)
            .resizable(false)
            .exact_size(height)
            .show(ui, |ui| content(ui, state, scene));
    }
    let offered = panel_ui::offered(&state.work, &photo, &scene.program.corners);
    CentralPanel::default().frame(Frame::new().fill(look.colours.ground)).show(ui, |ui| {
        picture_ui::show(ui, &mut state.view, &mut state.work, &photo, offered.as_ref(), scene);
    });
}
