//! Photos taken in, against `vipsthumbnail` and Image Magick's `convert` doing the same job on the same files.
//!
//! The job: of every 12-megapixel JPEG file, upright and without metadata, a picture of at most 1,600 px and one of at
//! most 320 px as JPEG files of quality 80 with halved colour (4:2:0), written into a folder. Nothing is forced to the
//! disk, by nobody.
//! * ours: one process, as many threads as cores, `photo::ingest` as the program calls it;
//! * vips: one `vipsthumbnail` process for all large pictures, one more that makes the small ones of the large ones,
//!   with `VIPS_CONCURRENCY` set to the cores;
//! * Image Magick: one `convert` process for each photo, told the size beforehand so that it may decode less, writing
//!   both; on two cores two at a time.
//!
//! Cores are given with `taskset`. `scripts/bench photo` installs what is needed; what is missing is said.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

#[path = "common/camera.rs"]
mod camera;
mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use camera::CAMERAS;
use common::{Table, median, quick, rounds, show, timed};
use tantu::app::clock::SystemClock;
use tantu::app::program::Program;
use tantu::photo::{self, Limits};
use tantu::store::{Opening, Workspace};
use tantu::value::Value;

/// Photos of each camera in one run.
const COPIES: u32 = 4;
/// Makes this program the one that is measured: threads, target folder, files.
const OURS: &str = "--take-in";
/// Makes it take in sixty at once as the window does, durably: workspace, files.
const LANES: &str = "--lanes";
const SIXTY: usize = 60;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == OURS) {
        return take_in(arguments[at + 1].parse().unwrap(), Path::new(&arguments[at + 2]), &arguments[at + 3..]);
    }
    if let Some(at) = arguments.iter().position(|argument| argument == LANES) {
        return lanes(Path::new(&arguments[at + 1]), &arguments[at + 2..]);
    }
    if !has("taskset") || !Path::new(TIME).exists() {
        return println!("not measured: no taskset or no {TIME}");
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let sets = shoot(folder.path());
    println!("per photo of 12 megapixels: 1,600 px and 320 px, quality 80, 4:2:0, upright, without metadata");
    println!("{}; {}", version("vips", "--version"), version("convert", "-version"));
    for rival in ["vipsthumbnail", "convert"] {
        if !has(rival) {
            println!("not measured: no {rival}");
        }
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    for count in [1, 2] {
        if count > cores {
            println!("not measured on two cores: there is one");
            continue;
        }
        compare(&sets, count, folder.path());
    }
    sixty(&sets, folder.path());
}

/// The real lanes: sixty photos queued at once, each forced to the disk before it is opened and when it is stored.
fn lanes(workspace: &Path, files: &[String]) {
    let (store, problems) = Workspace::open(workspace, Opening::default()).unwrap();
    let mut program = Program::start(store, problems, Arc::new(SystemClock), Arc::new(|| {})).unwrap();
    program.dispatch(tantu::app::command::Command::AddHousehold);
    for question in ["consent_data", "consent_photo"] {
        let (path, value) = (question.parse().unwrap(), Value::YesNo(true));
        program.dispatch(tantu::app::command::Command::Answer { path, value });
    }
    for file in files {
        let bytes = std::fs::read(file).unwrap().into();
        let path = "qE15_whole".parse().unwrap();
        program.dispatch(tantu::app::command::Command::AddPhotoBytes { path, bytes });
    }
    while !program.photo_queue.pending.is_empty() {
        std::thread::sleep(Duration::from_millis(1));
        program.poll();
    }
    assert_eq!(program.shut_down(), 0);
}

fn sixty(sets: &[Set], folder: &Path) {
    let Some(all) = sets.last() else { return };
    let files: Vec<&PathBuf> = all.files.iter().cycle().take(SIXTY).collect();
    let runs = (0..rounds(3)).map(|round| {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg(LANES).arg(folder.join(format!("workspace-{round}"))).args(&files);
        run(2, vec![command])
    });
    let runs: Vec<Run> = runs.collect();
    let time = median(runs.iter().map(|run| run.time).collect()) / u32::try_from(SIXTY).unwrap();
    let peak = runs.iter().map(|run| run.kilobytes).max().unwrap_or_default() as f64 / 1024.0;
    println!("\n{SIXTY} at once into a household, durably, two cores: {} per photo, peak {peak:.0} MB", show(time));
}

/// The job, done by us.
fn take_in(threads: usize, target: &Path, files: &[String]) {
    let left = Mutex::new(files.iter());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = left.lock().unwrap().next();
                    let Some(file) = next else { return };
                    let photo = photo::ingest(&std::fs::read(file).unwrap(), Limits::default()).unwrap();
                    let name = Path::new(file).file_name().unwrap();
                    std::fs::write(target.join(name), photo.jpeg).unwrap();
                    std::fs::write(target.join("small").join(name), photo.thumbnail).unwrap();
                }
            });
        }
    });
}

/// Files of one kind.
struct Set {
    name: String,
    files: Vec<PathBuf>,
}

/// Draws one photo for each camera and copies it: the content is not what costs.
fn shoot(folder: &Path) -> Vec<Set> {
    let copies = if quick() { 1 } else { COPIES };
    let mut sets: Vec<Set> = Vec::new();
    for (number, camera) in (0..).zip(&CAMERAS) {
        let file = camera.shoot(number);
        let name = format!("{} ({:.1} MB)", camera.name, file.len() as f64 / 1e6);
        let files: Vec<PathBuf> = (0..copies).map(|copy| folder.join(format!("camera{number}-{copy}.jpg"))).collect();
        files.iter().for_each(|path| std::fs::write(path, &file).unwrap());
        sets.push(Set { name, files });
    }
    let files = sets.iter().flat_map(|set| set.files.clone()).collect();
    sets.push(Set { name: "all of them".to_owned(), files });
    sets
}

