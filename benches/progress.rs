//! All figures of progress and money, counted in one pass over many records: `cargo bench --bench progress`.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

use divan::Bencher;
use tantu::app::rules::Rules;
use tantu::division::Divisions;
use tantu::dossier::stage::Stage;
use tantu::dossier::summary::{Disability, Summary};
use tantu::id::DossierId;
use tantu::plan::money::Fen;
use tantu::plan::quantity::Quantity;
use tantu::registry::day::Day;
use tantu::registry::figures::{Figures, ItemFigures, ItemOutcome, PersonFigures, Satisfaction};
use tantu::registry::progress::basis::{Basis, Scope};
use tantu::registry::progress::board::Board;
use tantu::registry::progress::lead::{Lead, Which};
use tantu::registry::progress::target::Targets;
use tantu::registry::record::Record;

fn main() {
    divan::main();
}

/// Records as a region has them: 103 banners, 300 contractors, five items each, most of them finished.
fn records(count: u32) -> Vec<Record> {
    let divisions: Vec<_> = Divisions::built_in().iter().map(|division| division.code.to_string()).collect();
    let codes = ["E02", "D01", "T01", "T02", "K01"].map(|code| code.parse().unwrap());
    let first = jiff::civil::date(2026, 1, 1);
    let record = |number: u32| {
        let day = |after: u32| -> Option<Day> {
            let days = i64::from(number % 180 + after);
            Some(first.saturating_add(jiff::Span::new().days(days)).into())
        };
        let item = |code: &tantu::id::Name| ItemFigures {
            code: Some(code.clone()),
            planned: Some(Quantity::ONE),
            accepted: Some(Quantity::ONE),
            price: Some(Fen(i64::from(30_000 + number % 70_000))),
            outcome: Some(ItemOutcome::Passed),
            ..ItemFigures::default()
        };
        let stage = Stage::ALL[(number as usize * 7 / 3 + 6).min(12 * (number as usize % 5 + 1)) % 13];
        let mut figures = Figures { year: 2026, items: codes.iter().map(item).collect(), ..Figures::default() };
        let days = &mut figures.days;
        (days.registered, days.planned_visit, days.surveyed) = (day(0), day(20), day(22));
        (days.agreed, days.notice_until, days.ordered) = (day(40), day(50), day(60));
        (days.finish_by, days.works_finished, days.accepted) = (day(90), day(92), day(100));
        figures.surveyor = format!("surveyor {}", number % 40);
        figures.satisfaction = Some(Satisfaction::Good);
        let disability = Some(Disability { category: (number % 7) as u8 + 1, grade: (number % 2) as u8 + 1 });
        figures.persons = vec![PersonFigures { disability, birth_year: 1950, ..PersonFigures::default() }];
        let summary = Summary {
            division: divisions[number as usize % divisions.len()].clone(),
            township: format!("township {}", number % 900),
            contractor: format!("contractor {}", number % 300),
            stage,
            ..Summary::default()
        };
        Record { id: DossierId::from_u128(number.into()), summary, figures, missing: None }
    };
    (0..count).map(record).collect()
}

#[divan::bench(args = [40_000, 400_000], sample_count = 5)]
fn board(bencher: Bencher, count: u32) {
    let (records, rules, targets) = (records(count), Rules::built_in(), Targets::default());
    let today = jiff::civil::date(2026, 11, 24).into();
    let basis = Basis::new(&rules.programme, &rules.catalogue, Divisions::built_in(), &targets, today);
    bencher.bench_local(|| Board::of(&records, &Scope::default(), &basis));
}

#[divan::bench(args = [40_000, 400_000], sample_count = 5)]
fn households_behind_a_figure(bencher: Bencher, count: u32) {
    let (records, rules, targets) = (records(count), Rules::built_in(), Targets::default());
    let today = jiff::civil::date(2026, 11, 24).into();
    let basis = Basis::new(&rules.programme, &rules.catalogue, Divisions::built_in(), &targets, today);
    let lead = Lead { scope: Scope::default(), part: None, which: Which::Late };
    bencher.bench_local(|| lead.ids(&records, &basis));
}
