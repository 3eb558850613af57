//! The job sheet of one household: where it is, what is built to which sizes, how far it is, what was said about it.

mod change_ui;
pub mod data;
mod item_ui;
mod job_ui;
mod talk_ui;

pub use job_ui::{State, show};
