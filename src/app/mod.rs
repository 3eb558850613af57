//! The program without a screen.

pub mod camera;
pub mod clock;
pub mod command;
pub mod conflicts;
pub mod demo;
pub mod desk;
pub mod dispatch;
pub mod exchange;
pub mod forms;
pub mod incoming;
pub mod jobs;
pub mod listing;
pub mod marks;
pub mod measure;
pub mod papers;
pub mod plan;
pub mod program;
pub mod route;
pub mod rules;
pub mod settings;
pub mod steps;
pub mod task;
pub mod visit;
pub mod way;
pub mod works;
pub mod world;
