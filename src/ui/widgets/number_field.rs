//! A number outside a form, such as a quantity or a size to try out: a stepper whose number opens the number pad.

use egui::Ui;

use super::keypad::{self, Key, Pad, edit_number};
use super::stepper::Stepper;
use crate::l10n::Words;
use crate::ui::theme::Look;

/// What is being typed; kept by the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub text: String,
    pub open: bool,
    /// The next digit begins a new number.
    fresh: bool,
}

/// What the field takes.
pub struct NumberField<'a> {
    /// Accessible name, and the word in front of its parts.
    pub name: &'a str,
    pub unit: &'a str,
    /// Digits after the point.
    pub places: u8,
    pub step: f64,
    pub least: f64,
    pub most: f64,
}

impl Draft {
    /// A draft of a number that is known.
    pub fn of(number: impl std::fmt::Display) -> Self {
        Self { text: number.to_string(), open: false, fresh: true }
    }

    /// The number, when it is one.
    pub fn number(&self) -> Option<f64> {
        self.text.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

impl NumberField<'_> {
    /// Whether the draft is a number that may be taken.
    pub fn takes(&self, draft: &Draft) -> bool {
        draft.number().is_some_and(|number| (self.least..=self.most).contains(&number))
    }

    /// Shows the field; returns whether the number changed.
    pub fn show(&self, ui: &mut Ui, look: &Look, words: &Words, draft: &mut Draft) -> bool {
        let part = |part: &str| words.with("q-part", &[("question", self.name), ("part", part)]);
        let before = draft.text.clone();
        ui.push_id(("number-field", self.name), |ui| {
            let stepper = Stepper {
                number: &draft.text,
                unit: self.unit,
                placeholder: &words.text("q-number-enter"),
                open: draft.open,
                refused: !draft.text.is_empty() && !self.takes(draft),
                names: ["q-number", "q-step-down", "q-step-up"].map(|key| part(&words.text(key))),
            };
            let stepped = stepper.show(ui, look);
            if stepped.tapped {
                draft.open = !draft.open;
                draft.fresh = true;
            }
            if stepped.steps != 0 {
                draft.text = self.stepped(draft.number(), stepped.steps);
            }
            if draft.open {
                let pad = Pad::Number { places: self.places, sign: false };
                for key in keypad::show(ui, look, words, pad, &part) {
                    if key == Key::Done {
                        draft.open = false;
                        continue;
                    }
                    if std::mem::take(&mut draft.fresh) && matches!(key, Key::Put(_)) {
                        draft.text.clear();
                    }
                    edit_number(&mut draft.text, key, self.places);
                }
            }
        });
        draft.text != before
    }

    fn stepped(&self, number: Option<f64>, steps: i64) -> String {
        let next = (number.unwrap_or(self.least) + steps as f64 * self.step).clamp(self.least, self.most);
        let scale = 10_f64.powi(i32::from(self.places));
        // Steps of 0.1 must not add up to 0.30000000000000004.
        ((next * scale).round() / scale).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_inside_and_do_not_drift() {
        let field = NumberField { name: "", unit: "", places: 1, step: 0.1, least: 0.0, most: 0.5 };
        assert_eq!(field.stepped(Some(0.2), 1), "0.3");
        assert_eq!(field.stepped(Some(0.2), 9), "0.5");
        assert_eq!(field.stepped(None, -1), "0");
        assert!(field.takes(&Draft::of("0.4")) && !field.takes(&Draft::of("0.6")) && !field.takes(&Draft::default()));
    }
}
