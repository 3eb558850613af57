//! The columns of the reporting tables, and their rows.

use super::{STEPS, Sums, names, satisfactions};
use crate::app::export::home::Office;
use crate::app::export::privacy::{Privacy, Purpose};
use crate::app::export::sheet::Sheet;
use crate::plan::money::Fen;
use crate::registry::figures::Hardship;
use crate::table::write::{Cell, Column, Kind};

/// What is asked about people, by key, in the order of the table.
pub(super) const PEOPLE: [&str; 8] = [
    "export-people-category",
    "export-people-grade",
    "export-people-sex",
    "export-people-age",
    "export-people-ethnic",
    "export-people-residence",
    "export-people-hardship",
    "export-people-household",
];

type Columns = Vec<(Column, Privacy)>;

fn column(office: &Office, id: &str, key: &str, kind: Kind) -> (Column, Privacy) {
    (Column::new(id, office.words().text(key), kind), Privacy::Open)
}

fn of_place(office: &Office) -> Columns {
    vec![
        column(office, "division", "export-division", Kind::Identifier),
        column(office, "league", "export-league", Kind::Choice),
        column(office, "banner", "export-banner", Kind::Choice),
        column(office, "year", "export-year", Kind::Integer),
    ]
}

pub(super) fn place((division, year): &(String, i16)) -> Vec<Cell> {
    let [league, banner] = names(division);
    let year = if *year == 0 { Cell::Empty } else { Cell::Integer((*year).into()) };
    vec![Cell::text(division.clone()), league, banner, year]
}

/// The sheets, in the order in which [`super::Reports`] numbers them.
pub(super) fn all(office: &Office, purpose: Purpose) -> Vec<Sheet> {
    let titled = [
        ("progress", progress_columns(office)),
        ("people", people_columns(office)),
        ("measures", measure_columns(office)),
        ("money", money_columns(office)),
        ("over_cap", over_columns(office)),
        ("quality", quality_columns(office)),
    ];
    let keys = ["progress", "people", "measures", "money", "over-cap", "quality"];
    let sheets = titled.into_iter().zip(keys);
    let sheet = |((id, columns), key)| {
        Sheet::new(office, purpose, (id, office.words().text(&format!("export-report-{key}"))), columns)
    };
    sheets.map(sheet).collect()
}

fn progress_columns(office: &Office) -> Columns {
    let mut columns = of_place(office);
    columns.push(column(office, "households", "export-report-tasks", Kind::Integer));
    for step in STEPS {
        columns.push(column(office, step.name(), step.key(), Kind::Integer));
    }
    columns.push(column(office, "done_percent", "export-report-done-percent", Kind::Decimal(1)));
    columns
}

pub(super) fn progress(at: &(String, i16), sums: &Sums) -> Vec<Cell> {
    let mut cells = place(at);
    cells.push(Cell::Integer(sums.households));
    cells.extend(sums.steps.map(Cell::Integer));
    // By what was accepted: a finished work is not a finished task.
    cells.push(percent(sums.steps[7], sums.households));
    cells
}

fn people_columns(office: &Office) -> Columns {
    vec![
        column(office, "asked", "export-people-asked", Kind::Choice),
        column(office, "said", "export-people-said", Kind::Choice),
        column(office, "persons", "export-people-persons", Kind::Integer),
        column(office, "households", "export-report-households", Kind::Integer),
    ]
}

fn measure_columns(office: &Office) -> Columns {
    vec![
        column(office, "group", "export-column-group", Kind::Choice),
        column(office, "code", "export-column-code", Kind::Choice),
        column(office, "measure", "export-column-measure", Kind::Choice),
        column(office, "households", "export-report-households", Kind::Integer),
        column(office, "items", "export-report-items", Kind::Integer),
        column(office, "unit", "export-answer-unit", Kind::Choice),
        column(office, "planned_quantity", "export-report-planned-quantity", Kind::Decimal(3)),
        column(office, "accepted_quantity", "export-report-accepted-quantity", Kind::Decimal(3)),
        column(office, "planned_amount", "export-report-planned-amount", Kind::Money),
        column(office, "accepted_amount", "export-report-accepted-amount", Kind::Money),
    ]
}

