//! A secret behind a passphrase (scrypt): a wrong one costs time, not data.

use std::io::{Read as _, Write as _};
use std::iter;

use age::secrecy::SecretString;
use age::{Decryptor, Encryptor, scrypt};

use super::unopened;
use crate::problem::Problem;

/// How long one try takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cost {
    /// About a second on the machine that locks.
    #[default]
    Usual,
    /// log₂ of scrypt's N; for tests, which have no second.
    Work(u8),
}

/// Most work that opening may ask for, as log₂ of scrypt's N: 1 GiB and some seconds. A file can ask for any.
const MAX_WORK: u8 = 20;

/// `plain` behind a passphrase.
///
/// # Errors
/// The system gives no random numbers.
pub fn lock(plain: &[u8], passphrase: &str, cost: Cost) -> Result<Vec<u8>, Problem> {
    let told = |detail: &dyn std::fmt::Display| Problem::error("seal-failed").with("detail", detail);
    let mut recipient = scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    if let Cost::Work(work) = cost {
        recipient.set_work_factor(work);
    }
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as _)).map_err(|error| told(&error))?;
    let mut sealed = Vec::with_capacity(plain.len() + 256);
    let mut writer = encryptor.wrap_output(&mut sealed).map_err(|error| told(&error))?;
    writer.write_all(plain).map_err(|error| told(&error))?;
    writer.finish().map_err(|error| told(&error))?;
    Ok(sealed)
}

/// What [`lock`] locked.
///
/// # Errors
/// The passphrase is another one (`seal-wrong-passphrase`), or the bytes are damaged or made to take for ever.
pub fn unlock(sealed: &[u8], passphrase: &str) -> Result<Vec<u8>, Problem> {
    let decryptor = Decryptor::new_buffered(sealed).map_err(|error| unopened(&error))?;
    if !decryptor.is_scrypt() {
        return Err(Problem::error("seal-damaged").with("detail", "scrypt"));
    }
    let mut identity = scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(MAX_WORK);
    let mut reader = decryptor.decrypt(iter::once(&identity as _)).map_err(|error| match error {
        age::DecryptError::DecryptionFailed | age::DecryptError::NoMatchingKeys => {
            Problem::warning("seal-wrong-passphrase")
        }
        error => unopened(&error),
    })?;
    let mut plain = Vec::new();
    reader.read_to_end(&mut plain).map_err(|error| Problem::error("seal-damaged").with("detail", error))?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_opens_what_it_locked_and_another_one_does_not() {
        let sealed = lock(b"secret", "风吹草低见牛羊", Cost::Work(4)).unwrap();
        assert_eq!(unlock(&sealed, "风吹草低见牛羊").unwrap(), b"secret");
        assert_eq!(unlock(&sealed, "风吹草低见牛").unwrap_err().key, "seal-wrong-passphrase");
        assert_eq!(unlock(&sealed[..sealed.len() - 1], "风吹草低见牛羊").unwrap_err().key, "seal-damaged");
        assert_eq!(unlock(b"secret", "风吹草低见牛羊").unwrap_err().key, "seal-damaged");
    }

    #[test]
    fn a_file_that_asks_for_years_of_work_is_refused() {
        let sealed = lock(b"secret", "a", Cost::Work(4)).unwrap();
        let mut text = sealed.clone();
        let at = sealed.windows(3).position(|three| three == b" 4\n").unwrap();
        text.splice(at..at + 2, *b" 40");
        assert_eq!(unlock(&text, "a").unwrap_err().key, "seal-too-slow");
    }
}
