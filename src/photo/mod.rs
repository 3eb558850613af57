//! Pictures: what a camera, a folder or the clipboard gives becomes a stored photo and its thumbnail.
//!
//! A stored photo is upright, at most [`limits::PHOTO_EDGE_PX`] long, sRGB, and freshly encoded: it carries no
//! place, no owner, no serial number, because nothing of the original file is copied into it. The time of taking, and
//! the place rounded to about a kilometre, come out as fields of their own.
//!
//! **Invariant:** whatever the bytes are, [`ingest`] returns within bounded time and memory and never panics.
//! **Invariant:** the same bytes give the same photo, so that a photo's hash can be its name.

pub mod camera;
mod colour;
mod decode;
mod exif;
mod jpeg;
pub mod marks;
pub mod measure;
mod planes;
mod raw;
mod sniff;

use crate::limits;
use crate::problem::Problem;
use crate::stamp::Moment;
use crate::value::Place;
use decode::Decoded;
use planes::Planes;
use sniff::Format;

/// JPEG quality 0-100 with halved colour: a tape measure stays readable at about 300 kB a photo.
const QUALITY: u8 = 80;

/// How much a picture may cost, and how large it is kept. [`Limits::default`] has the values of [`limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of the file.
    pub bytes: u64,
    /// Longest edge that is decoded, in pixels.
    pub decode_px: u32,
    /// Memory that decoding may take, in bytes.
    pub decode_bytes: u64,
    /// Longest edge of the stored photo, in pixels.
    pub photo_px: u32,
    /// Longest edge of the thumbnail, in pixels.
    pub thumbnail_px: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: limits::MAX_PHOTO_BYTES,
            decode_px: limits::MAX_PHOTO_DECODE_PX,
            decode_bytes: limits::MAX_PHOTO_DECODE_BYTES,
            photo_px: limits::PHOTO_EDGE_PX,
            thumbnail_px: limits::THUMBNAIL_EDGE_PX,
        }
    }
}

/// A picture ready to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ingested {
    /// The photo as a JPEG file without metadata.
    pub jpeg: Vec<u8>,
    /// The same, small.
    pub thumbnail: Vec<u8>,
    /// Of the photo, upright, in pixels.
    pub width: u32,
    pub height: u32,
    /// When it was taken, if the file says so.
    pub taken: Option<Moment>,
    /// Where it was taken, rounded, if the file says so; to be kept only where the family agreed to it.
    pub place: Option<Place>,
}

/// A picture as a texture takes it: eight bits each of red, green, blue and opacity, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// `width * height * 4` bytes, not premultiplied.
    pub rgba: Vec<u8>,
}

/// Makes a photo of the bytes of a JPEG or PNG file: about 50 ms of one core for twelve megapixels.
///
/// # Errors
/// Everything else: empty, too large, cut off, damaged, or a kind of picture that is not read, each with its own
/// advice.
pub fn ingest(bytes: &[u8], limits: Limits) -> Result<Ingested, Problem> {
    let decoded = decode_file(bytes, limits, limits.photo_px)?;
    store(&decoded, limits)
}

/// Makes a photo of pasted pixels.
///
/// # Errors
/// When there are no pixels, more than `limits` allow, or not as many as width and height say.
pub fn ingest_pixels(pixels: Pixels, limits: Limits) -> Result<Ingested, Problem> {
    if pixels.width == 0 || pixels.height == 0 {
        return Err(Problem::error("photo-empty"));
    }
    check_size((pixels.width, pixels.height), pixels.rgba.len() as u64, limits)?;
    let image = image::RgbaImage::from_raw(pixels.width, pixels.height, pixels.rgba)
        .filter(|image| image.as_raw().len() as u64 == u64::from(image.width()) * u64::from(image.height()) * 4)
        .ok_or_else(|| Problem::error("photo-damaged"))?;
    let flat = decode::flatten(&image.into());
    let planes = Planes::of_rgb(&decode::shrink(flat, limits.photo_px)?);
    let decoded = Decoded { planes, taken: None, place: None };
    store(&decoded, limits)
}

/// Decodes a stored photo or thumbnail for the screen, no edge longer than `max_edge` pixels.
///
/// # Errors
/// As [`ingest`]: a file on disk may have been damaged since it was written.
pub fn decode_for_screen(bytes: &[u8], max_edge: u32) -> Result<Pixels, Problem> {
    let limits = Limits::default();
    check_bytes(bytes, limits)?;
    let image = decode::shrink_opaque(decode::screen(bytes, limits)?, max_edge)?;
    let (width, height) = image.dimensions();
    Ok(Pixels { width, height, rgba: image.into_raw() })
}

fn check_bytes(bytes: &[u8], limits: Limits) -> Result<(), Problem> {
    const MEGABYTE: u64 = 1 << 20;
    if bytes.iter().all(|&byte| byte == 0) {
        return Err(Problem::error("photo-empty"));
    }
    if bytes.len() as u64 > limits.bytes {
        let size = (bytes.len() as u64).div_ceil(MEGABYTE);
        return Err(Problem::error("photo-file-too-large").with("size", size).with("limit", limits.bytes / MEGABYTE));
    }
    Ok(())
}

fn decode_file(bytes: &[u8], limits: Limits, max_edge: u32) -> Result<Decoded, Problem> {
    check_bytes(bytes, limits)?;
    match sniff::format(bytes) {
        Format::Jpeg => decode::jpeg(bytes, limits, max_edge),
        Format::Png => decode::png(bytes, limits, max_edge),
        Format::Heic => Err(Problem::error("photo-heic")),
        Format::Other(name) => Err(Problem::error("photo-format").with("format", name)),
        Format::Unknown => Err(Problem::error("photo-not-a-picture")),
    }
}

/// Refuses a picture by its dimensions and the memory it needs, before anything is decoded.
fn check_size((width, height): (u32, u32), memory: u64, limits: Limits) -> Result<(), Problem> {
    if width.max(height) > limits.decode_px || memory > limits.decode_bytes {
        return Err(Problem::error("photo-too-many-pixels").with("width", width).with("height", height));
    }
    Ok(())
}

fn store(decoded: &Decoded, limits: Limits) -> Result<Ingested, Problem> {
    let photo = &decoded.planes;
    let (width, height) = photo.size();
    let thumbnail = raw::encode(&photo.shrunk(limits.thumbnail_px)?)?;
    Ok(Ingested { jpeg: raw::encode(photo)?, thumbnail, width, height, taken: decoded.taken, place: decoded.place })
}

#[cfg(test)]
mod tests;
