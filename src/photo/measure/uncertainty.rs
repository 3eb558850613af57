//! The length and its spread: sixteen uncertain numbers, two equations that a rectangle must fulfil.

use super::lens;
use super::plane::{Homography, Point, distance, is_convex, sides};
use super::{Measured, Rectangle, Refusal, Sight, Turned};

/// Corners (8), ends (4), ln focal length, radial distortion, sides of the reference (2).
const STATE: usize = 16;
const CORNERS: usize = 0;
const ENDS: usize = 8;
const FOCAL: usize = 12;
const RADIAL: usize = 13;
const SIDES: usize = 14;

/// Shortest side of the reference that is measured with, in pixels.
const MIN_SIDE_PX: f64 = 14.0;
/// Shortest measured stretch, in pixels.
const MIN_STRETCH_PX: f64 = 12.0;
/// Largest tilt between plane and picture that is measured at.
const MAX_TILT: f64 = 62.0;
/// Farthest end, in half diagonals of the reference from its middle.
const MAX_REACH: f64 = 12.0;
/// Largest ± that is told, as a share of the length.
const MAX_SHARE: f64 = 0.12;
/// Normal quantile for 95 of 100 on both sides.
const NORMAL_95: f64 = 1.96;
/// What is left over of the two equations in a real picture: paper that waves, an axis off the picture's middle.
const SLACK: f64 = 0.003;
/// Squared distance from a rectangle, in standard deviations, beyond which it is none: chi² of two, 1 in 30,000.
const MAX_MISFIT: f64 = 21.0;
/// By how much one way of lying must fit better than the other.
const CLEARLY: f64 = 9.0;

type State = [f64; STATE];

/// What a state says: the length, and how far it is from the two equations.
#[derive(Clone, Copy)]
struct Said {
    length: f64,
    misfit: [f64; 2],
}

/// A state that fulfils the equations, with what is known there.
#[derive(Clone, Copy)]
struct Settled {
    state: State,
    length: f64,
    /// Standard deviation of the length.
    spread: f64,
    /// Chi² of the two equations.
    misfit: f64,
    /// Standard deviation of the ratio of the sides, before it was held against that of the reference.
    vague: f64,
}

/// See [`super::measure`].
pub fn measure(sight: &Sight, reference: Rectangle, turned: Turned) -> Result<Measured, Refusal> {
    look_over(sight)?;
    let settled = match turned {
        Turned::First => settle(sight, reference)?,
        Turned::Second => settle(sight, reference.turned())?,
        Turned::Unknown if reference.is_square() => settle(sight, reference)?,
        Turned::Unknown => choose(settle(sight, reference), settle(sight, reference.turned()))?,
    };
    if settled.misfit > MAX_MISFIT {
        return Err(Refusal::Shape);
    }
    judge(sight, &settled)
}

/// A quadrilateral as a rectangle that a camera saw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Chi² of the two equations.
    pub misfit: f64,
    /// Between the plane and the picture, in degrees.
    pub tilt: f64,
    /// Standard deviation of the logarithm of the ratio of the sides, had one not known it: whether the shape says
    /// anything.
    pub vague: f64,
}

/// How well a quadrilateral is this rectangle, whichever way it lies; `None` when it is no outline at all.
pub fn fit(picture: [f64; 2], corners: &[Point; 4], noise: f64, reference: Rectangle) -> Option<Fit> {
    let ends = [corners[0], corners[2]];
    let sight = Sight { picture, corners: *corners, corner_noise: noise, ends, end_noise: noise };
    let fit = |way| {
        let settled = settle(&sight, way).ok()?;
        let tilt = View::of(&sight, &settled.state)?.tilt();
        Some(Fit { misfit: settled.misfit, tilt, vague: settled.vague })
    };
    let worth = |fit: &Fit| fit.misfit + (fit.tilt / 25.0).powi(2);
    let ways = [reference, reference.turned()].into_iter().filter_map(fit);
    ways.min_by(|a, b| worth(a).total_cmp(&worth(b)))
}

/// What can be refused before anything is calculated.
fn look_over(sight: &Sight) -> Result<(), Refusal> {
    if !is_convex(&sight.corners) {
        return Err(Refusal::Corners);
    }
    if sides(&sight.corners).iter().any(|side| *side < MIN_SIDE_PX) {
        return Err(Refusal::Small);
    }
    if distance(sight.ends[0], sight.ends[1]) < MIN_STRETCH_PX {
        return Err(Refusal::Short);
    }
    Ok(())
}

