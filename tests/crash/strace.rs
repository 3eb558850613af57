//! `strace`: what a process calls, and a process whose calls fail.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::points::{CALLS, Fault, Point};

/// What stands on a machine that does not let us look.
const NO_STRACE: &str = "the crash matrix needs `strace` and the right to trace one's own children. `scripts/setup` \
    installs it. In a container: `--cap-add=SYS_PTRACE`. Without it nothing is shown, so nothing passes";

/// A process that is to be traced.
pub struct Traced<'a> {
    pub command: &'a [PathBuf],
    pub environment: &'a [(&'static str, PathBuf)],
}

/// What a disturbed process did.
pub struct Disturbed {
    /// What it called safe.
    pub said: Vec<String>,
    pub end: End,
    /// Whether it came to the point.
    pub reached: bool,
    /// On its standard error.
    pub told: String,
}

/// How a traced process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Killed,
    Code(i32),
}

impl Traced<'_> {
    /// Runs it undisturbed; returns every call below `root`, by its place among the calls of this name in its thread.
    pub fn calls_below(&self, root: &Path) -> BTreeSet<(&'static str, u32)> {
        let log = root.join("trace");
        let names: Vec<&str> = CALLS.iter().map(|call| call.name).collect();
        let trace = format!("trace={}", names.join(","));
        let output = self.run(&["--seccomp-bpf", "-y", "-s", "0", "-e", &trace, "-o"], &log);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{NO_STRACE}.\n{told}\n{}", String::from_utf8_lossy(&output.stdout));
        let text = std::fs::read_to_string(&log).unwrap();
        std::fs::remove_file(&log).unwrap();
        below(&text, &root.to_string_lossy())
    }

    /// Runs it with the fault at the point.
    pub fn disturbed(&self, point: &Point, log: &Path) -> Disturbed {
        let trace = format!("trace={}", point.call);
        let inject = match point.fault {
            Fault::FullOnce => format!("inject={}:error=ENOSPC:when={}", point.call, point.number),
            Fault::FullFrom => format!("inject={}:error=ENOSPC:when={}+", point.call, point.number),
            Fault::FailsOnce => format!("inject={}:error=EIO:when={}", point.call, point.number),
            Fault::Killed => format!("inject={}:signal=SIGKILL:when={}", point.call, point.number),
        };
        let options = ["-s", "0", "-e", &*trace, "-e", &*inject, "-o"];
        // Signals are not delivered where only the traced calls stop.
        let quick = point.fault != Fault::Killed;
        let options: Vec<&str> = quick.then_some("--seccomp-bpf").into_iter().chain(options).collect();
        let output = self.run(&options, log);
        let end = match (output.status.signal(), output.status.code()) {
            (Some(9), _) => End::Killed,
            (_, code) => End::Code(code.unwrap_or(-1)),
        };
        let injected = std::fs::read_to_string(log).unwrap_or_default().contains("(INJECTED)");
        std::fs::remove_file(log).ok();
        let said = String::from_utf8_lossy(&output.stdout);
        let said = said.lines().filter_map(|line| line.strip_prefix("ack ")).map(str::to_owned).collect();
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        Disturbed { said, end, reached: injected || end == End::Killed, told }
    }

    fn run(&self, options: &[&str], log: &Path) -> Output {
        let mut command = Command::new("strace");
        command.args(["-f", "-qq"]).args(options).arg(log).arg("--").args(self.command);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        // Cargo's own search path makes the loader open a hundred files that are not there.
        command.env_remove("LD_LIBRARY_PATH");
        // One thread of each pool: the same calls in the same order each time.
        command.env("RAYON_NUM_THREADS", "1").env("RUST_BACKTRACE", "0").env("RUST_LIB_BACKTRACE", "0");
        command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{NO_STRACE}.\n{error}"))
    }
}

/// Reads a log of `strace -f -y`: lines such as `12 openat(AT_FDCWD</x>, "/x/y", O_RDONLY) = 3</x/y>`.
fn below(log: &str, root: &str) -> BTreeSet<(&'static str, u32)> {
    let mut counts: std::collections::BTreeMap<(&str, &'static str), u32> = std::collections::BTreeMap::new();
    let mut found = BTreeSet::new();
    for line in log.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        // The second half of a call that another thread interrupted was counted with its first.
        let Some((name, arguments)) = rest.trim_start().split_once('(') else { continue };
        let Some(call) = CALLS.iter().find(|call| call.name == name) else { continue };
        let count = counts.entry((thread, call.name)).or_default();
        *count += 1;
        if arguments.contains(root) {
            found.insert((call.name, *count));
        }
    }
    found
}

#[test]
fn calls_are_counted_in_their_thread_and_kept_below_the_folder() {
    let log = r#"7 openat(AT_FDCWD</x>, "/etc/ld.so.cache", O_RDONLY) = 3</etc/ld.so.cache>
7 openat(AT_FDCWD</x>, "/w/a", O_WRONLY) = 4</w/a>
8 openat(AT_FDCWD</x>, "/w/b", O_WRONLY <unfinished ...>
7 write(4</w/a>, ""..., 3)  = 3
8 <... openat resumed>) = 5</w/b>
7 write(1</dev/pts/0>, ""..., 3)  = 3
9 getpid() = 9"#;
    let found: Vec<_> = below(log, "/w/").into_iter().collect();
    assert_eq!(found, [("openat", 1), ("openat", 2), ("write", 1)]);
}
