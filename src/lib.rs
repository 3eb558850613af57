//! Tantu 坦途 ("level road") takes one household from the first visit to the archive.
//!
//! # Floors
//! Imports go down only, on floor 2 never sideways; `tests/tidy.rs` proves it.
//!
//! | floor | modules | what |
//! |---|---|---|
//! | 4 | [`ui`] | the only place that says egui, eframe or rfd |
//! | 3 | [`app`], [`cli`] | the program without a screen; the same program from a terminal |
//! | 2 | [`store`], [`photo`], [`report`], [`remote`], [`seal`], [`table`] | hands: RON on disk, pictures, paper, packages and servers, keys, spreadsheets |
//! | 1 | [`form`], [`dossier`], [`plan`], [`registry`] | meaning, pure: no files, no threads, no clock |
//! | 0 | [`id`], [`path`], [`value`], [`stamp`], [`limits`], [`problem`], [`role`], [`division`], [`l10n`], [`fonts`], [`units`], [`cipher`] | words |
//!
//! # Invariants
//! * Every field of a household is a register that merges ([`dossier::register`]); merging never fails and never
//!   loses; a clock never decides.
//! * All changes enter by one door, [`app::dispatch`]: a screen shows plain data (its `data.rs`) and sends
//!   [`app::command::Command`]s. Undo is a new forward edit.
//! * An answer is told to be saved only when [`store::Workspace::append`] has returned. A photo, or a form's text, is
//!   on disk before a field names it.
//! * Only [`store::wire`] knows the disk format of a household. A file is never changed in place, and what cannot be
//!   read is set aside, never deleted.
//! * A form is parsed, checked and ordered once ([`form::compile`]); an answer re-evaluates only what depends on it
//!   ([`form::session`]). What an expression may know of the world is given to it ([`form::expr::World`]).
//! * No text for people stands in code: [`problem::Problem`] and the screens carry keys of `assets/i18n/`.
//! * Where a household stands is derived from its registers ([`dossier::stage::Standing`]); two devices that take
//!   different steps leave a visible dispute, and no step is taken from there. Money is integer fen ([`plan::money`]).
//! * What a contractor gets is an allow list ([`plan::order`]); what comes back from one goes through a narrower one.
//! * What is sealed at rest goes to the disk through one place ([`store`], "Sealed"); the list of what may lie plain
//!   is short, everything else is sealed ([`app::vault`]).
//! * Work that takes long runs in named threads ([`app::jobs`]); an idle window paints nothing.
//!
//! # Where to start
//! [`form::schema`] shows what a form is and `forms/home-assessment.ron` the largest one; [`dossier`] what a household
//! is; [`app::visit`] joins the two for a screen; [`ui::screens`] shows them. [`dossier::stage`] is the way of a
//! household through the programme, [`plan`] what is planned, built, accepted and paid, [`app::task`] who does what
//! when; [`photo::camera`], [`photo::marks`] and [`photo::measure`] are what happens to pictures, [`report`] paper. `tests/story/` and `tests/screen/` play
//! users.
//!
//! # Where the code differs from the first design
//! All forms of a household share one flat namespace of question ids ([`path::FieldPath`]): a question has one id
//! and one answer whichever form asks it, so forms can be split, merged and re-ordered without moving answers.
//! A removed row is an erased register of its own *and* erased fields, so that an answer given elsewhere meanwhile
//! is a visible conflict.

#![forbid(unsafe_code)]

pub mod app;
pub mod cipher;
pub mod cli;
pub mod division;
pub mod dossier;
pub mod fonts;
pub mod form;
pub mod id;
pub mod l10n;
pub mod limits;
pub mod path;
pub mod photo;
pub mod plan;
pub mod problem;
pub mod registry;
pub mod remote;
pub mod report;
pub mod role;
pub mod seal;
pub mod stamp;
pub mod store;
pub mod table;
pub mod ui;
pub mod units;
pub mod value;
