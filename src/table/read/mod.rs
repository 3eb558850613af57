//! One reader for every table that an office sends: XLSX, XLS, ODS and delimited text.
//!
//! [`open`] gives plain [`Sheet`]s and keeps cells as they look: a number that a person typed as text stays text, a
//! number that a spreadsheet has rounded says so ([`Cell::has_lost_digits`]), a merged cell says its value in every
//! place it covers.
//!
//! **Invariant:** whatever the bytes are, reading ends, within [`crate::limits`], with sheets or a [`Problem`]. The
//! libraries behind it trust their input, so every file is looked through first ([`zipped`], [`biff`], [`xml`]): no
//! part may inflate beyond its bound, no cell may lie where a table as large as a memory would be needed, every
//! element of a text that is read to its end must end.

mod biff;
mod cell;
mod date;
mod marks;
#[cfg(test)]
mod tests;
mod text;
mod workbook;
mod xml;
mod zipped;

use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

pub use cell::Cell;
pub use date::date_of;
pub use marks::{cell_name, column_name};

use crate::limits::{
    MAX_TABLE_BYTES, MAX_TABLE_CELL_BYTES, MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, MAX_TABLE_TEXT_BYTES,
};
use crate::problem::Problem;

/// How names of files with tables end, without the dot; what a file is, its bytes say.
pub const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"];

/// What kind of file a table came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Xlsx,
    Xls,
    Ods,
    /// CSV, TSV and the like.
    Text,
}

/// One sheet. Row 0 is the first row that the office sees, column 0 its column A.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Empty for a text file.
    pub name: String,
    /// Rows may have different lengths; what is missing at the end is empty.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that the office had hidden or filtered away. They are in `rows` too.
    pub hidden: BTreeSet<usize>,
    /// The whole sheet is hidden.
    pub concealed: bool,
}

impl Sheet {
    /// The cell, empty beyond the end.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows.get(row).and_then(|row| row.get(column)).unwrap_or(&Cell::Empty)
    }

    /// Columns of the widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Whether the row says nothing.
    pub fn is_blank(&self, row: usize) -> bool {
        self.rows.get(row).is_none_or(|row| row.iter().all(Cell::is_empty))
    }
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    pub format: Format,
    /// How the text was encoded, by its name in the WHATWG list; empty for spreadsheets.
    pub encoding: &'static str,
    /// In the order of the file; at least one.
    pub sheets: Vec<Sheet>,
    /// What was cut or could not be read as it stands.
    pub problems: Vec<Problem>,
}

impl Book {
    /// The first sheet with rows that is not hidden.
    pub fn first(&self) -> usize {
        let shown = |sheet: &Sheet| !sheet.concealed && !sheet.rows.is_empty();
        self.sheets.iter().position(shown).unwrap_or(0)
    }
}

/// Reads a table.
///
/// # Errors
/// The file cannot be read, is larger than any table, is no table, is damaged, or is made to do harm.
pub fn open(path: &Path) -> Result<Book, Problem> {
    let told = |error: std::io::Error| Problem::error("roster-file-read").with("detail", error).in_file(path);
    let mut file = std::fs::File::open(path).map_err(told)?;
    let metadata = file.metadata().map_err(told)?;
    if !metadata.is_file() {
        return Err(Problem::error("roster-file-foreign").in_file(path));
    }
    let length = file.seek(SeekFrom::End(0)).map_err(told)?;
    if length > MAX_TABLE_BYTES {
        return Err(too_large().in_file(path));
    }
    file.seek(SeekFrom::Start(0)).map_err(told)?;
    let mut bytes = Vec::new();
    file.take(MAX_TABLE_BYTES + 1).read_to_end(&mut bytes).map_err(told)?;
    read(&bytes).map_err(|problem| problem.in_file(path))
}

/// Reads the bytes of a table; what they are is seen by their beginning, not by a name.
///
/// # Errors
/// As [`open`].
pub fn read(bytes: &[u8]) -> Result<Book, Problem> {
    if bytes.len() as u64 > MAX_TABLE_BYTES {
        return Err(too_large());
    }
    // The libraries are not ours: a fault in one must not take the window with it.
    let read = catch_unwind(AssertUnwindSafe(|| match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::zipped(bytes),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => workbook::binary(bytes),
        [b'%', b'P', b'D', b'F', ..] | [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', ..] | [b'P', b'K', ..] => {
            Err(Problem::error("roster-file-foreign"))
        }
        _ => text::read(bytes),
    }));
    let mut book = read.unwrap_or_else(|_| Err(damaged("panic")))?;
    if book.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Problem::error("roster-file-empty"));
    }
    book.problems.dedup();
    Ok(book)
}

fn too_large() -> Problem {
    Problem::error("roster-file-too-large").with("limit", MAX_TABLE_BYTES >> 20)
}

fn damaged(detail: impl std::fmt::Display) -> Problem {
    Problem::error("roster-file-damaged").with("detail", detail)
}

/// Takes cells into sheets, and stops where a file has more than a table can have.
#[derive(Default)]
struct Collector {
    cells: usize,
    bytes: usize,
    cut_rows: bool,
    cut_columns: bool,
    cut_texts: usize,
}

impl Collector {
    /// # Errors
    /// The file has more cells or texts than fit into a memory.
    fn put(&mut self, sheet: &mut Sheet, row: usize, column: usize, cell: Cell) -> Result<(), Problem> {
        if cell.is_empty() {
            return Ok(());
        }
        if row >= MAX_TABLE_ROWS {
            self.cut_rows = true;
            return Ok(());
        }
        if column >= MAX_TABLE_COLUMNS {
            self.cut_columns = true;
            return Ok(());
        }
        if sheet.rows.len() <= row {
            sheet.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut sheet.rows[row];
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            cells.resize(column + 1, Cell::Empty);
        }
        self.bytes += cell.bytes();
        cells[column] = cell;
        if self.cells > MAX_TABLE_CELLS || self.bytes > MAX_TABLE_TEXT_BYTES { Err(too_large()) } else { Ok(()) }
    }

    /// A text as a cell, cut where it is longer than any answer.
    fn text(&mut self, text: &str) -> Cell {
        let cell = Cell::of_text(text);
        match cell {
            Cell::Text(long) if long.len() > MAX_TABLE_CELL_BYTES => {
                self.cut_texts += 1;
                let end = (0..=MAX_TABLE_CELL_BYTES).rev().find(|end| long.is_char_boundary(*end)).unwrap_or(0);
                Cell::Text(long[..end].into())
            }
            cell => cell,
        }
    }

    /// What was left out.
    fn problems(&self) -> Vec<Problem> {
        let cut = |is: bool, key, limit: usize| is.then(|| Problem::warning(key).with("limit", limit));
        [
            cut(self.cut_rows, "roster-file-rows-cut", MAX_TABLE_ROWS),
            cut(self.cut_columns, "roster-file-columns-cut", MAX_TABLE_COLUMNS),
            (self.cut_texts > 0).then(|| Problem::warning("roster-file-texts-cut").with("count", self.cut_texts)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
