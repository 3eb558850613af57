//! Tables that other programs wrote, and bytes that nobody meant to be one. `tests/roster/make.py` made the files.

use std::io::Write as _;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn file(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/roster")).join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(file(name)).unwrap()
}

fn texts(sheet: &Sheet, row: usize) -> Vec<String> {
    sheet.rows[row].iter().map(|cell| cell.text().into_owned()).collect()
}

#[test]
fn a_countys_table_reads_as_the_office_sees_it() {
    let book = open(&file("county.xlsx")).unwrap();
    assert_eq!((book.format, book.sheets.len(), book.problems.len()), (Format::Xlsx, 2, 0));
    assert!(book.sheets[0].concealed && book.first() == 1, "the explanations are hidden");
    let sheet = &book.sheets[1];
    assert_eq!(sheet.name, "需求名册");
    assert_eq!(texts(sheet, 2)[..3], ["居委会", "姓名", "残疾证号"]);
    assert_eq!((sheet.cell(3, 0).text(), sheet.cell(5, 0).text()), (sheet.cell(4, 0).text(), sheet.cell(4, 0).text()));
    assert!(!sheet.cell(3, 0).is_empty(), "a merged village belongs to each of its rows");
    assert_eq!(sheet.cell(3, 2).text().len(), 20);
    assert_eq!(sheet.cell(3, 9).text(), "3120.5");
    assert_eq!(sheet.hidden, [5].into());
    assert!(sheet.cell(12, 2).has_lost_digits() && !sheet.cell(13, 2).has_lost_digits());
}

#[test]
fn dates_zeros_and_faults_look_as_they_do() {
    let book = open(&file("formats-1904.xlsx")).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.cell(1, 0), &Cell::Date(jiff::civil::date(2026, 11, 3)));
    assert_eq!((sheet.cell(1, 1).text(), sheet.cell(1, 2).text()), ("00042".into(), "0.3".into()));
    assert!(matches!(sheet.cell(2, 0), Cell::Fault(_)));
    assert_eq!(sheet.cell(2, 2), &Cell::Bool(true));
    assert_eq!(sheet.cell(4, 4).text(), "前后有空格");
    assert!(sheet.is_blank(3) && sheet.is_blank(99) && sheet.width() == 5);
}

#[test]
fn an_old_spreadsheet_reads_with_its_numbers_days_and_hidden_rows() {
    let book = open(&file("survey.xls")).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((book.format, sheet.rows.len()), (Format::Xls, 6));
    assert_eq!(texts(sheet, 1)[0], "地址");
    assert_eq!(sheet.cell(2, 10), &Cell::Date(jiff::civil::date(2026, 12, 1)));
    assert_eq!(sheet.cell(2, 9).text().len(), 11);
    assert_eq!(sheet.hidden, [4].into());
}

#[test]
fn an_open_document_reads_with_what_it_repeats_and_spans() {
    let book = open(&file("list.ods")).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((book.format, sheet.rows.len()), (Format::Ods, 6));
    assert!(sheet.is_blank(1) && sheet.is_blank(2));
    assert_eq!((sheet.cell(3, 0).text(), sheet.cell(5, 0).text()), ("科右前旗".into(), "科右前旗".into()));
    assert_eq!(sheet.cell(5, 3).text().len(), 20);
    assert_eq!(sheet.hidden, [4].into());
}

#[test]
fn delimited_texts_of_chinese_spreadsheets_read() {
    let book = open(&file("list-gb18030.csv")).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!((book.format, book.encoding), (Format::Text, "gb18030"));
    assert_eq!((sheet.cell(1, 3).text().len(), sheet.cell(1, 4).text()), (20, "第一行\n第二行".into()));
    assert!(sheet.rows.last().unwrap()[3].has_lost_digits());
    let book = open(&file("list-utf16.txt")).unwrap();
    assert_eq!((book.encoding, book.sheets[0].cell(1, 3).text().len()), ("UTF-16LE", 20));
}

