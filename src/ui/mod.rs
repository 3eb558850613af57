//! The window: the only place that says egui, eframe or rfd.

pub mod dialog;
pub mod first_frame;
pub mod fonts;
pub mod gate;
pub mod notices;
pub mod question;
pub mod robot;
pub mod scene;
pub mod screens;
pub mod shell;
pub mod textures;
pub mod theme;
pub mod widgets;
pub mod window;
