//! `tantu order` and `tantu take`: packages without a window.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::app::exchange::{self, Made, Outcome, Parcel, Progress, Report};
use crate::app::works::file_part;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::remote::{About, ENDING, Kind};
use crate::store::{Index, Opening, Workspace, now};

pub(super) fn order_command(words: &Words) -> Command {
    Command::new("order")
        .about(words.text("works-cli-order"))
        .arg(Arg::new("contractor").long("contractor").value_name("NAME").help(words.text("works-cli-contractor")))
        .arg(super::path("out", words.text("works-cli-out")))
}

pub(super) fn take_command(words: &Words) -> Command {
    let files = Arg::new("files").value_name("FILE").action(ArgAction::Append).required(true);
    Command::new("take")
        .about(words.text("works-cli-take"))
        .arg(files.value_parser(value_parser!(PathBuf)).help(words.text("works-cli-files")))
}

/// The workspace named on the command line.
fn open(matches: &ArgMatches, words: &Words) -> Result<(Workspace, Vec<Problem>), Problem> {
    let folder = matches.get_one::<PathBuf>("workspace").ok_or_else(|| Problem::error("works-cli-no-workspace"))?;
    // A new workspace is made only for somebody.
    let role = matches.get_one::<String>("role").and_then(|name| super::role(name));
    if role.is_none() && !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let opening = Opening { role: role.unwrap_or_default(), ..Opening::default() };
    super::workspace::open(matches, words, folder, opening)
}

/// Writes one package for every contractor (or the one named): all that is still to be built.
pub(super) fn order(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = matches.get_one::<PathBuf>("out").cloned().unwrap_or_else(|| PathBuf::from("."));
    let wanted = matches.get_one::<String>("contractor");
    let made = open(matches, words).and_then(|(store, problems)| {
        let (index, more) = Index::open(&store)?;
        let mut jobs: BTreeMap<String, Vec<DossierId>> = BTreeMap::new();
        for record in index.records() {
            let open = record.summary.stage.is_in_works();
            if open && wanted.is_none_or(|name| *name == record.summary.contractor) {
                jobs.entry(record.summary.contractor.clone()).or_default().push(record.id);
            }
        }
        let made =
            jobs.into_iter().map(|(contractor, households)| make(&store, contractor, households, &folder, words));
        Ok((made.collect::<Result<Vec<Made>, Problem>>()?, [problems, more].concat()))
    });
    match made {
        Err(problem) => fail(&problem, words, err),
        Ok((made, problems)) => {
            tell(&problems, words, err)?;
            if made.is_empty() {
                writeln!(out, "{}", words.text("works-package-nothing"))?;
            }
            for made in &made {
                tell(&made.problems, words, err)?;
                let (households, photos) = (made.sent.len().to_string(), made.photos.to_string());
                let size = made.size();
                let args = [("households", &*households), ("photos", &*photos), ("size", &*size)];
                writeln!(out, "{}", made.path.display())?;
                writeln!(out, "  {}", words.with("works-package-made", &args))?;
            }
            Ok(0)
        }
    }
}

fn make(
    store: &Workspace,
    contractor: String,
    households: Vec<DossierId>,
    folder: &Path,
    words: &Words,
) -> Result<Made, Problem> {
    let made = now();
    let name = format!("{}-{}.{ENDING}", words.text(Kind::WorkOrder.key()), file_part(&contractor));
    let author = store.settings().0.surveyor;
    let surveyor = String::new();
    let about = About { kind: Kind::WorkOrder, device: store.device(), author, made, contractor, surveyor };
    let parcel = Parcel::new(about, households);
    exchange::make(store, &parcel, &folder.join(name), &Progress::default())
}

/// Opens packages into the workspace, one after the other.
pub(super) fn take(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let (store, problems) = match open(matches, words) {
        Ok(opened) => opened,
        Err(problem) => return fail(&problem, words, err),
    };
    tell(&problems, words, err)?;
    let mut code = 0;
    for file in matches.get_many::<PathBuf>("files").into_iter().flatten() {
        match exchange::take(&store, file, store.role(), &Progress::default(), &mut |_| {}) {
            Ok(report) => {
                report_lines(&report, words, out, err)?;
                if report.counts()[3] > 0 {
                    code = super::FAILED;
                }
            }
            Err(problem) => code = fail(&problem, words, err)?,
        }
    }
    Ok(code)
}

pub(super) fn report_lines(report: &Report, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<()> {
    let [new, changed, unchanged, _] = report.counts().map(|count| count.to_string());
    let args = [("new", &*new), ("changed", &*changed), ("unchanged", &*unchanged)];
    writeln!(out, "{}", report.file.display())?;
    writeln!(out, "  {}", words.with("works-package-taken", &args))?;
    for (key, count) in
        [("works-package-conflicts", report.conflicts()), ("works-package-photos-lacking", report.missing())]
    {
        if count > 0 {
            writeln!(out, "  {}", words.with(key, &[("count", &count.to_string())]))?;
        }
    }
    for taken in &report.households {
        if let Outcome::Refused(problem) = &taken.outcome {
            let name = if taken.head.is_empty() { taken.id.to_string() } else { taken.head.clone() };
            let args = [("name", &*name), ("why", &*words.problem(problem))];
            writeln!(err, "{}", words.with("works-package-refused-why", &args))?;
        }
    }
    tell(&report.problems, words, err)
}

pub(super) fn tell(problems: &[Problem], words: &Words, err: &mut dyn Write) -> io::Result<()> {
    problems.iter().try_for_each(|problem| writeln!(err, "{}", words.problem(problem)))
}

pub(super) fn fail(problem: &Problem, words: &Words, err: &mut dyn Write) -> io::Result<u8> {
    writeln!(err, "{}", words.problem(problem))?;
    Ok(super::FAILED)
}
