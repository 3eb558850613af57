//! The queue of conflicts: what is to be decided, side by side; by rules; what was decided.

mod bulk_ui;
mod case_ui;
pub mod data;
mod face_ui;
mod log_ui;
mod queue_ui;

pub(super) use queue_ui::one_line;

use std::collections::BTreeSet;

use egui::{Frame, Panel, ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::conflicts::queue::GroupBy;
use crate::app::desk::DeskCommand;
use crate::app::desk::conflicts::{Case, ConflictsCommand};
use crate::dossier::contest::{ContestKind, Rule};
use crate::id::RowId;
use crate::ui::question::Drafts;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, progress, status};
use crate::value::Value;

/// Points of text size 100 % below which the list and the one that is decided are shown one at a time.
const WIDE: f32 = 860.0;

/// What one looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Tab {
    /// 待处理
    #[default]
    Queue,
    /// 处理记录
    Log,
}

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    tab: Tab,
    by: GroupBy,
    kind: Option<ContestKind>,
    typed: String,
    /// Chosen for a rule.
    picked: BTreeSet<Case>,
    /// The one that is looked at.
    open: Option<Case>,
    /// The choice that Enter takes, counted from 0.
    marked: Option<usize>,
    /// A third value that was entered and not written.
    third: Option<Value>,
    /// The third value's card is unfolded.
    entering: bool,
    drafts: Drafts,
    /// A sensitive value was asked for.
    revealed: bool,
    rules: bool,
    rule: Option<Rule>,
    /// A deed that is to be taken back, once confirmed.
    take_back: Option<RowId>,
    kept: data::Kept,
    asked: bool,
    /// The list is scrolled so that the open one is seen.
    follow: bool,
}

/// Shows the screen, inside the desk's frame.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let look = scene.look;
    let conflicts = &scene.program.desk.conflicts;
    if !conflicts.is_read && !state.asked && conflicts.busy.is_none() {
        state.asked = true;
        send(scene, ConflictsCommand::Read);
    }
    ui.spacing_mut().item_spacing.y = look.space.s;
    head(ui, state, scene);
    busy(ui, scene);
    outcome(ui, scene);
    if state.tab == Tab::Log {
        return log_ui::show(ui, state, scene);
    }
    if scene.program.desk.conflicts.preview.is_some() {
        return bulk_ui::preview(ui, state, scene);
    }
    follow(state, scene);
    if ui.available_width() >= WIDE * look.factor {
        let list = (ui.available_width() * 0.42).clamp(300.0, 460.0 * look.factor);
        let frame = Frame::new().inner_margin(egui::Margin { right: look.space.m as i8, ..egui::Margin::ZERO });
        Panel::left("conflict list")
            .frame(frame)
            .resizable(false)
            .show_separator_line(false)
            .exact_size(list)
            .show(ui, |ui| queue_ui::show(ui, state, scene));
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("conflict").show(ui, |ui| {
            case_ui::show(ui, state, false, scene);
        });
    } else if state.open.is_some() {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("conflict").show(ui, |ui| {
            case_ui::show(ui, state, true, scene);
        });
    } else {
        queue_ui::show(ui, state, scene);
    }
    bulk_ui::rules(ui, state, scene);
    case_ui::keys(ui, state, scene);
}

pub(super) fn send(scene: &mut Scene<'_>, command: ConflictsCommand) {
    scene.out.push(Command::Desk(DeskCommand::Conflicts(command)));
}

/// Keeps what is looked at in step with the queue: one that was decided makes room for the next.
fn follow(state: &mut State, scene: &mut Scene<'_>) {
    let queue = &scene.program.desk.conflicts.queue;
    if state.open.as_ref().is_some_and(|(id, path)| queue.find(*id, path).is_none()) && !queue.lines().is_empty() {
        // Still being read, or decided elsewhere.
        if scene.program.desk.conflicts.busy.is_none() {
            state.open = None;
        }
    }
    state.picked.retain(|(id, path)| queue.find(*id, path).is_some());
}

/// Tabs, undo, and whether the queue is as the list says.
fn head(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let conflicts = &scene.program.desk.conflicts;
    let count = conflicts.queue.lines().len().to_string();
    let homes = data::homes(&conflicts.queue).to_string();
    widgets::flow(ui, |ui| {
        // Until it is read, none seen does not mean that there is none.
        let reading = !scene.program.desk.conflicts.is_read && scene.program.desk.conflicts.queue.lines().is_empty();
        let text = if reading {
            words.text("conflict-tab-reading")
        } else {
            words.with("conflict-tab-queue", &[("count", &count), ("homes", &homes)])
        };
        if Chip::one(&text, state.tab == Tab::Queue).salt("queue").show(ui, look).clicked() {
            state.tab = Tab::Queue;
        }
        let text = words.text("conflict-tab-log");
        if Chip::one(&text, state.tab == Tab::Log).salt("log").show(ui, look).clicked() {
            state.tab = Tab::Log;
            send(scene, ConflictsCommand::ReadDeeds);
        }
        let undo = scene.program.desk.conflicts.by_hand;
        if undo > 0 {
            let text = words.text("conflict-undo-last");
            if Button::quiet(&text).icon(Icon::Undo).salt("undo").show(ui, look).clicked() {
                send(scene, ConflictsCommand::UndoLast);
            }
        }
        let stale = scene.program.desk.conflicts.is_stale(scene.program.registry.revision());
        if stale && scene.program.desk.conflicts.busy.is_none() {
            let text = words.text("conflict-refresh");
            if Button::plain(&text).icon(Icon::Redo).salt("refresh").show(ui, look).clicked() {
                send(scene, ConflictsCommand::Read);
            }
        }
    });
}

fn busy(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(under_way) = &scene.program.desk.conflicts.busy else { return };
    let (done, total) = under_way.get();
    if total < 2 {
        return;
    }
    let text = words.with("conflict-busy", &[("done", &done.to_string()), ("total", &total.to_string())]);
    widgets::text(ui, look.muted(&text));
    progress::bar(ui, look, done as f32 / total.max(1) as f32, &text);
    let stop = words.text("conflict-stop");
    if Button::quiet(&stop).icon(Icon::Cross).salt("stop").show(ui, look).clicked() {
        send(scene, ConflictsCommand::Stop);
    }
}

/// What came of the last rule.
fn outcome(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some((outcome, taken_back)) = &scene.program.desk.conflicts.outcome else { return };
    let key = if *taken_back { "conflict-taken-back" } else { "conflict-carried-out" };
    let (fields, homes) = (outcome.fields.to_string(), outcome.homes.len().to_string());
    let text = words.with(key, &[("fields", &fields), ("homes", &homes)]);
    let mut more = Vec::new();
    if outcome.overtaken > 0 {
        let count = outcome.overtaken.to_string();
        let key = if *taken_back { "conflict-kept-since" } else { "conflict-changed-since" };
        more.push(look.body(words.with(key, &[("count", &count)])));
    }
    if outcome.stopped {
        more.push(look.body(words.text("conflict-was-stopped")));
    }
    status::line(ui, look, Tone::Good, &text, &more);
    let dismiss = words.text("app-dismiss");
    if Button::quiet(&dismiss).small().icon(Icon::Cross).salt("dismiss outcome").show(ui, look).clicked() {
        send(scene, ConflictsCommand::Dismiss);
    }
}
