//! What others send: files made to do harm are refused or borne, within bounded time and memory. And what the program
//! itself does not do: leave anything where nobody looks for it.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bounds;
mod pictures;
mod places;
mod texts;

#[path = "../crash/points.rs"]
#[allow(dead_code, reason = "the crash matrix uses all of it")]
mod points;
#[path = "../crash/strace.rs"]
#[allow(dead_code, reason = "the crash matrix uses all of it")]
mod strace;
