//! The program from a terminal. Everything here writes to the streams it is given and returns an exit code, so that
//! it can be tested without a process.

mod camera;
pub mod demo;
mod duplicates;
mod export;
mod fetch;
pub mod form;
mod key;
mod merge;
mod pack;
pub mod paper;
mod progress;
mod roster;
mod seal;
mod send;
mod synth;
mod works;
mod workspace;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::role::Role;

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Open the window.
    Window(Window),
    /// All is done; leave with this exit code.
    Exit(u8),
}

/// The window as the command line asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The folder of the workspace; the usual one of this person when missing.
    pub workspace: Option<PathBuf>,
    pub language: Option<Language>,
    /// Whose a new workspace is.
    pub role: Role,
    /// What the robot plays, and where it leaves its pictures.
    pub play: Option<Play>,
    /// For the benchmark: say how long the first frame took, and close.
    pub first_frame: bool,
}

/// A script for the robot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    /// A RON list of steps; the demo visit when missing.
    pub script: Option<PathBuf>,
    pub out: PathBuf,
}

/// Exit code when a check failed.
const FAILED: u8 = 1;
/// Exit code of a command line that cannot be understood.
const MISUSED: u8 = 2;

/// Reads the command line (the program's name first) and does what it asks, apart from opening the window.
/// `locale` is the machine's, `LANG` or the like.
///
/// # Errors
/// When a stream cannot be written; a reader that has gone away is no error.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    locale: &str,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<Next> {
    let args: Vec<OsString> = args.into_iter().collect();
    let words = Words::of(language_of(&args).unwrap_or_else(|| Language::from_locale(locale)));
    let done = match command(words).try_get_matches_from(args) {
        Err(error) => {
            let text = error.render();
            if error.use_stderr() {
                write!(err, "{text}").map(|()| Next::Exit(MISUSED))
            } else {
                write!(out, "{text}").map(|()| Next::Exit(0))
            }
        }
        Ok(matches) => dispatch(&matches, words, out, err),
    };
    match done {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Next::Exit(0)),
        done => done,
    }
}

fn dispatch(matches: &ArgMatches, words: &'static Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<Next> {
    match matches.subcommand() {
        Some(("form", matches)) => form::run(matches, words, out, err).map(Next::Exit),
        Some(("camera", matches)) => camera::run(matches, words, out, err).map(Next::Exit),
        Some(("demo", matches)) => demo::run(matches, words, out, err).map(Next::Exit),
        Some(("duplicates", matches)) => duplicates::run(matches, words, out, err).map(Next::Exit),
        Some(("key", matches)) => key::run(matches, words, out, err).map(Next::Exit),
        Some(("fetch", matches)) => fetch::run(matches, words, out, err).map(Next::Exit),
        Some(("send", matches)) => send::run(matches, words, out, err).map(Next::Exit),
        Some(("merge", matches)) => merge::run(matches, words, out, err).map(Next::Exit),
        Some(("roster", matches)) => roster::run(matches, words, out, err).map(Next::Exit),
        Some(("assign", matches)) => roster::assign(matches, words, out, err).map(Next::Exit),
        Some(("order", matches)) => works::order(matches, words, out, err).map(Next::Exit),
        Some(("pack", matches)) => pack::pack(matches, words, out, err).map(Next::Exit),
        Some(("unpack", matches)) => pack::unpack(matches, words, out, err).map(Next::Exit),
        Some(("purge", matches)) => pack::purge(matches, words, out, err).map(Next::Exit),
        Some(("take", matches)) => works::take(matches, words, out, err).map(Next::Exit),
        Some(("synth", matches)) => synth::run(matches, words, out, err).map(Next::Exit),
        Some(("export", matches)) => export::run(matches, words, out, err).map(Next::Exit),
        Some(("seal", matches)) => seal::seal(matches, words, out, err).map(Next::Exit),
        Some(("unseal", matches)) => seal::unseal(matches, words, out, err).map(Next::Exit),
        Some(("verify", matches)) => seal::verify(matches, words, out, err).map(Next::Exit),
        Some(("progress", matches)) => progress::run(matches, words, out, err).map(Next::Exit),
        Some(("paper", matches)) => paper::run(matches, words, out, err).map(Next::Exit),
        Some(("play", play)) => {
            let script = play.get_one::<PathBuf>("script").cloned();
            let out = play.get_one::<PathBuf>("out").cloned().unwrap_or_else(|| PathBuf::from("."));
            Ok(Next::Window(Window { play: Some(Play { script, out }), ..window(play) }))
        }
        _ => Ok(Next::Window(window(matches))),
    }
}

fn window(matches: &ArgMatches) -> Window {
    Window {
        workspace: matches.get_one::<PathBuf>("workspace").cloned(),
        language: matches.get_one::<String>("language").map(|tag| Language::from_locale(tag)),
        role: matches.get_one::<String>("role").and_then(|name| role(name)).unwrap_or_default(),
        play: None,
        first_frame: matches.get_flag("first-frame"),
    }
}

fn role(name: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| format!("{role:?}").eq_ignore_ascii_case(name))
}

