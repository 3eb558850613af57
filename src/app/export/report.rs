//! The tables that coordinators report (domain §1.5): progress, people, measures, money, over the cap, quality.
//!
//! They count [`Record`]s and nothing else, so that they say what the register says.

mod sheets;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fields::{residence_key, satisfaction_key, sex_key};
use super::home::{Home, Office};
use super::made::{Made, Row, Tables};
use super::privacy::Purpose;
use super::sheet::Sheet;
use crate::app::rules::Rules;
use crate::division::Divisions;
use crate::dossier::stage::Stage;
use crate::l10n::{Language, Words};
use crate::plan::money::Fen;
use crate::plan::quantity::Quantity;
use crate::registry::figures::{AcceptanceResult, Hardship, ItemFigures, ItemOutcome, PersonFigures, Satisfaction};
use crate::registry::money::Money;
use crate::registry::record::Record;
use crate::table::write::Cell;

/// The steps that are counted: how many households have come so far, or further.
const STEPS: [Stage; 9] = [
    Stage::Surveyed,
    Stage::Planned,
    Stage::Agreed,
    Stage::Noticed,
    Stage::Ordered,
    Stage::InWorks,
    Stage::Done,
    Stage::Accepted,
    Stage::Settled,
];
const OUTCOMES: [ItemOutcome; 4] =
    [ItemOutcome::Passed, ItemOutcome::Rectified, ItemOutcome::ToRectify, ItemOutcome::Failed];
/// Begin of each band of ages.
const AGES: [i16; 5] = [0, 18, 35, 60, 80];

/// All reporting tables at once.
pub(super) struct Reports {
    sheets: Vec<Sheet>,
    rules: Arc<Rules>,
    language: Language,
    /// By banner and year.
    places: BTreeMap<(String, i16), Sums>,
    /// By what is asked and what was said, both in words.
    people: BTreeMap<(usize, String), Count>,
    /// By group and code of the measure; without a code the whole group.
    measures: BTreeMap<(String, String), Works>,
    over: Vec<Row>,
    ethnic: BTreeMap<String, String>,
}

#[derive(Default)]
struct Count {
    households: i64,
    persons: i64,
}

/// Of the households of one banner in one year.
#[derive(Default)]
struct Sums {
    households: i64,
    steps: [i64; STEPS.len()],
    /// By source, in the programme's order.
    planned: Vec<Fen>,
    settled: Vec<Fen>,
    with_plan: i64,
    settled_households: i64,
    counted: Fen,
    over: i64,
    outcomes: [i64; OUTCOMES.len()],
    /// Households that were accepted, and those of them where nothing had to be put right.
    accepted: i64,
    at_once: i64,
    satisfaction: [i64; Satisfaction::ALL.len()],
    complaints: i64,
    charged: i64,
}

#[derive(Default)]
struct Works {
    households: i64,
    items: i64,
    planned: i64,
    accepted: i64,
    planned_amount: Fen,
    accepted_amount: Fen,
}

impl Reports {
    pub fn new(office: &Office, purpose: Purpose) -> Self {
        let ethnic = "p_ethnic".parse().ok().and_then(|name| office.question(&name));
        let ethnic = ethnic.map(|asked| asked.form.choices(&asked.question.id)).unwrap_or_default();
        let ethnic = ethnic.iter().map(|choice| (choice.id.to_string(), choice.label.get(office.language).to_owned()));
        Self {
            sheets: sheets::all(office, purpose),
            rules: Arc::clone(&office.rules),
            language: office.language,
            places: BTreeMap::new(),
            people: BTreeMap::new(),
            measures: BTreeMap::new(),
            over: Vec::new(),
            ethnic: ethnic.collect(),
        }
    }

    fn words(&self) -> &'static Words {
        Words::of(self.language)
    }
}

impl Tables for Reports {
    fn sheets(&self) -> Vec<&Sheet> {
        self.sheets.iter().collect()
    }

