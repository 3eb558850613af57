//! The table: a heading that stays, names that stay at the left, and only the rows that can be seen.

use egui::{
    Align2, CursorIcon, FontId, Id, Painter, Pos2, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::data::{self, Cell};
use super::registry_ui::{State, send};
use crate::app::command::Command;
use crate::app::desk::registry::RegistryCommand;
use crate::id::DossierId;
use crate::registry::record::Record;
use crate::registry::view::{Placed, Query, Sort};
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::{Icon, focus_ring, shade};

/// Narrowest and widest a column can be made, in points at text size 100 %.
const WIDTHS: (f32, f32) = (64.0, 480.0);

/// Where the columns stand.
struct Grid {
    columns: Vec<Placed>,
    /// Of each column, from the left edge of the content.
    lefts: Vec<f32>,
    widths: Vec<f32>,
    /// The boxes to select, then the first column: these stay.
    frozen: f32,
    total: f32,
    row: f32,
}

impl Grid {
    fn of(state: &State, columns: Vec<Placed>, room: f32, look: &Look) -> Self {
        let boxes = look.target;
        let mut widths: Vec<f32> = columns.iter().map(|placed| f32::from(placed.width) * look.factor).collect();
        if let Some((place, width)) = state.dragged
            && let Some(known) = widths.get_mut(place)
        {
            *known = width;
        }
        let sum = boxes + widths.iter().sum::<f32>();
        if sum < room && state.dragged.is_none() {
            let wider = (room - boxes) / (sum - boxes).max(1.0);
            widths.iter_mut().for_each(|width| *width *= wider);
        }
        let mut left = boxes;
        let mut lefts = Vec::with_capacity(widths.len());
        for width in &widths {
            lefts.push(left);
            left += width;
        }
        let row = look.target.max(look.sizes.body * 1.5 + 2.0 * look.space.s);
        Self { frozen: boxes + widths.first().copied().unwrap_or_default(), columns, lefts, widths, total: left, row }
    }

    /// A column's box in a row; the first does not move.
    fn cell(&self, place: usize, row: Rect, viewport: Rect) -> Rect {
        let from = if place == 0 { viewport.left() } else { row.left() };
        Rect::from_min_size(pos2(from + self.lefts[place], row.top()), vec2(self.widths[place], row.height()))
    }
}

/// Shows heading and rows.
pub(super) fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let look = scene.look;
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(look.space.s);
    let columns = scene.program.desk.registry.columns();
    let grid = Grid::of(state, columns, ui.available_width(), look);
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width(), grid.row), Sense::hover());
    let height = ui.available_height();
    let rows = state.asked.found().rows.len();
    let mut area = ScrollArea::both().auto_shrink(false).id_salt("register");
    if let Some(place) = state.reveal.take() {
        area = area.vertical_scroll_offset(revealed(state.scrolled, height, grid.row, place));
    }
    let shown = area.show_rows(ui, grid.row, rows, |ui, visible| {
        ui.set_min_width(grid.total);
        for place in visible {
            row(ui, state, &grid, place, scene);
        }
    });
    state.scrolled = shown.state.offset().y;
    state.page = ((height / grid.row) as usize).saturating_sub(1);
    let across = shown.state.offset().x;
    heading(ui, state, &grid, head, across, scene);
}

/// How far to scroll so that a row can be seen, no further than needed.
fn revealed(scrolled: f32, height: f32, row: f32, place: usize) -> f32 {
    let top = place as f32 * row;
    scrolled.clamp((top + 2.0 * row - height).max(0.0), top.max(0.0).max(top + 2.0 * row - height))
}

