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
    first_frame(&workspace, &bare);
    if cfg!(target_os = "linux") {
        rest(&workspace);
    }
}

/// One's own and the bare window by turns.
fn first_frame(workspace: &Path, bare: &PathBuf) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..rounds(21) {
        theirs.push(start(&mut Command::new(bare)));
        ours.push(start(Command::new(OURS).arg("--first-frame").arg("--workspace").arg(workspace)));
    }
    let mut table = Table::new(["start", "ours", "bare window", "ratio"]);
    let medians = |runs: &[(u64, u64)]| {
        (median(runs.iter().map(|run| run.0).collect()), median(runs.iter().map(|run| run.1).collect()))
    };
    let ((our_time, our_memory), (time, memory)) = (medians(&ours), medians(&theirs));
    let ratio = |ours: u64, theirs: u64| format!("{:.2}", ours as f64 / theirs as f64);
    let micros = |micros| show(Duration::from_micros(micros));
    let megabytes = |kilobytes: u64| format!("{:.1} MB", kilobytes as f64 / 1024.0);
    table.row(["to the first frame".to_owned(), micros(our_time), micros(time), ratio(our_time, time)]);
    table.row(["peak memory".to_owned(), megabytes(our_memory), megabytes(memory), ratio(our_memory, memory)]);
    table.print();
}

/// Microseconds to the first frame, kilobytes at the peak.
fn start(program: &mut Command) -> (u64, u64) {
    let output = program.stderr(Stdio::inherit()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [milliseconds, kilobytes] = figures[..] else { panic!("{program:?} said {said:?}") };
    ((milliseconds * 1e3) as u64, kilobytes as u64)
}

/// How often the threads of an idle window wake up.
fn rest(workspace: &Path) {
    let seconds = if common::quick() { 1 } else { 10 };
    let mut child = Command::new(OURS).arg("--workspace").arg(workspace).spawn().unwrap();
    std::thread::sleep(Duration::from_secs(3));
    let before = wakings(child.id());
    std::thread::sleep(Duration::from_secs(seconds));
    let after = wakings(child.id());
    child.kill().unwrap();
    child.wait().unwrap();
    println!("\nthe window left alone for {seconds} s: its threads woke up {} times", after - before);
}

/// How often the threads of a process have gone to sleep of their own will.
fn wakings(process: u32) -> u64 {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).unwrap();
    let status = |thread: std::fs::DirEntry| std::fs::read_to_string(thread.path().join("status")).unwrap_or_default();
    let count = |status: String| {
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        line.trim().parse::<u64>().ok()
    };
    threads.flatten().map(status).filter_map(count).sum()
}
