//! From bytes to an upright picture of the wanted size.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::png::PngDecoder;
use image::metadata::{Cicp, Orientation};
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, RgbImage, RgbaImage};

use super::planes::{Planes, fitted};
use super::raw::{self, Content};
use super::{Limits, check_size, colour, exif, jpeg};
use crate::problem::Problem;
use crate::stamp::Moment;
use crate::value::Place;

/// A picture, upright, in sRGB, no larger than asked for.
pub struct Decoded {
    pub planes: Planes,
    pub taken: Option<Moment>,
    pub place: Option<Place>,
}

/// Decodes a JPEG file.
pub fn jpeg(bytes: &[u8], limits: Limits, max_edge: u32) -> Result<Decoded, Problem> {
    check_jpeg(bytes, limits)?;
    guarded(|| {
        let file = raw::File::open(bytes, limits)?;
        let notes = Notes::read(file.exif(), file.profile().as_deref());
        let planes = match file.decode()? {
            Content::Components(raw) => Planes::of_raw(raw, max_edge)?,
            Content::Rgb(image) => Planes::of_rgb(&shrink(image, max_edge)?),
        };
        notes.upright(planes)
    })
}

/// Decodes a JPEG file of ours for the screen, as it is.
pub fn screen(bytes: &[u8], limits: Limits) -> Result<RgbaImage, Problem> {
    check_jpeg(bytes, limits)?;
    guarded(|| Ok(raw::decode_rgba(bytes, limits)?))
}

/// Refuses by its markers what the decoder should not see.
fn check_jpeg(bytes: &[u8], limits: Limits) -> Result<(), Problem> {
    let outline = jpeg::outline(bytes).map_err(|jpeg::Broken| Problem::error("photo-damaged"))?;
    if outline.components == 4 {
        return Err(Problem::error("photo-cmyk"));
    }
    if !outline.common || outline.components == 2 {
        return Err(Problem::error("photo-unusual-jpeg"));
    }
    let pixels = u64::from(outline.width) * u64::from(outline.height);
    check_size((outline.width, outline.height), pixels * 3 + outline.coefficient_bytes, limits)?;
    if !outline.whole {
        return Err(Problem::error("photo-cut-off"));
    }
    Ok(())
}

/// Decodes a PNG file: of an animation the first frame, transparent places white.
pub fn png(bytes: &[u8], limits: Limits, max_edge: u32) -> Result<Decoded, Problem> {
    guarded(|| {
        let mut memory = image::Limits::no_limits();
        memory.max_alloc = Some(limits.decode_bytes);
        let mut decoder = PngDecoder::with_limits(Cursor::new(bytes), memory)?;
        check_size(decoder.dimensions(), pixel_bytes(&decoder), limits)?;
        // A broken block of metadata is no reason to refuse the picture.
        let block = decoder.exif_metadata().ok().flatten();
        let notes = Notes::read(block.as_deref(), decoder.icc_profile().ok().flatten().as_deref());
        let flat = match DynamicImage::from_decoder(decoder)? {
            DynamicImage::ImageRgb8(image) => image,
            other => flatten(&other),
        };
        notes.upright(Planes::of_rgb(&shrink(flat, max_edge)?))
    })
}

/// Why nothing was decoded.
enum Failure {
    Told(Problem),
    Decoder(ImageError),
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Told(problem)
    }
}

impl From<ImageError> for Failure {
    fn from(error: ImageError) -> Self {
        Self::Decoder(error)
    }
}

/// Runs a decoder; one that panics on hostile bytes has met a damaged file.
fn guarded<T>(decode: impl FnOnce() -> Result<T, Failure>) -> Result<T, Problem> {
    match catch_unwind(AssertUnwindSafe(decode)) {
        Ok(Ok(decoded)) => Ok(decoded),
        Ok(Err(Failure::Told(problem))) => Err(problem),
        Ok(Err(Failure::Decoder(ImageError::IoError(error)))) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
            Err(Problem::error("photo-cut-off"))
        }
        Ok(Err(Failure::Decoder(ImageError::Limits(_)))) => Err(Problem::error("photo-too-much-memory")),
        Ok(Err(Failure::Decoder(_))) | Err(_) => Err(Problem::error("photo-damaged")),
    }
}

