//! The filters: choices by kind with how many households stand behind each, and the money.

use egui::{ScrollArea, Ui};

use super::choices::{self, Kind};
use super::registry_ui::{State, ask_filter};
use crate::l10n::Words;
use crate::plan::money::Fen;
use crate::registry::filter::{Amount, Filter, MoneyRange};
use crate::ui::scene::Scene;
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::{self, Button, Chip, segmented};

/// The bounds as they are typed, in yuan.
#[derive(Default)]
pub(super) struct MoneyDraft {
    of: Amount,
    from: String,
    to: String,
}

/// Shows every kind of choice.
pub(super) fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    ScrollArea::vertical().auto_shrink(false).id_salt("register-filters").show(ui, |ui| content(ui, state, scene));
}

pub(super) fn content(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let filter = &program.desk.registry.query.filter;
    let counts = &state.asked.found().counts;
    ui.spacing_mut().item_spacing.y = look.space.s;
    let places = choices::places(&program.registry, counts, filter, words);
    let kinds = choices::kinds(&program.registry, counts, filter, words);
    let mut next = None;
    // What is asked most stands first: where, what is wrong, how far.
    for kind in std::iter::once(&places).chain(&kinds) {
        next = of_kind(ui, kind, filter, scene).or(next);
    }
    widgets::text(ui, look.muted(words.text("registry-kind-money")));
    next = money(ui, &mut state.money, filter, scene).or(next);
    if let Some(filter) = next {
        ask_filter(scene, filter);
    }
}

fn of_kind(ui: &mut Ui, kind: &Kind, filter: &Filter, scene: &Scene<'_>) -> Option<Filter> {
    if kind.choices.is_empty() {
        return None;
    }
    let look = scene.look;
    widgets::text(ui, look.muted(scene.words.text(kind.title)));
    let mut next = None;
    widgets::flow(ui, |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(look.space.s, look.space.s);
        for (place, choice) in kind.choices.iter().enumerate() {
            let chip = Chip::many(&choice.text, choice.chosen).small().salt((kind.title, place));
            if chip.show(ui, look).clicked() {
                next = Some(choice.pick.toggled(filter));
            }
        }
    });
    next
}

fn money(ui: &mut Ui, draft: &mut MoneyDraft, filter: &Filter, scene: &Scene<'_>) -> Option<Filter> {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("registry-kind-money");
    let offered = [
        (Amount::Planned, words.text("registry-money-planned")),
        (Amount::Settled, words.text("registry-money-settled")),
    ];
    if let Some(of) = segmented::show(ui, look, words, &title, draft.of, &offered) {
        draft.of = of;
    }
    let hints = [words.text("registry-money-from"), words.text("registry-money-to")];
    TextField::new("money-from", &hints[0]).hint(&hints[0]).show(ui, look, &mut draft.from);
    TextField::new("money-to", &hints[1]).hint(&hints[1]).show(ui, look, &mut draft.to);
    let range = range(draft);
    let text = words.text("registry-money-apply");
    let button = Button::plain(&text).wide().enabled(range.is_some()).salt("money-apply");
    let clicked = button.show(ui, look).clicked();
    range.filter(|_| clicked).map(|range| Filter { money: Some(range), ..filter.clone() })
}

/// `None` while nothing, or no number, is typed.
fn range(draft: &MoneyDraft) -> Option<MoneyRange> {
    let fen = |text: &str| -> Option<Option<i64>> {
        let text = text.trim().replace([',', '，', '¥'], "");
        if text.is_empty() {
            return Some(None);
        }
        let yuan: f64 = text.parse().ok()?;
        (0.0..1e9).contains(&yuan).then(|| Some((yuan * 100.0).round() as i64))
    };
    let (from, to) = (fen(&draft.from)?, fen(&draft.to)?);
    (from.is_some() || to.is_some()).then_some(MoneyRange { of: draft.of, from, to })
}

/// 计划 ¥6,000 以上.
pub(super) fn money_text(range: MoneyRange, words: &Words) -> String {
    let of = words.text(match range.of {
        Amount::Planned => "registry-money-planned",
        Amount::Settled => "registry-money-settled",
    });
    let yuan = |fen: i64| Fen(fen).yuan();
    match (range.from, range.to) {
        (Some(from), Some(to)) => {
            words.with("registry-money-between", &[("of", &of), ("from", &yuan(from)), ("to", &yuan(to))])
        }
        (Some(from), None) => words.with("registry-money-above", &[("of", &of), ("from", &yuan(from))]),
        (None, to) => words.with("registry-money-below", &[("of", &of), ("to", &yuan(to.unwrap_or_default()))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_as_they_are_typed() {
        let draft = |from: &str, to: &str| MoneyDraft { from: from.into(), to: to.into(), ..MoneyDraft::default() };
        let read = |from, to| range(&draft(from, to)).map(|range| (range.from, range.to));
        assert_eq!(read("6,000", ""), Some((Some(600_000), None)));
        assert_eq!(read("", "¥3500.5"), Some((None, Some(350_050))));
        assert_eq!((read("", ""), read("x", "1"), read("-1", "")), (None, None, None));
    }
}
