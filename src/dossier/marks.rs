//! Marks on a photo 标注: data over an unchanged picture, one row each below the photo's row.
//!
//! A mark is a register of its own: marks that several tablets draw on one photo simply unite, and a mark moved here
//! and removed there is a conflict like any other: it stays visible, and a person decides. Removing the photo takes
//! its marks, because a row takes what is in it ([`super::rows`]).

use std::sync::Arc;

use super::edit::Edit;
use super::register::{Register, Write};
use super::{Dossier, blurred};
use crate::id::{Name, RowId};
use crate::limits::{MAX_MARK_POINTS, MAX_ROWS, MAX_TEXT_BYTES};
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::stamp::Dot;
use crate::value::{Ink, Mark, MarkKind, Photo, Value};

/// The repeat of marks in a photo's row.
pub const MARK: &str = "mark";
/// In a photo's row: its place in the strip, once it has been written again.
pub const ORDER: &str = "order";

/// One whole side of a photo in the unit of [`Mark::points`].
pub const WHOLE: u16 = 10_000;

/// A point in ten-thousandths of a photo's width and height.
pub type Spot = [u16; 2];

/// A mark as it stands in a household.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub row: RowId,
    /// The one that counts.
    pub mark: Arc<Mark>,
    /// What devices wrote unseen by each other, when they do not agree; the first is [`Self::mark`]'s.
    pub versions: Vec<Version>,
}

/// What one device says about a mark that is in conflict.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub dot: Dot,
    pub author: Arc<str>,
    /// `None`: removed.
    pub mark: Option<Arc<Mark>>,
}

impl Placed {
    /// Whether devices do not agree about it.
    pub fn is_conflict(&self) -> bool {
        self.versions.len() > 1
    }
}

/// The register of a mark; `photo` is the path of the photo's row.
pub fn path(photo: &FieldPath, mark: RowId) -> FieldPath {
    FieldPath::row_of(&photo.rows, Name::of(MARK), mark)
}

/// The marks on a photo, the first drawn first, those drawn or changed last on top.
pub fn marks(dossier: &Dossier, photo: &FieldPath) -> Vec<Placed> {
    let name = Name::of(MARK);
    let placed = dossier.rows(&photo.rows, &name).into_iter().filter_map(|row| {
        let register = dossier.fields.get(&path(photo, row))?;
        let (dot, write) = register.leading()?;
        let Value::Mark(mark) = &write.value else { return None };
        let placed = Placed { row, mark: Arc::clone(mark), versions: versions(register, mark) };
        Some(((dot.counter, dot.device, row), placed))
    });
    let mut placed: Vec<_> = placed.collect();
    placed.sort_by_key(|(order, _)| *order);
    placed.into_iter().map(|(_, placed)| placed).collect()
}

/// The marks alone, for those who only draw them.
pub fn drawn(dossier: &Dossier, photo: &FieldPath) -> Vec<Arc<Mark>> {
    marks(dossier, photo).into_iter().map(|placed| placed.mark).collect()
}

fn versions(register: &Register, leading: &Arc<Mark>) -> Vec<Version> {
    if !register.is_conflict() {
        return Vec::new();
    }
    let version = |(dot, write): (Dot, &Write)| Version {
        dot,
        author: Arc::clone(&write.author),
        mark: if let Value::Mark(mark) = &write.value { Some(Arc::clone(mark)) } else { None },
    };
    let mut versions: Vec<Version> = register.values().into_iter().map(version).collect();
    versions.sort_by_key(|version| version.mark.as_ref() != Some(leading));
    versions
}

/// Draws a mark on a photo.
///
/// # Errors
/// The photo is not there (any more), it has [`MAX_ROWS`] marks already, or the mark is none ([`check`]).
pub fn add(dossier: &Dossier, photo: &FieldPath, new: RowId, mark: Mark) -> Result<Edit, Problem> {
    let told = |key| Problem::warning(key).of_dossier(dossier.id).of_field(photo.clone());
    if !matches!(dossier.value(photo), Some(Value::Photo(_))) {
        return Err(told("marks-photo-gone"));
    }
    if dossier.rows(&photo.rows, &Name::of(MARK)).len() >= MAX_ROWS {
        return Err(told("marks-full").with("most", MAX_ROWS));
    }
    set(photo, new, mark)
}

