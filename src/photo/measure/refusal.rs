//! Why nothing is measured, in a sentence.

/// Why a length is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// The corners do not make an outline: crossed, or one of them on the line of its neighbours.
    Corners,
    /// The reference covers too few pixels.
    Small,
    /// The camera looked along the plane.
    Oblique,
    /// No camera sees a rectangle with these sides like that.
    Shape,
    /// Either side could be the long one: ask which.
    Ambiguous,
    /// The two ends are too near to each other.
    Short,
    /// An end lies too far away from the reference, or beyond the horizon of its plane.
    Far,
    /// The ± would be larger than is of use.
    Vague,
}

impl Refusal {
    pub const ALL: [Self; 8] =
        [Self::Corners, Self::Small, Self::Oblique, Self::Shape, Self::Ambiguous, Self::Short, Self::Far, Self::Vague];

    /// Message with what to do as its hint.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Corners => "measure-refused-corners",
            Self::Small => "measure-refused-small",
            Self::Oblique => "measure-refused-oblique",
            Self::Shape => "measure-refused-shape",
            Self::Ambiguous => "measure-refused-ambiguous",
            Self::Short => "measure-refused-short",
            Self::Far => "measure-refused-far",
            Self::Vague => "measure-refused-vague",
        }
    }
}
