//! Paints the roster's screen: the list on its way in, or who visits whom.

use egui::{ScrollArea, Ui};

use super::{assign_ui, data, file_ui, found_ui};
use crate::app::command::Command;
use crate::app::desk::DeskCommand;
use crate::app::desk::roster::{Doing, RosterCommand};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, card, progress, segmented, status};

/// The two halves of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tab {
    #[default]
    Import,
    Assign,
}

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    tab: Tab,
    pub(super) file: file_ui::State,
    pub(super) found: found_ui::State,
    pub(super) assign: assign_ui::State,
}

/// Shows the screen, inside the desk's frame.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if !scene.program.role.can(crate::role::Can::Assign) {
        return status::line(ui, look, Tone::Neutral, &words.text("app-not-allowed"), &[]);
    }
    let tabs = [(Tab::Import, words.text("roster-tab-import")), (Tab::Assign, words.text("roster-tab-assign"))];
    if let Some(tab) = segmented::show(ui, look, words, &words.text("desk-roster"), state.tab, &tabs) {
        state.tab = tab;
    }
    ui.add_space(look.space.s);
    let area = ScrollArea::vertical().auto_shrink(false).id_salt(("roster", state.tab as u8));
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        under_way(ui, scene);
        wrote(ui, state, scene);
        match state.tab {
            Tab::Import => import(ui, state, scene),
            Tab::Assign => assign_ui::show(ui, &mut state.assign, scene),
        }
        ui.add_space(look.space.xl);
    });
}

/// Sends a command of this screen.
pub(super) fn send(scene: &mut Scene<'_>, command: RosterCommand) {
    scene.out.push(Command::Desk(DeskCommand::Roster(command)));
}

fn import(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(list) = &scene.program.desk.roster.list else { return file_ui::none(ui, scene) };
    match list.checked.clone() {
        Some(checked) => found_ui::show(ui, &mut state.found, list, &checked, scene),
        None => file_ui::show(ui, &mut state.file, list, scene),
    }
}

fn under_way(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(busy) = &scene.program.desk.roster.busy else { return };
    let (text, share) = data::under_way(busy, words);
    let can_stop = !matches!(busy.1, Doing::Read | Doing::Rejects);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.body(&text));
        progress::bar(ui, look, share, &text);
        if can_stop && Button::plain(&words.text("roster-stop")).icon(Icon::Cross).salt("stop").show(ui, look).clicked()
        {
            send(scene, RosterCommand::Stop);
        }
    });
    // The lane wakes the window only when something is done.
    ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
}

/// What the last act wrote, with the way back.
fn wrote(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let roster = &scene.program.desk.roster;
    let Some((doing, wrote)) = &roster.wrote else { return };
    let (text, undo) = data::wrote(*doing, wrote, words);
    let tone = if wrote.stopped || !wrote.problems.is_empty() { Tone::Doubtful } else { Tone::Good };
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        status::line(ui, look, tone, &text, &[]);
        if wrote.stopped {
            status::line(ui, look, Tone::Doubtful, &words.text("roster-stopped-part"), &[]);
        }
        for problem in wrote.problems.iter().take(5) {
            status::line(ui, look, Tone::Doubtful, &words.problem(problem), &[]);
        }
        widgets::flow(ui, |ui| {
            if *doing == Doing::Import && state.tab == Tab::Import {
                let go = words.text("roster-go-assign");
                if Button::primary(&go).icon(Icon::ChevronRight).salt("go assign").show(ui, look).clicked() {
                    state.tab = Tab::Assign;
                }
            }
            let free = roster.busy.is_none();
            if !roster.undo.is_empty()
                && Button::plain(&words.text(undo)).icon(Icon::Undo).salt("undo").enabled(free).show(ui, look).clicked()
            {
                send(scene, RosterCommand::Undo);
            }
            if Button::plain(&words.text("roster-dismiss")).salt("dismiss").show(ui, look).clicked() {
                send(scene, RosterCommand::Dismiss);
            }
        });
    });
}
