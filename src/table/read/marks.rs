//! What an office sees of a sheet beside its cells: which cells are one, which rows are hidden.

use std::collections::BTreeMap;

use super::xml::{Step, Tag, walk};
use super::zipped::Parts;
use super::{Collector, Sheet};
use crate::limits::{MAX_TABLE_CELLS, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS};
use crate::problem::Problem;

/// First and last row, first and last column of cells that are one.
pub(super) type Merge = (usize, usize, usize, usize);

/// Beside the cells of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub merges: Vec<Merge>,
    pub hidden: Vec<usize>,
}

impl Marks {
    /// Says a merged cell's value in every place that it covers: a village written once for ten rows belongs to
    /// each of them.
    ///
    /// # Errors
    /// More than fits into a memory.
    pub fn apply(&self, sheet: &mut Sheet, collector: &mut Collector) -> Result<(), Problem> {
        let (height, mut room) = (sheet.rows.len(), MAX_TABLE_CELLS / 4);
        for &(top, bottom, left, right) in &self.merges {
            let value = sheet.cell(top, left).clone();
            if value.is_empty() {
                continue;
            }
            for row in top..=bottom.min(height.saturating_sub(1)) {
                for column in left..=right.min(MAX_TABLE_COLUMNS - 1) {
                    room = match room.checked_sub(1) {
                        Some(room) => room,
                        None => return Ok(()),
                    };
                    if (row, column) != (top, left) && sheet.cell(row, column).is_empty() {
                        collector.put(sheet, row, column, value.clone())?;
                    }
                }
            }
        }
        sheet.hidden = self.hidden.iter().copied().filter(|row| !sheet.is_blank(*row)).collect();
        Ok(())
    }
}

/// The marks of an XLSX file's sheets, in the order of its workbook.
///
/// # Errors
/// A text of the file is damaged.
pub(super) fn of_xlsx(parts: &mut Parts<'_>) -> Result<Vec<Marks>, Problem> {
    if !parts.has("xl/workbook.xml") || !parts.has("xl/_rels/workbook.xml.rels") {
        return Ok(Vec::new());
    }
    let (workbook, relations) = (parts.read("xl/workbook.xml")?, parts.read("xl/_rels/workbook.xml.rels")?);
    let mut targets = BTreeMap::new();
    walk(&relations, |step| {
        if let Step::Begin(tag) = step
            && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
        {
            let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, target);
        }
        Ok(())
    })?;
    let mut sheets = Vec::new();
    walk(&workbook, |step| {
        if let Step::Begin(tag) = step
            && tag.local() == "sheet"
        {
            let id = tag.attribute("r:id").or_else(|| tag.attribute("relationships:id"));
            sheets.push(id.and_then(|id| targets.get(id)).cloned());
        }
        Ok(())
    })?;
    sheets
        .into_iter()
        .map(|part| match part.filter(|part| parts.has(part)) {
            Some(part) => of_sheet(&parts.read(&part)?),
            None => Ok(Marks::default()),
        })
        .collect()
}

fn of_sheet(text: &[u8]) -> Result<Marks, Problem> {
    let (mut marks, mut next) = (Marks::default(), 0);
    walk(text, |step| {
        let Step::Begin(tag) = step else { return Ok(()) };
        match tag.local() {
            "row" => {
                let row = tag.number("r").map_or(next, |number| number.saturating_sub(1));
                next = row.saturating_add(1);
                if matches!(tag.attribute("hidden"), Some("1" | "true")) && row < MAX_TABLE_ROWS {
                    marks.hidden.push(row);
                }
            }
            "mergeCell" => marks.merges.extend(tag.attribute("ref").and_then(merge)),
            _ => {}
        }
        Ok(())
    })?;
    Ok(marks)
}

/// `A1:C3`.
fn merge(text: &str) -> Option<Merge> {
    let (first, last) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (place(first)?, place(last)?);
    (top <= bottom && left <= right).then_some((top, bottom, left, right))
}

