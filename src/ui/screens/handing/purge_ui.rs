//! Paints what may go from this device.

use egui::{Id, Ui};

use super::data;
use super::handing_ui::{ask, line};
use crate::app::handing::HandingCommand;
use crate::app::handing::purge::Plan;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, card, dialog};

/// What goes, what stays and why; one button, one question. `asking` says whether the question is open.
pub(super) fn show(ui: &mut Ui, plan: &Plan, asking: &mut bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let handing = &scene.program.handing;
    let count = plan.goes().count();
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("handing-purge-title")));
        if let Some(gone) = &handing.gone {
            line(ui, &data::gone(gone, words), scene);
        }
        for told in data::purge(plan, words) {
            line(ui, &told, scene);
        }
        if let Some(left) = data::left(scene.program, words) {
            widgets::text(ui, look.muted(left));
        }
        let text = words.text("handing-unfinished");
        if Chip::many(&text, handing.unfinished).salt("unfinished").show(ui, look).clicked() {
            ask(HandingCommand::Unfinished(!handing.unfinished), scene);
        }
        if handing.purging {
            widgets::text(ui, look.muted(words.text("handing-purging")));
        } else if count > 0 && scene.program.read_only.is_none() {
            let text = words.with("handing-purge", &[("count", &count.to_string())]);
            *asking |= Button::plain(&text).icon(Icon::Trash).wide().salt("purge").show(ui, look).clicked();
        }
    });
    if *asking {
        question(ui, plan, asking, scene);
    }
}

fn question(ui: &Ui, plan: &Plan, asking: &mut bool, scene: &mut Scene<'_>) {
    let words = scene.words;
    let amounts = data::amounts(plan.goes().count(), plan.photos, plan.bytes);
    let title = words.with("handing-purge-ask", &amounts.args());
    let yes = words.text("handing-purge-yes");
    let question = dialog::Question {
        title: &title,
        words: &words.with("handing-purge-words", &amounts.args()),
        yes: &yes,
        no: &words.text("app-cancel"),
        danger: true,
    };
    if let Some(answer) = dialog::ask(ui.ctx(), scene.look, Id::unique("purge"), &question) {
        *asking = false;
        if answer {
            ask(HandingCommand::Purge, scene);
        }
    }
}
