//! `tantu key`: the keys of a workspace, recovery keys, and the words that are read aloud.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::workspace;
use crate::app::clock::{Clock as _, SystemClock};
use crate::app::keys::known::{self, Receiver};
use crate::app::keys::{Fresh, recovery};
use crate::app::vault;
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::seal::{Recipient, fingerprint};
use crate::store::Opening;

pub(super) fn command(words: &Words) -> Command {
    let folder = || super::file("folder", words.text("key-cli-workspace")).required(true);
    let key = || Arg::new("key").value_name("age1…").required(true).help(words.text("key-cli-key"));
    let name = Arg::new("name").value_name("NAME").required(true).help(words.text("key-cli-name"));
    let checked = super::flag("checked", words.text("key-cli-checked"));
    let sub = |name: &'static str, about| Command::new(name).about(words.text(about));
    Command::new("key")
        .about(words.text("key-cli-about"))
        .subcommand_required(true)
        .subcommand(sub("show", "key-cli-show").arg(folder()))
        .subcommand(sub("new", "key-cli-new").arg(super::file("file", words.text("key-cli-file")).required(true)))
        .subcommand(sub("words", "key-cli-words").arg(key().action(ArgAction::Append)))
        .subcommand(sub("add", "key-cli-add").arg(folder()).arg(name).arg(key()).arg(checked))
}

pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let done = match matches.subcommand() {
        Some(("show", matches)) => show(&path_of(matches, "folder"), matches, words),
        Some(("new", matches)) => new(&path_of(matches, "file"), words),
        Some(("words", matches)) => matches
            .get_many::<String>("key")
            .unwrap_or_default()
            .map(|key| Ok(described(&known::find_recipient(key)?, words)))
            .collect(),
        Some(("add", matches)) => add(matches, words),
        _ => Ok(String::new()),
    };
    match done {
        Ok(text) => out.write_all(text.as_bytes()).map(|()| 0),
        Err(problem) => writeln!(err, "{}", super::told(words, &problem)).map(|()| super::FAILED),
    }
}

fn path_of(matches: &ArgMatches, name: &str) -> PathBuf {
    matches.get_one::<PathBuf>(name).cloned().unwrap_or_default()
}

/// A key on one line, its words on the next.
fn described(recipient: &Recipient, words: &Words) -> String {
    let spoken = fingerprint::words(recipient, language(words)).join(" ");
    format!("{recipient}\n{}\n", words.with("key-cli-spoken", &[("words", &spoken)]))
}

fn language(words: &Words) -> Language {
    words.language()
}

/// The keys that open a workspace, which anybody may see, and those it knows, which need its passphrase.
fn show(folder: &Path, matches: &ArgMatches, words: &Words) -> Result<String, Problem> {
    if !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let mut text = String::new();
    let mut keys = vault::recipients(folder).into_iter();
    match keys.next() {
        Some(own) => text += &format!("{}\n{}", words.text("key-cli-own"), described(&own, words)),
        None => text += &format!("{}\n", words.text("keys-plain")),
    }
    for recovery in keys {
        text += &format!("{}\n{}", words.text("key-cli-recovery"), described(&recovery, words));
    }
    let (store, _) = workspace::open(matches, words, folder, Opening::default())?;
    for receiver in known::read(&store).0 {
        let state = match receiver.confirmed {
            Some(moment) => words.with("keys-known-confirmed", &[("date", &moment.date().to_string())]),
            None => words.text("keys-known-unconfirmed"),
        };
        let line = words.with("key-cli-receiver", &[("name", &receiver.name), ("state", &state)]);
        text += &format!("{line}\n{}", described(&receiver.recipient, words));
    }
    Ok(text)
}

/// Makes a recovery key.
fn new(file: &Path, words: &Words) -> Result<String, Problem> {
    let fresh = Fresh::new(SystemClock.now());
    recovery::write_secret(file, fresh.text(language(words)).as_bytes())?;
    Ok(described(&fresh.recipient(), words))
}

fn add(matches: &ArgMatches, words: &Words) -> Result<String, Problem> {
    let argument = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let recipient = known::find_recipient(&argument("key"))?;
    let folder = path_of(matches, "folder");
    if !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let (store, _) = workspace::open(matches, words, &folder, Opening::default())?;
    let confirmed = matches.get_flag("checked").then(|| SystemClock.now());
    let (mut known, _) = known::read(&store);
    known::add(&mut known, Receiver { name: argument("name"), recipient: recipient.clone(), confirmed })?;
    known::write(&store, &known)?;
    Ok(described(&recipient, words))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli::{self, Next};
    use crate::seal::Identity;
    use crate::store::Workspace;

    fn ran(args: &[&str]) -> (Next, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = ["tantu", "key"].iter().chain(args).map(OsString::from);
        let next = cli::run(args, "zh_CN.UTF-8", &mut out, &mut err).unwrap();
        (next, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn a_new_recovery_key_is_written_and_its_public_half_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("office.txt");
        let name = file.display().to_string();
        let (next, out, _) = ran(&["new", &name]);
        assert_eq!(next, Next::Exit(0));
        let key: Identity = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        let spoken = fingerprint::words(&key.recipient(), Language::Chinese).join(" ");
        assert!(out.contains(&key.recipient().to_string()) && out.contains(&spoken), "{out}");
        assert!(!out.contains("SECRET"), "{out}");
        assert_eq!(ran(&["words", &key.recipient().to_string().to_uppercase()]).1, out);
        assert_eq!(ran(&["new", &name]).0, Next::Exit(1), "an old key is never written over");
        assert_eq!(ran(&["words", "age1nonsense"]).0, Next::Exit(1));
    }

    #[test]
    fn receivers_are_added_and_shown_and_a_plain_workspace_says_that_it_is_plain() {
        let folder = tempfile::tempdir().unwrap();
        Workspace::open(folder.path(), Opening::default()).unwrap();
        let (workspace, key) = (folder.path().display().to_string(), Identity::generate().recipient().to_string());
        assert_eq!(ran(&["add", &workspace, "旗残联", &key, "--checked"]).0, Next::Exit(0));
        let (next, out, err) = ran(&["show", &workspace]);
        assert_eq!((next, &*err), (Next::Exit(0), ""));
        for said in ["未加密", "旗残联", "已核对", &*key] {
            assert!(out.contains(said), "{said}: {out}");
        }
        assert_eq!(ran(&["show", "/no/such/folder"]).0, Next::Exit(1));
    }
}