fn place(text: &str) -> Option<(usize, usize)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at(digits);
    let column = letters.bytes().try_fold(0_usize, |column, letter| {
        let digit = letter.is_ascii_uppercase().then(|| usize::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(digit)
    })?;
    Some((row.parse::<usize>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// The marks of an ODS file's sheets, in its order.
///
/// # Errors
/// The text is damaged.
pub(super) fn of_ods(content: &[u8]) -> Result<Vec<Marks>, Problem> {
    let (mut all, mut row, mut column, mut repeated, mut depth): (Vec<Marks>, usize, usize, usize, u32) =
        (Vec::new(), 0, 0, 1, 0);
    walk(content, |step| {
        match step {
            Step::Begin(tag) if tag.name == "table:table" => {
                depth += 1;
                if depth == 1 {
                    (row, column) = (0, 0);
                    all.push(Marks::default());
                }
            }
            Step::End("table:table") => depth = depth.saturating_sub(1),
            Step::Begin(tag) if tag.name == "table:table-row" => {
                (column, repeated) = (0, tag.number("table:number-rows-repeated").unwrap_or(1));
                let hidden = matches!(tag.attribute("table:visibility"), Some("collapse" | "filter"));
                if let Some(marks) = all.last_mut().filter(|_| hidden) {
                    marks.hidden.extend((row..row.saturating_add(repeated)).take_while(|row| *row < MAX_TABLE_ROWS));
                }
            }
            Step::End("table:table-row") => row = row.saturating_add(repeated),
            Step::Begin(tag) if ["table:table-cell", "table:covered-table-cell"].contains(&tag.name) => {
                if let Some(marks) = all.last_mut() {
                    marks.merges.extend(spanned(&tag, row, column));
                }
                column = column.saturating_add(tag.number("table:number-columns-repeated").unwrap_or(1));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(all)
}

fn spanned(tag: &Tag<'_>, row: usize, column: usize) -> Option<Merge> {
    let span = |name| tag.number(name).unwrap_or(1).max(1) - 1;
    let (down, right) = (span("table:number-rows-spanned"), span("table:number-columns-spanned"));
    (down + right > 0).then(|| (row, row.saturating_add(down), column, column.saturating_add(right)))
}

/// Merges as the XLS reader gives them.
pub(super) fn merges(all: &[calamine::Dimensions]) -> Vec<Merge> {
    let place = |(row, column): (u32, u32)| (row as usize, column as usize);
    let of = |one: &calamine::Dimensions| {
        let ((top, left), (bottom, right)) = (place(one.start), place(one.end));
        (top <= bottom && left <= right).then_some((top, bottom, left, right))
    };
    all.iter().filter_map(of).collect()
}

/// A cell's place in the words of a spreadsheet: `C12`.
pub fn cell_name(row: usize, column: usize) -> String {
    format!("{}{}", column_name(column), row + 1)
}

/// A column in the letters of a spreadsheet: `A`, `Z`, `AA`.
pub fn column_name(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => break,
        }
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::super::Cell;
    use super::*;

    #[test]
    fn places_read_back() {
        for (row, column, name) in [(0, 0, "A1"), (11, 25, "Z12"), (0, 26, "AA1"), (99, 701, "ZZ100"), (0, 702, "AAA1")]
        {
            assert_eq!(cell_name(row, column), name);
            assert_eq!(place(name), Some((row, column)));
        }
        for text in ["", "A", "1", "A0", "a1", "旗1", "A-1"] {
            assert_eq!(place(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_merged_is_said_everywhere_and_no_merge_costs_the_memory() {
        let mut sheet = Sheet::default();
        let mut collector = Collector::default();
        collector.put(&mut sheet, 1, 0, Cell::of_text("红峰嘎查")).unwrap();
        collector.put(&mut sheet, 3, 1, Cell::of_text("王")).unwrap();
        let marks = Marks { merges: vec![(1, 1_000_000, 0, 16_000)], hidden: vec![3, 2] };
        marks.apply(&mut sheet, &mut collector).unwrap();
        assert_eq!(sheet.rows.len(), 4);
        assert_eq!(sheet.cell(3, 0).text(), "红峰嘎查");
        assert_eq!(sheet.cell(3, 1).text(), "王", "what stands there stays");
        assert!(sheet.is_blank(0) && sheet.hidden.contains(&3));
    }
}
