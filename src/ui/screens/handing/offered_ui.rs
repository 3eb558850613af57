//! Paints a package that has come and is not taken yet.

use egui::Ui;

use crate::app::command::Command;
use crate::app::exchange::{ExchangeCommand, check_words};
use crate::ui::scene::Scene;
use crate::ui::widgets::{Button, Icon, Tone, card, status};

/// The oldest package that waits, with "take" and "not now".
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(check) = scene.program.exchange.offered.first() else { return };
    let free = scene.program.exchange.busy.is_none();
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        let lines: Vec<_> = check_words(check, words).into_iter().map(|line| look.body(line)).collect();
        let tone = if check.is_whole() { Tone::Neutral } else { Tone::Doubtful };
        status::line(ui, look, tone, &words.text("handing-offered"), &lines);
        if let Some(problem) = &check.refused {
            status::line(ui, look, Tone::Bad, &words.problem(problem), &[]);
        }
        let may = free && check.refused.is_none() && scene.program.read_only.is_none();
        let take = words.text("handing-take");
        if Button::primary(&take).icon(Icon::Check).wide().salt("take").enabled(may).show(ui, look).clicked() {
            scene.out.push(Command::Exchange(ExchangeCommand::Open(vec![check.file.clone()])));
        }
        if Button::quiet(&words.text("handing-leave")).wide().salt("leave").show(ui, look).clicked() {
            scene.out.push(Command::Exchange(ExchangeCommand::Leave(check.file.clone())));
        }
    });
}
