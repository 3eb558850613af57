//! Paints the list: what it is grouped by, which kinds, one row for each group and line.

use egui::{Align2, FontId, Id, Rect, ScrollArea, Sense, StrokeKind, Ui, UiBuilder, Vec2, pos2, vec2};

use super::data::Row;
use super::{State, send};
use crate::app::conflicts::queue::{GroupBy, Line};
use crate::app::desk::conflicts::{Case, ConflictsCommand};
use crate::l10n::Words;
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, status, text_field};

/// Shows the list.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.spacing_mut().item_spacing.y = look.space.s;
    let queue = &scene.program.desk.conflicts.queue;
    if queue.lines().is_empty() {
        if scene.program.desk.conflicts.is_read {
            ui.add_space(look.space.l);
            status::line(
                ui,
                look,
                Tone::Good,
                &words.text("conflict-none"),
                &[look.muted(words.text("conflict-none-text"))],
            );
        }
        return;
    }
    text_field::search(ui, look, &words.text("conflict-search"), &mut state.typed);
    widgets::flow(ui, |ui| {
        for by in GroupBy::ALL {
            if Chip::one(&words.text(by.key()), state.by == by).salt(by).small().show(ui, look).clicked() {
                state.by = by;
            }
        }
    });
    let mut kept = std::mem::take(&mut state.kept);
    let (rows, kinds) = kept.of(queue, state.by, state.kind, &state.typed);
    if kinds.len() > 1 {
        widgets::flow(ui, |ui| {
            for (kind, count) in kinds {
                let text = words
                    .with("conflict-kind-count", &[("kind", &words.text(kind.key())), ("count", &count.to_string())]);
                let chosen = state.kind == Some(*kind);
                if Chip::one(&text, chosen).salt(("kind", *kind)).small().show(ui, look).clicked() {
                    state.kind = if chosen { None } else { Some(*kind) };
                }
            }
        });
    }
    if queue.more > 0 {
        let text = words.with("conflict-more", &[("count", &queue.more.to_string())]);
        status::line(ui, look, Tone::Doubtful, &text, &[]);
    }
    picked_bar(ui, state, scene);
    list(ui, state, rows, scene);
    state.kept = kept;
}

/// What is chosen for a rule, and the way on.
fn picked_bar(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if state.picked.is_empty() {
        let everything = scene.program.desk.conflicts.queue.lines();
        let text = words.with("conflict-pick-all", &[("count", &everything.len().to_string())]);
        if Button::quiet(&text).icon(Icon::SquareCheck).small().salt("all").show(ui, look).clicked() {
            let all = everything
                .iter()
                .filter(|line| state.kind.is_none_or(|kind| line.kind == kind) && line.matches(&state.typed));
            state.picked = all.map(|line| (line.id, line.path.clone())).collect();
        }
        return;
    }
    widgets::flow(ui, |ui| {
        let text = words.with("conflict-by-rule", &[("count", &state.picked.len().to_string())]);
        if Button::primary(&text).icon(Icon::List).salt("rule").show(ui, look).clicked() {
            state.rules = true;
        }
        if Button::quiet(&words.text("conflict-pick-none")).salt("none").show(ui, look).clicked() {
            state.picked.clear();
        }
    });
}

/// Only the rows that can be seen are built.
fn list(ui: &mut Ui, state: &mut State, rows: &[Row], scene: &mut Scene<'_>) {
    let look = scene.look;
    let height = 2.0 * look.space.s + 1.45 * (look.sizes.body + look.sizes.label);
    ui.spacing_mut().item_spacing.y = look.space.xs;
    let mut area = ScrollArea::vertical().auto_shrink([false, false]).id_salt(("conflicts", state.by));
    if std::mem::take(&mut state.follow) {
        let lines = scene.program.desk.conflicts.queue.lines();
        let is_open = |row: &Row| match row {
            Row::Line(place) => lines.get(*place).is_some_and(|line| is(state.open.as_ref(), line)),
            Row::Group { .. } => false,
        };
        if let Some(place) = rows.iter().position(is_open) {
            let step = height + look.space.xs;
            area = area.vertical_scroll_offset((place as f32 * step - 3.0 * step).max(0.0));
        }
    }
    area.show_rows(ui, height, rows.len(), |ui, visible| {
        for place in visible {
            match &rows[place] {
                Row::Group { title, subtitle, lines } => group(ui, state, (title, subtitle), lines, height, scene),
                Row::Line(line) => line_ui(ui, state, *line, height, scene),
            }
        }
    });
}

fn is(open: Option<&Case>, line: &Line) -> bool {
    open.is_some_and(|(id, path)| *id == line.id && *path == line.path)
}

