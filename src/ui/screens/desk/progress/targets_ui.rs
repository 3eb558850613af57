//! Task numbers and money of the banners, one year at a time: seen beside what is done, and changed here.

use egui::Ui;

use super::progress_ui::{send, with_sight};
use crate::app::desk::progress::ProgressCommand;
use crate::plan::money::Fen;
use crate::registry::progress::Step;
use crate::registry::progress::lead::By;
use crate::registry::progress::target::{MAX_HOUSEHOLDS, Target};
use crate::ui::scene::Scene;
use crate::ui::widgets::number_field::{Draft, NumberField};
use crate::ui::widgets::{self, Button, Icon, card, flow};

/// Most money of one banner in a year, in yuan.
const MOST_YUAN: f64 = 1e9;

/// What is being changed.
#[derive(Default)]
pub struct State {
    year: Option<i16>,
    open: Option<Open>,
}

struct Open {
    code: String,
    households: Draft,
    money: Draft,
}

/// A banner's row.
#[derive(Default)]
struct Row {
    code: String,
    name: String,
    target: Target,
    registered: u32,
    accepted: u32,
}

/// Shows the tab.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let scope = scene.program.desk.progress.scope.clone();
    let year = scope.year.or(state.year).unwrap_or_else(|| scene.program.today().year());
    widgets::text(ui, look.muted(words.text("progress-targets-note")));
    flow(ui, |ui| {
        if scope.year.is_none() {
            for step in [-1i16, 1] {
                let icon = if step < 0 { Icon::ChevronLeft } else { Icon::ChevronRight };
                let name = words.with("progress-year", &[("year", &(year + step).to_string())]);
                if Button::icon_only(icon, name).outlined().show(ui, look).clicked() {
                    state.year = Some(year + step);
                    state.open = None;
                }
            }
        }
        widgets::text(ui, look.heading(words.with("progress-year", &[("year", &year.to_string())])));
    });
    let Some(league) = scope.league.clone() else {
        card::show(ui, look, |ui| widgets::text(ui, look.body(words.text("progress-targets-league"))));
        return leagues(ui, year, scene);
    };
    let rows = rows(&league, year, scene);
    for row in rows {
        one(ui, state, year, &row, scene);
    }
}

/// The leagues with their sums; a tap goes into one.
fn leagues(ui: &mut Ui, year: i16, scene: &mut Scene<'_>) {
    let look = scene.look;
    for (code, name) in crate::division::Divisions::built_in().leagues() {
        let rows = rows(&code, year, scene);
        let households: u32 = rows.iter().map(|row| row.target.households).sum();
        let money: Fen = rows.iter().map(|row| row.target.money).sum();
        let text = format!("{name} · {}", said(Target { households, money }, scene));
        let button = Button::plain(&text).icon_after(Icon::ChevronRight).salt(("league", &*code)).wide();
        if button.show(ui, look).clicked() {
            let scope = scene.program.desk.progress.scope.clone();
            let league = Some(Box::from(&*code));
            let scope = crate::registry::progress::basis::Scope { league, banner: None, ..scope };
            send(scene, ProgressCommand::Look(scope));
        }
    }
}

fn said(target: Target, scene: &Scene<'_>) -> String {
    let names = scene.program.progress_names(scene.words);
    if target.households == 0 && target.money == Fen(0) {
        return scene.words.text("progress-no-target");
    }
    let money = names.money(target.money);
    scene.words.with("progress-target-said", &[("count", &target.households.to_string()), ("money", &money)])
}

fn rows(league: &str, year: i16, scene: &Scene<'_>) -> Vec<Row> {
    let targets = &scene.program.desk.progress.targets;
    with_sight(scene, |sight| {
        let row = |code: String| {
            let group = sight.board.group(By::Banner, &code);
            Row {
                name: sight.names.place(&code),
                target: targets.get(year, &code),
                registered: group.reached(Step::Registered),
                accepted: group.reached(Step::Accepted),
                code,
            }
        };
        sight.names.banners(league).into_iter().map(row).collect()
    })
}

fn one(ui: &mut Ui, state: &mut State, year: i16, row: &Row, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let is_open = state.open.as_ref().is_some_and(|open| open.code == row.code);
    if !is_open {
        let done = words.with(
            "progress-target-done",
            &[("registered", &row.registered.to_string()), ("accepted", &row.accepted.to_string())],
        );
        let text = format!("{} · {} · {done}", row.name, said(row.target, scene));
        let button = Button::plain(&text).icon_after(Icon::Pencil).salt(("target", &row.code)).wide();
        if button.show(ui, look).clicked() {
            let yuan = row.target.money.0 / 100;
            state.open = Some(Open {
                code: row.code.clone(),
                households: Draft::of(row.target.households),
                money: Draft::of(yuan),
            });
        }
        return;
    }
    let Some(open) = &mut state.open else { return };
    let mut done = false;
    card::sheet(look).show(ui, |ui| {
        ui.set_width(ui.available_width());
        widgets::text(ui, look.heading(&row.name));
        let (name, unit) = (words.text("progress-target"), words.text("progress-unit-households"));
        widgets::text(ui, look.body(&name));
        let most = f64::from(MAX_HOUSEHOLDS);
        let households = NumberField { name: &name, unit: &unit, places: 0, step: 1.0, least: 0.0, most };
        ui.push_id("households", |ui| households.show(ui, look, words, &mut open.households));
        let (name, unit) = (words.text("progress-budget"), words.text("progress-unit-yuan"));
        widgets::text(ui, look.body(&name));
        let money = NumberField { name: &name, unit: &unit, places: 2, step: 1_000.0, least: 0.0, most: MOST_YUAN };
        ui.push_id("money", |ui| money.show(ui, look, words, &mut open.money));
        let takes = households.takes(&open.households) && money.takes(&open.money);
        flow(ui, |ui| {
            let text = words.text("progress-target-set");
            if Button::primary(&text).icon(Icon::Check).enabled(takes).show(ui, look).clicked() && takes {
                let number = |draft: &Draft| draft.number().unwrap_or_default();
                let command = ProgressCommand::SetTarget {
                    year,
                    code: row.code.clone(),
                    households: Some(number(&open.households).round() as u32),
                    money: Some(Fen((number(&open.money) * 100.0).round() as i64)),
                };
                send(scene, command);
                done = true;
            }
            if Button::plain(&words.text("progress-target-leave")).show(ui, look).clicked() {
                done = true;
            }
        });
    });
    if done {
        state.open = None;
    }
}
