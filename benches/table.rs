//! What tables cost: 40,000 rows of 40 columns (identifiers, Chinese texts, numbers, money, days) as XLSX beside Python's
//! `openpyxl` and `xlsxwriter`, as CSV beside Python's `csv`, as Parquet beside `pyarrow`.
//!
//! Each measurement is a process of its own, so that its peak memory is its own. All of them make the same rows by the
//! same formula while they write; what making them costs alone is shown too. The rivals write plain values, ours also
//! formats, filter, widths and print setup.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use jiff::ToSpan as _;
use jiff::civil::date;
use tantu::plan::money::Fen;
use tantu::store::export::{Unfinished, UnfinishedFolder};
use tantu::store::{Opening, Workspace};
use tantu::table::write::csv::CsvFolder;
use tantu::table::write::parquet::ParquetFolder;
use tantu::table::write::xlsx::XlsxFile;
use tantu::table::write::{Book, Cell, Column, Head, Kind, Output, Part, Table as Rows, small};

mod common;
use common::{Table, quick, show};

/// What each column holds: identifier, choice, text, number, money, day, fraction, yes or no.
const KINDS: &str = "IICTTTTIICTTNNMMMNDDDCCCTTNNDMMFFFYYCCTT";
const CHOICES: [&str; 5] = ["待入户", "已评估", "施工中", "验收合格", "已结算"];
const NAMES: [&str; 5] = ["王秀兰", "宝音乌力吉", "冯辛河", "示例·萨仁高娃", "吴己英"];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--run") {
        return run(&arguments[place + 1..]);
    }
    let rows = if quick() { 500 } else { 40_000 };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let script = folder.path().join("rivals.py");
    std::fs::write(&script, RIVALS).unwrap();
    let ours = |name: &str| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--run", name, &rows.to_string()]).arg(folder.path());
        measure(command)
    };
    let theirs = |name: &str| {
        let mut command = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/python"));
        command.arg(&script).args([name, &rows.to_string()]).arg(folder.path());
        measure(command)
    };
    println!("{rows} rows of {} columns", KINDS.len());
    for (what, mine, rivals) in [
        ("making the rows alone", vec!["rows"], vec!["rows"]),
        (
            "XLSX",
            vec!["xlsx streamed", "xlsx held"],
            vec!["openpyxl write_only", "openpyxl", "xlsxwriter constant_memory", "xlsxwriter"],
        ),
        ("CSV", vec!["csv"], vec!["python csv"]),
        ("Parquet", vec!["parquet"], vec!["pyarrow"]),
    ] {
        println!();
        let mut table = Table::new([what, "time", "peak memory", "file", "time ×", "memory ×"]);
        let ours: Vec<(String, Option<Run>)> = mine.iter().map(|name| (format!("tantu, {name}"), ours(name))).collect();
        let first = ours[0].1.clone();
        let theirs = rivals.iter().map(|name| ((*name).to_owned(), theirs(name)));
        for (name, run) in ours.into_iter().chain(theirs) {
            table.row(cells(&name, run.as_ref(), first.as_ref()));
        }
        table.print();
    }
}

/// What one process did.
#[derive(Clone)]
struct Run {
    time: Duration,
    /// In kB.
    peak: u64,
    bytes: u64,
}

/// `time × memory ×` say how many times as much as our first.
fn cells(name: &str, run: Option<&Run>, first: Option<&Run>) -> [String; 6] {
    let Some(run) = run else {
        let none = || "-".to_owned();
        return [format!("{name}: not measured"), none(), none(), none(), none(), none()];
    };
    let times =
        |theirs: f64, ours: Option<f64>| ours.map_or_else(|| "-".to_owned(), |ours| format!("{:.1}", theirs / ours));
    [
        name.to_owned(),
        show(run.time),
        format!("{} MB", run.peak >> 10),
        if run.bytes == 0 { "-".to_owned() } else { format!("{:.1} MB", run.bytes as f64 / f64::from(1 << 20)) },
        times(run.time.as_secs_f64(), first.map(|first| first.time.as_secs_f64())),
        times(run.peak as f64, first.map(|first| first.peak as f64)),
    ]
}

