//! Cameras against the real things: streams over loopback sockets, folders on a disk, and what this machine has.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod command;
mod device;
mod network;
mod roll;
mod server;

/// A photo; drawing it takes a second in a build for tests.
fn photo() -> &'static [u8] {
    static PHOTO: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| tantu::app::demo::sample_photo().unwrap());
    &PHOTO
}
