//! Households as cards, for a window too narrow for a table.

use egui::{Align2, FontId, Id, Rect, Role, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::data;
use super::registry_ui::State;
use super::table_ui::tick_to;
use crate::app::command::Command;
use crate::registry::record::Record;
use crate::registry::view::Column;
use crate::ui::scene::Scene;
use crate::ui::widgets::{Icon, focus_ring, shade};

/// Shows the cards that can be seen.
pub(super) fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let look = scene.look;
    let height = 2.0 * look.space.m + 1.45 * (look.sizes.body + 2.0 * look.sizes.label);
    ui.spacing_mut().item_spacing.y = look.space.s;
    let step = height + look.space.s;
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("register-cards");
    let room = ui.available_height();
    if let Some(place) = state.reveal.take() {
        let top = place as f32 * step;
        area = area.vertical_scroll_offset(state.scrolled.clamp((top + step - room).max(0.0), top.max(0.0)));
    }
    let rows = state.asked.found().rows.len();
    let shown = area.show_rows(ui, height, rows, |ui, visible| {
        for place in visible {
            card(ui, state, place, height, scene);
        }
    });
    state.scrolled = shown.state.offset().y;
    state.page = ((room / step) as usize).max(1);
}

fn card(ui: &mut Ui, state: &mut State, place: usize, height: f32, scene: &mut Scene<'_>) {
    let (look, program) = (scene.look, scene.program);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
    let number = state.asked.found().rows.get(place);
    let Some(record) = number.and_then(|row| program.registry.get(*row as usize)) else { return };
    let today = program.registry.basis().today();
    let response = ui.interact(rect, Id::unique(("register-card", record.id.as_u128())), Sense::click());
    let spoken = data::spoken(record, today, scene.words);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let selected = program.desk.registry.selected.contains(&record.id);
    let tick = Rect::from_min_size(rect.min, vec2(look.target, rect.height()));
    let ticked = ui.interact(tick, Id::unique(("register-tick", record.id.as_u128())), Sense::click());
    let name = scene.words.with("registry-select", &[("name", &data::name(&record.summary, scene.words))]);
    ticked.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, selected, &name));
    if ticked.clicked() {
        tick_to(ui, state, place, record.id, !selected, scene);
    } else if response.clicked() {
        state.cursor = Some((record.id, place));
        scene.out.push(Command::OpenHousehold(record.id));
    }
    let fill = if selected { look.colours.primary_soft } else { look.colours.surface };
    let fill = if response.is_pointer_button_down_on() { shade(fill, look.colours.ink) } else { fill };
    let current = state.cursor.is_some_and(|(id, _)| id == record.id);
    let edge = if current { egui::Stroke::new(2.0, look.colours.focus) } else { look.hairline_stroke() };
    ui.painter().rect(rect, look.corner(), fill, edge, StrokeKind::Inside);
    let side = look.sizes.body * 1.2;
    let (icon, ink) =
        if selected { (Icon::SquareCheck, look.colours.primary) } else { (Icon::Square, look.colours.control) };
    icon.paint(ui.painter(), Rect::from_center_size(tick.center(), vec2(side, side)), ink);
    focus_ring(ui, &response, look);
    let inner = Rect::from_min_max(pos2(tick.right(), rect.top()), rect.max).shrink2(vec2(look.space.s, look.space.m));
    lines(ui, record, inner, scene);
}

/// Who and how far; where; what is due and what it costs.
fn lines(ui: &Ui, record: &Record, inner: Rect, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let today = scene.program.registry.basis().today();
    let cell = |column| data::cell(record, column, today, words);
    let ink = |cell: &data::Cell| cell.tone.map_or(look.colours.muted, |tone| tone.ink(look));
    let label = FontId::proportional(look.sizes.label);
    let right = |text: &str, y: f32, ink| {
        ui.painter().text(pos2(inner.right(), y), Align2::RIGHT_TOP, text, label.clone(), ink).left()
    };
    let left = |text: &str, y: f32, size: f32, ink, until: f32| {
        let mut job = egui::text::LayoutJob::simple(
            text.to_owned(),
            FontId::proportional(size),
            ink,
            (until - inner.left() - look.space.m).max(1.0),
        );
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        ui.painter().galley(pos2(inner.left(), y), ui.painter().layout_job(job), ink);
    };
    let (first, second) = (inner.top(), inner.top() + 1.45 * look.sizes.body);
    let third = second + 1.45 * look.sizes.label;
    let stage = cell(Column::Stage);
    let until = right(&stage.text, first, ink(&stage));
    let persons = cell(Column::Persons).text;
    let who = [data::name(&record.summary, words), persons].into_iter().filter(|part| !part.is_empty());
    left(&who.collect::<Vec<_>>().join("　"), first, look.sizes.body, look.colours.ink, until);
    let summary = &record.summary;
    let places = [data::banner(&summary.division), &summary.township, &summary.village];
    let places = places.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    left(&places, second, look.sizes.label, look.colours.muted, inner.right());
    let money = match record.settled() {
        Some(_) => words.with("registry-card-settled", &[("money", &cell(Column::Settled).text)]),
        None if record.figures.items.is_empty() => String::new(),
        None => words.with("registry-card-planned", &[("money", &cell(Column::Planned).text)]),
    };
    let until = right(&money, third, look.colours.ink);
    let deadline = cell(Column::Deadline);
    let mut due = deadline.text.clone();
    if summary.conflicts > 0 {
        let conflicts = words.with("list-conflicts", &[("count", &summary.conflicts.to_string())]);
        due = if due.is_empty() { conflicts } else { format!("{due}　{conflicts}") };
    }
    let tone = if summary.conflicts > 0 { look.colours.not_met } else { ink(&deadline) };
    left(&due, third, look.sizes.label, tone, until);
}
