//! The settlement 结算 at a glance: planned, installed and accepted stay three numbers, money comes from the last.

mod account_ui;
pub mod data;

pub use account_ui::{State, show};
