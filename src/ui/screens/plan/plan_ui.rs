//! Paints the plan: cards beside the money, or above it on an upright tablet.

use egui::{CentralPanel, Frame, Panel, ScrollArea, Ui};

use super::data::{Kept, PlanData};
use super::sheets::{self, Sheet};
use super::{card_ui, money_ui};
use crate::app::command::Command;
use crate::app::settings::Hand;
use crate::app::visit::Visit;
use crate::dossier::stage::Step;
use crate::id::RowId;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::{self, Button, Icon, Tone, dialog, status};

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    kept: Kept,
    pub(super) sheet: Option<Sheet>,
    pub(super) suggested: super::suggested::Kept,
    /// Folded cards that were opened.
    pub(super) unfolded: Vec<RowId>,
    /// Proposals for nobody here are shown too.
    odd: bool,
    /// It is asked whether the plan shall be made anew.
    replan: bool,
    household: Option<crate::id::DossierId>,
}

/// Shows the plan.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, scene: &mut Scene<'_>) {
    let look = scene.look;
    if state.household.replace(visit.dossier.id) != Some(visit.dossier.id) {
        (state.sheet, state.unfolded) = (None, Vec::new());
    }
    let data = state.kept.of(scene.program, visit, scene.words);
    let title = scene.words.with("case-plan-title", &[("name", &data.title)]);
    let bar = Bar {
        title: &title,
        subtitle: &data.subtitle,
        back: true,
        undo: data.undo.clone(),
        redo: data.redo.clone(),
        settings: true,
    };
    bar::show(ui, &bar, scene);
    let wide = ui.available_width() > 1_000.0 * look.factor;
    if wide {
        let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.m));
        let panel = if look.hand == Hand::Left { Panel::left("money") } else { Panel::right("money") };
        panel.frame(frame).resizable(false).exact_size(330.0 * look.factor.min(1.5)).show(ui, |ui| {
            money_ui::column(ui, state, &data, scene);
        });
    } else {
        money_ui::footer(ui, state, &data, scene);
    }
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("plan").show(ui, |ui| {
            widgets::column(ui, look, |ui| cards(ui, state, &data, scene));
        });
    });
    sheets::show(ui, state, &data, scene);
    if state.replan && ask_replan(ui, scene) {
        state.replan = false;
    }
}

/// Asks before the plan is made anew: says what is kept and what has to be done again. Whether it was answered.
pub fn ask_replan(ui: &Ui, scene: &mut Scene<'_>) -> bool {
    let words = scene.words;
    let question = dialog::Question {
        title: &words.text("case-replan-title"),
        words: &words.text("case-replan-text"),
        yes: &words.text("step-replan"),
        no: &words.text("app-cancel"),
        danger: true,
    };
    let answer = dialog::ask(ui.ctx(), scene.look, egui::Id::unique("replan"), &question);
    if answer == Some(true) {
        scene.out.push(Command::Step(Step::Replan));
    }
    answer.is_some()
}

fn cards(ui: &mut Ui, state: &mut State, data: &PlanData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if let Some(closed) = &data.closed {
        status::line_with(ui, look, Tone::Neutral, Icon::Lock, closed, &[]);
        if data.replan && Button::plain(&words.text("step-replan")).icon(Icon::Undo).show(ui, look).clicked() {
            state.replan = true;
        }
    }
    if data.groups.is_empty() {
        widgets::text(ui, look.heading(words.text("case-plan-nothing")));
        widgets::text(ui, look.muted(words.text("case-plan-nothing-hint")));
    }
    for group in &data.groups {
        ui.add_space(look.space.s);
        widgets::text(ui, look.heading(&group.label));
        for card in &group.cards {
            let open = data.closed.is_none();
            card_ui::show(ui, state, card, open, scene);
        }
    }
    unsuited(ui, state, data, scene);
    if data.closed.is_none() {
        let text = words.text("case-plan-add");
        if Button::plain(&text).icon(Icon::Plus).wide().show(ui, look).clicked() {
            state.sheet = Some(Sheet::add());
        }
    }
    ui.add_space(look.space.xxl);
}

/// What the catalogue does not mean for anybody here: folded, offered on demand.
fn unsuited(ui: &mut Ui, state: &mut State, data: &PlanData, scene: &mut Scene<'_>) {
    if data.unsuited.is_empty() || data.closed.is_some() {
        return;
    }
    let count = data.unsuited.len().to_string();
    let text = scene.words.with("case-plan-unsuited", &[("count", &count)]);
    let icon = if state.odd { Icon::ChevronUp } else { Icon::ChevronDown };
    if Button::quiet(&text).icon_after(icon).salt("unsuited").show(ui, scene.look).clicked() {
        state.odd = !state.odd;
    }
    if state.odd {
        for card in &data.unsuited {
            card_ui::show(ui, state, card, true, scene);
        }
    }
}
