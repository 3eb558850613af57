//! `tantu paper KIND… --workspace DIR (--household ID… | --all) --out DIR`: documents as PDF files.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::app::clock::SystemClock;
use crate::app::papers::{self, Batch, Notices, Outcome, Printer};
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::{Problem, Severity};
use crate::report::model::{Kind, Languages};
use crate::store::{Index, Opening};

pub(super) fn command(words: &Words) -> Command {
    let kinds = Arg::new("kind")
        .required(true)
        .num_args(1..)
        .value_name("KIND")
        .value_parser(Kind::ALL.map(Kind::name))
        .help(words.text("paper-help-kind"));
    let household = Arg::new("household")
        .long("household")
        .value_name("ID")
        .action(ArgAction::Append)
        .value_parser(|text: &str| text.parse::<DossierId>())
        .help(words.text("paper-help-household"));
    let language = Arg::new("language")
        .long("language")
        .value_parser(Languages::ALL.map(Languages::name))
        .help(words.text("paper-help-language"));
    let lists = Arg::new("notices").long("notices").value_parser(["each", "village", "township"]);
    let lists = lists.default_value("each").help(words.text("paper-help-notices"));
    let threads = Arg::new("threads")
        .long("threads")
        .value_name("N")
        .value_parser(value_parser!(usize))
        .help(words.text("paper-help-threads"));
    Command::new("paper")
        .about(words.text("paper-help"))
        .arg(kinds)
        .arg(household)
        .arg(
            super::flag("all", words.text("paper-help-all"))
                .conflicts_with("household")
                .required_unless_present("household"),
        )
        .arg(super::path("out", words.text("paper-help-out")).required(true))
        .arg(language)
        .arg(super::path("templates", words.text("paper-help-templates")))
        .arg(lists)
        .arg(threads)
}

pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let printed = match print(matches, words) {
        Ok(printed) => printed,
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(super::FAILED);
        }
    };
    for problem in &printed.problems {
        writeln!(err, "{}", super::told(words, problem))?;
    }
    let (files, pages) = (printed.files.to_string(), printed.pages.to_string());
    let folder = printed.folder.display().to_string();
    let args = [("files", &*files), ("pages", &*pages), ("folder", &*folder)];
    writeln!(out, "{}", words.with("paper-made", &args))?;
    if printed.empty > 0 {
        writeln!(out, "{}", words.with("paper-empty", &[("count", &printed.empty.to_string())]))?;
    }
    let failed = printed.problems.iter().any(|problem| problem.severity == Severity::Error);
    Ok(if failed || printed.files == 0 { super::FAILED } else { 0 })
}

fn print(matches: &ArgMatches, words: &Words) -> Result<Outcome, Problem> {
    let folder = matches.get_one::<PathBuf>("workspace").ok_or_else(|| Problem::error("paper-no-workspace"))?;
    if !folder.join("workspace.ron").is_file() {
        return Err(Problem::error("paper-no-workspace").in_file(folder));
    }
    let (store, mut problems) = super::workspace::open(matches, words, folder, Opening::default())?;
    let households = match matches.get_many::<DossierId>("household") {
        Some(ids) => ids.copied().collect(),
        None => {
            let (index, told) = Index::open(&store)?;
            problems.extend(told);
            index.records().iter().map(|record| record.id).collect()
        }
    };
    let templates = matches.get_one::<PathBuf>("templates").cloned();
    let (office, told) = papers::office_templates(&templates.unwrap_or_else(|| papers::templates_folder(&store)));
    problems.extend(told);
    let (printer, told) = Printer::new(Arc::new(store), Arc::new(SystemClock), office);
    problems.extend(told);
    let name = |name: &String| Kind::of_name(name);
    let both = matches.get_one::<String>("language").is_some_and(|language| language == Languages::Both.name());
    let batch = Batch {
        households,
        kinds: matches.get_many::<String>("kind").unwrap_or_default().filter_map(name).collect(),
        languages: if both { Languages::Both } else { Languages::Zh },
        folder: matches.get_one::<PathBuf>("out").cloned().unwrap_or_default(),
        notices: matches.get_one::<String>("notices").map_or(Notices::Each, |name| notices(name)),
        threads: matches.get_one::<usize>("threads").copied().unwrap_or(0),
    };
    let mut outcome = papers::print(&printer, &batch, &AtomicBool::new(false), &|_| {})?;
    problems.append(&mut outcome.problems);
    outcome.problems = problems;
    Ok(outcome)
}

/// By the name on the command line.
fn notices(name: &str) -> Notices {
    match name {
        "village" => Notices::Village,
        "township" => Notices::Township,
        _ => Notices::Each,
    }
}