fn money_columns(office: &Office) -> Columns {
    let mut columns = of_place(office);
    columns.push(column(office, "with_plan", "export-report-with-plan", Kind::Integer));
    let sources = |which: &str, key: &str| -> Columns {
        let source = |source: &crate::plan::programme::MoneySource| {
            let label = source.label.get(office.language);
            let label = office.words().with(key, &[("source", label)]);
            (Column::new(format!("{which}_{}", source.id), label, Kind::Money), Privacy::Open)
        };
        office.rules.programme.money.iter().map(source).collect()
    };
    columns.extend(sources("planned", "export-report-planned-by"));
    columns.push(column(office, "planned_average", "export-report-average", Kind::Money));
    columns.push(column(office, "settled_households", "export-report-settled-households", Kind::Integer));
    columns.extend(sources("settled", "export-report-settled-by"));
    columns.push(column(office, "over", "export-report-over", Kind::Integer));
    columns
}

pub(super) fn money(at: &(String, i16), sums: &Sums) -> Vec<Cell> {
    let mut cells = place(at);
    cells.push(Cell::Integer(sums.with_plan));
    cells.extend(sums.planned.iter().copied().map(Cell::Money));
    // What counts against the cap, half a fen up.
    let average = (sums.with_plan > 0).then(|| Fen((sums.counted.0 + sums.with_plan / 2) / sums.with_plan));
    cells.push(Cell::from(average));
    cells.push(Cell::Integer(sums.settled_households));
    cells.extend(sums.settled.iter().copied().map(Cell::Money));
    cells.push(Cell::Integer(sums.over));
    cells
}

fn over_columns(office: &Office) -> Columns {
    let mut columns = vec![column(office, "household", "export-household", Kind::Identifier)];
    columns.extend(of_place(office));
    columns.push(column(office, "township", "export-column-township", Kind::Choice));
    columns.push((column(office, "village", "export-column-village", Kind::Text).0, Privacy::Village));
    columns.push((column(office, "head", "export-column-head", Kind::Text).0, Privacy::Name));
    columns.push(column(office, "stage", "export-column-stage", Kind::Choice));
    columns.push(column(office, "planned", "export-report-planned-amount", Kind::Money));
    columns.push(column(office, "accepted", "export-report-accepted-amount", Kind::Money));
    columns.push(column(office, "cap", "export-report-cap", Kind::Money));
    columns.push(column(office, "over", "export-report-over-by", Kind::Money));
    columns.push(column(office, "reason", "export-report-over-reason", Kind::YesNo));
    columns
}

fn quality_columns(office: &Office) -> Columns {
    let mut columns = of_place(office);
    for (id, key) in [
        ("accepted", "export-report-accepted"),
        ("at_once", "export-report-at-once"),
        ("items_passed", "export-outcome-pass"),
        ("items_rectified", "export-outcome-rectified"),
        ("items_to_rectify", "export-outcome-rectify"),
        ("items_failed", "export-outcome-fail"),
    ] {
        columns.push(column(office, id, key, Kind::Integer));
    }
    columns.push(column(office, "passed_percent", "export-report-passed-percent", Kind::Decimal(1)));
    for (number, key) in satisfactions().enumerate() {
        columns.push(column(office, &format!("satisfaction_{}", number + 1), key, Kind::Integer));
    }
    columns.push(column(office, "satisfied_percent", "export-report-satisfied-percent", Kind::Decimal(1)));
    columns.push(column(office, "complaints", "export-report-complaints", Kind::Integer));
    columns.push(column(office, "charged", "export-report-charged", Kind::Integer));
    columns
}

pub(super) fn quality(at: &(String, i16), sums: &Sums) -> Vec<Cell> {
    let mut cells = place(at);
    cells.extend([Cell::Integer(sums.accepted), Cell::Integer(sums.at_once)]);
    cells.extend(sums.outcomes.map(Cell::Integer));
    let checked: i64 = sums.outcomes.iter().sum();
    cells.push(percent(sums.outcomes[0] + sums.outcomes[1], checked));
    cells.extend(sums.satisfaction.map(Cell::Integer));
    let asked: i64 = sums.satisfaction.iter().sum();
    cells.push(percent(sums.satisfaction[0] + sums.satisfaction[1], asked));
    cells.extend([Cell::Integer(sums.complaints), Cell::Integer(sums.charged)]);
    cells
}

/// Nothing of nothing.
fn percent(part: i64, whole: i64) -> Cell {
    if whole == 0 { Cell::Empty } else { Cell::Decimal((part as f64 * 1_000.0 / whole as f64).round() / 10.0) }
}

pub(super) const fn hardship_key(hardship: Hardship) -> &'static str {
    match hardship {
        Hardship::Dibao => "export-hardship-dibao",
        Hardship::Tekun => "export-hardship-tekun",
        Hardship::DibaoEdge => "export-hardship-dibao-edge",
        Hardship::Monitored => "export-hardship-monitored",
        Hardship::Lifted => "export-hardship-lifted",
        Hardship::Expense => "export-hardship-expense",
        Hardship::Local => "export-hardship-local",
    }
}
