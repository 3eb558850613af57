//! XLSX (ISO/IEC 29500): one sheet for each table, rows streamed through temporary files that have no name.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use jiff::civil::{Date, date};
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};

use super::csv::guarded;
use super::{Book, Cell, Column, Head, Kind, Part, Place, Table, Written};

/// Rows of a sheet, the heading among them.
const MAX_SHEET_ROWS: u32 = 1_048_576;
/// Columns of a sheet.
const MAX_SHEET_COLUMNS: usize = 16_384;
/// UTF-16 units of a cell.
const MAX_CELL_UNITS: usize = 32_767;
/// UTF-16 units of the name of a sheet.
const MAX_NAME_UNITS: usize = 31;
/// UTF-16 units of what stands above a printed page, codes among them.
const MAX_PRINTED_UNITS: usize = 255;
/// From here on a double has not a digit for each decimal, and Excel shows zeros.
const MAX_EXACT: u64 = 1_000_000_000_000_000;
/// Narrowest and widest column, in widths of a digit.
const WIDTHS: (f64, f64) = (6.0, 46.0);
/// A Chinese letter, in widths of a digit.
const WIDE_LETTER: f64 = 2.1;
/// The arrow of the filter and the margins.
const HEADING_EXTRA: f64 = 3.5;
const CELL_EXTRA: f64 = 1.6;
const A4: u8 = 9;

/// An XLSX file: sheets are gathered beside each other and packed at the end.
pub struct XlsxFile<W: Write + Send> {
    workbook: Workbook,
    sheets: Vec<Sheet>,
    /// Names of sheets, in small letters: Excel does not tell `A` from `a`.
    names: Vec<String>,
    memory: Memory,
    output: W,
    /// What a programme calls the file in its properties.
    title: String,
}

/// Where rows wait until the file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Memory {
    /// In memory, with each text once.
    Whole,
    /// In temporary files.
    Files,
}

/// One table: a sheet, and further ones where it is longer than a sheet can be.
struct Sheet {
    head: Head,
    full: Vec<Worksheet>,
    open: Worksheet,
    /// Next row of the open sheet.
    next: u32,
    /// In widths of a digit.
    widths: Vec<f64>,
    written: Written,
}

impl<W: Write + Send> XlsxFile<W> {
    /// A file whose rows wait in unnamed temporary files in `temporary`, so that memory stays small.
    ///
    /// # Errors
    /// No file can be made there.
    pub fn new(title: &str, output: W, temporary: &Path) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(temporary).map_err(told)?;
        Ok(Self::with(workbook, title, output, Memory::Files))
    }

    /// A file that is small enough to be held.
    pub fn small(title: &str, output: W) -> Self {
        Self::with(Workbook::new(), title, output, Memory::Whole)
    }

    fn with(workbook: Workbook, title: &str, output: W, memory: Memory) -> Self {
        Self { workbook, sheets: Vec::new(), names: Vec::new(), memory, output, title: title.to_owned() }
    }

    fn worksheet(&mut self, head: &Head, number: usize) -> io::Result<Worksheet> {
        let mut worksheet = match self.memory {
            Memory::Whole => Worksheet::new(),
            Memory::Files => self.workbook.new_worksheet_with_constant_memory().map_err(told)?,
        };
        let name = self.free_name(&head.name, number);
        worksheet.set_name(&name).map_err(told)?;
        prepare(&mut worksheet, head).map_err(told)?;
        Ok(worksheet)
    }

    /// A name that Excel allows and no other sheet has.
    fn free_name(&mut self, wanted: &str, number: usize) -> String {
        let clean: String = wanted.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
        let clean = match clean.trim_matches(|c: char| c.is_whitespace() || c == '\'') {
            "" => "Sheet",
            name => name,
        };
        let mut number = number;
        loop {
            let ending = if number == 0 { String::new() } else { format!(" ({})", number + 1) };
            let name = format!("{}{ending}", first_units(clean, MAX_NAME_UNITS - ending.len()));
            let small = name.to_lowercase();
            if !self.names.contains(&small) {
                self.names.push(small);
                return name;
            }
            number += 1;
        }
    }

    fn pack(self) -> io::Result<(W, Vec<Written>)> {
        let Self { mut workbook, sheets, mut output, title, .. } = self;
        workbook.set_properties(&DocProperties::new().set_title(&title));
        let mut written = Vec::new();
        for sheet in sheets {
            written.push(sheet.written);
            sheet.finish()?.into_iter().for_each(|worksheet| workbook.push_worksheet(worksheet));
        }
        unbroken(|| workbook.save_to_writer(&mut output))?;
        Ok((output, written))
    }
}

