//! How far the programme is, and its money.

pub mod data;
mod figure;
mod figure_ui;
mod money;
mod progress_ui;
mod quality;
mod scope_ui;
mod sight;
mod targets_ui;
mod way;

pub use progress_ui::{State, show};
