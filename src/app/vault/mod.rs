//! Sealing at rest 本机加密: a workspace that nobody opens without its passphrase.
//!
//! ```text
//! state(folder) ── Plain ──► Workspace::open(folder, Opening::default()) ──► seal(store, …) ─┐
//!        └── Sealed, Sealing, Unsealing ──► unlock(folder, passphrase) ──► Vault ◄───────────┘
//!                                                  Workspace::open(folder, Opening { cipher: Some(vault), … })
//! ```
//!
//! [`seal`] and [`unseal`] take the workspace *by value*: nobody else has it open while its files are written anew, so
//! a window drops its program first and opens it again afterwards. A run that was stopped or killed is finished by
//! [`resume`]; until then plain and sealed files lie side by side, and everything opens with the key.
//!
//! The key itself never changes: a new passphrase, or somebody more who can recover, writes the files of `seal/` anew
//! and nothing else. What was plain before is removed, but what a disk remembers of removed files is beyond a program:
//! a tablet is best sealed before the first visit.

mod keys;
mod run;

pub(in crate::app) use keys::recovered_by;
pub use keys::{add_recovery, change_passphrase, recipients, recover, set_passphrase, unlock};
pub use run::{Done, resume, seal, seal_rest, unseal};

pub use crate::app::exchange::Progress;
pub use crate::seal::{Cost, Identity, Recipient, Vault};
pub use crate::store::keyfiles::{State, state};

/// How many may recover a workspace: each costs about 200 bytes in every file.
pub const MAX_RECOVERY: usize = 8;
/// Fewest characters of a passphrase: of digits alone it can be tried out, of words it is enough.
pub const MIN_PASSPHRASE: usize = 8;
