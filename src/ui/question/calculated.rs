//! A result: shown, never touched.

use egui::{Role, Sense, Ui, WidgetInfo};

use super::line::Row;
use super::{Card, aside};
use crate::ui::widgets::Icon;

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let colours = card.cx.look.colours;
    let text = &card.prompt.value_text;
    let value = if text.is_empty() { "—" } else { text };
    let row = Row { icon: Icon::Equals, icon_ink: colours.muted, value, value_ink: colours.ink, sense: Sense::hover() };
    let response = row.show(ui, card);
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(value.to_owned()),
        ..WidgetInfo::labeled(Role::Status, true, &card.prompt.label)
    });
    if card.prompt.value.is_some() {
        aside::outcome(ui, card);
        aside::complaints(ui, card);
    }
}
