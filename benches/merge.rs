//! What a merge costs: 40,000 made-up households of 40 tablets, cold, again and after a change of 1 %, beside reading
//! the bytes only, parsing the RON only, and two rivals with the same records as JSON; then at five sizes.
//!
//! Each measurement is a process of its own (this bench started again, or Python), so that time and peak memory are its
//! own. The files have been read once before, hence come from the system's memory for all alike. Only ours writes its
//! result, and durably.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rayon::prelude::{IntoParallelIterator as _, IntoParallelRefIterator as _, ParallelIterator as _};
use tantu::app::merge::{Progress, Request, merge};
use tantu::app::synth::{Copy, Options, Report, Synth};
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::household;
use tantu::id::Name;
use tantu::path::FieldPath;
use tantu::role::Role;
use tantu::store::tablet::Tablet;
use tantu::store::{Opening, Workspace, wire};
use tantu::value::Value;

mod common;
#[path = "common/parsed.rs"]
mod parsed;

use common::{Table, count, quick, show};

/// Households of the main comparison, and of the sizes.
const HOUSEHOLDS: u64 = 40_000;
const SIZES: [u64; 5] = [5_000, 10_000, 20_000, 40_000, 80_000];
/// The disk that the bench may take, in bytes, at any time.
const DISK: u64 = 12_000_000_000;
/// One household in so many is changed before the last merge.
const CHANGED: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--run") {
        return run(&arguments[place + 1..]);
    }
    let (households, sizes) = if quick() { (400, vec![100, 200, 400]) } else { (HOUSEHOLDS, SIZES.to_vec()) };
    let bench = Bench { folder: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap() };
    let mut scaling =
        Table::new(["households", "files", "MB", "wall", "CPU", "peak memory", "ms CPU a household", "kB a household"]);
    let mut per_household = 0;
    for size in sizes {
        // What is there and what comes out of it are about as large.
        if 2 * size * per_household > DISK {
            println!(
                "{} households: left out, they and the merged ones would take more than {} GB",
                count(size),
                DISK / 1_000_000_000
            );
            continue;
        }
        let report = bench.make(size);
        per_household = report.bytes / size;
        bench.child("bytes", &[&bench.tablets()]);
        let cold = if size == households {
            bench.compare(&report)
        } else {
            bench.child("merge", &[&bench.tablets(), &bench.workspace()])
        };
        assert_eq!(cold.households, report.readable());
        let (files, megabytes) = (count(report.files), count(report.bytes / 1_000_000));
        let milliseconds = cold.cpu.as_secs_f64() * 1e3 / size as f64;
        let memory = format!("{:.1}", cold.peak as f64 / size as f64);
        scaling.row([
            count(size),
            files,
            megabytes,
            show(cold.wall),
            show(cold.cpu),
            megabytes_of(cold.peak),
            format!("{milliseconds:.2}"),
            memory,
        ]);
        bench.clear();
    }
    println!("\ncold merges of several sizes");
    scaling.print();
}

/// What one process did.
#[derive(Clone, Copy, Debug)]
struct Run {
    households: u64,
    /// Files, fields or bytes: whatever shows that the work was done.
    #[allow(dead_code, reason = "shown when a measurement is doubted")]
    also: u64,
    wall: Duration,
    cpu: Duration,
    /// In kB.
    peak: u64,
}

impl Run {
    fn cells(&self, name: &str, against: &Self) -> [String; 5] {
        let ratio = self.wall.as_secs_f64() / against.wall.as_secs_f64();
        [name.to_owned(), show(self.wall), show(self.cpu), megabytes_of(self.peak), format!("{ratio:.2}")]
    }
}

fn megabytes_of(kilobytes: u64) -> String {
    format!("{} MB", count(kilobytes >> 10))
}

struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    fn tablets(&self) -> PathBuf {
        self.folder.path().join("tablets")
    }

    fn workspace(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    fn json(&self) -> PathBuf {
        self.folder.path().join("json")
    }

    fn make(&self, households: u64) -> Report {
        let start = Instant::now();
        let report = synth(households).write(&self.tablets()).unwrap();
        println!(
            "{} households made in {}: {} files, {} MB, median {:.1} kB, 90 % below {:.1} kB",
            count(households),
            show(start.elapsed()),
            count(report.files),
            count(report.bytes / 1_000_000),
            report.median as f64 / 1e3,
            report.p90 as f64 / 1e3,
        );
        report
    }

    fn clear(&self) {
        for folder in [self.tablets(), self.workspace(), self.json()] {
            if folder.exists() {
                fs::remove_dir_all(folder).unwrap();
            }
        }
    }

    /// The main comparison; returns the cold merge.
    fn compare(&self, report: &Report) -> Run {
        let tablets = self.tablets();
        let (bytes, parsed) = (self.child("bytes", &[&tablets]), self.child("parse", &[&tablets]));
        // A file younger than two seconds is not trusted to be what was merged.
        std::thread::sleep(Duration::from_secs(3));
        let both: [&Path; 2] = [&tablets, &self.workspace()];
        let cold = self.child("merge", &both);
        let listing = self.child("list", &[&tablets]);
        let again = self.child("merge", &both);
        change(report.households, &tablets);
        std::thread::sleep(Duration::from_secs(3));
        let changed = self.child("merge", &both);
        let full = self.workspace().join("dossiers");
        assert!(full.is_dir());
        fs::remove_dir_all(self.workspace()).unwrap();

        println!(
            "\n{} households of {} tablets, {} of them on two",
            count(report.households),
            report.devices,
            count(report.twice)
        );
        let mut table = Table::new(["", "wall", "CPU", "peak memory", "of parsing"]);
        table.row(cold.cells("cold merge, durable on disk", &parsed));
        table.row(bytes.cells("(a) reading the bytes, all cores", &parsed));
        table.row(parsed.cells("(b) ron::from_str into typed structures, all cores", &parsed));
        self.rivals(report, &parsed, &mut table);
        table.row(again.cells("merge again, nothing changed", &parsed));
        table.row(listing.cells("    listing the folders with size and time of each file", &parsed));
        table.row(changed.cells("merge again, 1 % changed", &parsed));
        table.print();
        cold
    }

    fn rivals(&self, report: &Report, parsed: &Run, table: &mut Table) {
        to_json(report, &self.json());
        for (name, mode) in [
            ("(c) JSON lines, DuckDB read_json, group by, last write", "duckdb"),
            ("(d) JSON lines, Python json and dict, last write", "json"),
        ] {
            match self.python(mode) {
                Some(run) => table.row(run.cells(name, parsed)),
                None => println!("{name}: not measured, scripts/python does not run here"),
            }
        }
    }

    fn child(&self, mode: &str, arguments: &[&Path]) -> Run {
        let mut child = Command::new(std::env::current_exe().unwrap());
        let output = child.args(["--run", mode]).args(arguments).stderr(Stdio::inherit()).output().unwrap();
        read_run(&output.stdout).unwrap_or_else(|| panic!("{mode}: {output:?}"))
    }

    fn python(&self, mode: &str) -> Option<Run> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let output = Command::new(root.join("scripts/python"))
            .arg(root.join("benches/merge.py"))
            .arg(mode)
            .arg(self.json())
            .stderr(Stdio::inherit())
            .output()
            .ok()?;
        read_run(&output.stdout)
    }
}

fn read_run(output: &[u8]) -> Option<Run> {
    let text = std::str::from_utf8(output).ok()?;
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [households, also, wall, cpu, peak] = numbers.as_slice() else { return None };
    let (wall, cpu) = (Duration::from_micros(*wall), Duration::from_micros(*cpu));
    Some(Run { households: *households, also: *also, wall, cpu, peak: *peak })
}

fn synth(households: u64) -> Synth {
    Synth::new(Options { households, ..Options::default() })
}

