//! What lies beside the thing that is measured: chips, and for tape and own rectangles their sides.

use egui::Ui;

use super::data::{Chosen, Work};
use crate::photo::measure::REFERENCES;
use crate::photo::measure::reference::{OWN_SIDE, TAPE_WIDTHS};
use crate::ui::question::part_name;
use crate::ui::scene::Scene;
use crate::ui::widgets::keypad::{self, Key, Pad, edit_number};
use crate::ui::widgets::stepper::Stepper;
use crate::ui::widgets::{Chip, flow, text};

/// What is typed and not yet a side.
#[derive(Default)]
pub struct Typing {
    /// Which side's number pad is open, and its text.
    open: Option<(usize, String)>,
}

impl Typing {
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Shows the choice.
pub fn show(ui: &mut Ui, work: &mut Work, typing: &mut Typing, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    text(ui, look.heading(words.text("measure-reference")));
    text(ui, look.muted(words.text("measure-reference-hint")));
    let before = work.chosen;
    flow(ui, |ui| {
        for (nth, reference) in REFERENCES.iter().enumerate() {
            let name = words.text(reference.key);
            if Chip::one(&name, before == Chosen::Listed(nth)).show(ui, look).clicked() {
                work.choose(Chosen::Listed(nth));
            }
        }
        let name = words.text("measure-reference-tape");
        if Chip::one(&name, matches!(before, Chosen::Tape(..))).show(ui, look).clicked() {
            work.choose(Chosen::TAPE);
        }
        let name = words.text("measure-reference-own");
        if Chip::one(&name, matches!(before, Chosen::Own(_))).show(ui, look).clicked() {
            work.choose(Chosen::OWN);
        }
    });
    if before != work.chosen {
        typing.open = None;
    }
    match work.chosen {
        Chosen::Listed(_) => {}
        Chosen::Tape(width, length) => {
            text(ui, look.muted(words.text("measure-tape-width")));
            flow(ui, |ui| {
                for own in TAPE_WIDTHS {
                    let name = words.with("measure-millimetres", &[("number", &own.to_string())]);
                    if Chip::one(&name, own == width).show(ui, look).clicked() {
                        work.choose(Chosen::Tape(own, length));
                    }
                }
            });
            side(ui, work, typing, (0, "measure-tape-length", length), scene);
        }
        Chosen::Own(sides) => {
            side(ui, work, typing, (0, "measure-own-long", sides[0]), scene);
            side(ui, work, typing, (1, "measure-own-short", sides[1]), scene);
        }
    }
}

/// One side: its name, a stepper, and the number pad when the number is tapped.
fn side(ui: &mut Ui, work: &mut Work, typing: &mut Typing, (axis, key, length): (usize, &str, f64), scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text(key);
    text(ui, look.muted(&title));
    let open = typing.open.as_ref().filter(|(at, _)| *at == axis).map(|(_, text)| text.clone());
    let stored = length.to_string();
    let shown = open.as_deref().unwrap_or(&stored);
    let valid = |text: &str| text.parse::<f64>().ok().filter(|side| (OWN_SIDE[0]..=OWN_SIDE[1]).contains(side));
    let stepper = Stepper {
        number: shown,
        unit: "mm",
        placeholder: &words.text("q-number-enter"),
        open: open.is_some(),
        refused: open.as_deref().is_some_and(|text| !text.is_empty() && valid(text).is_none()),
        names: ["q-number", "q-step-down", "q-step-up"].map(|part| part_name(words, &title, &words.text(part))),
    };
    let id = egui::Id::unique(("measure side", axis));
    let stepped = ui.scope_builder(egui::UiBuilder::new().scope_id(id), |ui| stepper.show(ui, look)).inner;
    if stepped.steps != 0 {
        work.choose(work.chosen.with_side(axis, length + stepped.steps as f64));
        typing.open = None;
    }
    if stepped.tapped {
        typing.open = if open.is_some() { None } else { Some((axis, String::new())) };
    }
    let Some(mut text) = open else { return };
    let name = |part: &str| part_name(words, &title, part);
    for key in keypad::show(ui, look, words, Pad::Number { places: 1, sign: false }, &name) {
        if key == Key::Done {
            typing.open = None;
            return;
        }
        edit_number(&mut text, key, 1);
        if let Some(length) = valid(&text) {
            work.choose(work.chosen.with_side(axis, length));
        }
        typing.open = Some((axis, text.clone()));
    }
}
