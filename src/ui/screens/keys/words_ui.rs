//! The words of a key, large and numbered, as two people read them to each other.

use egui::{Frame, Ui};

use crate::l10n::{Language, Words};
use crate::seal::{Recipient, fingerprint};
use crate::ui::theme::Look;
use crate::ui::widgets::{self, card};

/// Shows them in rows that wrap.
pub fn show(ui: &mut Ui, look: &Look, words: &Words, recipient: &Recipient, language: Language) {
    let spoken = fingerprint::words(recipient, language);
    card::boxed(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        widgets::text(ui, look.muted(words.text("keys-words")));
        let widest = if language == Language::Chinese { 5.0 } else { 8.5 };
        widgets::flow(ui, |ui| {
            for (place, word) in spoken.iter().enumerate() {
                let number = (place + 1).to_string();
                let text = words.with("keys-word", &[("number", &number), ("word", word)]);
                Frame::new().show(ui, |ui| {
                    ui.set_width((widest * look.sizes.heading).min(ui.available_width()));
                    widgets::text(ui, look.heading(text));
                });
            }
        });
    });
}
