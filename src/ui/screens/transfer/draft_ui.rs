//! Paints a server that is being described: its kind, then only what that kind needs.

use egui::Ui;

use super::draft::{Draft, Field, fields};
use super::server_ui::kept_key;
use super::transfer_ui::ask;
use crate::app::command::Command;
use crate::app::exchange::{ExchangeCommand, Look as LookFor};
use crate::app::transfer::TransferCommand;
use crate::remote::cloud::{Kind, Secret, Style};
use crate::ui::scene::Scene;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, flow, segmented, status};

/// Shows it; kept or given up, it goes.
pub(super) fn show(ui: &mut Ui, open: &mut Option<Draft>, scene: &mut Scene<'_>) {
    let Some(draft) = open.as_mut() else { return };
    take_picked(draft, scene);
    let (look, words) = (scene.look, scene.words);
    let targets = scene.program.transfer.saved.targets.iter();
    let others: Vec<String> = targets.map(|target| target.name.clone()).filter(|name| *name != draft.was).collect();
    let mut done = false;
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        let title = if draft.was.is_empty() { "transfer-add-title" } else { "transfer-change-title" };
        widgets::text(ui, look.heading(words.text(title)));
        kinds(ui, draft, scene);
        for &field in fields(draft.target.kind) {
            field_ui(ui, draft, field, &others, scene);
        }
        if draft.target.kind == Kind::S3 {
            style(ui, draft, scene);
        }
        if draft.target.kind != Kind::Folder && !draft.target.user.trim().is_empty() {
            secret(ui, draft, scene);
        }
        if draft.finished().is_in_clear() {
            status::line(ui, look, Tone::Doubtful, &words.text("transfer-in-clear"), &[]);
        }
        let ready = draft.is_complete(&others);
        let text = words.text("transfer-keep");
        if Button::primary(&text).icon(Icon::Check).wide().salt("keep").enabled(ready).show(ui, look).clicked() {
            keep(ui, draft, scene);
            done = true;
        }
        let text = words.text("app-cancel");
        done |= Button::plain(&text).wide().salt("give up").show(ui, look).clicked();
    });
    if done {
        *open = None;
    }
}

/// What was chosen in the list of folders.
fn take_picked(draft: &mut Draft, scene: &mut Scene<'_>) {
    if let Some(field) = draft.picking
        && let Some(picked) = &scene.program.transfer.picked
    {
        *draft.text(field) = picked.to_string_lossy().into_owned();
        draft.picking = None;
        if draft.target.name.is_empty() && field == Field::Folder {
            let name = picked.file_name().map(|name| name.to_string_lossy().into_owned());
            draft.target.name = name.unwrap_or_default();
        }
    }
}

fn kinds(ui: &mut Ui, draft: &mut Draft, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    flow(ui, |ui| {
        for kind in Kind::ALL {
            let chip = Chip::one(&words.text(kind.key()), draft.target.kind == kind).salt(kind.name()).show(ui, look);
            if chip.clicked() && draft.target.kind != kind {
                draft.turn_to(kind);
            }
        }
    });
}

fn field_ui(ui: &mut Ui, draft: &mut Draft, field: Field, others: &[String], scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let kind = draft.target.kind;
    let name = words.text(field.key(kind));
    widgets::text(ui, look.muted(&name));
    let example = words.text(field.example(kind));
    TextField::new(("server", field), name.clone()).hint(&example).show(ui, look, draft.text(field));
    if let Some(key) = draft.fault(field, others).filter(|_| !draft.text(field).trim().is_empty()) {
        status::quiet(ui, look, Tone::Doubtful, &words.text(key));
    }
    let browse = match field {
        Field::Folder => LookFor::Server,
        Field::Authority => LookFor::Certificate,
        _ => return,
    };
    let text = words.text("transfer-browse");
    let named = words.with("q-part", &[("question", &name), ("part", &text)]);
    let button = Button::plain(&text).icon(Icon::Folder).salt(("browse", field)).named(named);
    if button.show(ui, look).clicked() {
        draft.picking = Some(field);
        ask(TransferCommand::Pick(None), scene);
        scene.out.push(Command::Exchange(ExchangeCommand::Browse(browse)));
    }
}

fn style(ui: &mut Ui, draft: &mut Draft, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("transfer-style");
    let styles = [(Style::Path, "transfer-style-path"), (Style::VirtualHost, "transfer-style-host")];
    let styles = styles.map(|(style, key)| (style, words.text(key)));
    widgets::text(ui, look.muted(&title));
    if let Some(style) = segmented::show(ui, look, words, &title, draft.target.style, &styles) {
        draft.target.style = style;
    }
}

/// The password may be given now, or when it is asked for.
fn secret(ui: &mut Ui, draft: &mut Draft, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let bucket = draft.target.kind.has_bucket();
    let name = words.text(if bucket { "transfer-field-secret-key" } else { "transfer-field-secret" });
    widgets::text(ui, look.muted(&name));
    draft.secret.show(ui, look, words, &name);
    widgets::text(ui, look.muted(words.text(kept_key(scene))));
}

fn keep(ui: &Ui, draft: &mut Draft, scene: &mut Scene<'_>) {
    let target = draft.finished();
    let name = target.name.clone();
    let secret = (!draft.secret.is_empty()).then(|| Secret::new(draft.secret.peek()));
    drop(draft.secret.take(ui.ctx()));
    // Without a password it would only say that one is missing.
    let answers = !target.needs_secret() || secret.is_some();
    ask(TransferCommand::Keep { was: draft.was.clone(), target, secret }, scene);
    if answers {
        ask(TransferCommand::Probe(name), scene);
    }
}
