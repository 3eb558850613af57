//! Every scenario at every system call: after each single fault everything that was called safe is there.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::points::{Fault, Point};
use crate::strace::{Disturbed, End};
use crate::{child, handover, merging, points, store, tree};

/// `TANTU_CRASH_POINTS`: about how many points each scenario is tried at; `all` tries all.
const POINTS: &str = "TANTU_CRASH_POINTS";
/// As many as a change can wait for: some 40 seconds of two cores.
const USUAL_POINTS: usize = 110;

/// Is told what is safe from now on.
pub type Safe<'a> = &'a mut (dyn FnMut(String) + Send);

/// Work that is done in a folder, a step after the other.
pub struct Scenario {
    pub name: &'static str,
    /// Puts what all runs read into the first folder, and what each finds in its own into the second.
    pub prepare: fn(&Path, &Path),
    /// Does the work with what is given in the first folder in the second, and says what is safe. What fails is left
    /// undone: nothing here may panic.
    pub work: fn(&Path, &Path, Safe<'_>),
    /// After whatever happened: what was said to be safe is there, nothing half is, and the work can be completed.
    pub check: fn(&Path, &Path, &[String]),
}

pub const SCENARIOS: &[Scenario] = &[store::SCENARIO, handover::MAKE, handover::TAKE, merging::SCENARIO];

/// What became of the points of one kind.
#[derive(Default)]
struct Row {
    tried: usize,
    /// Points that the disturbed run did not come to, because its threads met in another order.
    passed_by: usize,
    found: Vec<String>,
}

type Table = BTreeMap<(&'static str, Fault), Row>;

/// # Panics
/// When anything was lost.
pub fn whatever_fails_what_was_called_safe_is_there() {
    let many = match std::env::var(POINTS) {
        Ok(text) if text == "all" => usize::MAX,
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{POINTS} is a number, or all")),
        Err(_) => USUAL_POINTS,
    };
    keep_what_checks_say();
    let (mut tried, mut found) = (0, Vec::new());
    for scenario in SCENARIOS {
        let table = all_of(scenario, many);
        println!(
            "\n{:<16} {:<12} {:<8} {:>6} {:>9} {:>6}",
            scenario.name, "call", "fault", "points", "passed by", "lost"
        );
        for ((call, fault), row) in table {
            let Row { tried: here, passed_by, found: lost } = row;
            println!("{:<16} {call:<12} {fault:<8} {here:>6} {passed_by:>9} {:>6}", "", lost.len());
            tried += here;
            found.extend(lost);
        }
    }
    println!("\ncrash matrix: {} points tried, something was lost at {}", tried + found.len(), found.len());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Tries one scenario at `many` of its points.
fn all_of(scenario: &Scenario, many: usize) -> Table {
    // In memory: the faults are made, and this disk need not be slow.
    let root = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
    let (given, template) = (root.path().join("given"), root.path().join("template"));
    [&given, &template].into_iter().for_each(|folder| std::fs::create_dir(folder).unwrap());
    (scenario.prepare)(&given, &template);
    let bench = Bench { scenario, root: root.path(), given, template };
    let calls = bench.undisturbed();
    let groups = points::all(&calls);
    let chosen = points::sample(&groups, many.min(groups.values().map(Vec::len).sum()));
    let (next, table) = (AtomicUsize::new(0), Mutex::new(Table::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(point) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let tried = bench.tried(point);
                    let mut table = table.lock().unwrap();
                    let row = table.entry((point.call, point.fault)).or_default();
                    match tried {
                        Ok(true) => row.tried += 1,
                        Ok(false) => row.passed_by += 1,
                        Err(why) => row.found.push(format!("{}, {point}: {why}", scenario.name)),
                    }
                }
            });
        }
    });
    table.into_inner().unwrap()
}

/// One scenario, ready to be run again and again.
struct Bench<'a> {
    scenario: &'a Scenario,
    root: &'a Path,
    given: PathBuf,
    template: PathBuf,
}

impl Bench<'_> {
    fn folder(&self, name: &str) -> PathBuf {
        let folder = self.root.join(name);
        tree::copy(&self.template, &folder);
        folder
    }

    fn undisturbed(&self) -> BTreeSet<(&'static str, u32)> {
        let folder = self.folder("undisturbed");
        let name = self.scenario.name;
        let calls = child::traced(name, &self.given, &folder, |traced| traced.calls_below(self.root));
        (self.scenario.check)(&self.given, &folder, &[]);
        assert!(calls.len() > 20, "{name} makes only {} calls", calls.len());
        calls
    }

    /// Whether the point was reached; an error is what was lost there.
    fn tried(&self, point: &Point) -> Result<bool, String> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder(&format!("case-{number}"));
        let log = self.root.join(format!("log-{number}"));
        let Disturbed { said, end, reached, told } =
            child::traced(self.scenario.name, &self.given, &folder, |traced| traced.disturbed(point, &log));
        let checked = match end {
            End::Code(0) | End::Killed => {
                let check = AssertUnwindSafe(|| (self.scenario.check)(&self.given, &folder, &said));
                LAST.replace(Some(String::new()));
                catch_unwind(check).map_err(|_| LAST.take().unwrap_or_default())
            }
            // A thread of the system's, or the loader, met it before the work began.
            End::Code(127) if said.is_empty() => Ok(()),
            End::Code(child::HUNG) => Err("it hung".to_owned()),
            End::Code(code) => Err(format!("it ended with {code}: {}", told.trim())),
        };
        std::fs::remove_dir_all(&folder).unwrap();
        checked.map(|()| reached)
    }
}

/// Keeps what a failed check says for the table instead of printing it hundreds of times.
fn keep_what_checks_say() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if LAST.take().is_none() {
            return usual(info);
        }
        let text: String = info.to_string().chars().take(600).collect();
        LAST.replace(Some(text.replace('\n', " ")));
    }));
}

thread_local! {
    /// What the last failed check of this thread said; `None` where failing is to be told as usual.
    static LAST: Cell<Option<String>> = const { Cell::new(None) };
}
