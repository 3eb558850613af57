//! A place on a drawing.

use egui::Ui;

use super::Card;
use crate::id::Name;
use crate::ui::widgets::{Icon, Tone, drawing, status, text};
use crate::value::Value;

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>, name: &Name) {
    let look = *card.cx.look;
    let Some(drawing) = card.cx.drawings.get(name.as_str()) else {
        status::line_with(ui, &look, Tone::Doubtful, Icon::Warning, &card.word("q-point-missing"), &[]);
        return;
    };
    let chosen = match card.answered() {
        Some(&Value::Point { x, y }) => Some((x, y)),
        _ => None,
    };
    text(ui, look.muted(card.word("q-point-tap")));
    let language = card.cx.words.language();
    let called = card.name_of("q-point-pad");
    if let Some((x, y)) = drawing::take_point(ui, &look, language, drawing, &called, chosen) {
        card.answer(Value::Point { x, y });
    }
}
