//! The surveys that wait for review, those that were sent back, approved or are disputed.

pub mod data;
mod review_ui;

pub use review_ui::{State, show};
