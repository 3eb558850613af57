//! What the fingers are about: the tool, what is selected, what is being drawn. Without a window, so that every
//! case can be tried.

use super::view::View;
use crate::dossier::marks::{self, Placed, Spot};
use crate::id::{ContentHash, RowId};
use crate::limits::MAX_MARK_POINTS;
use crate::path::FieldPath;
use crate::photo::marks::{Point, Stroke, hit};
use crate::value::{Ink, Mark, MarkKind};

/// Points of one stroke while it is drawn; a finger leaves sixty a second.
const MAX_TRAIL: usize = 20 * MAX_MARK_POINTS;
/// How far a thinned line may lie from the drawn one, in pixels of the photo.
const THINNING: f32 = 1.2;
/// A shape smaller than this, in pixels of the photo, was a tap.
const LEAST: f32 = 14.0;

/// What a finger does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tool {
    /// Selects, moves the photo or the selected mark.
    #[default]
    Hand,
    Draw(MarkKind),
    Blur,
}

impl Tool {
    pub const ALL: [Self; 8] = [
        Self::Hand,
        Self::Draw(MarkKind::Arrow),
        Self::Draw(MarkKind::Box),
        Self::Draw(MarkKind::Ellipse),
        Self::Draw(MarkKind::Freehand),
        Self::Draw(MarkKind::Dimension),
        Self::Draw(MarkKind::Text),
        Self::Blur,
    ];
}

/// Width of the blur brush.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Brush {
    Narrow,
    #[default]
    Middle,
    Wide,
}

impl Brush {
    pub const ALL: [Self; 3] = [Self::Narrow, Self::Middle, Self::Wide];

    /// Half its width in ten-thousandths of the longest edge: a name on a label, a face across the room, a face.
    pub const fn radius(self) -> u16 {
        match self {
            Self::Narrow => 220,
            Self::Middle => 420,
            Self::Wide => 750,
        }
    }
}

/// What a finger that is down is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    #[default]
    None,
    /// Moving the photo.
    Pan,
    /// Drawing a mark or a blur stroke: where the finger has been.
    Trail(Vec<Spot>),
    Move {
        row: RowId,
        from: Spot,
        to: Spot,
    },
    Pull {
        row: RowId,
        handle: usize,
        to: Spot,
    },
}

/// What is asked in front of the photo.
#[derive(Clone, Debug, PartialEq)]
pub enum Sheet {
    /// The words or the number of a mark; `row` when it is there already.
    Words {
        row: Option<RowId>,
        mark: Mark,
        text: String,
    },
    Caption {
        text: String,
    },
    /// Really make it unrecognisable?
    Blur,
    /// Which photo to compare with?
    Partner,
}

/// What a finger has led to.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Nothing,
    Add(Mark),
    Set(RowId, Mark),
    /// A mark that is still to be worded.
    Ask(Mark),
}

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    /// The path of the photo's row that all of this is about.
    photo: Option<FieldPath>,
    /// Its file; another one after it was blurred.
    hash: Option<ContentHash>,
    pub view: View,
    pub tool: Tool,
    pub ink: Ink,
    pub brush: Brush,
    pub selected: Option<RowId>,
    pub gesture: Gesture,
    /// Blur strokes that are drawn and not burnt.
    pub strokes: Vec<Stroke>,
    pub sheet: Option<Sheet>,
    /// Two fingers have been down and not all are off yet.
    pub pinched: bool,
}

impl State {
    /// Nothing can be changed (any more).
    pub fn look_only(&mut self) {
        self.tool = Tool::Hand;
        self.selected = None;
        self.strokes.clear();
        if self.gesture != Gesture::Pan {
            self.gesture = Gesture::None;
        }
        if self.sheet != Some(Sheet::Partner) {
            self.sheet = None;
        }
    }

    /// Begins anew when another photo is shown; ink and brush stay as they were.
    pub fn turn_to(&mut self, photo: &FieldPath, hash: Option<ContentHash>) {
        if self.photo.as_ref() != Some(photo) {
            *self = Self { photo: Some(photo.clone()), ink: self.ink, brush: self.brush, ..Self::default() };
        }
        // Strokes are burnt when there is another file; if that fails they are still there.
        if std::mem::replace(&mut self.hash, hash) != hash {
            self.strokes.clear();
        }
    }

    /// Takes another tool; what was half done with the last one is left.
    pub fn take(&mut self, tool: Tool) {
        self.tool = tool;
        self.gesture = Gesture::None;
        if tool != Tool::Hand {
            self.selected = None;
        }
    }

