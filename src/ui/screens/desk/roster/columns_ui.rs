//! The columns of the list with their first rows, and what each means.

use egui::{FontId, Id, Pos2, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::data::{self, Preview};
use super::file_ui::State;
use super::roster_ui::send;
use crate::app::desk::roster::{List, RosterCommand};
use crate::app::roster::target::Target;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, dialog};

/// Widest and narrowest column, in letters.
const LETTERS: (usize, usize) = (6, 14);

/// Shows the columns side by side; only those that can be seen are painted.
pub(super) fn show(ui: &mut Ui, state: &mut State, list: &List, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let mapping = &list.opened.mapping;
    let columns = data::preview(&list.opened.book.sheets[list.opened.sheet], mapping, words);
    widgets::text(ui, look.heading(words.text("roster-columns")));
    widgets::text(ui, look.muted(words.text("roster-columns-hint")));
    ScrollArea::horizontal().id_salt("columns").auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = look.space.s;
            for (at, column) in columns.iter().enumerate() {
                if self::column(ui, at, column, scene) {
                    state.column = Some(at);
                }
            }
        });
        ui.add_space(look.space.m);
    });
    if let Some((at, column)) = state.column.and_then(|at| columns.get(at).map(|column| (at, column))) {
        choose(ui, state, at, column, scene);
    }
}

/// One column: what it means on a button, its heading, its first cells. Says whether the button was tapped.
fn column(ui: &mut Ui, at: usize, column: &Preview, scene: &Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let letters = column.letters.clamp(LETTERS.0, LETTERS.1) as f32;
    let line = look.sizes.label * 1.5;
    let width = (letters * look.sizes.label + 2.0 * look.space.s).max(look.target * 2.4);
    let height = look.target + look.space.s + line * (column.samples.len() + 1) as f32 + 2.0 * look.space.s;
    let (_, rect) = ui.allocate_space(vec2(width, height));
    if !ui.is_rect_visible(rect) {
        return false;
    }
    let args = [("letter", &*column.letter), ("heading", &*column.heading), ("target", &*column.means)];
    let name = words.with("roster-column-change", &args);
    let top = Rect::from_min_size(rect.min, vec2(width, look.target));
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(top).id_salt(("column", at)));
    let button =
        Button::plain(&column.means).named(name).salt(("column", at)).size(top.size()).tint(column.tone.ink(look));
    let tapped = button.show(&mut inside, look).clicked();
    let body = Rect::from_min_max(pos2(rect.left(), top.bottom() + look.space.s), rect.max);
    let fill = if column.target == Target::Nothing { look.colours.ground } else { look.colours.raised };
    ui.painter().rect(body, look.corner(), fill, look.hairline_stroke(), egui::StrokeKind::Inside);
    let inner = body.shrink(look.space.s);
    let heading = format!("{} {}", column.letter, column.heading);
    cell(ui, inner.min, inner.width(), &heading, look.colours.muted, scene);
    let ink = if column.target == Target::Nothing { look.colours.muted } else { look.colours.ink };
    for (row, text) in (1..).zip(&column.samples) {
        cell(ui, inner.min + vec2(0.0, row as f32 * line), inner.width(), text, ink, scene);
    }
    let spoken = format!("{heading} {}", column.samples.join(" "));
    let response = ui.interact(body, Id::unique(("column-body", at)), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    tapped
}

fn cell(ui: &Ui, at: Pos2, width: f32, text: &str, ink: egui::Color32, scene: &Scene<'_>) {
    let font = FontId::proportional(scene.look.sizes.label);
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, ink, width.max(1.0));
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().galley(at, ui.painter().layout_job(job), ink);
}

/// All meanings; what other columns mean already is taken from them when it is tapped.
fn choose(ui: &Ui, state: &mut State, at: usize, column: &Preview, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.with("roster-column-title", &[("letter", &*column.letter), ("heading", &*column.heading)]);
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("column-meaning"), &title, |ui| {
        let mut tapped = None;
        widgets::flow(ui, |ui| {
            for target in Target::ALL {
                let text = words.text(target.key());
                if Chip::one(&text, column.target == target).salt(("meaning", target.name())).show(ui, look).clicked() {
                    tapped = Some(target);
                }
            }
        });
        let cancel = Button::quiet(&words.text("app-cancel"))
            .icon(Icon::Cross)
            .wide()
            .salt("no meaning")
            .show(ui, look)
            .clicked();
        (tapped, cancel)
    });
    let (tapped, cancel) = shown.inner;
    if let Some(target) = tapped {
        send(scene, RosterCommand::Map { column: at, target });
    }
    if tapped.is_some() || cancel || shown.closed {
        state.column = None;
    }
}
