//! One photo, as large as the window, with zoom.

mod photo_ui;

pub use photo_ui::{State, show};
