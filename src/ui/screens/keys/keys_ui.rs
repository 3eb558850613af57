//! Paints it.

use egui::Ui;

use crate::ui::scene::Scene;

/// What the screen remembers while it is shown.
#[derive(Default)]
pub struct State {}

pub fn show(_ui: &mut Ui, _state: &mut State, _scene: &mut Scene<'_>) {}
