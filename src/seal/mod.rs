//! Sealing 加密: what lies on a tablet or travels between people, for nobody but those it is meant for.
//!
//! Everything is plain age (<https://age-encryption.org/v1>), so that any age program opens it with the key: X25519
//! recipients for contents, scrypt for the one file that a passphrase opens.
//!
//! * [`Identity`] is what opens (secret), [`Recipient`] what others seal for (public, `age1…`); its [`fingerprint`]
//!   is read aloud to be sure that it is theirs.
//! * [`Vault`] seals and opens whole contents of a workspace, in memory ([`crate::cipher::Cipher`]).
//! * [`Sealer`] and [`Opener`] are streams, for packages that are larger than memory.

pub mod fingerprint;
mod key;
mod passphrase;
mod stream;
mod vault;

pub use key::{Identity, Recipient};
pub use passphrase::{Cost, lock, unlock};
pub use stream::{Opener, Sealer};
pub use vault::Vault;

use age::DecryptError;

use crate::problem::Problem;

/// Why sealed bytes cannot be opened.
fn unopened(error: &DecryptError) -> Problem {
    match error {
        DecryptError::NoMatchingKeys => Problem::error("seal-for-others"),
        DecryptError::Io(error) => Problem::error("seal-damaged").with("detail", error),
        DecryptError::ExcessiveWork { .. } => Problem::error("seal-too-slow"),
        _ => Problem::error("seal-damaged").with("detail", error),
    }
}
