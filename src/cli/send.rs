//! `tantu send`: what is new in a workspace goes to a server, without a window.
//!
//! | exit code | what it says |
//! |---|---|
//! | 0 | everything of this workspace is there, and was looked at |
//! | 1 | something failed for good; the rest is there |
//! | 2 | the command line cannot be understood |
//! | 3 | a disk is full or fails, here or there; the same command goes on |
//! | 4 | nothing to send, or not allowed: no household, open elsewhere, wrong password, wrong certificate |
//! | 5 | offline, or the server asks for patience: the same command later goes on |

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::app::transfer::network::{self, Network};
use crate::app::transfer::progress::Progress;
use crate::app::transfer::report::{End, SendReport};
use crate::app::transfer::saved::Saved;
use crate::app::transfer::send::{Sending, send};
use crate::l10n::Words;
use crate::limits::MAX_SETTINGS_BYTES;
use crate::problem::Problem;
use crate::remote::cloud::{Options, Secret, Server, Target};
use crate::role::Can;
use crate::seal::Recipient;
use crate::store::{Access, Opening, Workspace, now};

/// Exit code when a disk is full or fails.
pub(super) const DISK: u8 = 3;
/// Exit code when there is nothing to do, or it is not allowed.
pub(super) const NOT_ALLOWED: u8 = 4;
/// Exit code when it should be tried later.
pub(super) const LATER: u8 = 5;
/// Problems that are told one by one.
const MOST_LISTED: usize = 20;
/// Where the password is looked for when no file is named.
const SECRET: &str = "TANTU_SECRET";

pub(super) fn command(words: &Words) -> Command {
    let receivers = Arg::new("for").long("for").value_name("age1…").action(ArgAction::Append);
    shared(Command::new("send"), words, "to")
        .about(words.text("transfer-cli-send"))
        .after_help(words.text("transfer-cli-codes"))
        .arg(receivers.help(words.text("transfer-cli-for")))
}

/// What sending and fetching have in common.
pub(super) fn shared(command: Command, words: &Words, server: &'static str) -> Command {
    let folder = Arg::new("folder").value_name("WORKSPACE").required(true).value_parser(value_parser!(PathBuf));
    let text = |name: &'static str, value: &'static str, key| {
        Arg::new(name).long(name).value_name(value).help(words.text(key))
    };
    let file = |name: &'static str, key| text(name, "FILE", key).value_parser(value_parser!(PathBuf));
    command
        .arg(folder.help(words.text("transfer-cli-workspace")))
        .arg(text(server, "NAME|URL", "transfer-cli-server").required(true))
        .arg(file("secret-file", "transfer-cli-secret-file"))
        .arg(file("authority", "transfer-cli-authority"))
        .arg(text("limit", "KB/S", "transfer-cli-limit").value_parser(value_parser!(u64).range(1..)))
        .arg(text("network", "NAME", "transfer-cli-network"))
}

/// Sends, and tells in words.
pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let sent = Ready::of(matches, words, "to", Can::FinishVisit).and_then(|ready| {
        let receivers = matches.get_many::<String>("for").into_iter().flatten();
        let receivers = receivers.map(|text| text.parse()).collect::<Result<Vec<Recipient>, Problem>>()?;
        let progress = Progress::default();
        let Ready { store, server, place, .. } = &ready;
        let place = place.clone();
        let report = send(&Sending {
            store,
            server,
            place,
            receivers: &receivers,
            identities: &[],
            progress: &progress,
            now: now(),
        })?;
        Ok((report, ready.problems))
    });
    match sent {
        Ok((report, problems)) => {
            tell(&report, words, out)?;
            let failed = report.failed.iter().map(|(_, problem)| problem);
            let end = report.end.problem();
            list(problems.iter().chain(failed).chain(&report.problems).chain(end), words, err)?;
            Ok(code(&report.end, !report.failed.is_empty(), report.households == 0))
        }
        Err(problem) => refuse(&problem, words, err),
    }
}

fn tell(report: &SendReport, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let [verified, households, sent, blobs, bytes] =
        [report.verified as u64, report.households as u64, report.sent as u64, report.blobs as u64, report.bytes >> 10]
            .map(|count| count.to_string());
    let counts = [("verified", &*verified), ("households", &*households)];
    writeln!(out, "{}", words.with("transfer-verified", &counts))?;
    let counts = [("households", &*sent), ("photos", &*blobs), ("kilobytes", &*bytes)];
    writeln!(out, "{}", words.with("transfer-sent", &counts))?;
    if report.confirmed > 0 {
        writeln!(out, "{}", words.with("transfer-confirmed", &[("count", &report.confirmed.to_string())]))?;
    }
    if report.missing > 0 {
        writeln!(out, "{}", words.with("transfer-photos-missing", &[("count", &report.missing.to_string())]))?;
    }
    Ok(())
}

