//! Where it is disturbed, and how.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What happens at a system call instead of what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The disk is full, this once.
    FullOnce,
    /// The disk is full from here on, for calls of this name.
    FullFrom,
    /// The disk fails, this once.
    FailsOnce,
    /// The process is killed.
    Killed,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FullOnce => "ENOSPC",
            Self::FullFrom => "ENOSPC+",
            Self::FailsOnce => "EIO",
            Self::Killed => "SIGKILL",
        })
    }
}

/// A system call, and what may happen to it.
pub struct Call {
    pub name: &'static str,
    faults: &'static [Fault],
}

const CHANGING: &[Fault] = &[Fault::FullOnce, Fault::FullFrom, Fault::FailsOnce, Fault::Killed];
/// A call that changes nothing is not full, and being killed at it is being killed before the next that does.
const READING: &[Fault] = &[Fault::FailsOnce];

/// Every call by which the program, or a library of it, reads or changes files.
pub const CALLS: [Call; 19] = [
    Call { name: "openat", faults: CHANGING },
    Call { name: "write", faults: CHANGING },
    Call { name: "pwrite64", faults: CHANGING },
    Call { name: "writev", faults: CHANGING },
    Call { name: "copy_file_range", faults: CHANGING },
    Call { name: "sendfile", faults: CHANGING },
    Call { name: "fsync", faults: CHANGING },
    Call { name: "fdatasync", faults: CHANGING },
    Call { name: "syncfs", faults: CHANGING },
    Call { name: "rename", faults: CHANGING },
    Call { name: "renameat2", faults: CHANGING },
    Call { name: "link", faults: CHANGING },
    Call { name: "unlink", faults: CHANGING },
    Call { name: "unlinkat", faults: CHANGING },
    Call { name: "ftruncate", faults: CHANGING },
    Call { name: "mkdir", faults: CHANGING },
    Call { name: "rmdir", faults: CHANGING },
    Call { name: "read", faults: READING },
    Call { name: "getdents64", faults: READING },
];

/// One thing that goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub call: &'static str,
    pub fault: Fault,
    /// Which of the calls of this name, in its thread; the first is 1.
    pub number: u32,
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {} {}", self.fault, self.call, self.number)
    }
}

/// All points of an undisturbed run, by call and fault.
pub fn all(calls: &BTreeSet<(&'static str, u32)>) -> BTreeMap<(&'static str, Fault), Vec<Point>> {
    let mut groups: BTreeMap<_, Vec<Point>> = BTreeMap::new();
    for call in &CALLS {
        for fault in call.faults {
            let numbers = calls.iter().filter(|(name, _)| *name == call.name).map(|(_, number)| *number);
            let points: Vec<Point> = numbers.map(|number| Point { call: call.name, fault: *fault, number }).collect();
            if !points.is_empty() {
                groups.insert((call.name, *fault), points);
            }
        }
    }
    groups
}

/// About `many` of them: some of every kind, spread evenly over the run, always the same.
pub fn sample(groups: &BTreeMap<(&'static str, Fault), Vec<Point>>, many: usize) -> Vec<Point> {
    let total: usize = groups.values().map(Vec::len).sum();
    let mut chosen = Vec::new();
    for (kind, points) in groups.values().enumerate() {
        let share = (points.len() * many / total.max(1)).clamp(1, points.len());
        // Each kind begins somewhere else, so that they do not all fall upon the same files.
        let first = kind * 7 % points.len().div_ceil(share);
        chosen.extend((0..share).map(|index| points[(first + index * points.len() / share) % points.len()]));
    }
    chosen
}

#[test]
fn a_sample_has_every_kind_and_no_point_twice() {
    let calls = (1..=50).map(|number| ("write", number)).chain([("rename", 3), ("read", 9)]).collect();
    let groups = all(&calls);
    assert_eq!(groups.values().map(Vec::len).sum::<usize>(), 4 * 50 + 4 + 1);
    let chosen = sample(&groups, 20);
    assert!((20..30).contains(&chosen.len()), "{}", chosen.len());
    let texts: BTreeSet<String> = chosen.iter().map(Point::to_string).collect();
    assert_eq!(texts.len(), chosen.len());
    assert!(texts.contains("SIGKILL at rename 3") && texts.contains("EIO at read 9"));
    assert_eq!(sample(&groups, 1_000).len(), 205);
}
