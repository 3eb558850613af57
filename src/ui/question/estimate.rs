//! Lengths measured in a photo: told as estimates until confirmed, and the way to measure one.

use egui::Ui;

use super::Card;
use crate::app::command::Command;
use crate::app::measure::MeasureCommand;
use crate::app::route::Route;
use crate::dossier::prompt::Control;
use crate::ui::widgets::{Button, Icon, Tone, status};
use crate::units::Unit;

/// "≈ 812 mm ± 9 估测值", what it means beside the reference line, and the button for one who has the tape at hand.
pub(super) fn told(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let Some(told) = &card.prompt.estimate else { return };
    let look = *card.cx.look;
    let words = format!("{}  {}", told.text, card.word("measure-estimate"));
    let straddles = told.straddles.then(|| look.body(card.word("measure-straddles")));
    let more: Vec<_> = straddles.into_iter().collect();
    status::line_with(ui, &look, Tone::Doubtful, Icon::Ruler, &words, &more);
    let confirm = card.word("measure-confirm");
    let button = Button::plain(&confirm).icon(Icon::Check).salt("confirm").named(card.name(&confirm));
    let clicked = ui.add_enabled_ui(card.cx.editable, |ui| button.show(ui, &look).clicked()).inner;
    if clicked {
        card.cx.out.push(Command::Measure(MeasureCommand::Confirm { path: card.prompt.path.clone() }));
    }
}

/// The way to measure in the last photo of a question that asks for millimetres.
pub(super) fn action(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let millimetres = matches!(
        card.prompt.control,
        Control::Integer { unit: Some(Unit::Millimetre), .. } | Control::Decimal { unit: Some(Unit::Millimetre), .. }
    );
    let Some(photo) = card.prompt.photos.last().filter(|_| millimetres) else { return };
    let words = card.word("measure-action");
    let button = Button::quiet(&words).small().icon(Icon::Ruler).salt("measure").named(card.name(&words));
    if button.show(ui, card.cx.look).clicked() {
        let (path, back) = (card.prompt.path.clone(), Box::new(card.cx.here.clone()));
        card.cx.out.push(Command::Go(Route::Measure { path, row: photo.row, back }));
    }
}