/// The exit code that an end has.
pub(super) const fn code(end: &End, failed: bool, nothing: bool) -> u8 {
    match end {
        End::Full(_) => DISK,
        End::NeedsPerson(_) => NOT_ALLOWED,
        End::Later { .. } | End::Stopped => LATER,
        End::Done if failed => super::FAILED,
        End::Done if nothing => NOT_ALLOWED,
        End::Done => 0,
    }
}

pub(super) fn list<'a>(
    problems: impl Iterator<Item = &'a Problem>,
    words: &Words,
    err: &mut dyn Write,
) -> io::Result<()> {
    for problem in problems.take(MOST_LISTED) {
        writeln!(err, "{}", super::told(words, problem))?;
    }
    Ok(())
}

/// Tells why nothing was begun.
pub(super) fn refuse(problem: &Problem, words: &Words, err: &mut dyn Write) -> io::Result<u8> {
    writeln!(err, "{}", super::told(words, problem))?;
    Ok(match problem.key {
        "transfer-network-other" | "transfer-network-unknown" => LATER,
        "store-disk-full" | "store-disk-failed" => DISK,
        _ => NOT_ALLOWED,
    })
}

/// An open workspace and its server.
pub(super) struct Ready {
    pub store: Workspace,
    pub server: Server,
    pub place: String,
    pub problems: Vec<Problem>,
}

impl Ready {
    pub fn of(matches: &ArgMatches, words: &Words, option: &str, can: Can) -> Result<Self, Problem> {
        let folder = matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
        if !folder.is_dir() {
            return Err(Problem::error("store-missing").in_file(folder));
        }
        let (store, mut problems) = super::workspace::open(matches, words, &folder, Opening::default())?;
        if let Access::ReadOnly(reason) = store.access() {
            return Err(reason.clone());
        }
        if !store.role().can(can) {
            return Err(Problem::error("transfer-not-allowed").in_file(folder));
        }
        let (saved, told) = Saved::read(&store);
        problems.extend(told);
        let named = matches.get_one::<String>(option).cloned().unwrap_or_default();
        let mut target: Target = match saved.get(&named) {
            Some(target) => target.clone(),
            None => named.parse()?,
        };
        if let Some(authority) = matches.get_one::<PathBuf>("authority") {
            target.authority = authority.to_string_lossy().into_owned();
        }
        if target.is_in_clear() {
            problems.push(Problem::warning("transfer-in-clear"));
        }
        let allowed = matches.get_one::<String>("network").cloned().unwrap_or(saved.policy.network);
        network::check(&allowed, Network::current().as_ref())?;
        let secret = secret(matches, &folder)?.or_else(|| saved.secrets.get(&target.name).cloned());
        if target.needs_secret() && secret.is_none() {
            return Err(Problem::error("transfer-secret-missing"));
        }
        let limit = matches.get_one::<u64>("limit").map(|kilobytes| kilobytes.saturating_mul(1 << 10));
        let bytes_per_second = limit.or(saved.policy.bytes_per_second);
        let options = Options { bytes_per_second, ..Options::of(store.device()) };
        let server = Server::open(&target, secret.as_ref(), &options)?;
        Ok(Self { store, server, place: target.place(), problems })
    }
}

/// The password: of the file that is named, or of the environment; never of the command line, where every user of the
/// machine can read it.
fn secret(matches: &ArgMatches, workspace: &Path) -> Result<Option<Secret>, Problem> {
    let Some(file) = matches.get_one::<PathBuf>("secret-file") else {
        return Ok(std::env::var(SECRET).ok().filter(|text| !text.is_empty()).map(Secret::new));
    };
    let told = |error: io::Error| Problem::error("transfer-secret-file").with("detail", error).in_file(file);
    let whole = file.canonicalize().map_err(told)?;
    if workspace.canonicalize().is_ok_and(|workspace| whole.starts_with(workspace)) {
        // It would be copied and handed over with it.
        return Err(Problem::error("transfer-secret-inside").in_file(file));
    }
    if whole.metadata().map_err(told)?.len() > MAX_SETTINGS_BYTES {
        return Err(Problem::error("store-file-too-large").with("limit", MAX_SETTINGS_BYTES >> 20).in_file(file));
    }
    let text = std::fs::read_to_string(whole).map_err(told)?;
    Ok(text.lines().next().map(|line| Secret::new(line.trim_end_matches('\r'))))
}
