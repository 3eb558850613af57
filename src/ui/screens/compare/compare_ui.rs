//! Paints two photos of one standpoint.

use egui::Ui;

use crate::app::route::{PhotoPlace, Route};
use crate::app::visit::Visit;
use crate::ui::scene::Scene;

/// How they are looked at.
#[derive(Default)]
pub struct State {}

/// Shows the two photos.
pub fn show(_: &mut Ui, _: &mut State, _: &Visit, _: [&PhotoPlace; 2], _: &Route, _: &mut Scene<'_>) {}
