//! Packages `.tantu`: households on their way from one device to another, as one file on a stick or in a chat.
//!
//! # The format
//! A package is a plain zip: no zip64, no comment, no encryption, entries stored or deflated.
//!
//! ```text
//! manifest.ron              what this is, from whom, and every other entry with its size and BLAKE3 hash
//! dossiers/<id>.ron         a household in the format of the workspace, whole or reduced
//! photos/<blake3>.jpg       what a household names; the hash in the name is that of the bytes
//! forms/<blake3>.ron        the form texts the households were filled with, and the organisation's own files
//! receipts/<device>.ron     what an office holds of what this device sent ([`Receipt`])
//! ```
//!
//! Format 2 also says whether a package is full or leaves out what the receiver has confirmed, its number, which part
//! of a larger parcel it is, how many photos and bytes it has, and for whom an answer is sealed ([`Cover`]). Format 1
//! is still read. The whole zip may be one age stream ([`Unsealed`]); then nothing of this can be seen from outside.
//!
//! [`Packer`] writes it in one pass, the manifest last, to anything that takes bytes; whoever gives it a file sees to
//! it that the file is there whole or not at all. [`Package`] reads it and trusts nothing: see there. What the
//! entries mean is the caller's business: this module knows neither households nor pictures.
//!
//! **Invariant:** nothing is ever written by reading, no name of an entry becomes a name on the disk, and memory is
//! bounded by [`crate::limits`], whatever the file says.

pub mod cloud;
mod entry;
mod manifest;
mod packer;
mod reader;
mod receipt;
mod sealed;
mod tail;
#[cfg(test)]
mod tests;

pub use entry::EntryName;
pub use manifest::{About, Cover, EntryInfo, Kind, Manifest, Part, Since, is_own_file};
pub use packer::Packer;
pub use reader::Package;
pub use receipt::{Receipt, Received};
pub use sealed::Unsealed;

/// The format this program writes, and the newest it reads.
pub const FORMAT: u32 = 2;

/// What a package's file name ends with.
pub const ENDING: &str = "tantu";
