//! The program without a screen.

pub mod command;
pub mod demo;
pub mod route;
pub mod settings;
