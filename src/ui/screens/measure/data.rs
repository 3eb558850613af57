//! What has been placed so far, and what it says: plain data, no painting.

use std::sync::Arc;

use crate::id::{ContentHash, Name};
use crate::photo::measure::reference::{OWN, OWN_SIDE, TAPE, TAPE_WIDTHS};
use crate::photo::measure::{
    FOUND_NOISE, Measured, Point, Quad, REFERENCES, Rectangle, Refusal, Sight, Turned, measure,
};
use crate::value::{Estimate, Photo};

/// Corners of the reference.
pub const CORNERS: usize = 4;
/// Corners and ends.
pub const POINTS: usize = 6;

/// What lies beside the thing that is measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Chosen {
    /// One of [`REFERENCES`].
    Listed(usize),
    /// Width of the blade and the length that is used, in millimetres.
    Tape(f64, f64),
    /// Two sides that are typed.
    Own([f64; 2]),
}

impl Default for Chosen {
    fn default() -> Self {
        Self::Listed(0)
    }
}

impl Chosen {
    pub const TAPE: Self = Self::Tape(TAPE_WIDTHS[2], 500.0);
    pub const OWN: Self = Self::Own([300.0, 300.0]);

    pub fn rectangle(self) -> Rectangle {
        match self {
            Self::Listed(nth) => REFERENCES[nth.min(REFERENCES.len() - 1)].rectangle,
            Self::Tape(width, length) => Rectangle::tape(width, length),
            Self::Own(sides) => Rectangle::own(sides),
        }
    }

    /// The sides that are typed, changed.
    pub fn with_side(self, axis: usize, length: f64) -> Self {
        let length = length.clamp(OWN_SIDE[0], OWN_SIDE[1]);
        match self {
            Self::Listed(_) => self,
            Self::Tape(width, _) => Self::Tape(width, length),
            Self::Own(mut sides) => {
                sides[axis] = length;
                Self::Own(sides)
            }
        }
    }

    fn id(self) -> Name {
        Name::of(match self {
            Self::Listed(nth) => REFERENCES[nth.min(REFERENCES.len() - 1)].id,
            Self::Tape(..) => TAPE,
            Self::Own(_) => OWN,
        })
    }
}

/// A point in the photo, in its pixels, and how well it is placed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placed {
    pub at: Point,
    pub noise: f64,
}

/// One measurement under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    pub chosen: Chosen,
    /// First the corners in the order of the outline, then the ends.
    pub points: Vec<Placed>,
    /// The point that arrows move and the magnifier shows.
    pub active: Option<usize>,
    /// The person places the corners, though some were offered.
    pub by_hand: bool,
    /// Which side of the reference the first two corners are, if the person had to say.
    pub side: Option<Turned>,
}

/// What is to be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many corners are placed.
    Corner(usize),
    End(usize),
    Done,
}

impl Work {
    pub fn step(&self) -> Step {
        match self.points.len() {
            placed @ 0..CORNERS => Step::Corner(placed),
            placed @ CORNERS..POINTS => Step::End(placed - CORNERS),
            _ => Step::Done,
        }
    }

    pub fn choose(&mut self, chosen: Chosen) {
        // Corners on the photo stay where they are: only what they are the corners of has changed.
        self.chosen = chosen;
        self.side = None;
    }

    /// Takes the corners the program found.
    pub fn take(&mut self, quad: &Quad) {
        self.points = quad.iter().map(|at| Placed { at: *at, noise: FOUND_NOISE }).collect();
        self.active = None;
        self.side = None;
    }

    /// Places the next point; `None` when all are there.
    pub fn place(&mut self, placed: Placed) -> Option<usize> {
        if self.points.len() >= POINTS {
            return None;
        }
        self.points.push(placed);
        self.active = Some(self.points.len() - 1);
        self.active
    }

    pub fn move_to(&mut self, nth: usize, placed: Placed) {
        if let Some(point) = self.points.get_mut(nth) {
            *point = placed;
        }
    }

    /// Moves a point by pixels, inside the photo.
    pub fn nudge(&mut self, nth: usize, by: Point, photo: &Photo) {
        if let Some(point) = self.points.get_mut(nth) {
            let sides = [photo.width, photo.height].map(f64::from);
            point.at = [0, 1].map(|axis| (point.at[axis] + by[axis]).clamp(0.0, sides[axis]));
            // Who moves by the pixel looks at the pixel.
            point.noise = point.noise.min(1.0);
        }
    }

    /// Takes the points from the `first` one on away.
    pub fn forget_from(&mut self, first: usize) {
        self.points.truncate(first);
        self.active = None;
        if first < CORNERS {
            self.side = None;
            self.by_hand = true;
        }
    }

