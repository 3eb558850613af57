//! Paints the household's file: what is next beside the way, or above it on an upright tablet.

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use super::data::{Action, CaseData, Kept};
use super::{gallery, gallery_ui, way_ui};
use crate::app::command::Command;
use crate::app::visit::Visit;
use crate::dossier::stage::Step;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::plan::ask_replan;
use crate::ui::widgets::{self, Button, Icon, Tone, card, status};

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    kept: Kept,
    shown: Shown,
}

/// What was unfolded.
#[derive(Default)]
struct Shown {
    household: Option<crate::id::DossierId>,
    all_lacks: bool,
    /// The plan is to be made anew, once confirmed.
    replan: bool,
    /// Groups of photos of which all are shown.
    all_photos: std::collections::BTreeSet<gallery::When>,
}

/// Things that lack which are listed before the rest is folded.
const MOST_LACKS: usize = 4;

/// Shows the file.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, scene: &mut Scene<'_>) {
    let look = scene.look;
    if state.shown.household != Some(visit.dossier.id) {
        state.shown = Shown { household: Some(visit.dossier.id), ..Shown::default() };
    }
    let data = state.kept.of(scene.program, visit, scene.words);
    let state = &mut state.shown;
    let (undo, redo) = (data.undo.clone(), data.redo.clone());
    let bar = Bar { title: &data.title, subtitle: &data.subtitle, back: true, undo, redo, settings: true };
    bar::show(ui, &bar, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("case").show(ui, |ui| {
            let wide = ui.available_width() > 900.0 * look.factor;
            if wide { beside(ui, state, data, scene) } else { below(ui, state, data, scene) }
        });
    });
    if state.replan && ask_replan(ui, scene) {
        state.replan = false;
    }
}

/// The way left, what is to do right.
fn beside(ui: &mut Ui, state: &mut Shown, data: &CaseData, scene: &mut Scene<'_>) {
    let look = scene.look;
    let room = ui.available_width();
    let width = room.min(1_180.0 * look.factor);
    let left = 330.0 * look.factor;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = look.space.l;
        ui.add_space((room - width) / 2.0);
        ui.vertical(|ui| {
            ui.set_width(left);
            way_card(ui, data, scene);
        });
        ui.vertical(|ui| {
            ui.set_width(width - left - 2.0 * look.space.l);
            ui.spacing_mut().item_spacing.y = look.space.m;
            todo(ui, state, data, scene);
        });
    });
}

fn below(ui: &mut Ui, state: &mut Shown, data: &CaseData, scene: &mut Scene<'_>) {
    let look = scene.look;
    widgets::column(ui, look, |ui| {
        todo(ui, state, data, scene);
        way_card(ui, data, scene);
    });
}

fn way_card(ui: &mut Ui, data: &CaseData, scene: &Scene<'_>) {
    card::show(ui, scene.look, |ui| {
        widgets::text(ui, scene.look.muted(scene.words.text("case-way")));
        ui.add_space(scene.look.space.s);
        way_ui::show(ui, &data.way, scene);
    });
}

fn todo(ui: &mut Ui, state: &mut Shown, data: &CaseData, scene: &mut Scene<'_>) {
    let look = scene.look;
    card::current(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        widgets::text(ui, look.muted(scene.words.text("case-now")));
        widgets::text(ui, look.title(&data.stage).strong());
        if !data.since.is_empty() {
            widgets::text(ui, look.muted(&data.since));
        }
        if let Some((text, tone)) = &data.review {
            status::chip(ui, look, *tone, text);
        }
        dispute(ui, data, scene);
        reopened(ui, data, scene);
        if let Some(next) = &data.next {
            ui.add_space(look.space.s);
            action(ui, state, next, true, 0, scene);
        }
        lacks(ui, state, data, scene);
    });
    conflicts(ui, data, scene);
    if !data.stale.is_empty() {
        let more: Vec<egui::RichText> = data.stale.iter().map(|change| look.body(change)).collect();
        status::line_with(ui, look, Tone::Doubtful, Icon::Signature, &scene.words.text("case-stale"), &more);
    }
    if let Some((text, tone)) = &data.return_visit {
        status::line_with(ui, look, *tone, Icon::Calendar, text, &[]);
    }
    if !data.earlier.is_empty() {
        let lines = data
            .earlier
            .iter()
            .map(|(label, value)| look.body(scene.words.with("q-part", &[("question", label), ("part", value)])));
        let more: Vec<egui::RichText> = lines.collect();
        status::line_with(ui, look, Tone::Neutral, Icon::Note, &scene.words.text("case-earlier"), &more);
    }
    card::show(ui, look, |ui| crate::ui::screens::papers::button(ui, scene));
    if !data.others.is_empty() {
        card::show(ui, look, |ui| {
            widgets::text(ui, look.muted(scene.words.text("case-others")));
            for (index, other) in data.others.iter().enumerate() {
                action(ui, state, other, false, index + 1, scene);
            }
        });
    }
    gallery_ui::show(ui, &data.gallery, &mut state.all_photos, scene);
}

