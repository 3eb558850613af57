//! Screens and widgets as fingers and screen readers meet them, found by their names.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod cards;
mod case;
mod conflicts;
mod desk_registry;
mod duplicates;
mod exports;
mod finder;
mod fit;
mod gallery;
mod handing;
mod hands;
mod idle;
mod inbox;
mod keys;
mod large_text;
mod lock;
mod marks;
mod marks_alike;
mod measure;
#[allow(dead_code, reason = "the stories look at the files too")]
#[path = "../story/merge_make.rs"]
mod merge_make;
mod photos;
mod progress;
mod review;
mod roster;
#[allow(dead_code, reason = "the stories make it fail in more ways")]
#[path = "../story/studio.rs"]
mod studio;
mod surveyor;
mod touch;
mod transfer;
mod trouble;
mod visit;
mod widgets;
mod works;
