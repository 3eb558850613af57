//! One cell as it looks.

use std::borrow::Cow;

use jiff::civil::Date;

/// Beyond this a spreadsheet's number no longer has all its digits: it keeps fifteen.
const EXACT_BELOW: f64 = 1e15;

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    /// Without the white space around it; never empty.
    Text(Box<str>),
    /// A number that the spreadsheet knows as a number.
    Number(f64),
    /// A day that the spreadsheet knows as a day; its time of day is left out.
    Date(Date),
    Bool(bool),
    /// `#N/A` and the like: a formula went wrong.
    Fault(&'static str),
}

impl Cell {
    /// A text without what nobody sees: white space around it, marks of zero width, the apostrophe or formula that
    /// keeps a spreadsheet from rounding a number.
    pub fn of_text(text: &str) -> Self {
        let unseen =
            |c: char| c.is_whitespace() || c.is_control() || "\u{200b}\u{200c}\u{200d}\u{feff}\u{2060}".contains(c);
        let text = text.trim_matches(unseen);
        let quoted = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        let text = quoted.or_else(|| text.strip_prefix('\'')).unwrap_or(text).trim_matches(unseen);
        if text.is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }

    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The words of the cell.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number_text(*number)),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(yes) => Cow::Borrowed(if *yes { "TRUE" } else { "FALSE" }),
            Self::Fault(name) => Cow::Borrowed(name),
        }
    }

    /// Whether digits were lost before the file was saved: a long number that became a floating point number,
    /// or its picture in a text file, `1.50102E+17`.
    pub fn has_lost_digits(&self) -> bool {
        match self {
            Self::Number(number) => number.abs() >= EXACT_BELOW,
            Self::Text(text) => is_scientific(text),
            _ => false,
        }
    }

    /// The day that the cell says, in any of the ways that offices write one.
    pub fn date(&self, is_1904: bool) -> Option<Date> {
        match self {
            Self::Date(date) => Some(*date),
            Self::Text(text) => super::date_of(text),
            // A bare number may be a day written without separators, or a serial whose format was lost.
            Self::Number(number) => {
                super::date_of(&number_text(*number)).or_else(|| super::date::of_serial(*number, is_1904))
            }
            _ => None,
        }
    }

    /// Bytes of memory beside the cell itself.
    pub(super) const fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 0,
        }
    }
}

/// A number as a person reads it: no `.0`, no exponent, no noise of binary fractions.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e21 {
        return format!("{number:.0}");
    }
    // Fifteen significant digits are what a spreadsheet keeps: 0.1 + 0.2 is 0.3.
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    format!("{rounded}")
}

/// `1.50102E+17`: a picture of a number, with an exponent that hides digits.
fn is_scientific(text: &str) -> bool {
    let Some((digits, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let digits = digits.strip_prefix('-').unwrap_or(digits);
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    plain(digits) && digits.contains('.') && exponent.len() <= 3 && exponent.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_loses_only_what_nobody_sees() {
        for (text, seen) in [
            ("  王秀兰\u{3000}\n", "王秀兰"),
            ("=\"150102199003072336\"", "150102199003072336"),
            ("'0471", "0471"),
            ("13847112233\t", "13847112233"),
            ("\u{feff}姓名", "姓名"),
        ] {
            assert_eq!(Cell::of_text(text).text(), seen);
        }
        assert_eq!(Cell::of_text(" \u{200b}"), Cell::Empty);
    }

    #[test]
    fn numbers_read_as_people_write_them_and_rounded_ones_are_known() {
        for (number, text) in [(3.0, "3"), (0.1 + 0.2, "0.3"), (6000.5, "6000.5"), (13_847_112_233.0, "13847112233")] {
            assert_eq!(Cell::Number(number).text(), text);
            assert!(!Cell::Number(number).has_lost_digits());
        }
        assert!(Cell::Number(150_102_199_003_072_336.0).has_lost_digits());
        assert!(Cell::of_text("1.50102E+17").has_lost_digits());
        for text in ["150102199003072336", "E3", "3E", "门E2.1", "12E3"] {
            assert!(!Cell::of_text(text).has_lost_digits(), "{text}");
        }
    }
}
