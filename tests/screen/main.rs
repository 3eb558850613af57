//! Screens and widgets as fingers and screen readers meet them, found by their names.

mod cards;
mod fit;
mod gallery;
mod touch;