fn row(ui: &mut Ui, state: &mut State, grid: &Grid, place: usize, scene: &mut Scene<'_>) {
    let (look, program) = (scene.look, scene.program);
    let (rect, _) = ui.allocate_exact_size(vec2(grid.total, grid.row), Sense::hover());
    let number = state.asked.found().rows.get(place);
    let Some(record) = number.and_then(|row| program.registry.get(*row as usize)) else { return };
    let viewport = ui.clip_rect();
    let seen = rect.intersect(viewport);
    let id = Id::unique(("register-row", record.id.as_u128()));
    let response = ui.interact(seen, id, Sense::click());
    let today = program.registry.basis().today();
    let spoken = data::spoken(record, today, scene.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let selected = program.desk.registry.selected.contains(&record.id);
    let ticked = tick(ui, record, selected, rect, viewport, scene);
    if response.clicked() {
        let shift = ui.input(|input| input.modifiers.shift);
        if shift {
            select_to(state, place, scene)
        } else {
            scene.out.push(Command::OpenHousehold(record.id))
        }
        state.cursor = Some((record.id, place));
    }
    if ticked {
        tick_to(ui, state, place, record.id, !selected, scene);
    }
    let current = state.cursor.is_some_and(|(id, _)| id == record.id);
    let fill = match (selected, response.is_pointer_button_down_on()) {
        (_, true) => shade(look.colours.surface, look.colours.ink),
        (true, false) => look.colours.primary_soft,
        (false, false) => look.colours.surface,
    };
    paint(ui, grid, record, rect, fill, scene);
    paint_tick(ui, selected, rect, viewport, look);
    if current {
        let ring = Stroke::new(2.0, look.colours.focus);
        ui.painter().rect_stroke(seen.shrink(1.0), 0.0, ring, egui::StrokeKind::Inside);
    }
    focus_ring(ui, &response, look);
}

/// The box to select by.
fn tick(ui: &Ui, record: &Record, selected: bool, row: Rect, viewport: Rect, scene: &Scene<'_>) -> bool {
    let rect = Rect::from_min_size(pos2(viewport.left(), row.top()), vec2(scene.look.target, row.height()));
    let id = Id::unique(("register-tick", record.id.as_u128()));
    let response = ui.interact(rect.intersect(viewport), id, Sense::click());
    let name = scene.words.with("registry-select", &[("name", &data::name(&record.summary, scene.words))]);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, selected, &name));
    response.clicked()
}

fn paint_tick(ui: &Ui, selected: bool, row: Rect, viewport: Rect, look: &Look) {
    let side = look.sizes.body * 1.2;
    let centre = pos2(viewport.left() + look.target / 2.0, row.center().y);
    let (icon, ink) =
        if selected { (Icon::SquareCheck, look.colours.primary) } else { (Icon::Square, look.colours.control) };
    icon.paint(ui.painter(), Rect::from_center_size(centre, vec2(side, side)), ink);
}

/// Selects one, or with Shift everything from the last one on.
pub(super) fn tick_to(ui: &Ui, state: &mut State, place: usize, id: DossierId, on: bool, scene: &mut Scene<'_>) {
    if ui.input(|input| input.modifiers.shift) && state.anchor.is_some() {
        return select_to(state, place, scene);
    }
    state.anchor = Some(place);
    send(scene, RegistryCommand::Select { ids: vec![id], on });
}

fn select_to(state: &mut State, place: usize, scene: &mut Scene<'_>) {
    let from = state.anchor.or(state.cursor.map(|(_, place)| place)).unwrap_or(place);
    let range = from.min(place)..=from.max(place);
    let rows = state.asked.found().rows.get(range).unwrap_or_default();
    let ids = scene.program.registry.ids(rows).to_vec();
    state.anchor = Some(place);
    send(scene, RegistryCommand::Select { ids, on: true });
}

fn paint(ui: &Ui, grid: &Grid, record: &Record, row: Rect, fill: egui::Color32, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let viewport = ui.clip_rect();
    let today = scene.program.registry.basis().today();
    ui.painter().rect_filled(row.intersect(viewport), 0.0, fill);
    let moving = Rect::from_min_max(pos2(viewport.left() + grid.frozen, viewport.top()), viewport.max);
    for (place, placed) in grid.columns.iter().enumerate() {
        let rect = grid.cell(place, row, viewport);
        let clip = if place == 0 { viewport } else { moving };
        if rect.intersects(clip) {
            let cell = data::cell(record, placed.column, today, words);
            text(&ui.painter().with_clip_rect(rect.intersect(clip)), rect, &cell, placed.column.is_number(), look);
        }
    }
    let line = look.hairline_stroke();
    ui.painter().hline(row.intersect(viewport).x_range(), row.bottom() - line.width / 2.0, line);
    if row.left() < viewport.left() {
        let line = Stroke::new(look.outline.max(1.0), look.colours.control);
        ui.painter().vline(viewport.left() + grid.frozen, row.y_range(), line);
    }
}

fn text(painter: &Painter, rect: Rect, cell: &Cell, is_number: bool, look: &Look) {
    if cell.text.is_empty() {
        return;
    }
    let ink = cell.tone.map_or(look.colours.ink, |tone| tone.ink(look));
    let inner = rect.shrink2(vec2(look.space.s, 0.0));
    let mut job = egui::text::LayoutJob::simple(
        cell.text.clone(),
        FontId::proportional(look.sizes.label),
        ink,
        inner.width().max(1.0),
    );
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = painter.layout_job(job);
    let left = if is_number { inner.right() - galley.size().x } else { inner.left() };
    painter.galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
}

