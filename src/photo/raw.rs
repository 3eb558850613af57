//! The codec: JPEG files to their components and back, by libjpeg-turbo in Rust.
//!
//! Chosen by measurement (`benches/photo.rs`): it hands out brightness and colour as the file holds them, which no
//! other decoder in Rust did in November 2026, and writes them likewise; its pixels are libjpeg's own, bit by bit.

use image::RgbImage;
use libjpeg_turbo_rs::{ColorSpace, DecodeLimits, Decoder, JpegError, PixelFormat, Subsampling};

use super::planes::Planes;
use super::{Limits, QUALITY};
use crate::problem::Problem;

/// Passes over one picture. Cameras and telephones use at most a dozen; each may cost as much as the whole picture.
const MAX_SCANS: usize = 64;

/// A decoded picture, brightness and colour apart.
pub struct Raw {
    /// In pixels, as stored: not yet upright.
    pub width: u32,
    pub height: u32,
    /// One (grey) or three.
    pub components: Vec<Component>,
}

/// One component of a picture, rows from the top. Whole blocks are decoded, so rows may be longer, and more, than
/// the picture.
pub struct Component {
    /// Samples of a row.
    pub width: u32,
    pub samples: Vec<u8>,
    /// How many samples the picture really covers.
    pub across: f64,
    pub down: f64,
}

/// A JPEG file, opened.
pub struct File<'a>(Decoder<'a>);

/// What a JPEG file holds.
pub enum Content {
    Components(Raw),
    /// Few programs write red, green and blue as they are.
    Rgb(RgbImage),
}

impl<'a> File<'a> {
    pub fn open(bytes: &'a [u8], limits: Limits) -> Result<Self, Problem> {
        let edge = limits.decode_px as usize;
        let bounds = DecodeLimits {
            max_width: edge,
            max_height: edge,
            max_scans: MAX_SCANS,
            max_memory: Some(limits.decode_bytes),
            ..DecodeLimits::default()
        };
        Decoder::new_with_limits(bytes, bounds).map(Self).map_err(|error| told(&error))
    }

    /// The block of EXIF data, beginning with its byte order.
    pub fn exif(&self) -> Option<&[u8]> {
        self.0.exif_data()
    }

    /// The colour profile; one that is broken is none.
    pub fn profile(&self) -> Option<Vec<u8>> {
        self.0.icc_profile().ok().flatten()
    }

    pub fn decode(mut self) -> Result<Content, Problem> {
        if matches!(self.0.jpeg_color_space(), ColorSpace::YCbCr | ColorSpace::Grayscale) {
            return self.components().map(Content::Components);
        }
        self.0.set_output_format(PixelFormat::Rgb);
        let image = self.0.decode_image().map_err(|error| told(&error))?;
        let size = (u32::try_from(image.width), u32::try_from(image.height));
        let (Ok(width), Ok(height)) = size else { return Err(Problem::error("photo-damaged")) };
        RgbImage::from_raw(width, height, image.data).map(Content::Rgb).ok_or_else(|| Problem::error("photo-damaged"))
    }

    fn components(self) -> Result<Raw, Problem> {
        let header = self.0.header();
        let (width, height) = (u32::from(header.width), u32::from(header.height));
        let sampling: Vec<(u8, u8)> =
            header.components.iter().map(|part| (part.horizontal_sampling, part.vertical_sampling)).collect();
        let most = |of: fn(&(u8, u8)) -> u8| f64::from(sampling.iter().map(of).max().unwrap_or(1).max(1));
        let (most_across, most_down) = (most(|part| part.0), most(|part| part.1));
        let raw = self.0.decode_raw().map_err(|error| told(&error))?;
        let components =
            raw.planes.into_iter().zip(raw.plane_widths).zip(&sampling).map(|((samples, stride), part)| Component {
                width: u32::try_from(stride).unwrap_or(u32::MAX),
                samples,
                across: f64::from(width) * f64::from(part.0) / most_across,
                down: f64::from(height) * f64::from(part.1) / most_down,
            });
        Ok(Raw { width, height, components: components.collect() })
    }
}

/// Red, green, blue and full opacity, as a texture takes them; colour is interpolated.
pub fn decode_rgba(bytes: &[u8], limits: Limits) -> Result<image::RgbaImage, Problem> {
    let mut file = File::open(bytes, limits)?;
    file.0.set_output_format(PixelFormat::Rgba);
    let image = file.0.decode_image().map_err(|error| told(&error))?;
    let size = (u32::try_from(image.width), u32::try_from(image.height));
    let (Ok(width), Ok(height)) = size else { return Err(Problem::error("photo-damaged")) };
    image::RgbaImage::from_raw(width, height, image.data).ok_or_else(|| Problem::error("photo-damaged"))
}

/// Writes a JPEG file with nothing in it but the picture.
pub fn encode(planes: &Planes) -> Result<Vec<u8>, Problem> {
    let (width, height) = planes.size();
    let [blue, red] = &planes.chroma;
    let all = [&planes.luma, blue, red];
    let samples = all.map(|plane| plane.as_raw().as_slice());
    let widths = all.map(|plane| plane.width() as usize);
    let heights = all.map(|plane| plane.height() as usize);
    let (across, down) = (width as usize, height as usize);
    libjpeg_turbo_rs::compress_raw(&samples, &widths, &heights, across, down, QUALITY, Subsampling::S420)
        // Writing into memory fails only for empty or too large pictures.
        .map_err(|_| Problem::error("photo-too-many-pixels").with("width", width).with("height", height))
}

fn told(error: &JpegError) -> Problem {
    match error {
        JpegError::UnexpectedEof => Problem::error("photo-cut-off"),
        JpegError::LimitExceeded { .. } | JpegError::AllocationFailed { .. } => Problem::error("photo-too-much-memory"),
        JpegError::Unsupported(_) => Problem::error("photo-unusual-jpeg"),
        _ => Problem::error("photo-damaged"),
    }
}
