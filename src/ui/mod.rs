//! The window: the only place that says egui, eframe or rfd.

pub mod first_frame;
pub mod robot;
