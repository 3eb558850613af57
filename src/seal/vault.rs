//! The seal of a workspace: one key that opens, and all that may.

use std::io::{Read as _, Write as _};

use super::key::{Identity, Recipient};
use super::stream::{Opener, Sealer};
use crate::cipher::Cipher;
use crate::problem::Problem;

/// Seals for all recipients of a workspace (its own key first, then those for recovery) and opens with its own key.
#[derive(Clone, Debug)]
pub struct Vault {
    identity: Identity,
    recipients: Vec<Recipient>,
}

impl Vault {
    /// `recovery`: who else opens what is sealed here.
    #[must_use]
    pub fn new(identity: Identity, recovery: Vec<Recipient>) -> Self {
        let mut recipients = vec![identity.recipient()];
        for recipient in recovery {
            if !recipients.contains(&recipient) {
                recipients.push(recipient);
            }
        }
        Self { identity, recipients }
    }

    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Its own key first.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }
}

impl Cipher for Vault {
    fn seal(&self, plain: &[u8]) -> Result<Vec<u8>, Problem> {
        let told = |error| Problem::error("seal-failed").with("detail", error);
        // The header is about 200 bytes for each recipient, and every 64 KiB have 16 more.
        let room = plain.len() + plain.len() / 4096 + 256 * (1 + self.recipients.len());
        let mut sealer = Sealer::new(Vec::with_capacity(room), &self.recipients)?;
        sealer.write_all(plain).map_err(told)?;
        sealer.finish().map_err(told)
    }

    fn open(&self, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        let mut plain = Vec::with_capacity(sealed.len());
        Opener::new(sealed, std::slice::from_ref(&self.identity))?
            .read_to_end(&mut plain)
            .map_err(|error| Problem::error("seal-damaged").with("detail", error))?;
        Ok(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cipher::is_sealed;

    #[test]
    fn the_workspace_and_its_recovery_open_what_was_sealed_and_a_changed_byte_is_noticed() {
        let (own, recovery) = (Identity::generate(), Identity::generate());
        let vault = Vault::new(own.clone(), vec![recovery.recipient(), own.recipient()]);
        assert_eq!(vault.recipients().len(), 2);
        let sealed = vault.seal("王秀兰".as_bytes()).unwrap();
        assert!(is_sealed(&sealed) && vault.seal("王秀兰".as_bytes()).unwrap() != sealed);
        let other = Vault::new(recovery, Vec::new());
        for vault in [&vault, &other] {
            assert_eq!(vault.open(&sealed).unwrap(), "王秀兰".as_bytes());
        }
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(vault.open(&changed).is_err(), "byte {at}");
        }
        assert!(vault.open(b"").is_err());
    }
}
