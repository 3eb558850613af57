//! Paints the screen: what is under way, one card for each server, how the line is used.

use egui::{CentralPanel, Frame, Id, ScrollArea, Ui};

use super::draft::Draft;
use super::{data, draft_ui, policy_ui, running_ui, server_ui};
use crate::app::command::Command;
use crate::app::route::Route;
use crate::app::transfer::{TransferCommand, Work};
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::secret_field::Secret;
use crate::ui::widgets::{self, Button, Icon, Tone, card, dialog, status};

/// What the screen remembers while it is shown.
#[derive(Default)]
pub struct State {
    /// The server that is being described.
    pub(super) draft: Option<Draft>,
    /// The server that is asked for, before it is removed.
    pub(super) removing: Option<String>,
    /// The password that is being typed.
    pub(super) secret: Secret,
    /// What was asked for last: it goes on once there is a password.
    pub(super) wanted: Option<(String, Work)>,
    pub(super) speed: data::Speed,
    /// Whose households are fetched: the code of a league, and of a banner in it.
    pub(super) league: Option<String>,
    pub(super) banner: Option<String>,
    /// The server whose list of divisions is open.
    pub(super) dividing: Option<String>,
}

/// The button that leads here; nothing where nothing may be sent.
pub fn button(ui: &mut Ui, key: &str, scene: &mut Scene<'_>) {
    if !scene.program.role.can(Can::FinishVisit) {
        return;
    }
    let text = scene.words.text(key);
    if Button::plain(&text).icon(Icon::Redo).salt("transfer").show(ui, scene.look).clicked() {
        let back = Box::new(scene.program.route.clone());
        scene.out.push(Command::Go(Route::Transfer { back }));
        ask(TransferCommand::Refresh, scene);
    }
}

/// Sends a command of this screen.
pub(super) fn ask(command: TransferCommand, scene: &mut Scene<'_>) {
    scene.out.push(Command::Transfer(command));
}

/// Begins to send or fetch.
pub(super) fn begin(name: &str, work: Work, state: &mut State, scene: &mut Scene<'_>) {
    state.wanted = Some((name.to_owned(), work.clone()));
    let target = name.to_owned();
    ask(
        match work {
            Work::Send => TransferCommand::Send(target),
            Work::Fetch { division } => TransferCommand::Fetch { target, division },
        },
        scene,
    );
}

/// A line of the screen.
pub(super) fn line(ui: &mut Ui, line: &data::Line, scene: &Scene<'_>) {
    let more: Vec<_> = line.more.iter().map(|text| scene.look.body(text)).collect();
    status::line(ui, scene.look, line.tone, &line.text, &more);
}

/// Shows the screen.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("transfer-title");
    bar::show(ui, &Bar { title: &title, subtitle: "", back: true, undo: None, redo: None, settings: false }, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("transfer").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = look.space.m;
            widgets::column(ui, look, |ui| {
                if scene.program.role.can(Can::FinishVisit) {
                    content(ui, state, scene);
                } else {
                    let more = [look.body(words.text("transfer-contractor-hint"))];
                    status::line(ui, look, Tone::Neutral, &words.text("transfer-contractor"), &more);
                }
            });
        });
    });
    removing(ui, state, scene);
}

fn content(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    running_ui::show(ui, &mut state.speed, scene);
    let targets = scene.program.transfer.saved.targets.clone();
    if targets.is_empty() && state.draft.is_none() {
        none(ui, scene);
    }
    for (place, target) in targets.iter().enumerate() {
        if state.draft.as_ref().is_some_and(|draft| draft.was == target.name) {
            draft_ui::show(ui, &mut state.draft, scene);
        } else {
            ui.push_id(("server", &target.name), |ui| server_ui::show(ui, target, place == 0, state, scene));
        }
    }
    if state.draft.as_ref().is_some_and(|draft| draft.was.is_empty()) {
        draft_ui::show(ui, &mut state.draft, scene);
    } else if state.draft.is_none() && scene.program.read_only.is_none() {
        let text = scene.words.text("transfer-add");
        let add = if targets.is_empty() { Button::primary(&text) } else { Button::plain(&text) };
        if add.icon(Icon::Plus).wide().salt("add").show(ui, scene.look).clicked() {
            state.draft = Some(Draft::default());
        }
    }
    policy_ui::show(ui, scene);
}

fn none(ui: &mut Ui, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("transfer-none")));
        widgets::text(ui, look.muted(words.text("transfer-none-hint")));
    });
}

fn removing(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let Some(name) = state.removing.clone() else { return };
    let words = scene.words;
    let question = dialog::Question {
        title: &words.with("transfer-remove-ask", &[("name", &name)]),
        words: &words.text("transfer-remove-words"),
        yes: &words.text("transfer-remove-yes"),
        no: &words.text("app-cancel"),
        danger: true,
    };
    if let Some(answer) = dialog::ask(ui.ctx(), scene.look, Id::unique("remove server"), &question) {
        state.removing = None;
        if answer {
            ask(TransferCommand::Remove(name), scene);
        }
    }
}
