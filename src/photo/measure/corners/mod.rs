//! Finding the reference in the picture: four straight sides, brighter or darker than all around, of the right shape.
//!
//! `segments` finds straight edges in a small copy, `quads` joins four of them to outlines, `sides` asks whether
//! an outline is the edge of a thing, `refine` places the corners in the full picture. Where anything is in doubt
//! nothing is offered: tapping four corners costs ten seconds, a wrong length a door.
//!
//! What cannot be told apart is a reference and another thing of exactly its shape: a sheet of A5 alone in the picture
//! looks like one of A4 farther away. Therefore corners are only offered, and the person says which sheet it is.

mod grey;
mod quads;
mod refine;
mod segments;
mod sides;

use super::plane::{self, Quad, distance};
use super::{Rectangle, uncertainty};
use grey::Field;
pub use grey::Grey;
use segments::Segment;

/// Longer side of the copy that is looked through, in pixels.
const WORK_PX: usize = 800;
/// Shortest side of an outline there.
const MIN_SIDE_PX: f64 = 38.0;
/// How far an outline may be from the shape of the reference, in chi² of two.
const MAX_MISFIT: f64 = 14.0;
/// The same once the corners are placed.
const MAX_PLACED_MISFIT: f64 = 5.0;
/// Largest tilt at which corners are offered.
const MAX_TILT: f64 = 57.0;
/// Uncertainty of a corner in the copy, and of one that is placed in the full picture, in pixels.
const ROUGH_PX: f64 = 1.2;
const FINE_PX: f64 = 0.5;
/// How far apart two outlines are that are still the same, in pixels of the copy.
const SAME_PX: f64 = 7.0;
/// Outlines that are placed in the full picture.
const MAX_PLACED: usize = 24;
/// How many times larger a thing may be than a candidate that lies in it, to make that look like print on it.
const MAX_FRAME: f64 = 12.0;
/// Least size, contrast and whole sides together: a sheet of 80 × 57 pixels in the copy, 7 grey levels brighter.
const MIN_WORTH: f64 = 5.2;
/// By how much, as a logarithm, the best must be better than another thing.
const CLEARLY: f64 = 0.7;

/// An outline that is worth offering.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    quad: Quad,
    /// 1 when its inside is brighter than what is around, -1 when darker.
    sign: f32,
    /// Size, contrast and whole sides speak for it; a logarithm.
    worth: f64,
}

/// The corners of the one thing in the picture that looks like `reference`, in the order of its outline, clockwise
/// on the screen; `None` when there is none, or the program is not sure.
pub fn find(picture: &Grey, reference: Rectangle) -> Option<Quad> {
    if picture.pixels.len() != picture.width * picture.height || picture.width.min(picture.height) < 64 {
        return None;
    }
    let factor = picture.width.max(picture.height).div_ceil(WORK_PX);
    let work = picture.shrunk(factor).soft();
    let distinct = candidates(&work, reference);
    let full = picture.shrunk(1).soft();
    let placed = distinct.iter().filter_map(|candidate| place(&full, candidate, factor as f64, reference)).collect();
    the_one(placed)
}

/// Long and strong edges first.
fn rank(work: &Field, edges: &mut [Segment]) {
    edges.sort_by_cached_key(|edge| (-1_000.0 * edge.length() * f64::from(sides::strength(work, edge)).sqrt()) as i64);
}

/// The outlines in the copy that could be the reference, the best first.
fn candidates(work: &Field, reference: Rectangle) -> Vec<Candidate> {
    let mut segments = segments::find(work);
    segments.retain(|segment| sides::is_step(work, segment));
    rank(work, &mut segments);
    let mut edges = quads::joined(&segments);
    rank(work, &mut edges);
    edges.truncate(quads::MAX_EDGES);
    let (mut candidates, mut frames) = (Vec::new(), Vec::new());
    for sign in [1.0, -1.0] {
        let directed: Vec<Segment> =
            edges.iter().map(|edge| if sign > 0.0 { *edge } else { edge.reversed() }).collect();
        let outlines = quads::outlines(&directed);
        candidates.extend(outlines.iter().filter_map(|quad| judge(work, quad, sign, reference)));
        frames.extend(outlines.into_iter().filter(|quad| {
            let seen = sides::look(work, quad, sign);
            seen.mean > 0.7 && seen.least > 0.4
        }));
    }
    let mut distinct = distinct(candidates);
    // A picture printed on a card of which a corner is hidden is not the card.
    let frames_it = |outer: &Quad, inner: &Quad| holds(outer, inner) && area(outer) < MAX_FRAME * area(inner);
    distinct.retain(|inner| !frames.iter().any(|outer| frames_it(outer, &inner.quad)));
    distinct
}

