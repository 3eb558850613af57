//! The plan as the family sees and hears it: large, plain, one sentence for each measure.

mod agree_ui;
pub mod data;

pub use agree_ui::{State, show};
