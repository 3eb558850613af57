//! `tantu progress WORKSPACE`: the reporting table, without a window.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use crate::app::clock::{Clock as _, SystemClock};
use crate::app::desk::progress::names::Names;
use crate::app::desk::progress::tables::{self, Rows};
use crate::app::desk::progress::{TARGETS_FILE, read_targets};
use crate::app::forms;
use crate::app::rules::Rules;
use crate::division::Divisions;
use crate::l10n::{Language, Words};
use crate::problem::Problem;
use crate::registry::day::Day;
use crate::registry::progress::basis::{Basis, Scope};
use crate::registry::progress::board::Board;
use crate::registry::progress::lead::By;
use crate::store::{Index, Opening};
use crate::table::write::{Cell, Format, Kind, Table, small};

/// What the table may have a row for, by its name on the command line.
const ROWS: [(&str, Rows); 8] = [
    ("banner", Rows::By(By::Banner)),
    ("league", Rows::By(By::League)),
    ("township", Rows::By(By::Township)),
    ("month", Rows::Month),
    ("contractor", Rows::By(By::Contractor)),
    ("surveyor", Rows::By(By::Surveyor)),
    ("category", Rows::By(By::Category)),
    ("measure", Rows::By(By::Measure)),
];

pub(super) fn command(words: &Words) -> Command {
    let by = Arg::new("by").long("by").default_value("banner").value_parser(ROWS.map(|(name, _)| name));
    let year = Arg::new("year").long("year").value_name("YEAR").value_parser(value_parser!(i16));
    let division = Arg::new("division").long("division").value_name("CODE");
    Command::new("progress")
        .about(words.text("progress-cli-about"))
        .arg(super::file("folder", words.text("progress-cli-workspace")).required(true))
        .arg(by.help(words.text("progress-cli-by")))
        .arg(year.help(words.text("progress-cli-year")))
        .arg(division.help(words.text("progress-cli-division")))
        .arg(super::flag("csv", words.text("progress-cli-csv")))
}

pub(super) fn run(matches: &ArgMatches, words: &Words, out: &mut dyn Write, err: &mut dyn Write) -> io::Result<u8> {
    let (table, problems) = match table(matches, words) {
        Ok(made) => made,
        Err(problem) => {
            writeln!(err, "{}", super::told(words, &problem))?;
            return Ok(super::FAILED);
        }
    };
    problems.iter().try_for_each(|problem| writeln!(err, "{}", super::told(words, problem)))?;
    if matches.get_flag("csv") {
        out.write_all(&small(Format::Csv, &[table])?)?;
    } else {
        print(&table, out)?;
    }
    Ok(0)
}

fn table(matches: &ArgMatches, words: &Words) -> Result<(Table, Vec<Problem>), Problem> {
    let folder = matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
    if !folder.is_dir() {
        return Err(Problem::error("store-missing").in_file(folder));
    }
    let (store, mut problems) = super::workspace::open(matches, words, &folder, Opening::default())?;
    let (index, told) = Index::open(&store)?;
    problems.extend(told);
    let (rules, told) = Rules::of(&store);
    problems.extend(told);
    let (library, told) = forms::library(&store);
    problems.extend(told);
    let targets = read_targets(&store.layout().root().join(TARGETS_FILE))?;
    let today = Day::from(SystemClock.now().date());
    let basis = Basis::new(&rules.programme, &rules.catalogue, Divisions::built_in(), &targets, today);
    let division = matches.get_one::<String>("division").map(|code| Box::<str>::from(code.as_str()));
    let is_league = division.as_deref().is_some_and(|code| code.ends_with("00"));
    let scope = Scope {
        year: matches.get_one::<i16>("year").copied(),
        league: division.clone().filter(|_| is_league),
        banner: division.filter(|_| !is_league),
        contractor: None,
    };
    let board = Board::of(index.records().iter().filter(|record| !record.is_blank()), &scope, &basis);
    let language =
        if std::ptr::eq(words, Words::of(Language::English)) { Language::English } else { Language::Chinese };
    let names = Names {
        words,
        language,
        programme: &rules.programme,
        catalogue: &rules.catalogue,
        household: library.get("household"),
    };
    let by = matches.get_one::<String>("by").map_or("banner", String::as_str);
    let rows = ROWS.into_iter().find(|(name, _)| *name == by).map_or(Rows::By(By::Banner), |(_, rows)| rows);
    Ok((tables::report(&board, rows, &names), problems))
}

/// The table for people: columns as wide as they must be; a Chinese letter takes two places.
fn print(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let heads = table.head.columns.iter().map(|column| column.label.clone()).collect();
    let lines: Vec<Vec<String>> =
        std::iter::once(heads).chain(table.rows.iter().map(|row| row.iter().map(said).collect())).collect();
    let widths: Vec<usize> = (0..table.head.columns.len())
        .map(|column| lines.iter().filter_map(|line| line.get(column)).map(|text| places(text)).max().unwrap_or(0))
        .collect();
    for line in &lines {
        let mut text = String::new();
        for ((cell, width), column) in line.iter().zip(&widths).zip(&table.head.columns) {
            let pad = " ".repeat(width.saturating_sub(places(cell)));
            let is_name = matches!(column.kind, Kind::Text | Kind::Identifier);
            text.push_str(&if is_name { format!("{cell}{pad}  ") } else { format!("{pad}{cell}  ") });
        }
        writeln!(out, "{}", text.trim_end())?;
    }
    Ok(())
}

fn places(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

fn said(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Integer(number) => number.to_string(),
        Cell::Money(amount) => amount.to_string(),
        Cell::Decimal(number) => format!("{number:.1}"),
        Cell::Date(date) => date.to_string(),
        Cell::Empty | Cell::YesNo(_) => String::new(),
    }
}