impl<W: Write + Send> XlsxFile<W> {
    fn put(&mut self, head: Head) -> io::Result<Place> {
        if head.columns.len() > MAX_SHEET_COLUMNS {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "more columns than a sheet has"));
        }
        let open = self.worksheet(&head, 0)?;
        let widths = head.columns.iter().map(|column| width(&column.label) + HEADING_EXTRA).collect();
        self.sheets.push(Sheet { head, full: Vec::new(), open, next: 1, widths, written: Written::default() });
        Ok(Place(self.sheets.len() - 1))
    }

    fn add(&mut self, place: Place, cells: &[Cell]) -> io::Result<()> {
        if self.sheets[place.0].next == MAX_SHEET_ROWS {
            let (head, number) = (self.sheets[place.0].head.clone(), self.sheets[place.0].full.len() + 1);
            let next = self.worksheet(&head, number)?;
            let sheet = &mut self.sheets[place.0];
            sheet.full.push(std::mem::replace(&mut sheet.open, next));
            sheet.next = 1;
        }
        self.sheets[place.0].row(cells)
    }
}

impl<'a> Book for XlsxFile<Box<dyn super::Output + 'a>> {
    fn begin(&mut self, head: Head) -> io::Result<Place> {
        self.put(head)
    }

    fn row(&mut self, place: Place, _: &Part, cells: &[Cell]) -> io::Result<()> {
        self.add(place, cells)
    }

    fn finish(self: Box<Self>) -> io::Result<Vec<Written>> {
        let (output, written) = self.pack()?;
        output.close().map(|()| written)
    }
}

impl Sheet {
    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let (row, worksheet) = (self.next, &mut self.open);
        let mut cut = 0;
        let mut all = || -> Result<(), XlsxError> {
            for (number, (cell, width)) in cells.iter().zip(&mut self.widths).enumerate() {
                // At most MAX_SHEET_COLUMNS, which `put` has looked at.
                let column = u16::try_from(number).unwrap_or(u16::MAX);
                let taken = put_cell(worksheet, row, column, &self.head, cell, &mut cut)?;
                *width = width.max(taken + CELL_EXTRA);
            }
            Ok(())
        };
        unbroken(&mut all)?;
        self.next += 1;
        self.written.rows += 1;
        self.written.cut += cut;
        Ok(())
    }

    /// The finished sheets.
    fn finish(self) -> io::Result<Vec<Worksheet>> {
        let Self { head, full, open, next, widths, .. } = self;
        let mut sheets = full;
        let rows: Vec<u32> = std::iter::repeat_n(MAX_SHEET_ROWS, sheets.len()).chain([next]).collect();
        sheets.push(open);
        for (worksheet, rows) in sheets.iter_mut().zip(rows) {
            complete(worksheet, &head, &widths, rows).map_err(told)?;
        }
        Ok(sheets)
    }
}

/// What must stand before the first row: heading, formats of the columns, print setup.
fn prepare(worksheet: &mut Worksheet, head: &Head) -> Result<(), XlsxError> {
    for (number, column) in (0..).zip(&head.columns) {
        worksheet.set_column_format(number, &format_of(column.kind))?;
    }
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00E3_EFEE))
        .set_border_bottom(FormatBorder::Thin);
    for (number, column) in (0..).zip(&head.columns) {
        worksheet.write_string_with_format(0, number, first_units(&column.label, MAX_CELL_UNITS), &heading)?;
    }
    worksheet.set_row_height(0, 30)?;
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.7, 0.6, 0.3, 0.3);
    worksheet.set_repeat_rows(0, 0)?;
    let title = head.title.replace('&', "&&");
    worksheet.set_header(format!("&C&14&\"-,Bold\"{}", first_units(&title, MAX_PRINTED_UNITS - 18)));
    worksheet.set_footer("&C&P / &N");
    Ok(())
}

/// What is only known after the last row: widths, the filter, where numbers are meant as texts.
fn complete(worksheet: &mut Worksheet, head: &Head, widths: &[f64], rows: u32) -> Result<(), XlsxError> {
    for (number, width) in (0..).zip(widths) {
        worksheet.set_column_width(number, width.clamp(WIDTHS.0, WIDTHS.1))?;
    }
    let (Some(last), last_row) = (head.columns.len().checked_sub(1), rows.saturating_sub(1)) else { return Ok(()) };
    let last = u16::try_from(last).unwrap_or(u16::MAX);
    worksheet.autofilter(0, 0, last_row, last)?;
    for (number, column) in (0..).zip(&head.columns) {
        if column.is_text() && last_row > 0 {
            worksheet.ignore_error_range(1, number, last_row, number, IgnoreError::NumberStoredAsText)?;
        }
    }
    Ok(())
}

impl Column {
    const fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Text | Kind::Identifier | Kind::Choice)
    }
}

