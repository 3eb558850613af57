//! What the store costs above the bare disk and the bare parser, as ratios: the machine and the disk cancel out.
//!
//! `cargo bench --bench store` opens a workspace of 40,000 households; `cargo bench --bench store -- 2000`, or
//! `TANTU_BENCH_HOUSEHOLDS=2000`, is the quick way.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has to stop")]

#[path = "common/sealed.rs"]
mod sealed;

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Delta, Edit};
use tantu::dossier::household;
use tantu::id::{ContentHash, DeviceId, DossierId, Name};
use tantu::path::FieldPath;
use tantu::stamp::Moment;
use tantu::store::{Index, Opening, Workspace, wire};
use tantu::value::{Photo, Value};

fn main() {
    let from_environment = std::env::var("TANTU_BENCH_HOUSEHOLDS").ok();
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let count: u32 = count.or_else(|| from_environment?.parse().ok()).unwrap_or(40_000);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    append(folder.path());
    parse();
    open(folder.path(), count);
    sealed::costs(folder.path());
}

/// One durable answer against one bare append and fdatasync of the same bytes.
fn append(folder: &Path) {
    let (workspace, _) = Workspace::open(&folder.join("append"), Opening::default()).unwrap();
    let mut dossier = home(0);
    let path = folder.join("bare");
    let mut bare = File::options().append(true).create(true).open(path).unwrap();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for number in 0..400 {
        let delta = answer(&mut dossier, number);
        let line = wire::write_entry(&delta);
        let bare_write = |bare: &mut File| {
            let start = Instant::now();
            bare.write_all(line.as_bytes()).unwrap();
            bare.sync_data().unwrap();
            start.elapsed()
        };
        let our_write = || {
            let start = Instant::now();
            workspace.append(dossier.id, &delta).unwrap();
            start.elapsed()
        };
        // Turn and turn about, so that neither always comes after the other.
        if number % 2 == 0 {
            ours.push(our_write());
            theirs.push(bare_write(&mut bare));
        } else {
            theirs.push(bare_write(&mut bare));
            ours.push(our_write());
        }
    }
    report("append, against a bare append + fdatasync", median(&mut ours), median(&mut theirs));
}

/// A household's file parsed, against the same text into an untyped value.
fn parse() {
    let text = wire::write(&home(1));
    println!("a household of {} fields has {} bytes", home(1).fields.len(), text.len());
    let ours = best(|| drop(black_box(wire::read(&text).unwrap())));
    let untyped = best(|| drop(black_box(ron::from_str::<ron::Value>(&text).unwrap())));
    let dossier = home(1);
    let written = best(|| drop(black_box(wire::write(&dossier))));
    report("parse, against ron into an untyped value", ours, untyped);
    report("write, against ron parsing into an untyped value", written, untyped);
}

/// An indexed workspace opened, against reading the same files' bytes.
fn open(folder: &Path, count: u32) {
    let root = folder.join("many");
    drop(Workspace::open(&root, Opening::default()).unwrap());
    let files: Vec<PathBuf> = (0..count).map(|number| household_file(&root, number)).collect();
    // A file younger than two seconds is not trusted.
    std::thread::sleep(Duration::from_secs(3));
    let index = || {
        let start = Instant::now();
        let (workspace, problems) = Workspace::open(&root, Opening::default()).unwrap();
        let (index, told) = Index::open(&workspace).unwrap();
        assert_eq!((problems.len(), told.len(), index.records().len()), (0, 0, count as usize));
        start.elapsed()
    };
    let first = index();
    let again = (0..3).map(|_| index()).min().unwrap_or_default();
    let start = Instant::now();
    let bytes: usize = files.iter().map(|file| std::fs::read(file).unwrap().len()).sum();
    let one_thread = start.elapsed();
    let start = Instant::now();
    let bytes_again: usize = files.par_iter().map(|file| std::fs::read(file).unwrap().len()).sum();
    let all_threads = start.elapsed();
    assert_eq!(bytes, bytes_again);
    println!("{} MB in {count} files", bytes >> 20);
    let (workspace, _) = Workspace::open(&root, Opening::default()).unwrap();
    let (all, _) = Index::open(&workspace).unwrap();
    let found = best(|| {
        assert_eq!(all.records().iter().filter(|record| record.summary.matches("吉123")).count() > 0, count > 123);
    });
    println!("searched in {found:?}");
    let start = Instant::now();
    files.par_iter().for_each(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        black_box(ron::from_str::<ron::Value>(&text).unwrap());
    });
    report("open for the first time, against parsing all files into untyped values", first, start.elapsed());
    report("open, against reading the bytes on one core", again, one_thread);
    report("open, against reading the bytes on all cores", again, all_threads);
}

fn household_file(root: &Path, number: u32) -> PathBuf {
    let dossier = home(number);
    let folder = root.join("dossiers").join(format!("1522{:02}", 21 + number % 10));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{}.ron", dossier.id));
    std::fs::write(&path, wire::write(&dossier)).unwrap();
    path
}

/// A finished assessment: 250 answers and 12 photos.
fn home(number: u32) -> Dossier {
    let mut dossier = Dossier::new(DossierId::from_u128(u128::from(number) << 80 | 7 << 76 | 1 << 63));
    let text = |text: String| Value::Text(text.into());
    let mut edits = vec![
        (top(household::HEAD), text(format!("宝音乌力吉{number}"))),
        (top(household::DIVISION), text(format!("1522{:02} 居力很镇", 21 + number % 10))),
        (top(household::VILLAGE), text("红峰嘎查".to_owned())),
        (top(household::PHONE), text(format!("138{number:08}"))),
    ];
    for question in 0..246_u32 {
        let value = match question % 6 {
            0 => Value::Integer(i64::from(question) * 10),
            1 => Value::Choice(Name::of("wheelchair")),
            2 => Value::YesNo(question % 4 == 0),
            3 => Value::Choices(vec![Name::of("grab_bar"), Name::of("ramp")]),
            4 => text(format!("门槛高 {question} 毫米，轮椅不便通过")),
            _ => Value::Date("2026-11-24".parse().unwrap()),
        };
        edits.push((format!("q{question}").parse().unwrap(), value));
    }
    for photo in 0..12_u32 {
        let hash = ContentHash::of(&[number.to_le_bytes(), photo.to_le_bytes()].concat());
        let photo_of = Photo { hash, width: 1600, height: 1200, taken: None, place: None, caption: "门口".into() };
        edits.push((format!("qP/{photo:010}").parse().unwrap(), Value::Photo(Arc::new(photo_of))));
    }
    let edits = edits.into_iter().map(|(path, value)| Edit::Set { path, value });
    dossier.apply(&Edit::Many(edits.collect()), &author());
    dossier
}

fn answer(dossier: &mut Dossier, number: i64) -> Delta {
    let path = format!("q{}", number % 246).parse().unwrap();
    dossier.apply(&Edit::Set { path, value: Value::Integer(10_000 + number) }, &author()).delta
}

fn author() -> Author {
    Author {
        device: DeviceId::from_bits(0x2_dead_beef_cafe),
        name: "王评估".into(),
        at: Moment::new(1_795_512_605, 480),
    }
}

fn top(name: &'static str) -> FieldPath {
    FieldPath::top(Name::of(name))
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// The best of many runs: what the code costs when nobody disturbs it.
fn best(mut work: impl FnMut()) -> Duration {
    let run = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..200).map(run).min().unwrap_or_default()
}

fn report(what: &str, ours: Duration, theirs: Duration) {
    println!("{what}: {:.2}  ({ours:?} / {theirs:?})", ours.as_secs_f64() / theirs.as_secs_f64());
}
