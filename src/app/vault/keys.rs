//! The key of a workspace: behind a passphrase, and sealed for those who may recover it.

use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::Path;

use age::secrecy::ExposeSecret as _;

use super::{Cost, Identity, MAX_RECOVERY, MIN_PASSPHRASE, Recipient, Vault};
use crate::cipher::Cipher;
use crate::problem::Problem;
use crate::seal::{Opener, Sealer, lock, unlock as unlock_bytes};
use crate::store::Workspace;
use crate::store::keyfiles::{KeyFile, read};

/// Begins the line of somebody who can recover, in the key's file: not in [`KeyFile::Recipients`], which anybody who
/// holds the tablet for a minute could change.
const RECOVERY: &str = "# recovery: ";

/// Opens a sealed workspace with its passphrase. Takes about a second on purpose; changes nothing.
///
/// # Errors
/// The passphrase is wrong (`seal-wrong-passphrase`), the workspace is not sealed (`seal-not-sealed`), or its key is
/// missing or damaged (`seal-key-missing`, `seal-damaged`): then [`recover`] is what is left.
pub fn unlock(folder: &Path, passphrase: &str) -> Result<Vault, Problem> {
    vault_of(&unlock_bytes(&key_file(folder, KeyFile::Key)?, passphrase)?)
}

/// Opens a sealed workspace with a recovery key. A new passphrase is then set with [`set_passphrase`].
///
/// # Errors
/// This key is none of those that recover it (`seal-for-others`), nobody can (`seal-no-recovery`), or it is not
/// sealed.
pub fn recover(folder: &Path, identity: &Identity) -> Result<Vault, Problem> {
    let sealed = key_file(folder, KeyFile::Recovery)?;
    let mut text = Vec::new();
    Opener::new(&*sealed, std::slice::from_ref(identity))?
        .read_to_end(&mut text)
        .map_err(|error| Problem::error("seal-damaged").with("detail", error))?;
    vault_of(&text)
}

/// Whose keys open the workspace in `folder`, its own first; empty when it is not sealed or that cannot be read. For
/// showing: who holds the tablet can have changed it.
pub fn recipients(folder: &Path) -> Vec<Recipient> {
    let bytes = read(folder, KeyFile::Recipients).ok().flatten().unwrap_or_default();
    String::from_utf8_lossy(&bytes).lines().filter_map(|line| line.parse().ok()).take(1 + MAX_RECOVERY).collect()
}

/// Sets a new passphrase; the contents stay as they are. Killed at any moment, the old one or the new one opens.
///
/// # Errors
/// The passphrase is too short (`seal-short-passphrase`), or the disk fails: then the old one opens.
pub fn set_passphrase(store: &Workspace, vault: &Vault, passphrase: &str, cost: Cost) -> Result<(), Problem> {
    store.write_key_file(KeyFile::Key, &locked(vault, passphrase, cost)?)
}

/// Sets a new passphrase in place of the one that is known.
///
/// # Errors
/// Like [`unlock`] and [`set_passphrase`].
pub fn change_passphrase(store: &Workspace, old: &str, new: &str, cost: Cost) -> Result<(), Problem> {
    let vault = unlock(store.root(), old)?;
    set_passphrase(store, &vault, new, cost)
}

/// Lets these recover the workspace too, and gives the vault that seals for them from now on (for the next
/// [`crate::store::Opening`]). They open what was sealed before as well, because they get the key itself.
///
/// # Errors
/// Like [`unlock`] and [`set_passphrase`]; or more may recover it than can (`seal-too-many-recipients`).
pub fn add_recovery(store: &Workspace, passphrase: &str, more: &[Recipient], cost: Cost) -> Result<Vault, Problem> {
    let vault = unlock(store.root(), passphrase)?;
    let recovery = [&vault.recipients()[1..], more].concat();
    let vault = Vault::new(vault.identity().clone(), recovery);
    write(store, &vault, passphrase, cost)?;
    Ok(vault)
}

/// Writes all key files, the one that says that the workspace is sealed last.
pub(super) fn write(store: &Workspace, vault: &Vault, passphrase: &str, cost: Cost) -> Result<(), Problem> {
    let locked = locked(vault, passphrase, cost)?;
    let recovery = &vault.recipients()[1..];
    if recovery.len() > MAX_RECOVERY {
        return Err(Problem::warning("seal-too-many-recipients").with("limit", MAX_RECOVERY));
    }
    if !recovery.is_empty() {
        let told = |error: std::io::Error| Problem::error("seal-failed").with("detail", error);
        let mut sealer = Sealer::new(Vec::new(), recovery)?;
        sealer.write_all(text_of(vault).as_bytes()).map_err(told)?;
        store.write_key_file(KeyFile::Recovery, &sealer.finish().map_err(told)?)?;
    }
    let list: String = vault.recipients().iter().map(|recipient| format!("{recipient}\n")).collect();
    store.write_key_file(KeyFile::Recipients, list.as_bytes())?;
    store.write_key_file(KeyFile::Key, &locked)
}

fn locked(vault: &Vault, passphrase: &str, cost: Cost) -> Result<Vec<u8>, Problem> {
    if passphrase.chars().count() < MIN_PASSPHRASE {
        return Err(Problem::warning("seal-short-passphrase").with("limit", MIN_PASSPHRASE));
    }
    lock(text_of(vault).as_bytes(), passphrase, cost)
}

/// An identity file as any age program reads it.
fn text_of(vault: &Vault) -> String {
    let mut text = format!("# public key: {}\n", vault.identity().recipient());
    for recipient in &vault.recipients()[1..] {
        writeln!(text, "{RECOVERY}{recipient}").ok();
    }
    writeln!(text, "{}", vault.identity().reveal().expose_secret()).ok();
    text
}

/// The key of another device's workspace, if `own` recovers it.
pub(in crate::app) fn recovered_by(folder: &Path, own: &dyn Cipher) -> Option<Vault> {
    let sealed = read(folder, KeyFile::Recovery).ok().flatten()?;
    vault_of(&own.open(&sealed).ok()?).ok()
}

/// The vault of a key's file. A recovery line that cannot be read is passed over: the file is ours, or nobody's.
fn vault_of(bytes: &[u8]) -> Result<Vault, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::error("seal-no-identity"))?;
    let recovery = text.lines().filter_map(|line| line.strip_prefix(RECOVERY)?.parse().ok());
    Ok(Vault::new(text.parse()?, recovery.take(MAX_RECOVERY).collect()))
}

fn key_file(folder: &Path, file: KeyFile) -> Result<Vec<u8>, Problem> {
    if let Some(bytes) = read(folder, file)? {
        return Ok(bytes);
    }
    let key = match file {
        _ if !super::state(folder).needs_key() => "seal-not-sealed",
        KeyFile::Recovery => "seal-no-recovery",
        KeyFile::Key | KeyFile::Recipients => "seal-key-missing",
    };
    Err(Problem::error(key).in_file(folder))
}
