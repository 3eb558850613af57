//! From a mark to lines, areas and words in the pixels of a picture.

use super::font;
use super::ink::{Rgb, colours};
use crate::dossier::marks::{Spot, WHOLE};
use crate::value::{Mark, MarkKind};

/// A place in a picture, in pixels from its upper left corner.
pub type Point = [f32; 2];

/// Something to paint; later ones lie on top.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Line(Line),
    /// A convex area.
    Area {
        points: Vec<Point>,
        rgb: Rgb,
    },
    Words(Words),
}

/// A line with round ends and round corners. A single point is a dot.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub points: Vec<Point>,
    /// Goes back to its first point.
    pub closed: bool,
    /// In pixels.
    pub width: f32,
    pub rgb: Rgb,
}

/// One line of letters with an outline around each.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Where the baseline begins.
    pub at: Point,
    /// Letter size in pixels.
    pub size: f32,
    pub text: String,
    pub rgb: Rgb,
    pub outline_rgb: Rgb,
    /// How far the outline reaches beyond a letter, in pixels.
    pub outline: f32,
}

/// From the top of a line to its baseline, in letter sizes: Noto's ideographs stand that high.
const ASCENT: f32 = 0.88;
/// From one baseline to the next, in letter sizes.
const LEADING: f32 = 1.25;
/// Corners of the polygon that stands for an ellipse.
const ELLIPSE_CORNERS: usize = 72;
/// Least width of a line and least size of a letter, in pixels: for thumbnails.
const LEAST_WIDTH: f32 = 1.6;
const LEAST_LETTERS: f32 = 11.0;

/// Width of a mark's line in a picture of these sides, in pixels: the same share of every picture.
pub fn line_width(sides: [u32; 2]) -> f32 {
    (longest(sides) / 230.0).max(LEAST_WIDTH)
}

/// Size of a mark's letters in a picture of these sides, in pixels.
pub fn text_size(sides: [u32; 2]) -> f32 {
    (longest(sides) / 32.0).max(LEAST_LETTERS)
}

fn longest([width, height]: [u32; 2]) -> f32 {
    width.max(height) as f32
}

/// Everything that is to be painted for a mark in a picture of these sides (pixels), in order.
pub fn shapes(mark: &Mark, sides: [u32; 2]) -> Vec<Shape> {
    Drawing::new(mark, sides).shapes(mark)
}

/// Where a spot lies in a picture.
pub fn place([x, y]: Spot, sides: [u32; 2]) -> Point {
    let part = |part: u16, side: u32| f32::from(part) * side as f32 / f32::from(WHOLE);
    [part(x, sides[0]), part(y, sides[1])]
}

/// The box of the words of a text mark or a dimension: left, top, right, bottom in pixels. `None` without words.
pub fn words_box(mark: &Mark, sides: [u32; 2]) -> Option<[f32; 4]> {
    let drawing = Drawing::new(mark, sides);
    let block = drawing.block(mark)?;
    Some([block.left, block.top, block.left + block.width, block.top + block.height(drawing.letters)])
}

/// A block of lines of text.
struct Block {
    left: f32,
    top: f32,
    width: f32,
    lines: Vec<String>,
}

impl Block {
    fn height(&self, letters: f32) -> f32 {
        letters * LEADING * self.lines.len() as f32
    }
}

struct Drawing {
    sides: [u32; 2],
    points: Vec<Point>,
    width: f32,
    letters: f32,
    ink: Rgb,
    outline: Rgb,
}

impl Drawing {
    fn new(mark: &Mark, sides: [u32; 2]) -> Self {
        let (ink, outline) = colours(mark.ink);
        let points = mark.points.iter().map(|&spot| place(spot, sides)).collect();
        Self { sides, points, width: line_width(sides), letters: text_size(sides), ink, outline }
    }

    fn shapes(&self, mark: &Mark) -> Vec<Shape> {
        let mut lines: Vec<(Vec<Point>, bool)> = Vec::new();
        let mut head = None;
        match (mark.kind, &self.points[..]) {
            (MarkKind::Arrow, &[from, to]) => {
                let (shaft, triangle) = self.arrow(from, to);
                lines.push((shaft, false));
                head = Some(triangle);
            }
            (MarkKind::Box, &[from, to]) => {
                lines.push((vec![from, [to[0], from[1]], to, [from[0], to[1]]], true));
            }
            (MarkKind::Ellipse, &[from, to]) => lines.push((ellipse(from, to), true)),
            (MarkKind::Freehand, points) if !points.is_empty() => lines.push((points.to_vec(), false)),
            (MarkKind::Dimension, &[from, to]) => lines.extend(self.dimension(from, to)),
            _ => {}
        }
        let line = |(points, closed): (Vec<Point>, bool), width, rgb| Shape::Line(Line { points, closed, width, rgb });
        let outlined = self.width * 2.0;
        let mut shapes: Vec<Shape> = lines.iter().map(|drawn| line(drawn.clone(), outlined, self.outline)).collect();
        if let Some(head) = &head {
            shapes.push(line((head.clone(), true), self.width, self.outline));
        }
        shapes.extend(lines.into_iter().map(|drawn| line(drawn, self.width, self.ink)));
        shapes.extend(head.map(|points| Shape::Area { points, rgb: self.ink }));
        shapes.extend(self.words(mark));
        shapes
    }

