//! Proof under faults: the real system calls of a real process fail, or it is killed at them, one after the other.
//!
//! `tests/story` refuses operations from inside, before they happen; here `strace` does it from outside, to whatever
//! the program and its libraries really call. A sample of the points runs with the tests, all of them by
//! `scripts/soak`.
//!
//! Without the harness of the other tests, because its threads and its own calls would be counted among ours.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[cfg(target_os = "linux")]
mod child;
#[cfg(target_os = "linux")]
mod handover;
#[cfg(target_os = "linux")]
mod matrix;
#[cfg(target_os = "linux")]
mod merging;
#[cfg(target_os = "linux")]
mod points;
#[cfg(target_os = "linux")]
mod store;
#[cfg(target_os = "linux")]
mod strace;
#[cfg(target_os = "linux")]
mod tree;

#[cfg(target_os = "linux")]
#[path = "../story/merge_make.rs"]
#[allow(dead_code, reason = "the stories use all of it")]
mod merge_make;
#[cfg(target_os = "linux")]
#[path = "../story/script.rs"]
#[allow(dead_code, reason = "the stories use all of it")]
mod script;

/// Answers to a filter like any other test: `cargo test merge` is not about this one.
#[cfg(target_os = "linux")]
fn main() {
    if child::works() {
        return;
    }
    let filters: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    if filters.is_empty() || filters.iter().any(|filter| "crash matrix".contains(filter)) {
        matrix::whatever_fails_what_was_called_safe_is_there();
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("crash matrix: not tried, only Linux has strace");
}
