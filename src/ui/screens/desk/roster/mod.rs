//! The need list: taken in, checked, given to surveyors.

mod assign_ui;
mod columns_ui;
pub mod data;
mod decide_ui;
mod file_ui;
mod found_ui;
mod plan_ui;
mod roster_ui;

pub use roster_ui::{State, show};
