//! Raw pixels of a camera: to the screen quickly, to a file with little loss.
//!
//! Luma and chroma are read as webcams send them: BT.601, 16-235 (Linux: `V4L2_COLORSPACE_SRGB` by its defaults; UVC
//! 1.5 section 3.9.2.6).

use image::RgbImage;
use jpeg_encoder::{ColorType, Encoder};

use super::Frame;
use super::negotiate::Coding;
use crate::photo::{Pixels, decode};
use crate::problem::Problem;

/// Nearly lossless, without halved colour: the stored photo is encoded once more.
const QUALITY: u8 = 95;

/// Pixels for the screen; every n-th of them, because a viewfinder shows many a second.
pub fn for_screen(frame: &Frame, max_edge: u32) -> Result<Pixels, Problem> {
    let step = frame.width.max(frame.height).div_ceil(max_edge.max(1)).max(1);
    let rows = Rows::of(frame)?;
    let (width, height) = (frame.width.div_ceil(step), frame.height.div_ceil(step));
    let mut rgba = Vec::with_capacity(width as usize * height as usize * 4);
    for y in (0..frame.height as usize).step_by(step as usize) {
        for x in (0..frame.width as usize).step_by(step as usize) {
            let [red, green, blue] = rows.pixel(x, y);
            rgba.extend([red, green, blue, 255]);
        }
    }
    Ok(Pixels { width, height, rgba })
}

/// The whole picture as a JPEG file.
pub fn encode(frame: &Frame) -> Result<Vec<u8>, Problem> {
    let image = decode::shrink(rgb(frame)?, u32::from(u16::MAX))?;
    let sides = (u16::try_from(image.width()), u16::try_from(image.height()));
    let (Ok(width), Ok(height)) = sides else { return Err(damaged()) };
    let mut jpeg = Vec::new();
    Encoder::new(&mut jpeg, QUALITY).encode(image.as_raw(), width, height, ColorType::Rgb).map_err(|_| damaged())?;
    Ok(jpeg)
}

fn rgb(frame: &Frame) -> Result<RgbImage, Problem> {
    let rows = Rows::of(frame)?;
    Ok(RgbImage::from_fn(frame.width, frame.height, |x, y| image::Rgb(rows.pixel(x as usize, y as usize))))
}

fn damaged() -> Problem {
    Problem::error("photo-damaged")
}

/// A frame whose bytes are known to be enough.
struct Rows<'a> {
    bytes: &'a [u8],
    coding: Coding,
    stride: usize,
    /// Of NV12: where the colours begin.
    chroma: usize,
}

impl<'a> Rows<'a> {
    /// # Errors
    /// When there are fewer bytes than width and height need: the picture was cut off on its way.
    fn of(frame: &'a Frame) -> Result<Self, Problem> {
        let (width, height) = (frame.width as usize, frame.height as usize);
        let even = width.checked_add(width % 2).ok_or_else(damaged)?;
        let row = match frame.coding {
            Coding::Yuyv | Coding::Uyvy => even.checked_mul(2),
            Coding::Rgb | Coding::Bgr => width.checked_mul(3),
            Coding::Nv12 => Some(even),
            Coding::Jpeg => None,
        };
        let row = row.filter(|_| width > 0 && height > 0).ok_or_else(damaged)?;
        let stride = row.max(frame.stride as usize);
        // Of the last row only the pixels are needed.
        let plane = |rows: usize| stride.checked_mul(rows.checked_sub(1)?)?.checked_add(row);
        let chroma = stride.checked_mul(height).ok_or_else(damaged)?;
        let needed = match frame.coding {
            Coding::Nv12 => plane(height.div_ceil(2)).and_then(|bytes| bytes.checked_add(chroma)),
            _ => plane(height),
        };
        if needed.is_none_or(|needed| frame.bytes.len() < needed) {
            return Err(Problem::error("photo-cut-off"));
        }
        Ok(Self { bytes: &frame.bytes, coding: frame.coding, stride, chroma })
    }

    /// Red, green and blue of a pixel inside the picture.
    fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        let row = &self.bytes[y * self.stride..];
        let pair = x / 2 * 4;
        match self.coding {
            Coding::Yuyv => from_luma(row[x * 2], row[pair + 1], row[pair + 3]),
            Coding::Uyvy => from_luma(row[x * 2 + 1], row[pair], row[pair + 2]),
            Coding::Nv12 => {
                let colours = &self.bytes[self.chroma + y / 2 * self.stride..];
                from_luma(row[x], colours[x / 2 * 2], colours[x / 2 * 2 + 1])
            }
            Coding::Bgr => [row[x * 3 + 2], row[x * 3 + 1], row[x * 3]],
            Coding::Rgb | Coding::Jpeg => [row[x * 3], row[x * 3 + 1], row[x * 3 + 2]],
        }
    }
}

