//! `tantu seal`, `tantu unseal`, `tantu verify`: sealing at rest, and whether everything is there.
//!
//! | exit code | what it says |
//! |---|---|
//! | 0 | done; `verify`: everything is there |
//! | 1 | something is wrong with single files; the rest is done |
//! | 2 | the command line cannot be understood |
//! | 3 | the disk failed, not everything was done; the same command goes on |
//! | 4 | nothing done: wrong passphrase, sealed (or not) already, open elsewhere, no workspace |

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::workspace;
use crate::app::vault::{self, Cost, Done, Progress, Recipient, State};
use crate::app::verify;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::store::{Access, Opening, Workspace};

/// Exit code when a run could not be finished.
const UNFINISHED: u8 = 3;
/// Exit code when nothing was done.
const NOTHING_DONE: u8 = 4;
/// Lines that are told; more of them say nothing more.
const MOST_LISTED: usize = 50;

pub(super) fn seal_command(words: &Words) -> Command {
    let recovery = Arg::new("recovery").long("recovery").value_name("KEY|FILE").action(ArgAction::Append);
    base("seal", "seal-cli-about", words).arg(recovery.help(words.text("seal-cli-recovery")))
}

pub(super) fn unseal_command(words: &Words) -> Command {
    let key = Arg::new("recovery-key").long("recovery-key").value_name("FILE").value_parser(value_parser!(PathBuf));
    base("unseal", "seal-cli-unseal-about", words).arg(key.help(words.text("seal-cli-recovery-key")))
}

pub(super) fn verify_command(words: &Words) -> Command {
    base("verify", "seal-cli-verify-about", words)
}

fn base(name: &'static str, about: &str, words: &Words) -> Command {
    Command::new(name)
        .about(words.text(about))
        .after_help(words.text("seal-cli-codes"))
        .arg(super::file("folder", words.text("seal-cli-folder")).value_name("WORKSPACE").required(true))
}

/// Seals the workspace; one that is sealed already, of what is plain in it nevertheless.
pub(super) fn seal(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = folder(matches);
    let sealed = vault::state(&folder) == State::Sealed;
    let done = if sealed { seal_rest(matches, words, &folder) } else { seal_all(matches, words, &folder) };
    let alone = matches.get_many::<String>("recovery").is_none() && vault::recipients(&folder).len() < 2;
    let said =
        if sealed && done.as_ref().is_ok_and(|done| done.files == 0) { "seal-cli-complete" } else { "seal-cli-sealed" };
    let code = tell(done, &folder, said, words, out, err)?;
    if code == 0 && alone {
        writeln!(err, "{}", super::told(words, &Problem::warning("seal-cli-no-recovery")))?;
    }
    Ok(code)
}

fn seal_all(matches: &ArgMatches, words: &Words, folder: &Path) -> Result<Done, Problem> {
    let recovery = recovery(matches)?;
    // Whether it can be sealed is said before a passphrase is thought of.
    let store = open(matches, words, folder)?;
    if store.seal_state() != State::Plain {
        // An interrupted run, which opening has finished.
        return Ok(Done { store, files: 0, finished: true, problems: Vec::new() });
    }
    let passphrase = workspace::passphrase(matches, words, true)?;
    vault::seal(store, &passphrase, &recovery, Cost::Usual, &Progress::default()).map(|(_, done)| done)
}

/// Adds who can recover it, and seals what lies plain in it nevertheless.
fn seal_rest(matches: &ArgMatches, words: &Words, folder: &Path) -> Result<Done, Problem> {
    let recovery = recovery(matches)?;
    let passphrase = workspace::passphrase(matches, words, false)?;
    let vault = vault::unlock(folder, &passphrase)?;
    let store = writable(workspace::open_with(vault, folder, Opening::default())?.0)?;
    if !recovery.is_empty() {
        vault::add_recovery(&store, &passphrase, &recovery, Cost::Usual)?;
    }
    vault::seal_rest(store, &Progress::default())
}

fn recovery(matches: &ArgMatches) -> Result<Vec<Recipient>, Problem> {
    let named = matches.get_many::<String>("recovery").into_iter().flatten();
    let found: Result<Vec<_>, Problem> = named.map(|text| recipients(text)).collect();
    Ok(found?.concat())
}

