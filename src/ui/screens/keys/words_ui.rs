//! The words of a key, large and numbered, as two people read them to each other.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use crate::l10n::{Language, Words};
use crate::seal::{Recipient, fingerprint};
use crate::ui::theme::Look;
use crate::ui::widgets::{self, card};

/// Shows them in columns of one width, as many as there is room for.
pub fn show(ui: &mut Ui, look: &Look, words: &Words, recipient: &Recipient, language: Language) {
    let spoken = fingerprint::words(recipient, language);
    card::boxed(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        widgets::text(ui, look.muted(words.text("keys-words")));
        let letters = if language == Language::Chinese { 4.5 } else { 7.5 };
        let room = ui.available_width();
        let cell = vec2((letters * look.sizes.heading).min(room), 1.5 * look.sizes.heading);
        let columns = ((room + look.space.s) / (cell.x + look.space.s)).floor().clamp(1.0, 4.0) as usize;
        for (row, few) in spoken.chunks(columns).enumerate() {
            ui.horizontal(|ui| {
                for (column, word) in few.iter().enumerate() {
                    let number = (row * columns + column + 1).to_string();
                    let text = words.with("keys-word", &[("number", &number), ("word", word)]);
                    let galley = widgets::wrapped(ui, &text, look.sizes.heading, look.colours.ink, cell.x);
                    let (rect, response) = ui.allocate_exact_size(cell, Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*text));
                    ui.painter().galley(rect.left_top(), galley, look.colours.ink);
                }
            });
        }
    });
}
