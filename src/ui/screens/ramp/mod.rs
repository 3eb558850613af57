//! Calculators on the spot: the ramp that fits the yard, the door and the turning circle for the chair that was
//! measured.

pub mod data;
mod drawing_ui;
mod ramp_ui;
mod space_ui;

pub use ramp_ui::{State, show};