/// The language asked for, looked up before the command line is read, because its help is in that language too.
fn language_of(args: &[OsString]) -> Option<Language> {
    let mut texts = args.iter().filter_map(|arg| arg.to_str());
    let asked = texts.find_map(|text| match text.strip_prefix("--language")? {
        "" => Some(None),
        rest => rest.strip_prefix('=').map(|tag| Some(tag.to_owned())),
    });
    let tag = asked?.or_else(|| texts.next().map(str::to_owned))?;
    Some(Language::from_locale(&tag))
}

fn command(words: &Words) -> Command {
    let language = Arg::new("language")
        .long("language")
        .global(true)
        .value_parser(["zh", "en"])
        .help(words.text("cli-help-language"));
    Command::new("tantu")
        .version(env!("CARGO_PKG_VERSION"))
        .about(words.text("cli-help-about"))
        .arg(language)
        .arg(path("workspace", words.text("cli-help-workspace")).global(true))
        .arg(role_arg(words))
        .arg(workspace::passphrase_arg(words))
        .arg(flag("first-frame", words.text("cli-help-first-frame")).global(true))
        .subcommand(form::command(words))
        .subcommand(camera::command(words))
        .subcommand(demo::command(words))
        .subcommand(duplicates::command(words))
        .subcommand(key::command(words))
        .subcommand(merge::command(words))
        .subcommand(export::command(words))
        .subcommand(fetch::command(words))
        .subcommand(send::command(words))
        .subcommand(paper::command(words))
        .subcommand(progress::command(words))
        .subcommand(synth::command(words))
        .subcommand(play_command(words))
        .subcommand(roster::command(words))
        .subcommand(roster::assign_command(words))
        .subcommand(seal::seal_command(words))
        .subcommand(seal::unseal_command(words))
        .subcommand(seal::verify_command(words))
        .subcommand(works::order_command(words))
        .subcommand(works::take_command(words))
        .subcommand(pack::pack_command(words))
        .subcommand(pack::unpack_command(words))
        .subcommand(pack::purge_command(words))
}

fn role_arg(words: &Words) -> Arg {
    let names = ["surveyor", "contractor", "coordinator"];
    Arg::new("role").long("role").global(true).value_parser(names).help(words.text("works-cli-role"))
}

fn play_command(words: &Words) -> Command {
    Command::new("play")
        .about(words.text("cli-help-play"))
        .arg(file("script", words.text("cli-help-play-script")))
        .arg(flag("demo", words.text("cli-help-play-demo")))
        .arg(path("out", words.text("cli-help-play-out")))
}

/// A problem with its place, as a line of a terminal: `plan.typ:12:3: …`.
fn told(words: &Words, problem: &Problem) -> String {
    let mut place = problem.place.file.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
    if let Some((line, column)) = problem.place.line_column {
        place.push_str(&format!(":{line}:{column}"));
    }
    let household = problem.place.dossier.map(|id| id.to_string()).unwrap_or_default();
    let before: Vec<&str> = [&*household, &*place].into_iter().filter(|part| !part.is_empty()).collect();
    let text = words.problem(problem);
    if before.is_empty() { text } else { format!("{}: {text}", before.join(" ")) }
}

/// A folder as an option.
fn path(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).value_name("DIR").value_parser(value_parser!(PathBuf)).help(help)
}

/// A file's path as an argument.
fn file(name: &'static str, help: String) -> Arg {
    Arg::new(name).value_name("FILE").value_parser(value_parser!(PathBuf)).help(help)
}

fn flag(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(args: &[&str]) -> (Next, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = std::iter::once("tantu").chain(args.iter().copied()).map(OsString::from);
        let next = run(args, "zh_CN.UTF-8", &mut out, &mut err).unwrap();
        (next, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn the_command_line_is_sound() {
        Language::ALL.into_iter().for_each(|language| command(Words::of(language)).debug_assert());
        assert_eq!(ran(&[]).0, Next::Window(Window::default()));
        let english = Window { language: Some(Language::English), ..Window::default() };
        assert_eq!(ran(&["--language", "en"]).0, Next::Window(english));
        let Next::Window(window) = ran(&["play", "--demo", "--out", "pictures"]).0 else { panic!("a window") };
        assert_eq!(window.play, Some(Play { script: None, out: "pictures".into() }));
    }

    #[test]
    fn help_speaks_the_language_asked_for() {
        let (next, out, _) = ran(&["form", "--help", "--language=en"]);
        assert_eq!(next, Next::Exit(0));
        assert!(out.contains(&Words::of(Language::English).text("cli-help-check")), "{out}");
        let (_, out, _) = ran(&["form", "--help"]);
        assert!(out.contains(&Words::of(Language::Chinese).text("cli-help-check")), "{out}");
    }

    #[test]
    fn misuse_has_an_exit_code_of_its_own() {
        let (next, out, err) = ran(&["form", "chek"]);
        assert_eq!((next, out.as_str()), (Next::Exit(MISUSED), ""));
        assert!(err.contains("check"), "{err}");
    }
}
