//! Paints the household list.

use egui::{Align, Align2, FontId, Id, Layout, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use jiff::civil::Date;

use super::data::{Chosen, Row};
use super::handover_ui;
use crate::app::command::Command;
use crate::app::listing::Filter;
use crate::app::route::Route;
use crate::app::works::WorksCommand;
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::handing;
use crate::ui::screens::jobs::parcel_ui;
use crate::ui::screens::role_ui;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, dialog, text_field};

/// What the list remembers.
#[derive(Default)]
pub struct State {
    pub filter: Filter,
    pub typed: String,
    chosen: Chosen,
    /// The list of stages is open.
    stages: bool,
}

/// Shows the list.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let today = program.today();
    let date = today.strftime("%Y-%m-%d").to_string();
    let count = words.with("list-count", &[("count", &program.registry.len().to_string())]);
    // What has left this device is not lost.
    let left = handing::left(program, words).map(|left| format!(" · {left}")).unwrap_or_default();
    let (title, subtitle) = (words.text("list-title"), format!("{date} · {count}{left}"));
    let back = program.home() != Route::Households;
    let bar = Bar { title: &title, subtitle: &subtitle, back, undo: None, redo: None, settings: true };
    bar::show(ui, &bar, scene);
    let frame = egui::Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        tools(ui, state, scene);
        parcel_ui::show(ui, scene);
        let chosen = state.chosen.of(&program.registry, state.filter, &state.typed, today);
        if program.registry.is_empty() {
            empty(ui, look, &words.text("list-empty-title"), &words.text("list-empty-text"));
            role_ui::show(ui, scene);
        } else if chosen.is_empty() {
            empty(ui, look, &words.text("list-nothing-found"), "");
            if Button::plain(&words.text("list-show-all")).show(ui, look).clicked() {
                (state.filter, state.typed) = (Filter::All, String::new());
            }
        } else {
            rows(ui, chosen, today, scene);
        }
    });
}

/// Search and "add" in one row where there is room, the filters below.
fn tools(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let add = words.text("list-add");
    let wide = ui.available_width() > 640.0 * look.factor;
    let may_add = scene.program.read_only.is_none() && scene.program.may(&Command::AddHousehold);
    let search = |ui: &mut Ui, state: &mut State| {
        text_field::search(ui, look, &words.text("list-search"), &mut state.typed);
    };
    let mut add_button = |ui: &mut Ui| {
        let button = Button::primary(&add).icon(Icon::Plus);
        let shown =
            ui.add_enabled_ui(may_add, |ui| if wide { button.show(ui, look) } else { button.wide().show(ui, look) });
        if shown.inner.clicked() {
            scene.out.push(Command::AddHousehold);
        }
    };
    if wide {
        let size = vec2(ui.available_width(), look.target + 2.0);
        ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
            add_button(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| search(ui, state));
        });
    } else {
        search(ui, state);
        add_button(ui);
    }
    widgets::flow(ui, |ui| {
        if scene.program.role.can(Can::Order) {
            let text = words.text("works-go-orders");
            if Button::plain(&text).icon(Icon::List).salt("orders").show(ui, look).clicked() {
                scene.out.push(Command::Works(WorksCommand::List));
            }
        }
        for filter in Filter::ALL {
            let text = words.text(filter_key(filter));
            if Chip::one(&text, state.filter == filter).show(ui, look).clicked() {
                state.filter = filter;
            }
        }
        let text = match state.filter {
            Filter::At(stage) => words.with("list-filter-at", &[("stage", &words.text(stage.key()))]),
            _ => words.text("list-filter-stage"),
        };
        let chosen = matches!(state.filter, Filter::At(_));
        if Chip::one(&text, chosen).salt("stage").icon(Icon::ChevronDown).show(ui, look).clicked() {
            state.stages = true;
        }
        crate::ui::screens::papers::button(ui, scene);
        handover_ui::buttons(ui, scene);
    });
    if state.stages {
        stages(ui, state, scene);
    }
}

/// The stages that somebody has reached, with how many.
fn stages(ui: &Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("list-filter-stage");
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("stages"), &title, |ui| {
        let mut tapped = None;
        for (stage, count) in scene.program.registry.stages() {
            let (stage_name, count) = (words.text(stage.key()), count.to_string());
            let text = words.with("list-stage-count", &[("stage", &stage_name), ("count", &count)]);
            let chosen = state.filter == Filter::At(stage);
            if Chip::one(&text, chosen).salt(("stage", stage)).width(f32::INFINITY).show(ui, look).clicked() {
                tapped = Some(Filter::At(stage));
            }
        }
        let cancel = Button::quiet(&words.text("app-cancel")).wide().show(ui, look).clicked();
        (tapped, cancel)
    });
    let (tapped, cancel) = shown.inner;
    state.filter = tapped.unwrap_or(state.filter);
    state.stages = tapped.is_none() && !cancel && !shown.closed;
}

const fn filter_key(filter: Filter) -> &'static str {
    match filter {
        Filter::Today => "list-filter-today",
        Filter::All => "list-filter-all",
        Filter::Untouched => "list-filter-untouched",
        Filter::Begun => "list-filter-begun",
        Filter::Finished => "list-filter-finished",
        Filter::Conflict => "list-filter-conflict",
        Filter::SentBack => "list-filter-sent-back",
        Filter::At(_) => "list-filter-stage",
    }
}

