//! A signature, with the name in block letters and, for an agent, the relation.

use std::sync::Arc;

use egui::Ui;

use super::Card;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{Button, Icon, flow, signature, text};
use crate::value::{Signature, Value};

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>, who: &str) {
    let look = *card.cx.look;
    let stored = match card.answered() {
        Some(Value::Signature(signature)) => Some(Arc::clone(signature)),
        _ => None,
    };
    if !who.is_empty() {
        text(ui, look.muted(card.cx.words.with("q-sign-of", &[("who", who)])));
    }
    let mut changed = false;
    let [mut name, mut relation] = card.draft.signer.take().unwrap_or_else(|| match &stored {
        Some(signature) => [signature.name.to_string(), signature.relation.to_string()],
        None => Default::default(),
    });
    for (key, field) in [("q-sign-name", &mut name), ("q-sign-relation", &mut relation)] {
        let hint = card.word(key);
        changed |= TextField::new(key, card.name(&hint)).hint(&hint).show(ui, &look, field).changed();
    }
    let mut strokes = card
        .draft
        .strokes
        .take()
        .unwrap_or_else(|| stored.map_or_else(Vec::new, |signature| signature.strokes.clone()));
    let hint = card.word("q-sign-here");
    changed |= signature::pad(ui, &look, &card.name_of("q-sign-pad"), &hint, &mut strokes);
    let mut cleared = false;
    if !strokes.is_empty() {
        flow(ui, |ui| {
            let words = card.word("q-sign-clear");
            let button = Button::plain(&words).icon(Icon::Clear).salt("clear").named(card.name(&words));
            cleared = button.show(ui, &look).clicked();
        });
    }
    if cleared {
        strokes.clear();
        card.erase();
    } else if changed && !strokes.is_empty() {
        card.answer(Value::Signature(Arc::new(Signature {
            name: name.trim().into(),
            relation: relation.trim().into(),
            strokes: strokes.clone(),
        })));
    }
    card.draft.strokes = Some(strokes);
    card.draft.signer = Some([name, relation]);
}
