//! What a finger meets: the mark under it, and the handle.

use super::geometry::{Point, Shape, place, shapes, words_box};
use crate::dossier::marks::{distance, handles};
use crate::value::{Mark, MarkKind};

/// How far, in pixels, a point lies from what is drawn of a mark; 0 on its words. The inside of a box or ellipse
/// counts as a little off, so that what is drawn in it is met first.
pub fn off(mark: &Mark, sides: [u32; 2], at: Point) -> f32 {
    let mut least = f32::INFINITY;
    for shape in shapes(mark, sides) {
        if let Shape::Line(line) = shape {
            let ends = line.points.iter().zip(line.points.iter().skip(1));
            let back = line.points.last().zip(line.points.first()).filter(|_| line.closed);
            let nearest = ends.chain(back).map(|(&from, &to)| distance(at, from, to)).fold(f32::INFINITY, f32::min);
            let alone = line.points.first().map_or(f32::INFINITY, |&point| distance(at, point, point));
            least = least.min(nearest.min(alone));
        }
    }
    if let Some([left, top, right, bottom]) = words_box(mark, sides) {
        let aside = (left - at[0]).max(at[0] - right).max(0.0);
        let above = (top - at[1]).max(at[1] - bottom).max(0.0);
        least = least.min(aside.hypot(above));
    }
    least
}

/// The mark that a finger at `at` means, by its place in `marks`: the nearest within `tolerance` pixels, the topmost
/// of equally near ones; else the smallest box or ellipse around the finger.
pub fn mark_at<'a>(
    marks: &(impl DoubleEndedIterator<Item = (usize, &'a Mark)> + Clone),
    sides: [u32; 2],
    at: Point,
    tolerance: f32,
) -> Option<usize> {
    let near = marks.clone().rev().map(|(index, mark)| (index, off(mark, sides, at)));
    let near = near.filter(|(_, off)| *off <= tolerance).min_by(|a, b| a.1.total_cmp(&b.1));
    let around = || {
        let inside = marks.clone().rev().filter_map(|(index, mark)| Some((index, area_around(mark, sides, at)?)));
        inside.min_by(|a, b| a.1.total_cmp(&b.1))
    };
    near.or_else(around).map(|(index, _)| index)
}

/// The size of a box or ellipse around a point, in square pixels.
fn area_around(mark: &Mark, sides: [u32; 2], at: Point) -> Option<f32> {
    let (MarkKind::Box | MarkKind::Ellipse, &[from, to]) = (mark.kind, &mark.points[..]) else { return None };
    let (from, to) = (place(from, sides), place(to, sides));
    let within = |axis: usize| (from[axis].min(to[axis])..=from[axis].max(to[axis])).contains(&at[axis]);
    (within(0) && within(1)).then(|| ((to[0] - from[0]) * (to[1] - from[1])).abs())
}

/// The handle of a mark that a finger at `at` means: the nearest within `tolerance` pixels.
pub fn handle_at(mark: &Mark, sides: [u32; 2], at: Point, tolerance: f32) -> Option<usize> {
    let offs = handles(mark).into_iter().map(|spot| {
        let handle = place(spot, sides);
        distance(at, handle, handle)
    });
    let near = offs.enumerate().filter(|(_, off)| *off <= tolerance);
    near.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(handle, _)| handle)
}
