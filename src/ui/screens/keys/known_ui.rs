//! Known receivers, and the comparing of words.

use egui::{Id, Ui};

use super::keys_ui::language;
use super::{State, reader_ui, words_ui};
use crate::app::command::Command;
use crate::app::keys::{Candidate, For, KeysCommand, Receiver};
use crate::ui::scene::Scene;
use crate::ui::widgets::dialog::{self, Question};
use crate::ui::widgets::{self, Button, Icon, Tone, card, status, text_field::TextField};

/// Shows the list and the ways to add one.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("keys-known-title")));
        widgets::text(ui, look.muted(words.text("keys-known-text")));
        for receiver in scene.program.keys.known() {
            card::boxed(look).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                one(ui, state, receiver, scene);
            });
        }
        ui.add_space(look.space.s);
        widgets::text(ui, look.body(words.text("keys-known-add")));
        reader_ui::show(ui, state, For::Receiver, scene);
    });
}

fn one(ui: &mut Ui, state: &mut State, receiver: &Receiver, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let key = &receiver.recipient;
    widgets::text(ui, look.body(&*receiver.name));
    match receiver.confirmed {
        Some(moment) => {
            let date = moment.date().to_string();
            status::quiet(ui, look, Tone::Good, &words.with("keys-known-confirmed", &[("date", &date)]));
        }
        None => {
            status::quiet(ui, look, Tone::Doubtful, &words.text("keys-known-unconfirmed"));
        }
    }
    widgets::flow(ui, |ui| {
        let name = |key: &str| words.with(key, &[("name", &receiver.name)]);
        let compare = words.text("keys-known-compare");
        let button = Button::plain(&compare).named(name("keys-known-compare-of")).salt(("compare", key.to_string()));
        if button.show(ui, look).clicked() {
            state.comparing = Some(key.clone());
        }
        let remove = words.text("keys-known-remove");
        let button = Button::quiet(&remove).named(name("keys-known-remove-of")).salt(("remove", key.to_string()));
        if button.icon(Icon::Trash).show(ui, look).clicked() {
            state.removing = Some(key.clone());
        }
    });
}

/// Shows what comes to the front: a key that was read, a known one that is compared, a question before one goes.
pub fn dialogs(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let keys = &scene.program.keys;
    if let Some(candidate) = &keys.candidate {
        compare_new(ui, state, candidate, scene);
    } else if let Some(known) = find(state.comparing.as_ref(), scene) {
        compare_known(ui, state, known, scene);
    } else if let Some(known) = find(state.removing.as_ref(), scene) {
        ask_to_remove(ui, state, known, scene);
    }
}

fn find<'a>(recipient: Option<&crate::seal::Recipient>, scene: &Scene<'a>) -> Option<&'a Receiver> {
    let recipient = recipient?;
    scene.program.keys.known().iter().find(|known| known.recipient == *recipient)
}

fn compare_new(ui: &Ui, state: &mut State, candidate: &Candidate, scene: &mut Scene<'_>) {
    let (look, words, spoken) = (scene.look, scene.words, language(scene));
    let receiver = candidate.purpose == For::Receiver;
    let known = scene.program.keys.name_of(&candidate.recipient);
    if let Some(known) = known.filter(|_| receiver && state.name.is_empty()) {
        state.name = known.to_owned();
    }
    let title = words.text("keys-compare-title");
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("comparing"), "", |ui| {
        widgets::text(ui, look.heading(title));
        if receiver {
            let name = words.text("keys-compare-name");
            widgets::text(ui, look.body(&*name));
            let hint = words.text("keys-compare-name-hint");
            TextField::new("receiver", name).hint(&hint).show(ui, look, &mut state.name);
        }
        widgets::text(ui, look.body(words.text("keys-compare-text")));
        words_ui::show(ui, look, words, &candidate.recipient, spoken);
        let named = !receiver || !state.name.trim().is_empty();
        let same = words.text("keys-compare-same");
        if Button::primary(&same).wide().enabled(named).show(ui, look).clicked() {
            return Some(keep(state, true));
        }
        let later = words.text("keys-compare-later");
        if receiver && Button::plain(&later).wide().enabled(named).show(ui, look).clicked() {
            return Some(keep(state, false));
        }
        let differ = words.text("keys-compare-differ");
        Button::danger(&differ).wide().show(ui, look).clicked().then_some(KeysCommand::PutAway)
    });
    if let Some(command) = shown.inner.or(shown.closed.then_some(KeysCommand::PutAway)) {
        if command == KeysCommand::PutAway {
            state.name.clear();
        }
        scene.out.push(Command::Keys(command));
    }
}

fn keep(state: &mut State, confirmed: bool) -> KeysCommand {
    KeysCommand::Keep { name: std::mem::take(&mut state.name), confirmed }
}

fn compare_known(ui: &Ui, state: &mut State, known: &Receiver, scene: &mut Scene<'_>) {
    let (look, words, spoken) = (scene.look, scene.words, language(scene));
    let shown = dialog::sheet(ui.ctx(), look, Id::unique("compared"), "", |ui| {
        widgets::text(ui, look.heading(&*known.name));
        widgets::text(ui, look.body(words.text("keys-compare-text")));
        words_ui::show(ui, look, words, &known.recipient, spoken);
        let same = words.text("keys-compare-confirm");
        if Button::primary(&same).wide().show(ui, look).clicked() {
            return Some(Some(KeysCommand::Confirm(known.recipient.clone())));
        }
        let differ = words.text("keys-compare-forget");
        if Button::danger(&differ).wide().show(ui, look).clicked() {
            return Some(Some(KeysCommand::Remove(known.recipient.clone())));
        }
        Button::quiet(&words.text("app-cancel")).wide().show(ui, look).clicked().then_some(None)
    });
    let Some(command) = shown.inner.or(shown.closed.then_some(None)) else { return };
    state.comparing = None;
    scene.out.extend(command.map(Command::Keys));
}

fn ask_to_remove(ui: &Ui, state: &mut State, known: &Receiver, scene: &mut Scene<'_>) {
    let words = scene.words;
    let question = Question {
        title: &words.with("keys-remove-title", &[("name", &known.name)]),
        words: &words.text("keys-remove-text"),
        yes: &words.text("keys-known-remove"),
        no: &words.text("app-cancel"),
        danger: true,
    };
    let Some(yes) = dialog::ask(ui.ctx(), scene.look, Id::unique("remove-known"), &question) else { return };
    state.removing = None;
    if yes {
        scene.out.push(Command::Keys(KeysCommand::Remove(known.recipient.clone())));
    }
}
