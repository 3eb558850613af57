//! The disk refuses: full, failing, read-only, or dead from one moment on.

use std::io::{self, ErrorKind};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Opening, Workspace};

use crate::script::{Ack, Day, check, home, question};

/// Which operations fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Never,
    /// One, and then the disk is well again.
    Once(usize),
    /// All from this one on.
    From(usize),
}

/// Fails operations; a write is cut in the middle.
struct Failing {
    when: When,
    kind: ErrorKind,
    /// A full disk still reads, renames and removes.
    only_growing: bool,
    count: AtomicUsize,
}

impl Failing {
    fn disk(when: When, kind: ErrorKind, only_growing: bool) -> (Arc<Self>, Disk) {
        let failing = Arc::new(Self { when, kind, only_growing, count: AtomicUsize::new(0) });
        (failing.clone(), Disk::watched(failing))
    }
}

impl Watch for Failing {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        let grows = matches!(op, Op::CreateFolder(_) | Op::Create(_) | Op::Write { .. } | Op::Sync(_));
        if self.only_growing && !grows {
            return Ok(());
        }
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let fails = match self.when {
            When::Never => false,
            When::Once(number) => count == number,
            When::From(number) => count >= number,
        };
        let written = if let Op::Write { bytes, .. } = op { bytes.len() / 2 } else { 0 };
        if fails { Err((written, self.kind.into())) } else { Ok(()) }
    }
}

/// A day's work on a failing disk: what was acknowledged and what failed, or `None` if the workspace did not open.
struct Outcome {
    acks: Vec<Ack>,
    failed: Vec<(u32, &'static str)>,
    operations: usize,
}

fn day(folder: &std::path::Path, steps: std::ops::Range<u32>, failing: (Arc<Failing>, Disk)) -> Outcome {
    let (watch, disk) = failing;
    let mut outcome = Outcome { acks: Vec::new(), failed: Vec::new(), operations: 0 };
    match Workspace::open(folder, Opening { disk, ..Opening::default() }) {
        Ok((workspace, _)) => {
            let mut day = Day::new(&workspace);
            day.work(steps);
            outcome.acks = day.acks;
            outcome.failed = day.failed.into_iter().map(|(step, problem)| (step, problem.key)).collect();
        }
        Err(problem) => outcome.failed.push((0, problem.key)),
    }
    outcome.operations = watch.count.load(Ordering::Relaxed);
    outcome
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

#[test]
fn a_disk_that_fails_once_costs_at_most_the_answer_that_was_refused() {
    let whole = day(folder().path(), 0..40, Failing::disk(When::Never, ErrorKind::Other, false));
    assert_eq!(whole.failed, []);
    for number in 0..whole.operations {
        let folder = folder();
        let kind = if number % 2 == 0 { ErrorKind::StorageFull } else { ErrorKind::Other };
        let outcome = day(folder.path(), 0..40, Failing::disk(When::Once(number), kind, false));
        let told = check(folder.path(), &outcome.acks);
        assert!(
            told.iter().all(|key| key.starts_with("store-journal") || *key == "store-set-aside"),
            "{number}: {told:?}"
        );
        // What was refused is not there either: its dot was used again.
        let (workspace, _) = Workspace::open(folder.path(), Opening::default()).unwrap();
        for (step, _) in outcome.failed.iter().filter(|(step, _)| !outcome.acks.contains(&Ack::Answer(*step))) {
            if let Ok((dossier, _)) = workspace.load(home(*step)) {
                assert_eq!(dossier.value(&question(*step)), None, "{number}: step {step} was refused and is there");
            }
        }
    }
}

#[test]
fn a_disk_that_dies_keeps_everything_acknowledged_before() {
    let operations = day(folder().path(), 0..40, Failing::disk(When::Never, ErrorKind::Other, false)).operations;
    for number in (0..operations).step_by(2) {
        let folder = folder();
        let outcome = day(folder.path(), 0..40, Failing::disk(When::From(number), ErrorKind::Other, false));
        check(folder.path(), &outcome.acks);
    }
}

#[test]
fn a_full_disk_says_so_and_goes_on_when_there_is_room_again() {
    let folder = folder();
    let before = day(folder.path(), 0..40, Failing::disk(When::Never, ErrorKind::Other, true));
    let full = day(folder.path(), 40..80, Failing::disk(When::From(0), ErrorKind::StorageFull, true));
    assert_eq!(full.acks, []);
    assert!(full.failed.iter().all(|(_, key)| *key == "store-disk-full"), "{:?}", full.failed);
    let after = day(folder.path(), 80..120, Failing::disk(When::Never, ErrorKind::Other, true));
    assert_eq!(after.failed, []);
    assert_eq!(check(folder.path(), &[before.acks, after.acks].concat()), [""; 0]);
}

/// A real disk of a few hundred kilobytes, where the system lets us have one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let disk = Self(tempfile::tempdir().unwrap());
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=400k", "tmpfs"]).arg(disk.0.path()).output();
        mount.is_ok_and(|output| output.status.success()).then_some(disk)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        Command::new("umount").arg(self.0.path()).output().ok();
    }
}