    fn rows(&self, _: &Home<'_>, _: &mut Made) {}

    fn count(&mut self, record: &Record) {
        let money = Money::of(&record.figures, &self.rules.programme);
        self.count_place(record, &money);
        self.count_people(record);
        self.count_measures(record);
        if money.over() > Fen(0) {
            self.list_over(record, &money);
        }
    }

    fn counted(&self) -> Vec<Row> {
        let pick = |sheet: usize, cells: Vec<Cell>| (sheet, self.sheets[sheet].pick(cells));
        let mut rows = Vec::new();
        rows.extend(self.places.iter().map(|(place, sums)| pick(0, sheets::progress(place, sums))));
        rows.extend(self.people.iter().map(|((asked, said), count)| {
            let asked = self.words().text(sheets::PEOPLE[*asked]);
            let counts = [Cell::Integer(count.persons), Cell::Integer(count.households)];
            pick(1, [vec![Cell::text(asked), Cell::text(said.clone())], counts.to_vec()].concat())
        }));
        rows.extend(self.measures.iter().map(|(measure, works)| pick(2, self.measure(measure, works))));
        rows.extend(self.places.iter().map(|(place, sums)| pick(3, sheets::money(place, sums))));
        rows.extend(self.over.iter().cloned());
        rows.extend(self.places.iter().map(|(place, sums)| pick(5, sheets::quality(place, sums))));
        rows
    }
}

impl Reports {
    fn count_place(&mut self, record: &Record, money: &Money) {
        let figures = &record.figures;
        let sums = self.places.entry((record.summary.division.clone(), figures.year)).or_default();
        sums.households += 1;
        for (step, count) in STEPS.iter().zip(&mut sums.steps) {
            *count += i64::from(record.summary.stage >= *step);
        }
        sums.planned.resize(money.planned.len(), Fen(0));
        sums.settled.resize(money.settled.len(), Fen(0));
        if !figures.items.is_empty() {
            sums.with_plan += 1;
            sums.counted = sums.counted + money.planned_counted;
            sums.planned.iter_mut().zip(&money.planned).for_each(|(sum, part)| *sum = *sum + part.amount);
        }
        if record.settled().is_some() {
            sums.settled_households += 1;
            sums.settled.iter_mut().zip(&money.settled).for_each(|(sum, part)| *sum = *sum + part.amount);
        }
        sums.over += i64::from(money.over() > Fen(0));
        for (outcome, count) in OUTCOMES.iter().zip(&mut sums.outcomes) {
            *count += i64::try_from(figures.count(*outcome)).unwrap_or(i64::MAX);
        }
        let accepted = figures.acceptance == Some(AcceptanceResult::Accepted);
        let later = figures.items.iter().any(|item| item.outcome.is_some_and(|found| found != ItemOutcome::Passed));
        sums.accepted += i64::from(accepted);
        sums.at_once += i64::from(accepted && !later);
        if let Some(satisfaction) = figures.satisfaction {
            sums.satisfaction[satisfaction as usize] += 1;
        }
        sums.complaints += i64::from(figures.complaint);
        sums.charged += i64::from(figures.charged);
    }

    fn count_people(&mut self, record: &Record) {
        let (figures, words) = (&record.figures, self.words());
        let mut said: Vec<(usize, String)> = Vec::new();
        for person in &figures.persons {
            said.extend(self.of_person(person, figures.year));
        }
        // In each household the persons are counted one by one, the household once.
        let mut homes = BTreeSet::new();
        let persons = i64::try_from(figures.persons.len()).unwrap_or(i64::MAX);
        for place in said {
            let count = self.people.entry(place.clone()).or_default();
            count.persons += 1;
            count.households += i64::from(homes.insert(place));
        }
        let mut whole: Vec<(usize, String)> = Vec::new();
        whole.extend(figures.residence.map(|residence| (5, words.text(residence_key(residence)))));
        let hardships = Hardship::ALL.into_iter().filter(|hardship| figures.hardship.has(*hardship));
        whole.extend(hardships.map(|hardship| (6, words.text(sheets::hardship_key(hardship)))));
        whole.extend(figures.has_several_persons().then(|| (7, words.text("export-people-several"))));
        whole.extend(figures.has_old_person(figures.year).then(|| (7, words.text("export-people-old"))));
        for place in whole {
            let count = self.people.entry(place).or_default();
            count.persons += persons;
            count.households += 1;
        }
    }

