//! What a table is, before it is a file.

use jiff::civil::Date;

use crate::plan::money::Fen;

/// What a column holds, the same in every row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Text,
    /// A number that is a name: certificate, citizen id, phone, id of a household. No program may round it.
    Identifier,
    Integer,
    /// In fen; written in yuan with two decimals.
    Money,
    /// With this many decimals.
    Decimal(u8),
    Date,
    YesNo,
    /// One of a few words.
    Choice,
}

/// One column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// For programs: small letters, digits and `_`; unique in its table.
    pub id: String,
    /// For people.
    pub label: String,
    pub kind: Kind,
}

impl Column {
    pub fn new(id: impl Into<String>, label: impl Into<String>, kind: Kind) -> Self {
        Self { id: id.into(), label: label.into(), kind }
    }
}

/// One cell. What does not fit its column's kind is written as the text it is, in formats that have room for that.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing is known. An empty text is the same.
    #[default]
    Empty,
    Text(String),
    Integer(i64),
    Money(Fen),
    Decimal(f64),
    Date(Date),
    YesNo(bool),
}

impl Cell {
    /// A text, or [`Cell::Empty`] where it has no letter.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A count that may be larger than a cell can be.
    pub fn count(count: impl TryInto<i64>) -> Self {
        Self::Integer(count.try_into().unwrap_or(i64::MAX))
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

impl From<Option<Fen>> for Cell {
    fn from(amount: Option<Fen>) -> Self {
        amount.map_or(Self::Empty, Self::Money)
    }
}

impl From<Option<Date>> for Cell {
    fn from(date: Option<Date>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

impl From<Option<i64>> for Cell {
    fn from(number: Option<i64>) -> Self {
        number.map_or(Self::Empty, Self::Integer)
    }
}

impl From<Option<bool>> for Cell {
    fn from(said: Option<bool>) -> Self {
        said.map_or(Self::Empty, Self::YesNo)
    }
}

/// A table without its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// For programs: the name of its folder or file where there are several.
    pub id: String,
    /// Name of its sheet, for people.
    pub name: String,
    /// What stands above it on paper.
    pub title: String,
    pub columns: Vec<Column>,
    /// How yes and no read.
    pub yes_no: [String; 2],
}

impl Head {
    /// `false` and `true` in words.
    pub(super) fn word(&self, yes: bool) -> &str {
        &self.yes_no[usize::from(!yes)]
    }
}

/// A table with its rows, small enough to be held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub head: Head,
    pub rows: Vec<Vec<Cell>>,
}

/// Where a row belongs in a partitioned data set: the folders `division=…/year=…`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    /// Six digits; empty when unknown.
    pub division: String,
    pub year: Option<i16>,
}

/// What came of writing a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub rows: u64,
    /// Texts that were longer than a cell may be and end with `…`.
    pub cut: u64,
}
