//! Answers as expressions read them, and results of expressions as answers.

use std::sync::Arc;

use crate::form::expr::{NodeValue, Val};
use crate::form::schema::{Choice, Kind};
use crate::id::Name;
use crate::limits::MAX_TEXT_BYTES;
use crate::value::{Decimal, Value};

pub(super) const YES: &str = "yes";
pub(super) const NO: &str = "no";

/// The largest whole number that a double holds exactly; beyond it a result stays a decimal.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

/// What expressions read of an answer; skips read as nothing, photos are counted elsewhere.
pub(super) fn reads(value: &Value) -> NodeValue {
    match value {
        Value::YesNo(yes) => NodeValue::Text(if *yes { YES } else { NO }.into()),
        Value::Choice(choice) => NodeValue::Text(choice.as_str().into()),
        Value::Choices(chosen) => non_empty(&chosen.iter().map(Name::as_str).collect::<Vec<_>>().join(" ")),
        Value::Integer(number) => NodeValue::Number(*number as f64),
        Value::Decimal(number) => NodeValue::Number(number.get()),
        Value::Text(text) if text.is_empty() => NodeValue::Empty,
        Value::Text(text) => NodeValue::Text(text.clone()),
        Value::Date(date) => NodeValue::Date(*date),
        Value::Point { x, y } => NodeValue::Text(format!("{x} {y}").into()),
        Value::Signature(signature) if signature.name.is_empty() => NodeValue::Text(YES.into()),
        Value::Signature(signature) => NodeValue::Text(signature.name.clone()),
        Value::Photo(_)
        | Value::Mark(_)
        | Value::Estimate(_)
        | Value::Row(_)
        | Value::Form(_)
        | Value::Skipped(_)
        | Value::Erased => NodeValue::Empty,
    }
}

fn non_empty(text: &str) -> NodeValue {
    if text.is_empty() { NodeValue::Empty } else { NodeValue::Text(text.into()) }
}

/// The value of a calculated question; nothing where the result is empty or no number.
pub(super) fn calculated(result: &Val) -> Option<Value> {
    match result {
        Val::Boolean(yes) => Some(Value::YesNo(*yes)),
        Val::Number(number) => number_value(*number),
        Val::Date(date) => Some(Value::Date(*date)),
        Val::Text(_) | Val::DateTime(_) => text_value(result),
    }
}

fn number_value(number: f64) -> Option<Value> {
    integer(number).map(Value::Integer).or_else(|| Decimal::new(number).map(Value::Decimal))
}

fn integer(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() <= MAX_EXACT).then_some(number as i64)
}

fn text_value(result: &Val) -> Option<Value> {
    let text = result.text();
    (!text.is_empty() && text.len() <= MAX_TEXT_BYTES).then_some(Value::Text(text))
}

/// The answer of `kind` that the result of a `default` or `fine` expression means; `None` if it is none.
pub(super) fn answer(kind: &Kind, choices: &[Choice], result: &Val) -> Option<Value> {
    match kind {
        Kind::YesNo => yes_no(result).map(Value::YesNo),
        Kind::OneOf { .. } => choice(choices, &result.text()).map(Value::Choice),
        Kind::ManyOf { most, .. } => many(choices, *most, &result.text()),
        Kind::Integer { .. } => integer(result.number()).map(Value::Integer),
        Kind::Decimal { .. } => Decimal::new(result.number()).map(Value::Decimal),
        Kind::Date => match result {
            Val::Date(date) => Some(Value::Date(*date)),
            Val::DateTime(moment) => Some(Value::Date(moment.date())),
            other => other.text().parse().ok().map(Value::Date),
        },
        Kind::Text { .. } | Kind::Division { .. } | Kind::CitizenId | Kind::Certificate { .. } | Kind::Phone => {
            text_value(result)
        }
        Kind::Note | Kind::Photo { .. } | Kind::Signature { .. } | Kind::Point { .. } | Kind::Calculated { .. } => None,
    }
}

