//! Identifiers: who wrote, which household, which row, which picture, which question.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

/// Crockford's base-32 alphabet: no `i l o u`, so an identifier can be read out over the telephone.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const SHORT_LEN: usize = 10;
const SHORT_BITS: u32 = 50;

/// Text that is not an identifier of the expected kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}: {text:?}")]
pub struct BadId {
    pub expected: &'static str,
    pub text: String,
}

fn bad(expected: &'static str, text: &str) -> BadId {
    BadId { expected, text: text.chars().take(80).collect() }
}

fn write_short(bits: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut text = [0_u8; SHORT_LEN];
    for (place, letter) in text.iter_mut().rev().enumerate() {
        *letter = ALPHABET[(bits >> (5 * place)) as usize & 31];
    }
    f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
}

fn read_short(text: &str, expected: &'static str) -> Result<u64, BadId> {
    if text.len() != SHORT_LEN {
        return Err(bad(expected, text));
    }
    text.bytes().try_fold(0, |bits, letter| {
        let digit = ALPHABET.iter().position(|&a| a == letter).ok_or_else(|| bad(expected, text))?;
        Ok(bits << 5 | digit as u64)
    })
}

macro_rules! short_id {
    ($(#[$doc:meta])* $name:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// Takes the lowest 50 bits.
            pub const fn from_bits(bits: u64) -> Self {
                Self(bits & ((1 << SHORT_BITS) - 1))
            }

            pub const fn bits(self) -> u64 {
                self.0
            }

            /// A new one from the system's random source.
            pub fn mint() -> Self {
                Self::from_bits(uuid::Uuid::new_v4().as_u64_pair().1)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_short(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_short(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;

            fn from_str(text: &str) -> Result<Self, BadId> {
                read_short(text, $expected).map(Self)
            }
        }
    };
}

impl RowId {
    /// The row that these words name on every device: so two surveyors who take up the same proposal write into the
    /// same row, and their copies join without a double.
    pub fn derived(words: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for word in words {
            // A length before each word: ["ab", "c"] is not ["a", "bc"].
            hasher.update(&(word.len() as u64).to_le_bytes()).update(word.as_bytes());
        }
        let mut bits = [0; 8];
        hasher.finalize_xof().fill(&mut bits);
        Self::from_bits(u64::from_le_bytes(bits))
    }
}

short_id!(
    /// One installation of the program on one workspace. A copied workspace mints a new one.
    DeviceId,
    "a device id (10 characters)"
);
short_id!(
    /// One row of a repeat (a door, a person, a photo). Minted once, never a position.
    RowId,
    "a row id (10 characters)"
);

/// One household's dossier 一户一档. A UUID of version 7 (sortable, but its time is never trusted), or of version 8
/// where it is derived from a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DossierId(uuid::Uuid);

impl DossierId {
    pub fn mint() -> Self {
        Self(uuid::Uuid::now_v7())
    }

    /// The household that these words name on every device with the same key: a UUID of version 8 (RFC 9562, 5.8).
    pub fn derived(key: &[u8; 32], words: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new_keyed(key);
        for word in words {
            hasher.update(&(word.len() as u64).to_le_bytes()).update(word.as_bytes());
        }
        let mut bits = [0; 16];
        hasher.finalize_xof().fill(&mut bits);
        let bits = u128::from_be_bytes(bits);
        let (version, variant) = (0xf_u128 << 76, 0b11_u128 << 62);
        Self::from_u128(bits & !version & !variant | 8 << 76 | 0b10 << 62)
    }

    pub const fn from_u128(bits: u128) -> Self {
        Self(uuid::Uuid::from_u128(bits))
    }

    pub const fn as_u128(self) -> u128 {
        self.0.as_u128()
    }
}

impl fmt::Display for DossierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl fmt::Debug for DossierId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for DossierId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let expected = "a household id (UUID)";
        if text.len() != 36 {
            return Err(bad(expected, text));
        }
        uuid::Uuid::try_parse(text).map(Self).map_err(|_| bad(expected, text))
    }
}

/// The BLAKE3 hash of a file's bytes: the name of a photo or of a form's text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ContentHash {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        blake3::Hash::from_hex(text)
            .map(|hash| Self(*hash.as_bytes()))
            .map_err(|_| bad("a BLAKE3 hash (64 hexadecimal digits)", text))
    }
}

/// The name of a question, repeat, group, section, choice or form: ASCII letters, digits, `_`, `-`, `.`.
///
/// Cheap to clone, and to make from a constant; compares as text.
#[derive(Clone)]
pub struct Name(Letters);

#[derive(Clone)]
enum Letters {
    /// Of this program.
    Known(&'static str),
    Read(Arc<str>),
}

impl Name {
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Letters::Known(text) => text,
            Letters::Read(text) => text,
        }
    }

    /// For names known to be well formed (constants of this program).
    pub const fn of(text: &'static str) -> Self {
        Self(Letters::Known(text))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Name {}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl FromStr for Name {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let well_formed = !text.is_empty()
            && text.len() <= crate::limits::MAX_NAME_BYTES
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
        if well_formed {
            Ok(Self(Letters::Read(text.into())))
        } else {
            Err(bad("a name (letters, digits, _ - .)", text))
        }
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl<'de> serde::Deserialize<'de> for Name {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ids_read_back_and_refuse_everything_else() {
        for bits in [0, 1, 31, 32, (1 << 50) - 1, 0x2_dead_beef_cafe] {
            let id = DeviceId::from_bits(bits);
            assert_eq!(id.to_string().len(), SHORT_LEN);
            assert_eq!(id.to_string().parse(), Ok(id));
        }
        for text in ["", "123456789", "123456789u", "ABCDEFGHJK", "旗旗旗1"] {
            assert!(text.parse::<RowId>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_derived_row_is_the_same_everywhere_and_words_do_not_run_together() {
        assert_eq!(RowId::derived(&["door_narrow", "D01"]).to_string(), "5q4f5v79vn");
        assert_ne!(RowId::derived(&["ab", "c"]), RowId::derived(&["a", "bc"]));
    }

    #[test]
    fn a_derived_household_is_the_same_everywhere_with_the_same_key_only() {
        let id = DossierId::derived(&[7; 32], &["150102199003072336"]);
        assert_eq!(id, DossierId::derived(&[7; 32], &["150102199003072336"]));
        assert_ne!(id, DossierId::derived(&[8; 32], &["150102199003072336"]));
        let text = id.to_string();
        assert_eq!((&text[14..15], text.parse()), ("8", Ok(id)));
        assert!("89ab".contains(&text[19..20]), "{text}");
    }

    #[test]
    fn names_are_plain() {
        assert_eq!("qE2.note".parse(), Ok(Name::of("qE2.note")), "read or known, it is the same name");
        for text in ["", "a b", "门", "a/b", "a${b}"] {
            assert!(text.parse::<Name>().is_err(), "{text}");
        }
    }
}
