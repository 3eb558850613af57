//! Handing over 交接: what a receiver has confirmed, and what may go from this device.

mod data;
mod handing_ui;
pub mod offered_ui;
mod purge_ui;

pub use data::left;
pub use handing_ui::{State, button, show};
