//! What is still to do, what was found, and the end of the visit: a column at the side, or a sheet that slides up.

use egui::{Align, Frame, Layout, Panel, ScrollArea, Ui};

use super::asks::Ask;
use super::data::VisitData;
use super::visit_ui::State;
use crate::app::command::Command;
use crate::dossier::prompt::{Barrier, ToDo, ToDoKind};
use crate::form::schema::Priority;
use crate::ui::shell::Scene;
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

fn finish_button(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &Scene<'_>) {
    if data.finished || scene.program.read_only.is_some() || !scene.program.may(&Command::FinishVisit) {
        return;
    }
    let text = scene.words.text("visit-finish");
    if Button::primary(&text).icon(Icon::Check).show(ui, scene.look).clicked() {
        state.ask = Some(Ask::Finish);
    }
}

fn content(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (done, asked) = (data.progress.done.to_string(), data.progress.asked.to_string());
    let all = words.with("visit-progress", &[("done", &done), ("asked", &asked)]);
    widgets::text(ui, look.heading(&all));
    progress::bar(ui, look, data.progress.done as f32 / data.progress.asked.max(1) as f32, &all);
    widgets::flow(ui, |ui| {
        let photos = words.with("visit-photos", &[("count", &data.photos.to_string())]);
        status::chip_with(ui, look, Tone::Neutral, Icon::Camera, &photos);
        if data.pending_photos > 0 {
            let pending = words.with("visit-photo-pending", &[("count", &data.pending_photos.to_string())]);
            status::chip_with(ui, look, Tone::Doubtful, Icon::Picture, &pending);
        }
    });
    quick(ui, state, data, scene);
    ui.add_space(look.space.s);
    widgets::text(ui, look.heading(words.with("visit-todo-count", &[("count", &data.to_dos.len().to_string())])));
    if data.to_dos.is_empty() {
        status::chip(ui, look, Tone::Good, &words.text("visit-todo-none"));
    }
    for to_do in &data.to_dos {
        to_do_ui(ui, to_do, scene);
    }
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

fn to_do_ui(ui: &mut Ui, to_do: &ToDo, scene: &mut Scene<'_>) {
    let look = scene.look;
    let (tone, key) = match to_do.kind {
        ToDoKind::Wrong => (Tone::Bad, "visit-todo-wrong"),
        ToDoKind::Missing => (Tone::Missing, "visit-todo-missing"),
        ToDoKind::Conflict => (Tone::Bad, "visit-todo-conflict"),
        ToDoKind::Doubtful => (Tone::Doubtful, "visit-todo-doubtful"),
    };
    let icon = if to_do.kind == ToDoKind::Conflict { Icon::Fork } else { tone.icon() };
    let name = scene.words.with("visit-todo-go", &[("label", &to_do.label)]);
    let button = Button::plain(&to_do.label).icon(icon).tint(tone.ink(look)).named(name).wide();
    if button.salt(("to do", to_do.path.to_string(), to_do.kind)).show(ui, look).clicked() {
        scene.out.push(Command::Jump { section: to_do.section.clone(), path: to_do.path.clone() });
    }
    let words = scene.words.text(key);
    let text = if to_do.text.is_empty() || to_do.kind == ToDoKind::Missing { words } else { to_do.text.clone() };
    widgets::text(ui, look.muted(text));
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
