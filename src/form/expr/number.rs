//! Numbers as JavaRosa reads, writes and rounds them.

use std::borrow::Cow;

/// Numbers closer than this are equal.
pub(super) const NEAR: f64 = 1e-12;

/// Reads `-12.5`, `.5`, `4,6` (some locales write a comma). Exponents, signs apart from the number and words are
/// NaN.
pub(super) fn from_text(text: &str) -> f64 {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b',')) {
        return f64::NAN;
    }
    let text = if text.contains(',') { Cow::Owned(text.replace(',', ".")) } else { Cow::Borrowed(text) };
    text.parse().unwrap_or(f64::NAN)
}

/// Writes a number without an exponent.
pub(super) fn to_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else if number.abs() < NEAR {
        "0".to_owned()
    } else if number.fract().abs() < NEAR {
        number.trunc().to_string()
    } else {
        number.to_string()
    }
}

/// Rounds to `places` digits after the point (before it, if negative). Halves go up, so -0.5 becomes -0.
///
/// Works on the digits that the number is written with: 12345.15 is rounded as it looks, not as its nearest
/// binary fraction.
pub(super) fn round(number: f64, places: f64) -> f64 {
    if !number.is_finite() {
        return number;
    }
    let places = places.trunc();
    if !(-30.0..=30.0).contains(&places) {
        return if places.is_nan() { round(number, 0.0) } else { f64::NAN };
    }
    // Cast is exact: the range was checked.
    round_digits(number.abs(), places as i32, number > 0.0).copysign(number)
}

fn round_digits(magnitude: f64, places: i32, half_up: bool) -> f64 {
    let written = magnitude.to_string();
    let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|digit| digit - b'0').collect();
    // Digits that stay; those beyond are cut away.
    let kept = i32::try_from(whole.len()).unwrap_or(i32::MAX).saturating_add(places);
    let Ok(kept) = usize::try_from(kept) else { return 0.0 };
    if kept >= digits.len() {
        return magnitude;
    }
    let (stay, cut) = digits.split_at(kept);
    let half = cut[0] == 5 && cut[1..].iter().all(|&digit| digit == 0);
    let up = if half { half_up } else { cut[0] >= 5 };
    let mut text: String = std::iter::once(&0).chain(stay).map(|&digit| char::from(b'0' + digit)).collect();
    if up {
        text = increment(&text);
    }
    text.push_str(&format!("e{}", -places));
    text.parse().unwrap_or(f64::NAN)
}

/// One more than a whole number written with a leading zero.
fn increment(digits: &str) -> String {
    let nines = digits.bytes().rev().take_while(|&digit| digit == b'9').count();
    let (head, tail) = digits.split_at(digits.len() - nines);
    let mut head = head.to_owned();
    let last = head.pop().unwrap_or('0');
    head.push(char::from_digit(last.to_digit(10).unwrap_or(0) + 1, 10).unwrap_or('9'));
    head + &"0".repeat(tail.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_looks_at_the_written_digits() {
        for (number, places, expected) in [
            (1.005, 2.0, 1.01),
            (-1.005, 2.0, -1.0),
            (9.995, 2.0, 10.0),
            (99.5, 0.0, 100.0),
            (0.5, 0.0, 1.0),
            (-12349.0, -1.0, -12350.0),
            (4.0, -1.0, 0.0),
            (5.0, -1.0, 10.0),
            (5.0, -2.0, 0.0),
            (1e21, 2.0, 1e21),
            (1e-18, 3.0, 0.0),
            (f64::INFINITY, 0.0, f64::INFINITY),
            (2.6, f64::NAN, 3.0),
        ] {
            assert_eq!(round(number, places), expected, "round({number}, {places})");
        }
        assert!(round(1.0, 31.0).is_nan());
        assert!(round(-0.2, 0.0).is_sign_negative());
    }

    #[test]
    fn texts_of_numbers_have_no_exponent() {
        assert_eq!(to_text(13_912_345_678.5), "13912345678.5");
        assert_eq!(to_text(1e21), "1000000000000000000000");
        assert_eq!(to_text(-0.0), "0");
        assert_eq!(to_text(2.000_000_000_000_1 - 1e-13), "2");
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        assert_eq!(from_text(" -12345.6789  "), -12345.6789);
        assert_eq!(from_text("017."), 17.0);
        for text in ["", "-", ".", "1e5", "0x10", "+5", "- 17", "34.56.7", "1-2", "inf"] {
            assert!(from_text(text).is_nan(), "{text}");
        }
    }
}
