//! The in-app list of folders: choosing photos where the machine has no file dialog.

mod browse_ui;

pub use browse_ui::{State, places, show};
