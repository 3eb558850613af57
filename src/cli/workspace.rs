//! Opening a workspace for a command, sealed or not.
//!
//! The passphrase comes from `--passphrase-file`, else from the file that `TANTU_PASSPHRASE_FILE` names, else it is
//! asked at the terminal; never from the command line, where every user of the machine can read it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, ArgMatches, value_parser};

use crate::app::vault::{self, Progress, Vault};
use crate::l10n::Words;
use crate::limits::MAX_SETTINGS_BYTES;
use crate::problem::Problem;
use crate::store::{Opening, Workspace};

const OPTION: &str = "passphrase-file";
const VARIABLE: &str = "TANTU_PASSPHRASE_FILE";

/// The option that every command has.
pub(super) fn passphrase_arg(words: &Words) -> Arg {
    Arg::new(OPTION)
        .long(OPTION)
        .global(true)
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .help(words.text("seal-cli-passphrase-file"))
}

/// Opens the workspace; a sealed one with its passphrase, and what was left of sealing it is done.
///
/// # Errors
/// The passphrase is wrong or nobody gives it, or see [`Workspace::open`].
pub(super) fn open(
    matches: &ArgMatches,
    words: &Words,
    folder: &Path,
    opening: Opening,
) -> Result<(Workspace, Vec<Problem>), Problem> {
    if !vault::state(folder).needs_key() {
        return Workspace::open(folder, opening);
    }
    let vault = vault::unlock(folder, &passphrase(matches, words, false)?)?;
    open_with(vault, folder, opening)
}

/// Opens a sealed workspace whose key is known.
pub(super) fn open_with(vault: Vault, folder: &Path, opening: Opening) -> Result<(Workspace, Vec<Problem>), Problem> {
    let (store, mut problems) = Workspace::open(folder, Opening { cipher: Some(Arc::new(vault)), ..opening })?;
    if store.is_read_only() {
        return Ok((store, problems));
    }
    let done = vault::resume(store, &Progress::default())?;
    problems.extend(done.problems);
    Ok((done.store, problems))
}

/// The passphrase; a `new` one is asked for twice.
pub(super) fn passphrase(matches: &ArgMatches, words: &Words, new: bool) -> Result<String, Problem> {
    let named = matches.get_one::<PathBuf>(OPTION).cloned();
    if let Some(file) = named.or_else(|| std::env::var_os(VARIABLE).map(PathBuf::from)) {
        return first_line(&file);
    }
    let ask = |key| {
        let asked = rpassword::prompt_password(format!("{} ", words.text(key)));
        asked.map_err(|error| Problem::error("seal-no-passphrase").with("detail", error))
    };
    let passphrase = ask("seal-passphrase-ask")?;
    if new && ask("seal-passphrase-again")? != passphrase {
        return Err(Problem::error("seal-passphrase-differs"));
    }
    Ok(passphrase)
}

fn first_line(file: &Path) -> Result<String, Problem> {
    let text = text(file)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// A small file of text.
pub(super) fn text(file: &Path) -> Result<String, Problem> {
    let told = |error: std::io::Error| Problem::error("store-disk-failed").with("detail", error).in_file(file);
    if file.metadata().map_err(told)?.len() > MAX_SETTINGS_BYTES {
        return Err(Problem::error("store-file-too-large").with("limit", MAX_SETTINGS_BYTES >> 20).in_file(file));
    }
    std::fs::read_to_string(file).map_err(told)
}
