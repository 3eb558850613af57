//! `tantu roster` and `tantu assign`: a need list into a workspace, and the packages for surveyors, without a window.
//!
//! | exit code | what it says |
//! |---|---|
//! | 0 | every row was taken, or was here already |
//! | 1 | some rows or households were not taken; the rest was |
//! | 2 | the command line cannot be understood |
//! | 3 | the disk of the workspace failed, not everything was taken; the same command goes on |
//! | 4 | the workspace or the list cannot be used |

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::app::exchange::{self, Made, Parcel, Progress};
use crate::app::jobs::roster::{Opened, reject};
use crate::app::roster::check::{self, Checked, Decisions};
use crate::app::roster::mapping::{Mapping, Remembered};
use crate::app::roster::target::Target;
use crate::app::roster::write::Written;
use crate::app::roster::{import, rejects};
use crate::app::works::file_part;
use crate::dossier::edit::Author;
use crate::dossier::summary::VisitState;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::remote::{About, ENDING, Kind};
use crate::role::{Can, Role};
use crate::store::{Access, Index, Opening, Workspace, now};
use crate::table::read;

/// Exit code when the import could not be finished.
const UNFINISHED: u8 = 3;
/// Exit code when the workspace or the list cannot be used.
const UNUSABLE: u8 = 4;
/// Rows that are told; the table of what was not taken has all.
const MOST_LISTED: usize = 20;

pub(super) fn command(words: &Words) -> Command {
    let value = |name: &'static str, kind: &'static str, help: &str| {
        Arg::new(name).long(name).value_name(kind).help(words.text(help))
    };
    let path = |name, help| value(name, "FILE", help).value_parser(value_parser!(PathBuf));
    Command::new("roster")
        .about(words.text("roster-cli"))
        .arg(super::file("list", words.text("roster-cli-file")).required(true))
        .arg(super::path("into", words.text("roster-cli-into")).required(true))
        .arg(value("sheet", "N", "roster-cli-sheet").value_parser(value_parser!(usize)))
        .arg(path("mapping", "roster-cli-mapping"))
        .arg(value("division", "CODE", "roster-cli-division"))
        .arg(path("rejects", "roster-cli-rejects"))
        .arg(path("report", "roster-cli-report"))
        .arg(super::flag("take", words.text("roster-cli-take")))
        .arg(super::flag("dry-run", words.text("roster-cli-dry")))
}

pub(super) fn assign_command(words: &Words) -> Command {
    let surveyor = Arg::new("surveyor").long("surveyor").value_name("NAME");
    Command::new("assign")
        .about(words.text("roster-cli-assign"))
        .arg(surveyor.help(words.text("roster-cli-assign-surveyor")))
        .arg(super::path("out", words.text("roster-cli-assign-out")))
}

/// Imports a list and tells what came of it.
pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let dry = matches.get_flag("dry-run");
    let looked = open(matches, words, "into", dry).and_then(|(store, problems)| {
        let opened = list(matches, &store)?;
        let decisions =
            Decisions { division: matches.get_one("division").cloned().unwrap_or_default(), ..Decisions::default() };
        let sheet = &opened.book.sheets[opened.sheet];
        let today = now().date();
        let checked = check::check(&store, sheet, &opened.mapping, &decisions, today, &Progress::default())?;
        Ok((store, opened, decisions, checked, problems))
    });
    let (store, opened, mut decisions, checked, problems) = match looked {
        Ok(looked) => looked,
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(UNUSABLE);
        }
    };
    if matches.get_flag("take") {
        let differing = checked.households.iter().flat_map(|(household, news)| {
            news.differences.iter().map(|difference| (household.id, difference.path.clone()))
        });
        decisions.take = differing.collect();
    }
    tell_problems(problems.iter().chain(&opened.book.problems).chain(&checked.problems), words, err)?;
    tell_checked(&opened.mapping, &checked, words, out)?;
    let written = if dry { Ok(None) } else { write(&store, &checked, &decisions).map(Some) };
    let mut code = if checked.refused().is_empty() { 0 } else { super::FAILED };
    match &written {
        Ok(Some(written)) => {
            writeln!(out, "{}", imported(written, words))?;
            tell_problems(written.problems.iter(), words, err)?;
        }
        Ok(None) => {}
        Err(problem) => {
            writeln!(err, "{}", super::told(words, problem))?;
            code = UNFINISHED;
        }
    }
    let outcome = (&checked, written.as_ref().ok().and_then(Option::as_ref));
    if let Err(problem) = leave(matches, &store, &opened, outcome, words) {
        writeln!(err, "{}", super::told(words, &problem))?;
        code = code.max(UNFINISHED);
    }
    Ok(code)
}

