//! Paints the photo with its points, and the steps of measuring.

use egui::Ui;

use crate::app::visit::Visit;
use crate::id::RowId;
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};

/// What is measured, and how far one is.
#[derive(Default)]
pub struct State {}

/// Shows measuring in the photo `row` of the question at `path`.
pub fn show(ui: &mut Ui, _state: &mut State, visit: &Visit, photo: (&FieldPath, RowId), scene: &mut Scene<'_>) {
    let words = scene.words;
    let title = words.text("measure-title");
    let subtitle = visit.label_of(photo.0, words.language());
    let bar = Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: false };
    bar::show(ui, &bar, scene);
}