    /// A finger goes down at `spot` (`pixel` in the photo's pixels); `near` is its tolerance in pixels.
    pub fn press(&mut self, marks: &[Placed], sides: [u32; 2], spot: Spot, pixel: Point, near: f32) {
        let on_selected = marks.iter().find(|placed| {
            Some(placed.row) == self.selected
                && hit::mark_at(&[(0, &*placed.mark)].into_iter(), sides, pixel, near).is_some()
        });
        self.gesture = match (self.tool, on_selected) {
            (Tool::Hand, Some(placed)) => Gesture::Move { row: placed.row, from: spot, to: spot },
            (Tool::Hand, None) => Gesture::Pan,
            (Tool::Draw(MarkKind::Text), _) => Gesture::None,
            (Tool::Draw(_) | Tool::Blur, _) => Gesture::Trail(vec![spot]),
        };
    }

    /// The finger moves on.
    pub fn drag(&mut self, spot: Spot) {
        match &mut self.gesture {
            Gesture::None | Gesture::Pan => {}
            Gesture::Trail(trail) => {
                if trail.last() != Some(&spot) && trail.len() < MAX_TRAIL {
                    trail.push(spot);
                }
            }
            Gesture::Move { to, .. } | Gesture::Pull { to, .. } => *to = spot,
        }
    }

    /// The mark that is being drawn, moved or pulled, as it would be if the finger went off now, with its row.
    pub fn draft(&self, marks: &[Placed], sides: [u32; 2]) -> Option<(Option<RowId>, Mark)> {
        let old = |row: RowId| marks.iter().find(|placed| placed.row == row);
        match &self.gesture {
            Gesture::Trail(trail) => {
                let Tool::Draw(kind) = self.tool else { return None };
                Some((None, drawn(kind, self.ink, trail, sides)?))
            }
            Gesture::Move { row, from, to } => {
                let by = [0, 1].map(|axis| i32::from(to[axis]) - i32::from(from[axis]));
                Some((Some(*row), marks::moved(&old(*row)?.mark, by)))
            }
            Gesture::Pull { row, handle, to } => Some((Some(*row), marks::pulled(&old(*row)?.mark, *handle, *to))),
            Gesture::None | Gesture::Pan => None,
        }
    }

    /// The finger goes off after a drag.
    pub fn release(&mut self, marks: &[Placed], sides: [u32; 2]) -> Outcome {
        let draft = self.draft(marks, sides);
        let gesture = std::mem::take(&mut self.gesture);
        if let (Tool::Blur, Gesture::Trail(points)) = (self.tool, gesture) {
            let points = marks::thinned(&points, sides, THINNING);
            self.strokes.push(Stroke { points, radius: self.brush.radius() });
            return Outcome::Nothing;
        }
        match draft {
            Some((None, mark)) if mark.kind == MarkKind::Dimension => Outcome::Ask(mark),
            Some((None, mark)) => Outcome::Add(mark),
            Some((Some(row), mark)) => Outcome::Set(row, mark),
            None => Outcome::Nothing,
        }
    }

    /// A tap: selects what is under the finger, begins a text, dabs with the brush.
    pub fn tap(&mut self, marks: &[Placed], sides: [u32; 2], spot: Spot, pixel: Point, near: f32) -> Outcome {
        self.gesture = Gesture::None;
        if self.tool == Tool::Blur {
            self.strokes.push(Stroke { points: vec![spot], radius: self.brush.radius() });
            return Outcome::Nothing;
        }
        let found = hit::mark_at(&marks.iter().map(|placed| &*placed.mark).enumerate(), sides, pixel, near);
        self.selected = found.map(|index| marks[index].row);
        match (self.tool, found) {
            (Tool::Draw(MarkKind::Text), None) => {
                let text = "".into();
                Outcome::Ask(Mark { kind: MarkKind::Text, ink: self.ink, points: vec![spot], text })
            }
            _ => Outcome::Nothing,
        }
    }
}

