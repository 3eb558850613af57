//! Where to measure 量在哪里: simple line drawings that the window paints at any size and in any theme.
//!
//! A drawing is data: lines, curves and dimensions in a box of at most 1000 × 1000, painted in stroke roles and
//! never in colours. The object stands in ink, its surroundings are muted, what is measured is a dimension in the
//! accent colour. The painter keeps line widths constant, so a drawing stays sharp at every size.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::form::load::{explain, ron_options};
use crate::l10n::Texts;
use crate::limits::{MAX_DRAWING_BYTES, MAX_DRAWING_MARKS, MAX_DRAWING_POINTS};
use crate::problem::Problem;

/// Longest edge of a drawing's box.
pub const MAX_EDGE: f32 = 1000.0;
/// A place in the box: x to the right, y downwards.
pub type Spot = (f32, f32);

/// One drawing.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    pub width: f32,
    pub height: f32,
    /// What is measured, in words: the drawing's name for a screen reader.
    pub title: Texts,
    /// Painted in this order.
    pub marks: Vec<Mark>,
}

/// One thing that is painted. Corners and centres are [`Spot`]s; lengths are in the units of the box.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Mark {
    Line {
        from: Spot,
        to: Spot,
        #[serde(default)]
        stroke: Stroke,
        #[serde(default)]
        dashed: bool,
    },
    Polyline {
        points: Vec<Spot>,
        #[serde(default)]
        closed: bool,
        #[serde(default)]
        stroke: Stroke,
    },
    Rect {
        min: Spot,
        max: Spot,
        #[serde(default)]
        stroke: Stroke,
    },
    Circle {
        centre: Spot,
        radius: f32,
        #[serde(default)]
        stroke: Stroke,
        #[serde(default)]
        filled: bool,
    },
    /// Part of a circle, from one angle to a greater one: degrees, 0 to the right, growing clockwise as seen.
    Arc {
        centre: Spot,
        radius: f32,
        from: f32,
        to: f32,
        #[serde(default)]
        stroke: Stroke,
    },
    /// What is measured: a line with an arrowhead at both ends (smaller where the line is short), in the accent colour,
    /// and its name beside it on a strip of ground.
    Dimension {
        from: Spot,
        to: Spot,
        label: Texts,
        /// The anchor of the label.
        at: Spot,
        #[serde(default)]
        align: Align,
    },
    Label {
        at: Spot,
        text: Texts,
        /// Height of the letters in units of the box.
        #[serde(default = "label_size")]
        size: f32,
        #[serde(default)]
        align: Align,
        #[serde(default)]
        stroke: Stroke,
    },
    /// Ground or a wall that was cut: lines that rise to the right, clipped to a rectangle, always muted. They stand
    /// where x + y is a multiple of the painter's distance, so that neighbouring rectangles join.
    Hatch { min: Spot, max: Spot },
}

/// Height of the letters of a dimension, and of a label that does not say otherwise: 15 px where the drawing is
/// 280 px wide.
pub const fn label_size() -> f32 {
    54.0
}

/// What a stroke means; the theme gives it colour and width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub enum Stroke {
    /// The object: strong.
    #[default]
    Ink,
    /// Its surroundings: thin.
    Muted,
    /// What is measured.
    Accent,
    /// What is dangerous.
    Danger,
}

/// Which point of a text lies on its anchor; vertically always the middle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
pub enum Align {
    /// The anchor is the left end.
    Left,
    #[default]
    Centre,
    /// The anchor is the right end.
    Right,
}

impl Drawing {
    /// Reads a drawing and holds it against the limits.
    ///
    /// # Errors
    /// What is wrong with the text, with line and column; `drawing-too-large` or `drawing-outside`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > MAX_DRAWING_BYTES {
            return Err(Problem::error("drawing-too-large").with("count", text.len()).with("most", MAX_DRAWING_BYTES));
        }
        let drawing: Self = ron_options().from_str(text).map_err(explain)?;
        drawing.check()?;
        Ok(drawing)
    }

    fn check(&self) -> Result<(), Problem> {
        let most_points = self.marks.iter().map(Mark::points).max().unwrap_or(0);
        for (count, most) in [(self.marks.len(), MAX_DRAWING_MARKS), (most_points, MAX_DRAWING_POINTS)] {
            if count > most {
                return Err(Problem::error("drawing-too-large").with("count", count).with("most", most));
            }
        }
        let edges = [self.width, self.height];
        if !edges.iter().all(|edge| (1.0..=MAX_EDGE).contains(edge)) {
            return Err(Problem::error("drawing-outside").with("mark", 0));
        }
        let inside = |x: f32, y: f32| (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y);
        match self.marks.iter().position(|mark| !mark.stays(inside)) {
            Some(index) => Err(Problem::error("drawing-outside").with("mark", index + 1)),
            None => Ok(()),
        }
    }
}

impl Mark {
    fn points(&self) -> usize {
        if let Self::Polyline { points, .. } = self { points.len() } else { 0 }
    }

