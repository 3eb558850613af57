//! Cameras against the real things: streams over loopback sockets, folders on a disk, and what this machine has.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod device;
mod network;
mod roll;
mod server;