fn yes_no(result: &Val) -> Option<bool> {
    match result {
        Val::Boolean(yes) => Some(*yes),
        other => match &*other.text() {
            YES => Some(true),
            NO => Some(false),
            _ => None,
        },
    }
}

fn choice(choices: &[Choice], id: &str) -> Option<Name> {
    choices.iter().find(|choice| choice.id.as_str() == id).map(|choice| choice.id.clone())
}

/// Several choices, written with spaces between, put into the order of the list.
fn many(choices: &[Choice], most: Option<u32>, text: &str) -> Option<Value> {
    let wanted: Vec<&str> = text.split_whitespace().collect();
    let known = wanted.iter().all(|id| choices.iter().any(|choice| choice.id.as_str() == *id));
    let few = most.is_none_or(|most| wanted.len() <= most as usize);
    let chosen = choices.iter().map(|choice| &choice.id).filter(|id| wanted.contains(&id.as_str()));
    (known && few && !wanted.is_empty()).then(|| Value::Choices(chosen.cloned().collect()))
}

/// The result of a row's label, cut where it would only be cut on the screen.
pub(super) fn label(result: &Val) -> Arc<str> {
    let text = result.text();
    text.char_indices().nth(200).map_or_else(|| text.clone(), |(at, _)| text[..at].into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Texts;
    use crate::value::Skip;

    fn list() -> Vec<Choice> {
        ["cane", "walker", "wheelchair"]
            .map(|id| Choice {
                id: Name::of(id),
                label: Texts::default(),
                was: Vec::new(),
                alone: false,
                attrs: Default::default(),
            })
            .into()
    }

    #[test]
    fn skips_read_as_nothing_and_yes_as_yes() {
        assert_eq!(reads(&Value::Skipped(Skip::NotChecked)), NodeValue::Empty);
        assert_eq!(reads(&Value::Choices(Vec::new())), NodeValue::Empty);
        assert_eq!(reads(&Value::YesNo(false)), NodeValue::Text("no".into()));
        assert_eq!(reads(&Value::Choices(vec![Name::of("a"), Name::of("b")])), NodeValue::Text("a b".into()));
    }

    #[test]
    fn whole_results_are_integers() {
        assert_eq!(calculated(&Val::Number(12.0)), Some(Value::Integer(12)));
        assert_eq!(calculated(&Val::Number(0.5)), Decimal::new(0.5).map(Value::Decimal));
        assert_eq!(calculated(&Val::Number(1e300)), Decimal::new(1e300).map(Value::Decimal));
        assert_eq!(calculated(&Val::Number(f64::NAN)), None);
        assert_eq!(calculated(&Val::Text("".into())), None);
    }

    #[test]
    fn only_what_the_kind_allows_is_an_answer() {
        let many_of = Kind::ManyOf { list: Name::of("l"), most: Some(2) };
        let text = |text: &str| Val::Text(text.into());
        let several = Value::Choices(vec![Name::of("cane"), Name::of("wheelchair")]);
        assert_eq!(answer(&many_of, &list(), &text("wheelchair cane")), Some(several));
        assert_eq!(answer(&many_of, &list(), &text("cane walker wheelchair")), None);
        assert_eq!(answer(&many_of, &list(), &text("cane ski")), None);
        assert_eq!(answer(&Kind::YesNo, &[], &text("no")), Some(Value::YesNo(false)));
        assert_eq!(answer(&Kind::YesNo, &[], &text("maybe")), None);
        let whole = Kind::Integer { unit: None, warn: None, hard: None, step: None };
        assert_eq!(answer(&whole, &[], &text("800")), Some(Value::Integer(800)));
        assert_eq!(answer(&whole, &[], &Val::Number(0.5)), None);
        assert_eq!(answer(&Kind::Date, &[], &text("2026-02-30")), None);
    }
}
