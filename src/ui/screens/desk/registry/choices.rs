//! The choices of the filter panel: words, how many households stand behind each, whether it is chosen.

use std::collections::BTreeMap;

use super::data::{category_key, count, grade_key};
use crate::division::Divisions;
use crate::dossier::stage::Stage;
use crate::l10n::Words;
use crate::registry::dictionary::{Dictionary, LEVEL};
use crate::registry::figures::Residence;
use crate::registry::filter::{Filter, Flag, Place};
use crate::registry::{Counts, Registry};

/// Contractors and surveyors that are listed; more are found by searching.
const MOST_LISTED: usize = 24;

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub pick: Pick,
    /// 肢体　1,204
    pub text: String,
    pub chosen: bool,
}

/// What a tap changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    Place(Place),
    Category(u8),
    Grade(u8),
    Stage(Stage),
    Year(i16),
    Residence(Residence),
    Contractor(String),
    Surveyor(String),
    Flag(Flag),
}

/// Choices under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Key of the heading.
    pub title: &'static str,
    pub choices: Vec<Choice>,
}

impl Pick {
    /// The filter with this choice made, or taken back. A place stands alone: the next one lies in it.
    pub fn toggled(&self, filter: &Filter) -> Filter {
        fn toggle<T: Ord + Clone>(set: &mut std::collections::BTreeSet<T>, one: &T) {
            if !set.remove(one) {
                set.insert(one.clone());
            }
        }
        let mut filter = filter.clone();
        match self {
            Self::Place(place) => {
                let chosen = filter.places.contains(place);
                filter.places = if chosen { parent(place).into_iter().collect() } else { [place.clone()].into() };
            }
            Self::Category(category) => toggle(&mut filter.categories, category),
            Self::Grade(grade) => toggle(&mut filter.grades, grade),
            Self::Stage(stage) => toggle(&mut filter.stages, stage),
            Self::Year(year) => toggle(&mut filter.years, year),
            Self::Residence(residence) => toggle(&mut filter.residences, residence),
            Self::Contractor(name) => toggle(&mut filter.contractors, name),
            Self::Surveyor(name) => toggle(&mut filter.surveyors, name),
            Self::Flag(flag) => toggle(&mut filter.flags, flag),
        }
        filter
    }
}

/// All kinds of choices that mean anything here. What nobody stands behind is left out, unless it is chosen.
pub fn kinds(registry: &Registry, counts: &Counts, filter: &Filter, words: &Words) -> Vec<Kind> {
    let choice = |pick: Pick, name: &str, number: u32, chosen: bool| {
        let number = count(number as usize);
        let text = words.with("registry-choice", &[("name", name), ("count", &number)]);
        (chosen || number != "0").then_some(Choice { pick, text, chosen })
    };
    let flags = Flag::ALL.into_iter().filter_map(|flag| {
        choice(Pick::Flag(flag), &words.text(flag.key()), counts.flag(flag), filter.flags.contains(&flag))
    });
    let stages = Stage::ALL.into_iter().filter_map(|stage| {
        choice(Pick::Stage(stage), &words.text(stage.key()), counts.stage(stage), filter.stages.contains(&stage))
    });
    let categories = (1..8).filter_map(|category| {
        let (name, number) = (words.text(category_key(category)), counts.categories[usize::from(category)]);
        choice(Pick::Category(category), &name, number, filter.categories.contains(&category))
    });
    let grades = (1..5).filter_map(|grade| {
        let (name, number) = (words.text(grade_key(grade)), counts.grades[usize::from(grade)]);
        choice(Pick::Grade(grade), &name, number, filter.grades.contains(&grade))
    });
    let years = counts.years.iter().rev().filter_map(|(year, number)| {
        let name = if *year == 0 { words.text("registry-unknown") } else { year.to_string() };
        choice(Pick::Year(*year), &name, *number, filter.years.contains(year))
    });
    let residences = Residence::ALL.into_iter().filter_map(|residence| {
        let (name, number) = (words.text(residence_key(residence)), counts.residences[residence as usize + 1]);
        choice(Pick::Residence(residence), &name, number, filter.residences.contains(&residence))
    });
    let named = |dictionary: &Dictionary, numbers: &[u32], chosen: &std::collections::BTreeSet<String>| {
        busiest(dictionary, numbers, chosen, words)
    };
    let dictionaries = registry.dictionaries();
    let contractors = named(&dictionaries.contractors, &counts.contractors, &filter.contractors).into_iter();
    let contractors = contractors.filter_map(|(text, name, number)| {
        let chosen = filter.contractors.contains(&text);
        choice(Pick::Contractor(text), &name, number, chosen)
    });
    let surveyors = named(&dictionaries.surveyors, &counts.surveyors, &filter.surveyors).into_iter();
    let surveyors = surveyors.filter_map(|(text, name, number)| {
        let chosen = filter.surveyors.contains(&text);
        choice(Pick::Surveyor(text), &name, number, chosen)
    });
    let kinds = [
        Kind { title: "registry-kind-flags", choices: flags.collect() },
        Kind { title: "registry-kind-stage", choices: stages.collect() },
        Kind { title: "registry-kind-category", choices: categories.collect() },
        Kind { title: "registry-kind-grade", choices: grades.collect() },
        Kind { title: "registry-kind-year", choices: years.collect() },
        Kind { title: "registry-kind-residence", choices: residences.collect() },
        Kind { title: "registry-kind-contractor", choices: contractors.collect() },
        Kind { title: "registry-kind-surveyor", choices: surveyors.collect() },
    ];
    kinds.into_iter().filter(|kind| !kind.choices.is_empty()).collect()
}