fn judge(work: &Field, quad: &Quad, sign: f32, reference: Rectangle) -> Option<Candidate> {
    let (width, height) = (work.width as f64, work.height as f64);
    // The shown corners must be those of the thing, not where the picture ends.
    let inside =
        |corner: &[f64; 2]| corner[0] > 4.0 && corner[1] > 4.0 && corner[0] < width - 5.0 && corner[1] < height - 5.0;
    if !quad.iter().all(inside) || plane::sides(quad).iter().any(|side| *side < MIN_SIDE_PX) || !plane::is_convex(quad)
    {
        return None;
    }
    let fit = uncertainty::fit([width, height], quad, ROUGH_PX, reference)?;
    if fit.misfit > MAX_MISFIT || fit.tilt > MAX_TILT + 5.0 {
        return None;
    }
    let seen = sides::look(work, quad, sign);
    let good = seen.least > 0.72 && seen.mean > 0.85 && seen.corner > 0.5 && seen.lines_on < 5 && seen.steps_on < 2;
    let worth = 0.5 * area(quad).ln() + 0.5 * f64::from(seen.step).ln() + 3.0 * (seen.least * seen.mean).ln();
    (good && worth > MIN_WORTH).then_some(Candidate { quad: *quad, sign, worth })
}

/// The better of those that are the same outline, the best first.
fn distinct(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        if kept.len() < MAX_PLACED && !kept.iter().any(|known| is_same(&known.quad, &candidate.quad)) {
            kept.push(candidate);
        }
    }
    kept
}

/// Places the corners in the full picture, where the shape can be told much better.
fn place(full: &Field, candidate: &Candidate, scale: f64, reference: Rectangle) -> Option<Candidate> {
    // The middle of the first pixel of the copy is that of the first `scale` pixels.
    let rough = candidate.quad.map(|corner| corner.map(|side| (side + 0.5) * scale - 0.5));
    let quad = refine::refine(full, &rough, candidate.sign, 3.0 + scale)?;
    let fit = uncertainty::fit([full.width as f64, full.height as f64], &quad, FINE_PX, reference)?;
    if fit.misfit > MAX_PLACED_MISFIT || fit.tilt > MAX_TILT || !plane::is_convex(&quad) {
        return None;
    }
    let worth = candidate.worth - fit.misfit / 4.0 - (fit.tilt / 30.0).powi(2) / 2.0;
    Some(Candidate { quad, worth, ..*candidate })
}

/// The best candidate, if no other thing in the picture is nearly as good.
fn the_one(mut candidates: Vec<Candidate>) -> Option<Quad> {
    candidates.sort_by(|a, b| b.worth.total_cmp(&a.worth));
    let best = candidates.first()?;
    let rival = |other: &Candidate| other.worth > best.worth - CLEARLY && !holds(&best.quad, &other.quad);
    candidates[1..].iter().all(|other| !rival(other)).then_some(best.quad)
}

fn area(quad: &Quad) -> f64 {
    (plane::turn(quad[0], quad[1], quad[2]) + plane::turn(quad[0], quad[2], quad[3])) / 2.0
}

/// Whether one outline lies in the other: print on the sheet.
fn holds(outer: &Quad, inner: &Quad) -> bool {
    let is_inside = |point: &[f64; 2]| (0..4).all(|k| plane::turn(outer[k], outer[(k + 1) % 4], *point) > 0.0);
    inner.iter().all(is_inside)
}

/// Whether two outlines, each clockwise, are one with another first corner.
fn is_same(one: &Quad, other: &Quad) -> bool {
    (0..4).any(|first| (0..4).all(|k| distance(one[k], other[(k + first) % 4]) < SAME_PX))
}
