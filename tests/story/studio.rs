//! Cameras made of a script: what they show, when they fail, and whether somebody still holds them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tantu::photo::camera::negotiate::Coding;
use tantu::photo::camera::{CameraId, Cameras, Found, Frame, Source};
use tantu::problem::Problem;

/// What a camera does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Works,
    /// Not in its plug.
    Away,
    Busy,
    Forbidden,
    /// Opening it never ends, until its mood changes.
    Hangs,
    /// Its driver has a fault.
    Panics,
    /// Every picture is cut off on its way.
    Damaged,
}

/// All cameras of a machine.
#[derive(Default)]
pub struct Studio {
    moods: Mutex<BTreeMap<&'static str, Mood>>,
    /// Devices that are open now.
    held: AtomicUsize,
    /// Pictures that were taken, by whichever camera: no two of them are alike.
    taken: AtomicUsize,
    /// Times that the system's camera app was started; `None` where there is none.
    app: Option<AtomicUsize>,
}

impl Studio {
    pub fn with(cameras: &[(&'static str, Mood)]) -> Arc<Self> {
        Arc::new(Self { moods: Mutex::new(cameras.iter().copied().collect()), ..Self::default() })
    }

    /// No camera but the system's own app.
    pub fn with_app() -> Arc<Self> {
        Arc::new(Self { app: Some(AtomicUsize::new(0)), ..Self::default() })
    }

    /// Times that the app was started.
    pub fn started(&self) -> usize {
        self.app.as_ref().map_or(0, |app| app.load(Ordering::SeqCst))
    }

    pub fn set(&self, camera: &'static str, mood: Mood) {
        self.moods.lock().unwrap().insert(camera, mood);
    }

    pub fn held(&self) -> usize {
        self.held.load(Ordering::SeqCst)
    }
}

pub fn id(camera: &str) -> CameraId {
    CameraId::Device(camera.to_owned())
}

/// The handle that the program gets; the camera that it opens asks the studio for its mood with every picture.
pub struct Reach(pub Arc<Studio>);

impl Reach {
    fn mood(&self, camera: &str) -> Mood {
        self.0.moods.lock().unwrap().get(camera).copied().unwrap_or(Mood::Away)
    }
}

impl Cameras for Reach {
    fn list(&self) -> Result<Vec<Found>, Problem> {
        let moods = self.0.moods.lock().unwrap();
        let there = moods.iter().filter(|(_, mood)| **mood != Mood::Away);
        Ok(there.map(|(name, _)| Found { id: id(name), name: (*name).to_owned() }).collect())
    }

    fn open(&self, id: &CameraId) -> Result<Box<dyn Source>, Problem> {
        let CameraId::Device(camera) = id else { return Err(Problem::warning("camera-network-unreachable")) };
        while self.mood(camera) == Mood::Hangs {
            std::thread::sleep(Duration::from_millis(5));
        }
        match self.mood(camera) {
            Mood::Away => Err(Problem::warning("camera-gone")),
            Mood::Busy => Err(Problem::warning("camera-busy")),
            Mood::Forbidden => Err(Problem::warning("camera-denied")),
            _ => {
                self.0.held.fetch_add(1, Ordering::SeqCst);
                let reach = Self(Arc::clone(&self.0));
                Ok(Box::new(Open { reach, camera: camera.clone() }))
            }
        }
    }

    fn has_app(&self) -> bool {
        self.0.app.is_some()
    }

    fn open_app(&self) -> Result<(), Problem> {
        let app = self.0.app.as_ref().ok_or_else(|| Problem::warning("camera-app-none"))?;
        app.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
}

struct Open {
    reach: Reach,
    camera: String,
}

/// A picture of squares, dark and light as the binary digits of its number: no two numbers look alike.
pub fn picture(number: usize) -> Frame {
    let grey = |x: usize, y: usize| if number >> (y / 12 * 4 + x / 16) & 1 == 0 { 40 } else { 220 };
    let bytes = (0..48).flat_map(|y| (0..64).flat_map(move |x| [grey(x, y), 128])).collect();
    Frame { width: 64, height: 48, coding: Coding::Yuyv, stride: 128, bytes }
}

impl Source for Open {
    fn next(&mut self, _patience: Duration) -> Result<Frame, Problem> {
        std::thread::sleep(Duration::from_millis(10));
        let mut frame = picture(self.reach.0.taken.fetch_add(1, Ordering::SeqCst));
        match self.reach.mood(&self.camera) {
            Mood::Away => return Err(Problem::warning("camera-gone")),
            Mood::Panics => panic!("a fault of the driver, as this story wants it"),
            Mood::Damaged => frame.bytes.truncate(100),
            _ => {}
        }
        Ok(frame)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.reach.0.held.fetch_sub(1, Ordering::SeqCst);
    }
}
