//! `tantu pack`, `tantu unpack` and `tantu purge`: handing over without a window.
//!
//! Exit codes for scripts: 0 all is well, 1 it failed, 2 misused, 3 something is missing, damaged or was refused,
//! 4 there was nothing to do.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::works::{fail, report_lines, tell};
use super::workspace;
use crate::app::exchange::receipt::{self, Heard, Written};
use crate::app::exchange::{self, Check, Made, Parcel, Progress, Receiver, size_text};
use crate::app::handing::purge::{self, Plan, Request};
use crate::app::vault;
use crate::id::{DeviceId, DossierId};
use crate::l10n::Words;
use crate::limits::{MAX_PACKAGE_BYTES, MAX_SETTINGS_BYTES};
use crate::problem::Problem;
use crate::remote::{About, Kind};
use crate::role::Role;
use crate::seal::{Identity, Recipient};
use crate::store::foreign::{self, Unreadable};
use crate::store::{Index, Opening, Workspace, now};

/// Something is missing, damaged or was refused; the rest is done.
const INCOMPLETE: u8 = 3;
/// There was nothing to do.
const NOTHING: u8 = 4;

/// Households or photos that are told one by one.
const MOST_LISTED: usize = 20;

fn folder(words: &Words) -> Arg {
    super::file("folder", words.text("handing-cli-folder")).value_name("WORKSPACE").required(true)
}

/// Identity files that open sealed packages.
pub(super) fn key_arg(words: &Words) -> Arg {
    let identity = Arg::new("identity").long("identity").value_name("FILE").action(ArgAction::Append);
    identity.value_parser(value_parser!(PathBuf)).help(words.text("handing-cli-key"))
}

pub(super) fn pack_command(words: &Words) -> Command {
    let kind = Arg::new("kind").long("kind").default_value("handover");
    let kind = kind.value_parser(["handover", "return", "assignment", "receipt"]).help(words.text("handing-cli-kind"));
    let to = Arg::new("to").long("to").value_name("KEY|FILE").action(ArgAction::Append);
    let of = Arg::new("of").long("of").value_name("FILE").action(ArgAction::Append);
    let device = Arg::new("for").long("for").value_name("DEVICE").value_parser(value_parser!(DeviceId));
    let part =
        Arg::new("part-size").long("part-size").value_name("MB").value_parser(value_parser!(u64).range(1..=4_000));
    Command::new("pack")
        .about(words.text("handing-cli-pack"))
        .after_help(words.text("handing-cli-codes"))
        .arg(folder(words))
        .arg(kind)
        .arg(super::path("out", words.text("handing-cli-out")).value_name("FILE").required(true))
        .arg(super::flag("all", words.text("handing-cli-all")))
        .arg(device.help(words.text("handing-cli-for")))
        .arg(to.help(words.text("handing-cli-to")))
        .arg(of.value_parser(value_parser!(PathBuf)).help(words.text("handing-cli-of")))
        .arg(part.help(words.text("handing-cli-part")))
        .arg(key_arg(words))
}

pub(super) fn unpack_command(words: &Words) -> Command {
    let files = Arg::new("files").value_name("FILE").action(ArgAction::Append).required(true);
    Command::new("unpack")
        .about(words.text("handing-cli-unpack"))
        .after_help(words.text("handing-cli-codes"))
        .arg(files.value_parser(value_parser!(PathBuf)).help(words.text("works-cli-files")))
        .arg(super::flag("check", words.text("handing-cli-check")))
        .arg(super::path("into", words.text("handing-cli-into")))
        .arg(super::path("receipt", words.text("handing-cli-receipt")).value_name("FILE").requires("into"))
        .arg(key_arg(words))
}

pub(super) fn purge_command(words: &Words) -> Command {
    Command::new("purge")
        .about(words.text("handing-cli-purge"))
        .after_help(words.text("handing-cli-codes"))
        .arg(folder(words))
        .arg(super::flag("dry-run", words.text("handing-cli-dry-run")))
        .arg(super::flag("unfinished", words.text("handing-cli-unfinished")))
}

/// The keys named on the command line; none where a command has no place for them.
///
/// # Errors
/// A file cannot be read, or holds no key.
pub(super) fn keys(matches: &ArgMatches) -> Result<Vec<Identity>, Problem> {
    let files = matches.try_get_many::<PathBuf>("identity").ok().flatten().into_iter().flatten();
    files.map(|file| text_of(file)?.parse::<Identity>().map_err(|problem| problem.in_file(file))).collect()
}

