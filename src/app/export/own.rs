//! Tables as data 自定义表格: `assets/export/*.ron`, and an office's own in its forms folder as `table-….ron`.
//!
//! A column says a [`fields`](super::fields) word, the answer to a question, or an expression over all questions. An
//! office's table with the id of a built-in one takes its place.

use serde::Deserialize;

use super::fields::{self, Field, Line, RowsOf};
use super::home::{Home, Office};
use super::made::{Made, Tables};
use super::privacy::{Privacy, Purpose};
use super::sheet::Sheet;
use crate::dossier::household as names;
use crate::form::load::{explain, ron_options};
use crate::id::Name;
use crate::l10n::{Language, Texts};
use crate::limits::MAX_FORM_BYTES;
use crate::path::{FieldPath, Rows};
use crate::problem::Problem;
use crate::store::Workspace;
use crate::table::write::{Cell, Column, Kind};

/// How the names of an office's table files begin, among its forms.
pub const FILE_PREFIX: &str = "table-";

/// Columns of one table; the widest office table seen has 60.
const MAX_COLUMNS: usize = 1_000;

const BUILT_IN: [(&str, &str); 5] = [
    ("county.ron", include_str!("../../../assets/export/county.ron")),
    ("households.ron", include_str!("../../../assets/export/households.ron")),
    ("persons.ron", include_str!("../../../assets/export/persons.ron")),
    ("items.ron", include_str!("../../../assets/export/items.ron")),
    ("notice.ron", include_str!("../../../assets/export/notice.ron")),
];

/// A table as its file says it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnTable {
    pub id: Name,
    pub version: u32,
    pub title: Texts,
    #[serde(default)]
    pub about: Texts,
    pub rows: RowsOf,
    /// What it may be exported for; the first is offered first.
    #[serde(default = "usual_purposes")]
    pub purposes: Vec<Purpose>,
    columns: Vec<OwnColumn>,
}

/// A column: one of `field`, `question` and `expression`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnColumn {
    label: Texts,
    #[serde(default)]
    field: Option<String>,
    #[serde(default)]
    question: Option<Name>,
    #[serde(default)]
    expression: Option<String>,
    /// What it tells of a person; by the field or question where missing, and withheld for an expression.
    #[serde(default)]
    privacy: Option<Privacy>,
}

fn usual_purposes() -> Vec<Purpose> {
    vec![Purpose::Internal, Purpose::Anonymous]
}

/// The tables of this workspace: the built-in ones, an office's own in their place and behind them.
pub fn tables(store: &Workspace) -> (Vec<OwnTable>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut found: Vec<OwnTable> = Vec::new();
    let (files, _) = store.organisation_forms().unwrap_or_default();
    let own = files.iter().filter(|(name, _)| name.starts_with(FILE_PREFIX));
    let own = own.map(|(name, text)| (name.as_str(), text.as_str()));
    for (name, text) in BUILT_IN.into_iter().chain(own) {
        match OwnTable::parse(text) {
            Ok(table) => match found.iter_mut().find(|known| known.id == table.id) {
                Some(known) => *known = table,
                None => found.push(table),
            },
            Err(problem) => problems.push(problem.in_file(name)),
        }
    }
    (found, problems)
}

impl OwnTable {
    fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > MAX_FORM_BYTES {
            return Err(Problem::error("form-too-big").with("limit", MAX_FORM_BYTES >> 20));
        }
        let table: Self = ron_options().from_str(text).map_err(explain)?;
        let count = table.columns.len();
        if count == 0 || count > MAX_COLUMNS || table.purposes.is_empty() {
            return Err(Problem::error("export-table-columns").with("count", count).with("most", MAX_COLUMNS));
        }
        for column in &table.columns {
            let said = [column.field.is_some(), column.question.is_some(), column.expression.is_some()];
            let label = column.label.get(Language::Chinese);
            if said.into_iter().filter(|said| *said).count() != 1 {
                return Err(Problem::error("export-table-column").with("column", label));
            }
            let Some(name) = &column.field else { continue };
            if fields::named(name).is_none_or(|field| !table.rows.has(field.of)) {
                let nearest = fields::all().iter().filter(|field| table.rows.has(field.of)).map(|field| field.name);
                let nearest = crate::form::nearest::nearest(name, nearest).unwrap_or_default();
                return Err(Problem::error("export-table-field").with("field", name).with("nearest", nearest));
            }
        }
        Ok(table)
    }
}

