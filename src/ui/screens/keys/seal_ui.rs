//! Whether this workspace is sealed, and the forms that seal it, unseal it and change who opens it.

use egui::{Id, Ui};

use super::keys_ui::language;
use super::{Form, State, What, reader_ui};
use crate::app::command::Command;
use crate::app::keys::passphrase::{FEWEST, Strength, strength};
use crate::app::keys::work::Task;
use crate::app::keys::{For, KeysCommand, LockAfter};
use crate::l10n::Words;
use crate::seal::{Recipient, fingerprint};
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::dialog::{self, Question};
use crate::ui::widgets::secret_field::Secret;
use crate::ui::widgets::{self, Button, Icon, Tone, card, segmented, status};

/// Shows how it stands and what can be done.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let look = scene.look;
    card::show(ui, look, |ui| {
        stands(ui, scene);
        match state.form.take() {
            Some(mut open) => {
                if !form(ui, &mut open, state, scene) {
                    state.form = Some(open);
                }
            }
            None => state.form = actions(ui, scene).map(Form::of),
        }
    });
}

fn stands(ui: &mut Ui, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::text(ui, look.heading(words.text("keys-seal-title")));
    let Some(vault) = scene.program.keys.vault() else {
        let more = [look.body(words.text("keys-plain-text"))];
        return status::line_with(ui, look, Tone::Bad, Icon::Warning, &words.text("keys-plain"), &more);
    };
    let more = [look.body(words.text("keys-sealed-text"))];
    status::line_with(ui, look, Tone::Good, Icon::Lock, &words.text("keys-sealed"), &more);
    let recovery = vault.recipients().get(1..).unwrap_or_default();
    if recovery.is_empty() {
        let more = [look.body(words.text("keys-recovery-missing-text"))];
        status::line(ui, look, Tone::Doubtful, &words.text("keys-recovery-missing"), &more);
    } else {
        widgets::text(ui, look.body(words.text("keys-recovery-who")));
        for recipient in recovery {
            widgets::text(ui, look.muted(called(recipient, scene)));
        }
    }
}

/// What a key is called here, else the words it begins with.
fn called(recipient: &Recipient, scene: &Scene<'_>) -> String {
    let spoken = fingerprint::words(recipient, language(scene)).join(" ");
    match scene.program.keys.name_of(recipient) {
        Some(name) => scene.words.with("keys-called", &[("name", name), ("words", &spoken)]),
        None => spoken,
    }
}

fn actions(ui: &mut Ui, scene: &mut Scene<'_>) -> Option<What> {
    let (look, words) = (scene.look, scene.words);
    if !scene.program.keys.is_sealed() {
        let seal = words.text("keys-seal");
        return Button::primary(&seal).icon(Icon::Lock).show(ui, look).clicked().then_some(What::Seal);
    }
    let title = words.text("keys-lock-after");
    widgets::text(ui, look.body(&*title));
    let steps = LockAfter::STEPS.map(|step| (step, step_name(step, words)));
    let chosen = scene.program.settings.lock_after;
    if let Some(step) = segmented::show(ui, look, words, &title, chosen, &steps) {
        scene.out.push(Command::Keys(KeysCommand::SetLockAfter(step)));
    }
    let mut what = None;
    widgets::flow(ui, |ui| {
        let lock = words.text("keys-lock");
        if Button::primary(&lock).icon(Icon::Lock).show(ui, look).clicked() {
            scene.out.push(Command::Keys(KeysCommand::Lock));
        }
        for (key, asked) in [
            ("keys-change", What::ChangePassphrase),
            ("keys-recovery-add", What::AddRecovery),
            ("keys-unseal", What::Unseal),
        ] {
            if Button::plain(&words.text(key)).salt(key).show(ui, look).clicked() {
                what = Some(asked);
            }
        }
    });
    what
}

fn step_name(step: LockAfter, words: &Words) -> String {
    match step {
        LockAfter::Minutes(minutes) => words.with("keys-lock-minutes", &[("minutes", &minutes.to_string())]),
        LockAfter::Never => words.text("keys-lock-never"),
    }
}

