use proptest::prelude::*;
use tantu::table::write::csv::{CsvFolder, MARK, guarded, unguarded};
use tantu::table::write::{Cell, Column, Format, Head, Kind, Table, small};

use crate::{Desk, fill, python};

#[test]
fn excel_knows_the_encoding_and_no_text_is_a_formula() {
    let desk = Desk::new();
    let folder = desk.folder("csv", |folder| assert_eq!(fill(Box::new(CsvFolder::new(folder)))[0].rows, 3));
    let bytes = std::fs::read(folder.join("户 册  2026.csv")).unwrap();
    let text = std::str::from_utf8(bytes.strip_prefix(MARK).unwrap()).unwrap();
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines[0], "旗县代码,年度,姓名,残疾人证号,件数,改造金额(元),净宽(m),入户日期,知情同意,改造进度");
    assert_eq!(lines[1], "150221,2026,宝音乌力吉,15010219900307233642,3,3120.50,0.76,2026-11-24,是,施工中");
    assert_eq!(
        lines[2],
        r#"150221,2026,"'=HYPERLINK(""http://x"",""点"")",00150102,9007199254740993,-0.01,,1899-01-02,否,''=1+1"#
    );
    assert!(lines[3].starts_with("152221,2025,'＝cmd|' /C calc'!A0,'+86 138,,9999999999.99,0.1,,,\" 两行"));
    let read = python(
        "import csv, sys\nrows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))\nprint(len(rows), {len(r) for r in rows}, rows[3][9] == ' 两行\\r\\n\"引号\", 逗号；_x0041_\\x01 ')",
        &folder.join("户 册  2026.csv"),
    );
    assert!(read.is_none_or(|read| read.trim() == "4 {10} True"));
}

#[test]
fn the_guard_is_taken_off_where_it_was_put_on_and_nowhere_else() {
    for (meant, written) in [
        ("=1", "'=1"),
        ("'=1", "''=1"),
        ("''@x", "'''@x"),
        ("'quoted'", "'quoted'"),
        ("'", "'"),
        ("", ""),
        ("－5", "'－5"),
        ("\t1", "'\t1"),
        ("王", "王"),
    ] {
        assert_eq!((guarded(meant).as_ref(), unguarded(written)), (written, meant));
    }
}

fn table(texts: &[Vec<String>]) -> Table {
    let columns = (0..3).map(|number| Column::new(format!("c{number}"), format!("列{number}"), Kind::Text)).collect();
    let head = Head { name: "t".into(), columns, ..Head::default() };
    let row = |texts: &Vec<String>| texts.iter().map(Cell::text).collect();
    Table { head, rows: texts.iter().map(row).collect() }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        texts in proptest::collection::vec(
            proptest::collection::vec("['=+@＝－\t\r\n,\" a王\u{feff}-]{0,6}", 3), 0..6
        )
    ) {
        let bytes = small(Format::Csv, &[table(&texts)]).unwrap();
        let text = bytes.strip_prefix(MARK).unwrap();
        let mut reader = csv::ReaderBuilder::new().from_reader(text);
        let read: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(|cell| unguarded(cell).to_owned()).collect())
            .collect();
        prop_assert_eq!(read, texts);
    }
}