/// The injected faults are the rule; this shows that a real full disk behaves like them.
#[test]
fn a_disk_that_is_really_full_keeps_what_it_had() {
    let Some(disk) = SmallDisk::mount() else { return };
    let folder = disk.0.path().join("workspace");
    let full = day(&folder, 0..390, Failing::disk(When::Never, ErrorKind::Other, true));
    assert!(full.failed.iter().all(|(_, key)| *key == "store-disk-full"), "{:?}", full.failed);
    assert!(full.failed.len() > 10 && full.acks.len() > 10);
    std::fs::remove_dir_all(folder.join("cache")).unwrap();
    assert!(full.acks.iter().any(|ack| matches!(ack, Ack::Photo(_))));
    // Room is made by hand, as people do: the photos are copied elsewhere. The answers must be there.
    let copies: Vec<_> = walk(&folder.join("photos"));
    std::fs::remove_dir_all(folder.join("photos")).unwrap();
    let after = day(&folder, 390..399, Failing::disk(When::Never, ErrorKind::Other, true));
    assert_eq!(after.failed, []);
    let elsewhere = tempfile::tempdir().unwrap();
    for (path, bytes) in walk(&folder).into_iter().chain(copies) {
        let path = elsewhere.path().join(path.strip_prefix(&folder).unwrap());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    assert_eq!(check(elsewhere.path(), &[full.acks, after.acks].concat()), ["store-copied-workspace"]);
}

#[test]
fn a_folder_that_cannot_be_written_is_opened_for_reading() {
    let folder = folder();
    let before = day(folder.path(), 0..40, Failing::disk(When::Never, ErrorKind::Other, false));
    let names = || {
        let mut names: Vec<_> = walk(folder.path());
        names.sort();
        names
    };
    let there = names();
    for kind in [ErrorKind::ReadOnlyFilesystem, ErrorKind::PermissionDenied] {
        let (_, disk) = Failing::disk(When::From(0), kind, true);
        let (workspace, problems) = Workspace::open(folder.path(), Opening { disk, ..Opening::default() }).unwrap();
        assert_eq!(problems.iter().map(|problem| problem.key).collect::<Vec<_>>(), ["store-no-permission"]);
        assert!(workspace.is_read_only());
        assert!(workspace.load(home(0)).is_ok());
        assert_eq!(workspace.put_photo(b"x").unwrap_err().key, "store-no-permission");
    }
    assert_eq!(names(), there, "nothing was written");
    assert_eq!(check(folder.path(), &before.acks), [""; 0]);
}

fn walk(folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.push((path.clone(), std::fs::read(&path).unwrap()));
        }
    }
    found
}
