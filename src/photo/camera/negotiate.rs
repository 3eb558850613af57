//! Which of a camera's formats is asked for. Pure: a list in, a choice out.

use crate::limits::MAX_CAMERA_EDGE_PX;

/// How a frame's bytes are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coding {
    /// A JPEG file, maybe without the Huffman tables that Motion JPEG takes as known.
    Jpeg,
    /// 4:2:2, BT.601: Y U Y V for two pixels.
    Yuyv,
    /// 4:2:2, BT.601: U Y V Y for two pixels.
    Uyvy,
    /// 4:2:0, BT.601: all Y, then U V for each four pixels.
    Nv12,
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red.
    Bgr,
}

/// A format that a camera offers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    pub coding: Coding,
    /// In pixels.
    pub width: u32,
    pub height: u32,
    /// Frames a second; `None` when the driver does not say.
    pub rate: Option<f32>,
}

/// Below this many frames a second a viewfinder is of no use: one cannot aim.
const LEAST_RATE: f32 = 5.0;

/// The best of the offers: Motion JPEG before raw pixels (a whole picture costs a tenth of the cable), then quick
/// enough to aim, then the largest within [`MAX_CAMERA_EDGE_PX`], then the quickest. Where all are larger, the smallest.
/// `None` when nothing is offered.
pub fn choose(offers: &[Offer]) -> Option<Offer> {
    let area = |offer: &Offer| u64::from(offer.width) * u64::from(offer.height);
    let rank = |offer: &Offer| {
        let fits = offer.width.max(offer.height) <= MAX_CAMERA_EDGE_PX;
        let quick = offer.rate.is_none_or(|rate| rate >= LEAST_RATE);
        // Within the bound larger is better, beyond it smaller.
        let size = if fits { area(offer) } else { u64::MAX - area(offer) };
        (fits, quick, offer.coding == Coding::Jpeg, size, raw_rank(offer.coding))
    };
    let usable = offers.iter().filter(|offer| offer.width > 0 && offer.height > 0);
    usable.copied().max_by(|a, b| {
        rank(a).cmp(&rank(b)).then_with(|| a.rate.unwrap_or_default().total_cmp(&b.rate.unwrap_or_default()))
    })
}

/// Among raw formats of one size: 4:2:2 has more colour than 4:2:0, RGB costs more of the cable for nothing.
const fn raw_rank(coding: Coding) -> u8 {
    match coding {
        Coding::Jpeg => 5,
        Coding::Yuyv => 4,
        Coding::Uyvy => 3,
        Coding::Rgb | Coding::Bgr => 2,
        Coding::Nv12 => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(coding: Coding, width: u32, height: u32, rate: f32) -> Offer {
        Offer { coding, width, height, rate: Some(rate) }
    }

    fn chosen(offers: &[Offer]) -> (Coding, u32) {
        let chosen = choose(offers).unwrap();
        (chosen.coding, chosen.width)
    }

    #[test]
    fn motion_jpeg_at_the_largest_size_within_the_bound() {
        let webcam = [
            offer(Coding::Yuyv, 640, 480, 30.0),
            offer(Coding::Yuyv, 1920, 1080, 5.0),
            offer(Coding::Jpeg, 1280, 720, 30.0),
            offer(Coding::Jpeg, 1920, 1080, 30.0),
            offer(Coding::Jpeg, 4096, 2160, 15.0),
        ];
        assert_eq!(chosen(&webcam), (Coding::Jpeg, 1920));
    }

    #[test]
    fn raw_pixels_where_there_is_no_motion_jpeg_but_not_a_slide_show() {
        let old = [
            offer(Coding::Nv12, 1280, 720, 10.0),
            offer(Coding::Yuyv, 1280, 720, 10.0),
            offer(Coding::Yuyv, 1600, 1200, 2.0),
            offer(Coding::Yuyv, 640, 480, 30.0),
        ];
        assert_eq!(chosen(&old), (Coding::Yuyv, 1280));
        // A Motion JPEG that is too slow to aim is worse than raw pixels that are not.
        assert_eq!(
            chosen(&[offer(Coding::Jpeg, 1920, 1080, 1.0), offer(Coding::Yuyv, 640, 480, 30.0)]),
            (Coding::Yuyv, 640)
        );
        // Better slow than none; unknown is not slow.
        assert_eq!(chosen(&[offer(Coding::Yuyv, 640, 480, 1.0)]), (Coding::Yuyv, 640));
        let unknown = Offer { rate: None, ..offer(Coding::Jpeg, 1920, 1080, 0.0) };
        assert_eq!(chosen(&[unknown, offer(Coding::Jpeg, 640, 480, 30.0)]), (Coding::Jpeg, 1920));
    }

    #[test]
    fn where_all_are_too_large_the_smallest() {
        assert_eq!(
            chosen(&[offer(Coding::Jpeg, 8000, 6000, 10.0), offer(Coding::Jpeg, 4000, 3000, 10.0)]),
            (Coding::Jpeg, 4000)
        );
        assert_eq!(choose(&[]), None);
        assert_eq!(choose(&[offer(Coding::Jpeg, 0, 0, 30.0)]), None);
    }

    #[test]
    fn of_two_alike_the_quicker() {
        let two = [offer(Coding::Jpeg, 1280, 720, 10.0), offer(Coding::Jpeg, 1280, 720, 30.0)];
        assert_eq!(choose(&two).unwrap().rate, Some(30.0));
    }
}
