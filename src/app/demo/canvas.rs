//! A small drawing board for the demo's pictures: polygons with smooth edges, gradients, grain and light.
//!
//! Coordinates are pixels from the upper left corner; what lies outside is cut off.

use crate::photo::Pixels;

pub type Point = (f32, f32);
pub type Colour = [u8; 3];

pub const WIDTH: u32 = 1_600;
pub const HEIGHT: u32 = 1_200;

/// Samples of a row, one above the other, that smooth a polygon's edges.
const SAMPLES: u32 = 4;

/// How much darker the far corners are, as a share of the brightness.
const DUSK: f32 = 0.6;
/// Most that the sensor's noise changes a colour, of 255.
const GRAIN: i32 = 5;

/// What a shape is filled with.
#[derive(Clone, Copy, Debug)]
pub enum Paint {
    Plain(Colour),
    /// From the first colour at the first height to the second at the second.
    Fade(Colour, f32, Colour, f32),
}

impl From<Colour> for Paint {
    fn from(colour: Colour) -> Self {
        Self::Plain(colour)
    }
}

impl Paint {
    fn at(self, y: f32) -> Colour {
        match self {
            Self::Plain(colour) => colour,
            Self::Fade(from, top, to, bottom) => mix(from, to, (y - top) / (bottom - top)),
        }
    }
}

/// `share` of `b` in `a`, from 0 to 1.
pub fn mix(a: Colour, b: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    [0, 1, 2].map(|part| (f32::from(a[part]) + (f32::from(b[part]) - f32::from(a[part])) * share) as u8)
}

/// A picture being drawn.
pub struct Canvas {
    pixels: Vec<Colour>,
}

impl Canvas {
    pub fn new(ground: impl Into<Paint>) -> Self {
        let ground = ground.into();
        let row = |y: u32| std::iter::repeat_n(ground.at(y as f32), WIDTH as usize);
        Self { pixels: (0..HEIGHT).flat_map(row).collect() }
    }

    /// Fills a polygon (even-odd rule).
    pub fn polygon(&mut self, corners: &[Point], paint: impl Into<Paint>) {
        let paint = paint.into();
        let heights = corners.iter().map(|corner| corner.1);
        let top = heights.clone().fold(HEIGHT as f32, f32::min).max(0.0) as u32;
        let bottom = heights.fold(0.0, f32::max).min(HEIGHT as f32).ceil() as u32;
        let mut crossings = Vec::with_capacity(corners.len());
        let mut partial: Vec<(usize, f32)> = Vec::new();
        for y in top..bottom.min(HEIGHT) {
            let colour = paint.at(y as f32);
            partial.clear();
            for sample in 0..SAMPLES {
                let height = y as f32 + (sample as f32 + 0.5) / SAMPLES as f32;
                crossings_at(corners, height, &mut crossings);
                for pair in crossings.chunks_exact(2) {
                    let (left, right) = (pair[0].clamp(0.0, WIDTH as f32), pair[1].clamp(0.0, WIDTH as f32));
                    partial.push((left as usize, left));
                    partial.push((right as usize, right));
                }
            }
            self.row(y, &partial, colour);
        }
    }

    /// Fills one row between pairs of edges; only pixels near an edge are mixed.
    fn row(&mut self, y: u32, edges: &[(usize, f32)], colour: Colour) {
        let start = y as usize * WIDTH as usize;
        let row = &mut self.pixels[start..start + WIDTH as usize];
        let Some(first) = edges.iter().map(|edge| edge.0).min() else { return };
        let last = edges.iter().map(|edge| edge.0).max().unwrap_or(first).min(row.len() - 1);
        // Within this common part every sample is inside: no mixing. Only for shapes with one span a row.
        let (mut solid_from, mut solid_to) = (usize::MAX, 0);
        if edges.len() == 2 * SAMPLES as usize {
            solid_from = edges.chunks_exact(2).map(|pair| pair[0].0 + 1).max().unwrap_or(usize::MAX);
            solid_to = edges.chunks_exact(2).map(|pair| pair[1].0).min().unwrap_or(0);
        }
        let mut x = first;
        while x <= last {
            if x == solid_from && solid_to > solid_from {
                row[solid_from..solid_to].fill(colour);
                x = solid_to;
                continue;
            }
            let pixel = x as f32;
            let covered = |pair: &[(usize, f32)]| (pair[1].1.min(pixel + 1.0) - pair[0].1.max(pixel)).max(0.0);
            let share: f32 = edges.chunks_exact(2).map(covered).sum::<f32>() / SAMPLES as f32;
            row[x] = mix(row[x], colour, share);
            x += 1;
        }
    }

    pub fn rectangle(&mut self, (left, top): Point, (right, bottom): Point, paint: impl Into<Paint>) {
        self.polygon(&[(left, top), (right, top), (right, bottom), (left, bottom)], paint);
    }

