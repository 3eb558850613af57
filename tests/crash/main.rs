//! Proof under faults: the real system calls of a real process fail, or it is killed at them, one after the other;
//! and files that are made to do harm are borne within bounded time and memory.
//!
//! `tests/story` refuses operations from inside, before they happen; here `strace` does it from outside, to whatever
//! the program and its libraries really call. A sample of the points runs with the tests, all of them by
//! `scripts/soak`.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod child;
mod handover;
mod matrix;
mod merging;
mod points;
mod store;
mod strace;
mod tree;

#[path = "../story/merge_make.rs"]
#[allow(dead_code, reason = "the stories use all of it")]
mod merge_make;
#[path = "../story/script.rs"]
#[allow(dead_code, reason = "the stories use all of it")]
mod script;
