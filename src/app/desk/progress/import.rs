//! Task numbers from an office's table: columns found by their headings, rows by the code or the name of the banner.

use std::path::Path;

use super::names::Names;
use crate::division::Divisions;
use crate::l10n::Words;
use crate::plan::money::Fen;
use crate::problem::Problem;
use crate::registry::progress::target::{MAX_HOUSEHOLDS, Target, Targets};
use crate::table::read::{self, Cell, Sheet};

/// Rows above the headings: title, unit, date.
const MOST_TITLES: usize = 12;
/// Names of rows that a message shows.
const SHOWN: usize = 5;

/// Words by what they say: a line for each.
const WORDS: &str = include_str!("../../../../assets/progress/headings.txt");

/// The words of one line.
fn words(about: &str) -> Vec<&'static str> {
    let lines = WORDS.lines().filter_map(|line| line.split_once(':'));
    let found = lines.into_iter().find(|(name, _)| *name == about);
    found.map(|(_, words)| words.split_whitespace().collect()).unwrap_or_default()
}

/// Whether the text has one of the words of that line.
fn says(text: &str, about: &str) -> bool {
    words(about).into_iter().any(|word| text.contains(word))
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Banners that were set.
    pub banners: u32,
    /// Rows with a number whose place is none of ours, as they name it. Leagues and sums are passed over.
    pub unknown: Vec<String>,
}

/// Where the columns are.
struct Columns {
    heading: usize,
    code: Option<usize>,
    place: Option<usize>,
    households: Option<usize>,
    money: Option<usize>,
    /// Fen of one unit of money.
    unit: f64,
}

/// Takes the task numbers of a year from a file.
///
/// # Errors
/// The file cannot be read, or has no column of places or none of numbers.
pub fn take(file: &Path, year: i16, targets: &mut Targets, names: &Names<'_>) -> Result<Taken, Problem> {
    let book = read::open(file)?;
    let sheet =
        book.sheets.get(book.first()).ok_or_else(|| Problem::error("progress-targets-columns").in_file(file))?;
    let columns = columns(sheet).ok_or_else(|| Problem::error("progress-targets-columns").in_file(file))?;
    let mut taken = Taken::default();
    for row in columns.heading + 1..sheet.rows.len() {
        let cell = |column: Option<usize>| column.map_or(&Cell::Empty, |column| sheet.cell(row, column));
        let households = number(cell(columns.households)).map(|number| number.round() as u32);
        let money = number(cell(columns.money)).map(|number| Fen((number * columns.unit).round() as i64));
        if households.is_none() && money.is_none() {
            continue;
        }
        let (code, place) = (cell(columns.code).text(), cell(columns.place).text());
        match banner(&code, &place, names) {
            Some(code) => {
                let known = targets.get(year, &code);
                let target = Target {
                    households: households.unwrap_or(known.households).min(MAX_HOUSEHOLDS),
                    money: money.unwrap_or(known.money),
                };
                targets.set(year, &code, target);
                taken.banners += 1;
            }
            None if is_sum(&code, &place) => {}
            None => taken.unknown.push(if place.is_empty() { code.into_owned() } else { place.into_owned() }),
        }
    }
    Ok(taken)
}

impl Taken {
    /// What a person reads about it.
    pub fn told(&self, words: &Words) -> Problem {
        let comma = words.text("list-comma");
        let banners = self.banners;
        if self.unknown.is_empty() {
            return Problem::notice("progress-targets-taken").with("banners", banners);
        }
        let rest = if self.unknown.len() > SHOWN { "…" } else { "" };
        let shown: Vec<&str> = self.unknown.iter().take(SHOWN).map(String::as_str).collect();
        let rows = format!("{}{rest}", shown.join(&comma));
        let told = Problem::warning("progress-targets-some").with("banners", banners);
        told.with("count", self.unknown.len()).with("rows", rows)
    }
}

