//! The colours of marks. They lie on photos, not on the sheet, so they are the same in every light.

use crate::value::Ink;

/// Red, green, blue in sRGB.
pub type Rgb = [u8; 3];

/// The colour of an ink and of the outline around it. Of the two, at least one stands out from any ground.
pub const fn colours(ink: Ink) -> (Rgb, Rgb) {
    const LIGHT: Rgb = [0xff, 0xff, 0xff];
    const DARK: Rgb = [0x14, 0x14, 0x14];
    match ink {
        Ink::Red => ([0xd0, 0x12, 0x24], LIGHT),
        Ink::Yellow => ([0xff, 0xd6, 0x0a], DARK),
        Ink::Blue => ([0x0a, 0x4f, 0xc4], LIGHT),
        Ink::White => (LIGHT, DARK),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INKS: [Ink; 4] = [Ink::Red, Ink::Yellow, Ink::Blue, Ink::White];

    /// Relative luminance, WCAG 2.2.
    fn luminance(rgb: Rgb) -> f64 {
        let linear = rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    fn contrast(a: f64, b: f64) -> f64 {
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn on_every_ground_the_ink_or_its_outline_stands_out() {
        for ink in INKS {
            let (own, outline) = colours(ink);
            let (own, outline) = (luminance(own), luminance(outline));
            assert!(contrast(own, outline) >= 4.5, "{ink:?} against its outline");
            for step in 0..=100 {
                let ground = f64::from(step) / 100.0;
                let best = contrast(own, ground).max(contrast(outline, ground));
                assert!(best >= 2.1, "{ink:?} on {ground}: {best}");
            }
            for ground in [0.0, 1.0] {
                let best = contrast(own, ground).max(contrast(outline, ground));
                assert!(best >= 4.5, "{ink:?} on bright and on dark ground: {best}");
            }
        }
    }
}
