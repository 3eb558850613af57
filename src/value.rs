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
    /// Drawn on a photo 标注.
    Mark(Arc<Mark>),
    /// How a length was measured in a photo; kept beside the answer until somebody confirms it.
    Estimate(Arc<Estimate>),
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
    /// Where it was taken, rounded, and only if the family agreed to it.
    pub place: Option<Place>,
    pub caption: Arc<str>,
}

/// A place on the earth (WGS 84), rounded to a hundredth of a degree (about 1 km): which village, not which house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Hundredths of a degree, north positive: -9,000 to 9,000.
    pub latitude: i16,
    /// Hundredths of a degree, east positive: -18,000 to 18,000.
    pub longitude: i16,
}

/// A mark on a photo: data over an unchanged picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    pub ink: Ink,
    /// In ten-thousandths of the photo's width and height from the upper left corner. Two points (start and end, or
    /// opposite corners) for every kind but [`MarkKind::Freehand`], which has any number, and [`MarkKind::Text`],
    /// which has one.
    pub points: Vec<[u16; 2]>,
    /// The words of a text, the number on a dimension line; empty for the rest.
    pub text: Arc<str>,
}

/// The shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum MarkKind {
    /// 箭头: from the first point to the second, where its head is.
    Arrow,
    /// 方框
    Box,
    /// 椭圆: inside the box of its two corners.
    Ellipse,
    /// 手绘
    Freehand,
    /// 尺寸线: a line with a tick at both ends and a number.
    Dimension,
    /// 文字: its point is the upper left corner.
    Text,
}

/// The colour role of a mark; all of them are outlined, so that they show on bright and on dark ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Ink {
    #[default]
    Red,
    Yellow,
    Blue,
    White,
}

/// A length measured in a photo with something of known size beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    pub millimetres: u32,
    /// The true length lies within this of `millimetres` in at least 95 of 100 cases.
    pub plus_minus: u32,
    /// The photo that is the evidence.
    pub photo: ContentHash,
    /// What lay beside it: `a4`, `bank_card`, …
    pub reference: Name,
    /// The corners of the reference, in the order of its outline, in ten-thousandths of the photo's sides.
    pub corners: [[u16; 2]; 4],
    /// The ends of what was measured, likewise.
    pub ends: [[u16; 2]; 2],
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
