//! A workspace to try everything: twelve invented households with pictures the program draws itself.

mod canvas;
mod indoors;
mod outdoors;
mod parts;
mod scenes;
