//! Screens and widgets as fingers and screen readers meet them, found by their names.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod cards;
mod fit;
mod gallery;
mod hands;
mod idle;
mod large_text;
mod marks;
mod marks_alike;
mod measure;
mod photos;
mod surveyor;
mod touch;
mod trouble;
mod visit;
mod widgets;
mod works;