/// A zip with these parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn files_that_are_made_to_do_harm_are_refused() {
    // A part that inflates to more than a memory: zeros shrink to a thousandth.
    let bomb = vec![0; 600 << 20];
    assert_eq!(read(&zipped(&[("xl/workbook.xml", &bomb)])).unwrap_err().key, "roster-file-too-large");
    // An element that never ends would be waited for for ever.
    let endless = b"<office:document-content><table:table table:name=\"a\"><table:table-row>";
    assert_eq!(read(&zipped(&[("content.xml", endless)])).unwrap_err().key, "roster-file-damaged");
    let entity = b"<!DOCTYPE a [<!ENTITY b \"c\">]><a/>";
    assert_eq!(read(&zipped(&[("content.xml", entity)])).unwrap_err().key, "roster-file-damaged");
    // A million columns, a million rows, one cell.
    let wide = "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\">\
        <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"string\" \
        table:number-columns-repeated=\"16000\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>\
        </office:spreadsheet></office:body></office:document-content>";
    let mime = b"application/vnd.oasis.opendocument.spreadsheet";
    let manifest = b"<manifest:manifest/>";
    let parts: [(&str, &[u8]); 3] = [("mimetype", mime), ("content.xml", wide.as_bytes()), ("META-INF/manifest.xml", manifest)];
    assert!(read(&zipped(&parts)).is_err());
    for (bytes, key) in [
        (&b"%PDF-1.7"[..], "roster-file-foreign"),
        (b"\xff\xd8\xff\xe0", "roster-file-foreign"),
        (b"", "roster-file-empty"),
        (b"\n\n,,\n", "roster-file-empty"),
    ] {
        assert_eq!(read(bytes).unwrap_err().key, key);
    }
    assert_eq!(read(&zipped(&[("word/document.xml", b"<a/>")])).unwrap_err().key, "roster-file-foreign");
}

#[test]
fn a_circle_of_sectors_and_a_cell_at_the_end_of_the_world_are_refused() {
    let good = bytes("survey.xls");
    let mut circle = good.clone();
    // The chain of the folder follows itself: its entry in the table of sectors names the sector.
    let (folder, table) = (u32::from_le_bytes(good[48..52].try_into().unwrap()), u32::from_le_bytes(good[76..80].try_into().unwrap()));
    let entry = 512 * (table as usize + 1) + 4 * folder as usize;
    circle[entry..entry + 4].copy_from_slice(&folder.to_le_bytes());
    assert_eq!(read(&circle).unwrap_err().key, "roster-file-damaged");
    // One damaged byte puts a cell into a column that no sheet has.
    let mut far = good.clone();
    let label = good.windows(6).position(|six| six[..4] == [0xfd, 0, 10, 0] && six[4..6] == [5, 0]).unwrap();
    far[label + 6..label + 8].copy_from_slice(&[0xff, 0xff]);
    far[label + 4..label + 6].copy_from_slice(&[0xff, 0xff]);
    assert_eq!(read(&far).unwrap_err().key, "roster-file-sparse");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_end_in_sheets_or_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        read(&bytes).ok();
    }

    #[test]
    fn a_damaged_file_ends_in_sheets_or_a_problem(
        which in 0..5_usize, places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(), cuts in any::<bool>(),
    ) {
        let name = ["county.xlsx", "survey.xls", "list.ods", "list-gb18030.csv", "list-utf16.txt"][which];
        let mut bytes = bytes(name);
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(book) = read(&bytes) {
            prop_assert!(book.sheets.iter().all(|sheet| sheet.rows.len() <= MAX_TABLE_ROWS));
        }
    }

    #[test]
    fn damaged_texts_inside_a_spreadsheet_end_too(
        part in 0..3_usize, place in any::<prop::sample::Index>(), byte in any::<u8>(), gone in 0..40_usize,
    ) {
        let (name, text) = [
            ("list.ods", "content.xml"), ("county.xlsx", "xl/worksheets/sheet2.xml"), ("county.xlsx", "xl/workbook.xml"),
        ][part];
        let bytes = bytes(name);
        let mut parts = zipped::Parts::open(&bytes).unwrap();
        let mut all = Vec::new();
        for name in parts.texts() {
            let mut content = parts.read(&name).unwrap();
            if name == text {
                let at = place.index(content.len());
                content[at] = byte;
                content.drain(at..(at + gone).min(content.len()));
            }
            all.push((name, content));
        }
        let all: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        read(&zipped(&all)).ok();
    }
}
