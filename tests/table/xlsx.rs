use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use tantu::table::write::xlsx::XlsxFile;
use tantu::table::write::{Book as _, Cell, Column, Format, Head, Kind, Part, Table, small};

use crate::{Desk, Kept, fill, python, sample};

const OPENPYXL: &str = r#"
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
print(sheet.title, sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize)
for row in sheet.iter_rows(min_row=2):
    print([(cell.data_type, cell.value, cell.number_format) for cell in row if cell.value is not None])
print([round(sheet.column_dimensions[letter].width) for letter in 'CDF'], sheet.oddHeader.center.text)
"#;

/// The sample as a file with rows in temporary files.
fn file(desk: &Desk) -> Vec<u8> {
    let kept = Kept::default();
    let output: Box<dyn tantu::table::write::Output> = Box::new(kept.clone());
    fill(Box::new(XlsxFile::new("户册", output, desk.folder.path()).unwrap()));
    std::mem::take(&mut *kept.0.lock().unwrap())
}

#[test]
fn cells_keep_their_types_and_no_digit_is_lost() {
    let desk = Desk::new();
    let bytes = file(&desk);
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(&bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["户 册  2026"]);
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(cell(1, 3), Data::String("15010219900307233642".into()));
    assert_eq!(cell(2, 2), Data::String("=HYPERLINK(\"http://x\",\"点\")".into()));
    assert_eq!(cell(2, 4), Data::String("9007199254740993".into()), "more digits than a cell's number has");
    assert_eq!(cell(1, 5), Data::Float(3120.5));
    assert!(matches!(cell(1, 7), Data::DateTime(_)) && cell(2, 7) == Data::String("1899-01-02".into()));
    assert!(book.worksheet_formula("户 册  2026").unwrap().is_empty(), "no cell is ever a formula");

    let path = desk.path("sample.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let Some(read) = python(OPENPYXL, &path) else { return };
    let lines: Vec<&str> = read.lines().collect();
    assert_eq!(lines[0], "户 册  2026 A2 A1:J4 $1:$1 landscape 9");
    assert_eq!(
        lines[1],
        "[('s', '150221', '@'), ('n', 2026, '0'), ('s', '宝音乌力吉', 'General'), ('s', '15010219900307233642', '@'), \
         ('n', 3, '0'), ('n', 3120.5, '#,##0.00'), ('n', 0.76, '0.00'), \
         ('d', datetime.datetime(2026, 11, 24, 0, 0), 'yyyy\\\\-mm\\\\-dd'), ('s', '是', 'General'), ('s', '施工中', 'General')]"
            .replace(r"yyyy\\-mm\\-dd", "yyyy-mm-dd")
    );
    assert!(lines[2].contains("('s', '=HYPERLINK(\"http://x\",\"点\")'"), "{}", lines[2]);
    assert!(lines[3].contains(r#"' 两行\r\n"引号", 逗号；_x0041_\x01 '"#) || lines[3].contains("两行"), "{}", lines[3]);
    assert_eq!(lines[4], "[29, 22, 17] R&&D 无障碍改造户册");
}

#[test]
fn numbers_in_texts_are_no_mistake_and_guarded_texts_stay_texts() {
    let desk = Desk::new();
    let bytes = file(&desk);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    let marked = sheet.split("<ignoredErrors>").nth(1).unwrap_or_default();
    assert!(marked.contains("D2:D4") && marked.contains(r#"numberStoredAsText="1""#), "no green triangles: {marked}");
    let styles = std::io::read_to_string(archive.by_name("xl/styles.xml").unwrap()).unwrap();
    assert!(styles.contains("quotePrefix=\"1\""));
    assert_eq!(std::fs::read_dir(desk.folder.path()).unwrap().count(), 1, "temporary files have no name");
}

#[test]
fn tables_share_a_file_and_names_that_excel_refuses_are_changed() {
    let table = |name: &str| Table {
        head: Head { name: name.into(), columns: vec![Column::new("a", "甲", Kind::Text)], ..Head::default() },
        rows: vec![vec![Cell::text("x".repeat(40_000))]],
    };
    let long = "很长的名字".repeat(10);
    let tables = ["说明", "说明", "", "a/b?", &long].map(table);
    let bytes = small(Format::Xlsx, &tables).unwrap();
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let names = ["说明", "说明 (2)", "Sheet", "a b", &long.chars().take(31).collect::<String>()];
    assert_eq!(book.sheet_names(), names);
    let range = book.worksheet_range("a b").unwrap();
    let cell = range.get_value((1, 0)).unwrap().to_string();
    assert!(cell.chars().count() == 32_767 && cell.ends_with("x…"), "a cell has an end, and shows it");
}

#[test]
fn what_is_longer_than_a_sheet_goes_on_in_the_next() {
    let desk = Desk::new();
    let kept = Kept::default();
    let output: Box<dyn tantu::table::write::Output> = Box::new(kept.clone());
    let mut book = Box::new(XlsxFile::new("长", output, desk.folder.path()).unwrap());
    let head = Head { name: "长".into(), columns: vec![Column::new("n", "号", Kind::Integer)], ..sample::head() };
    let place = book.begin(head).unwrap();
    for number in 0..1_048_580 {
        book.row(place, &Part::default(), &[Cell::Integer(number)]).unwrap();
    }
    assert_eq!(book.finish().unwrap()[0].rows, 1_048_580);
    let bytes = std::mem::take(&mut *kept.0.lock().unwrap());
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["长", "长 (2)"]);
    let rest = book.worksheet_range("长 (2)").unwrap();
    assert_eq!(rest.get_value((0, 0)), Some(&Data::String("号".into())));
    assert_eq!((rest.height(), rest.get_value((5, 0))), (6, Some(&Data::Float(1_048_579.0))));
}