/// Shows the open form; whether it is closed now.
fn form(ui: &mut Ui, open: &mut Form, state: &mut State, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let (title, text, go) = match open.what {
        What::Seal => ("keys-seal", "keys-seal-text", "keys-seal-go"),
        What::ChangePassphrase => ("keys-change", "keys-change-text", "keys-change-go"),
        What::AddRecovery => ("keys-recovery-add", "keys-recovery-add-text", "keys-recovery-add-go"),
        What::Unseal => ("keys-unseal", "keys-unseal-text", "keys-unseal-go"),
    };
    ui.add_space(look.space.s);
    widgets::text(ui, look.heading(words.text(title)));
    widgets::text(ui, look.body(words.text(text)));
    if matches!(open.what, What::Seal | What::AddRecovery) {
        recovery(ui, open.what, state, scene);
    }
    if open.what != What::Seal {
        let name = words.text("keys-old-passphrase");
        open.old.show(ui, look, words, &name);
    }
    if matches!(open.what, What::Seal | What::ChangePassphrase) {
        widgets::text(ui, look.body(words.with("keys-new-passphrase-hint", &[("count", &FEWEST.to_string())])));
        new_passphrase(ui, look, words, &mut open.new, &mut open.again);
    }
    ui.add_space(look.space.s);
    let complete = open.is_complete(scene.program.keys.recovery.len());
    let go = words.text(go);
    let button = if open.what == What::Unseal { Button::danger(&go) } else { Button::primary(&go) };
    let mut begins = button.wide().enabled(complete).salt("go").show(ui, look).clicked();
    if begins && open.what == What::Seal && scene.program.keys.recovery.is_empty() {
        open.asked = true;
    }
    if open.asked {
        begins = match without_recovery(ui, scene) {
            Some(yes) => {
                open.asked = false;
                yes
            }
            None => false,
        };
    }
    if begins {
        scene.out.push(Command::Keys(KeysCommand::Work(task(ui, open, scene))));
        return true;
    }
    Button::quiet(&words.text("app-cancel")).wide().salt("cancel").show(ui, look).clicked()
}

fn task(ui: &Ui, open: &mut Form, scene: &Scene<'_>) -> Task {
    let (old, new) = (open.old.take(ui.ctx()), open.new.take(ui.ctx()));
    drop(open.again.take(ui.ctx()));
    let more = scene.program.keys.recovery.clone();
    match open.what {
        What::Seal => Task::Seal { passphrase: new, recovery: more },
        What::ChangePassphrase => Task::ChangePassphrase { old, new },
        What::AddRecovery => Task::AddRecovery { passphrase: old, more },
        What::Unseal => Task::Unseal(old),
    }
}

/// Whose keys shall open it when the passphrase is forgotten.
fn recovery(ui: &mut Ui, what: What, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let chosen = &scene.program.keys.recovery;
    if chosen.is_empty() && what == What::Seal {
        let more = [look.body(words.text("keys-recovery-missing-text"))];
        status::line(ui, look, Tone::Doubtful, &words.text("keys-recovery-missing"), &more);
    }
    for recipient in chosen {
        card::boxed(look).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            widgets::text(ui, look.body(called(recipient, scene)));
            let drop = words.text("keys-recovery-drop");
            if Button::quiet(&drop).salt(("drop", recipient.to_string())).show(ui, look).clicked() {
                scene.out.push(Command::Keys(KeysCommand::DropRecovery(recipient.clone())));
            }
        });
    }
    reader_ui::show(ui, state, For::Recovery, scene);
}

fn without_recovery(ui: &Ui, scene: &Scene<'_>) -> Option<bool> {
    let words = scene.words;
    let question = Question {
        title: &words.text("keys-no-recovery-title"),
        words: &words.text("keys-no-recovery-text"),
        yes: &words.text("keys-no-recovery-yes"),
        no: &words.text("keys-no-recovery-no"),
        danger: true,
    };
    dialog::ask(ui.ctx(), scene.look, Id::unique("no-recovery"), &question)
}

/// Two fields for a new passphrase, and what is to be said of it.
pub fn new_passphrase(ui: &mut Ui, look: &Look, words: &Words, new: &mut Secret, again: &mut Secret) {
    let name = words.text("keys-new-passphrase");
    new.show(ui, look, words, &name);
    let judged = match strength(new.peek()) {
        _ if new.is_empty() => None,
        Strength::Short => Some((Tone::Doubtful, "keys-strength-short")),
        Strength::Weak => Some((Tone::Doubtful, "keys-strength-weak")),
        Strength::Fair => Some((Tone::Good, "keys-strength-fair")),
        Strength::Good => Some((Tone::Good, "keys-strength-good")),
    };
    if let Some((tone, key)) = judged {
        status::quiet(ui, look, tone, &words.with(key, &[("count", &FEWEST.to_string())]));
    }
    let name = words.text("keys-new-passphrase-again");
    again.show(ui, look, words, &name);
    if !again.is_empty() && again.peek() != new.peek() {
        status::quiet(ui, look, Tone::Doubtful, &words.text("keys-passphrases-differ"));
    }
}
