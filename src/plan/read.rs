//! Reading typed values out of one row, noting what is foreign or disputed on the way.

use std::sync::Arc;

use super::money::Fen;
use super::quantity::Quantity;
use crate::dossier::Dossier;
use crate::dossier::register::Register;
use crate::id::{Name, RowId};
use crate::limits::MAX_PRICE_FEN;
use crate::path::{FieldPath, Rows};
use crate::problem::Problem;
use crate::value::{Photo, Value};

/// A row being read.
pub(super) struct Row<'a> {
    pub dossier: &'a Dossier,
    pub rows: Rows,
    disputed: Vec<FieldPath>,
    foreign: Vec<FieldPath>,
}

impl<'a> Row<'a> {
    pub const fn new(dossier: &'a Dossier, rows: Rows) -> Self {
        Self { dossier, rows, disputed: Vec::new(), foreign: Vec::new() }
    }

    /// A row inside this one; what it notes comes back by [`Self::take_notes`].
    pub fn inside(&self, repeat: &'static str, row: RowId) -> Self {
        Self::new(self.dossier, FieldPath::row_of(&self.rows, Name::of(repeat), row).rows)
    }

    pub fn take_notes(&mut self, inner: Self) {
        self.disputed.extend(inner.disputed);
        self.foreign.extend(inner.foreign);
    }

    pub fn field(&self, name: &'static str) -> FieldPath {
        FieldPath::within(&self.rows, Name::of(name))
    }

    /// The value that counts, and whether devices disagree about it.
    fn value(&mut self, name: &'static str) -> Option<(&'a Value, bool)> {
        let path = self.field(name);
        let register: &'a Register = self.dossier.fields.get(&path)?;
        let disputed = register.is_conflict();
        if disputed {
            self.disputed.push(path);
        }
        Some((register.value()?, disputed))
    }

    /// What `read` makes of the value; a value that it cannot take is noted as foreign, a skip is nothing.
    fn take<T>(&mut self, name: &'static str, read: impl Fn(&'a Value) -> Option<T>) -> Option<(T, bool)> {
        let (value, disputed) = self.value(name).filter(|(value, _)| value.is_answer())?;
        match read(value) {
            Some(taken) => Some((taken, disputed)),
            None => {
                self.foreign(name);
                None
            }
        }
    }

    /// Notes that the field holds what this program cannot read.
    pub fn foreign(&mut self, name: &'static str) {
        self.foreign.push(self.field(name));
    }

    /// Empty when missing.
    pub fn text(&mut self, name: &'static str) -> String {
        let text = |value: &Value| if let Value::Text(text) = value { Some(text.trim().to_owned()) } else { None };
        self.take(name, text).map(|(text, _)| text).unwrap_or_default()
    }

    pub fn choice(&mut self, name: &'static str) -> Option<Name> {
        let choice = |value: &Value| if let Value::Choice(choice) = value { Some(choice.clone()) } else { None };
        self.take(name, choice).map(|(choice, _)| choice)
    }

    /// A choice that this program knows by name. While devices disagree the one that leads counts.
    pub fn word<T>(&mut self, name: &'static str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let word = |value: &Value| if let Value::Choice(choice) = value { known(choice.as_str()) } else { None };
        self.take(name, word).map(|(word, _)| word)
    }

    pub fn yes(&mut self, name: &'static str) -> bool {
        self.yes_no(name) == Some(true)
    }

    pub fn yes_no(&mut self, name: &'static str) -> Option<bool> {
        let yes = |value: &Value| if let Value::YesNo(yes) = value { Some(*yes) } else { None };
        self.take(name, yes).map(|(yes, _)| yes)
    }

    pub fn integer(&mut self, name: &'static str) -> Option<i64> {
        let integer = |value: &Value| if let Value::Integer(number) = value { Some(*number) } else { None };
        self.take(name, integer).map(|(number, _)| number)
    }

    pub fn date(&mut self, name: &'static str) -> Option<jiff::civil::Date> {
        let date = |value: &Value| if let Value::Date(date) = value { Some(*date) } else { None };
        self.take(name, date).map(|(date, _)| date)
    }

    /// `None` also while devices disagree: no money is computed from a number that may be wrong.
    pub fn quantity(&mut self, name: &'static str) -> Option<Quantity> {
        self.take(name, Quantity::of_value).filter(|(_, disputed)| !disputed).map(|(quantity, _)| quantity)
    }

    /// In fen; `None` also while devices disagree.
    pub fn price(&mut self, name: &'static str) -> Option<Fen> {
        let price = |value: &Value| match value {
            Value::Integer(fen) if (0..=MAX_PRICE_FEN).contains(fen) => Some(Fen(*fen)),
            _ => None,
        };
        self.take(name, price).filter(|(_, disputed)| !disputed).map(|(price, _)| price)
    }

    /// Yuan with at most two decimals, in fen, half a fen up; `None` also while devices disagree.
    pub fn yuan(&mut self, name: &'static str) -> Option<Fen> {
        let yuan = |value: &Value| {
            let fen = match value {
                Value::Integer(yuan) => yuan.checked_mul(100)?,
                Value::Decimal(yuan) if yuan.get().abs() * 100.0 <= MAX_PRICE_FEN as f64 => {
                    (yuan.get() * 100.0).round() as i64
                }
                _ => return None,
            };
            (0..=MAX_PRICE_FEN).contains(&fen).then_some(Fen(fen))
        };
        self.take(name, yuan).filter(|(_, disputed)| !disputed).map(|(fen, _)| fen)
    }

    pub fn is_signed(&mut self, name: &'static str) -> bool {
        let signed = |value: &Value| matches!(value, Value::Signature(_)).then_some(());
        self.take(name, signed).is_some()
    }

    pub fn photos(&self, name: &'static str) -> Vec<(RowId, Arc<Photo>)> {
        self.dossier.photos(&self.field(name))
    }

    /// The disputed fields, and a problem for each foreign one and for each dispute; `title` names the row.
    pub fn end(self, title: &str) -> (Vec<FieldPath>, Vec<Problem>) {
        let id = self.dossier.id;
        let problem = |problem: Problem, path: &FieldPath| {
            let leaf = path.leaf.as_ref().map_or("", Name::as_str);
            problem.with("item", title).with("field", leaf).of_dossier(id).of_field(path.clone())
        };
        let foreign = self.foreign.iter().map(|path| problem(Problem::warning("plan-field-foreign"), path));
        let disputed = self.disputed.iter().map(|path| problem(Problem::warning("plan-field-disputed"), path));
        let problems = foreign.chain(disputed).collect();
        (self.disputed, problems)
    }
}
