//! Settings: language, colours, text size, hand, the surveyor's name, cameras.

mod camera_ui;
mod settings_ui;

pub use settings_ui::{State, show};
