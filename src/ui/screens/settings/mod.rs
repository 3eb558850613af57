//! Settings: language, colours, text size, hand, the surveyor's name.

mod settings_ui;

pub use settings_ui::{State, show};