fn text_of(file: &Path) -> Result<String, Problem> {
    let (bytes, _) = foreign::read_file(file, MAX_SETTINGS_BYTES).map_err(Unreadable::problem)?;
    String::from_utf8(bytes).map_err(|_| Problem::error("store-not-text").in_file(file))
}

/// A key as it is written, or a file with keys, one a line.
fn recipients(matches: &ArgMatches) -> Result<Vec<Recipient>, Problem> {
    let mut all = Vec::new();
    for given in matches.get_many::<String>("to").into_iter().flatten() {
        if given.starts_with("age1") {
            all.push(given.parse()?);
            continue;
        }
        let text = text_of(Path::new(given))?;
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let before = all.len();
        for line in lines {
            all.push(line.parse::<Recipient>().map_err(|problem| problem.in_file(given))?);
        }
        if all.len() == before {
            return Err(Problem::warning("seal-no-recipient").in_file(given));
        }
    }
    Ok(all)
}

/// A workspace, and what opens packages: its own key if it is sealed, then those named on the command line.
struct Opened {
    store: Workspace,
    problems: Vec<Problem>,
    own: Option<Identity>,
    keys: Vec<Identity>,
}

/// The workspace at `folder`; a new one only for somebody.
fn open(matches: &ArgMatches, words: &Words, folder: &Path, role: Option<Role>) -> Result<Opened, Problem> {
    if role.is_none() && !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let opening = Opening { role: role.unwrap_or_default(), ..Opening::default() };
    let (own, (store, problems)) = if vault::state(folder).needs_key() {
        let vault = vault::unlock(folder, &workspace::passphrase(matches, words, false)?)?;
        (Some(vault.identity().clone()), workspace::open_with(vault, folder, opening)?)
    } else {
        (None, Workspace::open(folder, opening)?)
    };
    let keys = own.iter().cloned().chain(keys(matches)?).collect();
    Ok(Opened { store, problems, own, keys })
}

fn role_of(matches: &ArgMatches) -> Option<Role> {
    matches.get_one::<String>("role").and_then(|name| super::role(name))
}

/// The workspace that is given first.
fn named(matches: &ArgMatches, words: &Words) -> Result<Opened, Problem> {
    let folder = matches.get_one::<PathBuf>("folder").ok_or_else(|| Problem::error("works-cli-no-workspace"))?;
    open(matches, words, folder, None)
}

fn about(store: &Workspace, kind: Kind) -> About {
    let author = store.settings().0.surveyor;
    let surveyor = if kind == Kind::Handover { author.clone() } else { String::new() };
    About { kind, device: store.device(), author, made: now(), contractor: String::new(), surveyor }
}

/// Writes a package.
pub(super) fn pack(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let name = matches.get_one::<String>("kind").map_or("handover", String::as_str);
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == name) else { return Ok(super::MISUSED) };
    let path = matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    if kind == Kind::Receipt {
        return match written(matches, words, &path) {
            Ok((written, problems)) => {
                tell(&problems, words, err)?;
                receipt_lines(&written, words, out)?;
                Ok(if problems.is_empty() { 0 } else { INCOMPLETE })
            }
            Err(problem) => nothing_or_fail(&problem, words, err),
        };
    }
    match made(matches, words, kind, &path) {
        Ok((made, problems)) => {
            tell(&problems, words, err)?;
            tell(&made.problems, words, err)?;
            made_lines(&made, words, out)?;
            Ok(if made.missing > 0 || !made.problems.is_empty() { INCOMPLETE } else { 0 })
        }
        Err(problem) => nothing_or_fail(&problem, words, err),
    }
}

fn nothing_or_fail(problem: &Problem, words: &Words, err: &mut dyn Write) -> io::Result<u8> {
    let nothing = ["works-package-nothing", "roster-package-all-known", "handing-receipt-nothing"];
    let code = fail(problem, words, err)?;
    Ok(if nothing.contains(&problem.key) { NOTHING } else { code })
}

