//! What stands first in the table beside the others: what was exported, when, for what.

use super::Request;
use super::home::Office;
use crate::table::write::Cell;

/// Rows of matter, what, count, household.
pub(super) fn about(office: &Office, request: &Request, households: usize, tables: &[String]) -> Vec<Vec<Cell>> {
    let words = office.words();
    let row = |matter: &str, what: String, count: Cell| vec![Cell::text(words.text(matter)), Cell::text(what), count];
    let mut scope = Vec::new();
    scope.extend(request.scope.as_ref().map(|_| words.text("export-scope-selection")));
    scope.extend((!request.division.is_empty()).then(|| request.division.join("、")));
    scope.extend(request.year.map(|year| year.to_string()));
    let scope = if scope.is_empty() { words.text("export-scope-all") } else { scope.join(" · ") };
    vec![
        row("export-note-tables", tables.join("、"), Cell::Empty),
        row("export-note-purpose", words.text(request.purpose.key()), Cell::Empty),
        row("export-note-scope", scope, Cell::count(households)),
        row("export-note-time", office.clock.now().to_string(), Cell::Empty),
        row("export-note-programme", office.store.programme().to_owned(), Cell::Empty),
    ]
}
