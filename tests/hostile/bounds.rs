//! Whatever a file says, reading it ends, with a word about it, within bounded memory. Every input is given to a child
//! of its own, whose largest memory the system tells, and which is given up when it hangs or overflows its stack.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::{pictures, texts};

const INPUT: &str = "TANTU_HOSTILE_INPUT";
/// Waiting longer than this is hanging: without optimisation the longest takes some seconds.
const PATIENCE: Duration = Duration::from_secs(120);

/// Something made to do harm.
pub struct Input {
    pub name: &'static str,
    /// Makes it, reads it, and says what came of it: the key of a problem, or `borne`.
    pub read: fn() -> String,
    /// What must come of it.
    pub becomes: &'static [&'static str],
    /// What the child may take at most, with what it needs to make the input, in megabytes.
    pub megabytes: u64,
}

fn inputs() -> impl Iterator<Item = &'static Input> {
    texts::INPUTS.iter().chain(pictures::INPUTS)
}

/// The child: reads one input. Does nothing unless a parent asks for it.
#[test]
fn child() {
    let Ok(name) = std::env::var(INPUT) else { return };
    std::thread::spawn(|| {
        std::thread::sleep(PATIENCE);
        std::process::abort();
    });
    let input = inputs().find(|input| input.name == name).unwrap();
    let told = (input.read)();
    println!("\nbecame {told}");
    println!("peak {}", peak_megabytes());
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() >> 10
}

#[test]
fn everything_made_to_do_harm_is_borne_within_bounds() {
    let failed: Vec<String> = inputs().filter_map(|input| tried(input).err()).collect();
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

fn tried(input: &Input) -> Result<(), String> {
    let Input { name, becomes, megabytes, .. } = input;
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "bounds::child", "--nocapture", "--test-threads", "1"]).env(INPUT, name);
    let output = child.env("RUST_BACKTRACE", "0").stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let line = |start: &str| said.lines().find_map(|line| line.strip_prefix(start)).map(str::to_owned);
    let (Some(told), Some(peak)) = (line("became "), line("peak ")) else {
        return Err(format!("{name}: {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim()));
    };
    println!("{name:<44} {told:<32} {peak:>5} MB of {megabytes}");
    if !becomes.contains(&&*told) {
        return Err(format!("{name}: became {told}"));
    }
    if peak.parse::<u64>().unwrap() > *megabytes {
        return Err(format!("{name}: took {peak} MB"));
    }
    Ok(())
}
