//! Documents on paper: plain models in, PDF files out, through typst and templates that an office may change.
//!
//! [`model`] is what a document says, as plain data that serializes; it is the interface of the templates in
//! `assets/report/`, whose README teaches how to change them. [`engine`] sets a [`model::Paper`] with its pictures.
//!
//! **Invariant:** a template sees its data, its pictures and the files beside it, and nothing else: no disk, no network,
//! no packages, no clock (`world`).
//! **Invariant:** what a kind of document must not show is not in its model, so that no template can show it.

pub mod diagnose;
pub mod engine;
pub mod model;
pub mod monthly;
pub mod qr;
pub mod shelf;
mod world;

pub use engine::{Engine, Printed};
pub use shelf::Shelf;
