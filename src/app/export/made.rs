//! What an export asks of its tables, and what one household gives.

use super::home::Home;
use super::left::Doubt;
use super::sheet::Sheet;
use crate::registry::record::Record;
use crate::table::write::Cell;

/// A row, and the table it belongs to by its place among the sheets.
pub(super) type Row = (usize, Vec<Cell>);

/// What one household gives.
#[derive(Default)]
pub(super) struct Made {
    pub rows: Vec<Row>,
    /// What is missing of it, or may be wrong.
    pub doubts: Vec<Doubt>,
}

/// The tables of one export.
pub(super) trait Tables: Sync {
    fn sheets(&self) -> Vec<&Sheet>;

    /// The rows of one household; called on many threads.
    fn rows(&self, home: &Home<'_>, made: &mut Made);

    /// Counts a household, for tables that say something about all of them.
    fn count(&mut self, _: &Record) {}

    /// The rows that are known when all households were counted.
    fn counted(&self) -> Vec<Row> {
        Vec::new()
    }
}