    pub fn ellipse(&mut self, (x, y): Point, (wide, high): Point, paint: impl Into<Paint>) {
        let corner = |step: u16| {
            let angle = f32::from(step) / 64.0 * std::f32::consts::TAU;
            (x + wide * angle.cos(), y + high * angle.sin())
        };
        self.polygon(&(0..64).map(corner).collect::<Vec<_>>(), paint);
    }

    pub fn line(&mut self, from: Point, to: Point, width: f32, paint: impl Into<Paint>) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(0.001);
        let (nx, ny) = (-dy / length * width / 2.0, dx / length * width / 2.0);
        let corners =
            [(from.0 + nx, from.1 + ny), (to.0 + nx, to.1 + ny), (to.0 - nx, to.1 - ny), (from.0 - nx, from.1 - ny)];
        self.polygon(&corners, paint);
    }

    /// A grid in perspective on the quadrilateral `corners` (upper left, upper right, lower right, lower left):
    /// tiles, bricks, boards.
    pub fn grid(&mut self, corners: [Point; 4], columns: u16, rows: u16, width: f32, paint: impl Into<Paint>) {
        let paint = paint.into();
        let [ul, ur, lr, ll] = corners;
        let between = |a: Point, b: Point, share: f32| (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
        for column in 0..=columns {
            let share = f32::from(column) / f32::from(columns);
            self.line(between(ul, ur, share), between(ll, lr, share), width, paint);
        }
        for row in 0..=rows {
            // Farther rows lie closer together where the far edge is shorter.
            let (far, near) = ((ur.0 - ul.0).abs(), (lr.0 - ll.0).abs().max(1.0));
            let even = f32::from(row) / f32::from(rows);
            let share = even * far / (even * far + (1.0 - even) * near).max(0.001);
            self.line(between(ul, ll, share), between(ur, lr, share), width, paint);
        }
    }

    /// The picture as a cheap camera takes it: bright around `light`, dusky far from it, grainy all over.
    pub fn finish(self, light: Point, seed: u64) -> Pixels {
        let reach = (WIDTH as f32).hypot(HEIGHT as f32);
        let mut rgba = Vec::with_capacity(self.pixels.len() * 4);
        let mut noise = seed | 1;
        for (y, row) in self.pixels.chunks_exact(WIDTH as usize).enumerate() {
            let dy = y as f32 - light.1;
            for (x, &[red, green, blue]) in row.iter().enumerate() {
                let dx = x as f32 - light.0;
                let far = (dx * dx + dy * dy).sqrt() / reach;
                let brightness = ((1.0 + DUSK * (0.35 - far)) * 256.0) as i32;
                // xorshift64: any generator that looks even will do.
                noise ^= noise << 13;
                noise ^= noise >> 7;
                noise ^= noise << 17;
                let grain = (noise >> 40) as i32 % (2 * GRAIN + 1) - GRAIN;
                let seen = |part: u8| (((i32::from(part) * brightness) >> 8) + grain).clamp(0, 255) as u8;
                rgba.extend_from_slice(&[seen(red), seen(green), seen(blue), 255]);
            }
        }
        Pixels { width: WIDTH, height: HEIGHT, rgba }
    }
}

/// Where the outline crosses this height, from left to right; always an even number.
fn crossings_at(corners: &[Point], height: f32, crossings: &mut Vec<f32>) {
    crossings.clear();
    for (index, &(x1, y1)) in corners.iter().enumerate() {
        let (x2, y2) = corners[(index + 1) % corners.len()];
        if (y1 <= height) != (y2 <= height) {
            crossings.push(x1 + (height - y1) / (y2 - y1) * (x2 - x1));
        }
    }
    crossings.sort_by(f32::total_cmp);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(canvas: &Canvas, x: usize, y: usize) -> Colour {
        canvas.pixels[y * WIDTH as usize + x]
    }

    #[test]
    fn a_shape_fills_its_inside_and_smooths_its_edge() {
        let mut canvas = Canvas::new([0, 0, 0]);
        canvas.rectangle((10.5, 20.0), (30.0, 40.0), [200, 200, 200]);
        assert_eq!(at(&canvas, 20, 30), [200, 200, 200]);
        assert_eq!(at(&canvas, 29, 39), [200, 200, 200]);
        assert_eq!(at(&canvas, 30, 30), [0, 0, 0]);
        assert_eq!(at(&canvas, 20, 40), [0, 0, 0]);
        assert_eq!(at(&canvas, 10, 30), [100, 100, 100]);
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let mut canvas = Canvas::new([9, 9, 9]);
        canvas.ellipse((0.0, 0.0), (5_000.0, 5_000.0), [1, 2, 3]);
        canvas.line((-50.0, -50.0), (-10.0, 3_000.0), 8.0, [200, 0, 0]);
        canvas.polygon(&[], [200, 0, 0]);
        assert_eq!((at(&canvas, 0, 0), at(&canvas, 1_599, 1_199)), ([1, 2, 3], [1, 2, 3]));
    }
}
