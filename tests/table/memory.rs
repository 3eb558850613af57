//! Memory does not grow with the rows: measured in processes of their own.

use tantu::table::write::xlsx::XlsxFile;
use tantu::table::write::{Book as _, Cell, Column, Head, Kind, Part};

use crate::Kept;

/// Set in the process that is measured: how many rows it writes.
const ROWS: &str = "TANTU_TEST_ROWS";

/// Peak memory of this process in kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

/// Does nothing unless it is the process that is measured.
#[test]
fn child() {
    let Some(rows) = std::env::var_os(ROWS) else { return };
    let rows: i64 = rows.to_str().unwrap().parse().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let output: Box<dyn tantu::table::write::Output> = Box::new(Kept::default());
    let mut book = Box::new(XlsxFile::new("户册", output, folder.path()).unwrap());
    let columns = (0..40).map(|number| Column::new(format!("c{number}"), format!("列{number}"), Kind::Text));
    let place = book.begin(Head { name: "户册".into(), columns: columns.collect(), ..Head::default() }).unwrap();
    let before = peak();
    for row in 0..rows {
        let cells: Vec<Cell> = (0..40).map(|column| Cell::text(format!("宝音乌力吉{}", row * 40 + column))).collect();
        book.row(place, &Part::default(), &cells).unwrap();
    }
    // What is packed is kept in memory by this test alone.
    println!("grown by {} kB", peak() - before);
}

#[cfg(target_os = "linux")]
#[test]
fn forty_thousand_rows_take_no_more_memory_than_a_thousand() {
    let grown = |rows: u32| -> u64 {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        let output = command.args(["--exact", "memory::child", "--nocapture"]).env(ROWS, rows.to_string()).output();
        let said = String::from_utf8(output.unwrap().stdout).unwrap();
        let line = said.lines().find_map(|line| Some(line.split_once("grown by ")?.1)).expect("a figure");
        line.split_whitespace().next().unwrap().parse().unwrap()
    };
    let (few, many) = (grown(1_000), grown(40_000));
    assert!(many < few + 4_096, "{few} kB for 1,000 rows, {many} kB for 40,000");
}