fn compare(sets: &[Set], cores: usize, folder: &Path) {
    println!();
    let heading = format!("{cores} core{}", if cores == 1 { "" } else { "s" });
    let mut table =
        Table::new([&heading, "ours", "vips", "ratio", "convert", "ratio", "peak MB: ours", "vips", "convert"]);
    for set in sets {
        // By turns, so that whatever else the machine does strikes all alike.
        let mut runs: [Vec<Run>; 3] = Default::default();
        for _ in 0..rounds(3) {
            for (runs, job) in runs.iter_mut().zip([ours, vips, convert]) {
                runs.extend(job(set, cores, folder));
            }
        }
        let photos = u32::try_from(set.files.len()).unwrap();
        let time = |runs: &[Run]| Some(median(runs.iter().map(|run| run.time).collect::<Vec<_>>()) / photos);
        let time = |runs: &[Run]| if runs.is_empty() { None } else { time(runs) };
        let [our_time, vips_time, convert_time] = runs.each_ref().map(|runs| time(runs));
        let shown = |time: Option<Duration>| time.map_or_else(|| "not measured".to_owned(), show);
        let ratio = |theirs: Option<Duration>| match (our_time, theirs) {
            (Some(ours), Some(theirs)) => common::ratio(ours, theirs),
            _ => String::new(),
        };
        let peak = |runs: &[Run]| {
            runs.iter()
                .map(|run| run.kilobytes)
                .max()
                .map_or(String::new(), |kilobytes| format!("{:.0}", kilobytes as f64 / 1024.0))
        };
        table.row([
            set.name.clone(),
            shown(our_time),
            shown(vips_time),
            ratio(vips_time),
            shown(convert_time),
            ratio(convert_time),
            peak(&runs[0]),
            peak(&runs[1]),
            peak(&runs[2]),
        ]);
    }
    table.print();
}

/// GNU time, which tells the largest memory of what it ran.
const TIME: &str = "/usr/bin/time";

/// Wall time, and the largest memory of one process.
struct Run {
    time: Duration,
    kilobytes: u64,
}

/// Runs commands one after another on the first `cores` cores.
fn run(cores: usize, commands: Vec<Command>) -> Run {
    let mut kilobytes = 0;
    let (time, ()) = timed(|| {
        for command in commands {
            kilobytes = kilobytes.max(peak(cores, &command));
        }
    });
    Run { time, kilobytes }
}

/// Runs one command on the first `cores` cores and returns its largest memory, as GNU time tells it.
fn peak(cores: usize, command: &Command) -> u64 {
    let list = if cores == 1 { "0" } else { "0,1" };
    let mut pinned = Command::new("taskset");
    pinned.args(["-c", list, TIME, "-f", "%M"]).arg(command.get_program()).args(command.get_args());
    pinned.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = pinned.stdout(Stdio::null()).stderr(Stdio::piped()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    said.lines().last().and_then(|line| line.trim().parse().ok()).unwrap_or_default()
}

/// Empty folders for the results.
fn target(folder: &Path) -> PathBuf {
    let target = folder.join("out");
    drop(std::fs::remove_dir_all(&target));
    std::fs::create_dir_all(target.join("small")).unwrap();
    target
}

fn ours(set: &Set, cores: usize, folder: &Path) -> Option<Run> {
    let target = target(folder);
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg(OURS).arg(cores.to_string()).arg(&target).args(&set.files);
    Some(run(cores, vec![command]))
}

fn vips(set: &Set, cores: usize, folder: &Path) -> Option<Run> {
    if !has("vipsthumbnail") {
        return None;
    }
    let target = target(folder);
    let thumbnails = |edge: &str, into: &Path| {
        let mut command = Command::new("vipsthumbnail");
        command.env("VIPS_CONCURRENCY", cores.to_string());
        command.args(["--size", edge, "-o"]);
        command.arg(format!("{}/%s.jpg[Q=80,strip,subsample-mode=on]", into.display()));
        command
    };
    let mut large = thumbnails("1600x1600>", &target);
    large.args(&set.files);
    let mut small = thumbnails("320x320>", &target.join("small"));
    small.args(set.files.iter().map(|file| target.join(file.file_name().unwrap())));
    Some(run(cores, vec![large, small]))
}

fn convert(set: &Set, cores: usize, folder: &Path) -> Option<Run> {
    if !has("convert") {
        return None;
    }
    let target = target(folder);
    let job = |file: &PathBuf| {
        let name = file.file_name().unwrap();
        let mut command = Command::new("convert");
        command.env("MAGICK_THREAD_LIMIT", "1").args(["-define", "jpeg:size=1600x1600"]).arg(file);
        command.args(["-auto-orient", "-strip", "-quality", "80", "-sampling-factor", "4:2:0"]);
        command.args(["-resize", "1600x1600>", "-write"]).arg(target.join(name));
        command.args(["-resize", "320x320>"]).arg(target.join("small").join(name));
        command
    };
    let commands = Mutex::new((set.files.iter(), 0));
    let (time, ()) = timed(|| {
        std::thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    loop {
                        let next = commands.lock().unwrap().0.next();
                        let Some(file) = next else { return };
                        let kilobytes = peak(cores, &job(file));
                        let most = &mut commands.lock().unwrap().1;
                        *most = kilobytes.max(*most);
                    }
                });
            }
        });
    });
    let (_, kilobytes) = commands.into_inner().unwrap();
    Some(Run { time, kilobytes })
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

fn version(program: &str, question: &str) -> String {
    let output = Command::new(program).arg(question).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    said.lines().next().map_or_else(|| format!("no {program}"), |line| line.chars().take(60).collect())
}