/// What a column says.
enum Say {
    Field(&'static Field),
    Question(usize),
    Expression(String),
}

/// A table that is being written.
pub(super) struct Own {
    sheet: Sheet,
    rows: RowsOf,
    says: Vec<Say>,
}

impl Own {
    /// # Errors
    /// A column names a question that no form has.
    pub fn new(table: &OwnTable, office: &Office, purpose: Purpose) -> Result<Self, Problem> {
        let (mut says, mut columns) = (Vec::new(), Vec::new());
        for (number, column) in table.columns.iter().enumerate() {
            let label = column.label.get(office.language);
            let (say, id, kind, privacy) = match (&column.field, &column.question, &column.expression) {
                (Some(name), _, _) => {
                    let Some(field) = fields::named(name) else { continue };
                    (Say::Field(field), name.clone(), field.kind, field.privacy)
                }
                (_, Some(name), _) => {
                    let place = office.asked.iter().position(|asked| asked.question.id == *name);
                    let unknown = || Problem::error("export-table-question").with("question", name);
                    let place = place.ok_or_else(unknown)?;
                    let asked = &office.asked[place];
                    (Say::Question(place), name.to_string(), asked.column(), asked.privacy())
                }
                (_, _, Some(text)) => {
                    (Say::Expression(text.clone()), format!("column_{}", number + 1), Kind::Text, Privacy::default())
                }
                _ => continue,
            };
            says.push(say);
            columns.push((Column::new(id, label, kind), column.privacy.unwrap_or(privacy)));
        }
        let name = table.title.get(office.language).to_owned();
        Ok(Self { sheet: Sheet::new(office, purpose, (table.id.as_str(), name), columns), rows: table.rows, says })
    }

    fn line(&self, line: &Line<'_>) -> Vec<Cell> {
        let cell = |(number, say): (usize, &Say)| {
            if self.sheet.shows(number) { said(say, line) } else { Cell::Empty }
        };
        self.sheet.pick(self.says.iter().enumerate().map(cell))
    }
}

impl Tables for Own {
    fn sheets(&self) -> Vec<&Sheet> {
        vec![&self.sheet]
    }

    fn rows(&self, home: &Home<'_>, made: &mut Made) {
        let line = Line { home, person: None, item: None, first: true };
        match self.rows {
            RowsOf::Households => made.rows.push((0, self.line(&line))),
            RowsOf::Persons => {
                let persons = home.persons();
                if persons.is_empty() {
                    made.rows.push((0, self.line(&line)));
                }
                for (number, row) in persons.into_iter().enumerate() {
                    let line = Line { person: Some((number, row)), first: number == 0, ..line };
                    made.rows.push((0, self.line(&line)));
                }
            }
            RowsOf::Items => {
                for (number, (item, accepted)) in home.items().iter().enumerate() {
                    let line = Line { item: Some((number, item, accepted)), first: number == 0, ..line };
                    made.rows.push((0, self.line(&line)));
                }
            }
        }
    }
}

fn said(say: &Say, line: &Line<'_>) -> Cell {
    let office = line.home.office;
    match say {
        Say::Field(field) => (field.get)(line),
        Say::Question(place) => {
            let asked = &office.asked[*place];
            let rows = match (asked.repeats.first(), line.person) {
                (None, _) => Rows::new(),
                (Some((repeat, _)), Some((_, row))) if asked.repeats.len() == 1 && repeat.as_str() == names::PERSON => {
                    FieldPath::row_of(&[], repeat.clone(), row).rows
                }
                // Which of the doors is meant, nobody said.
                _ => return Cell::Empty,
            };
            let value = line.home.dossier.value(&FieldPath::within(&rows, asked.question.id.clone()));
            value.map_or(Cell::Empty, |value| asked.cell(value, office.language))
        }
        Say::Expression(text) => match line.home.session().map(|session| session.value_of(text)) {
            Some(Ok(value)) if !value.is_empty() => Cell::text(&*value.text()),
            Some(_) | None => Cell::Empty,
        },
    }
}
