//! Reasons as a person reads them.

use super::names::Likeness;
use super::number::Slip;
use super::{Kind, Level, Reason};
use crate::l10n::Words;

impl Reason {
    /// One sentence: what is the same, and in whom.
    pub fn text(&self, words: &Words) -> String {
        let two = |same: &'static str, differ: &'static str, [a, b]: &[String; 2]| {
            if a == b { words.with(same, &[("a", a)]) } else { words.with(differ, &[("a", a), ("b", b)]) }
        };
        match self {
            Self::Number { names, .. } => two("duplicate-reason-number", "duplicate-reason-number-two", names),
            Self::Slip { names: [a, b], slip, .. } => {
                let (key, place) = match slip {
                    Slip::Digit(place) => ("duplicate-reason-digit", place),
                    Slip::Swapped(place) => ("duplicate-reason-swapped", place),
                };
                let (place, next) = (place.to_string(), (place + 1).to_string());
                words.with(key, &[("a", a), ("b", b), ("place", &place), ("next", &next)])
            }
            Self::Name { names: [a, b], likeness, .. } => {
                let key = match likeness {
                    Likeness::Same => "duplicate-reason-name",
                    Likeness::Sound => "duplicate-reason-name-sound",
                    Likeness::OneCharacter => "duplicate-reason-name-character",
                };
                words.with(key, &[("a", a), ("b", b)])
            }
            Self::Head { names, likeness: Likeness::Same } => {
                two("duplicate-reason-head", "duplicate-reason-head-two", names)
            }
            Self::Head { names: [a, b], .. } => words.with("duplicate-reason-head-sound", &[("a", a), ("b", b)]),
            Self::Address { texts } => two("duplicate-reason-address", "duplicate-reason-address-two", texts),
            Self::Phone { number } => words.with("duplicate-reason-phone", &[("number", number)]),
        }
    }
}

impl Level {
    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Certain => "duplicate-level-certain",
            Self::Likely => "duplicate-level-likely",
            Self::Possible => "duplicate-level-possible",
        }
    }

    /// As a report for machines names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

impl Kind {
    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OnePerson => "duplicate-kind-person",
            Self::OneHome => "duplicate-kind-home",
        }
    }

    /// As a report for machines names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnePerson => "one_person",
            Self::OneHome => "one_home",
        }
    }
}
