//! The viewfinder: look, shoot, review, next. With the before-picture as a ghost one finds its standpoint again.

mod camera_ui;
mod ghost_ui;
mod picture_ui;
mod tools_ui;

pub use camera_ui::{State, show};
