//! Exports 导出: which table, of whom, for what, in which format, where to; what came of it and what was left out.

mod data;
mod exports_ui;

pub use exports_ui::{State, show};
