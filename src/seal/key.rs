//! Keys: what opens, and what others seal for.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use age::secrecy::{ExposeSecret as _, SecretString};
use age::x25519;

use crate::problem::Problem;

/// What opens: the secret half of a key. It shows itself to nobody; [`Identity::reveal`] is for writing it down.
#[derive(Clone)]
pub struct Identity(Arc<x25519::Identity>);

/// What others seal for: the public half of a key, `age1…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(x25519::Recipient);

impl Identity {
    /// A new key, of the system's random numbers.
    #[must_use]
    pub fn generate() -> Self {
        Self(Arc::new(x25519::Identity::generate()))
    }

    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The secret, `AGE-SECRET-KEY-1…`.
    pub fn reveal(&self) -> SecretString {
        self.0.to_string()
    }

    pub(super) fn inner(&self) -> &x25519::Identity {
        &self.0
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity of {}", self.recipient())
    }
}

/// Reads `AGE-SECRET-KEY-1…`, or an identity file as `age-keygen` writes it: the first line that is a key.
impl FromStr for Identity {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let key = lines.next().and_then(|line| line.parse().ok());
        key.map(|key| Self(Arc::new(key))).ok_or_else(|| Problem::error("seal-no-identity"))
    }
}

impl Recipient {
    pub(super) fn inner(&self) -> &x25519::Recipient {
        &self.0
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Recipient {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        text.trim().parse().map(Self).map_err(|_| Problem::warning("seal-no-recipient"))
    }
}

impl PartialEq for Identity {
    fn eq(&self, other: &Self) -> bool {
        self.reveal().expose_secret() == other.reveal().expose_secret()
    }
}

impl Eq for Identity {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_and_does_not_show_itself() {
        let key = Identity::generate();
        let secret = key.reveal().expose_secret().to_owned();
        let file = format!("# created: today\n# public key: {}\n{secret}\n", key.recipient());
        assert_eq!(file.parse::<Identity>().unwrap(), key);
        assert_eq!(key.recipient().to_string().parse::<Recipient>().unwrap(), key.recipient());
        assert!(!format!("{key:?}").contains(&secret));
        assert!("age1nonsense".parse::<Recipient>().is_err());
        assert_eq!("hello".parse::<Identity>().unwrap_err().key, "seal-no-identity");
    }
}
