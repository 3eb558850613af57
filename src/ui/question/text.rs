//! Free text with phrases.

use egui::Ui;

use super::Card;
use crate::ui::widgets::text_field::{Phrases, TextField};
use crate::value::Value;

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>, long: bool, phrases: &[String]) {
    let look = *card.cx.look;
    let stored = match card.answered() {
        Some(Value::Text(text)) => text.to_string(),
        _ => String::new(),
    };
    let mut text = card.draft.text.take().unwrap_or(stored);
    let words = card.cx.words;
    let label = &card.prompt.label;
    let name = |part: &str| super::part_name(words, label, part);
    let between = words.text("q-phrase-between");
    let phrases = Phrases { texts: phrases, between: &between, name: &name };
    let field = TextField::new("answer", card.name_of("q-text")).phrases(phrases);
    let field = if long { field.long() } else { field };
    let response = field.show(ui, &look, &mut text);
    if response.changed() {
        match text.trim() {
            "" => card.erase(),
            trimmed => card.answer(Value::Text(trimmed.into())),
        }
    }
    // While it is written the field is the truth ("a " is not "a"), afterwards the household is.
    card.draft.text = Some(text).filter(|_| response.has_focus() || response.changed());
}
