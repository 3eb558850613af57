//! Paints the inbox: one column, one loud button.

use egui::{Frame, ScrollArea, Stroke, Ui};

use super::data::{self, InputRow};
use super::report_ui;
use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::merge::MergeCommand;
use crate::app::merge::Reached;
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::screens::transfer;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, progress, status};

/// Rows of inputs that are painted; a person drops in folders, rarely so many files.
const MOST_ROWS: usize = 40;

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    /// Sticks and past merges were asked for.
    asked: bool,
}

/// Shows the screen, inside the desk's frame.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if !scene.program.role.can(Can::Merge) {
        return status::line(ui, look, Tone::Neutral, &words.text("merge-not-yours"), &[]);
    }
    if !state.asked {
        state.asked = true;
        ask(MergeCommand::Refresh, scene);
    }
    ScrollArea::vertical().auto_shrink([false, false]).id_salt("inbox").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        widgets::column(ui, look, |ui| {
            let merge = &scene.program.desk.merge;
            if let Some(busy) = &merge.busy {
                under_way(ui, busy.get(), busy.is_stopped(), scene);
            } else {
                if let Some(last) = &merge.last {
                    report_ui::show(ui, last, scene);
                }
                inputs(ui, scene);
            }
            past(ui, scene);
        });
    });
}

/// Sends a command of this screen.
pub(super) fn ask(command: MergeCommand, scene: &mut Scene<'_>) {
    scene.out.push(Command::Desk(DeskCommand::Merge(command)));
}

fn under_way(ui: &mut Ui, reached: Reached, stopping: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (text, share) = data::under_way(reached, words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        widgets::text(ui, look.title(&text));
        progress::bar(ui, look, share, &text);
        widgets::text(ui, look.muted(words.text("merge-go-on")));
        let text = words.text(if stopping { "merge-stopping" } else { "merge-stop" });
        let button = Button::plain(&text).icon(Icon::Cross).salt("stop").enabled(!stopping);
        if button.show(ui, look).clicked() {
            ask(MergeCommand::Stop, scene);
        }
    });
    // The lane wakes the window only when it is done.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

fn inputs(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let merge = &scene.program.desk.merge;
    let hovered = ui.input(|input| !input.raw.hovered_files.is_empty());
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        widgets::text(ui, look.heading(words.text("merge-inputs")));
        for chosen in merge.chosen.iter().take(MOST_ROWS) {
            input_row(ui, &InputRow::of(chosen, words), scene);
        }
        if merge.chosen.len() > MOST_ROWS {
            let count = (merge.chosen.len() - MOST_ROWS).to_string();
            widgets::text(ui, look.muted(words.with("merge-more-inputs", &[("count", &count)])));
        }
        if merge.chosen.is_empty() || hovered {
            drop_hint(ui, hovered, scene);
        }
        ways_in(ui, scene);
        drives(ui, scene);
    });
    begin(ui, scene);
}

fn input_row(ui: &mut Ui, row: &InputRow, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - look.target - look.space.m;
        ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = look.space.xs;
                ui.horizontal(|ui| {
                    let side = look.sizes.body;
                    let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(side), egui::Sense::hover());
                    row.icon.paint(ui.painter(), rect, look.colours.muted);
                    widgets::text(ui, look.body(&row.name).strong());
                });
                widgets::text(ui, look.muted(&row.place));
                for (tone, text) in &row.holds {
                    status::line(ui, look, *tone, text, &[]);
                }
            });
        });
        let name = words.with("merge-remove", &[("name", &row.name)]);
        if Button::icon_only(Icon::Cross, name).salt(("remove", &row.path)).show(ui, look).clicked() {
            ask(MergeCommand::Remove(row.path.clone()), scene);
        }
    });
}

fn drop_hint(ui: &mut Ui, hovered: bool, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let colour = if hovered { look.colours.primary } else { look.colours.control };
    let width = if hovered { 3.0 } else { 1.5 };
    let frame = Frame::new().stroke(Stroke::new(width, colour)).corner_radius(look.corner());
    frame.inner_margin(look.margin(look.space.l)).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            let side = 2.0 * look.sizes.title;
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(side), egui::Sense::hover());
            Icon::Folder.paint(ui.painter(), rect, colour);
            ui.label(look.heading(words.text(if hovered { "merge-drop-now" } else { "merge-drop" })));
            ui.label(look.muted(words.text("merge-drop-hint")));
        });
    });
}

fn ways_in(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::flow(ui, |ui| {
        for (key, icon, command) in [
            ("merge-pick-folders", Icon::Folder, MergeCommand::PickFolders),
            ("merge-pick-files", Icon::Note, MergeCommand::PickFiles),
            ("merge-browse-list", Icon::List, MergeCommand::Browse),
        ] {
            if Button::plain(&words.text(key)).icon(icon).salt(key).show(ui, look).clicked() {
                ask(command, scene);
            }
        }
        transfer::button(ui, "transfer-open-desk", scene);
    });
}

/// Sticks and disks that are there and not chosen yet.
fn drives(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let merge = &scene.program.desk.merge;
    widgets::text(ui, look.muted(words.text(if merge.drives.is_empty() { "merge-no-drives" } else { "merge-drives" })));
    widgets::flow(ui, |ui| {
        for drive in &merge.drives {
            let chosen = merge.chosen.iter().any(|chosen| chosen.path == *drive);
            let name = data::name_of(drive);
            if Chip::many(&name, chosen).salt(("drive", drive)).show(ui, look).clicked() {
                let command =
                    if chosen { MergeCommand::Remove(drive.clone()) } else { MergeCommand::Add(vec![drive.clone()]) };
                ask(command, scene);
            }
        }
        if Button::quiet(&words.text("merge-drives-again")).icon(Icon::Search).salt("drives").show(ui, look).clicked() {
            ask(MergeCommand::Refresh, scene);
        }
    });
}

fn begin(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let merge = &scene.program.desk.merge;
    let ready = !merge.chosen.is_empty();
    let text = if ready {
        words.with("merge-start", &[("count", &merge.chosen.len().to_string())])
    } else {
        words.text("merge-start-nothing")
    };
    if Button::primary(&text).icon(Icon::Check).wide().salt("start").enabled(ready).show(ui, look).clicked() && ready {
        ask(MergeCommand::Start, scene);
    }
    if Chip::many(&words.text("merge-again"), merge.again).salt("again").show(ui, look).clicked() {
        ask(MergeCommand::Again(!merge.again), scene);
    }
    widgets::text(ui, look.muted(words.text("merge-again-hint")));
}

fn past(ui: &mut Ui, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let history = &scene.program.desk.merge.history;
    if history.is_empty() {
        return;
    }
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("merge-history")));
        for (tone, what, sums) in data::past_lines(history, words) {
            status::line(ui, look, tone, &what, &[look.muted(sums)]);
        }
    });
}
