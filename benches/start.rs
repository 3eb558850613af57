//! Start and rest of the real program in a real window, against a bare eframe window with the same font.
//!
//! Needs a display (`scripts/with-display`) and the bare window (`cargo build --release --example bare_window`);
//! `scripts/bench` sees to both.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Table, demo, median, rounds, show};

const OURS: &str = env!("CARGO_BIN_EXE_tantu");

fn main() {
    if std::env::var_os("DISPLAY").is_none()
        && std::env::var_os("WAYLAND_DISPLAY").is_none()
        && cfg!(target_os = "linux")
    {
        return println!("no display: scripts/bench start");
    }
    let bare =
        Path::new(OURS).with_file_name("examples").join("bare_window").with_extension(std::env::consts::EXE_EXTENSION);
    if !bare.exists() {
        return println!("no {}: scripts/bench start", bare.display());
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let workspace = folder.path().join("demo");
    demo(&workspace);
    let mut table = Table::new(["start and rest", "ours", "bare window", "ratio"]);
    first_frame(&workspace, &bare, &mut table);
    if cfg!(target_os = "linux") {
        rest(&workspace, &bare, &mut table);
    }
    table.print();
}

/// Starts ours and the bare window by turns.
fn first_frame(workspace: &Path, bare: &Path, table: &mut Table) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..rounds(21) {
        theirs.push(start(&mut Command::new(bare)));
        ours.push(start(Command::new(OURS).arg("--first-frame").arg("--workspace").arg(workspace)));
    }
    let medians = |runs: &[(u64, u64)]| {
        (median(runs.iter().map(|run| run.0).collect()), median(runs.iter().map(|run| run.1).collect()))
    };
    let ((our_time, our_memory), (time, memory)) = (medians(&ours), medians(&theirs));
    let micros = |micros| show(Duration::from_micros(micros));
    let megabytes = |kilobytes: u64| format!("{:.1} MB", kilobytes as f64 / 1024.0);
    table.row(["first frame".to_owned(), micros(our_time), micros(time), ratio(our_time, time)]);
    table.row(["peak memory".to_owned(), megabytes(our_memory), megabytes(memory), ratio(our_memory, memory)]);
}

/// Microseconds to the first frame, kilobytes at the peak.
fn start(program: &mut Command) -> (u64, u64) {
    let output = program.stderr(Stdio::inherit()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [milliseconds, kilobytes] = figures[..] else { panic!("{program:?} said {said:?}") };
    ((milliseconds * 1e3) as u64, kilobytes as u64)
}

/// How often the threads of a window that is left alone wake up.
fn rest(workspace: &Path, bare: &Path, table: &mut Table) {
    let seconds = if common::quick() { 1 } else { 10 };
    let ours = wakings(Command::new(OURS).arg("--workspace").arg(workspace), seconds);
    let theirs = wakings(Command::new(bare).arg("--stay"), seconds);
    for (what, ours, theirs) in [
        ("wake-ups of the thread that paints", ours.painter, theirs.painter),
        ("wake-ups of all threads", ours.all, theirs.all),
    ] {
        let ratio = if ours == theirs { "1.00".to_owned() } else { ratio(ours, theirs) };
        table.row([format!("{what}, {seconds} s left alone"), ours.to_string(), theirs.to_string(), ratio]);
    }
}

struct Wakings {
    /// The first thread, which paints every frame there is.
    painter: u64,
    all: u64,
}

/// Starts a program, lets it come to rest, counts for some seconds, and ends it.
fn wakings(program: &mut Command, seconds: u64) -> Wakings {
    let mut child = program.spawn().unwrap();
    std::thread::sleep(Duration::from_secs(4));
    let before = slept(child.id());
    std::thread::sleep(Duration::from_secs(seconds));
    let after = slept(child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    Wakings { painter: after.painter - before.painter, all: after.all - before.all }
}

/// How often the threads of a process have gone to sleep of their own will so far.
fn slept(process: u32) -> Wakings {
    let count = |thread: &Path| {
        let status = std::fs::read_to_string(thread.join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.and_then(|count| count.trim().parse::<u64>().ok()).unwrap_or_default()
    };
    let threads = PathBuf::from(format!("/proc/{process}/task"));
    let all = std::fs::read_dir(&threads).unwrap().flatten().map(|thread| count(&thread.path())).sum();
    Wakings { painter: count(&threads.join(process.to_string())), all }
}

fn ratio(ours: u64, theirs: u64) -> String {
    format!("{:.2}", ours as f64 / theirs as f64)
}
