//! How much of a measure: exact thousandths of the unit, so that a quantity times a price is exact money.

use std::fmt;

use super::money::Fen;
use crate::limits::MAX_QUANTITY_THOUSANDTHS;
use crate::value::{Decimal, Value};

/// A quantity in thousandths of its unit: 6.3 m² is 6,300. Never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    pub const NONE: Self = Self(0);
    pub const ONE: Self = Self(1_000);

    /// `None` below nothing and above [`MAX_QUANTITY_THOUSANDTHS`].
    pub fn thousandths(thousandths: i64) -> Option<Self> {
        (0..=MAX_QUANTITY_THOUSANDTHS).contains(&thousandths).then_some(Self(thousandths))
    }

    /// The nearest thousandth, half of one up. `None` as [`Self::thousandths`].
    pub fn of(number: f64) -> Option<Self> {
        let scaled = (number * 1_000.0).round();
        let within = scaled.is_finite() && (0.0..=MAX_QUANTITY_THOUSANDTHS as f64).contains(&scaled);
        within.then_some(Self(scaled as i64))
    }

    /// What an answer says; `None` for a value that is no quantity.
    pub fn of_value(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(number) => number.checked_mul(1_000).and_then(Self::thousandths),
            Value::Decimal(number) => Self::of(number.get()),
            _ => None,
        }
    }

    pub const fn get(self) -> i64 {
        self.0
    }

    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// As an answer writes it.
    pub fn value(self) -> Value {
        Decimal::new(self.0 as f64 / 1_000.0).map_or(Value::Integer(0), Value::Decimal)
    }

    /// The quantity with `places` digits after the point, half of the last one up.
    #[must_use]
    pub const fn rounded(self, places: u8) -> Self {
        let step = step(places);
        Self((self.0 + step / 2) / step * step)
    }

    /// The smallest quantity with `places` digits after the point that is not less: counted things are whole.
    #[must_use]
    pub const fn rounded_up(self, places: u8) -> Self {
        let step = step(places);
        Self((self.0 + step - 1) / step * step)
    }

    /// What this much costs at `price` for one unit: exact, then rounded to the fen, half a fen up. Each line is
    /// rounded by itself; sums are sums of rounded lines, as on the paper.
    pub fn at(self, price: Fen) -> Fen {
        let product = i128::from(self.0) * i128::from(price.0);
        let rounded = (product + 500 * product.signum()) / 1_000;
        Fen(i64::try_from(rounded).unwrap_or(if product < 0 { i64::MIN } else { i64::MAX }))
    }
}

/// Thousandths in the last of `places` digits after the point.
const fn step(places: u8) -> i64 {
    match places {
        0 => 1_000,
        1 => 100,
        2 => 10,
        _ => 1,
    }
}

/// `6.3`, `2`: no zeros at the end.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:03}", self.0 / 1_000, self.0 % 1_000);
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(thousandths: i64) -> Quantity {
        Quantity::thousandths(thousandths).unwrap()
    }

    #[test]
    fn quantities_are_exact_and_read_back() {
        for (number, thousandths, text) in [
            (0.0, 0, "0"),
            (6.3, 6_300, "6.3"),
            (2.25, 2_250, "2.25"),
            (0.1 + 0.2, 300, "0.3"),
            (12.0005, 12_001, "12.001"),
        ] {
            let read = Quantity::of(number).unwrap();
            assert_eq!((read, read.to_string().as_str()), (quantity(thousandths), text));
            assert_eq!(Quantity::of_value(&read.value()), Some(read), "{text}");
        }
        assert_eq!(Quantity::of_value(&Value::Integer(3)), Some(quantity(3_000)));
    }

    #[test]
    fn what_is_no_quantity_is_refused() {
        for number in [-0.001, f64::NAN, f64::INFINITY, 1e12] {
            assert_eq!(Quantity::of(number), None, "{number}");
        }
        for value in [Value::Integer(i64::MAX), Value::Integer(-1), Value::Text("3".into())] {
            assert_eq!(Quantity::of_value(&value), None, "{value:?}");
        }
    }

    #[test]
    fn a_line_is_rounded_to_the_fen_half_of_one_up() {
        for (thousandths, price, amount) in
            [(6_300, 30_000, 189_000), (1, 500, 1), (1, 499, 0), (333, 10_000, 3_330), (1_500, 3, 5), (0, 99, 0)]
        {
            assert_eq!(quantity(thousandths).at(Fen(price)), Fen(amount), "{thousandths} at {price}");
        }
        assert_eq!(quantity(MAX_QUANTITY_THOUSANDTHS).at(Fen(i64::MAX)), Fen(i64::MAX));
    }

    #[test]
    fn counted_things_are_rounded_up_to_whole_ones() {
        assert_eq!(quantity(2_250).rounded(1), quantity(2_300));
        assert_eq!(quantity(2_249).rounded(1), quantity(2_200));
        assert_eq!(quantity(2_001).rounded_up(0), quantity(3_000));
        assert_eq!(quantity(2_000).rounded_up(0), quantity(2_000));
        assert_eq!(quantity(2_004).rounded_up(2), quantity(2_010));
    }
}
