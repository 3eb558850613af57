//! Paints the card of one server.

use egui::Ui;

use super::data;
use super::draft::Draft;
use super::transfer_ui::{State, ask, begin, line};
use crate::app::transfer::{Known, TransferCommand, Work};
use crate::division::Divisions;
use crate::remote::cloud::{Secret, Target};
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, flow, status};

/// Shows it; `loud` where its button is what one came for.
pub(super) fn show(ui: &mut Ui, target: &Target, loud: bool, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let known = program.transfer.known(&target.name);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(&target.name));
        widgets::text(ui, look.muted(data::about(target, words)));
        line(ui, &data::waiting(&known, words), scene);
        if let Some(last) = data::last(&known, program, words) {
            line(ui, &last, scene);
        }
        if let Some(answer) = data::answer(&known, words) {
            line(ui, &answer, scene);
        }
        if target.is_in_clear() {
            status::line(ui, look, Tone::Doubtful, &words.text("transfer-in-clear"), &[]);
        }
        if known.asks_secret {
            secret(ui, target, &known, state, scene);
        } else {
            go(ui, target, loud, state, scene);
        }
        rest(ui, target, state, scene);
    });
}

/// The large buttons.
fn go(ui: &mut Ui, target: &Target, loud: bool, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let free = program.transfer.running.is_none() && program.read_only.is_none();
    let named = |key| words.with("q-part", &[("question", &target.name), ("part", &words.text(key))]);
    let merges = program.role.can(Can::Merge);
    if merges {
        divisions(ui, target, state, scene);
        let text = words.text("transfer-fetch");
        let fetch = if loud { Button::primary(&text) } else { Button::plain(&text) };
        let fetch = fetch.icon(Icon::Folder).wide().salt("fetch").named(named("transfer-fetch")).enabled(free);
        if fetch.show(ui, look).clicked() {
            begin(&target.name, Work::Fetch { division: prefix(state) }, state, scene);
        }
    }
    let text = words.text("transfer-send");
    let send = if loud && !merges { Button::primary(&text) } else { Button::plain(&text) };
    let send = send.icon(Icon::Redo).wide().salt("send").named(named("transfer-send")).enabled(free);
    if send.show(ui, look).clicked() {
        begin(&target.name, Work::Send, state, scene);
    }
}

/// What the divisions begin with that are fetched: a league is the first four of six digits.
fn prefix(state: &State) -> String {
    match (&state.league, &state.banner) {
        (_, Some(banner)) => banner.clone(),
        (Some(league), None) => league.trim_end_matches("00").to_owned(),
        (None, None) => String::new(),
    }
}

/// Whose households are fetched.
fn divisions(ui: &mut Ui, target: &Target, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let all = Divisions::built_in();
    let leagues = all.leagues();
    let league = leagues.iter().find(|(code, _)| state.league.as_deref() == Some(&**code));
    let banner = state.banner.as_deref().and_then(|code| all.get(code));
    let chosen = match (league, banner) {
        (_, Some(banner)) => format!("{} {}", banner.league_name, banner.name),
        (Some((_, name)), None) => name.to_string(),
        (None, None) => words.text("transfer-all-divisions"),
    };
    let text = words.with("transfer-division", &[("name", &chosen)]);
    let is_open = state.dividing.as_ref() == Some(&target.name);
    let icon = if is_open { Icon::ChevronUp } else { Icon::ChevronDown };
    let name = words.with("q-part", &[("question", &target.name), ("part", &text)]);
    if Button::quiet(&text).icon_after(icon).flush().salt("divisions").named(name).show(ui, look).clicked() {
        state.dividing = (!is_open).then(|| target.name.clone());
    }
    if !is_open {
        return;
    }
    flow(ui, |ui| {
        let everywhere = words.text("transfer-all-divisions");
        if Chip::one(&everywhere, state.league.is_none()).salt("all").show(ui, look).clicked() {
            (state.league, state.banner) = (None, None);
        }
        for (code, name) in &leagues {
            if Chip::one(name, state.league.as_deref() == Some(&**code)).salt(code).show(ui, look).clicked() {
                (state.league, state.banner) = (Some(code.to_string()), None);
            }
        }
    });
    let Some(league) = state.league.clone() else { return };
    flow(ui, |ui| {
        let whole = words.text("transfer-whole-league");
        if Chip::one(&whole, state.banner.is_none()).salt("whole").show(ui, look).clicked() {
            state.banner = None;
        }
        for division in all.of_league(&league) {
            let on = state.banner.as_deref() == Some(&*division.code);
            if Chip::one(&division.name, on).salt(("banner", &division.code)).show(ui, look).clicked() {
                state.banner = Some(division.code.to_string());
            }
        }
    });
}

/// The password, asked for where it is needed.
fn secret(ui: &mut Ui, target: &Target, known: &Known, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    // What came of the last run has said already that it was wrong.
    if known.last.is_none() {
        status::line(ui, look, Tone::Neutral, &words.text("transfer-asks-secret"), &[]);
    }
    let key = if target.kind.has_bucket() { "transfer-field-secret-key" } else { "transfer-field-secret" };
    let name = words.text(key);
    widgets::text(ui, look.muted(words.with("transfer-secret-of", &[("name", &name), ("user", &target.user)])));
    state.secret.show(ui, look, words, &name);
    widgets::text(ui, look.muted(words.text(kept_key(scene))));
    let ready = !state.secret.is_empty() && scene.program.transfer.running.is_none();
    let text = words.text("transfer-go-on");
    if Button::primary(&text).icon(Icon::Check).wide().salt("secret").enabled(ready).show(ui, look).clicked() {
        let secret = Secret::new(state.secret.peek());
        drop(state.secret.take(ui.ctx()));
        ask(TransferCommand::Secret { target: target.name.clone(), secret }, scene);
        let wanted = state.wanted.take().filter(|(name, _)| *name == target.name).map(|(_, work)| work);
        if let Some(work) = wanted {
            begin(&target.name, work, state, scene);
        }
    }
}

/// How long a password is kept.
pub(super) fn kept_key(scene: &Scene<'_>) -> &'static str {
    if scene.program.workspace().keeps_secrets() { "transfer-secret-sealed" } else { "transfer-secret-session" }
}

/// What is seldom needed.
fn rest(ui: &mut Ui, target: &Target, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let named = |key| words.with("q-part", &[("question", &target.name), ("part", &words.text(key))]);
    let free = scene.program.transfer.running.is_none();
    flow(ui, |ui| {
        let quiet = |ui: &mut Ui, key: &'static str, icon, enabled| {
            let text = words.text(key);
            let button = Button::quiet(&text).small().icon(icon).salt(key).named(named(key)).enabled(enabled);
            button.show(ui, look).clicked()
        };
        if quiet(ui, "transfer-probe", Icon::Search, free) {
            ask(TransferCommand::Probe(target.name.clone()), scene);
        }
        if quiet(ui, "transfer-change", Icon::Pencil, free) {
            state.draft = Some(Draft::of(target));
        }
        if quiet(ui, "transfer-remove", Icon::Trash, free) {
            state.removing = Some(target.name.clone());
        }
    });
}
