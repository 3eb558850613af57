//! A passphrase on its way, and how good a new one is.

use std::fmt;

use age::secrecy::{ExposeSecret as _, SecretString};

pub use crate::app::vault::MIN_PASSPHRASE as FEWEST;

/// A secret that somebody typed: it shows itself to nobody and is wiped when it goes.
#[derive(Clone)]
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Takes what was typed and leaves an empty field.
    pub fn take(typed: &mut String) -> Self {
        Self(std::mem::take(typed).into())
    }

    pub(super) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

/// How long a new passphrase would stand against somebody who has the tablet and a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// It is not taken.
    Short,
    Weak,
    Fair,
    Good,
}

/// An honest guess, from above: who knows the person guesses better. A Chinese letter counts like two of the
/// alphabet, repeated and consecutive letters (`aaaa`, `1234`) like none.
pub fn strength(typed: &str) -> Strength {
    if typed.chars().count() < FEWEST {
        return Strength::Short;
    }
    let mut bits = 0.0;
    let mut before: Option<char> = None;
    for letter in typed.chars() {
        let step = before.map_or(2, |before| (letter as i64 - before as i64).abs());
        bits += match letter {
            _ if step <= 1 => 0.5,
            '0'..='9' => 3.3,
            'a'..='z' | ' ' => 4.0,
            'A'..='Z' => 4.7,
            letter if letter.is_ascii() => 5.0,
            _ => 8.0,
        };
        before = Some(letter);
    }
    match bits {
        bits if bits < 34.0 => Strength::Weak,
        bits if bits < 50.0 => Strength::Fair,
        _ => Strength::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_is_honest() {
        for (typed, expected) in [
            ("1234567", Strength::Short),
            ("12345678", Strength::Weak),
            ("aaaaaaaaaaaaaaaa", Strength::Weak),
            ("19850312", Strength::Weak),
            ("sunshine85", Strength::Fair),
            ("风吹草低见牛羊啊", Strength::Good),
            ("three camels drink tea", Strength::Good),
        ] {
            assert_eq!(strength(typed), expected, "{typed}");
        }
    }

    #[test]
    fn a_passphrase_shows_itself_to_nobody() {
        let mut typed = "correct horse".to_owned();
        let passphrase = Passphrase::take(&mut typed);
        assert!(typed.is_empty());
        assert!(!format!("{passphrase:?}").contains("horse"));
    }
}
