//! Sixty photos of twelve megapixels at once: the process stays below 250 MB. A child runs the real lanes, so that
//! nothing but they is measured. Without optimisation a photo takes a second: when some of each kind have been opened
//! while all the others waited, the rest is given up. `scripts/bench photo` takes all sixty in.

use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::time::Duration;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use tantu::app::clock::SystemClock;
use tantu::app::command::Command;
use tantu::app::program::Program;
use tantu::id::RowId;
use tantu::store::{Opening, Workspace};
use tantu::value::Value;

const FOLDER: &str = "TANTU_MEMORY_FOLDER";
const PHOTOS: usize = 60;
/// That many are opened before the rest is given up.
const OPENED: u32 = 12;
const LIMIT_KILOBYTES: u64 = 250 << 10;

/// Twelve megapixels with some 3 MB of noise.
fn camera_file(seed: u32, progressive: bool) -> Vec<u8> {
    let mut state = seed;
    let mut pixels = vec![0; 4_000 * 3_000 * 3];
    for (number, pixel) in pixels.as_chunks_mut::<3>().0.iter_mut().enumerate() {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let light = (number / 16_000 % 200) as u8 + (state & 31) as u8;
        *pixel = [light, light / 2 + 40, 220 - light / 2];
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 85);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_progressive(progressive);
    encoder.encode(&pixels, 4_000, 3_000, ColorType::Rgb).unwrap();
    file
}

/// The child: takes them all in at once, half of them as files, half as a camera gives them.
#[test]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let folder = Path::new(&folder);
    let (store, problems) = Workspace::open(&folder.join("workspace"), Opening::default()).unwrap();
    let clock = Arc::new(SystemClock);
    let mut program = Program::start(store, problems, clock, Arc::new(|| {})).unwrap();
    program.dispatch(Command::AddHousehold);
    for question in ["consent_data", "consent_photo"] {
        program.dispatch(Command::Answer { path: question.parse().unwrap(), value: Value::YesNo(true) });
    }
    let path = || "qE15_whole".parse().unwrap();
    for number in 0..PHOTOS {
        let file = folder.join(format!("{}.jpg", number % 4));
        program.dispatch(if number % 2 == 0 {
            Command::AddPhotoFiles { path: path(), files: vec![file] }
        } else {
            Command::AddPhotoBytes { path: path(), bytes: std::fs::read(file).unwrap().into() }
        });
    }
    let all = program.photo_queue.all();
    let mut given_up = false;
    while !program.photo_queue.pending.is_empty() {
        std::thread::sleep(Duration::from_millis(5));
        program.poll();
        if program.photo_queue.done >= OPENED && !given_up {
            let waiting: Vec<RowId> = program.photo_queue.pending.iter().map(|pending| pending.row).collect();
            waiting.into_iter().for_each(|row| program.dispatch(Command::CancelPhoto(row)));
            given_up = true;
        }
    }
    let photos = program.visit.as_ref().unwrap().photo_count();
    assert_eq!(program.shut_down(), 0);
    println!("\ntaken in {all} photos {photos} peak {}", peak_kilobytes());
}

/// The largest memory of this process so far, as Linux tells it.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

#[test]
fn sixty_photos_at_once_stay_below_250_megabytes() {
    if !cfg!(target_os = "linux") {
        return println!("not measured: only Linux tells the largest memory");
    }
    let folder = tempfile::tempdir().unwrap();
    for number in 0..4 {
        let file = camera_file(2 * number + 77, number == 3);
        std::fs::write(folder.path().join(format!("{number}.jpg")), file).unwrap();
    }
    let mut child = Process::new(std::env::current_exe().unwrap());
    child.args(["--exact", "memory::child", "--nocapture", "--test-threads", "1"]).env(FOLDER, folder.path());
    let output = child.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let figures = said.lines().find_map(|line| line.strip_prefix("taken in ")).unwrap_or_else(|| panic!("{said}"));
    let figures: Vec<u64> = figures.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [all, photos, peak] = figures[..] else { panic!("{figures:?}") };
    assert!(all > 50, "they came faster than they were taken in: {all}");
    assert_eq!(photos, 4, "there are four pictures");
    assert!(peak > 40 << 10 && peak < LIMIT_KILOBYTES, "{peak} kB");
}
