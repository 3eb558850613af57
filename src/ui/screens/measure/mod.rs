//! Measuring in a photo: what lies beside it, its four corners, two points, and the length with its ±.

mod data;
mod magnifier;
mod measure_ui;
mod panel_ui;
mod picture_ui;
mod reference_ui;

pub use measure_ui::{State, show};