    fn of_person(&self, person: &PersonFigures, year: i16) -> [(usize, String); 5] {
        let words = self.words();
        let unknown = || words.text("export-unknown");
        let word = |key: Option<&'static str>| key.map_or_else(unknown, |key| words.text(key));
        let age = person.age(year).map(|age| {
            let from = AGES.iter().rposition(|from| *from <= age).unwrap_or(0);
            match AGES.get(from + 1) {
                Some(next) => format!("{:02}–{}", AGES[from], next - 1),
                None => format!("{:02}+", AGES[from]),
            }
        });
        let ethnic = person.ethnic.as_ref().map(ToString::to_string);
        let ethnic = ethnic.map(|ethnic| self.ethnic.get(&ethnic).cloned().unwrap_or(ethnic));
        [
            (0, word(person.disability.map(|disability| disability.category_key()))),
            (1, word(person.disability.map(|disability| disability.grade_key()))),
            (2, word(person.sex.map(sex_key))),
            (3, age.unwrap_or_else(unknown)),
            (4, ethnic.unwrap_or_else(unknown)),
        ]
    }

    fn count_measures(&mut self, record: &Record) {
        let mut homes = BTreeSet::new();
        for item in &record.figures.items {
            let code = item.code.as_ref().map(ToString::to_string).unwrap_or_default();
            let measure = self.rules.catalogue.get(&code);
            let group = measure.map(|measure| measure.group.to_string()).unwrap_or_default();
            let mut places = vec![(group.clone(), String::new())];
            // An own item is its whole group.
            if measure.is_some() {
                places.push((group, code));
            }
            for place in places {
                let works = self.measures.entry(place.clone()).or_default();
                works.households += i64::from(homes.insert(place));
                works.take(item);
            }
        }
    }

    fn measure(&self, (group, code): &(String, String), works: &Works) -> Vec<Cell> {
        let catalogue = &self.rules.catalogue;
        let measure = catalogue.get(code);
        let known = catalogue.groups.iter().find(|known| known.id.as_str() == group);
        let label =
            known.map_or_else(|| self.words().text("export-own-item"), |g| g.label.get(self.language).to_owned());
        // Metres and pieces do not add up.
        let much = |sum: i64| measure.map_or(Cell::Empty, |_| Cell::Decimal(sum as f64 / 1_000.0));
        let unit =
            measure.and_then(|measure| Some(catalogue.units.get(&measure.unit)?.label.get(self.language).to_owned()));
        vec![
            Cell::text(label),
            Cell::text(code.clone()),
            Cell::from(measure.map(|measure| measure.name.get(self.language).to_owned())),
            Cell::Integer(works.households),
            Cell::Integer(works.items),
            Cell::from(unit),
            much(works.planned),
            much(works.accepted),
            Cell::Money(works.planned_amount),
            Cell::Money(works.accepted_amount),
        ]
    }

    fn list_over(&mut self, record: &Record, money: &Money) {
        let mut cells = vec![Cell::text(record.id.to_string())];
        cells.extend(sheets::place(&(record.summary.division.clone(), record.figures.year)));
        cells.extend([
            Cell::text(&*record.summary.township),
            Cell::text(&*record.summary.village),
            Cell::text(&*record.summary.head),
            Cell::text(self.words().text(record.summary.stage.key())),
            Cell::Money(money.planned_counted),
            Cell::Money(money.settled_counted),
            Cell::Money(money.cap),
            Cell::Money(money.over()),
            Cell::YesNo(record.figures.plan_over_reason || record.figures.settle_over_reason),
        ]);
        self.over.push((4, self.sheets[4].pick(cells)));
    }
}

impl Works {
    fn take(&mut self, item: &ItemFigures) {
        self.items += 1;
        self.planned = self.planned.saturating_add(item.planned.map_or(0, Quantity::get));
        self.accepted = self.accepted.saturating_add(item.accepted.map_or(0, Quantity::get));
        self.planned_amount = self.planned_amount + item.planned_amount().unwrap_or_default();
        self.accepted_amount = self.accepted_amount + item.accepted_amount().unwrap_or_default();
    }
}

/// The division's name and its league's.
fn names(division: &str) -> [Cell; 2] {
    let known = Divisions::built_in().get(division);
    [
        Cell::from(known.map(|known| known.league_name.to_string())),
        Cell::from(known.map(|known| known.name.to_string())),
    ]
}

/// Keys of the grades of satisfaction, for the columns.
fn satisfactions() -> impl Iterator<Item = &'static str> {
    Satisfaction::ALL.into_iter().map(satisfaction_key)
}