fn columns(sheet: &Sheet) -> Option<Columns> {
    (0..sheet.rows.len().min(MOST_TITLES)).find_map(|heading| {
        let texts: Vec<String> = sheet.rows[heading].iter().map(|cell| cell.text().to_lowercase()).collect();
        let find = |about: &str, not: &[Option<usize>]| {
            let fits = |(column, text): &(usize, &String)| !not.contains(&Some(*column)) && says(text, about);
            texts.iter().enumerate().find(fits).map(|(column, _)| column)
        };
        let code = find("code", &[]);
        let money = find("money", &[code]);
        let households = find("households", &[code, money]);
        let place = find("place", &[code, money, households]);
        let unit = if money.is_some_and(|money| says(&texts[money], "ten-thousand")) { 1_000_000.0 } else { 100.0 };
        let found = (code.is_some() || place.is_some()) && (households.is_some() || money.is_some());
        found.then_some(Columns { heading, code, place, households, money, unit })
    })
}

/// A number that is none below nothing; figures may be written with commas.
fn number(cell: &Cell) -> Option<f64> {
    let number = match cell {
        Cell::Number(number) => *number,
        Cell::Text(text) => text.replace([',', '\u{ff0c}', ' '], "").parse().ok()?,
        _ => return None,
    };
    (number.is_finite() && (0.0..=1e12).contains(&number)).then_some(number)
}

/// The banner or zone that a row is about: by code (longer statistical codes begin with it), else by its whole name.
fn banner(code: &str, place: &str, names: &Names<'_>) -> Option<String> {
    let zones = &names.programme.reporting.zones;
    if let Some(zone) = zones.iter().find(|zone| zone.id.as_str() == code) {
        return Some(zone.id.to_string());
    }
    let divisions = Divisions::built_in();
    if let Some(division) = code.get(..6).and_then(|code| divisions.get(code)) {
        return Some(division.code.to_string());
    }
    // The same name stands once among the 103.
    let named = divisions.iter().find(|division| place == &*division.name || place.ends_with(&*division.name));
    let zone = || zones.iter().find(|zone| zone.label.tags().any(|tag| zone.label.in_tag(tag) == Some(place)));
    named.map(|division| division.code.to_string()).or_else(|| zone().map(|zone| zone.id.to_string()))
}

/// A league's or the whole's sum, of which the parts stand in other rows.
fn is_sum(code: &str, place: &str) -> bool {
    let leagues = Divisions::built_in().leagues();
    says(&place.to_lowercase(), "sum") || leagues.iter().any(|(league, name)| code == &**league || place == &**name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::rules::Rules;
    use crate::l10n::Language;

    fn taken(text: &str) -> Result<(Targets, Taken), Problem> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("targets.csv");
        std::fs::write(&file, text).unwrap();
        let rules = Rules::built_in();
        let names = Names {
            words: Words::of(Language::Chinese),
            language: Language::Chinese,
            programme: &rules.programme,
            catalogue: &rules.catalogue,
            household: None,
        };
        let mut targets = Targets::default();
        let taken = take(&file, 2026, &mut targets, &names)?;
        Ok((targets, taken))
    }

    #[test]
    fn an_office_s_table_is_read_by_its_headings() {
        let text = "2026 年任务分配表\n序号,旗县区,任务数（户）,资金（万元）\n,兴安盟,\"1,120\",420\n1,科尔沁右翼前旗,86,30.1\n\
                    2,内蒙古自治区包头市九原区,43,15.05\n3,乌兰布和生态沙产业示范区,12,4.2\n4,朝阳区,5,1\n,合计,146,50\n";
        let (targets, taken) = taken(text).unwrap();
        assert_eq!(targets.get(2026, "152221"), Target { households: 86, money: Fen(30_100_000) });
        assert_eq!(targets.get(2026, "150207").households, 43);
        assert_eq!(targets.get(2026, "wulanbuhe_zone").money, Fen(4_200_000));
        assert_eq!(taken, Taken { banners: 3, unknown: vec!["朝阳区".to_owned()] });
        assert_eq!(targets.get(2026, "152200"), Target::default(), "a league's sum is no banner's task");
    }

    #[test]
    fn codes_count_before_names_and_money_may_be_in_yuan() {
        let (targets, _) = taken("code,target,budget\n150207000000,43,150500\n").unwrap();
        assert_eq!(targets.get(2026, "150207"), Target { households: 43, money: Fen(15_050_000) });
    }

    #[test]
    fn a_table_of_something_else_is_refused() {
        assert_eq!(taken("姓名,电话\n王秀兰,1\n").unwrap_err().key, "progress-targets-columns");
    }
}