fn open(matches: &ArgMatches, words: &Words, folder: &str, dry: bool) -> Result<(Workspace, Vec<Problem>), Problem> {
    let named = matches.get_one::<PathBuf>(folder).cloned();
    let folder = named.ok_or_else(|| Problem::error("works-cli-no-workspace"))?;
    if dry && !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let (store, problems) = super::workspace::open(matches, words, &folder, opening)?;
    match store.access() {
        Access::ReadOnly(reason) if !dry => Err(reason.clone()),
        _ if !store.role().can(Can::Assign) => Err(Problem::error("merge-not-a-coordinators").in_file(folder)),
        _ => Ok((store, problems)),
    }
}

/// The sheet and its columns.
fn list(matches: &ArgMatches, store: &Workspace) -> Result<Opened, Problem> {
    let path = matches.get_one::<PathBuf>("list").cloned().unwrap_or_default();
    let book = read::open(&path)?;
    let sheet = matches.get_one::<usize>("sheet").map_or(book.first(), |number| number.saturating_sub(1));
    let Some(found) = book.sheets.get(sheet) else {
        return Err(Problem::error("roster-file-empty").in_file(path));
    };
    let remembered: Vec<Remembered> = store.settings().0.rosters.into_iter().map(Remembered).collect();
    let mut mapping = Mapping::propose(found, &remembered);
    if let Some(file) = matches.get_one::<PathBuf>("mapping") {
        choose(&mut mapping, file)?;
    }
    if let Some(lacking) = mapping.lacks().first() {
        return Err(Problem::error("roster-cli-lacks").with_word("target", lacking.key()).in_file(path));
    }
    Ok(Opened { path, book: book.into(), sheet, mapping })
}

/// Takes in a file `{"heading": "certificate", …}`.
fn choose(mapping: &mut Mapping, file: &Path) -> Result<(), Problem> {
    let bad =
        |detail: &dyn std::fmt::Display| Problem::error("roster-cli-mapping-bad").with("detail", detail).in_file(file);
    let text = std::fs::read_to_string(file).map_err(|error| bad(&error))?;
    let said: BTreeMap<String, String> = ron::from_str(&text).map_err(|error| bad(&error))?;
    for (heading, target) in said {
        let column =
            mapping.columns.iter().position(|column| column.heading == heading).ok_or_else(|| bad(&heading))?;
        mapping.choose(column, Target::of_name(&target).ok_or_else(|| bad(&target))?);
    }
    Ok(())
}

fn write(store: &Workspace, checked: &Checked, decisions: &Decisions) -> Result<Written, Problem> {
    let author = Author { device: store.device(), name: store.settings().0.surveyor.as_str().into(), at: now() };
    import::import(store, checked, decisions, &author, &Progress::default(), &mut |_| {})
}

fn imported(written: &Written, words: &Words) -> String {
    let [new, changed, unchanged] = [written.new, written.changed, written.unchanged].map(|count| count.to_string());
    words.with("roster-imported", &[("new", &new), ("changed", &changed), ("unchanged", &unchanged)])
}

fn tell_checked(mapping: &Mapping, checked: &Checked, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let counts = checked.counts();
    let [rows, households, persons] =
        [checked.rows, checked.households.len(), counts.persons].map(|count| count.to_string());
    let args = [("rows", &*rows), ("households", &*households), ("persons", &*persons)];
    writeln!(out, "{}", words.with("roster-found", &args))?;
    for (key, count) in [
        ("roster-count-new", counts.new),
        ("roster-count-more", counts.more),
        ("roster-count-differ", counts.differ),
        ("roster-count-same", counts.same),
        ("roster-count-refused", counts.refused),
        ("roster-count-remarked", counts.remarked),
    ] {
        writeln!(out, "  {} {count}", words.text(key))?;
    }
    for finding in checked.findings.iter().filter(|finding| finding.refuses()).take(MOST_LISTED) {
        let place = read::cell_name(finding.row, finding.column.unwrap_or(0));
        writeln!(out, "  {place} {} {}", finding.value, rejects::why(mapping, finding, words))?;
    }
    Ok(())
}

fn tell_problems<'a>(
    problems: impl Iterator<Item = &'a Problem>,
    words: &Words,
    err: &mut dyn Write,
) -> io::Result<()> {
    let mut seen = BTreeSet::new();
    for problem in problems {
        let text = super::told(words, problem);
        if seen.insert(text.clone()) {
            writeln!(err, "{text}")?;
        }
    }
    Ok(())
}

