//! A picture as a photo is stored: brightness in full, colour halved both ways (4:2:0), no edge longer than asked.
//!
//! A JPEG file holds brightness and colour apart, and so does a stored photo. Shrinking and turning them apart, each
//! at the size it has, saves the way to red, green, blue and back for twelve million pixels.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, Rgb, RgbImage};

use super::raw::{Component, Raw};
use crate::problem::Problem;

/// Brightness, and the two colour differences (ITU-T T.871) at half of its width and height, rounded up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planes {
    pub luma: GrayImage,
    pub chroma: [GrayImage; 2],
}

impl Planes {
    /// Shrinks a decoded JPEG picture until no edge is longer than `max_edge`; never enlarges.
    pub fn of_raw(raw: Raw, max_edge: u32) -> Result<Self, Problem> {
        let size = fitted((raw.width, raw.height), max_edge);
        let half = (size.0.div_ceil(2), size.1.div_ceil(2));
        // Where a size is odd, the last sample of colour lies half outside.
        let beyond = (
            2.0 * f64::from(half.0) / f64::from(size.0).max(1.0),
            2.0 * f64::from(half.1) / f64::from(size.1).max(1.0),
        );
        let mut components = raw.components.into_iter();
        let luma = fit(components.next().ok_or_else(damaged)?, size, (1.0, 1.0))?;
        let mut chroma = || match components.next() {
            Some(component) => fit(component, half, beyond),
            None => Ok(GrayImage::from_pixel(half.0, half.1, image::Luma([128]))),
        };
        Ok(Self { luma, chroma: [chroma()?, chroma()?] })
    }

    pub fn of_rgb(image: &RgbImage) -> Self {
        let (width, height) = image.dimensions();
        let luma = GrayImage::from_fn(width, height, |x, y| image::Luma([luma(image.get_pixel(x, y).0)]));
        let half = (width.div_ceil(2), height.div_ceil(2));
        let mut chroma = [GrayImage::new(half.0, half.1), GrayImage::new(half.0, half.1)];
        for (x, y) in (0..half.1).flat_map(|y| (0..half.0).map(move |x| (x, y))) {
            let near = |dx: u32, dy: u32| image.get_pixel((2 * x + dx).min(width - 1), (2 * y + dy).min(height - 1)).0;
            let four = [near(0, 0), near(1, 0), near(0, 1), near(1, 1)];
            let mean = [0, 1, 2].map(|part| four.iter().map(|pixel| i32::from(pixel[part])).sum::<i32>());
            for (plane, difference) in chroma.iter_mut().zip(differences(mean)) {
                plane.put_pixel(x, y, image::Luma([difference]));
            }
        }
        Self { luma, chroma }
    }

    /// Red, green, blue; a sample of colour stands for its four pixels.
    pub fn to_rgb(&self) -> RgbImage {
        let (width, height) = self.size();
        RgbImage::from_fn(width, height, |x, y| {
            let luma = i32::from(self.luma.get_pixel(x, y).0[0]) << 16;
            let [blue, red] = self.chroma.each_ref().map(|plane| i32::from(plane.get_pixel(x / 2, y / 2).0[0]) - 128);
            // 1.402, 0.344136, 0.714136 and 1.772 in 65,536ths.
            let parts = [luma + 91_881 * red, luma - 22_554 * blue - 46_802 * red, luma + 116_130 * blue];
            Rgb(parts.map(|part| ((part + (1 << 15)) >> 16).clamp(0, 255) as u8))
        })
    }

    /// The same picture, smaller if it is larger than that.
    pub fn shrunk(&self, max_edge: u32) -> Result<Self, Problem> {
        let size = fitted(self.size(), max_edge);
        let half = (size.0.div_ceil(2), size.1.div_ceil(2));
        let whole = |plane: &GrayImage| Component {
            width: plane.width(),
            samples: plane.as_raw().clone(),
            across: f64::from(plane.width()),
            down: f64::from(plane.height()),
        };
        let [blue, red] = self.chroma.each_ref().map(|plane| fit(whole(plane), half, (1.0, 1.0)));
        Ok(Self { luma: fit(whole(&self.luma), size, (1.0, 1.0))?, chroma: [blue?, red?] })
    }

    pub fn turn(&mut self, orientation: Orientation) {
        if orientation == Orientation::NoTransforms {
            return;
        }
        for plane in [&mut self.luma].into_iter().chain(&mut self.chroma) {
            let mut picture = DynamicImage::from(std::mem::take(plane));
            picture.apply_orientation(orientation);
            *plane = picture.into_luma8();
        }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        self.luma.dimensions()
    }
}

