//! Before and after 前后对比: two photos of one standpoint, side by side or one over the other.

mod compare_ui;
mod data;
pub mod partner_ui;

pub use compare_ui::{State, show};
