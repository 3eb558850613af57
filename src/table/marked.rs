//! A table that goes back to the office that sent it: as it looked, with marks where something is wrong.

use std::borrow::Cow;
use std::io;

use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, Worksheet, XlsxError};

use super::write::csv::guarded;

/// One row of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<String>,
    /// Columns that are marked.
    pub marked: Vec<usize>,
}

/// One sheet of it. All cells are texts: no digit of a number is lost, and nothing is a formula.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub name: String,
    pub heading: Vec<String>,
    pub rows: Vec<Row>,
}

/// Longest text of a cell, in UTF-16 units.
const MAX_UNITS: usize = 32_767;
/// Width of a column in digits, at most.
const MAX_WIDTH: f64 = 44.0;

/// The pages as an XLSX file.
///
/// # Errors
/// A page has more rows or columns than a sheet.
pub fn xlsx(pages: &[Page]) -> io::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    for page in pages {
        let mut sheet = Worksheet::new();
        fill(&mut sheet, page).map_err(told)?;
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().map_err(told)
}

fn fill(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@").set_text_wrap();
    let heading = text.clone().set_bold().set_background_color(Color::RGB(0xE8_E4_DC));
    let marked = text
        .clone()
        .set_background_color(Color::RGB(0xFB_D9_D5))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xB3_26_1E));
    sheet.set_name(page.name.chars().take(31).collect::<String>())?;
    let mut widths: Vec<f64> = page.heading.iter().map(|text| width(text)).collect();
    for (column, words) in (0_u16..).zip(&page.heading) {
        sheet.write_string_with_format(0, column, cut(words), &heading)?;
    }
    for (number, row) in (1_u32..).zip(&page.rows) {
        for (column, words) in row.cells.iter().enumerate() {
            let format = if row.marked.contains(&column) { &marked } else { &text };
            let place = u16::try_from(column).unwrap_or(u16::MAX);
            sheet.write_string_with_format(number, place, cut(words), format)?;
            if let Some(known) = widths.get_mut(column) {
                *known = known.max(width(words));
            }
        }
    }
    for (column, width) in (0_u16..).zip(widths) {
        sheet.set_column_width(column, width.min(MAX_WIDTH))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// The page as CSV for spreadsheets: a mark of UTF-8 in front, formulas made harmless.
///
/// # Errors
/// Never for memory; the writer's own.
pub fn csv(page: &Page) -> io::Result<Vec<u8>> {
    let mut out = vec![0xef, 0xbb, 0xbf];
    {
        let mut writer =
            csv::WriterBuilder::new().flexible(true).terminator(csv::Terminator::CRLF).from_writer(&mut out);
        let rows = std::iter::once(&page.heading).chain(page.rows.iter().map(|row| &row.cells));
        for row in rows {
            writer.write_record(row.iter().map(|cell| guarded(cell)).map(Cow::into_owned)).map_err(io::Error::other)?;
        }
        writer.flush()?;
    }
    Ok(out)
}

fn cut(text: &str) -> String {
    if text.encode_utf16().count() <= MAX_UNITS { text.to_owned() } else { text.chars().take(MAX_UNITS / 2).collect() }
}

/// The widest line, in digits: a Chinese letter takes two.
fn width(text: &str) -> f64 {
    let line = |line: &str| line.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.1 }).sum::<f64>();
    text.lines().map(line).fold(6.0, f64::max) + 2.0
}

fn told(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::read::read;

    fn page() -> Page {
        let row =
            Row { cells: vec!["王秀兰".into(), "15010219900307233742".into(), "=1+1".into()], marked: vec![1] };
        Page {
            name: "未导入".into(), heading: vec!["姓名".into(), "残疾证号".into(), "原因".into()], rows: vec![row]
        }
    }

    #[test]
    fn what_goes_back_reads_back_as_it_was() {
        for bytes in [xlsx(&[page()]).unwrap(), csv(&page()).unwrap()] {
            let book = read(&bytes).unwrap();
            assert_eq!(book.sheets[0].cell(1, 1).text(), "15010219900307233742");
            assert!(book.sheets[0].cell(1, 2).text().ends_with("=1+1"));
            assert_eq!(book.sheets[0].cell(0, 0).text(), "姓名");
        }
    }
}