/// The names with the most households, and those that are chosen: text, name in words, number.
fn busiest(
    dictionary: &Dictionary,
    numbers: &[u32],
    chosen: &std::collections::BTreeSet<String>,
    words: &Words,
) -> Vec<(String, String, u32)> {
    let mut all: Vec<(&str, u32)> = dictionary.texts().zip(numbers.iter().copied()).collect();
    all.sort_by(|(a, of_a), (b, of_b)| of_b.cmp(of_a).then_with(|| a.cmp(b)));
    let listed =
        all.into_iter().enumerate().filter(|(place, (text, _))| *place < MOST_LISTED || chosen.contains(*text));
    let named = |text: &str| if text.is_empty() { words.text("registry-nobody") } else { text.to_owned() };
    listed.map(|(_, (text, number))| (text.to_owned(), named(text), number)).collect()
}

const fn residence_key(residence: Residence) -> &'static str {
    match residence {
        Residence::Town => "registry-residence-town",
        Residence::Farming => "registry-residence-farming",
        Residence::Pasture => "registry-residence-pasture",
    }
}

/// The places of the level below what is chosen, with those above as the way back, from the widest.
pub fn places(registry: &Registry, counts: &Counts, filter: &Filter, words: &Words) -> Kind {
    let within = filter.places.first();
    let mut found: BTreeMap<Place, u32> = BTreeMap::new();
    for (village, number) in registry.dictionaries().villages.texts().zip(&counts.villages) {
        if *number > 0 && within.is_none_or(|place| place.holds(village)) {
            *found.entry(below(within, village)).or_default() += number;
        }
    }
    let mut above: Vec<&Place> = within.into_iter().collect();
    let parents: Vec<Place> = std::iter::successors(within.and_then(parent), parent).collect();
    above.extend(&parents);
    let choice = |place: &Place, chosen: bool, number: Option<u32>| {
        let name = place_name(place, words);
        let text = match number {
            Some(number) => words.with("registry-choice", &[("name", &name), ("count", &count(number as usize))]),
            None => name,
        };
        Choice { pick: Pick::Place(place.clone()), text, chosen }
    };
    let mut choices: Vec<Choice> = above.iter().rev().map(|place| choice(place, true, None)).collect();
    let below = found.iter().filter(|(place, _)| Some(*place) != within);
    choices.extend(below.map(|(place, number)| choice(place, false, Some(*number))));
    Kind { title: "registry-kind-place", choices }
}

/// The place one level below `within` that a village lies in; a village lies in itself.
fn below(within: Option<&Place>, village: &str) -> Place {
    let mut levels = village.split(LEVEL).map(str::to_owned);
    let mut level = || levels.next().unwrap_or_default();
    let (banner, township, village) = (level(), level(), level());
    match within {
        None if banner.is_empty() => Place::Banner(banner),
        None => league(&banner),
        Some(Place::League(_)) => Place::Banner(banner),
        Some(Place::Banner(_)) => Place::Township(banner, township),
        Some(Place::Township(..) | Place::Village(..)) => Place::Village(banner, township, village),
    }
}

fn league(banner: &str) -> Place {
    Place::League(format!("{}00", banner.get(..4).unwrap_or(banner)))
}

fn parent(place: &Place) -> Option<Place> {
    match place {
        Place::League(_) => None,
        Place::Banner(code) => (!code.is_empty()).then(|| league(code)),
        Place::Township(banner, _) => Some(Place::Banner(banner.clone())),
        Place::Village(banner, township, _) => Some(Place::Township(banner.clone(), township.clone())),
    }
}

/// What a place is called.
pub fn place_name(place: &Place, words: &Words) -> String {
    let divisions = Divisions::built_in();
    let name = match place {
        Place::League(code) => {
            let leagues = divisions.leagues();
            leagues.iter().find(|(known, _)| known.get(..4) == code.get(..4)).map(|(_, name)| name.to_string())
        }
        Place::Banner(code) => divisions.get(code).map(|division| division.name.to_string()),
        Place::Township(_, name) | Place::Village(_, _, name) => Some(name.clone()),
    };
    let code = match place {
        Place::League(code) | Place::Banner(code) => code.clone(),
        Place::Township(..) | Place::Village(..) => String::new(),
    };
    let name = name.unwrap_or(code);
    if name.is_empty() { words.text("registry-unknown") } else { name }
}

/// What is chosen, for the line above the table: what a tap on it takes back, and its words.
pub fn chosen(filter: &Filter, words: &Words) -> Vec<(Pick, String)> {
    let mut all: Vec<(Pick, String)> = Vec::new();
    all.extend(filter.places.iter().map(|place| (Pick::Place(place.clone()), place_name(place, words))));
    all.extend(filter.flags.iter().map(|flag| (Pick::Flag(*flag), words.text(flag.key()))));
    all.extend(filter.stages.iter().map(|stage| (Pick::Stage(*stage), words.text(stage.key()))));
    all.extend(filter.categories.iter().map(|one| (Pick::Category(*one), words.text(category_key(*one)))));
    all.extend(filter.grades.iter().map(|one| (Pick::Grade(*one), words.text(grade_key(*one)))));
    let year = |year: i16| if year == 0 { words.text("registry-unknown") } else { year.to_string() };
    all.extend(filter.years.iter().map(|one| (Pick::Year(*one), year(*one))));
    all.extend(filter.residences.iter().map(|one| (Pick::Residence(*one), words.text(residence_key(*one)))));
    let named = |text: &str| if text.is_empty() { words.text("registry-nobody") } else { text.to_owned() };
    all.extend(filter.contractors.iter().map(|one| (Pick::Contractor(one.clone()), named(one))));
    all.extend(filter.surveyors.iter().map(|one| (Pick::Surveyor(one.clone()), named(one))));
    all
}