/// The headings: a tap orders by the column, a second one the other way round; edges can be dragged.
fn heading(ui: &mut Ui, state: &mut State, grid: &Grid, head: Rect, across: f32, scene: &mut Scene<'_>) {
    let look = scene.look;
    ui.painter().rect_filled(head, 0.0, look.colours.raised);
    let content = Rect::from_min_size(pos2(head.left() - across, head.top()), vec2(grid.total, head.height()));
    let moving = Rect::from_min_max(pos2(head.left() + grid.frozen, head.top()), head.max);
    for place in 0..grid.columns.len() {
        let rect = grid.cell(place, content, head);
        let clip = if place == 0 { head } else { moving };
        let seen = rect.intersect(clip);
        if seen.is_positive() {
            column_head(ui, grid, place, rect, seen, scene);
            edge(ui, state, grid, place, seen, scene);
        }
    }
    let line = Stroke::new(look.outline.max(1.0), look.colours.control);
    ui.painter().hline(head.x_range(), head.bottom() - line.width / 2.0, line);
}

fn column_head(ui: &Ui, grid: &Grid, place: usize, rect: Rect, seen: Rect, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let column = grid.columns[place].column;
    let query = &scene.program.desk.registry.query;
    let sorted = (query.sort.by == column).then_some(query.sort.descending);
    let response = ui.interact(seen, Id::unique(("register-head", column)), Sense::click());
    let title = words.text(column.key());
    let name = match sorted {
        Some(true) => words.with("registry-sorted-down", &[("column", &title)]),
        Some(false) => words.with("registry-sorted-up", &[("column", &title)]),
        None => words.with("registry-sort-by", &[("column", &title)]),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.clicked() {
        let sort = Sort { by: column, descending: sorted == Some(false) };
        send(scene, RegistryCommand::Ask(Query { sort, ..query.clone() }));
    }
    let ink = if sorted.is_some() { look.colours.primary } else { look.colours.muted };
    let painter = ui.painter().with_clip_rect(seen);
    if response.is_pointer_button_down_on() {
        painter.rect_filled(seen, 0.0, look.colours.primary_soft);
    }
    let arrow = sorted.map(|descending| if descending { Icon::ChevronDown } else { Icon::ChevronUp });
    let side = if arrow.is_some() { look.sizes.label } else { 0.0 };
    let inner = rect.shrink2(vec2(look.space.s, 0.0));
    let font = FontId::proportional(look.sizes.label);
    let is_number = column.is_number();
    let (at, align): (Pos2, Align2) = if is_number {
        (pos2(inner.right() - side, inner.center().y), Align2::RIGHT_CENTER)
    } else {
        (pos2(inner.left(), inner.center().y), Align2::LEFT_CENTER)
    };
    let drawn = painter.text(at, align, &title, font, ink);
    if let Some(arrow) = arrow {
        let left = if is_number { inner.right() - side } else { drawn.right() + look.space.xs };
        let rect = Rect::from_center_size(pos2(left + side / 2.0, inner.center().y), vec2(side, side));
        arrow.paint(&painter, rect, ink);
    }
    focus_ring(ui, &response, look);
}

/// The edge by which a mouse makes a column wider; fingers have the sheet of columns.
fn edge(ui: &Ui, state: &mut State, grid: &Grid, place: usize, seen: Rect, scene: &mut Scene<'_>) {
    let look = scene.look;
    let handle = Rect::from_min_max(pos2(seen.right() - 8.0, seen.top()), seen.max);
    let id = Id::unique(("register-edge", grid.columns[place].column));
    let response = ui.interact(handle, id, Sense::drag()).on_hover_cursor(CursorIcon::ResizeColumn);
    let line = Stroke::new(1.0, look.colours.hairline);
    ui.painter().vline(seen.right() - 0.5, seen.shrink2(vec2(0.0, look.space.s)).y_range(), line);
    if response.drag_started() {
        state.dragged = Some((place, grid.widths[place]));
    }
    let Some((dragged, width)) = state.dragged.filter(|(dragged, _)| *dragged == place) else { return };
    let (least, most) = (WIDTHS.0 * look.factor, WIDTHS.1 * look.factor);
    let width = (width + response.drag_delta().x).clamp(least, most);
    state.dragged = Some((dragged, width));
    if response.drag_stopped() {
        state.dragged = None;
        let mut columns = grid.columns.clone();
        for (placed, shown) in columns.iter_mut().zip(&grid.widths) {
            placed.width = (shown / look.factor).round() as u16;
        }
        columns[place].width = (width / look.factor).round() as u16;
        send(scene, RegistryCommand::Arrange(columns));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_brought_into_sight_by_the_shortest_way() {
        // 10 rows of 48 can be seen.
        assert_eq!(revealed(0.0, 480.0, 48.0, 3), 0.0, "seen already");
        assert_eq!(revealed(0.0, 480.0, 48.0, 20), 20.0 * 48.0 + 96.0 - 480.0, "from below, with one more");
        assert_eq!(revealed(4800.0, 480.0, 48.0, 20), 960.0, "from above");
        assert_eq!(revealed(0.0, 10.0, 48.0, 0), 86.0, "a window lower than a row does not panic");
    }
}
