//! Sending and fetching against real servers on loopback: wsgidav, Apache's mod_dav where it is installed, moto's S3, a
//! folder; and through a proxy that cuts, refuses, lies and dawdles.
//!
//! The short form runs everywhere; `scripts/soak-transfer` runs the same with 500 households and 5,000 photos.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod command;
mod crash;
mod cuts;
mod faults;
mod homes;
mod hostile;
mod proxy;
mod servers;
mod together;
mod updown;
