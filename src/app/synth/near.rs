//! Other answers that a home like this one could have given.

use crate::form::schema::Kind;
use crate::l10n::Language;
use crate::units::Unit;
use crate::value::{Decimal, Value};

/// From the lowest to the highest; none where nothing is known of the kind.
pub fn near(kind: &Kind, value: &Value) -> Vec<Value> {
    match (kind, value) {
        (Kind::Integer { unit, warn, hard, .. }, Value::Integer(number)) => {
            let step = if *unit == Some(Unit::Millimetre) && *number >= 200 { 10 } else { 1 };
            let within = |other: &i64| warn.or(*hard).is_none_or(|(low, high)| (low..=high).contains(other));
            let near = [-2, -1, 1, 2].map(|steps| number + steps * step);
            near.into_iter().filter(within).map(Value::Integer).collect()
        }
        (Kind::Decimal { warn, hard, .. }, Value::Decimal(number)) => {
            let within = |other: &f64| warn.or(*hard).is_none_or(|(low, high)| (low..=high).contains(other));
            let near = [-1.0, -0.5, 0.5, 1.0].map(|step| number.get() + step);
            near.into_iter().filter(within).filter_map(Decimal::new).map(Value::Decimal).collect()
        }
        (Kind::Text { phrases, .. }, Value::Text(_)) => phrases
            .iter()
            .map(|phrase| Value::Text(phrase.get(Language::Chinese).into()))
            .filter(|one| one != value)
            .collect(),
        _ => Vec::new(),
    }
}
