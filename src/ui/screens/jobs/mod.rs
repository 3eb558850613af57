//! The contractor's list of works: what is late, what is due, what waits for an answer; packages in and out.

pub mod data;
mod jobs_ui;
pub mod parcel_ui;

pub use jobs_ui::{State, rows, show};
