//! `tantu duplicates`: households that may be the same, without a window.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::{ArgMatches, Command};
use serde_json::{Value, json};

use crate::l10n::Words;
use crate::problem::Problem;
use crate::registry::duplicates::queue::{Case, Matter, Queue};
use crate::registry::duplicates::{Home, Level};
use crate::store::{Index, Opening};

pub(super) fn command(words: &Words) -> Command {
    Command::new("duplicates")
        .about(words.text("duplicate-cli-about"))
        .arg(super::file("folder", words.text("duplicate-cli-workspace")).required(true))
        .arg(super::flag("report", words.text("duplicate-cli-report")))
        .arg(super::flag("all", words.text("duplicate-cli-all")))
}

/// Lists the candidates, in words or one JSON object a line.
pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let homes = match homes(matches, words) {
        Ok((homes, problems)) => {
            problems.iter().try_for_each(|problem| writeln!(err, "{}", super::told(words, problem)))?;
            homes
        }
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(super::FAILED);
        }
    };
    let begun = Instant::now();
    let queue = Queue::of(homes.iter());
    let took = begun.elapsed();
    let all = matches.get_flag("all");
    for case in queue.cases.iter().filter(|case| all || case.level() >= Level::Likely) {
        if matches.get_flag("report") {
            writeln!(out, "{}", report(&queue, case, words))?;
        } else {
            lines(&queue, case, words, out)?;
        }
    }
    let [certain, likely, possible] = queue.counts().map(|count| count.to_string());
    let compared = queue.compared.to_string();
    let args = [("certain", &*certain), ("likely", &*likely), ("possible", &*possible), ("compared", &*compared)];
    let seconds = format!("{:.3}", took.as_secs_f64());
    writeln!(err, "{} ({seconds} s)", words.with("duplicate-cli-count", &args))?;
    Ok(0)
}

fn homes(matches: &ArgMatches, words: &Words) -> Result<(Vec<Home>, Vec<Problem>), Problem> {
    let folder = matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
    if !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let (store, mut problems) = super::workspace::open(matches, words, &folder, Opening::default())?;
    let (index, more) = Index::open(&store)?;
    problems.extend(more);
    let home =
        |record: &crate::registry::record::Record| Home::of_parts(record.id, &record.summary, &record.figures.compared);
    Ok((index.records().iter().map(home).collect(), problems))
}

fn lines(queue: &Queue, case: &Case, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let kind = match &case.matter {
        Matter::Disputed => words.text("duplicate-kind-disputed"),
        Matter::News(_) => words.text("duplicate-kind-news"),
        Matter::Candidate(candidate) => {
            format!("{} · {}", words.text(candidate.level().key()), words.text(candidate.kind().key()))
        }
    };
    writeln!(out, "{kind}")?;
    for id in &case.homes {
        let brief = queue.briefs.get(id).cloned().unwrap_or_default();
        let persons = brief.persons.join(&words.text("duplicate-between"));
        writeln!(out, "  {id}  {}  {}  {}  {persons}", brief.head, brief.village, brief.address)?;
    }
    reasons(case, words).into_iter().try_for_each(|reason| writeln!(out, "  - {reason}"))
}

fn reasons(case: &Case, words: &Words) -> Vec<String> {
    let Matter::Candidate(candidate) = &case.matter else { return Vec::new() };
    candidate.pairs.iter().flat_map(|pair| &pair.reasons).map(|reason| reason.text(words)).collect()
}

/// One object: names of levels and kinds are the same in every language.
fn report(queue: &Queue, case: &Case, words: &Words) -> Value {
    let home = |id: &crate::id::DossierId| {
        let brief = queue.briefs.get(id).cloned().unwrap_or_default();
        json!({
            "id": id.to_string(), "head": brief.head, "village": brief.village, "address": brief.address,
            "persons": brief.persons,
        })
    };
    let (kind, weight) = match &case.matter {
        Matter::Disputed => ("disputed", 0),
        Matter::News(_) => ("news", 0),
        Matter::Candidate(candidate) => (candidate.kind().name(), candidate.weight()),
    };
    json!({
        "kind": kind,
        "level": case.level().name(),
        "weight": weight,
        "households": case.homes.iter().map(home).collect::<Vec<_>>(),
        "reasons": reasons(case, words),
    })
}
