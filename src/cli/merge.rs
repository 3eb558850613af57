//! `tantu merge`: many tablets into one workspace, without a window.
//!
//! | exit code | what it says |
//! |---|---|
//! | 0 | everything was taken; conflicts are part of that, the report counts them |
//! | 1 | something could not be read or was refused; the rest was taken |
//! | 2 | the command line cannot be understood |
//! | 3 | the disk of the workspace failed, not everything was taken; the same command goes on |
//! | 4 | the workspace cannot be used: another program has it open, it is read-only, or no coordinator's |

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::app::merge::{self, End, Outcome, Progress, Report, Request, written};
use crate::l10n::Words;
use crate::problem::Problem;
use crate::role::{Can, Role};
use crate::store::{Access, Opening, Workspace};

/// Exit code when the merge could not be finished.
const UNFINISHED: u8 = 3;
/// Exit code when the workspace cannot be used.
const NO_WORKSPACE: u8 = 4;
/// Lines that are told of one kind; the report has all.
const MOST_LISTED: usize = 20;

pub(super) fn command(words: &Words) -> Command {
    let inputs = Arg::new("inputs").value_name("INPUT").action(ArgAction::Append).required(true);
    let report = Arg::new("report").long("report").value_name("FILE").value_parser(value_parser!(PathBuf));
    Command::new("merge")
        .about(words.text("merge-cli-about"))
        .after_help(words.text("merge-cli-codes"))
        .arg(inputs.value_parser(value_parser!(PathBuf)).help(words.text("merge-cli-inputs")))
        .arg(super::path("into", words.text("merge-cli-into")).required(true))
        .arg(report.help(words.text("merge-cli-report")))
        .arg(super::flag("again", words.text("merge-cli-again")))
        .arg(super::flag("dry-run", words.text("merge-cli-dry-run")))
        .arg(super::pack::key_arg(words))
}

/// Merges, tells in words, and writes the report.
pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let keys = match super::pack::keys(matches) {
        Ok(keys) => keys,
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(super::FAILED);
        }
    };
    let request = Request {
        inputs: matches.get_many::<PathBuf>("inputs").into_iter().flatten().cloned().collect(),
        again: matches.get_flag("again"),
        dry_run: matches.get_flag("dry-run"),
        keys,
    };
    let target = matches.get_one::<PathBuf>("report");
    let opened = open(matches, words, request.dry_run);
    let merged = opened.and_then(|(store, problems)| {
        let mut report = merge::merge(&store, &request, &Progress::default(), &|_| {})?;
        report.problems.splice(0..0, problems);
        report.problems.extend(written::keep(&store, &report, words).err());
        Ok(report)
    });
    let report = match merged {
        Ok(report) => report,
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(NO_WORKSPACE);
        }
    };
    let to_stdout = target.is_some_and(|path| path.as_os_str() == "-");
    tell(&report, words, if to_stdout { err } else { out })?;
    if let Some(path) = target {
        let text = written::to_json(&report, words);
        let written = if to_stdout { out.write_all(text.as_bytes()) } else { std::fs::write(path, text) };
        if let Err(error) = written {
            let problem = Problem::error("merge-report-unwritten").with("why", error).in_file(path);
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(UNFINISHED);
        }
    }
    Ok(match report.end {
        End::Failed(_) | End::Stopped => UNFINISHED,
        End::Done if report.is_whole() => 0,
        End::Done => super::FAILED,
    })
}

/// The workspace to merge into; a new one for a coordinator where there is none.
fn open(matches: &ArgMatches, words: &Words, dry_run: bool) -> Result<(Workspace, Vec<Problem>), Problem> {
    let folder = matches.get_one::<PathBuf>("into").cloned().unwrap_or_default();
    if dry_run && !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let (store, problems) = super::workspace::open(matches, words, &folder, opening)?;
    if let (Access::ReadOnly(reason), false) = (store.access(), dry_run) {
        return Err(reason.clone());
    }
    if store.role().can(Can::Merge) {
        Ok((store, problems))
    } else {
        Err(Problem::error("merge-not-a-coordinators").in_file(folder))
    }
}

fn tell(report: &Report, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    for line in report_lines(report, words) {
        writeln!(out, "{line}")?;
    }
    let places = report.unread.iter().map(|unread| &unread.why);
    list(places, report.unread.len(), words, out)?;
    let refused = report.households.iter().filter_map(|household| match &household.outcome {
        Outcome::Refused(why) => Some(why),
        _ => None,
    });
    list(refused, report.totals.refused, words, out)?;
    list(report.problems.iter(), report.problems.len(), words, out)
}

fn list<'a>(
    problems: impl Iterator<Item = &'a Problem>,
    count: usize,
    words: &Words,
    out: &mut dyn Write,
) -> io::Result<()> {
    for problem in problems.take(MOST_LISTED) {
        writeln!(out, "  {}", super::told(words, problem))?;
    }
    if count > MOST_LISTED {
        writeln!(out, "  {}", words.with("merge-more", &[("count", &(count - MOST_LISTED).to_string())]))?;
    }
    Ok(())
}

/// The sums in words, one line for each that is not nothing.
fn report_lines(report: &Report, words: &Words) -> Vec<String> {
    let totals = &report.totals;
    let end = match &report.end {
        _ if report.dry_run => words.text("merge-dry-run"),
        End::Done => words.with("merge-done", &[("seconds", &format!("{:.1}", report.seconds))]),
        End::Stopped => words.text("merge-stopped"),
        End::Failed(problem) => words.problem(problem),
    };
    let [new, changed, fields, unchanged] =
        [totals.new, totals.changed, totals.fields, totals.unchanged].map(|count| count.to_string());
    let sums = [("new", &*new), ("changed", &*changed), ("fields", &*fields), ("unchanged", &*unchanged)];
    let mut lines = vec![end, words.with("merge-sums", &sums)];
    let files = [totals.files, totals.same].map(|count| count.to_string());
    lines.push(words.with("merge-files", &[("files", &files[0]), ("same", &files[1])]));
    for (key, count, households) in [
        ("merge-conflicts", totals.conflicts, totals.conflict_households),
        ("merge-missing", totals.missing, totals.missing_households),
        ("merge-photos", totals.photos, 0),
        ("merge-unread", totals.unread, 0),
        ("merge-refused", totals.refused, 0),
        ("merge-skipped", totals.skipped, 0),
    ] {
        if count > 0 {
            let (count, households) = (count.to_string(), households.to_string());
            lines.push(words.with(key, &[("count", &count), ("households", &households)]));
        }
    }
    lines
}
