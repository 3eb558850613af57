//! What makes bytes unreadable to whoever finds the tablet. [`crate::seal`] does it; the store only knows that it is
//! done.

use std::fmt;

use crate::problem::Problem;

/// How everything sealed begins: the first line of an age file (<https://age-encryption.org/v1>).
pub const SEALED: &[u8] = b"age-encryption.org/v1\n";

/// Whether bytes are sealed, or begin like it.
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(SEALED)
}

/// Seals and opens whole contents. Can be used by many threads.
pub trait Cipher: Send + Sync + fmt::Debug {
    /// The sealed form of `plain`; it begins with [`SEALED`], and is another one each time.
    ///
    /// # Errors
    /// The system gives no random numbers.
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, Problem>;

    /// What was sealed.
    ///
    /// # Errors
    /// It is sealed for others, or was changed or cut off since.
    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, Problem>;
}
