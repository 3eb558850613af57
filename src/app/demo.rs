//! A workspace to try everything: twelve invented households with pictures the program draws itself.

mod canvas;
pub mod scenes;
