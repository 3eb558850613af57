//! Keys by which records meet: the same on every machine and in every run.

use std::hash::Hasher;

/// 64-bit FNV-1a with a last mixing; stable, unlike the hashers of the standard library.
#[derive(Clone, Copy, Debug)]
pub struct Key(u64);

impl Default for Key {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        let mixed = (self.0 ^ self.0 >> 32).wrapping_mul(0xd6e8_feb8_6659_fd93);
        mixed ^ mixed >> 32
    }
}

impl Key {
    /// A part with its end: "ab" and "c" are not "a" and "bc".
    pub fn text(&mut self, text: &str) {
        self.write(text.as_bytes());
        self.write(&[0xff]);
    }

    pub fn char(&mut self, c: char) {
        self.text(c.encode_utf8(&mut [0; 4]));
    }

    /// The key of these parts.
    pub fn of(parts: &[&str]) -> u64 {
        let mut key = Self::default();
        parts.iter().for_each(|part| key.text(part));
        key.finish()
    }

    /// The key of a key within a place.
    pub fn within(place: u64, key: u64) -> u64 {
        let mut both = Self::default();
        both.write(&place.to_le_bytes());
        both.write(&key.to_le_bytes());
        both.finish()
    }
}
