//! Things of known size that can be laid beside what is measured 参照物.

/// A rectangle of known size, lying flat in the plane that is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rectangle {
    /// The two sides, in millimetres.
    pub sides: [f64; 2],
    /// How far each side may be from that, in millimetres: making, cutting, reading.
    pub tolerance: f64,
}

/// A kind of thing that people have at hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference {
    /// As it is kept with the measurement.
    pub id: &'static str,
    /// Message with its name.
    pub key: &'static str,
    pub rectangle: Rectangle,
}

/// The paper sizes are ISO 216:2007 (GB/T 148), trimmed sizes with the tolerance of its clause 5; cards are
/// ISO/IEC 7810:2019 ID-1 (GB/T 14916): bank card, resident identity card 居民身份证, social security card and the
/// card that replaced the disability certificate 第三代残疾人证.
pub const REFERENCES: [Reference; 4] = [
    Reference { id: "a4", key: "measure-reference-a4", rectangle: rectangle(297.0, 210.0, 2.0) },
    Reference { id: "card", key: "measure-reference-card", rectangle: rectangle(85.60, 53.98, 0.13) },
    Reference { id: "a3", key: "measure-reference-a3", rectangle: rectangle(420.0, 297.0, 2.0) },
    Reference { id: "a5", key: "measure-reference-a5", rectangle: rectangle(210.0, 148.0, 2.0) },
];

/// A stretch of a steel tape: the blade's width by a length that is read off.
pub const TAPE: &str = "tape";
/// Any rectangle whose sides are typed: a tile, a door leaf, a box.
pub const OWN: &str = "own";

/// Widths of steel tapes as sold, in millimetres (QB/T 2443).
pub const TAPE_WIDTHS: [f64; 4] = [16.0, 19.0, 25.0, 32.0];

/// Shortest and longest side of a rectangle that is typed, in millimetres.
pub const OWN_SIDE: [f64; 2] = [10.0, 5_000.0];

const fn rectangle(long: f64, short: f64, tolerance: f64) -> Rectangle {
    Rectangle { sides: [long, short], tolerance }
}

impl Rectangle {
    /// A stretch of tape. The blade's width is known to half a millimetre, its marks and the eye are as good.
    pub const fn tape(width: f64, length: f64) -> Self {
        rectangle(length, width, 0.5)
    }

    /// Sides as somebody measured them: to a millimetre.
    pub const fn own(sides: [f64; 2]) -> Self {
        rectangle(sides[0], sides[1], 1.0)
    }

    #[must_use]
    pub const fn turned(self) -> Self {
        Self { sides: [self.sides[1], self.sides[0]], tolerance: self.tolerance }
    }

    /// Sides so alike that it does not matter which is which.
    pub fn is_square(self) -> bool {
        (self.sides[0] - self.sides[1]).abs() <= self.tolerance
    }
}
