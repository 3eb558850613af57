//! Before and after, side by side or one over the other.

mod compare_ui;

pub use compare_ui::{State, show};