/// Keys for recovery: one that is written out, or a file with one on each line.
fn recipients(text: &str) -> Result<Vec<Recipient>, Problem> {
    if text.starts_with("age1") {
        return Ok(vec![text.parse()?]);
    }
    let file = Path::new(text);
    let lines = workspace::text(file)?;
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.parse().map_err(|problem: Problem| problem.in_file(file))).collect()
}

/// Makes a sealed workspace plain.
pub(super) fn unseal(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = folder(matches);
    tell(unsealed(matches, words, &folder), &folder, "seal-cli-unsealed", words, out, err)
}

fn unsealed(matches: &ArgMatches, words: &Words, folder: &Path) -> Result<Done, Problem> {
    if !vault::state(folder).needs_key() {
        return Err(Problem::warning("seal-not-sealed").in_file(folder));
    }
    let store = match matches.get_one::<PathBuf>("recovery-key") {
        Some(file) => {
            let identity = workspace::text(file)?.parse().map_err(|problem: Problem| problem.in_file(file))?;
            let opened = workspace::open_with(vault::recover(folder, &identity)?, folder, Opening::default())?;
            writable(opened.0)?
        }
        None => open(matches, words, folder)?,
    };
    if store.seal_state() == State::Plain {
        return Ok(Done { store, files: 0, finished: true, problems: Vec::new() });
    }
    vault::unseal(store, &Progress::default())
}

/// Checks everything that lies in the workspace.
pub(super) fn verify(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = folder(matches);
    let opened = is_workspace(&folder).and_then(|()| workspace::open(matches, words, &folder, Opening::default()));
    let report = opened.and_then(|(store, problems)| {
        let mut report = verify::verify(&store, &Progress::default())?;
        report.problems.splice(0..0, problems);
        Ok(report)
    });
    let report = match report {
        Ok(report) => report,
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(NOTHING_DONE);
        }
    };
    list(&report.problems, words, err)?;
    let [households, photos, forms] = [report.households, report.photos, report.forms].map(|count| count.to_string());
    let sums = [("households", &*households), ("photos", &*photos), ("forms", &*forms)];
    writeln!(out, "{}", words.with("verify-sums", &sums))?;
    if report.set_aside > 0 {
        writeln!(out, "{}", words.with("verify-set-aside", &[("count", &report.set_aside.to_string())]))?;
    }
    if report.is_sound() {
        writeln!(out, "{}", words.text("verify-sound"))?;
        return Ok(0);
    }
    writeln!(out, "{}", words.with("verify-wrong", &[("count", &report.wrong().to_string())]))?;
    Ok(super::FAILED)
}

fn folder(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default()
}

/// A workspace that is there already: none of these commands makes one.
fn is_workspace(folder: &Path) -> Result<(), Problem> {
    let is = folder.join("workspace.ron").is_file() || folder.join("dossiers").is_dir();
    if is { Ok(()) } else { Err(Problem::error("store-not-a-workspace").in_file(folder)) }
}

fn open(matches: &ArgMatches, words: &Words, folder: &Path) -> Result<Workspace, Problem> {
    is_workspace(folder)?;
    writable(workspace::open(matches, words, folder, Opening::default())?.0)
}

fn writable(store: Workspace) -> Result<Workspace, Problem> {
    match store.access() {
        Access::ReadOnly(reason) => Err(reason.clone()),
        Access::ReadWrite => Ok(store),
    }
}

/// What came of a run; where it failed, the state of the workspace says whether it had begun.
fn tell(
    done: Result<Done, Problem>,
    folder: &Path,
    said: &str,
    words: &Words,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    match done {
        Ok(done) => {
            list(&done.problems, words, err)?;
            writeln!(out, "{}", words.with(said, &[("files", &done.files.to_string())]))?;
            Ok(if done.problems.is_empty() { 0 } else { super::FAILED })
        }
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            let begun = matches!(vault::state(folder), State::Sealing | State::Unsealing);
            Ok(if begun && !problem.key.starts_with("seal-") { UNFINISHED } else { NOTHING_DONE })
        }
    }
}

fn list(problems: &[Problem], words: &Words, err: &mut dyn Write) -> io::Result<()> {
    for problem in problems.iter().take(MOST_LISTED) {
        writeln!(err, "{}", super::told(words, problem))?;
    }
    if problems.len() > MOST_LISTED {
        let more = (problems.len() - MOST_LISTED).to_string();
        writeln!(err, "{}", words.with("merge-more", &[("count", &more)]))?;
    }
    Ok(())
}
