//! CSV: UTF-8 with a byte order mark, by which Excel knows it, and lines that end with CR LF (RFC 4180).
//!
//! # The guard
//! A text that a spreadsheet program would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab, a line end, or
//! one of their full-width forms `＝＋－＠`) is written with an apostrophe before it. So that nothing is lost, a text
//! that begins with apostrophes before such a letter gets one more: who reads takes exactly one away ([`unguarded`]).
//! Numbers and dates of their columns are not texts: `-5` stays `-5`.
//!
//! A spreadsheet program that opens a CSV file by a double click still rounds long numbers by itself; XLSX is the
//! format for that.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;

use csv::{Terminator, Writer, WriterBuilder};

use super::{Book, Cell, Folder, Head, Output, Part, Place, Table, Written};

/// The byte order mark of UTF-8.
pub const MARK: &[u8] = "\u{feff}".as_bytes();
const GUARD: char = '\'';

/// Whether a spreadsheet program takes a text that begins so for a formula.
const fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}

fn is_guarded(text: &str) -> bool {
    text.trim_start_matches(GUARD).starts_with(begins_formula)
}

/// The text as it stands in the file.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_guarded(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was meant by what stands in the file.
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix(GUARD) {
        Some(rest) if is_guarded(rest) => rest,
        _ => text,
    }
}

/// The cell as a text; of a number no digit is lost.
fn shown<'a>(head: &'a Head, cell: &'a Cell) -> Cow<'a, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => guarded(text),
        Cell::Integer(number) => number.to_string().into(),
        Cell::Money(amount) => amount.to_string().into(),
        Cell::Decimal(number) => number.to_string().into(),
        Cell::Date(date) => date.to_string().into(),
        Cell::YesNo(yes) => Cow::Borrowed(head.word(*yes)),
    }
}

/// One table.
struct Sheet<W: Write> {
    head: Head,
    writer: Writer<W>,
    rows: u64,
}

impl<W: Write> Sheet<W> {
    fn begin(head: Head, mut output: W) -> io::Result<Self> {
        output.write_all(MARK)?;
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(output);
        writer.write_record(head.columns.iter().map(|column| guarded(&column.label).into_owned()))?;
        Ok(Self { head, writer, rows: 0 })
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for number in 0..self.head.columns.len() {
            let cell = cells.get(number).map_or(Cow::Borrowed(""), |cell| shown(&self.head, cell));
            self.writer.write_field(cell.as_bytes())?;
        }
        self.writer.write_record(None::<&[u8]>)?;
        self.rows += 1;
        Ok(())
    }

    fn finish(self) -> io::Result<(W, Written)> {
        let output = self.writer.into_inner().map_err(|error| error.into_error())?;
        Ok((output, Written { rows: self.rows, cut: 0 }))
    }
}

/// A folder with a file for each table, named by it.
pub struct CsvFolder<'a> {
    folder: &'a dyn Folder,
    sheets: Vec<Sheet<Box<dyn Output + 'a>>>,
}

impl<'a> CsvFolder<'a> {
    pub fn new(folder: &'a dyn Folder) -> Self {
        Self { folder, sheets: Vec::new() }
    }
}

impl Book for CsvFolder<'_> {
    fn begin(&mut self, head: Head) -> io::Result<Place> {
        let output = self.folder.file(&PathBuf::from(format!("{}.csv", super::file_name(&head.name))))?;
        self.sheets.push(Sheet::begin(head, output)?);
        Ok(Place(self.sheets.len() - 1))
    }

    fn row(&mut self, place: Place, _: &Part, cells: &[Cell]) -> io::Result<()> {
        self.sheets[place.0].row(cells)
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<Written>> {
        let close = |sheet: Sheet<Box<dyn Output>>| {
            let (output, written) = sheet.finish()?;
            output.close().map(|()| written)
        };
        self.sheets.into_iter().map(close).collect()
    }
}

/// The first table as a file in memory.
pub(super) fn bytes(tables: &[Table]) -> io::Result<Vec<u8>> {
    let Some(table) = tables.first() else { return Ok(MARK.to_vec()) };
    let mut sheet = Sheet::begin(table.head.clone(), Vec::new())?;
    table.rows.iter().try_for_each(|row| sheet.row(row))?;
    Ok(sheet.finish()?.0)
}