fn format_of(kind: Kind) -> Format {
    let format = Format::new().set_align(FormatAlign::VerticalCenter);
    match kind {
        Kind::Text | Kind::Choice => format,
        Kind::YesNo => format.set_align(FormatAlign::Center),
        // What is typed into such a cell later stays a text too.
        Kind::Identifier => format.set_num_format("@"),
        Kind::Integer => format.set_num_format("0"),
        Kind::Money => format.set_num_format("#,##0.00"),
        Kind::Decimal(0) => format.set_num_format("0"),
        Kind::Decimal(places) => format.set_num_format(format!("0.{}", "0".repeat(usize::from(places)))),
        Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
    }
}

/// Writes a cell and returns how wide it is, in widths of a digit.
fn put_cell(
    worksheet: &mut Worksheet,
    row: u32,
    column: u16,
    head: &Head,
    cell: &Cell,
    cut: &mut u64,
) -> Result<f64, XlsxError> {
    match cell {
        Cell::Empty => return Ok(0.0),
        Cell::Text(text) if text.is_empty() => return Ok(0.0),
        Cell::Text(text) => return put_text(worksheet, row, column, text, cut),
        Cell::YesNo(yes) => return put_text(worksheet, row, column, head.word(*yes), cut),
        Cell::Integer(number) if number.unsigned_abs() < MAX_EXACT => {
            worksheet.write_number(row, column, *number as f64)?;
        }
        Cell::Integer(number) => return put_text(worksheet, row, column, &number.to_string(), cut),
        Cell::Money(amount) if amount.0.unsigned_abs() < MAX_EXACT => {
            worksheet.write_number(row, column, amount.0 as f64 / 100.0)?;
            return Ok(13.0);
        }
        Cell::Money(amount) => return put_text(worksheet, row, column, &amount.to_string(), cut),
        Cell::Decimal(number) if number.is_finite() => {
            worksheet.write_number(row, column, *number)?;
        }
        Cell::Decimal(_) => return Ok(0.0),
        Cell::Date(day) => match serial(*day) {
            Some(serial) => {
                worksheet.write_number(row, column, f64::from(serial))?;
            }
            None => return put_text(worksheet, row, column, &day.to_string(), cut),
        },
    }
    Ok(11.0)
}

fn put_text(worksheet: &mut Worksheet, row: u32, column: u16, text: &str, cut: &mut u64) -> Result<f64, XlsxError> {
    let long = text.len() > MAX_CELL_UNITS && text.encode_utf16().count() > MAX_CELL_UNITS;
    let shortened = long.then(|| format!("{}…", first_units(text, MAX_CELL_UNITS - 1)));
    *cut += u64::from(long);
    let text = shortened.as_deref().unwrap_or(text);
    match guarded(text) {
        // It is a text whatever it looks like; the mark keeps it one when somebody edits the cell.
        std::borrow::Cow::Owned(_) => {
            worksheet.write_string_with_format(row, column, text, &Format::new().set_quote_prefix())?;
        }
        std::borrow::Cow::Borrowed(text) => {
            worksheet.write_string(row, column, text)?;
        }
    }
    Ok(width(text))
}

/// The widest line of a text; what is wider than a column may be does not matter.
fn width(text: &str) -> f64 {
    let of_line = |line: &str| {
        let letters = line.chars().take(WIDTHS.1 as usize);
        letters.map(|letter| if u32::from(letter) >= 0x1100 { WIDE_LETTER } else { 1.0 }).sum::<f64>()
    };
    text.lines().take(8).map(of_line).fold(0.0, f64::max)
}

/// The beginning of a text that fits into this many UTF-16 units.
fn first_units(text: &str, units: usize) -> &str {
    let mut left = units;
    for (place, letter) in text.char_indices() {
        match left.checked_sub(letter.len_utf16()) {
            Some(rest) => left = rest,
            None => return &text[..place],
        }
    }
    text
}

/// Days since 1899-12-30; `None` before March 1900, where Excel counts a day that never was.
fn serial(day: Date) -> Option<i32> {
    let days = (day - date(1899, 12, 30)).get_days();
    (days > 60).then_some(days)
}

/// Runs what may find the disk full: the crate panics when a temporary file cannot be written.
fn unbroken<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(told),
        Err(_) => Err(io::ErrorKind::StorageFull.into()),
    }
}

fn told(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}

/// Small tables as a file in memory.
pub(super) fn bytes(tables: &[Table]) -> io::Result<Vec<u8>> {
    let title = tables.first().map(|table| table.head.title.clone()).unwrap_or_default();
    let mut file = XlsxFile::small(&title, Vec::new());
    for table in tables {
        let place = file.put(table.head.clone())?;
        table.rows.iter().try_for_each(|row| file.add(place, row))?;
    }
    Ok(file.pack()?.0)
}