/// ITU-R BT.601 with 16-235, in 1/256.
fn from_luma(luma: u8, blue: u8, red: u8) -> [u8; 3] {
    let luma = 298 * (i32::from(luma) - 16);
    let (blue, red) = (i32::from(blue) - 128, i32::from(red) - 128);
    let byte = |value: i32| ((value + 128) >> 8).clamp(0, 255) as u8;
    [byte(luma + 409 * red), byte(luma - 100 * blue - 208 * red), byte(luma + 516 * blue)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(coding: Coding, width: u32, height: u32, stride: u32, bytes: Vec<u8>) -> Frame {
        Frame { width, height, coding, stride, bytes }
    }

    /// The colours of the 75 % bars, with what BT.601 sends for them (EBU Tech 3325, SMPTE EG 1).
    const BARS: [([u8; 3], [u8; 3]); 4] = [
        ([191, 191, 0], [162, 44, 142]),
        ([0, 191, 0], [112, 72, 58]),
        ([191, 0, 0], [65, 100, 212]),
        ([0, 0, 191], [35, 212, 114]),
    ];

    fn close(shown: [u8; 3], told: [u8; 3]) {
        assert!(shown.iter().zip(told).all(|(a, b)| a.abs_diff(b) <= 2), "{shown:?} is not {told:?}");
    }

    fn first(frame: &Frame) -> [u8; 3] {
        for_screen(frame, 10).unwrap().rgba[..3].try_into().unwrap()
    }

    #[test]
    fn colour_bars_come_out_as_the_standard_says() {
        for (rgb, [y, u, v]) in BARS {
            close(first(&frame(Coding::Yuyv, 2, 1, 4, vec![y, u, y, v])), rgb);
            close(first(&frame(Coding::Uyvy, 2, 1, 4, vec![u, y, v, y])), rgb);
            close(first(&frame(Coding::Nv12, 2, 2, 2, vec![y, y, y, y, u, v])), rgb);
        }
        assert_eq!(first(&frame(Coding::Rgb, 1, 1, 3, vec![1, 2, 3])), [1, 2, 3]);
        assert_eq!(first(&frame(Coding::Bgr, 1, 1, 3, vec![1, 2, 3])), [3, 2, 1]);
    }

    #[test]
    fn rows_may_be_padded_and_sides_odd() {
        let mut padded = Vec::new();
        for row in 0..3_u8 {
            padded.extend([row * 50, 128, row * 50, 128, row * 50, 128, row * 50, 128]);
            padded.extend([255; 8]);
        }
        let odd = frame(Coding::Yuyv, 3, 3, 16, padded);
        let shown = for_screen(&odd, 10).unwrap();
        assert_eq!((shown.width, shown.height), (3, 3));
        let grey = |pixel: usize| shown.rgba[pixel * 4];
        assert_eq!([grey(0), grey(2)], [0, 0]);
        assert!(grey(3) == grey(5) && grey(6) > grey(3), "the padding is no picture");
        assert!(for_screen(&frame(Coding::Nv12, 3, 3, 4, vec![128; 12 + 8]), 10).is_ok());
    }

    #[test]
    fn fewer_bytes_than_pixels_is_a_picture_cut_off() {
        for coding in [Coding::Yuyv, Coding::Uyvy, Coding::Nv12, Coding::Rgb, Coding::Bgr] {
            for (width, height) in [(4, 4), (5, 3), (1, 1)] {
                for length in 0..200 {
                    // Whatever the length, an answer and no panic; nothing at all is never a picture.
                    let result = for_screen(&frame(coding, width, height, 0, vec![7; length]), 2);
                    assert!(length > 0 || result.is_err());
                }
            }
            assert!(for_screen(&frame(coding, u32::MAX, u32::MAX, u32::MAX, vec![0; 64]), 2).is_err());
            assert!(for_screen(&frame(coding, 0, 5, 0, vec![0; 64]), 2).is_err());
        }
        let cut = for_screen(&frame(Coding::Yuyv, 4, 4, 8, vec![7; 31]), 4).unwrap_err();
        assert_eq!(cut.key, "photo-cut-off");
    }

    #[test]
    fn a_kept_picture_looks_like_the_shown_one() {
        let bytes: Vec<u8> =
            (0..64_u32 * 48).flat_map(|n| [(n % 64 * 3) as u8, 100, (n % 64 * 3) as u8, 150]).collect();
        let frame = frame(Coding::Yuyv, 128, 48, 256, bytes);
        let shown = for_screen(&frame, 128).unwrap();
        let kept = crate::photo::decode_for_screen(&encode(&frame).unwrap(), 128).unwrap();
        assert_eq!((kept.width, kept.height), (128, 48));
        let difference: u64 = shown.rgba.iter().zip(&kept.rgba).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        assert!(difference / (shown.rgba.len() as u64) < 3, "mean difference of a channel: {difference}");
    }
}
