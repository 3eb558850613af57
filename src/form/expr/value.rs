//! What an expression yields, and how values become other values, as in JavaRosa.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use super::{NodeValue, date, number};

/// The value of an expression. An unanswered question is an empty text.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Boolean(bool),
    Number(f64),
    Text(Arc<str>),
    Date(Date),
    /// Local time.
    DateTime(DateTime),
}

impl Val {
    /// The empty text; allocates nothing.
    pub fn empty() -> Self {
        Self::Text(Arc::default())
    }

    /// The name of the kind of value: `boolean`, `number`, `string`, `date`, `date-time`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Date(_) => "date",
            Self::DateTime(_) => "date-time",
        }
    }

    /// Numbers but 0 and NaN, texts but the empty one, and all dates are true.
    pub fn boolean(&self) -> bool {
        match self {
            Self::Boolean(value) => *value,
            Self::Number(number) => number.abs() > number::NEAR,
            Self::Text(text) => !text.is_empty(),
            Self::Date(_) | Self::DateTime(_) => true,
        }
    }

    /// Dates are whole days since 1970-01-01; texts that are no plain decimal are NaN.
    pub fn number(&self) -> f64 {
        match self {
            Self::Boolean(value) => f64::from(u8::from(*value)),
            Self::Number(number) => *number,
            Self::Text(text) => number::from_text(text),
            Self::Date(day) => date::days(*day),
            Self::DateTime(moment) => date::days(moment.date()),
        }
    }

    /// As [`Val::number`], but the time of day counts as a fraction.
    pub(super) fn precise_number(&self) -> f64 {
        match self {
            Self::DateTime(moment) => date::fractional_days(*moment),
            _ => self.number(),
        }
    }

    /// Numbers without an exponent (`5`, `0.557586`, `Infinity`, `NaN`), dates as ISO 8601.
    ///
    /// Unlike JavaRosa, whose text of a date with a time is the date alone, the time is kept.
    pub fn text(&self) -> Arc<str> {
        match self {
            Self::Boolean(true) => "true".into(),
            Self::Boolean(false) => "false".into(),
            Self::Number(number) => number::to_text(*number).into(),
            Self::Text(text) => Arc::clone(text),
            Self::Date(day) => day.to_string().into(),
            Self::DateTime(moment) => moment.to_string().into(),
        }
    }

    /// JavaRosa's null: an empty text or NaN.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::Number(number) => number.is_nan(),
            _ => false,
        }
    }

    /// `=`: as booleans if one is a boolean, else as numbers if one is a number, else as texts.
    pub(super) fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Boolean(_), _) | (_, Self::Boolean(_)) => self.boolean() == other.boolean(),
            (Self::Number(_), _) | (_, Self::Number(_)) => {
                let (a, b) = (self.number(), other.number());
                a == b || (a - b).abs() < number::NEAR
            }
            _ => self.text() == other.text(),
        }
    }

    /// The order of two values as numbers; `None` if one is NaN.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        self.number().partial_cmp(&other.number())
    }
}

impl From<NodeValue> for Val {
    fn from(value: NodeValue) -> Self {
        match value {
            NodeValue::Empty => Self::empty(),
            NodeValue::Number(number) => Self::Number(number),
            NodeValue::Text(text) => Self::Text(text),
            NodeValue::Date(date) => Self::Date(date),
        }
    }
}
