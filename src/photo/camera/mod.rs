//! Cameras: one small trait for all that gives moving pictures, and the cameras of this machine behind it.
//!
//! A [`Source`] is opened, read and dropped in one thread that may block; dropping it gives the device back. Who reads
//! it (`app::jobs::camera`) bounds every wait from outside too, because a driver may hang where no time-out reaches.

mod app;
mod complete;
pub mod multipart;
pub mod negotiate;
mod network;
mod raw;
mod stamp;

#[cfg(target_os = "linux")]
mod v4l2;
#[cfg(windows)]
mod windows;

use std::fmt;
use std::time::Duration;

use super::{Pixels, decode_for_screen};
use crate::limits::THUMBNAIL_EDGE_PX;
use crate::problem::Problem;
use crate::stamp::Moment;
use negotiate::Coding;

/// Which camera.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CameraId {
    /// A device of this machine, by a name that stays the same when it is plugged in again.
    Device(String),
    /// A camera or telephone in the local network that sends MJPEG over HTTP: its address.
    Network(String),
}

/// For a settings file: `device:…` or `network:…`.
impl fmt::Display for CameraId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Device(name) => write!(f, "device:{name}"),
            Self::Network(address) => write!(f, "network:{address}"),
        }
    }
}

impl CameraId {
    /// What can be shown of it when the camera itself is away: no bus, no password.
    pub fn name(&self) -> &str {
        match self {
            Self::Device(name) => name.split_once('@').map_or(name, |(name, _)| name),
            Self::Network(address) => address.rsplit_once('@').map_or(address, |(_, host)| host),
        }
    }

    /// Reads what [`CameraId`] wrote; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("device", name) if !name.is_empty() => Some(Self::Device(name.to_owned())),
            ("network", address) if !address.is_empty() => Some(Self::Network(address.to_owned())),
            _ => None,
        }
    }
}

/// A camera that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: CameraId,
    /// What it calls itself.
    pub name: String,
}

/// One picture as the camera gave it.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    /// In pixels; of a JPEG what was agreed on, the file itself may say otherwise.
    pub width: u32,
    pub height: u32,
    pub coding: Coding,
    /// Bytes from one row to the next of raw pixels; 0 of a JPEG.
    pub stride: u32,
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({:?} {} × {}, {} bytes)", self.coding, self.width, self.height, self.bytes.len())
    }
}

impl Frame {
    /// A frame that is a JPEG file.
    pub fn jpeg(width: u32, height: u32, bytes: Vec<u8>) -> Self {
        Self { width, height, coding: Coding::Jpeg, stride: 0, bytes }
    }

    /// Pixels for the screen, no edge longer than `max_edge`.
    ///
    /// # Errors
    /// When the picture is damaged or was cut off.
    pub fn for_screen(&self, max_edge: u32) -> Result<Pixels, Problem> {
        match self.coding {
            Coding::Jpeg => decode_for_screen(&complete::with_tables(&self.bytes), max_edge),
            _ => raw::for_screen(self, max_edge),
        }
    }

    /// The picture as a JPEG file to be kept: the camera's own bytes, or raw pixels encoded with little loss, with the
    /// time of taking where the camera wrote none.
    ///
    /// # Errors
    /// When it is damaged or was cut off.
    pub fn into_jpeg(self, taken: Moment) -> Result<Vec<u8>, Problem> {
        match self.coding {
            Coding::Jpeg => {
                let bytes = complete::with_tables(&self.bytes);
                decode_for_screen(&bytes, THUMBNAIL_EDGE_PX)?;
                Ok(stamp::with_time(&bytes, taken))
            }
            _ => Ok(stamp::with_time(&raw::encode(&self)?, taken)),
        }
    }
}

/// An open camera.
pub trait Source {
    /// The next picture; waits at most about `patience`.
    ///
    /// # Errors
    /// When none came in time, the camera has gone, or it gives what is no picture. The source is then of no more use.
    fn next(&mut self, patience: Duration) -> Result<Frame, Problem>;
}

/// The cameras that can be reached: those of the machine, or scripted ones in a test.
pub trait Cameras: Send + Sync {
    /// The cameras that are there now. May block for as long as a driver does.
    ///
    /// # Errors
    /// When they cannot be looked for, or one is there and may not be used.
    fn list(&self) -> Result<Vec<Found>, Problem>;

    /// Opens a camera and starts its pictures, in the thread that will read them. May block.
    ///
    /// # Errors
    /// When it is not there, busy, forbidden, or of a kind that is not understood: each with its own advice.
    fn open(&self, id: &CameraId) -> Result<Box<dyn Source>, Problem>;

    /// Whether the system has a camera app of its own that can be started.
    fn has_app(&self) -> bool;

    /// Starts the system's camera app and does not wait for it.
    ///
    /// # Errors
    /// When there is none or it does not start.
    fn open_app(&self) -> Result<(), Problem>;
}

/// The cameras of this machine and of its network.
#[derive(Clone, Copy, Debug, Default)]
pub struct Machine;

impl Cameras for Machine {
    fn list(&self) -> Result<Vec<Found>, Problem> {
        devices::list()
    }

    fn open(&self, id: &CameraId) -> Result<Box<dyn Source>, Problem> {
        match id {
            CameraId::Device(name) => devices::open(name),
            CameraId::Network(address) => network::open(address),
        }
    }

    fn has_app(&self) -> bool {
        app::find().is_some()
    }

    fn open_app(&self) -> Result<(), Problem> {
        app::open()
    }
}

#[cfg(target_os = "linux")]
use v4l2 as devices;
#[cfg(windows)]
use windows as devices;

/// A system whose cameras are not reached: the network and the system's own camera app remain.
#[cfg(not(any(target_os = "linux", windows)))]
mod devices {
    use super::{Found, Problem, Source};

    pub fn list() -> Result<Vec<Found>, Problem> {
        Ok(Vec::new())
    }

    pub fn open(_name: &str) -> Result<Box<dyn Source>, Problem> {
        Err(Problem::warning("camera-none"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_camera_is_found_again_by_what_the_settings_say() {
        let device = CameraId::Device("UVC Camera@usb-0000:00:14.0-1".to_owned());
        let phone = CameraId::Network("http://192.168.1.5:8080/video".to_owned());
        for id in [device, phone] {
            assert_eq!(CameraId::parse(&id.to_string()), Some(id));
        }
        assert_eq!(CameraId::Network("me:secret@10.0.0.2/video".to_owned()).name(), "10.0.0.2/video");
        for nothing in ["", "device:", "network", "printer:x"] {
            assert_eq!(CameraId::parse(nothing), None, "{nothing}");
        }
    }
}
