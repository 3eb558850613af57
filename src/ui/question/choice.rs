//! One of several, or several of them.

use egui::Ui;

use super::Card;
use crate::dossier::prompt::ChoicePrompt;
use crate::id::Name;
use crate::ui::widgets::{Chip, flow, text};
use crate::value::Value;

pub(super) fn one(ui: &mut Ui, card: &mut Card<'_, '_>, choices: &[ChoicePrompt]) {
    let look = *card.cx.look;
    flow(ui, |ui| {
        for choice in choices {
            let chosen = matches!(card.answered(), Some(Value::Choice(id)) if *id == choice.id);
            let chip = Chip::one(&choice.label, chosen).salt(&choice.id).named(card.name(&choice.label));
            if chip.show(ui, &look).clicked() {
                card.answer(if chosen { Value::Erased } else { Value::Choice(choice.id.clone()) });
                card.complete |= !chosen;
            }
        }
    });
}

pub(super) fn many(ui: &mut Ui, card: &mut Card<'_, '_>, choices: &[ChoicePrompt], most: Option<u32>) {
    let look = *card.cx.look;
    let chosen: Vec<Name> = match card.answered() {
        Some(Value::Choices(ids)) => ids.clone(),
        _ => Vec::new(),
    };
    if let Some(most) = most {
        text(ui, look.muted(card.cx.words.with("q-most", &[("most", &most.to_string())])));
    }
    flow(ui, |ui| {
        for choice in choices {
            let on = chosen.contains(&choice.id);
            let chip = Chip::many(&choice.label, on).salt(&choice.id).named(card.name(&choice.label));
            if !chip.show(ui, &look).clicked() {
                continue;
            }
            let next = toggled(choices, &chosen, choice);
            if on || most.is_none_or(|most| next.len() <= most as usize) {
                card.answer(if next.is_empty() { Value::Erased } else { Value::Choices(next) });
            }
        }
    });
}

/// The chosen ones after a tap, in the order of the list: one that stands alone drives the others out.
fn toggled(choices: &[ChoicePrompt], chosen: &[Name], tapped: &ChoicePrompt) -> Vec<Name> {
    let was_on = chosen.contains(&tapped.id);
    let stays = |choice: &ChoicePrompt| {
        if choice.id == tapped.id {
            !was_on
        } else {
            chosen.contains(&choice.id) && (was_on || !(tapped.alone || choice.alone))
        }
    };
    choices.iter().filter(|choice| stays(choice)).map(|choice| choice.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_of_these_stands_alone() {
        let choice = |id: &'static str, alone| ChoicePrompt { id: Name::of(id), label: id.to_owned(), alone };
        let choices = [choice("coal", false), choice("gas", false), choice("none", true)];
        let tap = |chosen: &[&'static str], index: usize| {
            let chosen: Vec<Name> = chosen.iter().map(|id| Name::of(id)).collect();
            toggled(&choices, &chosen, &choices[index]).iter().map(Name::to_string).collect::<Vec<_>>()
        };
        assert_eq!(tap(&["gas"], 0), ["coal", "gas"], "in the order of the list");
        assert_eq!(tap(&["coal", "gas"], 2), ["none"]);
        assert_eq!(tap(&["none"], 1), ["gas"]);
        assert_eq!(tap(&["coal", "gas"], 0), ["gas"]);
        assert_eq!(tap(&["none"], 2), Vec::<String>::new());
    }
}
