//! Making faces and papers unrecognisable: what lies under the brush is replaced, not covered.
//!
//! Under the brush only the mean colours of large blocks are left, coarsened to 32 steps a channel, with soft
//! passages between them. Everything finer is gone from the file: no filter brings back what is not there. A block
//! is never smaller than [`BLOCKS`] to the longest edge (44 pixels of a stored photo, wider than a letter of a
//! certificate, a fifth of a face that fills a large brush), because small blocks over known letters can be undone
//! (Hill et al., "On the (in)effectiveness of mosaicing and blurring", Proceedings on Privacy Enhancing Technologies
//! 2016).

use image::RgbImage;

use super::geometry::place;
use super::{Decoded, Ingested, Limits, Planes, decode_file, store};
use crate::dossier::marks::{Spot, WHOLE};
use crate::problem::Problem;

/// Blocks along the longest edge of a picture, at most. A picture shrunk to this edge is a preview of the blur.
pub const BLOCKS: u32 = 36;
/// Blocks across a brush that is wider than three least blocks.
const ACROSS_BRUSH: f32 = 3.0;
/// Steps of a colour that are not told apart.
const COARSE: u32 = 8;

/// One stroke of the blur brush.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stroke {
    pub points: Vec<Spot>,
    /// Half the width of the brush, in ten-thousandths of the picture's longest edge.
    pub radius: u16,
}

/// Makes a new photo of a stored one, with everything under the strokes destroyed.
///
/// # Errors
/// The photo cannot be decoded.
pub fn blur(jpeg: &[u8], strokes: &[Stroke]) -> Result<Ingested, Problem> {
    let limits = Limits::default();
    let decoded = decode_file(jpeg, limits, limits.decode_px)?;
    let mut image = decoded.planes.to_rgb();
    let sides = [image.width(), image.height()];
    let mut covered = vec![false; sides[0] as usize * sides[1] as usize];
    let mut widest = 0.0_f32;
    for stroke in strokes {
        let radius = radius(stroke, sides);
        widest = widest.max(radius);
        cover(&mut covered, sides, stroke, radius);
    }
    let block = (sides[0].max(sides[1]).div_ceil(BLOCKS)).max((2.0 * widest / ACROSS_BRUSH).round() as u32).max(1);
    let mosaic = Mosaic::of(&image, block);
    for ((x, y, pixel), _) in image.enumerate_pixels_mut().zip(&covered).filter(|(_, covered)| **covered) {
        pixel.0 = mosaic.at(x, y);
    }
    store(&Decoded { planes: Planes::of_rgb(&image), ..decoded }, limits)
}

/// Half the width of the brush in pixels.
pub fn radius(stroke: &Stroke, sides: [u32; 2]) -> f32 {
    f32::from(stroke.radius) * sides[0].max(sides[1]) as f32 / f32::from(WHOLE)
}

/// Notes which pixels lie under a stroke.
fn cover(covered: &mut [bool], [width, height]: [u32; 2], stroke: &Stroke, radius: f32) {
    let points: Vec<[f32; 2]> = stroke.points.iter().map(|&spot| place(spot, [width, height])).collect();
    let spans = points.iter().zip(points.iter().skip(1).chain(points.last()));
    for (&from, &to) in spans {
        let range = |axis: usize, side: u32| {
            let (least, most) = (from[axis].min(to[axis]) - radius, from[axis].max(to[axis]) + radius);
            (least.max(0.0) as u32)..(most.max(0.0).ceil() as u32 + 1).min(side)
        };
        for y in range(1, height) {
            for x in range(0, width) {
                let at = [x as f32 + 0.5, y as f32 + 0.5];
                if crate::dossier::marks::distance(at, from, to) <= radius {
                    covered[y as usize * width as usize + x as usize] = true;
                }
            }
        }
    }
}

/// The mean colours of a picture's blocks.
struct Mosaic {
    block: u32,
    across: u32,
    down: u32,
    means: Vec<[f32; 3]>,
}

impl Mosaic {
    fn of(image: &RgbImage, block: u32) -> Self {
        let (across, down) = (image.width().div_ceil(block).max(1), image.height().div_ceil(block).max(1));
        let mut sums = vec![([0_u64; 3], 0_u64); across as usize * down as usize];
        for (x, y, pixel) in image.enumerate_pixels() {
            let (sum, count) = &mut sums[(y / block * across + x / block) as usize];
            for (sum, part) in sum.iter_mut().zip(pixel.0) {
                *sum += u64::from(part);
            }
            *count += 1;
        }
        let coarse = |sum: u64, count: u64| {
            let mean = u32::try_from(sum / count.max(1)).unwrap_or(0);
            (mean / COARSE * COARSE + COARSE / 2) as f32
        };
        let means = sums.into_iter().map(|(sum, count)| sum.map(|sum| coarse(sum, count))).collect();
        Self { block, across, down, means }
    }

    /// The colour at a pixel: between the middles of the four blocks around it.
    fn at(&self, x: u32, y: u32) -> [u8; 3] {
        let along = |at: u32, blocks: u32| {
            let place = ((at as f32 + 0.5) / self.block as f32 - 0.5).clamp(0.0, (blocks - 1) as f32);
            let first = place.floor();
            (first as u32, (first as u32 + 1).min(blocks - 1), place - first)
        };
        let ((left, right, x), (top, bottom, y)) = (along(x, self.across), along(y, self.down));
        let mean = |column: u32, row: u32| self.means[(row * self.across + column) as usize];
        let corners = [mean(left, top), mean(right, top), mean(left, bottom), mean(right, bottom)];
        std::array::from_fn(|channel| {
            let [a, b, c, d] = corners.map(|corner| corner[channel]);
            let (upper, lower) = (a + (b - a) * x, c + (d - c) * x);
            (upper + (lower - upper) * y).round() as u8
        })
    }
}
