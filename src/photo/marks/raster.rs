//! Paints marks into the pixels of a picture.

use image::RgbImage;
use tiny_skia::{
    FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, PremultipliedColorU8, Rect, Stroke, Transform,
};

use super::font;
use super::geometry::{Line, Point, Shape, Words, shapes};
use super::ink::Rgb;
use crate::value::Mark;

/// Draws a mark into a picture, with smooth edges. One that lies nowhere draws nothing.
pub fn paint(image: &mut RgbImage, mark: &Mark) {
    let shapes = shapes(mark, [image.width(), image.height()]);
    let Some(frame) = Frame::around(&shapes, image) else { return };
    let Some(mut canvas) = frame.lift(image) else { return };
    let to = Transform::from_translate(-(frame.left as f32), -(frame.top as f32));
    for shape in &shapes {
        match shape {
            Shape::Line(drawn) => line(&mut canvas, drawn, to),
            Shape::Area { points, rgb } => {
                if let Some(path) = polygon(points, true) {
                    canvas.fill_path(&path, &ink(*rgb), FillRule::Winding, to, None);
                }
            }
            Shape::Words(drawn) => words(&mut canvas, drawn, to),
        }
    }
    frame.lay_down(&canvas, image);
}

fn ink([red, green, blue]: Rgb) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, 0xff);
    paint
}

fn pen(width: f32) -> Stroke {
    Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() }
}

fn line(canvas: &mut Pixmap, drawn: &Line, to: Transform) {
    if let [[x, y]] = drawn.points[..] {
        if let Some(dot) = PathBuilder::from_circle(x, y, drawn.width / 2.0) {
            canvas.fill_path(&dot, &ink(drawn.rgb), FillRule::Winding, to, None);
        }
    } else if let Some(path) = polygon(&drawn.points, drawn.closed) {
        canvas.stroke_path(&path, &ink(drawn.rgb), &pen(drawn.width), to, None);
    }
}

fn words(canvas: &mut Pixmap, drawn: &Words, to: Transform) {
    let Some(path) = font::outline(&drawn.text, drawn.at, drawn.size) else { return };
    canvas.stroke_path(&path, &ink(drawn.outline_rgb), &pen(2.0 * drawn.outline), to, None);
    canvas.fill_path(&path, &ink(drawn.rgb), FillRule::Winding, to, None);
}

fn polygon(points: &[Point], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first[0], first[1]);
    rest.iter().for_each(|point| path.line_to(point[0], point[1]));
    if closed {
        path.close();
    }
    path.finish()
}

/// The part of a picture that a mark touches, in pixels: an arrow costs no copy of the whole picture.
struct Frame {
    left: u32,
    top: u32,
    width: u32,
    height: u32,
}

impl Frame {
    fn around(shapes: &[Shape], image: &RgbImage) -> Option<Self> {
        let boxes = shapes.iter().filter_map(|shape| match shape {
            Shape::Line(line) => Some((bounds(&line.points)?, line.width)),
            Shape::Area { points, .. } => Some((bounds(points)?, 1.0)),
            Shape::Words(words) => {
                let path = font::outline(&words.text, words.at, words.size)?;
                Some((path.bounds(), 2.0 * words.outline))
            }
        });
        let edges = boxes
            .map(|(rect, margin)| {
                [rect.left() - margin, rect.top() - margin, rect.right() + margin, rect.bottom() + margin]
            })
            .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])])?;
        let inside = |edge: f32, side: u32| edge.clamp(0.0, side as f32) as u32;
        let (left, top) = (inside(edges[0].floor(), image.width()), inside(edges[1].floor(), image.height()));
        let (right, bottom) = (inside(edges[2].ceil(), image.width()), inside(edges[3].ceil(), image.height()));
        (right > left && bottom > top).then(|| Self { left, top, width: right - left, height: bottom - top })
    }

    fn lift(&self, image: &RgbImage) -> Option<Pixmap> {
        let mut canvas = Pixmap::new(self.width, self.height)?;
        let places = canvas.pixels_mut().iter_mut().zip(self.places());
        for (pixel, (x, y)) in places {
            let [red, green, blue] = image.get_pixel(x, y).0;
            *pixel = PremultipliedColorU8::from_rgba(red, green, blue, 0xff)?;
        }
        Some(canvas)
    }

    fn lay_down(&self, canvas: &Pixmap, image: &mut RgbImage) {
        for (pixel, (x, y)) in canvas.pixels().iter().zip(self.places()) {
            image.get_pixel_mut(x, y).0 = [pixel.red(), pixel.green(), pixel.blue()];
        }
    }

    /// The places of the picture in the order of the canvas.
    fn places(&self) -> impl Iterator<Item = (u32, u32)> + use<> {
        let (left, top, width, height) = (self.left, self.top, self.width, self.height);
        (top..top + height).flat_map(move |y| (left..left + width).map(move |x| (x, y)))
    }
}

/// The upright box around points.
fn bounds(points: &[Point]) -> Option<Rect> {
    let points: Vec<_> = points.iter().map(|point| tiny_skia::Point::from_xy(point[0], point[1])).collect();
    Rect::from_points(&points)
}
