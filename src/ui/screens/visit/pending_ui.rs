//! The photos on their way: how many are through, what each of them waits for, and a way to stop it.

use egui::{Align, Layout, Ui};

use super::data::{PendingData, VisitData};
use crate::app::command::Command;
use crate::app::incoming::Progress;
use crate::ui::question;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, progress, status};

/// Lines before "and so many more": the column has other things to say.
const SHOWN: usize = 4;

pub fn show(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    if data.pending.is_empty() {
        return;
    }
    let (look, words, queue) = (scene.look, scene.words, &scene.program.photo_queue);
    let pending = words.with("visit-photo-pending", &[("count", &data.pending.len().to_string())]);
    status::chip_with(ui, look, Tone::Doubtful, Icon::Picture, &pending);
    let (done, all) = (queue.done.to_string(), queue.all().to_string());
    let name = words.with("photo-queue", &[("done", &done), ("all", &all)]);
    progress::bar(ui, look, queue.done as f32 / queue.all().max(1) as f32, &name);
    for one in data.pending.iter().take(SHOWN) {
        line(ui, one, scene);
    }
    if let Some(more) = data.pending.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        widgets::text(ui, look.muted(words.with("photo-more-pending", &[("count", &more.to_string())])));
    }
}

fn line(ui: &mut Ui, one: &PendingData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if one.progress != Progress::Opening {
                let name = question::part_name(words, &one.label, &words.text("photo-cancel"));
                if Button::icon_only(Icon::Cross, name).small().salt(("cancel", one.row)).show(ui, look).clicked() {
                    scene.out.push(Command::CancelPhoto(one.row));
                }
            }
            ui.vertical(|ui| {
                widgets::text(ui, look.body(&one.label));
                widgets::text(ui, look.muted(words.text(progress_key(one.progress))));
            });
        });
    });
}

const fn progress_key(progress: Progress) -> &'static str {
    match progress {
        Progress::Keeping => "photo-is-keeping",
        Progress::Waiting => "photo-is-waiting",
        Progress::Opening => "photo-is-opening",
        Progress::Stuck => "photo-is-stuck",
    }
}
