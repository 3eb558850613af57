//! QR codes (ISO/IEC 18004) as runs of dark modules, which a template draws as one vector path.

use qrcode::{Color, EcLevel, QrCode};
use serde::Serialize;

/// A code without its quiet zone, which the template leaves around it (four modules).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Qr {
    /// Modules along a side; 0 when the text was too long for a code.
    pub size: usize,
    /// Dark runs: column, row, length, in modules from the upper left corner.
    pub runs: Vec<[usize; 3]>,
}

impl Qr {
    /// The code of a text with error correction M (15 % may be dirty).
    pub fn of(text: &str) -> Self {
        let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else { return Self::default() };
        let size = code.width();
        let mut runs: Vec<[usize; 3]> = Vec::new();
        for (place, colour) in code.to_colors().into_iter().enumerate() {
            let (row, column) = (place / size, place % size);
            match runs.last_mut() {
                _ if colour == Color::Light => {}
                Some([start, last, length]) if *last == row && *start + *length == column => *length += 1,
                _ => runs.push([column, row, 1]),
            }
        }
        Self { size, runs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        let text = "01931b6c-0000-7000-8000-000000000001";
        let qr = Qr::of(text);
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let mut drawn = vec![Color::Light; qr.size * qr.size];
        for [column, row, length] in &qr.runs {
            for module in &mut drawn[row * qr.size + column..][..*length] {
                assert_eq!(std::mem::replace(module, Color::Dark), Color::Light, "drawn twice");
            }
        }
        assert_eq!(drawn, code.to_colors());
        assert_eq!(Qr::of(&"x".repeat(10_000)), Qr::default());
    }
}