fn empty(ui: &mut Ui, look: &Look, title: &str, text: &str) {
    ui.add_space(look.space.xxl);
    ui.vertical_centered(|ui| {
        ui.label(look.heading(title));
        ui.label(look.muted(text));
    });
}

/// Only the rows that can be seen are built, so that 40,000 cost as much as 40.
fn rows(ui: &mut Ui, chosen: &[u32], today: Date, scene: &mut Scene<'_>) {
    let look = scene.look;
    let height = 2.0 * look.space.m + 1.4 * (look.sizes.body + look.sizes.label) + 2.0;
    ui.spacing_mut().item_spacing.y = look.space.s;
    let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("households");
    area.show_rows(ui, height, chosen.len(), |ui, visible| {
        for index in visible {
            let listed = chosen.get(index).and_then(|index| scene.program.registry.get(*index as usize));
            let Some(listed) = listed else { continue };
            let row = Row::of(listed, today, scene.words);
            let id = Id::unique(("household", listed.id.as_u128()));
            ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
                if row_ui(ui, &row, height, scene) {
                    scene.out.push(Command::OpenHousehold(listed.id));
                }
            });
        }
    });
}

fn row_ui(ui: &mut Ui, row: &Row, height: f32, scene: &Scene<'_>) -> bool {
    let look = scene.look;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let spoken = row.spoken(scene.words);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    let fill = if response.is_pointer_button_down_on() { look.colours.primary_soft } else { look.colours.surface };
    ui.painter().rect(rect, look.corner(), fill, look.hairline_stroke(), egui::StrokeKind::Inside);
    widgets::focus_ring(ui, &response, look);
    let inner = rect.shrink2(vec2(look.space.l, look.space.m));
    let left = order_mark(ui, look, inner, row.order);
    let right = state_mark(ui, look, inner, row);
    let room = Rect::from_min_max(pos2(left, inner.top()), pos2(right, inner.bottom()));
    words_ui(ui, look, room, row);
    response.clicked()
}

/// The place in the route in a circle.
fn order_mark(ui: &Ui, look: &Look, inner: Rect, order: Option<i64>) -> f32 {
    let Some(order) = order else { return inner.left() };
    let radius = look.sizes.body * 0.95;
    let centre = pos2(inner.left() + radius, inner.center().y);
    ui.painter().circle_stroke(centre, radius, egui::Stroke::new(look.outline.max(1.5), look.colours.primary));
    let font = FontId::proportional(look.sizes.body);
    ui.painter().text(centre, Align2::CENTER_CENTER, order, font, look.colours.primary);
    inner.left() + 2.0 * radius + look.space.l
}

/// The state of the visit at the right edge, icon before word.
fn state_mark(ui: &Ui, look: &Look, inner: Rect, row: &Row) -> f32 {
    let (text, tone, icon) = &row.state;
    let ink = tone.ink(look);
    let size = look.sizes.label;
    let galley = ui.painter().layout_no_wrap(text.clone(), FontId::proportional(size), ink);
    let alone = row.remarks.is_empty() && row.day.is_none();
    let top = if alone { inner.center().y - galley.size().y / 2.0 } else { inner.top() };
    let at = pos2(inner.right() - galley.size().x, top);
    let icon_box = Rect::from_min_size(pos2(at.x - size - look.space.xs, at.y + size * 0.2), egui::Vec2::splat(size));
    let mut left = icon_box.left();
    icon.paint(ui.painter(), icon_box, ink);
    ui.painter().galley(at, galley, ink);
    let mut edge = inner.right();
    let remarks = row.remarks.iter().map(|(text, tone)| (text, *tone));
    for (text, tone) in remarks.chain(row.day.iter().map(|(text, tone)| (text, *tone))) {
        let galley = ui.painter().layout_no_wrap(text.clone(), FontId::proportional(size), tone.ink(look));
        edge -= galley.size().x;
        left = left.min(edge);
        ui.painter().galley(pos2(edge, inner.bottom() - galley.size().y), galley, tone.ink(look));
        edge -= look.space.m;
    }
    left - look.space.m
}

/// Name and persons above, the place below; what has no room ends in an ellipsis.
fn words_ui(ui: &Ui, look: &Look, room: Rect, row: &Row) {
    let line = |text: &str, size: f32, colour, width: f32| {
        let mut job =
            egui::text::LayoutJob::simple(text.to_owned(), FontId::proportional(size), colour, width.max(1.0));
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        ui.painter().layout_job(job)
    };
    let name = line(&row.name, look.sizes.body, look.colours.ink, room.width());
    let used = name.size().x + look.space.m;
    ui.painter().galley(room.min, name, look.colours.ink);
    let persons = line(&row.persons, look.sizes.label, look.colours.muted, room.width() - used);
    if room.width() - used > 2.0 * look.sizes.label {
        let down = (look.sizes.body - look.sizes.label) * 1.1;
        ui.painter().galley(room.min + vec2(used, down), persons, look.colours.muted);
    }
    let place = line(&row.place, look.sizes.label, look.colours.muted, room.width());
    ui.painter().galley(pos2(room.left(), room.bottom() - place.size().y), place, Tone::Neutral.ink(look));
}
