//! The process that is disturbed: this test program once more, asked by its environment to do a scenario's work.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::matrix::SCENARIOS;
use crate::strace::Traced;

/// Which scenario.
const SCENARIO: &str = "TANTU_CRASH_SCENARIO";
/// The folder it is done in.
const FOLDER: &str = "TANTU_CRASH_FOLDER";
/// What lies there before, for all to read.
const GIVEN: &str = "TANTU_CRASH_GIVEN";
/// Waiting longer than this is hanging.
const PATIENCE: Duration = Duration::from_secs(60);
/// Exit code of a process that hung.
pub const HUNG: i32 = 99;

/// Does a scenario's work if a parent asks for it; says whether one did.
pub fn works() -> bool {
    let Ok(name) = std::env::var(SCENARIO) else { return false };
    std::thread::spawn(|| {
        std::thread::sleep(PATIENCE);
        std::process::exit(HUNG);
    });
    let folder = |name| PathBuf::from(std::env::var_os(name).unwrap());
    let scenario = SCENARIOS.iter().find(|scenario| scenario.name == name).unwrap();
    (scenario.work)(&folder(GIVEN), &folder(FOLDER), &mut |safe| {
        // One call for each line: a line that is cut says nothing. A parent that does not listen is gone.
        let mut out = std::io::stdout().lock();
        out.write_all(format!("ack {safe}\n").as_bytes()).and_then(|()| out.flush()).ok();
    });
    true
}

/// Lets `then` trace the process that does the work.
pub fn traced<T>(scenario: &'static str, given: &Path, folder: &Path, then: impl FnOnce(&Traced<'_>) -> T) -> T {
    let program = std::env::current_exe().unwrap();
    let environment = [(SCENARIO, PathBuf::from(scenario)), (GIVEN, given.to_owned()), (FOLDER, folder.to_owned())];
    then(&Traced { command: &[program], environment: &environment })
}
