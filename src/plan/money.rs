//! Money and shares as integers, so that sums of forty thousand households are exact.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};

use serde::{Deserialize, Deserializer};

/// Most hundredths a file may state: ten billion yuan, far above the programme and far below overflow.
const MAX_HUNDREDTHS: f64 = 1e12;

/// An amount in fen 分, a hundredth of a yuan. Files write yuan: `150` or `150.50`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(pub i64);

/// A share in hundredths of a percent. Files write percent: `60` or `58.33`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(pub u32);

impl Share {
    pub const WHOLE: Self = Self(10_000);
}

impl Fen {
    /// Half a fen is rounded up, away from nothing; the amount stays within `i64` by saturating.
    #[must_use]
    pub fn times(self, share: Share) -> Self {
        let product = i128::from(self.0) * i128::from(share.0);
        let half = i128::from(Share::WHOLE.0) / 2 * product.signum();
        let rounded = (product + half) / i128::from(Share::WHOLE.0);
        Self(i64::try_from(rounded).unwrap_or(if product < 0 { i64::MIN } else { i64::MAX }))
    }
}

impl Fen {
    /// `¥1,234.50`, whole yuan without fen: for people, in every language.
    #[must_use]
    pub fn yuan(self) -> String {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let digits = whole.to_string();
        let mut grouped = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if rest == 0 { format!("{sign}¥{grouped}") } else { format!("{sign}¥{grouped}.{rest:02}") }
    }
}

impl Add for Fen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Fen {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Fen {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self(0), Add::add)
    }
}

/// `1234.50`, without sign of currency or grouping: for files and logs.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", amount / 100, amount % 100)
    }
}

/// `58.33`, in percent.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        hundredths(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let share = u32::try_from(hundredths(deserializer)?).ok().filter(|share| *share <= Self::WHOLE.0);
        share.map(Self).ok_or_else(|| serde::de::Error::custom("a share lies between 0 and 100 percent"))
    }
}

/// A decimal with at most two places, as whole hundredths. Exact: below the bound a double is nearer to the
/// decimal that was written than a thousandth.
fn hundredths<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let scaled = f64::deserialize(deserializer)? * 100.0;
    if scaled.abs() > MAX_HUNDREDTHS || (scaled - scaled.round()).abs() > 1e-3 || !scaled.is_finite() {
        return Err(serde::de::Error::custom("expected a number with at most two decimal places"));
    }
    Ok(scaled.round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::load::ron_options;

    #[test]
    fn amounts_are_read_exactly() {
        for (text, fen) in
            [("0", 0), ("150", 15_000), ("0.1", 10), ("1.01", 101), ("-3.05", -305), ("4999.99", 499_999)]
        {
            assert_eq!(ron_options().from_str::<Fen>(text).unwrap(), Fen(fen), "{text}");
        }
        for text in ["0.001", "1.005", "NaN", "inf", "1e20", "\"5\""] {
            assert!(ron_options().from_str::<Fen>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn shares_lie_between_nothing_and_everything() {
        assert_eq!(ron_options().from_str::<Share>("58.33").unwrap(), Share(5833));
        assert_eq!(ron_options().from_str::<Share>("100").unwrap(), Share::WHOLE);
        for text in ["-1", "100.01", "0.005"] {
            assert!(ron_options().from_str::<Share>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_share_of_an_amount_is_rounded_to_the_nearest_fen() {
        assert_eq!(Fen(600_000).times(Share(5833)), Fen(349_980));
        assert_eq!(Fen(1).times(Share(5000)), Fen(1));
        assert_eq!(Fen(-1).times(Share(5000)), Fen(-1));
        assert_eq!(Fen(1).times(Share(4999)), Fen(0));
        assert_eq!(Fen(i64::MAX).times(Share::WHOLE), Fen(i64::MAX));
    }

    #[test]
    fn amounts_are_written_with_two_places() {
        assert_eq!(Fen(123_450).to_string(), "1234.50");
        assert_eq!(Fen(-5).to_string(), "-0.05");
    }
}
