//! Whether an outline is the edge of a thing: a step in brightness all along, that ends at the corners.

use super::grey::Field;
use super::segments::Segment;
use crate::photo::measure::plane::{Point, Quad, distance};

/// Least step in brightness between inside and outside, in grey levels.
const MIN_STEP: f32 = 5.0;

/// What the four sides say.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// The least and the mean share of a side that is an edge of the right kind.
    pub least: f64,
    pub mean: f64,
    /// The least share near a corner.
    pub corner: f64,
    /// Lines that go on beyond a corner, of eight: as the joints of tiles do.
    pub lines_on: usize,
    /// Steps that go on beyond a corner, of eight: then it is no corner.
    pub steps_on: usize,
    /// The step in brightness along the faintest side, as a median.
    pub step: f32,
}

/// Looks along the sides of a clockwise outline whose inside is brighter (`sign` 1) or darker (-1).
pub fn look(field: &Field, quad: &Quad, sign: f32) -> Evidence {
    let mut found = Evidence { least: 1.0, mean: 0.0, corner: 1.0, lines_on: 0, steps_on: 0, step: f32::MAX };
    for k in 0..4 {
        let side = Side::new(field, quad[k], quad[(k + 1) % 4], sign);
        let steps = side.steps(0.07, 0.93);
        let share = share(&steps, MIN_STEP);
        let middle = median(&steps);
        found.step = found.step.min(middle);
        found.least = found.least.min(share);
        found.mean += share / 4.0;
        let enough = (0.35 * middle).max(MIN_STEP * 0.7);
        for (from, to) in [(0.07, 0.20), (0.80, 0.93)] {
            found.corner = found.corner.min(self::share(&side.steps(from, to), enough));
        }
        let beyond = (30.0 / side.length).min(0.25);
        for (from, to) in [(-beyond, -0.04), (1.04, 1.0 + beyond)] {
            let line = (0.3 * middle).clamp(MIN_STEP, 12.0);
            found.lines_on += usize::from(self::share(&side.lines(from, to), line) > 0.7);
            let step = (0.5 * middle).max(MIN_STEP);
            found.steps_on += usize::from(self::share(&side.steps(from, to), step) > 0.7);
        }
    }
    found
}

/// Whether the edge of a segment is a lasting step for most of its length, and not one flank of a joint or a cable.
pub fn is_step(field: &Field, segment: &Segment) -> bool {
    share(&Side::new(field, segment.from, segment.to, 1.0).steps(0.0, 1.0), MIN_STEP) >= 0.5
}

/// The step in brightness across a segment, as a median; at least 1.
pub fn strength(field: &Field, segment: &Segment) -> f32 {
    median(&Side::new(field, segment.from, segment.to, 1.0).steps(0.0, 1.0)).max(1.0)
}

struct Side<'a> {
    field: &'a Field,
    from: Point,
    way: Point,
    length: f64,
    sign: f32,
}

impl<'a> Side<'a> {
    fn new(field: &'a Field, from: Point, to: Point, sign: f32) -> Self {
        let length = distance(from, to);
        Self { field, from, way: [(to[0] - from[0]) / length, (to[1] - from[1]) / length], length, sign }
    }

    /// Inside minus outside at places along the side; 0 where the step is a line or the edge is elsewhere.
    fn steps(&self, from: f64, to: f64) -> Vec<f32> {
        let count = (((to - from) * self.length / 2.0).ceil() as usize).clamp(4, 120);
        let at = |nth: usize| (from + (to - from) * (nth as f64 + 0.5) / count as f64) * self.length;
        (0..count).map(|nth| self.step(at(nth))).collect()
    }

    /// The strongest change near places along the line of the side, up or down.
    fn lines(&self, from: f64, to: f64) -> Vec<f32> {
        let count = (((to - from) * self.length / 1.5).ceil() as usize).clamp(4, 30);
        let at = |nth: usize| (from + (to - from) * (nth as f64 + 0.5) / count as f64) * self.length;
        let change = |along: f64| {
            let [x, y] = [self.from[0] + along * self.way[0], self.from[1] + along * self.way[1]];
            let across = |far: f64| self.field.at(x - far * self.way[1], y + far * self.way[0]);
            [-2.0, 0.0, 2.0].map(|far| (across(far + 1.5) - across(far - 1.5)).abs()).into_iter().fold(0.0, f32::max)
        };
        (0..count).map(|nth| change(at(nth))).collect()
    }

    fn step(&self, along: f64) -> f32 {
        let [x, y] = [self.from[0] + along * self.way[0], self.from[1] + along * self.way[1]];
        // To the right: inside.
        let across = |far: f64| self.field.at(x - far * self.way[1], y + far * self.way[0]);
        let sharp = self.sign * (across(2.5) - across(-2.5));
        // A joint or a cable is a step too, and a step back again a little farther.
        let inside = [across(3.0), across(7.0), across(11.0)];
        let outside = [across(-3.0), across(-7.0), across(-11.0)];
        sharp.min(self.sign * (median(&inside) - median(&outside)) * 1.5)
    }
}

fn share(steps: &[f32], least: f32) -> f64 {
    steps.iter().filter(|step| **step >= least).count() as f64 / steps.len() as f64
}

fn median(numbers: &[f32]) -> f32 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f32::total_cmp);
    sorted[sorted.len() / 2]
}
