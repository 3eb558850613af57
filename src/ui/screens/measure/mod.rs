//! Measuring in a photo: what lies beside it, its four corners, two points, and the length with its ±.

mod measure_ui;

pub use measure_ui::{State, show};
