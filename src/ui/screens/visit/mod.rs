//! The visit: sections, questions, what is still to do.

mod asks;
pub mod data;
mod panel_ui;
mod pending_ui;
mod rail_ui;
mod repeat_ui;
mod review_ui;
mod visit_ui;

pub use visit_ui::{State, show};