fn choose(one: Result<Settled, Refusal>, other: Result<Settled, Refusal>) -> Result<Settled, Refusal> {
    match (one, other) {
        (Ok(one), Ok(other)) => {
            let (better, worse) = if one.misfit <= other.misfit { (one, other) } else { (other, one) };
            if worse.misfit < MAX_MISFIT && worse.misfit - better.misfit < CLEARLY {
                return Err(Refusal::Ambiguous);
            }
            Ok(better)
        }
        (Ok(settled), Err(_)) | (Err(_), Ok(settled)) => Ok(settled),
        (Err(refusal), Err(_)) => Err(refusal),
    }
}

fn judge(sight: &Sight, settled: &Settled) -> Result<Measured, Refusal> {
    let view = View::of(sight, &settled.state).ok_or(Refusal::Far)?;
    let tilt = view.tilt();
    if tilt > MAX_TILT {
        return Err(Refusal::Oblique);
    }
    let reach = view.reach();
    if reach > MAX_REACH {
        return Err(Refusal::Far);
    }
    let plus_minus = NORMAL_95 * settled.spread;
    // Half a millimetre of rounding is always there.
    if plus_minus > MAX_SHARE * settled.length + 0.5 {
        return Err(match (reach > 3.0, tilt > 45.0) {
            (true, _) => Refusal::Far,
            (false, true) => Refusal::Oblique,
            (false, false) => Refusal::Vague,
        });
    }
    Ok(Measured { millimetres: settled.length, plus_minus, tilt })
}

fn usual(sight: &Sight, reference: Rectangle) -> (State, State) {
    let (mut mean, mut spread) = ([0.0; STATE], [0.0; STATE]);
    for (k, corner) in sight.corners.iter().enumerate() {
        for axis in 0..2 {
            mean[CORNERS + 2 * k + axis] = corner[axis];
            spread[CORNERS + 2 * k + axis] = sight.corner_noise;
        }
    }
    for (k, end) in sight.ends.iter().enumerate() {
        for axis in 0..2 {
            mean[ENDS + 2 * k + axis] = end[axis];
            spread[ENDS + 2 * k + axis] = sight.end_noise;
        }
    }
    (mean[FOCAL], spread[FOCAL]) = (lens::FOCAL.ln(), lens::FOCAL_SPREAD);
    (mean[RADIAL], spread[RADIAL]) = (0.0, lens::RADIAL_SPREAD);
    for axis in 0..2 {
        mean[SIDES + axis] = reference.sides[axis];
        // Evenly spread between the bounds.
        spread[SIDES + axis] = reference.tolerance / 3_f64.sqrt();
    }
    (mean, spread)
}

/// A sight, straightened.
struct View {
    plane: Homography,
    /// In sides of the reference.
    ends: [Point; 2],
    sides: [f64; 2],
    /// In pixels.
    focal: f64,
}

impl View {
    fn of(sight: &Sight, state: &State) -> Option<Self> {
        let focal = state[FOCAL].exp() * sight.picture[0].max(sight.picture[1]);
        let middle = [sight.picture[0] / 2.0, sight.picture[1] / 2.0];
        let straight = |at: usize| {
            let seen = [state[at] - middle[0], state[at + 1] - middle[1]];
            lens::straighten(seen, focal, state[RADIAL])
        };
        let plane = Homography::of_square(&[0, 1, 2, 3].map(|k| straight(CORNERS + 2 * k)))?;
        let ends = [plane.back(straight(ENDS))?, plane.back(straight(ENDS + 2))?];
        Some(Self { plane, ends, sides: [state[SIDES], state[SIDES + 1]], focal })
    }

    /// The two directions of the plane as the camera sees them.
    fn directions(&self) -> [[f64; 3]; 2] {
        self.plane.directions().map(|[x, y, z]| [x / self.focal, y / self.focal, z])
    }

    fn said(&self) -> Said {
        let [u, v] = [0, 1].map(|axis| (self.ends[0][axis] - self.ends[1][axis]) * self.sides[axis]);
        let [across, down] = self.directions();
        let (long, high) = (dot(across, across).sqrt(), dot(down, down).sqrt());
        let ratio = (long / high / (self.sides[0] / self.sides[1])).ln();
        Said { length: u.hypot(v), misfit: [ratio, dot(across, down) / (long * high)] }
    }

