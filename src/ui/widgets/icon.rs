//! Icons as vector shapes: sharp at every size, in any colour, without a font that may lack them.
//!
//! The shapes stand in `assets/icons/icons.ron`.

use std::collections::HashMap;
use std::sync::LazyLock;

use egui::emath::RectTransform;
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

/// Side of the grid the icons are drawn on.
const GRID: f32 = 24.0;
/// Width of a stroke on that grid.
const STROKE: f32 = 2.0;

macro_rules! icons {
    ($($name:ident = $key:literal),* $(,)?) => {
        /// An icon by what it shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon { $($name),* }

        impl Icon {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

icons! {
    Arrow = "arrow", Back = "back", Blur = "blur", Compare = "compare", Dimension = "dimension", Ellipse = "ellipse",
    Letters = "letters", Calendar = "calendar", Camera = "camera", Check = "check", ChevronDown = "chevron-down",
    ChevronLeft = "chevron-left", ChevronRight = "chevron-right", ChevronUp = "chevron-up", Circle = "circle",
    Clear = "clear", Cross = "cross", DeleteLeft = "delete-left", Disc = "disc", Duplicate = "duplicate", Equals = "equals", Eye = "eye",
    Folder = "folder", Fork = "fork", Half = "half", Hand = "hand", Home = "home", Info = "info", Keypad = "keypad",
    List = "list", Lock = "lock", Menu = "menu", Minus = "minus", Note = "note", Pencil = "pencil", Person = "person",
    Picture = "picture", Plus = "plus", Question = "question", Redo = "redo", Ruler = "ruler", Search = "search", Settings = "settings",
    Signature = "signature", Skip = "skip", Square = "square", SquareCheck = "square-check",
    Target = "target", Trash = "trash", Undo = "undo", Warning = "warning",
}

type Point = (f32, f32);

#[derive(serde::Deserialize)]
enum Mark {
    Line(Vec<Point>),
    Loop(Vec<Point>),
    Fill(Vec<Point>),
    Ring(Point, f32),
    Dot(Point, f32),
    Arc(Point, f32, f32, f32),
}

static SHAPES: LazyLock<HashMap<String, Vec<Mark>>> = LazyLock::new(|| {
    ron::from_str(include_str!("../../../assets/icons/icons.ron"))
        .expect("assets/icons/icons.ron is part of the program")
});

impl Icon {
    /// Paints the icon into the middle of `rect`, as large as fits.
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let side = rect.width().min(rect.height());
        let square = Rect::from_center_size(rect.center(), vec2(side, side));
        let to = RectTransform::from_to(Rect::from_min_size(Pos2::ZERO, vec2(GRID, GRID)), square);
        let scale = side / GRID;
        let stroke = Stroke::new((STROKE * scale).max(1.2), colour);
        let place = |points: &[Point]| points.iter().map(|&(x, y)| to * pos2(x, y)).collect::<Vec<_>>();
        for mark in SHAPES.get(self.key()).into_iter().flatten() {
            painter.add(match mark {
                Mark::Line(points) => Shape::line(place(points), stroke),
                Mark::Loop(points) => Shape::closed_line(place(points), stroke),
                Mark::Fill(points) => Shape::convex_polygon(place(points), colour, Stroke::NONE),
                &Mark::Ring((x, y), radius) => Shape::circle_stroke(to * pos2(x, y), radius * scale, stroke),
                &Mark::Dot((x, y), radius) => Shape::circle_filled(to * pos2(x, y), radius * scale, colour),
                &Mark::Arc((x, y), radius, from, until) => {
                    Shape::line(arc(to * pos2(x, y), radius * scale, from, until), stroke)
                }
            });
        }
    }
}

/// Points along an arc, in degrees clockwise from the right, one every 12 degrees at least.
pub fn arc(centre: Pos2, radius: f32, from: f32, until: f32) -> Vec<Pos2> {
    let steps = ((until - from).abs() / 12.0).ceil().clamp(1.0, 60.0);
    (0..=steps as usize)
        .map(|step| {
            let angle = (from + (until - from) * step as f32 / steps).to_radians();
            centre + radius * vec2(angle.cos(), angle.sin())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn_inside_its_grid_and_none_is_left_over() {
        for icon in Icon::ALL {
            let marks = SHAPES.get(icon.key()).unwrap_or_else(|| panic!("{icon:?} is not drawn"));
            assert!(!marks.is_empty());
            for mark in marks {
                let points = match mark {
                    Mark::Line(points) | Mark::Loop(points) | Mark::Fill(points) => points.clone(),
                    &Mark::Ring((x, y), r) | &Mark::Dot((x, y), r) => vec![(x - r, y - r), (x + r, y + r)],
                    &Mark::Arc((x, y), r, from, until) => {
                        arc(pos2(x, y), r, from, until).into_iter().map(|p| (p.x, p.y)).collect()
                    }
                };
                let inside = |v: f32| (1.0..=23.0).contains(&v);
                assert!(points.iter().all(|&(x, y)| inside(x) && inside(y)), "{icon:?} {points:?}");
            }
        }
        assert_eq!(SHAPES.len(), Icon::ALL.len());
    }
}
