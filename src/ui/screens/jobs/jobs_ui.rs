//! Paints the list of works.

use egui::{CentralPanel, FontId, Frame, Id, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use jiff::civil::Date;

use super::data::{Chosen, Row};
use super::parcel_ui;
use crate::app::command::Command;
use crate::app::exchange::ExchangeCommand;
use crate::app::works::WorksCommand;
use crate::app::works::jobs::JobFilter;
use crate::id::DossierId;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::handing;
use crate::ui::screens::role_ui;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, text_field};

/// What the list remembers.
#[derive(Default)]
pub struct State {
    pub filter: JobFilter,
    pub typed: String,
    chosen: Chosen,
}

/// Shows the list.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let today = program.today();
    let title = words.text("works-list-title");
    let date = today.strftime("%Y-%m-%d").to_string();
    let count = words.with("list-count", &[("count", &program.jobs.len().to_string())]);
    let subtitle = format!("{date} · {count}");
    let bar = Bar { title: &title, subtitle: &subtitle, back: false, undo: None, redo: None, settings: true };
    bar::show(ui, &bar, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        tools(ui, state, scene);
        parcel_ui::show(ui, scene);
        if program.jobs.is_empty() {
            empty(ui, scene);
            return;
        }
        let side = program.side();
        let chosen = state.chosen.of(&program.jobs, state.filter, &state.typed, side, today);
        if chosen.is_empty() {
            ui.add_space(look.space.xl);
            ui.vertical_centered(|ui| ui.label(look.heading(words.text("works-list-nothing"))));
            if state.filter != JobFilter::All && Button::plain(&words.text("list-show-all")).show(ui, look).clicked() {
                (state.filter, state.typed) = (JobFilter::All, String::new());
            }
        } else {
            rows(ui, chosen, today, scene);
        }
    });
}

/// Packages in and out, search, filters.
fn tools(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let none = scene.program.jobs.is_empty();
    let idle = scene.program.exchange.busy.is_none();
    widgets::flow(ui, |ui| {
        parcel_ui::open_button(ui, none, scene);
        if !none {
            let text = words.text("works-hand-back");
            let button = Button::plain(&text).icon(Icon::Redo).enabled(idle).salt("hand back");
            if button.show(ui, look).clicked() {
                scene.out.push(Command::Exchange(ExchangeCommand::HandBack { all: false }));
            }
            let text = words.text("works-hand-back-all");
            if Button::quiet(&text).small().enabled(idle).salt("hand back all").show(ui, look).clicked() {
                scene.out.push(Command::Exchange(ExchangeCommand::HandBack { all: true }));
            }
            parcel_ui::place_button(ui, scene);
        }
        handing::button(ui, &words.text("handing-open"), scene);
    });
    if none {
        return;
    }
    text_field::search(ui, look, &words.text("works-list-search"), &mut state.typed);
    widgets::flow(ui, |ui| {
        for filter in JobFilter::ALL {
            if Chip::one(&words.text(filter_key(filter)), state.filter == filter).show(ui, look).clicked() {
                state.filter = filter;
            }
        }
    });
}

const fn filter_key(filter: JobFilter) -> &'static str {
    match filter {
        JobFilter::Open => "works-filter-open",
        JobFilter::Late => "works-filter-late",
        JobFilter::Waiting => "works-filter-waiting",
        JobFilter::Done => "works-filter-done",
        JobFilter::All => "works-filter-all",
    }
}

fn empty(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.add_space(look.space.xl);
    ui.vertical_centered(|ui| {
        ui.label(look.heading(words.text("works-list-empty")));
        widgets::text(ui, look.muted(words.text("works-list-empty-text")));
    });
    role_ui::show(ui, scene);
}

/// The works of these households; only the rows that can be seen are built.
pub fn rows(ui: &mut Ui, chosen: &[DossierId], today: Date, scene: &mut Scene<'_>) {
    let look = scene.look;
    let height = 2.0 * look.space.m + 1.4 * (look.sizes.body + 2.0 * look.sizes.label) + 2.0;
    ui.spacing_mut().item_spacing.y = look.space.s;
    let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("works");
    area.show_rows(ui, height, chosen.len(), |ui, visible| {
        for id in chosen.get(visible).unwrap_or_default() {
            let Some(job) = scene.program.jobs.get(*id) else { continue };
            let row = Row::of(job, scene.program.side(), today, scene.words);
            let scope = Id::unique(("job", id.as_u128()));
            ui.scope_builder(UiBuilder::new().scope_id(scope), |ui| {
                if row_ui(ui, &row, height, scene) {
                    scene.out.push(Command::Works(WorksCommand::Open(*id)));
                }
            });
        }
    });
}

/// Name and state above, the place, then what is due and what waits.
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
    let (state, tone, icon) = &row.state;
    let left = mark(ui, look, inner.right_top(), state, *tone, Some(*icon));
    line(ui, look, inner.left_top(), &row.name, look.sizes.body, look.colours.ink, left - inner.left() - look.space.m);
    let second = inner.top() + 1.4 * look.sizes.body;
    line(ui, look, pos2(inner.left(), second), &row.place, look.sizes.label, look.colours.muted, inner.width());
    let bottom = inner.bottom() - 1.4 * look.sizes.label;
    let mut edge = inner.right();
    for (text, tone) in row.due.iter().chain(&row.remarks) {
        edge = mark(ui, look, pos2(edge, bottom), text, *tone, None) - look.space.m;
    }
    line(ui, look, pos2(inner.left(), bottom), &row.items, look.sizes.label, look.colours.muted, edge - inner.left());
    response.clicked()
}

/// A word that ends at `right`, with its icon; returns where it begins.
fn mark(ui: &Ui, look: &Look, right: egui::Pos2, text: &str, tone: Tone, icon: Option<Icon>) -> f32 {
    let (ink, size) = (tone.ink(look), look.sizes.label);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), FontId::proportional(size), ink);
    let at = pos2(right.x - galley.size().x, right.y);
    ui.painter().galley(at, galley, ink);
    let icon = icon.or_else(|| matches!(tone, Tone::Bad | Tone::Doubtful).then(|| tone.icon()));
    let Some(icon) = icon else { return at.x };
    let place = Rect::from_min_size(pos2(at.x - size - look.space.xs, at.y + size * 0.2), egui::Vec2::splat(size));
    icon.paint(ui.painter(), place, ink);
    place.left()
}

/// One line that ends in an ellipsis where there is no more room.
fn line(ui: &Ui, look: &Look, at: egui::Pos2, text: &str, size: f32, colour: egui::Color32, room: f32) {
    if room < look.sizes.label {
        return;
    }
    let mut job = egui::text::LayoutJob::simple(text.to_owned(), FontId::proportional(size), colour, room);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.painter().galley(at, ui.painter().layout_job(job), colour);
}