/// The files that were asked for: what was not taken, and the report.
fn leave(
    matches: &ArgMatches,
    store: &Workspace,
    opened: &Opened,
    (checked, written): (&Checked, Option<&Written>),
    words: &Words,
) -> Result<(), Problem> {
    if let Some(to) = matches.get_one::<PathBuf>("rejects") {
        let csv = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        reject(store, opened, checked, to, csv, words.language())?;
    }
    if let Some(to) = matches.get_one::<PathBuf>("report") {
        let text = report(opened, checked, written, words);
        let told = |error: io::Error| Problem::error("merge-report-unwritten").with("why", error).in_file(to);
        std::fs::write(to, text).map_err(told)?;
    }
    Ok(())
}

/// The outcome for other programs.
fn report(opened: &Opened, checked: &Checked, written: Option<&Written>, words: &Words) -> String {
    use serde_json::json;
    let counts = checked.counts();
    let finding = |finding: &crate::app::roster::row::Finding| {
        json!({
            "row": finding.row + 1,
            "column": finding.column.map(read::column_name),
            "value": finding.value,
            "reason": finding.problem.key,
            "words": words.problem(&finding.problem),
            "refused": finding.refuses(),
        })
    };
    let doubt = |doubt: &crate::app::roster::together::Doubt| {
        let rows: Vec<usize> = doubt.rows.iter().map(|row| row + 1).collect();
        json!({ "rows": rows, "names": doubt.names })
    };
    let report = json!({
        "file": opened.path,
        "sheet": opened.book.sheets[opened.sheet].name,
        "rows": checked.rows,
        "repeated": checked.repeated,
        "households": checked.households.len(),
        "persons": counts.persons,
        "new": counts.new,
        "more": counts.more,
        "differ": counts.differ,
        "same": counts.same,
        "refused_rows": counts.refused,
        "remarked_rows": counts.remarked,
        "written": written.map(|written| json!({
            "new": written.new, "changed": written.changed, "unchanged": written.unchanged, "stopped": written.stopped,
        })),
        "doubts": checked.doubts.iter().map(doubt).collect::<Vec<_>>(),
        "findings": checked.findings.iter().map(finding).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

/// Writes one package for every surveyor (or the one named): what is assigned to them and not finished.
pub(super) fn assign(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let folder = matches.get_one::<PathBuf>("out").cloned().unwrap_or_else(|| PathBuf::from("."));
    let wanted = matches.get_one::<String>("surveyor");
    let made = open(matches, words, "workspace", false).and_then(|(store, problems)| {
        let (index, more) = Index::open(&store)?;
        let mut theirs: BTreeMap<String, Vec<DossierId>> = BTreeMap::new();
        for record in index.records() {
            let surveyor = &record.figures.surveyor;
            let open = !surveyor.is_empty() && record.summary.visit != VisitState::Finished;
            if open && wanted.is_none_or(|name| name == surveyor) {
                theirs.entry(surveyor.clone()).or_default().push(record.id);
            }
        }
        let made =
            theirs.into_iter().map(|(surveyor, households)| package(&store, surveyor, households, &folder, words));
        Ok((made.collect::<Result<Vec<Made>, Problem>>()?, [problems, more].concat()))
    });
    match made {
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            Ok(UNUSABLE)
        }
        Ok((made, problems)) => {
            tell_problems(problems.iter().chain(made.iter().flat_map(|made| &made.problems)), words, err)?;
            if made.is_empty() {
                writeln!(out, "{}", words.text("roster-cli-assign-none"))?;
            }
            for made in &made {
                let (households, photos, size) = (made.sent.len().to_string(), made.photos.to_string(), made.size());
                let args = [("households", &*households), ("photos", &*photos), ("size", &*size)];
                writeln!(out, "{}\n  {}", made.path.display(), words.with("works-package-made", &args))?;
            }
            Ok(if made.iter().any(|made| !made.problems.is_empty()) { super::FAILED } else { 0 })
        }
    }
}

fn package(
    store: &Workspace,
    surveyor: String,
    households: Vec<DossierId>,
    folder: &Path,
    words: &Words,
) -> Result<Made, Problem> {
    let name = format!("{}-{}.{ENDING}", words.text(Kind::Assignment.key()), file_part(&surveyor));
    let (author, contractor) = (store.settings().0.surveyor, String::new());
    let about = About { kind: Kind::Assignment, device: store.device(), author, made: now(), contractor, surveyor };
    let parcel = Parcel::new(about, households);
    exchange::make(store, &parcel, &folder.join(name), &Progress::default())
}
