//! A day.

use egui::Ui;

use super::Card;
use crate::ui::widgets::date::Calendar;
use crate::value::Value;

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    let chosen = match card.answered() {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let words = card.cx.words;
    let label = &card.prompt.label;
    let name = |part: &str| super::part_name(words, label, part);
    let mut month = card.draft.month.unwrap_or(chosen.unwrap_or(card.cx.today));
    let calendar = Calendar { chosen, today: card.cx.today, name: &name };
    let tapped = calendar.show(ui, &look, words, &mut month);
    card.draft.month = Some(month);
    if let Some(date) = tapped {
        card.answer(Value::Date(date));
        card.complete = true;
    }
}
