//! Taking in the files of many tablets: what shall be merged, how far it is, what it has brought.

mod data;
mod inbox_ui;
mod report_ui;

pub use inbox_ui::{State, show};
