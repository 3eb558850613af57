//! What is looked at: year, league, banner, contractor. Each opens its choices below the row.

use egui::Ui;

use super::progress_ui::{State, send};
use crate::app::desk::progress::ProgressCommand;
use crate::division::Divisions;
use crate::registry::progress::basis::Scope;
use crate::ui::scene::Scene;
use crate::ui::widgets::{Button, Chip, Icon, card, flow};

/// A choice that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    Year,
    League,
    Banner,
    Contractor,
}

/// One choice of a list.
struct Choice {
    text: String,
    chosen: bool,
    scope: Scope,
}

/// Shows the row, and below it what is being chosen.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let look = scene.look;
    let scope = scene.program.desk.progress.scope.clone();
    let rows = [Choosing::Year, Choosing::League, Choosing::Banner, Choosing::Contractor];
    flow(ui, |ui| {
        for choosing in rows {
            if choosing == Choosing::Banner && scope.league.is_none() {
                continue;
            }
            let (name, value) = told(choosing, &scope, scene);
            let text = scene.words.with("q-part", &[("question", &name), ("part", &value)]);
            let is_open = state.choosing == Some(choosing);
            let icon = if is_open { Icon::ChevronUp } else { Icon::ChevronDown };
            let button = Button::plain(&text).icon_after(icon).salt(("scope", choosing as u8)).selected(is_open);
            if button.show(ui, look).clicked() {
                state.choosing = Some(choosing).filter(|_| !is_open);
            }
        }
        if scope != Scope::default() {
            let text = scene.words.text("progress-everything");
            if Button::quiet(&text).icon(Icon::Clear).salt("scope-all").show(ui, look).clicked() {
                state.choosing = None;
                send(scene, ProgressCommand::Look(Scope::default()));
            }
        }
    });
    let Some(choosing) = state.choosing else { return };
    let choices = choices(choosing, &scope, scene);
    card::show(ui, look, |ui| {
        flow(ui, |ui| {
            for (place, choice) in choices.into_iter().enumerate() {
                let chip = Chip::one(&choice.text, choice.chosen).salt(("scope", choosing as u8, place));
                if chip.show(ui, look).clicked() {
                    state.choosing = None;
                    state.picked = None;
                    send(scene, ProgressCommand::Look(choice.scope));
                }
            }
        });
    });
}

/// What the choice is called, and what is chosen.
fn told(choosing: Choosing, scope: &Scope, scene: &Scene<'_>) -> (String, String) {
    let words = scene.words;
    let names = scene.program.progress_names(words);
    let all = || words.text("progress-all");
    let place = |code: &Option<Box<str>>| code.as_deref().map_or_else(all, |code| names.place(code));
    match choosing {
        Choosing::Year => (words.text("progress-scope-year"), scope.year.map_or_else(all, |year| year.to_string())),
        Choosing::League => (words.text("progress-by-league"), place(&scope.league)),
        Choosing::Banner => (words.text("progress-by-banner"), place(&scope.banner)),
        Choosing::Contractor => {
            (words.text("progress-by-contractor"), scope.contractor.as_deref().map_or_else(all, str::to_owned))
        }
    }
}

fn choices(choosing: Choosing, scope: &Scope, scene: &Scene<'_>) -> Vec<Choice> {
    let words = scene.words;
    let names = scene.program.progress_names(words);
    let progress = &scene.program.desk.progress;
    let one = |text: String, chosen: bool, scope: Scope| Choice { text, chosen, scope };
    let all = words.text("progress-all");
    let mut found = Vec::new();
    match choosing {
        Choosing::Year => {
            found.push(one(all, scope.year.is_none(), Scope { year: None, ..scope.clone() }));
            for year in progress.years() {
                let wider = Scope { year: Some(year), ..scope.clone() };
                found.push(one(year.to_string(), scope.year == Some(year), wider));
            }
        }
        Choosing::League => {
            found.push(one(all, scope.league.is_none(), Scope { league: None, banner: None, ..scope.clone() }));
            for (code, name) in Divisions::built_in().leagues() {
                let chosen = scope.league.as_deref() == Some(&*code);
                let league = Some(Box::from(&*code));
                found.push(one(name.to_string(), chosen, Scope { league, banner: None, ..scope.clone() }));
            }
        }
        Choosing::Banner => {
            found.push(one(all, scope.banner.is_none(), Scope { banner: None, ..scope.clone() }));
            let league = scope.league.as_deref().unwrap_or_default();
            for code in names.banners(league) {
                let chosen = scope.banner.as_deref() == Some(&*code);
                let banner = Some(Box::from(&*code));
                found.push(one(names.place(&code), chosen, Scope { banner, ..scope.clone() }));
            }
        }
        Choosing::Contractor => {
            found.push(one(all, scope.contractor.is_none(), Scope { contractor: None, ..scope.clone() }));
            for name in progress.board().map(|board| board.contractors.as_slice()).unwrap_or_default() {
                let chosen = scope.contractor.as_deref() == Some(name);
                found.push(one(name.to_string(), chosen, Scope { contractor: Some(name.clone()), ..scope.clone() }));
            }
        }
    }
    found
}