    /// Degrees between the plane and the picture.
    fn tilt(&self) -> f64 {
        let [[a, b, c], [d, e, f]] = self.directions();
        let normal = [b * f - c * e, c * d - a * f, a * e - b * d];
        (normal[2].abs() / dot(normal, normal).sqrt()).clamp(0.0, 1.0).acos().to_degrees()
    }

    /// How far the farther end is from the middle of the reference, in half diagonals.
    fn reach(&self) -> f64 {
        let [w, h] = self.sides;
        let far = self.ends.iter().map(|end| ((end[0] - 0.5) * w).hypot((end[1] - 0.5) * h));
        far.fold(0.0, f64::max) / (w.hypot(h) / 2.0)
    }
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn say(sight: &Sight, state: &State) -> Option<Said> {
    View::of(sight, state).map(|view| view.said())
}

/// How the length and the two misfits change with each number of the state, at `state`.
fn slopes(sight: &Sight, state: &State, spread: &State) -> Option<[State; 3]> {
    let mut slopes = [[0.0; STATE]; 3];
    for k in 0..STATE {
        if spread[k] <= 0.0 {
            continue;
        }
        let step = spread[k] * 0.05;
        let (mut up, mut down) = (*state, *state);
        up[k] += step;
        down[k] -= step;
        let (up, down) = (say(sight, &up)?, say(sight, &down)?);
        slopes[0][k] = (up.length - down.length) / (2.0 * step);
        for axis in 0..2 {
            slopes[1 + axis][k] = (up.misfit[axis] - down.misfit[axis]) / (2.0 * step);
        }
    }
    Some(slopes)
}

/// Sum of `a · spread² · b`.
fn between(a: &State, b: &State, spread: &State) -> f64 {
    a.iter().zip(b).zip(spread).map(|((a, b), spread)| a * b * spread * spread).sum()
}

/// Conditions the usual state on the two equations: an iterated extended Kalman update with an observation of zero.
fn settle(sight: &Sight, reference: Rectangle) -> Result<Settled, Refusal> {
    let (mean, spread) = usual(sight, reference);
    let mut state = mean;
    let mut found = None;
    for _ in 0..3 {
        let said = say(sight, &state).ok_or(Refusal::Far)?;
        let [length, ratio, angle] = slopes(sight, &state, &spread).ok_or(Refusal::Far)?;
        let rows = [&ratio, &angle];
        let slack = SLACK * SLACK;
        let (p, q, r) = (
            between(&ratio, &ratio, &spread) + slack,
            between(&ratio, &angle, &spread),
            between(&angle, &angle, &spread) + slack,
        );
        let whole = p * r - q * q;
        // The observation, as it would be at the usual state by the slopes found here.
        let moved = |row: &State| {
            row.iter().zip(&mean).zip(&state).map(|((slope, mean), now)| slope * (mean - now)).sum::<f64>()
        };
        let open = [said.misfit[0] + moved(&ratio), said.misfit[1] + moved(&angle)];
        let solve = |a: f64, b: f64| [(r * a - q * b) / whole, (p * b - q * a) / whole];
        let weights = solve(open[0], open[1]);
        for k in 0..STATE {
            let pull = rows[0][k] * weights[0] + rows[1][k] * weights[1];
            state[k] = mean[k] - spread[k] * spread[k] * pull;
        }
        let shared = [between(&length, &ratio, &spread), between(&length, &angle, &spread)];
        let told = solve(shared[0], shared[1]);
        let variance = between(&length, &length, &spread) - shared[0] * told[0] - shared[1] * told[1];
        let misfit = open[0] * weights[0] + open[1] * weights[1];
        found = Some((variance, misfit, p.sqrt()));
    }
    let (variance, misfit, vague) = found.ok_or(Refusal::Corners)?;
    let length = say(sight, &state).ok_or(Refusal::Far)?.length;
    if !(length.is_finite() && variance.is_finite() && misfit.is_finite()) {
        return Err(Refusal::Corners);
    }
    Ok(Settled { state, length, spread: variance.max(0.0).sqrt(), misfit, vague })
}
