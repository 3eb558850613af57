//! Spreadsheets: XLSX, XLS and ODS through calamine, after they were looked through.

use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Xls, Xlsx};

use super::marks::{self, Marks};
use super::xml;
use super::zipped::Parts;
use super::{Book, Cell, Collector, Format, Sheet, biff, damaged, date_of, too_large};
use crate::limits::MAX_TABLE_SHEETS;
use crate::problem::Problem;

/// Past the last day that a spreadsheet knows; such a number is no day.
const DAYS_END: f64 = 2_958_466.0;

/// XLSX or ODS.
///
/// # Errors
/// Neither, damaged, locked, or made to do harm.
pub(super) fn zipped(bytes: &[u8]) -> Result<Book, Problem> {
    let mut parts = Parts::open(bytes)?;
    for name in parts.texts() {
        let text = parts.read(&name)?;
        xml::walk(&text, |_| Ok(()))?;
    }
    if parts.has("content.xml") {
        ods(bytes, &mut parts)
    } else if parts.has("xl/workbook.xml") {
        xlsx(bytes, &mut parts)
    } else if parts.has("xl/workbook.bin") {
        Err(Problem::error("roster-file-xlsb"))
    } else {
        Err(Problem::error("roster-file-foreign"))
    }
}

fn xlsx(bytes: &[u8], parts: &mut Parts<'_>) -> Result<Book, Problem> {
    let marks = marks::of_xlsx(parts)?;
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut reading = Reading::new(file.sheets_metadata())?;
    for (index, name) in file.sheet_names().into_iter().enumerate() {
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        // A chart has a sheet of its own and no cells.
        if let Ok(mut cells) = file.worksheet_cells_reader(&name) {
            let widths: Vec<usize> = cells.styles().iter().map(zeros).collect();
            while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
                let (row, column) = cell.get_position();
                let value = reading.xlsx_cell(cell.get_value(), widths.get(style).copied().unwrap_or(0));
                reading.collector.put(&mut sheet, row as usize, column as usize, value)?;
            }
        }
        reading.finish(sheet, marks.get(index).cloned().unwrap_or_default(), index)?;
    }
    Ok(reading.book(Format::Xlsx))
}

fn ods(bytes: &[u8], parts: &mut Parts<'_>) -> Result<Book, Problem> {
    let marks = marks::of_ods(&parts.read("content.xml")?)?;
    let mut file: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut reading = Reading::new(file.sheets_metadata())?;
    for (index, name) in file.sheet_names().into_iter().enumerate() {
        let range = file.worksheet_range(&name).map_err(damaged)?;
        let sheet = reading.sheet(name, &range)?;
        reading.finish(sheet, marks.get(index).cloned().unwrap_or_default(), index)?;
    }
    Ok(reading.book(Format::Ods))
}

/// XLS.
///
/// # Errors
/// As [`zipped`].
pub(super) fn binary(bytes: &[u8]) -> Result<Book, Problem> {
    let hidden = biff::look_through(bytes)?;
    let mut file: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut reading = Reading::new(file.sheets_metadata())?;
    for (index, name) in file.sheet_names().into_iter().enumerate() {
        let range = file.worksheet_range(&name).map_err(damaged)?;
        let merges = file.merge_cells_by_sheet_name(&name).map(|all| marks::merges(&all)).unwrap_or_default();
        let sheet = reading.sheet(name, &range)?;
        let hidden = hidden.get(index).map(|rows| rows.iter().copied().collect()).unwrap_or_default();
        reading.finish(sheet, Marks { merges, hidden }, index)?;
    }
    Ok(reading.book(Format::Xls))
}

/// How many digits a format like `000000` shows at least; 0 for every other format.
fn zeros(style: &calamine::Style) -> usize {
    let code = style.number_format.as_ref().map_or("", |format| &*format.format_code);
    if code.bytes().all(|b| b == b'0') && code.len() <= 20 { code.len() } else { 0 }
}

/// Sheets on their way out of a file.
struct Reading {
    collector: Collector,
    concealed: Vec<bool>,
    sheets: Vec<Sheet>,
}

impl Reading {
    fn new(all: &[calamine::Sheet]) -> Result<Self, Problem> {
        if all.len() > MAX_TABLE_SHEETS {
            return Err(too_large());
        }
        let concealed = all.iter().map(|sheet| sheet.visible != SheetVisible::Visible).collect();
        Ok(Self { collector: Collector::default(), concealed, sheets: Vec::new() })
    }

    fn sheet(&mut self, name: String, range: &calamine::Range<Data>) -> Result<Sheet, Problem> {
        let mut sheet = Sheet { name, ..Sheet::default() };
        let (top, left) = range.start().unwrap_or_default();
        for (row, cells) in range.rows().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let value = self.cell(cell);
                self.collector.put(&mut sheet, top as usize + row, left as usize + column, value)?;
            }
        }
        Ok(sheet)
    }

    fn finish(&mut self, mut sheet: Sheet, marks: Marks, index: usize) -> Result<(), Problem> {
        marks.apply(&mut sheet, &mut self.collector)?;
        sheet.concealed = self.concealed.get(index).copied().unwrap_or(false);
        self.sheets.push(sheet);
        Ok(())
    }

    fn book(self, format: Format) -> Book {
        Book { format, encoding: "", problems: self.collector.problems(), sheets: self.sheets }
    }

    /// A cell; a number whose format shows leading zeros keeps them.
    fn xlsx_cell(&mut self, value: &DataRef<'_>, width: usize) -> Cell {
        match value {
            DataRef::String(text) => self.collector.text(text),
            DataRef::SharedString(text) => self.collector.text(text),
            DataRef::Empty => Cell::Empty,
            other => {
                let cell = self.cell(&other.clone().into());
                match cell {
                    Cell::Number(number)
                        if width > 1 && number.fract() == 0.0 && number >= 0.0 && !cell.has_lost_digits() =>
                    {
                        Cell::Text(format!("{number:0>width$.0}").into())
                    }
                    cell => cell,
                }
            }
        }
    }

    fn cell(&mut self, value: &Data) -> Cell {
        match value {
            Data::Empty => Cell::Empty,
            Data::Int(number) => Cell::Number(*number as f64),
            Data::Float(number) if number.is_finite() => Cell::Number(*number),
            Data::Float(_) => Cell::Fault("#NUM!"),
            Data::String(text) => self.collector.text(text),
            Data::Bool(yes) => Cell::Bool(*yes),
            Data::DateTime(when) => day(when),
            Data::DateTimeIso(text) => date_of(text).map_or_else(|| self.collector.text(text), Cell::Date),
            Data::DurationIso(text) => self.collector.text(text),
            Data::Error(_) => Cell::Fault("#N/A"),
        }
    }
}

/// A day; a time of day without one, a duration, and a number that only wears the format stay numbers.
fn day(when: &ExcelDateTime) -> Cell {
    let number = when.as_f64();
    if !number.is_finite() {
        return Cell::Fault("#NUM!");
    }
    if when.is_duration() || !(1.0..DAYS_END).contains(&number) {
        return Cell::Number(number);
    }
    let (year, month, day, ..) = when.to_ymd_hms_milli();
    let date = jiff::civil::Date::new(i16::try_from(year).unwrap_or(0), month as i8, day as i8);
    date.map_or(Cell::Number(number), Cell::Date)
}
