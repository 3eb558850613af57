//! Paints a run that is under way: how far it is, or calmly that it waits.

use std::time::Duration;

use egui::Ui;

use super::data::{self, Speed, UnderWay};
use super::transfer_ui::{ask, line};
use crate::app::transfer::{Running, TransferCommand};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, card, progress, status};

/// Shows it, if there is one.
pub(super) fn show(ui: &mut Ui, speed: &mut Speed, scene: &mut Scene<'_>) {
    let Some(running) = scene.program.transfer.running.clone() else { return };
    let stopping = running.progress.control().is_stopped();
    card::show(ui, scene.look, |ui| {
        ui.spacing_mut().item_spacing.y = scene.look.space.m;
        match data::waits(&running, scene.program, scene.words) {
            Some(waits) if !stopping => waiting(ui, &running, &waits, scene),
            _ => under_way(ui, &running, speed, stopping, scene),
        }
        let text = scene.words.text(if stopping { "transfer-stopping" } else { "transfer-stop" });
        let stop = Button::plain(&text).icon(Icon::Cross).wide().salt("stop").enabled(!stopping);
        if stop.show(ui, scene.look).clicked() {
            ask(TransferCommand::Stop, scene);
        }
    });
}

/// No network is nothing bad: it goes on by itself.
fn waiting(ui: &mut Ui, running: &Running, waits: &data::Line, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::text(ui, look.heading(&running.target));
    let more: Vec<_> = waits.more.iter().map(|text| look.muted(text)).collect();
    status::line(ui, look, Tone::Neutral, &waits.text, &more);
    let text = words.text("transfer-hurry");
    if Button::primary(&text).icon(Icon::Redo).wide().salt("hurry").show(ui, look).clicked() {
        ask(TransferCommand::Hurry, scene);
    }
    // Until another minute stands there.
    let left = running.next_try().unwrap_or_default();
    ui.ctx().request_repaint_after(Duration::from_secs(left.as_secs() % 60 + 1));
}

fn under_way(ui: &mut Ui, running: &Running, speed: &mut Speed, stopping: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let rate = speed.note(ui.input(|input| input.time), running.progress.get().bytes);
    let told = UnderWay::of(running, rate, scene.program, words);
    widgets::text(ui, look.heading(&told.title));
    widgets::text(ui, look.title(&told.count));
    progress::bar(ui, look, told.share, &told.count);
    widgets::text(ui, look.body(&told.amount));
    for piece in &told.pieces {
        widgets::text(ui, look.muted(piece));
    }
    if let Some(failed) = &told.failed {
        line(ui, failed, scene);
    }
    if told.paused {
        status::line(ui, look, Tone::Neutral, &words.text("transfer-paused"), &[]);
    }
    if !stopping {
        let (key, icon) = match told.paused {
            true => ("transfer-resume", Icon::ChevronRight),
            false => ("transfer-pause", Icon::Equals),
        };
        if Button::plain(&words.text(key)).icon(icon).wide().salt("pause").show(ui, look).clicked() {
            ask(TransferCommand::Pause(!told.paused), scene);
        }
    }
    if !told.paused {
        // The lane wakes the window only when it is done, or waits.
        ui.ctx().request_repaint_after(Duration::from_millis(200));
    }
}
