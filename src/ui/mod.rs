//! The window: the only place that says egui, eframe or rfd.

pub mod fonts;
pub mod question;
pub mod textures;
pub mod theme;
pub mod widgets;
