//! Questions that stand between a tap and a step that changes much: finishing, and "no problem in this room".

use egui::Ui;

use super::data::VisitData;
use super::visit_ui::State;
use crate::app::command::Command;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Tone, dialog, status};

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    Finish,
    NoProblem,
}

/// Shows the question that is open.
pub fn show(ui: &Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) {
    let Some(ask) = state.ask else { return };
    let title = match ask {
        Ask::Finish => scene.words.text("visit-finish-title"),
        Ask::NoProblem => {
            let section = data.section().map_or("", |section| &section.title);
            scene.words.with("visit-no-problem-title", &[("title", section)])
        }
    };
    let shown = dialog::sheet(ui.ctx(), scene.look, egui::Id::unique(("ask", ask)), &title, |ui| match ask {
        Ask::Finish => finish(ui, state, data, scene),
        Ask::NoProblem => no_problem(ui, data, scene),
    });
    if shown.inner || shown.closed {
        state.ask = None;
    }
}

/// Says what is missing; only wrong answers stand in the way.
fn finish(ui: &mut Ui, state: &mut State, data: &VisitData, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let (wrong, missing) = (data.progress.wrong, data.progress.missing);
    let counted = |key: &str, count: &str| words.with(key, &[("count", count)]);
    if wrong > 0 {
        status::line(ui, look, Tone::Bad, &counted("visit-finish-wrong", &wrong.to_string()), &[]);
    } else if missing > 0 {
        status::line(ui, look, Tone::Missing, &counted("visit-finish-missing", &missing.to_string()), &[]);
    } else {
        status::line(ui, look, Tone::Good, &words.text("visit-finish-clean"), &[]);
    }
    if data.irrelevant > 0 {
        widgets::text(ui, look.muted(counted("visit-finish-irrelevant", &data.irrelevant.to_string())));
    }
    let mut done = false;
    if let Some(first) = data.to_dos.first().filter(|_| wrong + missing > 0)
        && Button::primary(&words.text("visit-finish-look")).wide().show(ui, look).clicked()
    {
        scene.out.push(Command::Jump { section: first.section.clone(), path: first.path.clone() });
        state.sheet = false;
        done = true;
    }
    if wrong == 0 {
        let (key, loud) = if missing > 0 { ("visit-finish-anyway", false) } else { ("visit-finish-do", true) };
        let text = words.text(key);
        let button = if loud { Button::primary(&text) } else { Button::plain(&text) };
        if button.wide().show(ui, look).clicked() {
            scene.out.push(Command::FinishVisit);
            done = true;
        }
    }
    Button::quiet(&words.text("app-cancel")).wide().show(ui, look).clicked() || done
}

fn no_problem(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let count = data.fine.to_string();
    let mut done = false;
    if data.fine == 0 {
        widgets::text(ui, look.body(words.text("visit-no-problem-nothing")));
    } else {
        widgets::text(ui, look.body(words.with("visit-no-problem-text", &[("count", &count)])));
        let text = words.with("visit-no-problem-do", &[("count", &count)]);
        if Button::primary(&text).wide().show(ui, look).clicked() {
            if let Some(section) = data.section() {
                scene.out.push(Command::NoProblem { section: section.id.clone() });
            }
            done = true;
        }
    }
    Button::quiet(&words.text("app-cancel")).wide().show(ui, look).clicked() || done
}
