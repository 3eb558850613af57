//! The rows that were not taken, as a table to correct and to import again.

use std::collections::BTreeMap;

use super::check::Checked;
use super::mapping::Mapping;
use super::row::Finding;
use crate::l10n::Words;
use crate::table::marked::{Page, Row};
use crate::table::read::Sheet;

/// The table of what was refused, and one of what was taken with a remark; either may have no rows. The columns are
/// the office's own, and behind them where the row stood and why it is here: columns that mean nothing to the next
/// import.
pub fn pages(sheet: &Sheet, mapping: &Mapping, checked: &Checked, words: &Words) -> [Page; 2] {
    let mut heading: Vec<String> = mapping.columns.iter().map(|column| column.heading.clone()).collect();
    heading.extend([words.text("roster-column-row"), words.text("roster-column-why")]);
    let mut rows: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in &checked.findings {
        rows.entry(finding.row).or_default().push(finding);
    }
    let page = |name: &str, refused: bool| {
        let those = rows.iter().filter(|(_, findings)| findings.iter().any(|finding| finding.refuses()) == refused);
        let rows = those.map(|(row, findings)| self::row(sheet, mapping, *row, findings, words)).collect();
        Page { name: words.text(name), heading: heading.clone(), rows }
    };
    [page("roster-page-refused", true), page("roster-page-remarked", false)]
}

fn row(sheet: &Sheet, mapping: &Mapping, at: usize, findings: &[&Finding], words: &Words) -> Row {
    let width = mapping.columns.len();
    let mut cells: Vec<String> = (0..width).map(|column| sheet.cell(at, column).text().into_owned()).collect();
    let whys = findings.iter().map(|finding| why(mapping, finding, words)).collect::<Vec<_>>();
    cells.extend([(at + 1).to_string(), whys.join("\n")]);
    Row { cells, marked: findings.iter().filter_map(|finding| finding.column).collect() }
}

/// "残疾证号：…": the column and what is wrong with it.
pub fn why(mapping: &Mapping, finding: &Finding, words: &Words) -> String {
    let what = words.problem(&finding.problem);
    let heading = finding.column.and_then(|column| mapping.columns.get(column)).map_or("", |column| &*column.heading);
    if heading.is_empty() { what } else { words.with("roster-why", &[("column", heading), ("why", &what)]) }
}
