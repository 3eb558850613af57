//! The questions of all forms as columns: their kind, what they tell of a person, and their answers as cells.

use std::sync::Arc;

use super::privacy::Privacy;
use crate::dossier::household as names;
use crate::dossier::words::value_text;
use crate::form::compile::Form;
use crate::form::library::Library;
use crate::form::schema::{Item, Kind, Question};
use crate::id::Name;
use crate::l10n::{Language, Texts, Words};
use crate::table::write::{Cell, Kind as Column};
use crate::units::Unit;
use crate::value::Value;

/// Who owns the telephone, a name.
const PHONE_OWNER: &str = "hh_phone_name";

/// A question of a form.
pub struct Asked {
    pub form: Arc<Form>,
    pub question: Question,
    /// The repeats it stands in, outermost first, with what each is called.
    pub repeats: Vec<(Name, Texts)>,
}

/// Every question that can have an answer, form by form.
pub(super) fn all(library: &Library) -> Vec<Asked> {
    let mut found = Vec::new();
    for form in library.all() {
        let mut repeats = Vec::new();
        walk(&form, &form.text().items, &mut repeats, &mut found);
    }
    found
}

fn walk(form: &Arc<Form>, items: &[Item], repeats: &mut Vec<(Name, Texts)>, found: &mut Vec<Asked>) {
    for item in items {
        match item {
            Item::Section(section) => walk(form, &section.items, repeats, found),
            Item::Group(group) => walk(form, &group.items, repeats, found),
            Item::Repeat(repeat) => {
                repeats.push((repeat.id.clone(), repeat.title.clone()));
                walk(form, &repeat.items, repeats, found);
                repeats.pop();
            }
            Item::Question(question) if !matches!(question.kind, Kind::Note) => {
                let question = Question::clone(question);
                found.push(Asked { form: Arc::clone(form), question, repeats: repeats.clone() });
            }
            Item::Question(_) => {}
        }
    }
}

impl Asked {
    /// Whether answers are stored: what is calculated follows from the others.
    pub const fn is_stored(&self) -> bool {
        !matches!(self.question.kind, Kind::Calculated { .. })
    }

    pub fn label(&self, language: Language) -> String {
        let label = self.question.label.get(language);
        if label.is_empty() { self.question.id.to_string() } else { label.to_owned() }
    }

    /// `mm`; empty where there is none.
    pub fn unit(&self, words: &Words) -> String {
        let (Kind::Integer { unit, .. } | Kind::Decimal { unit, .. }) = &self.question.kind else {
            return String::new();
        };
        unit.map(|unit: Unit| match unit.symbol() {
            "" => words.with(unit.key(), &[("number", "")]).trim().to_owned(),
            symbol => symbol.to_owned(),
        })
        .unwrap_or_default()
    }

    /// What its column holds.
    pub const fn column(&self) -> Column {
        match self.question.kind {
            Kind::YesNo => Column::YesNo,
            Kind::OneOf { .. } => Column::Choice,
            Kind::Integer { .. } => Column::Integer,
            Kind::Decimal { places, .. } => Column::Decimal(places),
            Kind::Date => Column::Date,
            Kind::CitizenId | Kind::Certificate { .. } | Kind::Phone => Column::Identifier,
            Kind::Photo { .. } => Column::Integer,
            _ => Column::Text,
        }
    }

    pub fn privacy(&self) -> Privacy {
        match (&self.question.kind, self.question.id.as_str()) {
            (Kind::CitizenId | Kind::Certificate { .. } | Kind::Phone, _) => Privacy::Number,
            (_, names::HEAD | names::PERSON_NAME | PHONE_OWNER) | (Kind::Signature { .. }, _) => Privacy::Name,
            (_, names::VILLAGE) => Privacy::Village,
            (_, names::ADDRESS) => Privacy::Address,
            (Kind::Text { .. }, _) => Privacy::Free,
            (_, names::DIVISION) => Privacy::Open,
            // That a home has a threshold says nothing of health; but whose home it is, the columns beside it say.
            _ => Privacy::Sensitive,
        }
    }

    /// The answer as a cell of its column; a reason for not answering is no answer.
    pub fn cell(&self, value: &Value, language: Language) -> Cell {
        match (value, &self.question.kind) {
            (Value::YesNo(yes), Kind::YesNo) => Cell::YesNo(*yes),
            (Value::Integer(number), Kind::Integer { .. }) => Cell::Integer(*number),
            (Value::Integer(number), Kind::Decimal { .. }) => Cell::Decimal(*number as f64),
            (Value::Decimal(number), Kind::Decimal { .. }) => Cell::Decimal(number.get()),
            (Value::Date(date), Kind::Date) => Cell::Date(*date),
            (value, kind) if value.is_answer() && !matches!(self.column(), Column::Integer | Column::Date) => {
                Cell::text(value_text(self.form.text(), kind, value, language))
            }
            _ => Cell::Empty,
        }
    }
}
