//! The way of the programme, step by step: bars of which each counts who has come at least so far.

use egui::Ui;

use super::{Bar, Pen, bars};

/// The first bar is the whole; a later one that is longer (more were done than were asked for) sets the measure.
pub(super) fn show(ui: &mut Ui, pen: &mut Pen<'_>, steps: &[Bar]) {
    let most = steps.iter().map(|bar| bar.value).fold(0.0, f64::max);
    bars::rows(ui, pen, steps, most);
}
