//! Whole and decimal numbers: stepper and own number pad.

use egui::Ui;

use super::Card;
use crate::dossier::prompt::Control;
use crate::l10n::Words;
use crate::ui::widgets::keypad::{self, Key, Pad, edit_number};
use crate::ui::widgets::stepper::Stepper;
use crate::ui::widgets::{Icon, Tone, status};
use crate::units::Unit;
use crate::value::{Decimal, Value};

type Range = Option<(f64, f64)>;

/// What both kinds of number have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Numeric {
    unit: Option<Unit>,
    warn: Range,
    hard: Range,
    /// Digits after the point; `None` for whole numbers.
    places: Option<u8>,
    step: f64,
}

impl Numeric {
    fn of(control: &Control) -> Option<Self> {
        let whole = |range: Option<(i64, i64)>| range.map(|(least, most)| (least as f64, most as f64));
        match *control {
            Control::Integer { unit, warn, hard, step } => {
                Some(Self { unit, warn: whole(warn), hard: whole(hard), places: None, step: step as f64 })
            }
            Control::Decimal { unit, warn, hard, places, step } => {
                Some(Self { unit, warn, hard, places: Some(places), step })
            }
            _ => None,
        }
    }

    fn places(&self) -> u8 {
        self.places.unwrap_or(0)
    }

    /// May be below zero: only where a range says so.
    fn has_sign(&self) -> bool {
        self.hard.or(self.warn).is_some_and(|(least, _)| least < 0.0)
    }

    fn text(&self, number: f64) -> String {
        let places = usize::from(self.places());
        let text = format!("{number:.places$}");
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
    }

    fn value(&self, number: f64) -> Option<Value> {
        match self.places {
            None => Some(Value::Integer(number as i64)),
            Some(_) => Decimal::new(number).map(Value::Decimal),
        }
    }

    /// `steps` steps from `number`, kept inside the hard range; the first tap on an empty field starts the range.
    fn stepped(&self, number: Option<f64>, steps: i64) -> f64 {
        let next = match (number, self.warn.or(self.hard)) {
            (Some(number), _) => number + steps as f64 * self.step,
            (None, Some((least, _))) => least,
            (None, None) => 0.0,
        };
        let (least, most) = self.hard.unwrap_or((f64::MIN, f64::MAX));
        // Steps of 0.1 must not add up to 0.30000000000000004.
        let scale = 10_f64.powi(i32::from(self.places()));
        ((next * scale).round() / scale).clamp(least, most)
    }

    /// What becomes of a typed text.
    fn judge(&self, text: &str) -> Typed {
        if text.is_empty() {
            return Typed::Nothing;
        }
        let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite()) else {
            return Typed::Unfinished;
        };
        match self.hard {
            Some((least, most)) if number > most.max(0.0) || number < least.min(0.0) => Typed::Outside,
            Some((least, most)) if number < least || number > most => Typed::Unfinished,
            _ => Typed::Number(number),
        }
    }
}

/// A number while it is being typed.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Typed {
    Nothing,
    /// More digits may make it right: 7 on the way to 760.
    Unfinished,
    /// No more digits can.
    Outside,
    Number(f64),
}

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let Some(numeric) = Numeric::of(&card.prompt.control) else { return };
    let look = *card.cx.look;
    let stored = match card.answered() {
        Some(Value::Integer(number)) => Some(*number as f64),
        Some(Value::Decimal(number)) => Some(number.get()),
        _ => None,
    };
    let open = card.draft.pad_open(card.prompt.value.is_none());
    let text =
        card.draft.text.clone().unwrap_or_else(|| stored.map_or_else(String::new, |number| numeric.text(number)));
    let typed = numeric.judge(&text);
    let refused = typed == Typed::Outside || typed == Typed::Unfinished && card.draft.insisted;
    let unit = unit_name(numeric.unit, card.cx.words);
    let stepper = Stepper {
        number: &text,
        unit: &unit,
        placeholder: &card.word("q-number-enter"),
        open,
        refused,
        names: ["q-number", "q-step-down", "q-step-up"].map(|key| card.name_of(key)),
    };
    let stepped = stepper.show(ui, &look);
    if stepped.tapped {
        card.draft.pad = Some(!open);
    }
    if stepped.cancelled {
        card.draft.text = None;
        card.draft.half = false;
    } else if stepped.steps != 0 {
        let from = if let Typed::Number(number) = typed { Some(number) } else { stored };
        card.draft.text = Some(numeric.text(numeric.stepped(from, stepped.steps)));
    }
    if stepped.released {
        commit(card, &numeric);
    }
    message(ui, card, &numeric, typed, &unit, open);
    if open {
        pad(ui, card, &numeric, text);
    }
}

