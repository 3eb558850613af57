//! A repeat as a table: one row per door, with duplicate and remove, and the buttons that add.

use egui::{Ui, UiBuilder};

use crate::app::command::Command;
use crate::dossier::prompt::{RepeatPrompt, RowPrompt};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, card, progress, status};

/// Shows the rows and the ways to add one.
pub fn show(ui: &mut Ui, repeat: &RepeatPrompt, locked: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let place = (repeat.id.as_str().to_owned(), repeat.within.clone());
    let scope = egui::Id::unique(("repeat", &place.0, format!("{:?}", place.1)));
    ui.scope_builder(UiBuilder::new().scope_id(scope), |ui| {
        card::show(ui, look, |ui| {
            widgets::text(ui, look.heading(&repeat.title));
            if !repeat.hint.is_empty() {
                widgets::text(ui, look.muted(&repeat.hint));
            }
            if repeat.lacking > 0 {
                let count = repeat.lacking.to_string();
                status::chip(ui, look, Tone::Missing, &words.with("visit-row-lacking", &[("count", &count)]));
            }
            for row in &repeat.rows {
                row_ui(ui, repeat, row, locked, scene);
            }
            if !locked {
                add_buttons(ui, repeat, scene);
            }
        });
    });
}

fn row_ui(ui: &mut Ui, repeat: &RepeatPrompt, row: &RowPrompt, locked: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let label = row.label.as_str();
    let (within, id) = (repeat.within.clone(), repeat.id.clone());
    ui.separator();
    ui.horizontal(|ui| {
        let share = row.progress.done as f32 / row.progress.asked.max(1) as f32;
        progress::ring(
            ui,
            look,
            share,
            1.3 * look.sizes.body,
            &format!("{label} {}/{}", row.progress.done, row.progress.asked),
        );
        let tools = if locked { 0.0 } else { 2.0 * (look.target + look.space.s) };
        let width = ui.available_width() - tools;
        let chevron = if row.open { Icon::ChevronUp } else { Icon::ChevronDown };
        let open = Button::quiet(label).icon_after(chevron).salt(("row", row.row.bits())).selected(row.open);
        let opened = ui.allocate_ui(egui::vec2(width, look.target), |ui| {
            ui.set_width(width);
            open.show(ui, look).clicked()
        });
        if opened.inner {
            scene.out.push(Command::OpenRow { repeat: id.clone(), row: row.row });
        }
        if locked {
            return;
        }
        let duplicate = words.with("visit-row-duplicate", &[("label", label)]);
        let copy = Button::icon_only(Icon::Duplicate, duplicate).salt(("copy", row.row.bits()));
        if copy.show(ui, look).clicked() {
            let (within, repeat) = (within.clone(), id.clone());
            scene.out.push(Command::DuplicateRow { within, repeat, row: row.row });
        }
        let remove = words.with("visit-row-remove", &[("label", label)]);
        if Button::icon_only(Icon::Trash, remove).salt(("remove", row.row.bits())).show(ui, look).clicked() {
            let (within, repeat) = (within.clone(), id.clone());
            scene.out.push(Command::RemoveRow { within, repeat, row: row.row });
        }
    });
    if row.removed_elsewhere {
        status::line(ui, look, Tone::Bad, &words.text("visit-row-removed-elsewhere"), &[]);
        if !locked
            && Button::plain(&words.text("visit-row-restore")).salt(("keep", row.row.bits())).show(ui, look).clicked()
        {
            scene.out.push(Command::KeepRow { within, repeat: id, row: row.row });
        }
    }
}

/// The ready-made rows first: a bathroom door is one tap.
fn add_buttons(ui: &mut Ui, repeat: &RepeatPrompt, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let general = words.with("visit-row-add", &[("one", &repeat.one)]);
    let names = repeat.presets.iter().map(String::as_str).map(|name| words.with("visit-row-add", &[("one", name)]));
    let mut buttons: Vec<(Option<usize>, String)> =
        names.enumerate().map(|(index, name)| (Some(index), name)).collect();
    buttons.push((None, general));
    widgets::flow(ui, |ui| {
        for (preset, name) in buttons {
            if Button::plain(&name).icon(Icon::Plus).salt(("add", preset)).show(ui, look).clicked() {
                let (within, repeat) = (repeat.within.clone(), repeat.id.clone());
                scene.out.push(Command::AddRow { within, repeat, preset });
            }
        }
    });
}
