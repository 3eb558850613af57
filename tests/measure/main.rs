//! Measuring in photos, tried on drawn scenes whose truth is known.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod camera;
mod found;
mod ground;
mod limits;
mod random;
mod scene;
mod trials;