/// A button, and below it why it is greyed: a finger cannot hover.
fn action(ui: &mut Ui, state: &mut Shown, action: &Action, loud: bool, index: usize, scene: &mut Scene<'_>) {
    let look = scene.look;
    let button = if loud { Button::primary(&action.text).wide() } else { Button::plain(&action.text) };
    let button = button.icon(action.icon).salt(("action", index)).enabled(action.refused.is_none());
    if button.show(ui, look).clicked() && action.refused.is_none() {
        if action.command == Command::Step(Step::Replan) {
            state.replan = true;
        } else {
            scene.out.push(action.command.clone());
        }
    }
    if let Some(why) = &action.refused {
        widgets::text(ui, look.muted(why));
    }
}

/// What still lacks, each a tap from its place; then what is only to be known.
fn lacks(ui: &mut Ui, state: &mut Shown, data: &CaseData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    for (stops, tone, key) in [(true, Tone::Missing, "case-lacks"), (false, Tone::Doubtful, "case-minds")] {
        let group: Vec<_> = data.lacks.iter().filter(|lack| lack.stops == stops).collect();
        if group.is_empty() {
            continue;
        }
        ui.add_space(look.space.s);
        status::chip(ui, look, tone, &words.with(key, &[("count", &group.len().to_string())]));
        let folded = !state.all_lacks && group.len() > MOST_LACKS + 1;
        let shown = if folded { MOST_LACKS } else { group.len() };
        for (index, lack) in group.iter().take(shown).enumerate() {
            let button = Button::quiet(&lack.text).icon_after(Icon::ChevronRight).salt(("lack", stops, index));
            if button.named(words.with("case-lack-go", &[("what", &lack.text)])).show(ui, look).clicked() {
                scene.out.extend(lack.go.iter().cloned());
            }
        }
        if folded {
            let text = words.with("case-lacks-more", &[("count", &(group.len() - shown).to_string())]);
            if Button::quiet(&text).icon_after(Icon::ChevronDown).salt(("more", stops)).show(ui, look).clicked() {
                state.all_lacks = true;
            }
        }
    }
}

/// Two devices went different ways: side by side, who and when, settled by a tap.
fn dispute(ui: &mut Ui, data: &CaseData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if data.dispute.is_empty() {
        return;
    }
    let more = [look.body(words.text("case-dispute-text"))];
    status::line_with(ui, look, Tone::Bad, Icon::Fork, &words.text("stage-disputed"), &more);
    widgets::flow(ui, |ui| {
        for (index, claim) in data.dispute.iter().enumerate() {
            card::boxed(look).show(ui, |ui| {
                ui.set_width(
                    (ui.available_width() / 2.0 - look.space.xl).max(220.0 * look.factor).min(ui.available_width()),
                );
                ui.vertical(|ui| {
                    widgets::text(ui, look.heading(&claim.stage));
                    widgets::text(ui, look.muted(&claim.when));
                    let text = words.with("case-dispute-take", &[("stage", &claim.stage)]);
                    let may = scene.program.may(&CaseData::settle(claim.dot)) && scene.program.read_only.is_none();
                    if Button::plain(&text).salt(("claim", index)).enabled(may).show(ui, look).clicked() && may {
                        scene.out.push(CaseData::settle(claim.dot));
                    }
                });
            });
        }
    });
}

fn reopened(ui: &mut Ui, data: &CaseData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(stage) = &data.reopened else { return };
    let more = [look.body(words.with("case-reopened-text", &[("stage", stage)]))];
    status::line_with(ui, look, Tone::Doubtful, Icon::Fork, &words.text("stage-survey-reopened"), &more);
    let text = words.text("case-reopened-go");
    if Button::primary(&text).icon_after(Icon::ChevronRight).wide().show(ui, look).clicked() {
        scene.out.push(Command::Go(crate::app::route::Route::Visit(crate::app::route::VisitPlace::default())));
    }
}

fn conflicts(ui: &mut Ui, data: &CaseData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if data.conflicts == 0 || !data.dispute.is_empty() {
        return;
    }
    let text = words.with("case-conflicts", &[("count", &data.conflicts.to_string())]);
    status::line_with(ui, look, Tone::Bad, Icon::Fork, &text, &[look.muted(words.text("case-conflicts-hint"))]);
}
