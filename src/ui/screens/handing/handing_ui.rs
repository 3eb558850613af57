//! Paints the screen: one column, what one comes for first.

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use super::{data, purge_ui};
use crate::app::command::Command;
use crate::app::exchange::ExchangeCommand;
use crate::app::handing::HandingCommand;
use crate::app::handing::purge::Plan;
use crate::app::keys::known::Receiver;
use crate::app::route::Route;
use crate::role::{Can, Role};
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::jobs::parcel_ui;
use crate::ui::screens::transfer;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, status};

/// What the screen remembers while it is shown.
#[derive(Default)]
pub struct State {
    /// Whether the question before purging is open.
    asking: bool,
}

/// The button that leads here.
pub fn button(ui: &mut Ui, text: &str, scene: &mut Scene<'_>) {
    if Button::plain(text).icon(Icon::Folder).salt("handing").show(ui, scene.look).clicked() {
        let back = Box::new(scene.program.route.clone());
        scene.out.push(Command::Go(Route::Handing { back }));
        ask(HandingCommand::Look, scene);
    }
}

/// Sends a command of this screen.
pub(super) fn ask(command: HandingCommand, scene: &mut Scene<'_>) {
    scene.out.push(Command::Handing(command));
}

/// A line of the screen.
pub(super) fn line(ui: &mut Ui, line: &data::Line, scene: &Scene<'_>) {
    let more: Vec<_> = line.more.iter().map(|text| scene.look.body(text)).collect();
    status::line(ui, scene.look, line.tone, &line.text, &more);
}

/// Shows the screen.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("handing-title");
    bar::show(ui, &Bar { title: &title, subtitle: "", back: true, undo: None, redo: None, settings: false }, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("handing").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = look.space.m;
            widgets::column(ui, look, |ui| {
                parcel_ui::show(ui, scene);
                let Some(plan) = &scene.program.handing.plan else {
                    widgets::text(ui, look.muted(words.text("handing-looking")));
                    return;
                };
                if scene.program.role.can(Can::Merge) {
                    receipts(ui, scene);
                }
                over(ui, plan, scene);
                offices(ui, plan, scene);
                // An office that hands over to nobody has nothing to let go.
                if scene.program.role != Role::Coordinator || !plan.offices.is_empty() {
                    purge_ui::show(ui, plan, &mut state.asking, scene);
                }
            });
        });
    });
}

/// Handing over: what is new, for whom, to where.
fn over(ui: &mut Ui, plan: &Plan, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let builds = program.role == Role::Contractor;
    let loud = program.role != Role::Coordinator;
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("handing-over-title")));
        line(ui, &data::news(plan, words), scene);
        receiver(ui, plan, scene);
        seal(ui, scene);
        parcel_ui::place_button(ui, scene);
        let free = program.exchange.busy.is_none() && !plan.homes.is_empty() && program.read_only.is_none();
        let text = words.text(if builds { "works-hand-back" } else { "roster-hand-over-make" });
        let make = if loud { Button::primary(&text) } else { Button::plain(&text) };
        let news = make.icon(Icon::Folder).wide().salt("make").enabled(free).show(ui, look).clicked();
        let text = words.text(if builds { "works-hand-back-all" } else { "roster-hand-over-all" });
        let all = Button::quiet(&text).wide().salt("make all").enabled(free).show(ui, look).clicked();
        if news || all {
            let command = if builds { ExchangeCommand::HandBack { all } } else { ExchangeCommand::HandOver { all } };
            scene.out.push(Command::Exchange(command));
        }
        transfer::button(ui, "transfer-open", scene);
    });
}

/// For which office, where several have confirmed something.
fn receiver(ui: &mut Ui, plan: &Plan, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if plan.offices.len() < 2 {
        return;
    }
    widgets::text(ui, look.muted(words.text("handing-receiver")));
    let chosen = scene.program.handing.receiver;
    widgets::flow(ui, |ui| {
        let any = (None, words.text("handing-receiver-any"));
        let offices = plan.offices.iter().map(|office| (Some(office.device), data::office_name(office, words)));
        for (office, name) in std::iter::once(any).chain(offices) {
            if Chip::one(&name, chosen == office).salt(("office", office)).show(ui, look).clicked() {
                ask(HandingCommand::Receiver(office), scene);
                ask(HandingCommand::Look, scene);
            }
        }
    });
}

/// For whom it is sealed, and plainly where it is not.
fn seal(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let receivers = program.keys.known();
    if !receivers.is_empty() {
        widgets::text(ui, look.muted(words.text("handing-seal-title")));
        widgets::flow(ui, |ui| {
            for Receiver { name, recipient: key, .. } in receivers {
                let on = program.handing.to.contains(key);
                if Chip::many(name, on).salt(("key", key.to_string())).show(ui, look).clicked() {
                    ask(HandingCommand::Seal { to: key.clone(), on: !on }, scene);
                }
            }
        });
    }
    if program.handing.to.is_empty() {
        status::line(ui, look, Tone::Doubtful, &words.text("handing-seal-nobody"), &[]);
    }
}

/// Which office confirmed what, and when; and where a receipt is opened.
fn offices(ui: &mut Ui, plan: &Plan, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("handing-offices-title")));
        if plan.offices.is_empty() {
            widgets::text(ui, look.muted(words.text("handing-offices-none")));
        }
        for told in data::offices(plan, words) {
            line(ui, &told, scene);
        }
        widgets::flow(ui, |ui| parcel_ui::open_button(ui, false, scene));
    });
}

/// Receipts for what was taken and merged here.
fn receipts(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let merged = program.desk.merge.last.iter().flatten().map(|report| report.sources.len()).sum::<usize>();
    let waiting = program.handing.unanswered.len();
    if merged + waiting == 0 && program.handing.receipt.is_none() {
        return;
    }
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(words.text("handing-receipt-title")));
        widgets::text(ui, look.muted(words.text("handing-receipt-text")));
        if waiting > 0 {
            let text = words.with("handing-receipt-waiting", &[("count", &waiting.to_string())]);
            status::line(ui, look, Tone::Neutral, &text, &[]);
        }
        if let Some(written) = &program.handing.receipt {
            let counts = [written.devices, written.households, written.photos].map(|count| count.to_string());
            let args = [("devices", &*counts[0]), ("households", &*counts[1]), ("photos", &*counts[2])];
            let sealed = written.sealed.then(|| look.muted(words.text("handing-sealed")));
            let path = look.body(written.path.display().to_string());
            let more: Vec<_> =
                [path, look.muted(words.text("handing-receipt-hint"))].into_iter().chain(sealed).collect();
            status::line(ui, look, Tone::Good, &words.with("handing-receipt-written", &args), &more);
        }
        let text = words.text("handing-receipt-make");
        if Button::primary(&text).icon(Icon::Check).wide().salt("receipt").show(ui, look).clicked() {
            ask(HandingCommand::Receipt, scene);
        }
    });
}
