//! The in-app list of folders for packages: opening one, or choosing where they are written to.

mod packages_ui;

pub use packages_ui::show;
