//! The household's file 一户一档: where it stands, what is next and what still lacks for it.

mod case_ui;
pub mod data;
pub mod gallery;
mod gallery_ui;
mod next;
mod way_ui;

pub use case_ui::{State, show};
