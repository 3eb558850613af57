//! The words of a key 口令指纹: what two people read to each other on the phone to be sure that a key is the right one.

use super::key::Recipient;

/// How many words are read: 8 of 256 are 64 bits, too many to make a key for.
pub const WORDS: usize = 8;

/// Which words of the list; the list is the language's.
#[must_use]
pub fn of(recipient: &Recipient) -> [u8; WORDS] {
    let hash = blake3::derive_key("tantu 2026-11-24 fingerprint of a key", recipient.to_string().as_bytes());
    std::array::from_fn(|index| hash[index])
}
