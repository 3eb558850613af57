//! Corners to a fraction of a pixel: lines fitted to the steepest places across the sides.

use super::grey::Field;
use crate::photo::measure::plane::{Point, Quad, distance};

/// Places along a side.
const PLACES: usize = 64;

/// A point of a line and its unit normal.
#[derive(Clone, Copy)]
struct Line {
    through: Point,
    normal: Point,
}

/// The corners where the fitted sides cross; `reach` pixels on both sides are looked at. `None` when a side is not
/// straight or not there.
pub fn refine(field: &Field, quad: &Quad, sign: f32, reach: f64) -> Option<Quad> {
    let mut lines = [Line { through: [0.0; 2], normal: [0.0; 2] }; 4];
    for k in 0..4 {
        lines[k] = fit(&edge_points(field, quad[k], quad[(k + 1) % 4], sign, reach))?;
    }
    let mut refined = [[0.0; 2]; 4];
    for k in 0..4 {
        refined[k] = cross(lines[(k + 3) % 4], lines[k])?;
        if distance(refined[k], quad[k]) > 2.0 * reach {
            return None;
        }
    }
    Some(refined)
}

/// Where the step is steepest, across the side, at places along it.
fn edge_points(field: &Field, from: Point, to: Point, sign: f32, reach: f64) -> Vec<Point> {
    let length = distance(from, to);
    let way = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
    let steps = (2.0 * reach / 0.5) as usize;
    let places = PLACES.min((length / 2.0) as usize).max(8);
    let mut found = Vec::with_capacity(places);
    for place in 0..places {
        // The outermost parts may be rounded, or bent up.
        let along = (0.08 + 0.84 * (place as f64 + 0.5) / places as f64) * length;
        let at = [from[0] + along * way[0], from[1] + along * way[1]];
        let across = |far: f64| [at[0] - far * way[1], at[1] + far * way[0]];
        let value = |far: f64| {
            let [x, y] = across(far);
            field.at(x, y)
        };
        let slopes: Vec<f32> = (0..=steps)
            .map(|step| {
                let far = -reach + 0.5 * step as f64;
                sign * (value(far + 0.75) - value(far - 0.75))
            })
            .collect();
        let best = (1..steps).max_by(|a, b| slopes[*a].total_cmp(&slopes[*b]));
        let Some(best) = best.filter(|best| slopes[*best] > 2.0) else { continue };
        let [before, top, after] = [best - 1, best, best + 1].map(|step| f64::from(slopes[step]));
        let bend = before - 2.0 * top + after;
        let shift = if bend < 0.0 { (0.5 * (before - after) / bend).clamp(-0.5, 0.5) } else { 0.0 };
        found.push(across(-reach + 0.5 * (best as f64 + shift)));
    }
    found
}

/// A line through points of which some lie elsewhere: least squares, again and again with less weight for those that
/// are far off (P. Huber, 1964; Tukey's weights).
fn fit(points: &[Point]) -> Option<Line> {
    if points.len() < 6 {
        return None;
    }
    let mut weights = vec![1.0; points.len()];
    let mut line = moments(points, &weights);
    for scale in [4.0, 2.5, 1.5, 1.2, 1.2] {
        for (weight, point) in weights.iter_mut().zip(points) {
            let share = off(line, *point) / scale;
            *weight = if share.abs() < 1.0 { (1.0 - share * share).powi(2) } else { 0.0 };
        }
        if weights.iter().filter(|weight| **weight > 0.0).count() < points.len() / 2 {
            return None;
        }
        line = moments(points, &weights);
    }
    let straight = points.iter().filter(|point| off(line, **point).abs() < 1.2).count();
    (straight * 10 >= points.len() * 6).then_some(line)
}

fn off(line: Line, point: Point) -> f64 {
    (point[0] - line.through[0]) * line.normal[0] + (point[1] - line.through[1]) * line.normal[1]
}

fn moments(points: &[Point], weights: &[f64]) -> Line {
    let all: f64 = weights.iter().sum::<f64>().max(1e-9);
    let mean = |axis: usize| points.iter().zip(weights).map(|(point, weight)| point[axis] * weight).sum::<f64>() / all;
    let through = [mean(0), mean(1)];
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (point, weight) in points.iter().zip(weights) {
        let (x, y) = (point[0] - through[0], point[1] - through[1]);
        xx += weight * x * x;
        xy += weight * x * y;
        yy += weight * y * y;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    Line { through, normal: [-angle.sin(), angle.cos()] }
}

fn cross(one: Line, other: Line) -> Option<Point> {
    let whole = one.normal[0] * other.normal[1] - one.normal[1] * other.normal[0];
    if whole.abs() < 0.2 {
        return None;
    }
    let a = one.normal[0] * one.through[0] + one.normal[1] * one.through[1];
    let b = other.normal[0] * other.through[0] + other.normal[1] * other.through[1];
    Some([(a * other.normal[1] - b * one.normal[1]) / whole, (b * one.normal[0] - a * other.normal[0]) / whole])
}