/// Moves, recolours or rewrites a mark.
///
/// # Errors
/// The mark is none ([`check`]).
pub fn set(photo: &FieldPath, row: RowId, mark: Mark) -> Result<Edit, Problem> {
    check(&mark)?;
    Ok(Edit::set(path(photo, row), Value::Mark(Arc::new(mark))))
}

/// Removes a mark.
pub fn remove(photo: &FieldPath, row: RowId) -> Edit {
    Edit::set(path(photo, row), Value::Erased)
}

/// Whether a mark is one: as many points as its kind needs, inside the picture, its text not too long.
///
/// # Errors
/// It is none; nothing that the editor makes is refused.
pub fn check(mark: &Mark) -> Result<(), Problem> {
    let enough = match mark.kind {
        MarkKind::Freehand => (1..=MAX_MARK_POINTS).contains(&mark.points.len()),
        MarkKind::Text => mark.points.len() == 1 && !mark.text.trim().is_empty(),
        _ => mark.points.len() == 2,
    };
    let inside = mark.points.iter().flatten().all(|&part| part <= WHOLE);
    if enough && inside && mark.text.len() <= MAX_TEXT_BYTES {
        return Ok(());
    }
    Err(Problem::warning("marks-malformed"))
}

/// Writes the caption of a photo. `None` when there is no photo.
pub fn caption(dossier: &Dossier, photo: &FieldPath, caption: &str) -> Option<Edit> {
    let before = blurred::photo(dossier, photo)?;
    Some(replace(dossier, photo, Photo { caption: caption.into(), ..(*before).clone() }))
}

/// Writes the picture in which faces were made unrecognisable, and that it stands for the old one wherever another
/// device has that. `None` when there is no photo.
pub fn blur(dossier: &Dossier, photo: &FieldPath, with: Photo) -> Option<Edit> {
    let before = blurred::photo(dossier, photo)?;
    let Photo { hash, width, height, .. } = with;
    let new = Photo { hash, width, height, ..(*before).clone() };
    let note = blurred::note(before.hash, &new);
    Some(Edit::Many(vec![replace(dossier, photo, new), note]))
}

/// Writes another photo into the same row: the same place in the strip, the same marks.
pub fn replace(dossier: &Dossier, photo: &FieldPath, with: Photo) -> Edit {
    let mut edits = Vec::new();
    // The strip stands in the order of taking; a photo that is written again must not go to its end.
    if let (Some(order), Some((dot, _))) = (order_path(photo), dossier.fields.get(photo).and_then(Register::leading))
        && dossier.value(&order).is_none()
    {
        edits.push(Edit::set(order, Value::Integer(i64::try_from(dot.counter).unwrap_or(i64::MAX))));
    }
    edits.push(Edit::set(photo.clone(), Value::Photo(Arc::new(with))));
    Edit::Many(edits)
}

/// Where a photo keeps its place in the strip once it has been written again: the counter of its first writing.
pub(super) fn order_path(photo: &FieldPath) -> Option<FieldPath> {
    photo.leaf.is_none().then(|| FieldPath::within(&photo.rows, Name::of(ORDER)))
}

/// The mark pushed by so many ten-thousandths to the right and down; it never leaves the picture.
#[must_use]
pub fn moved(mark: &Mark, [right, down]: [i32; 2]) -> Mark {
    let room = |axis: usize, by: i32| {
        let parts = mark.points.iter().map(|point| i32::from(point[axis]));
        let (least, most) = (parts.clone().min().unwrap_or(0), parts.max().unwrap_or(0));
        by.clamp(-least.min(i32::from(WHOLE)), (i32::from(WHOLE) - most).max(0))
    };
    let by = [room(0, right), room(1, down)];
    let push = |part: u16, by: i32| u16::try_from(i32::from(part) + by).unwrap_or(0).min(WHOLE);
    let points = mark.points.iter().map(|&[x, y]| [push(x, by[0]), push(y, by[1])]).collect();
    Mark { points, ..mark.clone() }
}

