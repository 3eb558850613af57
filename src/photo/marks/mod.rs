//! Marks as a picture: where they lie, how they look, and how they get into the pixels of an export.
//!
//! [`shapes`] turns a mark and a picture's size into lines, areas and words in pixels. There are two painters of these
//! shapes, [`paint`] here for exports and `ui::widgets::marks` for the window, and nothing else knows how a mark
//! looks: that is why they look alike. `blur` is no mark: it destroys pixels.

pub mod blur;
pub mod font;
mod geometry;
pub mod hit;
pub mod ink;
mod raster;

pub use blur::{Stroke, blur};
pub use geometry::{Line, Point, Shape, Words, line_width, shapes, text_size, words_box};
pub use raster::paint;

use std::borrow::Borrow;

use super::planes::Planes;
use super::{Decoded, Ingested, Limits, decode_file, raw, store};
use crate::problem::Problem;
use crate::value::Mark;

/// Draws the marks into a stored photo: what the export shows is what the window shows. Without marks the bytes
/// stay as they are.
///
/// # Errors
/// The photo cannot be decoded.
pub fn burn(jpeg: &[u8], marks: &[impl Borrow<Mark>]) -> Result<Vec<u8>, Problem> {
    if marks.is_empty() {
        return Ok(jpeg.to_vec());
    }
    let limits = Limits::default();
    let mut image = decode_file(jpeg, limits, limits.decode_px)?.planes.to_rgb();
    marks.iter().for_each(|mark| paint(&mut image, mark.borrow()));
    raw::encode(&Planes::of_rgb(&image))
}

/// The same, no edge longer than `max_edge` pixels: for thumbnails in tables and on paper. Lines and words are drawn
/// after shrinking, so they stay sharp.
///
/// # Errors
/// The photo cannot be decoded.
pub fn burn_small(jpeg: &[u8], marks: &[impl Borrow<Mark>], max_edge: u32) -> Result<Vec<u8>, Problem> {
    let mut image = decode_file(jpeg, Limits::default(), max_edge)?.planes.to_rgb();
    marks.iter().for_each(|mark| paint(&mut image, mark.borrow()));
    raw::encode(&Planes::of_rgb(&image))
}

#[cfg(test)]
mod tests;