/// Brightness of red, green, blue: 0.299, 0.587 and 0.114 in 65,536ths.
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    ((19_595 * u32::from(red) + 38_470 * u32::from(green) + 7_471 * u32::from(blue) + (1 << 15)) >> 16) as u8
}

/// Colour differences to blue and to red of four pixels' sum.
fn differences([red, green, blue]: [i32; 3]) -> [u8; 2] {
    let rounded = |sum: i32| (((sum + (128 << 18) + (1 << 17) - 1) >> 18).clamp(0, 255)) as u8;
    [rounded(-11_059 * red - 21_709 * green + 32_768 * blue), rounded(32_768 * red - 27_439 * green - 5_329 * blue)]
}

/// The size a picture gets so that no edge is longer than `max_edge`.
pub fn fitted((width, height): (u32, u32), max_edge: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= max_edge {
        return (width, height);
    }
    let scaled = |edge: u32| {
        let edge = u64::from(edge) * u64::from(max_edge) * 2 + u64::from(longest);
        u32::try_from(edge / (2 * u64::from(longest))).unwrap_or(max_edge).max(1)
    };
    (scaled(width), scaled(height))
}

/// Brings a component to a size. `beyond` is how much more than the component's extent the new samples cover.
fn fit(component: Component, to: (u32, u32), beyond: (f64, f64)) -> Result<GrayImage, Problem> {
    let mut component = component;
    // Averaging four samples is quick and takes nothing away that the filter behind it would keep; vips and
    // libjpeg's scaled decoding do the same.
    while component.across >= f64::from(2 * to.0) && component.down >= f64::from(2 * to.1) {
        component = component.halved();
    }
    let component = component.trimmed();
    let (width, height) = (component.width, component.height());
    if (width, height) == to {
        return GrayImage::from_raw(width, height, component.samples).ok_or_else(damaged);
    }
    let from = ImageRef::new(width, height, &component.samples, PixelType::U8).map_err(|_| damaged())?;
    let across = (component.across * beyond.0).min(f64::from(width));
    let down = (component.down * beyond.1).min(f64::from(height));
    let mut smaller = Image::new(to.0, to.1, PixelType::U8);
    let options = ResizeOptions::new().crop(0.0, 0.0, across, down);
    let options = options.resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&from, &mut smaller, &options).map_err(|_| damaged())?;
    GrayImage::from_raw(to.0, to.1, smaller.into_vec()).ok_or_else(damaged)
}

impl Component {
    fn height(&self) -> u32 {
        u32::try_from(self.samples.len()).unwrap_or(u32::MAX) / self.width.max(1)
    }

    /// The mean of every two by two samples.
    fn halved(self) -> Self {
        let width = self.width as usize;
        let half = width.div_ceil(2);
        let rows = self.samples.len() / width.max(1);
        let mut samples = vec![0; half * rows.div_ceil(2)];
        for (to, pair) in samples.chunks_exact_mut(half.max(1)).zip(self.samples.chunks(2 * width.max(1))) {
            let (upper, lower) = pair.split_at(width.min(pair.len()));
            let lower = if lower.len() == upper.len() { lower } else { upper };
            let (uppers, upper_rest) = upper.as_chunks::<2>();
            let (lowers, lower_rest) = lower.as_chunks::<2>();
            for ((to, [a, b]), [c, d]) in to.iter_mut().zip(uppers).zip(lowers) {
                *to = ((u16::from(*a) + u16::from(*b) + u16::from(*c) + u16::from(*d) + 2) / 4) as u8;
            }
            if let (Some(to), [a], [c]) = (to.last_mut(), upper_rest, lower_rest) {
                *to = u16::midpoint(u16::from(*a), u16::from(*c)) as u8;
            }
        }
        let width = u32::try_from(half).unwrap_or(u32::MAX);
        Self { width, samples, across: self.across / 2.0, down: self.down / 2.0 }
    }

    /// Without the samples that only fill up the last blocks.
    fn trimmed(mut self) -> Self {
        let (width, height) = (self.across.ceil() as usize, self.down.ceil() as usize);
        let stride = self.width as usize;
        if width < stride {
            let rows: Vec<&[u8]> = self.samples.chunks_exact(stride).take(height).map(|row| &row[..width]).collect();
            self.samples = rows.concat();
        } else {
            self.samples.truncate(stride * height);
        }
        self.width = u32::try_from(width.min(stride)).unwrap_or(u32::MAX);
        self
    }
}

fn damaged() -> Problem {
    Problem::error("photo-damaged")
}