/// The places by which a mark can be pulled: ends of a line, corners of a box, none of a freehand line or a text,
/// which are only moved.
pub fn handles(mark: &Mark) -> Vec<Spot> {
    match (mark.kind, &mark.points[..]) {
        (MarkKind::Arrow | MarkKind::Dimension, &[from, to]) => vec![from, to],
        (MarkKind::Box | MarkKind::Ellipse, &[[left, top], [right, bottom]]) => {
            vec![[left, top], [right, top], [right, bottom], [left, bottom]]
        }
        _ => Vec::new(),
    }
}

/// The mark with the handle of this number (as [`handles`] counts) pulled to `spot`.
#[must_use]
pub fn pulled(mark: &Mark, handle: usize, [x, y]: Spot) -> Mark {
    let mut points = mark.points.clone();
    let (x, y) = (x.min(WHOLE), y.min(WHOLE));
    match (mark.kind, &mut points[..]) {
        (MarkKind::Arrow | MarkKind::Dimension, ends) => {
            if let Some(end) = ends.get_mut(handle) {
                *end = [x, y];
            }
        }
        (MarkKind::Box | MarkKind::Ellipse, [first, second]) => {
            let of_x = if matches!(handle, 0 | 3) { &mut first[0] } else { &mut second[0] };
            *of_x = x;
            let of_y = if matches!(handle, 0 | 1) { &mut first[1] } else { &mut second[1] };
            *of_y = y;
        }
        _ => {}
    }
    Mark { points, ..mark.clone() }
}

/// The mark in another ink.
#[must_use]
pub fn inked(mark: &Mark, ink: Ink) -> Mark {
    Mark { ink, ..mark.clone() }
}

/// The mark with another text or number.
#[must_use]
pub fn worded(mark: &Mark, text: &str) -> Mark {
    Mark { text: text.into(), ..mark.clone() }
}

/// Thins a freehand line: leaves out every point that lies within `tolerance` pixels of the line through the
/// others, then doubles the tolerance until at most [`MAX_MARK_POINTS`] are left (Ramer 1972; Douglas and Peucker
/// 1973). `sides` are the picture's in pixels.
pub fn thinned(points: &[Spot], sides: [u32; 2], tolerance: f32) -> Vec<Spot> {
    let pixels: Vec<[f32; 2]> = points
        .iter()
        .map(|&[x, y]| [f32::from(x) * sides[0] as f32, f32::from(y) * sides[1] as f32].map(|v| v / f32::from(WHOLE)))
        .collect();
    let mut tolerance = tolerance.max(0.01);
    loop {
        let kept = keep(&pixels, tolerance);
        if kept.len() <= MAX_MARK_POINTS {
            return kept.into_iter().map(|index| points[index]).collect();
        }
        tolerance *= 2.0;
    }
}

/// Which points stay. With a list of ends instead of recursion: a scribble of any length fits on the stack.
fn keep(points: &[[f32; 2]], tolerance: f32) -> Vec<usize> {
    let Some(last) = points.len().checked_sub(1) else { return Vec::new() };
    let mut stays = vec![false; points.len()];
    (stays[0], stays[last]) = (true, true);
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        let inner = (from + 1..to).map(|index| (index, distance(points[index], points[from], points[to])));
        let Some((furthest, off)) = inner.max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        if off > tolerance {
            stays[furthest] = true;
            spans.extend([(from, furthest), (furthest, to)]);
        }
    }
    (0..points.len()).filter(|&index| stays[index]).collect()
}

/// How far a point lies from the line between two others, in the unit of all three.
pub fn distance([x, y]: [f32; 2], from: [f32; 2], to: [f32; 2]) -> f32 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = along[0].powi(2) + along[1].powi(2);
    let share = if length > 0.0 {
        (((x - from[0]) * along[0] + (y - from[1]) * along[1]) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - from[0] - share * along[0]).hypot(y - from[1] - share * along[1])
}

#[cfg(test)]
mod tests;