/// In the process that is measured.
fn run(arguments: &[String]) {
    let [mode, tablets, rest @ ..] = arguments else { panic!("{arguments:?}") };
    let tablets = PathBuf::from(tablets);
    let start = Instant::now();
    let (households, also) = match mode.as_str() {
        "list" => listed(&tablets),
        "bytes" => {
            let files = files(&tablets);
            (files.len() as u64, files.par_iter().map(|file| fs::read(file).unwrap().len() as u64).sum())
        }
        "parse" => {
            let files = files(&tablets);
            let parsed = files.par_iter().filter_map(|file| parsed::fields(&fs::read(file).unwrap()));
            let (files, fields) =
                parsed.map(|fields| (1, fields as u64)).reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
            (files, fields)
        }
        _ => merged(&tablets, Path::new(&rest[0])),
    };
    let wall = start.elapsed().as_micros();
    println!("{households} {also} {wall} {} {}", cpu().as_micros(), peak());
}

fn merged(tablets: &Path, into: &Path) -> (u64, u64) {
    let (store, problems) = Workspace::open(into, Opening { role: Role::Coordinator, ..Opening::default() }).unwrap();
    assert_eq!(problems, []);
    let request = Request { inputs: vec![tablets.to_owned()], ..Request::default() };
    let report = merge(&store, &request, &Progress::default(), &|_| {}).unwrap();
    (report.totals.new as u64, report.totals.files as u64)
}

/// Files of households below the tablets' folders.
fn files(tablets: &Path) -> Vec<PathBuf> {
    let inside = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let dossiers = inside(tablets.to_owned()).map(|tablet| tablet.join("dossiers"));
    dossiers.flat_map(inside).flat_map(inside).collect()
}

/// Every file below the folder, with size and time.
fn listed(folder: &Path) -> (u64, u64) {
    let (mut found, mut bytes, mut folders) = (0, 0, vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let metadata = entry.metadata().unwrap();
            if metadata.is_dir() {
                folders.push(entry.path());
            } else {
                found += 1;
                bytes += metadata.len();
                metadata.modified().unwrap();
            }
        }
    }
    (found, bytes)
}

/// Writes one more telephone number into one household of [`CHANGED`].
fn change(households: u64, tablets: &Path) {
    let synth = synth(households);
    let numbers: Vec<u64> = (0..households).step_by(CHANGED).collect();
    numbers.into_par_iter().for_each(|number| {
        let Copy { tablet, device, mut dossier, journal, .. } = synth.copies(number).unwrap().swap_remove(0);
        let path = Tablet::new(&tablets.join(format!("tablet-{:02}", tablet + 1))).dossier(&dossier);
        let broken = wire::read(&fs::read_to_string(&path).unwrap_or_default()).is_err();
        if broken || !journal.is_empty() {
            return;
        }
        let edit = Edit::set(FieldPath::top(Name::of(household::PHONE)), Value::Text(format!("154{number:08}").into()));
        let at = tantu::stamp::Moment::new(1_800_000_000, 480);
        dossier.apply(&edit, &Author { device, name: "示例".into(), at });
        fs::write(path, wire::write(&dossier)).unwrap();
    });
}

/// The same records as JSON lines, a file for each tablet: better for the rivals than a file for each household.
fn to_json(report: &Report, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let synth = synth(report.households);
    let writer = |tablet: u32| {
        Mutex::new(std::io::BufWriter::new(fs::File::create(folder.join(format!("{tablet:03}.ndjson"))).unwrap()))
    };
    let writers: Vec<_> = (0..report.devices).map(writer).collect();
    (0..report.households).into_par_iter().for_each(|number| {
        for copy in synth.copies(number).unwrap() {
            let fields = copy.dossier.fields.iter().flat_map(|(path, register)| {
                register.live().map(move |(dot, write)| {
                    serde_json::json!({
                        "path": path.to_string(),
                        "value": parsed::json(&write.value),
                        "device": dot.device.to_string(),
                        "counter": dot.counter,
                        "author": &*write.author,
                        "at": write.at.to_string(),
                    })
                })
            });
            let record = serde_json::json!({ "id": copy.dossier.id.to_string(), "fields": fields.collect::<Vec<_>>() });
            let mut writer = writers[copy.tablet as usize].lock().unwrap();
            writeln!(writer, "{record}").unwrap();
        }
    });
}

/// User and system time of this process, as far as the system tells; ticks are hundredths of a second.
fn cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks: u64 = behind_name.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// The most memory that this process ever had, in kB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
