//! The disk format of a household: the only module that knows it.
//!
//! ```ron
//! (
//!     tantu: 1,
//!     id: "0199…",
//!     spent: {"k3f9a2b1c0": 57},
//!     fields: {
//!         "hh_head": (Text("宝音乌力吉"), "k3f9a2b1c0", 3, "王评估", "2026-11-24T09:30:05+08:00"),
//!         "qE2": (Integer(450), "k3f9a2b1c0", 9, "王评估", "2026-11-24T09:41:17+08:00", {"7m2x0q9d4e": 2}),
//!     },
//!     conflicts: {
//!         "qF1": ([
//!             (YesNo(true), "7m2x0q9d4e", 1, "李评估", "2026-11-24T10:02:00+08:00"),
//!             (YesNo(false), "k3f9a2b1c0", 12, "王评估", "2026-11-24T09:50:31+08:00"),
//!         ]),
//!     },
//! )
//! ```
//!
//! A line is a value, its dot (device, counter), author and time; what the register has seen beyond its live dots
//! follows as a last element. Authors and devices are written out in every line instead of being numbered in a
//! table: so a line stands alone and can be kept word for word by a program that does not understand it.
//!
//! # What a newer program wrote
//! Unknown parts of the file, and entries that cannot be understood, are kept as text in
//! [`Dossier::unknown`](crate::dossier::Dossier::unknown) under `<place>#<hash of the text>`, so that joining two
//! maps loses neither. They are written back in their place; where that is taken, into the list `kept`, which every
//! reader tries again. A newer format must write new parts behind the old ones, sorted by name.
//!
//! **Invariant:** the same dossier gives the same bytes on every machine; `write(read(text)) == text` for every text
//! that `write` made.

mod exact;
mod read;
mod scan;
mod value;
mod write;

pub use exact::read_exact;
pub use read::{Entry, peek, read, read_entry};
pub use write::{write, write_entry};

/// The format this program writes.
pub const FORMAT: u32 = 1;

/// The parts of a file, in their order.
const PARTS: &[&str] = &["tantu", "id", "spent", "fields", "conflicts", "kept"];

/// How many hexadecimal digits of a BLAKE3 hash guard a journal entry.
const CHECKSUM_DIGITS: usize = 16;

fn checksum(bytes: &[u8]) -> String {
    let mut digits = crate::id::ContentHash::of(bytes).to_string();
    digits.truncate(CHECKSUM_DIGITS);
    digits
}

/// A text on one line with its checksum before it.
pub(super) fn guard(text: &str) -> String {
    format!("{} {text}", checksum(text.as_bytes()))
}

/// The text of a guarded line; `None` when it is torn or damaged.
pub(super) fn guarded(line: &str) -> Option<&str> {
    let (sum, text) = line.split_once(' ')?;
    (sum.len() == CHECKSUM_DIGITS && checksum(text.as_bytes()) == sum).then_some(text)
}

/// The key under which a text that is not understood is kept: see the module's documentation.
fn unknown_key(place: &str, text: &str) -> String {
    format!("{place}#{}", checksum(text.as_bytes()))
}

/// The place in a key that [`unknown_key`] made.
fn unknown_place(key: &str) -> &str {
    key.rsplit_once('#').map_or(key, |(place, _)| place)
}

#[cfg(test)]
mod tests;
