//! From bytes to an upright picture of the wanted size.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::metadata::{Cicp, Orientation};
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, RgbImage};

use super::{Limits, check_size, colour, exif, jpeg};
use crate::problem::Problem;
use crate::stamp::Moment;

/// A picture, upright, in sRGB, no larger than asked for.
pub struct Decoded {
    pub image: RgbImage,
    pub taken: Option<Moment>,
}

/// Decodes a JPEG file.
pub fn jpeg(bytes: &[u8], limits: Limits, max_edge: u32) -> Result<Decoded, Problem> {
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
    guarded(|| upright(JpegDecoder::new(Cursor::new(bytes))?, limits, max_edge))
}

/// Decodes a PNG file: of an animation the first frame, transparent places white.
pub fn png(bytes: &[u8], limits: Limits, max_edge: u32) -> Result<Decoded, Problem> {
    guarded(|| {
        let mut memory = image::Limits::no_limits();
        memory.max_alloc = Some(limits.decode_bytes);
        upright(PngDecoder::with_limits(Cursor::new(bytes), memory)?, limits, max_edge)
    })
}

/// Why nothing was decoded.
enum Failure {
    Told(Problem),
    Decoder(ImageError),
}

impl From<ImageError> for Failure {
    fn from(error: ImageError) -> Self {
        Self::Decoder(error)
    }
}

/// Runs a decoder; one that panics on hostile bytes has met a damaged file.
fn guarded(decode: impl FnOnce() -> Result<Decoded, Failure>) -> Result<Decoded, Problem> {
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

/// Decodes, shrinks, and only then turns: turning a small picture is cheap.
fn upright(mut decoder: impl ImageDecoder, limits: Limits, max_edge: u32) -> Result<Decoded, Failure> {
    check_size(decoder.dimensions(), pixel_bytes(&decoder), limits).map_err(Failure::Told)?;
    // A broken block of metadata is no reason to refuse the picture.
    let block = decoder.exif_metadata().ok().flatten();
    let orientation = block.as_deref().and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    let taken = block.as_deref().and_then(exif::taken);
    let wide_gamut = decoder.icc_profile().ok().flatten().is_some_and(|profile| colour::is_display_p3(&profile));

    let flat = match DynamicImage::from_decoder(decoder)? {
        DynamicImage::ImageRgb8(image) => image,
        other => flatten(&other),
    };
    let mut image = DynamicImage::from(shrink(flat, max_edge).map_err(Failure::Told)?);
    if wide_gamut {
        image.set_color_space(Cicp::DISPLAY_P3)?;
        image.apply_color_space(Cicp::SRGB, image::ConvertColorOptions::default())?;
    }
    image.apply_orientation(orientation);
    Ok(Decoded { image: image.into_rgb8(), taken })
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
    let (width, height) = image.dimensions();
    let longest = width.max(height);
    if longest <= max_edge {
        return Ok(image);
    }
    let scaled = |edge: u32| {
        let edge = u64::from(edge) * u64::from(max_edge) * 2 + u64::from(longest);
        u32::try_from(edge / (2 * u64::from(longest))).unwrap_or(max_edge).max(1)
    };
    let (to_width, to_height) = (scaled(width), scaled(height));
    let damaged = || Problem::error("photo-damaged");
    let from = ImageRef::new(width, height, image.as_raw(), PixelType::U8x3).map_err(|_| damaged())?;
    let mut to = Image::new(to_width, to_height, PixelType::U8x3);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&from, &mut to, &options).map_err(|_| damaged())?;
    RgbImage::from_raw(to_width, to_height, to.into_vec()).ok_or_else(damaged)
}
