//! The program without a screen.

pub mod clock;
pub mod command;
pub mod demo;
pub mod dispatch;
pub mod forms;
pub mod incoming;
pub mod jobs;
pub mod listing;
pub mod program;
pub mod route;
pub mod settings;
pub mod task;
pub mod visit;
pub mod world;
