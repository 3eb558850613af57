//! The program is killed, as a process: at any moment, and before or in the middle of every kind of operation.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tantu::store::disk::{Disk, Op, Watch};
use tantu::store::{Opening, Workspace};

use crate::script::{Ack, Day, check};

const FOLDER: &str = "TANTU_STORY_FOLDER";
/// First step of the day.
const FIRST: &str = "TANTU_STORY_FIRST";
/// The operation before which the program kills itself, or in the middle of which, if it is a write.
const KILL_AT: &str = "TANTU_STORY_KILL_AT";
const STEPS: u32 = 60;

/// Counts operations and ends the process at one of them.
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

/// The child: works and says what is safe. Does nothing unless a parent asks for it.
#[test]
fn child() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let disk = match number(KILL_AT) {
        Some(at) => Disk::watched(Arc::new(Killer { at, count: AtomicUsize::new(0) })),
        None => Disk::default(),
    };
    let (workspace, _) = Workspace::open(Path::new(&folder), Opening { disk, ..Opening::default() }).unwrap();
    assert!(!workspace.is_read_only());
    let first: u32 = number(FIRST).unwrap().try_into().unwrap();
    let mut day = Day::new(&workspace);
    day.said = |ack| {
        let mut out = io::stdout().lock();
        writeln!(out, "\nack {ack}").unwrap();
        out.flush().unwrap();
    };
    for step in first..first + STEPS {
        day.step(step).unwrap();
    }
    // A parent that wants the workspace to stay open holds the other end.
    io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

fn start(folder: &Path, first: u32, kill_at: Option<usize>, stdin: Stdio) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "killed::child", "--nocapture", "--test-threads", "1"]);
    command.env(FOLDER, folder).env(FIRST, first.to_string());
    if let Some(at) = kill_at {
        command.env(KILL_AT, at.to_string());
    }
    command.stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// What the child had said before it died, and whether it died.
fn heard(mut child: Child) -> (Vec<Ack>, bool) {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let acks = lines.filter_map(|line| line.unwrap().strip_prefix("ack ").and_then(|ack| ack.parse().ok())).collect();
    (acks, !child.wait().unwrap().success())
}

fn allowed(told: &[&str]) {
    let torn = ["store-journal-line-damaged", "store-set-aside"];
    assert!(told.iter().all(|key| torn.contains(key)), "{told:?}");
}

#[test]
fn killed_at_any_operation_every_acknowledged_answer_is_there() {
    let mut killed = 0;
    for at in (0..).step_by(9) {
        let folder = tempfile::tempdir().unwrap();
        let (acks, died) = heard(start(folder.path(), 0, Some(at), Stdio::null()));
        allowed(&check(folder.path(), &acks));
        if !died {
            break;
        }
        killed += 1;
    }
    assert!(killed > 20, "{killed}");
}

#[test]
fn killed_from_outside_again_and_again_the_same_workspace_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mut acks, mut first) = (Vec::new(), 0);
    for round in 0..6_u64 {
        let mut child = start(folder.path(), first, None, Stdio::null());
        // Any moment will do; these are spread over the work of one child.
        std::thread::sleep(Duration::from_millis(20 + 37 * round));
        child.kill().unwrap();
        let (safe, _) = heard(child);
        acks.extend(safe);
        allowed(&check(folder.path(), &acks));
        first += STEPS;
    }
}

#[test]
fn a_second_process_is_told_who_the_first_is_and_takes_over_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = start(folder.path(), 0, None, Stdio::piped());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.find(|line| line.as_ref().unwrap().starts_with("ack ")).unwrap().unwrap();
    let (second, problems) = Workspace::open(folder.path(), Opening::default()).unwrap();
    assert!(second.is_read_only());
    assert_eq!(problems[0].key, "store-second-program");
    let holder = &problems[0].args[0].1;
    assert!(holder.starts_with(&format!("{}, ", child.id())), "{holder}");
    drop(second);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!Workspace::open(folder.path(), Opening::default()).unwrap().0.is_read_only());
}
