//! Citizen identity numbers 公民身份号码 as they are compared: exactly, and with one slip of the hand.

use crate::form::ids::{canonical, stable_key};

/// Characters of a number; the last is its check character.
const LENGTH: usize = 18;
/// What the check character may say: 0 to 9 and X.
const CHECKS: u64 = 11;

/// The first 18 characters of a certificate, or a citizen number: 17 digits and the check character, packed into 60
/// bits. Not hashed, because numbers that nearly agree are looked for.
///
/// A number whose check character does not fit is one too: that is what a slip of the hand leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(u64);

/// How two numbers differ that may be one. Places count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slip {
    /// One character.
    Digit(u8),
    /// This character and the next changed places.
    Swapped(u8),
}

impl Number {
    /// Reads a certificate or citizen number as it was typed; `None` for what cannot be one, and for fillers such as
    /// eighteen zeros. The fifteen digits of before 1999 become eighteen (GB 11643).
    pub fn of(typed: &str) -> Option<Self> {
        let plain = canonical(typed);
        let text = match plain.len() {
            15 if plain.bytes().all(|byte| byte.is_ascii_digit()) => {
                let body = format!("{}19{}", &plain[..6], &plain[6..]);
                let digits: Vec<u8> = body.bytes().map(|byte| byte - b'0').collect();
                return Self::pack(&digits, check(&digits)).filter(|number| !number.is_filler());
            }
            _ => stable_key(&plain)?,
        };
        let (body, last) = text.split_at_checked(LENGTH - 1)?;
        let digits: Option<Vec<u8>> = body.chars().map(|c| c.to_digit(10).map(|digit| digit as u8)).collect();
        let check = match last {
            "X" => 10,
            digit => digit.parse().ok()?,
        };
        Self::pack(&digits?, check).filter(|number| !number.is_filler())
    }

    /// As an index keeps it.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Back from [`Self::bits`].
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    fn pack(digits: &[u8], check: u8) -> Option<Self> {
        if digits.len() != LENGTH - 1 {
            return None;
        }
        let body = digits.iter().fold(0_u64, |sum, digit| sum * 10 + u64::from(*digit));
        Some(Self(body * CHECKS + u64::from(check)))
    }

    /// The 17 digits, and the check character as 0 to 10.
    fn characters(self) -> [u8; LENGTH] {
        let mut characters = [0; LENGTH];
        characters[LENGTH - 1] = (self.0 % CHECKS) as u8;
        let mut body = self.0 / CHECKS;
        for digit in characters[..LENGTH - 1].iter_mut().rev() {
            *digit = (body % 10) as u8;
            body /= 10;
        }
        characters
    }

    fn of_characters(characters: &[u8; LENGTH]) -> Option<Self> {
        let (check, digits) = characters.split_last()?;
        digits.iter().all(|digit| *digit < 10).then(|| Self::pack(digits, *check)).flatten()
    }

    /// Eighteen times one or two digits: typed so that the field is not empty.
    fn is_filler(self) -> bool {
        let seen = self.characters()[..LENGTH - 1].iter().fold(0_u16, |seen, digit| seen | 1 << digit);
        seen.count_ones() <= 2
    }

    /// Whether the check character fits (ISO 7064, MOD 11-2). Of two numbers that differ by one slip at most one is
    /// sound: that is what the check character is for.
    pub fn is_sound(self) -> bool {
        let characters = self.characters();
        check(&characters[..LENGTH - 1]) == characters[LENGTH - 1]
    }

    /// How `other` may have come from this number by one slip; `None` for the same and for all others.
    pub fn slip(self, other: Self) -> Option<Slip> {
        let (ours, theirs) = (self.characters(), other.characters());
        let mut differing = (0..LENGTH).filter(|place| ours[*place] != theirs[*place]);
        let first = differing.next()?;
        match (differing.next(), differing.next()) {
            (None, _) => Some(Slip::Digit(first as u8 + 1)),
            (Some(second), None)
                if second == first + 1 && ours[first] == theirs[second] && ours[second] == theirs[first] =>
            {
                Some(Slip::Swapped(first as u8 + 1))
            }
            _ => None,
        }
    }

    /// Every number that is one slip away, about 180; none twice.
    pub fn neighbours(self) -> Vec<Self> {
        let characters = self.characters();
        let mut found = Vec::with_capacity(200);
        for place in 0..LENGTH {
            let most = if place == LENGTH - 1 { 10 } else { 9 };
            for digit in (0..=most).filter(|digit| *digit != characters[place]) {
                let mut changed = characters;
                changed[place] = digit;
                found.extend(Self::of_characters(&changed));
            }
            if place + 1 < LENGTH && characters[place] != characters[place + 1] {
                let mut changed = characters;
                changed.swap(place, place + 1);
                found.extend(Self::of_characters(&changed));
            }
        }
        found
    }
}

/// The check character of 17 digits, X as 10: weights 2^(18-i) mod 11.
fn check(digits: &[u8]) -> u8 {
    let sum = digits.iter().fold(0_u32, |sum, digit| (sum + u32::from(*digit)) * 2 % 11);
    ((12 - sum) % 11) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "11010519491231002X";

    #[test]
    fn a_certificate_and_the_citizen_number_in_it_are_one_number() {
        let number = Number::of(ID).unwrap();
        for typed in [
            "11010519491231002x",
            "11010519491231002X43",
            "11010519491231002X43B2",
            " 110105 19491231-002X ",
            "１１０１０５１９４９１２３１００２Ｘ",
        ] {
            assert_eq!(Number::of(typed), Some(number), "{typed}");
        }
        assert!(number.is_sound());
        assert_eq!(Number::of("110105491231002"), Some(number), "as it was before 1999");
        assert_eq!(Number::from_bits(number.bits()), number);
        for typed in ["", "无", "X1010519491231002X", "1101051949123100", "000000000000000000", "111111111111111110"] {
            assert_eq!(Number::of(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_slip_is_one_character_or_two_that_changed_places() {
        let number = Number::of(ID).unwrap();
        for (typed, slip) in [
            (ID, None),
            ("110105194912310021", Some(Slip::Digit(18))),
            ("12010519491231002X", Some(Slip::Digit(2))),
            ("11010519491213002X", Some(Slip::Swapped(13))),
            ("12020519491231002X", None),
            ("11010519491231020X", Some(Slip::Swapped(16))),
        ] {
            let other = Number::of(typed).unwrap();
            assert_eq!((number.slip(other), other.slip(number)), (slip, slip), "{typed}");
            assert_eq!(number.neighbours().contains(&other), slip.is_some(), "{typed}");
        }
    }

    #[test]
    fn of_a_number_and_its_neighbours_only_one_is_sound() {
        for typed in [ID, "150102199003072336", "152221196505050013", "110101199003070011"] {
            let number = Number::of(typed).unwrap();
            let neighbours = number.neighbours();
            assert!(neighbours.iter().all(|other| number.slip(*other).is_some()));
            let sound = neighbours.iter().filter(|other| other.is_sound()).count();
            assert!(!number.is_sound() || sound == 0, "{typed}: {sound}");
            let mut once = neighbours.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), neighbours.len());
        }
    }
}
