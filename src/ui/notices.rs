//! What a person should read before going on: problems as banners at the bottom, and the question before leaving
//! with unsaved changes.

use egui::{Frame, Id, Panel, Ui};

use super::scene::Scene;
use super::widgets::{Button, Tone, dialog, notice};
use crate::app::command::Command;
use crate::app::program::SaveState;
use crate::l10n::Words;
use crate::problem::{Problem, Severity};

/// What the person decided about leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    Anyway,
    Stay,
}

/// Shows the oldest notice until it is dismissed; a full disk stays until it is not full.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let failed = match &scene.program.save {
        SaveState::Failed(problem) => {
            let count = scene.program.unsaved().to_string();
            Some(words.with("save-failed-long", &[("count", &count), ("why", &words.problem(problem))]))
        }
        SaveState::Saved | SaveState::Saving => None,
    };
    let oldest = scene.program.notices.first();
    let (text, hint, tone) = match (&failed, oldest) {
        (Some(text), _) => (text.clone(), None, Tone::Bad),
        (None, Some(problem)) => (what(problem, words), words.hint(problem), tone_of(problem.severity)),
        (None, None) => return,
    };
    let spoken = hint.map_or_else(|| text.clone(), |hint| words.sentences(&text, &hint));
    // Room of its own below the screen: what floats covers the buttons that stand there.
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.s));
    Panel::bottom("notice").frame(frame).resizable(false).show(ui, |ui| {
        let width = ui.available_width().min(860.0 * look.factor.sqrt());
        ui.set_max_width(width);
        let (retry, dismiss) = (words.text("app-retry"), words.text("app-dismiss"));
        let tapped = match failed {
            Some(_) => notice::banner(ui, look, tone, &spoken, Some(&retry), None),
            None => notice::banner(ui, look, tone, &spoken, None, Some(&dismiss)),
        };
        if tapped.acted {
            scene.out.push(Command::RetrySave);
        }
        if tapped.closed {
            scene.out.push(Command::Dismiss);
        }
    });
}

/// What happened, and to which picture: of several that were chosen, one may be broken. The workspace's own files
/// mean nothing to a surveyor.
fn what(problem: &Problem, words: &Words) -> String {
    let text = words.what(problem);
    let of_a_photo = problem.key.starts_with("photo-");
    match problem.place.file.as_deref().and_then(|file| file.file_name()).filter(|_| of_a_photo) {
        Some(file) => words.with("app-notice-file", &[("file", &file.to_string_lossy()), ("what", &text)]),
        None => text,
    }
}

const fn tone_of(severity: Severity) -> Tone {
    match severity {
        Severity::Notice => Tone::Neutral,
        Severity::Warning => Tone::Doubtful,
        Severity::Error => Tone::Bad,
    }
}

/// Asks before the window closes on unsaved changes.
pub fn leaving(ui: &Ui, scene: &mut Scene<'_>) -> Option<Leaving> {
    let (look, words) = (scene.look, scene.words);
    let count = scene.program.unsaved().to_string();
    let mut decided = None;
    dialog::sheet(ui.ctx(), look, Id::unique("leaving"), &words.text("save-quit-title"), |ui| {
        super::widgets::text(ui, look.body(words.with("save-quit-text", &[("count", &count)])));
        if Button::primary(&words.text("app-retry")).wide().show(ui, look).clicked() {
            scene.out.push(Command::RetrySave);
            decided = Some(Leaving::Stay);
        }
        if Button::danger(&words.text("save-quit-anyway")).wide().show(ui, look).clicked() {
            decided = Some(Leaving::Anyway);
        }
    });
    decided
}
