//! Four edges that meet in turn, with the inside always on the same hand.

use super::segments::Segment;
use crate::photo::measure::plane::{Point, Quad};

/// Edges that are tried, the longest ones.
pub const MAX_EDGES: usize = 200;
/// Outlines that are looked at further.
const MAX_QUADS: usize = 4_000;

/// Joins pieces of one line: shadows and faint stretches break it. The pieces stay in the list too.
pub fn joined(segments: &[Segment]) -> Vec<Segment> {
    let longest = &segments[..segments.len().min(3 * MAX_EDGES)];
    let mut all: Vec<Segment> = longest.to_vec();
    let mut taken = vec![false; longest.len()];
    for (nth, first) in longest.iter().enumerate() {
        if taken[nth] {
            continue;
        }
        let mut line = *first;
        let mut grew = false;
        for _ in 0..3 {
            let before = line;
            for (other, piece) in longest.iter().enumerate() {
                if other != nth
                    && let Some(longer) = join(&line, piece)
                {
                    line = longer;
                    taken[other] = true;
                    grew = true;
                }
            }
            if line == before {
                break;
            }
        }
        if grew {
            all.push(line);
        }
    }
    all
}

/// The line over both, when the piece goes on where the line ends.
fn join(line: &Segment, piece: &Segment) -> Option<Segment> {
    let (way, length) = (line.way(), line.length());
    let other = piece.way();
    // The direction of a short piece is not known well.
    let bend = (way[0] * other[1] - way[1] * other[0]).abs();
    if way[0] * other[0] + way[1] * other[1] < 0.0 || bend > 0.05 + 1.0 / piece.length() {
        return None;
    }
    let along = |p: Point| (p[0] - line.from[0]) * way[0] + (p[1] - line.from[1]) * way[1];
    let aside = |p: Point| ((p[1] - line.from[1]) * way[0] - (p[0] - line.from[0]) * way[1]).abs();
    let (start, end) = (along(piece.from), along(piece.to));
    let gap = (start - length).max(-end);
    // The direction of a short line is not known well: it may miss the piece by more, the farther it is.
    let miss = 1.5 + 0.012 * (gap.max(0.0) + piece.length());
    if gap > (0.4 * length.max(piece.length())).max(12.0)
        || gap > 60.0
        || aside(piece.from) > miss
        || aside(piece.to) > miss
    {
        return None;
    }
    if start >= 0.0 && end <= length {
        return None;
    }
    let from = if start < 0.0 { piece.from } else { line.from };
    let to = if end > length { piece.to } else { line.to };
    Some(Segment { from, to })
}

/// Every outline that four of the edges make, walked clockwise with `edges` directed so that the inside is at the
/// right hand.
pub fn outlines(edges: &[Segment]) -> Vec<Quad> {
    let meets: Vec<Vec<(usize, Point)>> = edges
        .iter()
        .map(|one| edges.iter().enumerate().filter_map(|(k, other)| Some((k, corner(one, other)?))).collect())
        .collect();
    let mut found = Vec::new();
    for a in 0..edges.len() {
        for &(b, ab) in meets[a].iter().filter(|(b, _)| *b > a) {
            for &(c, bc) in meets[b].iter().filter(|(c, _)| *c > a) {
                for &(d, cd) in meets[c].iter().filter(|(d, _)| *d > a && *d != b) {
                    if let Some(&(_, da)) = meets[d].iter().find(|(back, _)| *back == a) {
                        found.push([da, ab, bc, cd]);
                        if found.len() == MAX_QUADS {
                            return found;
                        }
                    }
                }
            }
        }
    }
    found
}

/// Where one edge ends and the next begins, if they make a corner that turns to the right.
fn corner(one: &Segment, next: &Segment) -> Option<Point> {
    let (u, v) = (one.way(), next.way());
    let sine = u[0] * v[1] - u[1] * v[0];
    // 30° to 150°.
    if sine < 0.5 {
        return None;
    }
    let (x, y) = (next.from[0] - one.to[0], next.from[1] - one.to[1]);
    // Along `one` from its end, and along `next` from its beginning, to where the lines cross.
    let ahead = (x * v[1] - y * v[0]) / sine;
    let behind = (x * u[1] - y * u[0]) / sine;
    let fits = |over: f64, length: f64| over < 0.45 * length + 10.0 && over > -0.18 * length - 5.0;
    (fits(ahead, one.length()) && fits(-behind, next.length()))
        .then(|| [one.to[0] + ahead * u[0], one.to[1] + ahead * u[1]])
}