/// The box at the left edge that chooses for a rule; as wide as a finger.
fn pick(ui: &Ui, look: &Look, rect: Rect, id: Id, chosen: bool, name: &str) -> bool {
    let target = rect.with_max_x(rect.left() + look.target);
    let response = ui.interact(target, id, Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, chosen, name));
    let icon = if chosen { Icon::SquareCheck } else { Icon::Square };
    let ink = if chosen { look.colours.primary } else { look.colours.control };
    icon.paint(ui.painter(), Rect::from_center_size(target.center(), Vec2::splat(look.sizes.body)), ink);
    widgets::focus_ring(ui, &response, look);
    response.clicked()
}

fn group(ui: &mut Ui, state: &mut State, title: (&str, &str), lines: &[usize], height: f32, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let queue = scene.program.desk.conflicts.queue.lines();
    let cases = || lines.iter().filter_map(|place| queue.get(*place)).map(|line| (line.id, line.path.clone()));
    let all = cases().all(|case| state.picked.contains(&case));
    let count = lines.len().to_string();
    let name = words.with("conflict-pick-group", &[("title", title.0), ("count", &count)]);
    if pick(ui, look, rect, Id::unique(("pick group", title, lines.first())), all, &name) {
        let cases: Vec<Case> = cases().collect();
        for case in cases {
            if all {
                state.picked.remove(&case);
            } else {
                state.picked.insert(case);
            }
        }
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let left = rect.left() + look.target;
    let text = words.with("conflict-group", &[("title", title.0), ("count", &count)]);
    one_line(
        ui,
        look,
        pos2(left, rect.top() + look.space.s),
        rect.right() - left,
        &text,
        look.sizes.body,
        look.colours.ink,
    );
    let below = rect.top() + look.space.s + 1.45 * look.sizes.body;
    one_line(ui, look, pos2(left, below), rect.right() - left, title.1, look.sizes.label, look.colours.muted);
    ui.painter().hline(rect.x_range(), rect.bottom(), look.hairline_stroke());
}

fn line_ui(ui: &mut Ui, state: &mut State, place: usize, height: f32, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(line) = scene.program.desk.conflicts.queue.lines().get(place) else { return };
    let case = (line.id, line.path.clone());
    let id = Id::unique(("conflict", line.id.as_u128(), line.path.to_string()));
    let open = is(state.open.as_ref(), line);
    let spoken = spoken(line, words);
    let clicked = ui
        .scope_builder(UiBuilder::new().scope_id(id), |ui| {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
            response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, open, &spoken));
            let chosen = state.picked.contains(&case);
            let shown = rect.with_min_x(rect.left() + look.target);
            if ui.is_rect_visible(rect) {
                let fill = if open { look.colours.primary_soft } else { look.colours.surface };
                ui.painter().rect(shown, look.corner(), fill, look.hairline_stroke(), StrokeKind::Inside);
                widgets::focus_ring(ui, &response, look);
                paint(ui, look, shown.shrink2(vec2(look.space.m, look.space.s)), line, state, words);
            }
            let name = words.with("conflict-pick", &[("line", &spoken)]);
            if pick(ui, look, rect, id.with("pick"), chosen, &name) && !state.picked.remove(&case) {
                state.picked.insert(case.clone());
            }
            response.clicked()
        })
        .inner;
    if clicked {
        super::case_ui::open(state, case, scene);
    }
}

/// What a row says, for those who hear it and for tests.
fn spoken(line: &Line, words: &Words) -> String {
    let kind = words.text(line.kind.key());
    words.with("conflict-line", &[("head", &line.head), ("question", &line.question), ("kind", &kind)])
}

fn paint(ui: &Ui, look: &Look, rect: Rect, line: &Line, state: &State, words: &Words) {
    let title = match state.by {
        GroupBy::Household => line.question.to_string(),
        GroupBy::Question | GroupBy::Devices => format!("{} · {}", line.head, line.question),
    };
    one_line(ui, look, rect.left_top(), rect.width(), &title, look.sizes.body, look.colours.ink);
    let values: Vec<&str> = line.said.iter().map(|said| &*said.text).collect();
    let below = if line.sensitive { words.text("q-hidden") } else { values.join(" ↔ ") };
    let top = rect.top() + 1.45 * look.sizes.body;
    one_line(ui, look, pos2(rect.left(), top), rect.width(), &below, look.sizes.label, look.colours.muted);
}

/// One line that ends in an ellipsis where it has no room.
pub fn one_line(ui: &Ui, look: &Look, at: egui::Pos2, width: f32, text: &str, size: f32, ink: egui::Color32) {
    let mut job =
        egui::text::LayoutJob::simple(text.to_owned(), FontId::proportional(size), ink, width.max(look.sizes.body));
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.painter().layout_job(job);
    let rect = Align2::LEFT_TOP.anchor_size(at, galley.size());
    ui.painter().galley(rect.left_top(), galley, ink);
}

/// Reads the queue's details of a case.
pub(super) fn look(scene: &mut Scene<'_>, case: &Case) {
    send(scene, ConflictsCommand::Look(case.0, case.1.clone()));
}