fn pad(ui: &mut Ui, card: &mut Card<'_, '_>, numeric: &Numeric, mut text: String) {
    let look = *card.cx.look;
    let words = card.cx.words;
    let label = &card.prompt.label;
    let name = |part: &str| super::part_name(words, label, part);
    let pad = Pad::Number { places: numeric.places(), sign: numeric.has_sign() };
    for key in keypad::show(ui, &look, words, pad, &name) {
        if key == Key::Done {
            done(card, numeric);
            continue;
        }
        // The first digit after a stored answer begins a new number.
        if card.draft.text.is_none() && matches!(key, Key::Put(_)) {
            text.clear();
        }
        edit_number(&mut text, key, numeric.places());
        card.draft.text = Some(text.clone());
        card.draft.insisted = false;
        commit(card, numeric);
    }
}

/// Sends what is typed if it is an answer. It stays in the draft while the pad is open.
fn commit(card: &mut Card<'_, '_>, numeric: &Numeric) {
    let Some(text) = card.draft.text.clone() else { return };
    let typed = numeric.judge(&text);
    card.draft.half = matches!(typed, Typed::Unfinished | Typed::Outside);
    match typed {
        Typed::Number(number) => {
            let value = numeric.value(number);
            if let Some(value) = value.filter(|value| card.prompt.value.as_ref() != Some(value)) {
                card.answer(value);
            }
        }
        Typed::Nothing => card.erase(),
        Typed::Unfinished | Typed::Outside => {}
    }
}

fn done(card: &mut Card<'_, '_>, numeric: &Numeric) {
    match card.draft.text.as_deref().map(|text| numeric.judge(text)) {
        Some(Typed::Unfinished | Typed::Outside) => card.draft.insisted = true,
        Some(Typed::Number(_)) | None => {
            card.complete = card.draft.text.is_some() || card.prompt.value.is_some();
            card.draft.text = None;
            card.draft.pad = Some(false);
        }
        Some(Typed::Nothing) => {
            card.draft.text = None;
            card.draft.pad = Some(false);
        }
    }
}

/// What the range says about the text as it stands.
fn message(ui: &mut Ui, card: &Card<'_, '_>, numeric: &Numeric, typed: Typed, unit: &str, open: bool) {
    let look = card.cx.look;
    let say = |key: &str, (least, most): (f64, f64)| {
        let (least, most) = (numeric.text(least), numeric.text(most));
        card.cx.words.with(key, &[("least", &least), ("most", &most), ("unit", unit)]).trim_end().to_owned()
    };
    let outside = |range: (f64, f64), number: f64| number < range.0 || number > range.1;
    match (typed, numeric.hard, numeric.warn) {
        (Typed::Outside, Some(hard), _) => {
            status::line_with(ui, look, Tone::Bad, Icon::Warning, &say("q-number-outside", hard), &[]);
        }
        (Typed::Unfinished, Some(hard), _) if card.draft.insisted => {
            status::line_with(ui, look, Tone::Bad, Icon::Warning, &say("q-number-outside", hard), &[]);
        }
        (Typed::Unfinished, None, _) if card.draft.insisted => {
            status::line_with(ui, look, Tone::Bad, Icon::Warning, &card.word("q-number-unfinished"), &[]);
        }
        (Typed::Number(number), _, Some(warn)) if open && outside(warn, number) => {
            status::line_with(ui, look, Tone::Doubtful, Icon::Warning, &say("q-number-unusual", warn), &[]);
        }
        (_, Some(hard), _) if open => {
            crate::ui::widgets::text(ui, look.muted(say("q-number-between", hard)));
        }
        _ => {}
    }
}

/// The sign beside a number, or the unit's name where the language says it.
fn unit_name(unit: Option<Unit>, words: &Words) -> String {
    unit.map_or_else(String::new, |unit| match unit.symbol() {
        "" => words.text(unit.key()),
        symbol => symbol.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: Numeric =
        Numeric { unit: None, warn: Some((550.0, 1100.0)), hard: Some((300.0, 2000.0)), places: None, step: 10.0 };

    #[test]
    fn a_number_on_its_way_is_not_refused_and_one_that_cannot_be_is() {
        for (text, expected) in [
            ("", Typed::Nothing),
            ("-", Typed::Unfinished),
            ("7", Typed::Unfinished),
            ("760", Typed::Number(760.0)),
            ("2001", Typed::Outside),
        ] {
            assert_eq!(WIDTH.judge(text), expected, "{text}");
        }
        let cold = Numeric { hard: Some((-40.0, -5.0)), ..WIDTH };
        assert_eq!(cold.judge("-4"), Typed::Unfinished);
        assert_eq!(cold.judge("3"), Typed::Outside);
        assert_eq!(cold.judge("-41"), Typed::Outside);
    }

    #[test]
    fn steps_stay_inside_and_do_not_drift() {
        assert_eq!(WIDTH.stepped(None, 1), 550.0);
        assert_eq!(WIDTH.stepped(Some(760.0), -2), 740.0);
        assert_eq!(WIDTH.stepped(Some(1995.0), 1), 2000.0);
        let weight = Numeric { warn: None, hard: None, places: Some(1), step: 0.1, unit: None };
        assert_eq!(weight.text(weight.stepped(Some(0.2), 1)), "0.3");
        assert_eq!(weight.stepped(Some(0.2), 1), 0.3);
    }
}
