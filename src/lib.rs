//! Tantu 坦途 ("level road") takes one household from the first visit to the archive.
//!
//! # Floors
//! Imports go down only, on floor 2 never sideways; `tests/tidy.rs` proves it.
//!
//! | floor | modules | what |
//! |---|---|---|
//! | 4 | [`ui`] | the only place that says egui, eframe or rfd |
//! | 3 | [`app`], [`cli`] | the program without a screen; the same program from a terminal |
//! | 2 | [`store`], [`photo`] | hands: RON on disk, pictures |
//! | 1 | [`form`], [`dossier`], [`plan`] | meaning, pure: no files, no threads, no clock |
//! | 0 | [`id`], [`path`], [`value`], [`stamp`], [`limits`], [`problem`], [`role`], [`division`], [`l10n`], [`units`] | words |
//!
//! # Invariants
//! * Every field of a household is a register that merges ([`dossier::register`]); merging never fails and never
//!   loses; a clock never decides.
//! * All changes enter by one door, [`app`]'s dispatch; a screen only shows data and sends commands.
//! * Only `store::wire` knows the disk format.
//! * A file is never overwritten in place, and what cannot be read is kept.
//!
//! # Where to start
//! [`form::schema`] shows what a form is, [`dossier`] what a household is; `app::dispatch` is the door.

#![forbid(unsafe_code)]

pub mod app;
pub mod cli;
pub mod division;
pub mod dossier;
pub mod form;
pub mod id;
pub mod l10n;
pub mod limits;
pub mod path;
pub mod photo;
pub mod plan;
pub mod problem;
pub mod role;
pub mod stamp;
pub mod store;
pub mod ui;
pub mod units;
pub mod value;
