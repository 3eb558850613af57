//! What is still to do, what was found, and the end of the visit: a column at the side, or a sheet that slides up.

use egui::{Align, Frame, Layout, Panel, ScrollArea, Ui, pos2, vec2};

use super::asks::Ask;
use super::data::VisitData;
use super::pending_ui;
use super::visit_ui::State;
use crate::app::command::Command;
use crate::app::task::Task;
use crate::dossier::prompt::{Barrier, ToDo, ToDoKind};
use crate::form::schema::Priority;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, dialog, progress, status};

/// The column.
pub fn show(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        finish_button(ui, state, data, scene);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .id_salt("panel")
                .show(ui, |ui| content(ui, state, data, scene));
        });
    });
}

/// The summary line that stands in for the column.
pub fn footer(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    Panel::bottom("footer").frame(frame).show(ui, |ui| {
        let count = data.to_dos.len().to_string();
        let summary = words.with("visit-todo-count", &[("count", &count)]);
        ui.horizontal(|ui| {
            if Button::plain(&summary).icon(Icon::ChevronUp).show(ui, look).clicked() {
                state.sheet = true;
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| finish_button(ui, state, data, scene));
        });
    });
}

/// The sheet behind the summary line.
pub fn sheet(ui: &Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, title) = (scene.look, scene.words.text("visit-summary"));
    let hide = scene.words.text("visit-hide");
    let mut close = false;
    let shown = dialog::sheet(ui.ctx(), look, egui::Id::unique("summary"), &title, |ui| {
        content(ui, state, data, scene);
        close = Button::plain(&hide).wide().show(ui, look).clicked();
    });
    if close || shown.closed {
        state.sheet = false;
    }
}

fn finish_button(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    if data.task != Task::Survey {
        return leave_button(ui, data, scene);
    }
    if data.finished || scene.program.read_only.is_some() || !scene.program.may(&Command::FinishVisit) {
        return;
    }
    let text = scene.words.text("visit-finish");
    if Button::primary(&text).icon(Icon::Check).show(ui, scene.look).clicked() {
        state.ask = Some(Ask::Finish);
    }
}

/// A task other than the survey ends where one sees what it leads to.
fn leave_button(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let text = scene.words.with("case-leave", &[("task", &scene.words.text(data.task.key()))]);
    let button = if data.finished { Button::plain(&text) } else { Button::primary(&text) };
    if button.icon(Icon::Check).salt("leave").show(ui, scene.look).clicked() {
        scene.out.push(Command::LeaveTask);
    }
}

fn content(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (done, asked) = (data.progress.done.to_string(), data.progress.asked.to_string());
    let all = words.with("visit-answered", &[("done", &done), ("asked", &asked)]);
    widgets::text(ui, look.heading(&all));
    progress::bar(ui, look, data.progress.done as f32 / data.progress.asked.max(1) as f32, &all);
    widgets::flow(ui, |ui| {
        let photos = words.with("visit-photos", &[("count", &data.photos.to_string())]);
        status::chip_with(ui, look, Tone::Neutral, Icon::Camera, &photos);
    });
    pending_ui::show(ui, data, scene);
    quick(ui, state, data, scene);
    ui.add_space(look.space.s);
    widgets::text(ui, look.heading(words.with("visit-todo-count", &[("count", &data.to_dos.len().to_string())])));
    if data.to_dos.is_empty() {
        status::chip(ui, look, Tone::Good, &words.text("visit-todo-none"));
    }
    to_dos(ui, data, scene);
    ui.add_space(look.space.s);
    let found = words.with("visit-barriers", &[("count", &data.barriers.len().to_string())]);
    widgets::text(ui, look.heading(found));
    if data.barriers.is_empty() {
        widgets::text(ui, look.muted(words.text("visit-barriers-none")));
    }
    for barrier in &data.barriers {
        barrier_ui(ui, barrier, scene);
    }
}

