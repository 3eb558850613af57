//! `tantu export`: tables of a workspace, without a window.
//!
//! | exit code | what it says |
//! |---|---|
//! | 0 | the tables are there; what was left out on purpose is listed in them |
//! | 1 | nothing was written |
//! | 2 | the command line cannot be understood |
//! | 3 | the tables are there, without households that could not be read |

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::app::clock::{Clock as _, SystemClock};
use crate::app::exchange::Progress;
use crate::app::export::{self, Absent, Office, Outcome, Purpose, Request, What, log};
use crate::id::DossierId;
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::store::{Opening, Workspace};
use crate::table::write::Format;

/// Exit code when households could not be read.
const INCOMPLETE: u8 = 3;

pub(super) fn command(words: &Words) -> Command {
    let option = |name: &'static str, key: &str| Arg::new(name).long(name).help(words.text(key));
    let format = option("format", "export-cli-format").value_name("FORMAT").default_value("xlsx");
    let purpose = option("purpose", "export-cli-purpose").value_name("PURPOSE");
    let household = option("household", "export-cli-household").value_name("ID").action(ArgAction::Append);
    let division = option("division", "export-cli-division").value_name("CODE").action(ArgAction::Append);
    Command::new("export")
        .about(words.text("export-cli-about"))
        .after_help(words.text("export-cli-codes"))
        .arg(option("what", "export-cli-what").value_name("TABLE").required(true))
        .arg(format.value_parser(Format::ALL.map(Format::ending)))
        .arg(option("out", "export-cli-out").value_name("PATH").required(true).value_parser(value_parser!(PathBuf)))
        .arg(division)
        .arg(option("year", "export-cli-year").value_name("YEAR").value_parser(value_parser!(i16)))
        .arg(household.value_parser(|text: &str| text.parse::<DossierId>()))
        .arg(purpose.value_parser(Purpose::ALL.map(Purpose::name)))
}

pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let language =
        if std::ptr::eq(words, Words::of(Language::English)) { Language::English } else { Language::Chinese };
    let made = open(matches, words).and_then(|store| make(matches, store, language));
    let (outcome, problems) = match made {
        Ok(made) => made,
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(super::FAILED);
        }
    };
    for problem in &problems {
        writeln!(err, "{}", super::told(words, problem))?;
    }
    tell(&outcome, words, out)?;
    let unreadable = outcome.left.absent.iter().any(|(_, why)| matches!(why, Absent::Unreadable(_)));
    Ok(if unreadable { INCOMPLETE } else { 0 })
}

fn open(matches: &ArgMatches, words: &Words) -> Result<(Arc<Workspace>, Vec<Problem>), Problem> {
    let folder = matches.get_one::<PathBuf>("workspace").ok_or_else(|| Problem::error("paper-no-workspace"))?;
    if !folder.join("workspace.ron").is_file() {
        return Err(Problem::error("paper-no-workspace").in_file(folder));
    }
    let (store, problems) = super::workspace::open(matches, words, folder, Opening::default())?;
    Ok((Arc::new(store), problems))
}

fn make(
    matches: &ArgMatches,
    (store, mut problems): (Arc<Workspace>, Vec<Problem>),
    language: Language,
) -> Result<(Outcome, Vec<Problem>), Problem> {
    let (office, told) = Office::open(Arc::clone(&store), Arc::new(SystemClock), language);
    problems.extend(told);
    let (tables, told) = export::tables(&store);
    problems.extend(told);
    let name = matches.get_one::<String>("what").cloned().unwrap_or_default();
    let known = What::all(&tables);
    let what = known.iter().find(|what| what.name() == name).cloned().ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(What::name).collect();
        Problem::error("export-what-unknown").with("what", &name).with("known", names.join(" "))
    })?;
    let purpose = matches.get_one::<String>("purpose");
    let purpose = purpose.and_then(|name| Purpose::ALL.into_iter().find(|purpose| purpose.name() == name));
    let purpose = purpose.or_else(|| what.purposes(&tables).first().copied()).unwrap_or_default();
    let format = matches.get_one::<String>("format");
    let format = Format::ALL.into_iter().find(|known| format.is_some_and(|name| known.ending() == name));
    let scope = matches.get_many::<DossierId>("household").map(|ids| Arc::new(ids.copied().collect()));
    let request = Request {
        what,
        scope,
        division: matches.get_many::<String>("division").into_iter().flatten().cloned().collect(),
        year: matches.get_one::<i16>("year").copied(),
        purpose,
        format: format.unwrap_or_default(),
        path: matches.get_one::<PathBuf>("out").cloned().unwrap_or_default(),
    };
    let outcome = export::run(&office, &tables, &request, &Progress::default())?;
    let author = store.settings().0.surveyor;
    let entry = log::Entry::of(&request, &outcome, &author, SystemClock.now());
    problems.extend(log::add(&store, entry).err());
    Ok((outcome, problems))
}

fn tell(outcome: &Outcome, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", outcome.path.display())?;
    let households = outcome.households.to_string();
    writeln!(out, "  {}", words.with("export-made", &[("households", &households)]))?;
    for (table, rows) in &outcome.tables {
        writeln!(out, "  {}", words.with("export-made-table", &[("table", table), ("rows", &rows.to_string())]))?;
    }
    for line in outcome.left.lines(words) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}
