//! Paints marks over a photo in the window, by the same shapes that exports are painted by
//! ([`crate::photo::marks`]).

use egui::emath::TSTransform;
use egui::epaint::TextShape;
use egui::{Color32, FontId, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use crate::photo::marks::{self, Line, Point, Words};
use crate::ui::theme;
use crate::value::Mark;

/// Corners sharper than this (cosine of the turn) get a round joint; a line through gentler ones looks the same.
const GENTLE: f32 = 0.9;
/// Points of the outline around a letter.
const AROUND: usize = 12;

/// A photo on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Where the whole photo lies, also the part outside the window.
    pub place: Rect,
    /// Its sides in pixels.
    pub sides: [u32; 2],
}

impl Shown {
    /// Points of the screen per pixel of the photo.
    pub fn scale(&self) -> f32 {
        self.place.width() / self.sides[0].max(1) as f32
    }

    /// From the photo's pixels to the screen.
    pub fn at(&self, [x, y]: Point) -> Pos2 {
        self.place.min + vec2(x, y) * self.scale()
    }

    /// From the screen to the photo's pixels.
    pub fn pixel(&self, at: Pos2) -> Point {
        let at = (at - self.place.min) / self.scale();
        [at.x, at.y]
    }

    /// Paints a mark.
    pub fn paint(&self, painter: &Painter, mark: &Mark) {
        for shape in marks::shapes(mark, self.sides) {
            match shape {
                marks::Shape::Line(line) => self.line(painter, &line),
                marks::Shape::Area { points, rgb } => {
                    let points = points.into_iter().map(|point| self.at(point)).collect();
                    painter.add(Shape::convex_polygon(points, theme::paint(rgb), Stroke::NONE));
                }
                marks::Shape::Words(words) => self.words(painter, &words),
            }
        }
    }

    /// egui has neither round ends nor round joints: a disc at each does the same.
    fn line(&self, painter: &Painter, line: &Line) {
        let mut points: Vec<Pos2> = line.points.iter().map(|&point| self.at(point)).collect();
        points.dedup_by(|a, b| a.distance_sq(*b) < 1e-4);
        let (width, colour) = (line.width * self.scale(), theme::paint(line.rgb));
        if line.closed
            && let Some(&first) = points.first()
        {
            points.push(first);
        }
        let mut begun = 0;
        for index in 0..points.len() {
            let is_joint =
                index > 0 && index + 1 < points.len() && is_sharp(points[index - 1], points[index], points[index + 1]);
            let is_end = index == 0 || index + 1 == points.len();
            if is_joint || is_end {
                painter.circle_filled(points[index], width / 2.0, colour);
            }
            if (is_joint || is_end) && index > begun {
                painter.add(Shape::line(points[begun..=index].to_vec(), Stroke::new(width, colour)));
                begun = index;
            }
        }
    }

    fn words(&self, painter: &Painter, words: &Words) {
        let size = words.size * self.scale();
        // Letters of a few sizes only, scaled to fit: pinching must not fill the atlas with letters of every size.
        let step = 2.0_f32.powf(size.max(1.0).log2().ceil()).clamp(16.0, 64.0);
        let scaling = size / step;
        let baseline = self.at(words.at);
        let galley = |colour: Color32| painter.layout_no_wrap(words.text.clone(), FontId::proportional(step), colour);
        let lay = |galley: std::sync::Arc<egui::Galley>, aside: Vec2, colour: Color32| {
            let row = galley.rows.first();
            let ascent = row.map_or(0.0, |row| row.pos.y + row.row.glyphs.first().map_or(0.0, |glyph| glyph.pos.y));
            let mut shape = Shape::Text(TextShape::new(pos2(0.0, -ascent), galley, colour));
            shape.transform(TSTransform::new(baseline.to_vec2() + aside, scaling));
            painter.add(shape);
        };
        let (outline, colour) = (theme::paint(words.outline_rgb), theme::paint(words.rgb));
        let around = galley(outline);
        for step in 0..AROUND {
            let angle = std::f32::consts::TAU * step as f32 / AROUND as f32;
            lay(std::sync::Arc::clone(&around), Vec2::angled(angle) * words.outline * self.scale(), outline);
        }
        lay(galley(colour), Vec2::ZERO, colour);
    }
}

fn is_sharp(before: Pos2, at: Pos2, after: Pos2) -> bool {
    (at - before).normalized().dot((after - at).normalized()) < GENTLE
}
