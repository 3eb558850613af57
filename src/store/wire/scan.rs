//! The letters of a file, taken from the left: only what [`write`](super::write) puts there, in the one way it puts it.
//!
//! Everything here answers `None` for any other spelling of the same thing; then the file is read by RON.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;
use memchr::{memchr, memchr2};

use super::value::{is_escaped, put_text};
use crate::id::{ContentHash, Name};
use crate::limits::MAX_TEXT_BYTES;
use crate::stamp::Moment;

/// A text and how far it was read.
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub const fn of(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes these letters.
    pub fn take(&mut self, letters: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(letters)?;
        Some(())
    }

    /// Takes these letters if they come now.
    pub fn takes(&mut self, letters: &str) -> bool {
        self.take(letters).is_some()
    }

    /// Everything before `end`, which is taken too.
    pub fn until(&mut self, end: u8) -> Option<&'a str> {
        let length = memchr(end, self.rest.as_bytes())?;
        self.split(length)
    }

    /// So many bytes, and drops the one behind them.
    fn split(&mut self, length: usize) -> Option<&'a str> {
        let taken = self.rest.get(..length)?;
        self.rest = self.rest.get(length + 1..)?;
        Some(taken)
    }

    /// ASCII letters, at least one.
    pub fn word(&mut self) -> Option<&'a str> {
        let length = self.rest.bytes().position(|byte| !byte.is_ascii_alphabetic())?;
        let (word, rest) = self.rest.split_at_checked(length).filter(|_| length > 0)?;
        self.rest = rest;
        Some(word)
    }

    /// A whole number without a sign and without leading zeros, of at most 19 digits.
    pub fn number<T: TryFrom<u64>>(&mut self) -> Option<T> {
        let digits = self.rest.as_bytes();
        let (mut number, mut length) = (0_u64, 0);
        while let Some(digit) = digits.get(length).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            if length == 19 {
                return None;
            }
            number = number * 10 + u64::from(digit);
            length += 1;
        }
        if length == 0 || (digits[0] == b'0' && length > 1) {
            return None;
        }
        self.rest = self.rest.get(length..)?;
        number.try_into().ok()
    }

    /// A whole number that may be negative.
    pub fn signed<T: TryFrom<i64>>(&mut self) -> Option<T> {
        let negative = self.takes("-");
        let size: u64 = self.number()?;
        if negative && size == 0 {
            return None;
        }
        let number = if negative { 0_i64.checked_sub_unsigned(size) } else { i64::try_from(size).ok() };
        number?.try_into().ok()
    }

    /// The number before a closing bracket, in its shortest spelling.
    pub fn decimal(&mut self) -> Option<f64> {
        let text = self.until(b')')?;
        let number: f64 = text.parse().ok()?;
        (format!("{number:?}") == text).then_some(number)
    }

    /// A string in which nothing needs to be escaped: what names, numbers of devices and times are written as.
    pub fn plain(&mut self) -> Option<&'a str> {
        self.take("\"")?;
        self.until(b'"')
    }

    pub fn hash(&mut self) -> Option<ContentHash> {
        let text = self.plain()?;
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        text.parse().ok()
    }

    pub fn name(&mut self) -> Option<Name> {
        self.plain()?.parse().ok()
    }

    pub fn moment(&mut self) -> Option<Moment> {
        Moment::of_text(self.plain()?)
    }

    pub fn date(&mut self) -> Option<Date> {
        let text = self.plain()?.as_bytes();
        let number = |from: usize, to: usize| {
            let digits = text.get(from..to)?;
            let all = digits.iter().all(u8::is_ascii_digit);
            all.then(|| digits.iter().fold(0_i16, |number, digit| number * 10 + i16::from(digit - b'0')))
        };
        if text.len() != 10 || text[4] != b'-' || text[7] != b'-' {
            return None;
        }
        let (month, day) = (i8::try_from(number(5, 7)?).ok()?, i8::try_from(number(8, 10)?).ok()?);
        Date::new(number(0, 4)?, month, day).ok()
    }

    /// Any string of at most [`MAX_TEXT_BYTES`].
    pub fn text(&mut self) -> Option<Cow<'a, str>> {
        self.take("\"")?;
        let length = memchr2(b'"', b'\\', self.rest.as_bytes())?;
        if self.rest.as_bytes()[length] == b'\\' {
            return self.escaped(length).map(Cow::Owned);
        }
        let text = self.split(length)?;
        // What must be escaped begins with one of these bytes.
        let suspect = |byte: u8| byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
        let is_bad = text.len() > MAX_TEXT_BYTES || (text.bytes().any(suspect) && text.chars().any(is_escaped));
        (!is_bad).then_some(Cow::Borrowed(text))
    }

    /// A string with something escaped in it, first at `first`.
    fn escaped(&mut self, first: usize) -> Option<String> {
        let (all, mut text) = (self.rest, String::new());
        let mut next = first;
        loop {
            text.push_str(self.split(next)?);
            let kind = self.rest.chars().next()?;
            self.rest = &self.rest[kind.len_utf8()..];
            text.push(match kind {
                '"' | '\\' => kind,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => {
                    self.take("{")?;
                    char::from_u32(u32::from_str_radix(self.until(b'}')?, 16).ok()?)?
                }
                _ => return None,
            });
            next = memchr2(b'"', b'\\', self.rest.as_bytes())?;
            if text.len() + next > MAX_TEXT_BYTES {
                return None;
            }
            if self.rest.as_bytes()[next] == b'"' {
                text.push_str(self.split(next)?);
                break;
            }
        }
        let mut again = String::new();
        put_text(&mut again, &text);
        let written = all.get(..all.len() - self.rest.len())?;
        (again.strip_prefix('"') == Some(written)).then_some(text)
    }

    /// `, <name>: Some("…")`, empty where it does not stand; it never stands there empty.
    pub fn words_after(&mut self, begin: &str) -> Option<Arc<str>> {
        if !self.takes(begin) {
            return Some(Arc::default());
        }
        let text = self.text().filter(|text| !text.is_empty())?;
        self.take(")")?;
        Some(text.into())
    }

    /// `12,40 300,5` up to something that is no point: at most `most`.
    pub fn points(&mut self, most: usize) -> Option<Vec<[u16; 2]>> {
        let mut points = Vec::new();
        if !self.rest.as_bytes().first()?.is_ascii_digit() {
            return Some(points);
        }
        loop {
            if points.len() == most {
                return None;
            }
            let x = self.number()?;
            self.take(",")?;
            points.push([x, self.number()?]);
            if !self.takes(" ") {
                return Some(points);
            }
        }
    }
}
