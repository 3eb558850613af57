//! The list of households: today's route, search, filter.

pub mod data;
mod handover_ui;
mod households_ui;

pub use households_ui::{State, show};