/// The mark along a trail; `None` while it is too small to be meant.
fn drawn(kind: MarkKind, ink: Ink, trail: &[Spot], sides: [u32; 2]) -> Option<Mark> {
    let (&from, &to) = (trail.first()?, trail.last()?);
    let points = match kind {
        MarkKind::Freehand => marks::thinned(trail, sides, THINNING),
        MarkKind::Text => return None,
        _ => vec![from, to],
    };
    let pixels = |axis: usize| {
        let parts = points.iter().map(|point| f32::from(point[axis]) * sides[axis] as f32 / f32::from(marks::WHOLE));
        parts.clone().fold(0.0, f32::max) - parts.fold(f32::INFINITY, f32::min)
    };
    (pixels(0).hypot(pixels(1)) >= LEAST).then(|| Mark { kind, ink, points, text: "".into() })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const SIDES: [u32; 2] = [1_000, 1_000];

    fn pixel(spot: Spot) -> Point {
        spot.map(|part| f32::from(part) / 10.0)
    }

    fn placed(number: u64, kind: MarkKind, points: &[Spot]) -> Placed {
        let mark = Mark { kind, ink: Ink::Red, points: points.to_vec(), text: "".into() };
        Placed { row: RowId::from_bits(number), mark: Arc::new(mark), versions: Vec::new() }
    }

    fn draw(state: &mut State, marks: &[Placed], trail: &[Spot]) -> Outcome {
        state.press(marks, SIDES, trail[0], pixel(trail[0]), 24.0);
        trail.iter().for_each(|&spot| state.drag(spot));
        state.release(marks, SIDES)
    }

    #[test]
    fn every_drawing_tool_makes_its_mark_and_a_slip_makes_none() {
        for kind in [MarkKind::Arrow, MarkKind::Box, MarkKind::Ellipse, MarkKind::Freehand] {
            let mut state = State { tool: Tool::Draw(kind), ink: Ink::Blue, ..State::default() };
            let trail = [[1_000, 1_000], [2_000, 3_000], [4_000, 2_000]];
            let Outcome::Add(mark) = draw(&mut state, &[], &trail) else { panic!("{kind:?}") };
            let ends = if kind == MarkKind::Freehand { trail.to_vec() } else { vec![trail[0], trail[2]] };
            assert_eq!((mark.kind, mark.ink, mark.points), (kind, Ink::Blue, ends));
            assert_eq!(draw(&mut state, &[], &[[1_000, 1_000], [1_050, 1_000]]), Outcome::Nothing);
        }
        let mut state = State { tool: Tool::Draw(MarkKind::Dimension), ..State::default() };
        assert!(matches!(draw(&mut state, &[], &[[0, 0], [5_000, 0]]), Outcome::Ask(_)), "its number is asked");
    }

    #[test]
    fn the_hand_selects_by_tap_and_moves_only_what_is_selected() {
        let marks = [placed(1, MarkKind::Arrow, &[[1_000, 5_000], [5_000, 5_000]])];
        let mut state = State::default();
        assert_eq!(
            draw(&mut state, &marks, &[[3_000, 5_000], [3_000, 6_000]]),
            Outcome::Nothing,
            "that moved the photo"
        );
        state.tap(&marks, SIDES, [3_000, 5_050], pixel([3_000, 5_050]), 24.0);
        assert_eq!(state.selected, Some(marks[0].row));
        let Outcome::Set(row, mark) = draw(&mut state, &marks, &[[3_000, 5_000], [3_500, 5_900]]) else {
            panic!("it moves")
        };
        assert_eq!((row, mark.points), (marks[0].row, vec![[1_500, 5_900], [5_500, 5_900]]));
        state.gesture = Gesture::Pull { row, handle: 1, to: [5_000, 5_000] };
        state.drag([9_000, 9_000]);
        let Outcome::Set(_, mark) = state.release(&marks, SIDES) else { panic!("it is pulled") };
        assert_eq!(mark.points, [[1_000, 5_000], [9_000, 9_000]]);
        state.tap(&marks, SIDES, [9_000, 1_000], pixel([9_000, 1_000]), 24.0);
        assert_eq!(state.selected, None);
    }

    #[test]
    fn a_text_begins_with_a_tap_beside_other_marks() {
        let marks = [placed(1, MarkKind::Arrow, &[[1_000, 5_000], [5_000, 5_000]])];
        let mut state = State { tool: Tool::Draw(MarkKind::Text), ..State::default() };
        assert_eq!(state.tap(&marks, SIDES, [3_000, 5_000], pixel([3_000, 5_000]), 24.0), Outcome::Nothing);
        assert_eq!(state.selected, Some(marks[0].row));
        let Outcome::Ask(mark) = state.tap(&marks, SIDES, [7_000, 900], pixel([7_000, 900]), 24.0) else {
            panic!("its words are asked")
        };
        assert_eq!((mark.kind, mark.points), (MarkKind::Text, vec![[7_000, 900]]));
    }

    #[test]
    fn blur_strokes_wait_until_they_are_burnt_and_go_with_the_photo() {
        let mut state = State { tool: Tool::Blur, brush: Brush::Wide, ..State::default() };
        assert_eq!(draw(&mut state, &[], &[[0, 0], [5_000, 0]]), Outcome::Nothing);
        state.tap(&[], SIDES, [7_000, 900], [700.0, 90.0], 24.0);
        assert_eq!((state.strokes.len(), state.strokes[1].radius), (2, 750));
        state.turn_to(&"qE2/0000000001".parse().unwrap(), None);
        assert!(state.strokes.is_empty() && state.tool == Tool::Hand && state.brush == Brush::Wide);
    }
}
