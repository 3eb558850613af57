//! An answer that was given to one kind of question, as an answer to another.

use super::Why;
use super::unit;
use crate::form::schema::{Choice, Kind};
use crate::id::Name;
use crate::units::Unit;
use crate::value::{Decimal, Value};

/// What a question takes: its kind and the choices of its list.
#[derive(Clone, Copy)]
pub(super) struct Takes<'a> {
    pub kind: &'a Kind,
    pub choices: &'a [Choice],
}

/// The answer in the new question's terms.
///
/// # Errors
/// Why it cannot be one: it stays an earlier answer.
pub(super) fn fit(value: &Value, from: Takes<'_>, to: Takes<'_>) -> Result<Value, Why> {
    if !value.is_answer() {
        return Ok(value.clone());
    }
    let factor = factor(unit(from.kind), unit(to.kind)).ok_or(Why::Unit)?;
    match (value, to.kind) {
        (Value::Choice(choice), Kind::OneOf { .. }) => chosen(choice, to.choices).map(Value::Choice),
        (Value::Choice(choice), Kind::ManyOf { .. }) => chosen(choice, to.choices).map(|one| Value::Choices(vec![one])),
        (Value::Choices(many), Kind::ManyOf { .. }) => {
            let found: Result<Vec<Name>, Why> = many.iter().map(|one| chosen(one, to.choices)).collect();
            found.map(|found| in_order(found, to.choices)).map(Value::Choices)
        }
        (Value::Choices(many), Kind::OneOf { .. }) => match &**many {
            [one] => chosen(one, to.choices).map(Value::Choice),
            _ => Err(Why::Kind),
        },
        (Value::Choice(choice), Kind::YesNo) => match choice.as_str() {
            "yes" => Ok(Value::YesNo(true)),
            "no" => Ok(Value::YesNo(false)),
            _ => Err(Why::Kind),
        },
        (Value::YesNo(yes), Kind::OneOf { .. }) => {
            chosen(&Name::of(if *yes { "yes" } else { "no" }), to.choices).map(Value::Choice)
        }
        (Value::Integer(number), Kind::Integer { .. }) if factor.is_one() => Ok(Value::Integer(*number)),
        (Value::Integer(number), _) if is_number(to.kind) => as_number(factor.of(*number as f64), to.kind),
        (Value::Decimal(number), _) if is_number(to.kind) => as_number(factor.of(number.get()), to.kind),
        (Value::Text(text), _) if is_number(to.kind) => {
            as_number(factor.of(text.trim().parse::<f64>().map_err(|_| Why::Kind)?), to.kind)
        }
        (Value::Integer(number), Kind::Text { .. }) => Ok(Value::Text(number.to_string().into())),
        (Value::Decimal(number), Kind::Text { .. }) => Ok(Value::Text(number.get().to_string().into())),
        (Value::Date(date), Kind::Text { .. }) => Ok(Value::Text(date.to_string().into())),
        _ if is_at_home(value, to.kind) => Ok(value.clone()),
        _ => Err(Why::Kind),
    }
}

/// Whether the value is one that questions of this kind hold.
fn is_at_home(value: &Value, kind: &Kind) -> bool {
    match value {
        Value::YesNo(_) => matches!(kind, Kind::YesNo),
        Value::Text(_) => matches!(
            kind,
            Kind::Text { .. } | Kind::Division { .. } | Kind::CitizenId | Kind::Certificate { .. } | Kind::Phone
        ),
        Value::Date(_) => matches!(kind, Kind::Date),
        Value::Point { .. } => matches!(kind, Kind::Point { .. }),
        Value::Signature(_) => matches!(kind, Kind::Signature { .. }),
        // Photos, marks and rows stand beside a question, whatever its kind.
        Value::Photo(_) | Value::Mark(_) | Value::Row(_) | Value::Estimate(_) | Value::Form(_) => true,
        _ => false,
    }
}

fn chosen(choice: &Name, choices: &[Choice]) -> Result<Name, Why> {
    let same = choices.iter().find(|known| known.id == *choice);
    let renamed = || choices.iter().find(|known| known.was.contains(choice));
    same.or_else(renamed).map(|known| known.id.clone()).ok_or(Why::Choice)
}

/// In the order of the list, each once.
fn in_order(found: Vec<Name>, choices: &[Choice]) -> Vec<Name> {
    choices.iter().map(|choice| &choice.id).filter(|id| found.contains(id)).cloned().collect()
}

const fn is_number(kind: &Kind) -> bool {
    matches!(kind, Kind::Integer { .. } | Kind::Decimal { .. })
}

fn as_number(number: f64, kind: &Kind) -> Result<Value, Why> {
    let whole = number.round();
    match kind {
        // Beyond 2^53 a number is no longer exact.
        Kind::Integer { .. } if (number - whole).abs() < 1e-9 && whole.abs() < 9e15 => Ok(Value::Integer(whole as i64)),
        Kind::Integer { .. } => Err(Why::Kind),
        _ => Decimal::new(number).map(Value::Decimal).ok_or(Why::Kind),
    }
}

/// How many of the new unit one of the old one is, as a fraction: so that 0.76 m is 760 mm and nothing else.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Factor(f64, f64);

impl Factor {
    fn of(self, number: f64) -> f64 {
        number * self.0 / self.1
    }

    fn is_one(self) -> bool {
        self == Self(1.0, 1.0)
    }
}

/// `None` where the units measure different things. A number that had no unit is taken for one of the new unit:
/// then only the form has learnt to say what was meant.
fn factor(from: Option<Unit>, to: Option<Unit>) -> Option<Factor> {
    match (from, to) {
        (from, to) if from == to => Some(Factor(1.0, 1.0)),
        (None, _) | (_, None) => Some(Factor(1.0, 1.0)),
        (Some(Unit::Metre), Some(Unit::Millimetre)) => Some(Factor(1_000.0, 1.0)),
        (Some(Unit::Millimetre), Some(Unit::Metre)) => Some(Factor(1.0, 1_000.0)),
        (Some(Unit::Hour), Some(Unit::Minute)) => Some(Factor(60.0, 1.0)),
        (Some(Unit::Minute), Some(Unit::Hour)) => Some(Factor(1.0, 60.0)),
        (Some(Unit::Day), Some(Unit::Hour)) => Some(Factor(24.0, 1.0)),
        (Some(Unit::Hour), Some(Unit::Day)) => Some(Factor(1.0, 24.0)),
        (Some(Unit::Year), Some(Unit::Month)) => Some(Factor(12.0, 1.0)),
        (Some(Unit::Month), Some(Unit::Year)) => Some(Factor(1.0, 12.0)),
        _ => None,
    }
}
