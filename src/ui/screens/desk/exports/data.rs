//! What the screen of exports shows.

use std::collections::BTreeMap;

use crate::app::desk::export::Whose;
use crate::app::export::log::Entry;
use crate::app::export::{Purpose, What};
use crate::app::program::Program;
use crate::division::Divisions;
use crate::l10n::Words;

/// Exports of before that are shown.
const MOST_LISTED: usize = 8;

/// Everything on the screen but the places.
pub struct ExportsData {
    /// What there is to export, its title, and what it is.
    pub tables: Vec<(What, String, String)>,
    pub whose: Vec<(Whose, String)>,
    /// Newest first: title, a line of when and who, and the path.
    pub last: Vec<(String, String, std::path::PathBuf)>,
}

/// The places and years that the register has, with how many households; made anew when the register changes.
#[derive(Default)]
pub struct Places {
    revision: Option<u64>,
    /// Code and name of a league, its households, and its banners likewise.
    pub leagues: Vec<League>,
    pub years: Vec<(i16, usize)>,
}

pub struct League {
    pub code: String,
    pub name: String,
    pub households: usize,
    pub banners: Vec<(String, String, usize)>,
}

impl ExportsData {
    pub fn of(program: &Program, words: &Words) -> Self {
        let export = &program.desk.export;
        let language = program.settings.language;
        let title = |what: &What| match (what, what.key()) {
            (_, Some(key)) => words.text(key),
            (What::Table(id), None) => {
                let table = export.tables.iter().find(|table| table.id == *id);
                table.map_or_else(|| id.to_string(), |table| table.title.get(language).to_owned())
            }
            _ => String::new(),
        };
        let about = |what: &What| match what {
            What::Table(id) => {
                let table = export.tables.iter().find(|table| table.id == *id);
                table.map(|table| table.about.get(language).to_owned()).unwrap_or_default()
            }
            other => words.text(&format!("export-about-{}", other.name())),
        };
        let all = What::all(&export.tables);
        let named = |entry: &Entry| all.iter().find(|what| what.name() == entry.what).map(title);
        let last =
            export.last.iter().rev().take(MOST_LISTED).map(|entry| {
                (named(entry).unwrap_or_else(|| entry.what.clone()), line(entry, words), entry.path.clone())
            });
        Self {
            last: last.collect(),
            tables: all.iter().map(|what| (what.clone(), title(what), about(what))).collect(),
            whose: whose(program, words),
        }
    }

    /// The purposes of a table, with their words.
    pub fn purposes(&self, program: &Program, what: &What, words: &Words) -> Vec<(Purpose, String)> {
        let purposes = what.purposes(&program.desk.export.tables).into_iter();
        purposes.map(|purpose| (purpose, words.text(purpose.key()))).collect()
    }
}

fn whose(program: &Program, words: &Words) -> Vec<(Whose, String)> {
    let counted = |key: &str, count: usize| words.with(key, &[("count", &count.to_string())]);
    let mut choices = vec![(Whose::All, counted("export-of-all", program.registry.len()))];
    let selected = program.desk.registry.selected.len();
    if selected > 0 {
        choices.push((Whose::Selected, counted("export-of-selected", selected)));
    }
    if !program.desk.registry.query.shows_all() {
        choices.push((Whose::Shown, counted("export-of-shown", program.shown_in_register().len())));
    }
    choices
}

/// "2026-11-24 10:10 · 200 户 · 李统筹"
fn line(entry: &Entry, words: &Words) -> String {
    let time = entry.time.get(..16).unwrap_or(&entry.time).replace('T', " ");
    let households = entry.households.to_string();
    let line =
        words.with("export-last-line", &[("time", &time), ("households", &households), ("author", &entry.author)]);
    line.trim_end_matches([' ', '·']).to_owned()
}

impl Places {
    /// Counts anew when the register has changed.
    pub fn renew(&mut self, program: &Program) {
        let registry = &program.registry;
        if self.revision == Some(registry.revision()) {
            return;
        }
        let (mut banners, mut years) = (BTreeMap::new(), BTreeMap::new());
        for record in registry.iter() {
            *banners.entry(record.summary.division.as_str()).or_insert(0) += 1;
            *years.entry(record.figures.year).or_insert(0) += 1;
        }
        let mut leagues: Vec<League> = Vec::new();
        for (code, households) in banners {
            let Some(division) = Divisions::built_in().get(code) else { continue };
            if leagues.last().is_none_or(|league| *league.code != *division.league_code) {
                leagues.push(League {
                    code: division.league_code.to_string(),
                    name: division.league_name.to_string(),
                    households: 0,
                    banners: Vec::new(),
                });
            }
            if let Some(league) = leagues.last_mut() {
                league.households += households;
                league.banners.push((code.to_owned(), division.name.to_string(), households));
            }
        }
        let known = years.into_iter().filter(|(year, _)| *year != 0);
        *self = Self { revision: Some(registry.revision()), leagues, years: known.collect() };
    }
}
