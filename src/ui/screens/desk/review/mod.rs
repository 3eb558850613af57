//! The surveys that wait for review.

use egui::Ui;

use crate::ui::scene::Scene;

/// What the screen remembers.
#[derive(Default)]
pub struct State {}

/// Shows the screen, inside the desk's frame.
pub fn show(_ui: &mut Ui, _state: &mut State, _scene: &mut Scene<'_>) {}
