//! Documents on paper: which kinds, of whom, in which languages; progress, stop, where they are.

mod data;
mod papers_ui;

pub use papers_ui::{State, button, show};
