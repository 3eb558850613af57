//! Photos against an independent decoder's pixels, refusals of real files, and the memory that many photos take.
//!
//! `make.py` made the files and says by what.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod memory;
mod pixels;
mod refused;

use std::path::{Path, PathBuf};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/photo/files").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(file(name)).unwrap()
}