/// Runs a process that says seconds, peak memory in kB and bytes written. The faster of two runs.
fn measure(mut command: Command) -> Option<Run> {
    let mut runs = Vec::new();
    for _ in 0..if quick() { 1 } else { 2 } {
        let output = command.output().unwrap();
        if !output.status.success() {
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
            return None;
        }
        let said = String::from_utf8(output.stdout).unwrap();
        let mut said = said.split_whitespace();
        let seconds: f64 = said.next()?.parse().ok()?;
        let (peak, bytes) = (said.next()?.parse().ok()?, said.next()?.parse().ok()?);
        runs.push(Run { time: Duration::from_secs_f64(seconds), peak, bytes });
    }
    runs.into_iter().min_by_key(|run| run.time)
}

fn run(arguments: &[String]) {
    let [name, rows, folder] = arguments else { panic!("name, rows, folder") };
    let (rows, folder): (u64, &Path) = (rows.parse().unwrap(), Path::new(folder));
    let (store, _) = Workspace::open(&folder.join(format!("workspace {name}")), Opening::default()).unwrap();
    let path = folder.join(format!("ours {name}"));
    if path.is_dir() {
        std::fs::remove_dir_all(&path).unwrap();
    }
    let start = Instant::now();
    match name.as_str() {
        "rows" => {
            (0..rows).for_each(|number| drop(std::hint::black_box(row(number))));
        }
        "xlsx streamed" => store
            .export(&path, |file| {
                let output: Box<dyn Output + '_> = Box::new(Lent(file));
                fill(Box::new(XlsxFile::new("户册", output, folder).unwrap()), rows);
                Ok(())
            })
            .unwrap(),
        "xlsx held" => {
            let table = Rows { head: head(), rows: (0..rows).map(row).collect() };
            std::fs::write(&path, small(tantu::table::write::Format::Xlsx, &[table]).unwrap()).unwrap();
        }
        "csv" => export(&store, &path, |folder| fill(Box::new(CsvFolder::new(folder)), rows)),
        _ => export(&store, &path, |folder| fill(Box::new(ParquetFolder::new(folder)), rows)),
    }
    let time = start.elapsed().as_secs_f64();
    println!("{time} {} {}", peak(), size(&path));
}

fn export(store: &Workspace, path: &Path, fill: impl FnOnce(&UnfinishedFolder<'_>)) {
    let filled = |folder: &UnfinishedFolder<'_>| {
        fill(folder);
        Ok(())
    };
    store.export_folder(path, filled).unwrap();
}

struct Lent<'a, 'b>(&'a mut Unfinished<'b>);

impl std::io::Write for Lent<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}

impl Output for Lent<'_, '_> {
    fn close(self: Box<Self>) -> std::io::Result<()> {
        std::io::Write::flush(self.0)
    }
}

fn fill(mut book: Box<dyn Book + '_>, rows: u64) {
    let place = book.begin(head()).unwrap();
    for number in 0..rows {
        book.row(place, &Part::default(), &row(number)).unwrap();
    }
    book.finish().unwrap();
}

fn head() -> Head {
    let column = |(number, kind): (usize, char)| {
        let kind = match kind {
            'I' => Kind::Identifier,
            'C' => Kind::Choice,
            'N' => Kind::Integer,
            'M' => Kind::Money,
            'D' => Kind::Date,
            'F' => Kind::Decimal(3),
            'Y' => Kind::YesNo,
            _ => Kind::Text,
        };
        Column::new(format!("c{number}"), format!("列{number}"), kind)
    };
    Head {
        id: "households".into(),
        name: "户册".into(),
        title: "户册".into(),
        columns: KINDS.chars().enumerate().map(column).collect(),
        yes_no: ["是".into(), "否".into()],
    }
}

/// The same as `row` of the Python program.
fn row(n: u64) -> Vec<Cell> {
    let cell = |(c, kind): (usize, char)| {
        let c = c as u64;
        let pick = |from: [&str; 5], place: u64| from[usize::try_from(place % 5).unwrap()].to_owned();
        match kind {
            'I' => Cell::Text(format!(
                "{:06}{:08}{:04}",
                150_000 + n % 1_000,
                19_500_101 + (n * 7 + c) % 500_000,
                (n * 13 + c) % 10_000
            )),
            'C' => Cell::Text(pick(CHOICES, n + c)),
            'N' => Cell::count((n * 31 + c) % 10_000),
            'M' => Cell::Money(Fen(i64::try_from((n * 7_919 + c * 13) % 900_000).unwrap())),
            'D' => Cell::Date(date(2026, 1, 1) + i64::try_from((n + c) % 365).unwrap().days()),
            'F' => Cell::Decimal(((n * 17 + c) % 5_000) as f64 / 1_000.0),
            'Y' => Cell::YesNo((n + c).is_multiple_of(2)),
            _ => Cell::Text(format!("{}嘎查{}", pick(NAMES, n * 3 + c), (n + c) % 997)),
        }
    };
    KINDS.chars().enumerate().map(cell).collect()
}

