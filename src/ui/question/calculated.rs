//! A result: shown, never touched.

use egui::Ui;

use super::{Card, aside};
use crate::ui::widgets::{card as sheets, text};

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    sheets::boxed(&look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            text(ui, look.muted(&card.prompt.label));
            let value = if card.prompt.value_text.is_empty() { "—" } else { &card.prompt.value_text };
            text(ui, look.heading(value));
        });
        aside::outcome(ui, card);
        aside::complaints(ui, card);
    });
}
