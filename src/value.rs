//! What can be said about a household: the values that registers hold.

use std::sync::Arc;

use jiff::civil::Date;

use crate::id::{ContentHash, Name};
use crate::stamp::Moment;

/// One value of one field. Equality is exact: two equal values are no conflict.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    YesNo(bool),
    Choice(Name),
    /// In the order of the form's list, each once.
    Choices(Vec<Name>),
    Integer(i64),
    Decimal(Decimal),
    Text(Arc<str>),
    Date(Date),
    /// A place on a drawing, in ten-thousandths of its width and height from the upper left corner.
    Point {
        x: u16,
        y: u16,
    },
    Signature(Arc<Signature>),
    Photo(Arc<Photo>),
    /// A row of a repeat exists; rows are shown by this number, then by id.
    Row(u32),
    /// The form text a visit was begun with.
    Form(Arc<FormRef>),
    /// Not answered, with a reason. None of them means "no problem".
    Skipped(Skip),
    /// Taken back. A value like any other, so that taking back never silently beats an edit.
    Erased,
}

/// Why a question has no answer 未答原因.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Skip {
    /// 不适用
    NotApplicable,
    /// 拒绝回答
    Refused,
    /// 未能检查
    NotChecked,
}

/// A finite decimal number that compares by value; never NaN or infinite, and no negative zero.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Decimal(f64);

impl Decimal {
    /// Returns `None` for NaN and the infinities.
    pub fn new(number: f64) -> Option<Self> {
        number.is_finite().then_some(Self(number + 0.0))
    }

    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Eq for Decimal {}

/// A signature drawn on the screen, kept as strokes: small, sharp at every size, no picture file to lose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who signed, in block letters.
    pub name: Arc<str>,
    /// Relation to the person, when an agent signs; empty for the person.
    pub relation: Arc<str>,
    /// Points in ten-thousandths of the pad's width and height.
    pub strokes: Vec<Vec<[u16; 2]>>,
}

/// A photo that lies in the workspace under its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    pub hash: ContentHash,
    pub width: u32,
    pub height: u32,
    /// When it was taken, if the file said so.
    pub taken: Option<Moment>,
    pub caption: Arc<str>,
}

/// A form by id, version and the hash of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRef {
    pub id: Name,
    pub version: u32,
    pub hash: ContentHash,
}

impl Value {
    /// Whether the question counts as answered (a skip is dealt with, but not an answer).
    pub const fn is_answer(&self) -> bool {
        !matches!(self, Self::Skipped(_) | Self::Erased)
    }
}
