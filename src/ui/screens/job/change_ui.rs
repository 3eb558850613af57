//! Changes of an item: proposed by the one who builds, answered by the office.

use egui::Ui;

use super::data::{self, JobData};
use super::item_ui;
use super::job_ui::State;
use crate::app::command::Command;
use crate::app::works::WorksCommand;
use crate::app::works::sheet::{JobItem, Side};
use crate::plan::change::{Change, Verdict};
use crate::plan::quantity::Quantity;
use crate::ui::scene::Scene;
use crate::ui::widgets::number_field::{Draft, NumberField};
use crate::ui::widgets::text_field::{Phrases, TextField};
use crate::ui::widgets::{self, Button, Icon, Tone, card, status};

/// Digits after the point of a proposed quantity.
const PLACES: u8 = 2;
/// Largest quantity that the form takes.
const MOST: f64 = 10_000.0;
/// Reasons that are entered by a tap.
const REASONS: [&str; 4] = ["works-reason-size", "works-reason-wall", "works-reason-family", "works-reason-ground"];

/// Shows the changes, and the way to propose one.
pub fn show(ui: &mut Ui, state: &mut State, known: &JobItem, data: &JobData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let changes = &known.item.work.changes;
    if changes.is_empty() && !data.may_build {
        return;
    }
    if !changes.is_empty() {
        ui.add_space(look.space.s);
        widgets::text(ui, look.heading(words.text("works-changes")));
    }
    for change in changes {
        let id = egui::Id::unique(("change", change.row.bits()));
        ui.scope_builder(egui::UiBuilder::new().scope_id(id), |ui| change_ui(ui, state, known, change, data, scene));
    }
    if !data.may_build {
        return;
    }
    match &state.proposal {
        Some((item, ..)) if *item == known.item.row => propose(ui, state, known, scene),
        _ => {
            let text = words.text("works-change-propose");
            if Button::quiet(&text).icon(Icon::Pencil).salt("propose").flush().show(ui, look).clicked() {
                let number = known.item.ordered().map_or_else(Draft::default, Draft::of);
                state.proposal = Some((known.item.row, number, String::new()));
            }
        }
    }
}

fn change_ui(ui: &mut Ui, state: &mut State, known: &JobItem, change: &Change, data: &JobData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::boxed(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        let (key, tone) = match change.decision {
            Verdict::Open => ("works-change-open", Tone::Doubtful),
            Verdict::Approved => ("works-change-approved", Tone::Good),
            Verdict::Refused => ("works-change-refused", Tone::Bad),
            Verdict::Disputed => ("works-change-disputed", Tone::Bad),
        };
        status::chip(ui, look, tone, &words.text(key));
        let from = data::amount(known.item.quantity, &known.item.unit, words);
        let to = data::amount(change.quantity, &known.item.unit, words);
        widgets::text(ui, look.body(words.with("works-change-amount", &[("from", &from), ("to", &to)])));
        widgets::text(ui, look.body(&change.reason));
        if !change.answer.is_empty() {
            widgets::text(ui, look.muted(words.with("works-change-answer", &[("answer", &change.answer)])));
        }
        if change.decision == Verdict::Approved && data.side == Side::Office {
            widgets::text(ui, look.muted(words.text("works-change-sign-again")));
        }
        for (row, prompt) in &data.change_photos {
            if *row == change.row && (data.may_build || !prompt.photos.is_empty()) {
                item_ui::question_ui(ui, state, prompt, data, scene);
            }
        }
        let open = matches!(change.decision, Verdict::Open | Verdict::Disputed);
        if open && data.may_decide {
            decide(ui, state, known, change, scene);
        } else if change.decision == Verdict::Open && data.may_build && data.side == Side::Builder {
            let text = words.text("works-change-retract");
            if Button::quiet(&text).icon(Icon::Trash).salt("retract").flush().show(ui, look).clicked() {
                let command = WorksCommand::Retract { item: known.item.row, change: change.row };
                scene.out.push(Command::Works(command));
            }
        }
    });
}

/// The office's answer.
fn decide(ui: &mut Ui, state: &mut State, known: &JobItem, change: &Change, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let answer = state.answers.entry(change.row).or_default();
    TextField::new("answer", words.text("works-change-answer-name"))
        .hint(&words.text("works-change-answer-hint"))
        .show(ui, look, answer);
    let mut verdict = None;
    widgets::flow(ui, |ui| {
        let approve = words.text("works-change-approve");
        if Button::plain(&approve).icon(Icon::Check).salt("approve").show(ui, look).clicked() {
            verdict = Some(true);
        }
        let refuse = words.text("works-change-refuse");
        let ready = !answer.trim().is_empty();
        if Button::plain(&refuse).icon(Icon::Cross).enabled(ready).salt("refuse").show(ui, look).clicked() && ready {
            verdict = Some(false);
        }
    });
    if let Some(approve) = verdict {
        let answer = state.answers.remove(&change.row).unwrap_or_default();
        let command = WorksCommand::Decide { item: known.item.row, change: change.row, approve, answer };
        scene.out.push(Command::Works(command));
    }
}

/// A new quantity on the number pad, and why.
fn propose(ui: &mut Ui, state: &mut State, known: &JobItem, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some((item, number, reason)) = &mut state.proposal else { return };
    let (mut send, mut cancel) = (false, false);
    card::boxed(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        let title = words.text("works-change-quantity");
        widgets::text(ui, look.muted(&title));
        let field =
            NumberField { name: &title, unit: &known.item.unit, places: PLACES, step: 1.0, least: 0.0, most: MOST };
        field.show(ui, look, words, number);
        let phrases = REASONS.map(|key| words.text(key));
        let between = words.text("q-phrase-between");
        let say =
            |phrase: &str| words.with("q-part", &[("question", &words.text("works-change-reason")), ("part", phrase)]);
        TextField::new("reason", words.text("works-change-reason"))
            .hint(&words.text("works-change-reason"))
            .phrases(Phrases { texts: &phrases, between: &between, name: &say })
            .show(ui, look, reason);
        let quantity = number.number().filter(|_| field.takes(number)).and_then(Quantity::of);
        let same = quantity.is_some() && quantity == known.item.ordered();
        if same {
            status::line(ui, look, Tone::Doubtful, &words.text("works-change-same"), &[]);
        }
        let ready = quantity.is_some() && !same && !reason.trim().is_empty();
        widgets::flow(ui, |ui| {
            let text = words.text("works-change-send");
            send = Button::plain(&text).icon(Icon::Check).enabled(ready).salt("send change").show(ui, look).clicked()
                && ready;
            cancel = Button::quiet(&words.text("app-cancel")).salt("cancel change").show(ui, look).clicked();
        });
        if let Some(quantity) = quantity.filter(|_| send) {
            let command = WorksCommand::Propose { item: *item, quantity, reason: reason.clone() };
            scene.out.push(Command::Works(command));
        }
    });
    if send || cancel {
        state.proposal = None;
    }
}