/// What a file says about its picture.
struct Notes {
    orientation: Orientation,
    taken: Option<Moment>,
    place: Option<Place>,
    wide_gamut: bool,
}

impl Notes {
    fn read(block: Option<&[u8]>, profile: Option<&[u8]>) -> Self {
        Self {
            orientation: block.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms),
            taken: block.and_then(exif::taken),
            place: block.and_then(exif::place),
            wide_gamut: profile.is_some_and(colour::is_display_p3),
        }
    }

    /// Turns the picture only now that it is small: that is cheap.
    fn upright(self, mut planes: Planes) -> Result<Decoded, Failure> {
        if self.wide_gamut {
            let mut image = DynamicImage::from(planes.to_rgb());
            image.set_color_space(Cicp::DISPLAY_P3)?;
            image.apply_color_space(Cicp::SRGB, image::ConvertColorOptions::default())?;
            planes = Planes::of_rgb(&image.into_rgb8());
        }
        planes.turn(self.orientation);
        Ok(Decoded { planes, taken: self.taken, place: self.place })
    }
}

/// Memory for the decoded pixels and, where they must be converted, for what they become.
fn pixel_bytes(decoder: &impl ImageDecoder) -> u64 {
    let (width, height) = decoder.dimensions();
    let flat = u64::from(width) * u64::from(height) * 3;
    let converted = if decoder.color_type() == ColorType::Rgb8 { 0 } else { flat };
    decoder.total_bytes().saturating_add(converted)
}

/// Eight bits of red, green and blue: grey spread, sixteen bits rounded, transparent places laid on white.
pub fn flatten(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let over_white = |colour: u8, opacity: u8| {
        let (colour, opacity) = (u32::from(colour), u32::from(opacity));
        ((colour * opacity + 255 * (255 - opacity) + 127) / 255) as u8
    };
    let rgba = image.to_rgba8();
    let mut flat = RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in flat.pixels_mut().zip(rgba.pixels()) {
        let [red, green, blue, opacity] = from.0;
        to.0 = [red, green, blue].map(|colour| over_white(colour, opacity));
    }
    flat
}

/// Shrinks until no edge is longer than `max_edge`; never enlarges.
pub fn shrink(image: RgbImage, max_edge: u32) -> Result<RgbImage, Problem> {
    let from = image.dimensions();
    let to = fitted(from, max_edge);
    if from == to {
        return Ok(image);
    }
    resized(image.as_raw(), PixelType::U8x3, from, to)
        .and_then(|pixels| RgbImage::from_raw(to.0, to.1, pixels))
        .ok_or_else(|| Problem::error("photo-damaged"))
}

/// Shrinks opaque pixels of the screen likewise.
pub fn shrink_opaque(image: RgbaImage, max_edge: u32) -> Result<RgbaImage, Problem> {
    let from = image.dimensions();
    let to = fitted(from, max_edge);
    if from == to {
        return Ok(image);
    }
    resized(image.as_raw(), PixelType::U8x4, from, to)
        .and_then(|pixels| RgbaImage::from_raw(to.0, to.1, pixels))
        .ok_or_else(|| Problem::error("photo-damaged"))
}

fn resized(pixels: &[u8], kind: PixelType, from: (u32, u32), to: (u32, u32)) -> Option<Vec<u8>> {
    let from = ImageRef::new(from.0, from.1, pixels, kind).ok()?;
    let mut smaller = Image::new(to.0, to.1, kind);
    let filter = ResizeAlg::Convolution(FilterType::Lanczos3);
    let options = ResizeOptions::new().resize_alg(filter).use_alpha(false);
    Resizer::new().resize(&from, &mut smaller, &options).ok()?;
    Some(smaller.into_vec())
}
