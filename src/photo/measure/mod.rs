//! Lengths from one picture: something of known size lies in the measured plane 拍照估测.
//!
//! Pure geometry: no files, no threads. The four corners of the [`reference`](mod@reference) give the [`plane`], two points on it a
//! length, and [`uncertainty`] what is known of it. [`corners`] finds the reference in the picture.
//!
//! # How sure
//! What is not known is a vector of sixteen numbers: corners, ends, focal length, radial distortion, the sides of the
//! reference; each with a usual value and a spread. That a camera saw a *rectangle* gives two equations between them
//! (right angles, and the ratio of its sides), and the vector is conditioned on these as in a Kalman filter; the
//! length and its spread follow by propagation to first order. `tests/measure/` draws ten thousand scenes and counts.

pub mod corners;
pub mod lens;
pub mod plane;
pub mod reference;
pub mod refusal;
pub mod uncertainty;

pub use plane::{Point, Quad};
pub use reference::{REFERENCES, Rectangle, Reference};
pub use refusal::Refusal;

/// What was tapped in a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sight {
    /// Width and height of the picture.
    pub picture: [f64; 2],
    /// The corners of the reference, in the order of its outline.
    pub corners: Quad,
    /// How well the corners are placed: standard deviation of each coordinate.
    pub corner_noise: f64,
    /// The ends of what is measured.
    pub ends: [Point; 2],
    pub end_noise: f64,
}

/// Which side of the reference the first two corners are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turned {
    /// As the picture says; refused as [`Refusal::Ambiguous`] when it does not.
    Unknown,
    /// The first of [`Rectangle::sides`].
    First,
    /// The second.
    Second,
}

/// A length with what is known of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    pub millimetres: f64,
    /// The true length is within this in 95 of 100 cases, in millimetres.
    pub plus_minus: f64,
    /// Between the plane and the picture, in degrees; as the nominal lens saw it.
    pub tilt: f64,
}

/// Placing by the program, after fitting lines to the sides, in pixels.
pub const FOUND_NOISE: f64 = 0.5;

/// Measures between the two ends.
///
/// # Errors
/// When the picture does not tell the length well enough; each case with its own advice.
pub fn measure(sight: &Sight, reference: Rectangle, turned: Turned) -> Result<Measured, Refusal> {
    uncertainty::measure(sight, reference, turned)
}
