//! `tantu fetch`: what others have sent for a division is fetched and merged, without a window.
//!
//! The exit codes are those of `tantu send`; 1 also says that a sending was left for the next time because something of
//! it is not there or not what its list says, and 4 that nothing lies there for this division.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::send::{Ready, code, list, refuse, shared};
use crate::app::merge::{self, written};
use crate::app::transfer::fetch::{Fetching, fetch};
use crate::app::transfer::progress::Progress;
use crate::app::transfer::report::FetchReport;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::role::Can;
use crate::seal::Identity;

pub(super) fn command(words: &Words) -> Command {
    let digits = |text: &str| {
        let fine = text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if fine { Ok(text.to_owned()) } else { Err("0-9".to_owned()) }
    };
    let division = Arg::new("division").long("division").value_name("CODE").value_parser(digits);
    let identity = Arg::new("identity").long("identity").value_name("FILE").action(ArgAction::Append);
    shared(Command::new("fetch"), words, "from")
        .about(words.text("transfer-cli-fetch"))
        .after_help(words.text("transfer-cli-codes"))
        .arg(division.help(words.text("transfer-cli-division")))
        .arg(identity.value_parser(value_parser!(PathBuf)).help(words.text("transfer-cli-identity")))
}

/// Fetches and merges, and tells in words.
pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let fetched = Ready::of(matches, words, "from", Can::Merge).and_then(|ready| {
        let files = matches.get_many::<PathBuf>("identity").into_iter().flatten();
        let identities = files.map(identity).collect::<Result<Vec<Identity>, Problem>>()?;
        let division = matches.get_one::<String>("division").map_or("", String::as_str);
        let Ready { store, server, place, problems } = &ready;
        let kept = std::cell::RefCell::new(problems.clone());
        let merged = |report: merge::Report| kept.borrow_mut().extend(written::keep(store, &report, words).err());
        let (progress, place) = (Progress::default(), place.clone());
        let (progress, identities, merged) = (&progress, &*identities, &merged);
        let hear = &|_: &[crate::store::index::Written]| {};
        let report = fetch(&Fetching { store, server, place, division, identities, progress, hear, merged })?;
        Ok((report, kept.into_inner()))
    });
    match fetched {
        Ok((report, problems)) => {
            tell(&report, words, out)?;
            list(problems.iter().chain(&report.problems).chain(report.end.problem()), words, err)?;
            Ok(code(&report.end, report.left > 0, report.lists + report.known == 0))
        }
        Err(problem) => refuse(&problem, words, err),
    }
}

fn tell(report: &FetchReport, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let [lists, merged, left, households, bytes] =
        [report.lists as u64, report.merged as u64, report.left as u64, report.households as u64, report.bytes >> 10]
            .map(|count| count.to_string());
    let counts = [("lists", &*lists), ("merged", &*merged), ("households", &*households), ("kilobytes", &*bytes)];
    writeln!(out, "{}", words.with("transfer-fetched", &counts))?;
    if report.receipts > 0 {
        writeln!(out, "{}", words.with("transfer-receipts", &[("count", &report.receipts.to_string())]))?;
    }
    if report.left > 0 {
        writeln!(out, "{}", words.with("transfer-left", &[("count", &left)]))?;
    }
    Ok(())
}

/// A key of an identity file, as `age-keygen` writes it.
fn identity(file: &PathBuf) -> Result<Identity, Problem> {
    let told = |error: io::Error| Problem::error("transfer-secret-file").with("detail", error).in_file(file);
    std::fs::read_to_string(file).map_err(told)?.parse().map_err(|problem: Problem| problem.in_file(file))
}