/// Bytes of a file, or of all files of a folder.
fn size(path: &Path) -> u64 {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.map(|entry| size(&entry.unwrap().path())).sum(),
        Err(_) => path.metadata().map_or(0, |metadata| metadata.len()),
    }
}

/// Peak memory of this process in kB; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

const RIVALS: &str = r#"
import datetime, os, resource, sys, time
name, rows, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
KINDS = "IICTTTTIICTTNNMMMNDDDCCCTTNNDMMFFFYYCCTT"
CHOICES = ["待入户", "已评估", "施工中", "验收合格", "已结算"]
NAMES = ["王秀兰", "宝音乌力吉", "冯辛河", "示例·萨仁高娃", "吴己英"]
FIRST = datetime.date(2026, 1, 1)
DAYS = [FIRST + datetime.timedelta(days) for days in range(365)]
HEAD = [f"列{c}" for c in range(len(KINDS))]

def cell(n, c, kind):
    if kind == 'I': return f"{150000 + n % 1000:06}{19500101 + (n * 7 + c) % 500000:08}{(n * 13 + c) % 10000:04}"
    if kind == 'C': return CHOICES[(n + c) % 5]
    if kind == 'N': return (n * 31 + c) % 10000
    if kind == 'M': return (n * 7919 + c * 13) % 900000 / 100
    if kind == 'D': return DAYS[(n + c) % 365]
    if kind == 'F': return (n * 17 + c) % 5000 / 1000
    if kind == 'Y': return "是" if (n + c) % 2 == 0 else "否"
    return f"{NAMES[(n * 3 + c) % 5]}嘎查{(n + c) % 997}"

def all_rows():
    for n in range(rows):
        yield [cell(n, c, kind) for c, kind in enumerate(KINDS)]

path = os.path.join(folder, 'theirs ' + name + '.out')
if name.startswith('openpyxl'): import openpyxl
elif name.startswith('xlsxwriter'): import xlsxwriter
elif name == 'pyarrow': import pyarrow as pa, pyarrow.parquet as pq
elif name == 'python csv': import csv
start = time.perf_counter()
if name == 'rows':
    for row in all_rows(): pass
elif name.startswith('openpyxl'):
    book = openpyxl.Workbook(write_only=name.endswith('write_only'))
    sheet = book.create_sheet('户册') if book.write_only else book.active
    sheet.append(HEAD)
    for row in all_rows(): sheet.append(row)
    book.save(path)
elif name.startswith('xlsxwriter'):
    book = xlsxwriter.Workbook(path, {'constant_memory': name.endswith('constant_memory'), 'tmpdir': folder})
    sheet = book.add_worksheet('户册')
    day = book.add_format({'num_format': 'yyyy-mm-dd'})
    sheet.write_row(0, 0, HEAD)
    for number, row in enumerate(all_rows(), 1):
        for column, (kind, value) in enumerate(zip(KINDS, row)):
            if kind == 'D': sheet.write_datetime(number, column, value, day)
            elif kind in 'NMF': sheet.write_number(number, column, value)
            else: sheet.write_string(number, column, value)
    book.close()
elif name == 'python csv':
    with open(path, 'w', encoding='utf-8-sig', newline='') as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows(all_rows())
elif name == 'pyarrow':
    columns = [[] for _ in KINDS]
    for row in all_rows():
        for column, value in zip(columns, row): column.append(value)
    pq.write_table(pa.table(dict(zip(HEAD, columns))), path, compression='snappy', row_group_size=65536)
seconds = time.perf_counter() - start
bytes_written = os.path.getsize(path) if os.path.exists(path) else 0
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, bytes_written)
"#;
