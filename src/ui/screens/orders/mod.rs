//! The coordinator's orders: who builds where, what went out, what came back and waits for an answer.

mod contractors_ui;
pub mod data;
mod issue_ui;
mod orders_ui;

pub use orders_ui::{State, show};
