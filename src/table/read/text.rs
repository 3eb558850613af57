//! Delimited text: its encoding, its separator, its records.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::{Book, Collector, Format, Sheet, damaged};
use crate::problem::Problem;

/// Separators, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// Bytes that are looked at for the separator.
const SAMPLE: usize = 64 << 10;

/// Reads CSV, TSV or whatever lies between.
///
/// # Errors
/// It is no text.
pub(super) fn read(bytes: &[u8]) -> Result<Book, Problem> {
    let (text, encoding, broken) = decode(bytes)?;
    let (text, told) = separator_line(&text);
    let separator = told.unwrap_or_else(|| separator(text));
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let (mut sheet, mut collector) = (Sheet::default(), Collector::default());
    let mut record = csv::StringRecord::new();
    let mut row = 0;
    while reader.read_record(&mut record).map_err(damaged)? {
        // Empty lines, which the reader passes over, are rows to a person.
        let begin = record.position().map_or(0, |at| at.byte() as usize);
        let passed = text.as_bytes()[begin.min(text.len())..].iter().take_while(|byte| b"\r\n".contains(byte));
        row += passed.filter(|byte| **byte == b'\n').count();
        for (column, field) in record.iter().enumerate() {
            let cell = collector.text(field);
            collector.put(&mut sheet, row, column, cell)?;
        }
        row += 1;
    }
    let mut problems = collector.problems();
    if broken {
        problems.push(Problem::warning("roster-file-letters").with("encoding", encoding.name()));
    }
    Ok(Book { format: Format::Text, encoding: encoding.name(), sheets: vec![sheet], problems })
}

/// The text, how it was encoded, and whether letters could not be read. A mark at the beginning decides; without one
/// UTF-8 proves itself, and what is not UTF-8 was written by a Chinese spreadsheet.
fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static Encoding, bool), Problem> {
    let known = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = known
        .or_else(|| unmarked_utf16(bytes))
        .unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { GB18030 });
    let (text, encoding, broken) = encoding.decode(bytes);
    if text.contains('\0') {
        return Err(Problem::error("roster-file-foreign"));
    }
    // Something else read as Chinese: every other letter is unreadable.
    let unreadable = text.chars().filter(|c| *c == '\u{fffd}' || (c.is_control() && !"\r\n\t".contains(*c))).count();
    if unreadable * 20 > text.chars().count() {
        return Err(Problem::error("roster-file-foreign"));
    }
    Ok((text, encoding, broken))
}

/// UTF-16 without its mark: every other byte of plain letters, commas and line ends is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 20 + 1;
    match (even, odd) {
        (0, odd) if odd >= many => Some(UTF_16LE),
        (even, 0) if even >= many => Some(UTF_16BE),
        _ => None,
    }
}

/// `sep=;`, which Excel writes and reads as the first line.
fn separator_line(text: &str) -> (&str, Option<u8>) {
    let line = text.lines().next().unwrap_or_default();
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) if separator.is_ascii() => {
            (text[line.len()..].trim_start_matches(['\r', '\n']), Some(*separator))
        }
        _ => (text, None),
    }
}

/// The separator that cuts the most of the first lines into the same number of pieces.
fn separator(text: &str) -> u8 {
    let end = (0..=text.len().min(SAMPLE)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let score = |separator: u8| {
        let mut records = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text[..end].as_bytes());
        let widths: Vec<usize> = records.records().take(50).map_while(Result::ok).map(|record| record.len()).collect();
        let widest = widths.iter().copied().max().unwrap_or(1);
        let alike = widths.iter().filter(|width| **width == widest).count();
        if widest > 1 { alike * widest } else { 0 }
    };
    let scored = SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator));
    scored.filter(|separator| score(*separator) > 0).unwrap_or(SEPARATORS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(bytes: &[u8]) -> Vec<String> {
        let book = read(bytes).unwrap();
        let row = |row: &Vec<super::super::Cell>| {
            row.iter().map(|cell| cell.text().into_owned()).collect::<Vec<_>>().join("|")
        };
        book.sheets[0].rows.iter().map(row).collect()
    }

    #[test]
    fn every_encoding_of_an_office_reads_the_same() {
        let text = "姓名,残疾证号\r\n王秀兰,15010219900307233642\r\n";
        let wanted = ["姓名|残疾证号", "王秀兰|15010219900307233642"];
        let utf16 = |big: bool, mark: bool| -> Vec<u8> {
            let marked = text.encode_utf16();
            let letters = mark.then_some(0xfeff).into_iter().chain(marked);
            letters.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let gb = GB18030.encode(text).0.into_owned();
        let marked = ["\u{feff}", text].concat().into_bytes();
        for bytes in [
            text.as_bytes().to_vec(),
            marked,
            gb,
            utf16(false, true),
            utf16(true, true),
            utf16(false, false),
            utf16(true, false),
        ] {
            assert_eq!(rows(&bytes), wanted);
        }
        assert_eq!(read(&GB18030.encode(text).0).unwrap().encoding, "gb18030");
    }

    #[test]
    fn separators_and_quoted_line_ends_are_found() {
        assert_eq!(rows("a;b\n1,5;2\n3;4,2\n".as_bytes()), ["a|b", "1,5|2", "3|4,2"]);
        assert_eq!(rows("a\tb\n1\t2\n".as_bytes()), ["a|b", "1|2"]);
        assert_eq!(rows("sep=|\na|b,c,d,e\n".as_bytes()), ["a|b,c,d,e"]);
        assert_eq!(rows("a,b\n\"x\ny\",2\n".as_bytes()), ["a|b", "x\ny|2"]);
        assert_eq!(rows("姓名\n王\n".as_bytes()), ["姓名", "王"]);
        assert_eq!(rows("a,b\n\n1,2\n".as_bytes()), ["a|b", "", "1|2"], "an empty line is a row");
    }

    #[test]
    fn what_is_no_text_is_told() {
        let noise: Vec<u8> = (0..4_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(read(&noise).unwrap_err().key, "roster-file-foreign");
    }
}