    /// The shaft, which ends inside the head, and the head.
    fn arrow(&self, from: Point, to: Point) -> (Vec<Point>, Vec<Point>) {
        let (along, length) = direction(from, to);
        let head = (self.width * 5.5).min(length.max(self.width * 2.0));
        let base = [to[0] - along[0] * head, to[1] - along[1] * head];
        let side = [-along[1] * head * 0.42, along[0] * head * 0.42];
        let neck = [to[0] - along[0] * head * 0.8, to[1] - along[1] * head * 0.8];
        let shaft = if length > head { vec![from, neck] } else { vec![base, neck] };
        (shaft, vec![to, [base[0] + side[0], base[1] + side[1]], [base[0] - side[0], base[1] - side[1]]])
    }

    /// The line and a tick across each end.
    fn dimension(&self, from: Point, to: Point) -> [(Vec<Point>, bool); 3] {
        let (along, _) = direction(from, to);
        let half = self.width * 3.5;
        let tick = |at: Point| {
            let side = [-along[1] * half, along[0] * half];
            (vec![[at[0] + side[0], at[1] + side[1]], [at[0] - side[0], at[1] - side[1]]], false)
        };
        [(vec![from, to], false), tick(from), tick(to)]
    }

    fn words(&self, mark: &Mark) -> Vec<Shape> {
        let Some(block) = self.block(mark) else { return Vec::new() };
        let line = |(number, text): (usize, &String)| {
            let baseline = block.top + self.letters * (LEADING * number as f32 + (LEADING - 1.0) / 2.0 + ASCENT);
            Shape::Words(Words {
                at: [block.left, baseline],
                size: self.letters,
                text: text.clone(),
                rgb: self.ink,
                outline_rgb: self.outline,
                outline: self.letters * 0.09,
            })
        };
        block.lines.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(line).collect()
    }

    /// The words and where they stand: inside the picture, whatever the mark's place.
    fn block(&self, mark: &Mark) -> Option<Block> {
        let text = label(mark);
        let first = *self.points.first()?;
        if text.trim().is_empty() {
            return None;
        }
        let [width, height] = self.sides.map(|side| side as f32);
        let edge = self.letters * 0.25;
        let lines = font::lines(&text, ((width - 2.0 * edge) / self.letters).max(1.0));
        let longest = lines.iter().map(|line| font::length(line)).fold(0.0, f32::max) * self.letters;
        let mut block = Block { left: first[0], top: first[1], width: longest, lines };
        let high = block.height(self.letters);
        if let (MarkKind::Dimension, Some(&second)) = (mark.kind, self.points.get(1)) {
            (block.left, block.top) = self.beside(first, second, [longest, high]);
        }
        block.left = block.left.min(width - edge - longest).max(edge);
        block.top = block.top.min(height - high).max(0.0);
        Some(block)
    }

    /// Where a number of this size stands beside the middle of its line: above a flat one, to the right of a steep
    /// one, and clear of both.
    fn beside(&self, from: Point, to: Point, [wide, high]: [f32; 2]) -> (f32, f32) {
        let middle = [(from[0] + to[0]) / 2.0, (from[1] + to[1]) / 2.0];
        let (along, _) = direction(from, to);
        let across = if along[0].abs() >= along[1].abs() {
            [along[1] * along[0].signum(), -along[0].abs()]
        } else {
            [along[1].abs(), -along[0] * along[1].signum()]
        };
        // How far a box reaches towards the line, seen along `across`.
        let reach = (wide * across[0].abs() + high * across[1].abs()) / 2.0 + self.width * 1.5;
        (middle[0] + across[0] * reach - wide / 2.0, middle[1] + across[1] * reach - high / 2.0)
    }
}

/// What a mark says: on a dimension line a plain number is millimetres.
pub fn label(mark: &Mark) -> String {
    match mark.kind {
        MarkKind::Dimension if mark.text.parse::<f64>().is_ok() => format!("{} mm", mark.text),
        // egui has a width of its own for narrow blanks.
        MarkKind::Dimension => mark.text.replace(['\u{2009}', '\u{202f}'], " "),
        MarkKind::Text => mark.text.to_string(),
        _ => String::new(),
    }
}

/// The direction from one point to another, one pixel long, and their distance. Two equal points face right.
fn direction(from: Point, to: Point) -> (Point, f32) {
    let (x, y) = (to[0] - from[0], to[1] - from[1]);
    let length = x.hypot(y);
    if length < 0.01 { ([1.0, 0.0], 0.0) } else { ([x / length, y / length], length) }
}

fn ellipse(from: Point, to: Point) -> Vec<Point> {
    let centre = [(from[0] + to[0]) / 2.0, (from[1] + to[1]) / 2.0];
    let radii = [(to[0] - from[0]) / 2.0, (to[1] - from[1]) / 2.0];
    (0..ELLIPSE_CORNERS)
        .map(|corner| {
            let (sine, cosine) = (std::f32::consts::TAU * corner as f32 / ELLIPSE_CORNERS as f32).sin_cos();
            [centre[0] + radii[0] * cosine, centre[1] + radii[1] * sine]
        })
        .collect()
}