/// "No problem in this room", where the open section offers it.
fn quick(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &Scene<'_>) {
    let offered = data.section().is_some_and(|section| section.quick) && data.closed.is_none() && !data.finished;
    if !offered || scene.program.read_only.is_some() {
        return;
    }
    let text = scene.words.text("visit-no-problem");
    if Button::plain(&text).icon(Icon::Check).wide().show(ui, scene.look).clicked() {
        state.ask = Some(Ask::NoProblem);
    }
}

/// Grouped by what is the matter, so that the word stands once.
fn to_dos(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let look = scene.look;
    for (kind, tone, icon, key) in [
        (ToDoKind::Comment, Tone::Bad, Icon::Pencil, "visit-todo-comment"),
        (ToDoKind::Answered, Tone::Doubtful, Icon::Eye, "visit-todo-answered"),
        (ToDoKind::Wrong, Tone::Bad, Tone::Bad.icon(), "visit-todo-wrong"),
        (ToDoKind::Conflict, Tone::Bad, Icon::Fork, "visit-todo-conflict"),
        (ToDoKind::Missing, Tone::Missing, Tone::Missing.icon(), "visit-todo-missing"),
        (ToDoKind::Doubtful, Tone::Doubtful, Tone::Doubtful.icon(), "visit-todo-doubtful"),
    ] {
        let group: Vec<&ToDo> = data.to_dos.iter().filter(|to_do| to_do.kind == kind).collect();
        if group.is_empty() {
            continue;
        }
        let words = format!("{} {}", scene.words.text(key), group.len());
        status::chip_with(ui, look, tone, icon, &words);
        for to_do in group {
            to_do_ui(ui, to_do, scene);
        }
    }
}

/// One line: where, what, and why if it is not simply missing.
fn to_do_ui(ui: &mut Ui, to_do: &ToDo, scene: &mut Scene<'_>) {
    let look = scene.look;
    let name = scene.words.with("visit-todo-go", &[("label", &to_do.label)]);
    let (place, label) = to_do.label.rsplit_once(" · ").unwrap_or(("", &to_do.label));
    let why = if to_do.kind == ToDoKind::Missing { "" } else { to_do.text.as_str() };
    let muted = [place, why].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let width = ui.available_width() - 2.0 * look.space.s - look.sizes.label;
    let title = widgets::wrapped(ui, label, look.sizes.label, look.colours.ink, width);
    let below = widgets::wrapped(ui, &muted, look.sizes.small, look.colours.muted, width);
    let height = (title.size().y + below.size().y + 2.0 * look.space.xs).max(look.target);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), egui::Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.is_pointer_button_down_on() {
        ui.painter().rect_filled(rect, look.corner(), look.colours.primary_soft);
    }
    widgets::focus_ring(ui, &response, look);
    let top = rect.center().y - (title.size().y + below.size().y) / 2.0;
    let left = rect.left() + look.space.s;
    let second = top + title.size().y;
    ui.painter().galley(pos2(left, top), title, look.colours.ink);
    ui.painter().galley(pos2(left, second), below, look.colours.muted);
    let chevron = egui::Rect::from_center_size(
        pos2(rect.right() - look.sizes.label / 2.0, rect.center().y),
        egui::Vec2::splat(look.sizes.label),
    );
    Icon::ChevronRight.paint(ui.painter(), chevron, look.colours.control);
    if response.clicked() {
        scene.out.push(Command::Jump { section: to_do.section.clone(), path: to_do.path.clone() });
    }
}

fn barrier_ui(ui: &mut Ui, barrier: &Barrier, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (tone, key) = match barrier.priority {
        Priority::Danger => (Tone::Bad, "visit-priority-danger"),
        Priority::ToiletAndBath => (Tone::Doubtful, "visit-priority-toilet"),
        Priority::GettingOut => (Tone::Doubtful, "visit-priority-out"),
        Priority::Kitchen => (Tone::Neutral, "visit-priority-kitchen"),
        Priority::Comfort => (Tone::Neutral, "visit-priority-comfort"),
    };
    let label = match barrier.row_label.as_str() {
        "" => barrier.label.clone(),
        row => format!("{row} · {}", barrier.label),
    };
    status::line_with(ui, look, tone, Icon::Warning, &label, &[look.muted(words.text(key))]);
}
