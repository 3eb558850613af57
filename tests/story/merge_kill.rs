//! A merge is killed, or the disk refuses, at any operation: the next merge completes it, nothing twice, nothing lost.

use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tantu::app::merge::{self, End, Progress};
use tantu::role::Role;
use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Opening, Workspace};

use crate::merge_make::{assert_same, expected, files, memory_folder, merged, open, request, tablets};

const FOLDER: &str = "TANTU_MERGE_FOLDER";
const INPUTS: &str = "TANTU_MERGE_INPUTS";
/// The operation in the middle of which the program kills itself.
const KILL_AT: &str = "TANTU_MERGE_KILL_AT";
const HOUSEHOLDS: u32 = 30;

/// Refuses operations from one on, or that one alone.
struct Failing {
    from: usize,
    /// How many are refused.
    many: usize,
    kind: ErrorKind,
    /// A full disk still reads, renames and removes.
    only_growing: bool,
    count: AtomicUsize,
}

impl Failing {
    fn new(from: usize, many: usize, kind: ErrorKind, only_growing: bool) -> Arc<Self> {
        Arc::new(Self { from, many, kind, only_growing, count: AtomicUsize::new(0) })
    }
}

impl Watch for Failing {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        let grows = matches!(op, Op::CreateFolder(_) | Op::Create(_) | Op::Write { .. } | Op::Sync(_) | Op::SyncAll(_));
        if self.only_growing && !grows {
            return Ok(());
        }
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        let written = if let Op::Write { bytes, .. } = op { bytes.len() / 2 } else { 0 };
        if count >= self.from && count - self.from < self.many { Err((written, self.kind.into())) } else { Ok(()) }
    }
}

/// Merges on a failing disk; `None` where the workspace did not even open.
fn merge_on(folder: &Path, inputs: &[PathBuf], disk: Disk) -> Option<End> {
    let opening = Opening { role: Role::Coordinator, disk, ..Opening::default() };
    let (store, _) = Workspace::open(folder, opening).ok()?;
    let report = merge::merge(&store, &request(inputs), &Progress::default(), &|_| {});
    Some(report.map_or_else(End::Failed, |report| report.end))
}

/// How many operations a whole merge takes.
fn operations(inputs: &[PathBuf], only_growing: bool, file_by_file: bool) -> usize {
    let office = memory_folder();
    let watch = Failing::new(usize::MAX, 0, ErrorKind::Other, only_growing);
    let disk = Disk::watched(watch.clone());
    let disk = if file_by_file { disk.file_by_file() } else { disk };
    assert_eq!(merge_on(office.path(), inputs, disk), Some(End::Done));
    assert_same(&files(office.path()), &expected(HOUSEHOLDS));
    watch.count.load(Ordering::Relaxed)
}

/// Whatever was left behind, the next merge brings everything, and the one after it finds nothing to do.
fn completes(office: &Path, inputs: &[PathBuf], what: &str) {
    let report = merged(office, inputs);
    assert_eq!((report.end, report.unread), (End::Done, vec![]), "{what}");
    assert_same(&files(office), &expected(HOUSEHOLDS));
    let again = merged(office, inputs);
    assert_eq!((again.totals.new, again.totals.changed, again.totals.photos), (0, 0, 0), "{what}");
}

#[test]
fn dead_from_any_operation_on_the_next_merge_completes_it() {
    let sticks = memory_folder();
    let inputs = tablets(sticks.path(), HOUSEHOLDS);
    for file_by_file in [false, true] {
        let step = if file_by_file { 19 } else { 5 };
        for from in (0..operations(&inputs, false, file_by_file)).step_by(step) {
            let office = memory_folder();
            // Nothing can be changed any more, also not cleaned up: as if the program had been killed.
            let disk = Disk::watched(Failing::new(from, usize::MAX, ErrorKind::Other, false));
            merge_on(office.path(), &inputs, if file_by_file { disk.file_by_file() } else { disk });
            completes(office.path(), &inputs, &format!("dead from {from}"));
        }
    }
}

#[test]
fn full_at_any_write_the_next_merge_completes_it() {
    let sticks = memory_folder();
    let inputs = tablets(sticks.path(), HOUSEHOLDS);
    for at in (0..operations(&inputs, true, false)).step_by(7) {
        for many in [1, usize::MAX] {
            let office = memory_folder();
            let end =
                merge_on(office.path(), &inputs, Disk::watched(Failing::new(at, many, ErrorKind::StorageFull, true)));
            if let Some(End::Failed(problem)) = end {
                assert!(["store-disk-full", "store-missing"].contains(&problem.key), "{at}: {problem}");
            }
            completes(office.path(), &inputs, &format!("full at {at}"));
        }
    }
}

#[test]
fn a_failing_rename_costs_its_group_and_nothing_else() {
    let sticks = memory_folder();
    let inputs = tablets(sticks.path(), HOUSEHOLDS);
    for at in (0..operations(&inputs, false, false)).step_by(11) {
        let office = memory_folder();
        merge_on(office.path(), &inputs, Disk::watched(Failing::new(at, 1, ErrorKind::Other, false)));
        completes(office.path(), &inputs, &format!("failed at {at}"));
    }
}

/// Ends the process in the middle of an operation.
struct Killer {
    at: usize,
    count: AtomicUsize,
}

impl Watch for Killer {
    fn before(&self, op: Op<'_>) -> Result<(), (usize, io::Error)> {
        if self.count.fetch_add(1, Ordering::Relaxed) == self.at {
            if let Op::Write { path, bytes } = op {
                let mut file = std::fs::File::options().append(true).open(path).unwrap();
                file.write_all(&bytes[..bytes.len() / 2]).unwrap();
            }
            std::process::abort();
        }
        Ok(())
    }
}

/// The child: merges. Does nothing unless a parent asks for it.
#[test]
fn child() {
    let (Ok(folder), Ok(inputs)) = (std::env::var(FOLDER), std::env::var(INPUTS)) else { return };
    let at = std::env::var(KILL_AT).ok().and_then(|text| text.parse().ok());
    let disk = at.map_or_else(Disk::default, |at| Disk::watched(Arc::new(Killer { at, count: AtomicUsize::new(0) })));
    let store = open(Path::new(&folder), disk);
    merge::merge(&store, &request(&[inputs.into()]), &Progress::default(), &|_| {}).unwrap();
}

fn start(office: &Path, inputs: &Path, kill_at: Option<usize>) -> std::process::Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "merge_kill::child", "--nocapture", "--test-threads", "1"]);
    command.env(FOLDER, office).env(INPUTS, inputs);
    if let Some(at) = kill_at {
        command.env(KILL_AT, at.to_string());
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn killed_as_a_process_at_many_operations() {
    let sticks = memory_folder();
    let inputs = tablets(sticks.path(), HOUSEHOLDS);
    let mut died = 0;
    for at in (0..operations(&inputs, false, false)).step_by(29) {
        let office = memory_folder();
        died += usize::from(!start(office.path(), sticks.path(), Some(at)).wait().unwrap().success());
        completes(office.path(), &inputs, &format!("killed at {at}"));
    }
    assert!(died > 5, "{died}");
}

#[test]
fn killed_from_outside_again_and_again_the_same_merge_goes_on() {
    let sticks = memory_folder();
    let inputs = tablets(sticks.path(), HOUSEHOLDS);
    let office = memory_folder();
    for round in 0..6_u64 {
        let mut child = start(office.path(), sticks.path(), None);
        std::thread::sleep(Duration::from_millis(15 + 11 * round));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    completes(office.path(), &inputs, "killed from outside");
}