    /// Whether every point is finite and `inside`, and every angle in one turn and in order.
    fn stays(&self, inside: impl Fn(f32, f32) -> bool) -> bool {
        let at = |spot: &Spot| inside(spot.0, spot.1);
        let around = |(x, y): Spot, radius: f32| {
            radius > 0.0 && inside(x - radius, y - radius) && inside(x + radius, y + radius)
        };
        match self {
            Self::Line { from, to, .. } => at(from) && at(to),
            Self::Polyline { points, .. } => points.len() >= 2 && points.iter().all(at),
            Self::Rect { min, max, .. } | Self::Hatch { min, max } => {
                at(min) && at(max) && min.0 <= max.0 && min.1 <= max.1
            }
            Self::Circle { centre, radius, .. } => around(*centre, *radius),
            Self::Arc { centre, radius, from, to, .. } => {
                let turns = from.is_finite() && to.is_finite() && from < to && to - from <= 360.0;
                turns && at(centre) && *radius > 0.0 && radius.is_finite()
            }
            Self::Dimension { from, to, at: anchor, .. } => at(from) && at(to) && at(anchor),
            Self::Label { at: anchor, size, .. } => at(anchor) && (1.0..=MAX_EDGE).contains(size),
        }
    }
}

macro_rules! drawings {
    ($($name:literal),* $(,)?) => {
        /// Name and text of every built-in drawing.
        pub const BUILT_IN: &[(&str, &str)] = &[$((
            $name,
            include_str!(concat!("../../assets/drawings/", $name, ".ron")),
        )),*];
    };
}
drawings!(
    "basin_knee",
    "bed_height",
    "body",
    "chair_height",
    "counter_knee",
    "door_clear_width",
    "grab_bar",
    "handle_height",
    "handrail_height",
    "kang_height",
    "landing",
    "plot",
    "privy_plan",
    "ramp_rise_run",
    "reach_range",
    "shower_rim",
    "step_rise_tread",
    "switch_socket",
    "threshold",
    "toilet_seat_height",
    "toilet_side",
    "turning_circle",
    "wardrobe_rod",
    "wheelchair_length_seat",
    "wheelchair_width",
    "yard_path",
    "yurt_door",
);

/// Drawings by name.
#[derive(Clone, Debug, Default)]
pub struct Drawings(BTreeMap<&'static str, Drawing>);

static DRAWINGS: LazyLock<Drawings> = LazyLock::new(|| {
    // One that cannot be read is missing; the test below names it.
    Drawings(BUILT_IN.iter().filter_map(|(name, text)| Some((*name, Drawing::parse(text).ok()?))).collect())
});

impl Drawings {
    pub fn built_in() -> &'static Self {
        &DRAWINGS
    }

    pub fn get(&self, name: &str) -> Option<&Drawing> {
        self.0.get(name)
    }

    /// In the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Drawing)> {
        self.0.iter().map(|(name, drawing)| (*name, drawing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(marks: &str) -> Result<Drawing, Problem> {
        Drawing::parse(&format!(r#"(width: 1000, height: 700, title: {{"zh": "门"}}, marks: [{marks}])"#))
    }

    #[test]
    fn every_built_in_drawing_reads_and_speaks_both_languages() {
        for (name, text) in BUILT_IN {
            let drawing = Drawing::parse(text).unwrap_or_else(|problem| panic!("{name}: {problem}"));
            let names = drawing.marks.iter().filter_map(|mark| match mark {
                Mark::Dimension { label, .. } => Some(label),
                Mark::Label { text, .. } => Some(text),
                _ => None,
            });
            for texts in std::iter::once(&drawing.title).chain(names) {
                for tag in ["zh", "en"] {
                    assert!(texts.in_tag(tag).is_some_and(|text| !text.is_empty()), "{name}: {texts:?} lacks {tag}");
                }
            }
        }
        assert_eq!(Drawings::built_in().iter().count(), BUILT_IN.len());
    }

    #[test]
    fn a_drawing_to_measure_by_has_a_dimension() {
        let to_point_on = ["body", "plot"];
        for (name, drawing) in Drawings::built_in().iter() {
            let measures = drawing.marks.iter().any(|mark| matches!(mark, Mark::Dimension { .. }));
            assert_eq!(measures, !to_point_on.contains(&name), "{name}");
        }
    }

    #[test]
    fn what_leaves_the_box_is_refused_by_number() {
        assert!(drawing("Line(from: (0, 0), to: (1000, 700), stroke: Muted)").is_ok());
        for outside in [
            "Line(from: (0, 0), to: (1001, 0))",
            "Circle(centre: (10, 300), radius: 20)",
            "Rect(min: (20, 20), max: (10, 30))",
            "Arc(centre: (100, 100), radius: 10, from: 90, to: 0)",
            "Polyline(points: [(1, 1)])",
            "Line(from: (NaN, 0), to: (1, 1))",
        ] {
            let problem = drawing(&format!("Hatch(min: (0, 0), max: (9, 9)), {outside}")).unwrap_err();
            assert_eq!(problem.key, "drawing-outside", "{outside}");
            assert_eq!(problem.args, [("mark", "2".to_owned())], "{outside}");
        }
    }

    #[test]
    fn a_crowd_of_marks_is_refused() {
        let marks = "Line(from: (0, 0), to: (1, 1)),".repeat(MAX_DRAWING_MARKS + 1);
        assert_eq!(drawing(&marks).unwrap_err().key, "drawing-too-large");
        let points = "(1, 1),".repeat(MAX_DRAWING_POINTS + 1);
        assert_eq!(drawing(&format!("Polyline(points: [{points}])")).unwrap_err().key, "drawing-too-large");
    }

    #[test]
    fn a_misspelt_field_is_named_with_its_place() {
        let problem = drawing("\n  Line(from: (0, 0), too: (1, 1))").unwrap_err();
        assert_eq!(problem.key, "form-field-unknown");
        assert_eq!(problem.place.line_column.map(|place| place.0), Some(2));
        assert_eq!(problem.args[0], ("found", "too".to_owned()));
    }
}
