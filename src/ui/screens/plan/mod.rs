//! The plan 一户一案: what is proposed and why, what is taken up, and the money as it is chosen.

mod card_ui;
pub mod data;
pub mod money;
mod money_ui;
mod plan_ui;
mod sheets;
mod suggested;

pub use plan_ui::{State, ask_replan, show};
