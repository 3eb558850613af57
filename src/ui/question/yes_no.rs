//! Yes or no: two large chips. A second tap takes the answer back.

use egui::Ui;

use super::Card;
use crate::ui::widgets::{Chip, flow};
use crate::value::Value;

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    flow(ui, |ui| {
        for (answer, key) in [(true, "q-yes"), (false, "q-no")] {
            let words = card.word(key);
            let chosen = card.answered() == Some(&Value::YesNo(answer));
            let chip = Chip::one(&words, chosen).salt(key).named(card.name(&words)).width(look.target * 2.6);
            if chip.show(ui, &look).clicked() {
                card.answer(if chosen { Value::Erased } else { Value::YesNo(answer) });
                card.complete |= !chosen;
            }
        }
    });
}
