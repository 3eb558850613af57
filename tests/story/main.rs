//! Stories of bad days: the battery is pulled, the disk is full, the program is killed, the clock is wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod app;
mod camera;
mod clock;
mod closed;
mod faults;
mod killed;
mod measure;
mod merge;
mod merge_inbox;
mod merge_kill;
mod merge_make;
mod noticed;
mod packages;
mod photos;
mod plan;
mod power;
mod rectify;
mod scenario;
mod script;
mod studio;
mod works;
