//! The reporting table 报表 of domain §1.5: one row per place, month, contractor, … with the figures that are reported.

use super::names::Names;
use crate::plan::money::Fen;
use crate::registry::progress::Step;
use crate::registry::progress::board::{Board, Month};
use crate::registry::progress::group::Group;
use crate::registry::progress::lead::By;
use crate::table::write::{Cell, Column, Head, Kind, Table};

/// Steps that are reported (domain §1.5), in their order.
pub const REPORTED: [Step; 9] = [
    Step::Registered,
    Step::Assessed,
    Step::Signed,
    Step::Noticed,
    Step::Ordered,
    Step::Started,
    Step::Finished,
    Step::Accepted,
    Step::Settled,
];

/// What a reporting table has a row for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    By(By),
    Month,
}

/// The reporting table, with the whole in the last row.
pub fn report(board: &Board, rows: Rows, names: &Names<'_>) -> Table {
    match rows {
        Rows::By(by) => groups(board, by, names),
        Rows::Month => months(board, names),
    }
}

fn head(names: &Names<'_>, rows: Rows, columns: Vec<Column>) -> Head {
    let words = names.words;
    let title = words.text("progress-report-title");
    let first = match rows {
        Rows::By(By::League | By::Banner) => vec![
            Column::new("code", words.text("progress-column-code"), Kind::Identifier),
            Column::new("place", words.text("progress-column-place"), Kind::Text),
        ],
        Rows::By(by) => vec![Column::new("name", words.text(by_key(by)), Kind::Text)],
        Rows::Month => vec![Column::new("month", words.text("progress-by-month"), Kind::Text)],
    };
    let yes_no = [words.text("form-yes"), words.text("form-no")];
    let columns = first.into_iter().chain(columns).collect();
    Head { id: "report".to_owned(), name: title.clone(), title, columns, yes_no }
}

/// Key of what a group is called: 盟市, 施工单位.
pub const fn by_key(by: By) -> &'static str {
    match by {
        By::League => "progress-by-league",
        By::Banner => "progress-by-banner",
        By::Township => "progress-by-township",
        By::Contractor => "progress-by-contractor",
        By::Surveyor => "progress-by-surveyor",
        By::Category => "progress-by-category",
        By::Grade => "progress-by-grade",
        By::Measure => "progress-by-measure",
    }
}

fn steps(names: &Names<'_>) -> Vec<Column> {
    let column =
        |step: Step| Column::new(format!("{step:?}").to_lowercase(), names.words.text(step.key()), Kind::Integer);
    REPORTED.into_iter().map(column).collect()
}

fn groups(board: &Board, by: By, names: &Names<'_>) -> Table {
    let words = names.words;
    let column = |id: &str, key: &str, kind| Column::new(id, words.text(key), kind);
    let mut columns = vec![column("target", "progress-target", Kind::Integer)];
    columns.extend(steps(names));
    columns.extend([
        column("completion", "progress-completion-column", Kind::Decimal(1)),
        column("budget", "progress-budget", Kind::Money),
        column("planned", "progress-planned", Kind::Money),
        column("ordered", "progress-ordered", Kind::Money),
        column("settled", "progress-settled", Kind::Money),
        column("average", "progress-average", Kind::Money),
        column("over", "progress-over-count", Kind::Integer),
        column("devices", "progress-devices-column", Kind::Decimal(1)),
        column("first_go", "progress-first-go-column", Kind::Decimal(1)),
        column("satisfaction", "progress-satisfied-column", Kind::Decimal(1)),
        column("complaints", "progress-complaints", Kind::Integer),
        column("late", "progress-late", Kind::Integer),
    ]);
    let is_place = matches!(by, By::League | By::Banner);
    let mut rows: Vec<Vec<Cell>> = board
        .groups(by)
        .map(|(key, group)| {
            let code = is_place.then(|| Cell::text(key));
            code.into_iter().chain([Cell::text(names.group(by, key))]).chain(cells(group)).collect()
        })
        .collect();
    let whole = is_place.then_some(Cell::Empty).into_iter().chain([Cell::text(words.text("progress-whole"))]);
    rows.push(whole.chain(cells(&board.whole)).collect());
    Table { head: head(names, Rows::By(by), columns), rows }
}

/// The figures of one row; percentages with one decimal.
fn cells(group: &Group) -> Vec<Cell> {
    let share = |permille: Option<u32>| permille.map_or(Cell::Empty, |share| Cell::Decimal(f64::from(share) / 10.0));
    let some = |count: u32| if count == 0 { Cell::Empty } else { Cell::count(count) };
    let mut cells = vec![some(group.target)];
    cells.extend(REPORTED.map(|step| Cell::count(group.reached(step))));
    cells.extend([
        share(group.completion()),
        Cell::from((group.budget > Fen(0)).then_some(group.budget)),
        Cell::Money(group.planned.total),
        Cell::Money(group.ordered.total),
        Cell::Money(group.settled.total),
        Cell::from(group.average_cost()),
        Cell::count(group.over),
        share(group.device_share()),
        share(group.first_go_rate()),
        share(group.satisfaction()),
        Cell::count(group.quality.complaints),
        Cell::count(group.late.households),
    ]);
    cells
}

fn months(board: &Board, names: &Names<'_>) -> Table {
    let row = |month: &Month| -> Vec<Cell> {
        let counts = board.months[month];
        let name = Cell::text(format!("{}-{:02}", month.year, month.month));
        [name].into_iter().chain(REPORTED.map(|step| Cell::count(counts.took(step)))).collect()
    };
    let mut rows: Vec<Vec<Cell>> = board.months.keys().map(row).collect();
    let undated = REPORTED.map(|step| Cell::count(board.undated[step as usize]));
    rows.push([Cell::text(names.words.text("progress-undated"))].into_iter().chain(undated).collect());
    Table { head: head(names, Rows::Month, steps(names)), rows }
}
