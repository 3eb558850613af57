//! Tables as files that other programs open: [`xlsx`] for people, [`csv`] for other programs, [`parquet`] for analysis.
//!
//! **Invariant:** nothing is held but what a format needs of the row (XLSX, CSV) or the row group (Parquet) that is
//! being written, so that memory does not grow with the rows.
//! **Invariant:** what a family wrote is never a formula, and no digit of a number is lost.
//!
//! Where the bytes go is the caller's business: [`Folder`] and [`Output`] are what a writer asks for.

pub mod csv;
mod model;
pub mod parquet;
pub mod xlsx;

use std::io::{self, Write};
use std::path::Path;

pub use model::{Cell, Column, Head, Kind, Part, Table, Written};

/// A format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One file with a sheet for each table.
    #[default]
    Xlsx,
    /// A folder with a file for each table.
    Csv,
    /// A folder with a data set for each table, partitioned by division and year.
    Parquet,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::Parquet];

    /// The ending of its files, without the dot; its name on the command line.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }

    /// Whether an export is a folder of files.
    pub const fn is_folder(self) -> bool {
        !matches!(self, Self::Xlsx)
    }
}

/// A file that is being written.
pub trait Output: Write + Send {
    /// Everything was written.
    ///
    /// # Errors
    /// The disk does not take it.
    fn close(self: Box<Self>) -> io::Result<()>;
}

/// A folder that files are written to.
pub trait Folder {
    /// A new file, and the folders it lies in.
    ///
    /// # Errors
    /// The disk does not take it.
    fn file<'a>(&'a self, name: &Path) -> io::Result<Box<dyn Output + 'a>>;
}

/// A table's name as the name of a file, on every system.
fn file_name(name: &str) -> String {
    let clean = name.chars().map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { ' ' } else { c });
    let clean: String = clean.collect();
    match clean.trim_matches([' ', '.']) {
        "" => "table".to_owned(),
        name => name.to_owned(),
    }
}

/// A table of a book, by the order in which they were begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(usize);

/// Several tables that are written at the same time, row by row.
pub trait Book {
    /// Begins a table.
    ///
    /// # Errors
    /// The disk does not take it.
    fn begin(&mut self, head: Head) -> io::Result<Place>;

    /// Adds a row. It has as many cells as its table has columns; what is missing is empty.
    ///
    /// # Errors
    /// The disk does not take it.
    fn row(&mut self, place: Place, part: &Part, cells: &[Cell]) -> io::Result<()>;

    /// Writes what is still held, and says what came of each table.
    ///
    /// # Errors
    /// The disk does not take it.
    fn finish(self: Box<Self>) -> io::Result<Vec<Written>>;
}

/// A few small tables as one file in memory: every sheet of an XLSX file, or the first table as CSV.
///
/// # Errors
/// A table has more columns or a longer heading than the format allows. Parquet is no format for small tables.
pub fn small(format: Format, tables: &[Table]) -> io::Result<Vec<u8>> {
    match format {
        Format::Xlsx => xlsx::bytes(tables),
        Format::Csv => csv::bytes(tables),
        Format::Parquet => Err(io::Error::new(io::ErrorKind::Unsupported, "a data set is a folder")),
    }
}
