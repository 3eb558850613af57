//! League, banner, township.

use egui::Ui;

use super::Card;
use crate::division::Divisions;
use crate::ui::widgets::division::{Place, pick};
use crate::value::Value;

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>, township: bool) {
    let look = *card.cx.look;
    let divisions = Divisions::built_in();
    let mut place = card.draft.place.take().unwrap_or_else(|| match card.answered() {
        Some(Value::Text(answer)) => Place::read(answer, divisions),
        _ => Place::default(),
    });
    let words = card.cx.words;
    let label = &card.prompt.label;
    let name = |part: &str| super::part_name(words, label, part);
    let picked = pick(ui, &look, words, divisions, &name, &mut place, township);
    if picked.changed {
        match place.answer() {
            Some(answer) => card.answer(Value::Text(answer.into())),
            None => card.erase(),
        }
        card.complete |= picked.banner && !township;
    }
    card.draft.place = Some(place);
}