fn made(matches: &ArgMatches, words: &Words, kind: Kind, path: &Path) -> Result<(Made, Vec<Problem>), Problem> {
    let to = recipients(matches)?;
    let Opened { store, mut problems, own, .. } = named(matches, words)?;
    let (index, more) = Index::open(&store)?;
    problems.extend(more);
    let households: Vec<DossierId> =
        index.records().iter().filter(|record| !record.is_blank()).map(|record| record.id).collect();
    let mut about = about(&store, kind);
    if kind == Kind::Return {
        let contractors = index.records().iter().map(|record| &record.summary.contractor);
        about.contractor = contractors.filter(|name| !name.is_empty()).min().cloned().unwrap_or_default();
    }
    let parcel = Parcel {
        only_news: kind.is_answered() && !matches.get_flag("all"),
        receiver: matches.get_one::<DeviceId>("for").copied(),
        to,
        reply: own.as_ref().map(Identity::recipient),
        part_bytes: matches.get_one::<u64>("part-size").map(|size| (size << 20).min(MAX_PACKAGE_BYTES)),
        ..Parcel::new(about, households)
    };
    Ok((exchange::make(&store, &parcel, path, &Progress::default())?, problems))
}

fn written(matches: &ArgMatches, words: &Words, path: &Path) -> Result<(Written, Vec<Problem>), Problem> {
    let Opened { store, mut problems, keys, .. } = named(matches, words)?;
    let inputs: Vec<PathBuf> = matches.get_many::<PathBuf>("of").into_iter().flatten().cloned().collect();
    let receipts = receipt::of(&store, &inputs, &keys);
    problems.extend(receipts.problems.iter().cloned());
    Ok((receipt::write(&store, &receipts, about(&store, Kind::Receipt), path)?, problems))
}

fn made_lines(made: &Made, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let (households, photos, size) = (made.sent.len().to_string(), made.photos.to_string(), made.size());
    for path in std::iter::once(&made.path).chain(&made.more) {
        writeln!(out, "{}", path.display())?;
    }
    let args = [("households", &*households), ("photos", &*photos), ("size", &*size)];
    writeln!(out, "  {}", words.with("works-package-made", &args))?;
    if made.sealed {
        writeln!(out, "  {}", words.text("handing-sealed"))?;
    }
    for (key, count) in [("roster-hand-over-known", made.known), ("works-package-photos-missing", made.missing)] {
        if count > 0 {
            writeln!(out, "  {}", words.with(key, &[("count", &count.to_string())]))?;
        }
    }
    Ok(())
}

fn receipt_lines(written: &Written, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let counts = [written.devices, written.households, written.photos].map(|count| count.to_string());
    let args = [("devices", &*counts[0]), ("households", &*counts[1]), ("photos", &*counts[2])];
    writeln!(out, "{}", written.path.display())?;
    writeln!(out, "  {}", words.with("handing-receipt-written", &args))?;
    if written.sealed { writeln!(out, "  {}", words.text("handing-sealed")) } else { Ok(()) }
}

/// Looks into packages, or takes them.
pub(super) fn unpack(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let checking = matches.get_flag("check");
    let into = matches.get_one::<PathBuf>("into");
    if into.is_none() && !checking {
        return fail(&Problem::error("handing-cli-no-into"), words, err);
    }
    // Looking into a package makes no workspace.
    let opened = into.map(|folder| open(matches, words, folder, role_of(matches).filter(|_| !checking))).transpose();
    let (store, keys) = match opened.and_then(|opened| match opened {
        Some(Opened { store, problems, keys, .. }) => Ok((Some((store, problems)), keys)),
        None => Ok((None, keys(matches)?)),
    }) {
        Ok(opened) => opened,
        Err(problem) => return fail(&problem, words, err),
    };
    let files: Vec<PathBuf> = matches.get_many::<PathBuf>("files").into_iter().flatten().cloned().collect();
    let mut code = 0;
    if let Some((_, problems)) = &store {
        tell(problems, words, err)?;
    }
    let store = store.map(|(store, _)| store);
    for file in &files {
        let done = match (&store, checking) {
            (Some(store), false) => take(store, file, &keys, words, out, err),
            (store, _) => look(store.as_ref(), file, &keys, words, out, err),
        }?;
        // A failure counts more than what is incomplete.
        code = if code == super::FAILED || done == super::FAILED { super::FAILED } else { code.max(done) };
    }
    if let (Some(store), Some(path)) = (&store, matches.get_one::<PathBuf>("receipt").filter(|_| !checking)) {
        let receipts = receipt::of(store, &files, &keys);
        match receipt::write(store, &receipts, about(store, Kind::Receipt), path) {
            Ok(written) => receipt_lines(&written, words, out)?,
            Err(problem) => code = nothing_or_fail(&problem, words, err)?.max(code),
        }
    }
    Ok(code)
}