    /// The length, once all points are placed.
    pub fn measured(&self, photo: &Photo) -> Option<Result<Measured, Refusal>> {
        let [a, b, c, d, from, to] = self.points.first_chunk::<POINTS>()?;
        let noise = |points: &[&Placed]| points.iter().map(|point| point.noise).fold(0.0, f64::max);
        let sight = Sight {
            picture: [f64::from(photo.width), f64::from(photo.height)],
            corners: [a.at, b.at, c.at, d.at],
            corner_noise: noise(&[a, b, c, d]),
            ends: [from.at, to.at],
            end_noise: noise(&[from, to]),
        };
        Some(measure(&sight, self.chosen.rectangle(), self.side.unwrap_or(Turned::Unknown)))
    }

    /// The measurement as it is kept with the answer.
    pub fn estimate(&self, photo: &Photo, measured: Measured) -> Option<Arc<Estimate>> {
        let share = |placed: &Placed| {
            let part =
                |at: f64, side: u32| (at / f64::from(side.max(1)) * 10_000.0).round().clamp(0.0, 10_000.0) as u16;
            [part(placed.at[0], photo.width), part(placed.at[1], photo.height)]
        };
        let points = self.points.first_chunk::<POINTS>()?.each_ref().map(share);
        let [millimetres, plus_minus] = rounded(measured);
        let hash: ContentHash = photo.hash;
        Some(Arc::new(Estimate {
            millimetres,
            plus_minus,
            photo: hash,
            reference: self.chosen.id(),
            corners: [points[0], points[1], points[2], points[3]],
            ends: [points[4], points[5]],
        }))
    }
}

/// Whole millimetres, as they are shown and written; the ± is rounded up.
pub fn rounded(measured: Measured) -> [u32; 2] {
    let number = measured.millimetres.round();
    let around = (measured.plus_minus + (number - measured.millimetres).abs()).ceil().max(1.0);
    [number as u32, around as u32]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo() -> Photo {
        let hash = ContentHash::from_bytes([1; 32]);
        Photo { hash, width: 1_600, height: 1_200, taken: None, place: None, caption: "".into() }
    }

    /// A sheet of A4 seen straight on, a millimetre a pixel.
    fn straight() -> Work {
        let mut work = Work::default();
        work.take(&[[600.0, 500.0], [897.0, 500.0], [897.0, 710.0], [600.0, 710.0]]);
        work
    }

    #[test]
    fn six_points_make_a_length_and_its_evidence() {
        let mut work = straight();
        assert_eq!(work.step(), Step::End(0));
        assert_eq!(work.measured(&photo()), None);
        for at in [[400.0, 800.0], [1_000.0, 800.0]] {
            work.place(Placed { at, noise: 0.5 });
        }
        assert_eq!(work.step(), Step::Done);
        assert_eq!(work.place(Placed { at: [0.0; 2], noise: 0.5 }), None);
        let measured = work.measured(&photo()).unwrap().unwrap();
        assert!((measured.millimetres - 600.0).abs() < 1.0 && measured.plus_minus < 20.0, "{measured:?}");
        let estimate = work.estimate(&photo(), measured).unwrap();
        assert_eq!((estimate.millimetres, estimate.reference.as_str()), (600, "a4"));
        assert_eq!(estimate.ends, [[2_500, 6_667], [6_250, 6_667]]);
    }

    #[test]
    fn a_point_moves_by_the_pixel_and_stays_in_the_photo() {
        let mut work = straight();
        work.nudge(0, [1.0, -1.0], &photo());
        assert_eq!(work.points[0].at, [601.0, 499.0]);
        work.nudge(0, [-9_999.0, 9_999.0], &photo());
        assert_eq!(work.points[0].at, [0.0, 1_200.0]);
        work.nudge(POINTS, [1.0, 1.0], &photo());
    }

    #[test]
    fn the_plus_minus_covers_what_rounding_takes() {
        let told = |millimetres, plus_minus| rounded(Measured { millimetres, plus_minus, tilt: 0.0 });
        assert_eq!(told(812.4, 8.7), [812, 10]);
        assert_eq!(told(812.0, 0.2), [812, 1]);
    }

    #[test]
    fn corners_stay_when_another_reference_is_chosen_and_go_when_they_are_placed_anew() {
        let mut work = straight();
        work.choose(Chosen::Listed(2));
        assert_eq!(work.points.len(), CORNERS);
        work.forget_from(0);
        assert_eq!((work.step(), work.by_hand), (Step::Corner(0), true));
        assert_eq!(Chosen::OWN.with_side(1, 99_999.0), Chosen::Own([300.0, 5_000.0]));
    }
}
