//! Stories of bad days: the battery is pulled, the disk is full, the program is killed, the clock is wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod app;
mod camera;
mod clock;
mod closed;
mod commands;
mod decisions;
mod faults;
mod killed;
mod measure;
mod merge;
mod merge_inbox;
mod merge_kill;
mod merge_make;
mod merge_power;
mod noticed;
mod packages;
mod packages_handed;
mod packages_hostile;
mod packages_purged;
mod photos;
mod plan;
mod power;
mod rectify;
mod roster;
mod scenario;
mod script;
mod sealed;
mod sealed_crash;
mod sealed_merge;
mod stolen;
mod studio;
mod works;
