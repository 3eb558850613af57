//! A text to read: no answer, no card.

use egui::Ui;

use super::{Card, aside};
use crate::ui::widgets::{Icon, Tone, status};

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    let hint = Some(&card.prompt.hint).filter(|hint| !hint.is_empty()).map(|hint| look.muted(hint));
    let more: Vec<_> = hint.into_iter().collect();
    status::line_with(ui, &look, Tone::Neutral, Icon::Info, &card.prompt.label, &more);
    aside::guidance(ui, card);
}