fn look(
    store: Option<&Workspace>,
    file: &Path,
    keys: &[Identity],
    words: &Words,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    match exchange::check(store.map(|store| (store, store.role())), file, keys, &Progress::default()) {
        Ok(check) => {
            check_lines(&check, words, out)?;
            Ok(if check.is_whole() { 0 } else { INCOMPLETE })
        }
        Err(problem) => fail(&problem, words, err),
    }
}

fn check_lines(check: &Check, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", check.file.display())?;
    for line in exchange::check_words(check, words) {
        writeln!(out, "  {line}")?;
    }
    for name in check.damaged.iter().take(MOST_LISTED) {
        writeln!(out, "  {}", words.with("works-package-entry-damaged", &[("name", name)]))?;
    }
    match &check.refused {
        Some(problem) => writeln!(out, "  {}", words.problem(problem)),
        None => Ok(()),
    }
}

fn take(
    store: &Workspace,
    file: &Path,
    keys: &[Identity],
    words: &Words,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> io::Result<u8> {
    let receiver = Receiver { role: store.role(), keys: keys.to_vec() };
    match exchange::take(store, file, receiver, &Progress::default(), &mut |_| {}) {
        Ok(report) => {
            if let Some(heard) = &report.heard {
                writeln!(out, "{}", file.display())?;
                writeln!(out, "  {}", heard_words(heard, words))?;
                return Ok(0);
            }
            report_lines(&report, words, out, err)?;
            let whole = report.counts()[3] == 0 && report.missing() == 0 && report.problems.is_empty();
            Ok(if whole { 0 } else { INCOMPLETE })
        }
        Err(problem) => fail(&problem, words, err),
    }
}

fn heard_words(heard: &Heard, words: &Words) -> String {
    let counts = [heard.confirmed, heard.changed, heard.photos].map(|count| count.to_string());
    words.with("handing-heard", &[("confirmed", &*counts[0]), ("changed", &*counts[1]), ("photos", &*counts[2])])
}

/// Lets go what is confirmed, or says what would go.
pub(super) fn purge(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let Opened { store, problems, .. } = match named(matches, words) {
        Ok(opened) => opened,
        Err(problem) => return fail(&problem, words, err),
    };
    tell(&problems, words, err)?;
    let request = Request { role: store.role(), unfinished: matches.get_flag("unfinished"), ..Request::default() };
    let plan = match purge::plan(&store, &request, &Progress::default()) {
        Ok(plan) => plan,
        Err(problem) => return fail(&problem, words, err),
    };
    plan_lines(&plan, words, out)?;
    let nothing = plan.goes().next().is_none();
    if matches.get_flag("dry-run") {
        return Ok(if nothing { NOTHING } else { 0 });
    }
    match purge::run(&store, &request, &Progress::default()) {
        Ok(gone) => {
            let (count, photos) = (gone.homes.len().to_string(), gone.photos.to_string());
            let args = [("count", &*count), ("photos", &*photos), ("size", &*size_text(gone.bytes))];
            writeln!(out, "{}", words.with("handing-gone", &args))?;
            tell(&gone.problems, words, err)?;
            Ok(match (gone.problems.is_empty(), nothing) {
                (false, _) => INCOMPLETE,
                (true, true) => NOTHING,
                (true, false) => 0,
            })
        }
        Err(problem) => fail(&problem, words, err),
    }
}

fn plan_lines(plan: &Plan, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let (count, photos) = (plan.goes().count().to_string(), plan.photos.to_string());
    let args = [("count", &*count), ("photos", &*photos), ("size", &*size_text(plan.bytes))];
    writeln!(out, "{}", words.with("handing-goes", &args))?;
    for (why, count) in purge::reasons(plan) {
        writeln!(out, "  {}", words.with(why.key(), &[("count", &count.to_string())]))?;
    }
    Ok(())
}
