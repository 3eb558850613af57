//! Cameras of Linux (V4L2).
//!
//! A stream is asked whether a picture is ready and never waited for, so that a driver without pictures cannot hold
//! the thread. The library panics on names that are no UTF-8 and on sizes it does not know: one bad driver must not
//! hide the good cameras.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use linuxvideo::format::{FrameIntervals, FrameSizes, PixFormat, PixelFormat};
use linuxvideo::stream::ReadStream;
use linuxvideo::{BufType, CapabilityFlags, Device};

use super::negotiate::{Coding, Offer, choose};
use super::{CameraId, Found, Frame, Source};
use crate::limits::MAX_CAMERA_EDGE_PX;
use crate::problem::Problem;

/// Between two looks whether a picture has come; a thirtieth of a second is the time from one to the next.
const LOOK: Duration = Duration::from_millis(4);

/// errno(3): the numbers are the same on every architecture that runs a window.
const NO_SUCH_ENTRY: i32 = 2;
const INPUT_OUTPUT: i32 = 5;
const NO_SUCH_ADDRESS: i32 = 6;
const ACCESS: i32 = 13;
const BUSY: i32 = 16;
const NO_DEVICE: i32 = 19;
const NOT_PERMITTED: i32 = 1;

/// Formats that we read, by their four letters.
const CODINGS: [(&[u8; 4], Coding); 8] = [
    (b"MJPG", Coding::Jpeg),
    (b"JPEG", Coding::Jpeg),
    (b"YUYV", Coding::Yuyv),
    (b"YUY2", Coding::Yuyv),
    (b"UYVY", Coding::Uyvy),
    (b"NV12", Coding::Nv12),
    (b"RGB3", Coding::Rgb),
    (b"BGR3", Coding::Bgr),
];

/// A node that gives pictures.
struct Node {
    path: PathBuf,
    /// The same after it was plugged in again.
    id: String,
    name: String,
}

/// Lists the cameras, in the order of their nodes.
pub(super) fn list() -> Result<Vec<Found>, Problem> {
    let found = nodes()?;
    Ok(found.into_iter().map(|node| Found { id: CameraId::Device(node.id), name: node.name }).collect())
}

/// Opens the camera with this id.
pub(super) fn open(id: &str) -> Result<Box<dyn Source>, Problem> {
    let gone = || Problem::warning("camera-gone");
    let node = nodes()?.into_iter().find(|node| node.id == id).ok_or_else(gone)?;
    let path = node.path;
    let opened = catch_unwind(AssertUnwindSafe(|| Camera::open(&path)));
    let camera = opened.unwrap_or_else(|_| Err(Problem::warning("camera-no-format")))?;
    Ok(Box::new(camera))
}

/// All nodes that give pictures we can read. One that may not be opened is a problem only when it is the only one.
fn nodes() -> Result<Vec<Node>, Problem> {
    let mut paths: Vec<(u32, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir("/dev").map_err(|error| told(&error))?.flatten() {
        let number = entry.file_name().to_str().and_then(|name| name.strip_prefix("video")?.parse().ok());
        paths.extend(number.map(|number| (number, entry.path())));
    }
    paths.sort_unstable();
    let (mut found, mut refused) = (Vec::new(), None);
    let mut same: BTreeMap<String, u32> = BTreeMap::new();
    for (_, path) in paths {
        // A panic is a node that is not understood.
        match catch_unwind(AssertUnwindSafe(|| look(&path))) {
            Ok(Ok(Some((name, bus)))) => {
                let id = format!("{name}@{bus}");
                let count = same.entry(id.clone()).or_default();
                *count += 1;
                // One device may have several nodes with pictures: colour and infrared.
                let id = if *count > 1 { format!("{id}#{count}") } else { id };
                found.push(Node { path, id, name });
            }
            Ok(Err(error)) if matches!(error.raw_os_error(), Some(ACCESS | NOT_PERMITTED | BUSY)) => {
                refused.get_or_insert_with(|| told(&error));
            }
            Ok(Ok(None) | Err(_)) | Err(_) => {}
        }
    }
    match refused {
        Some(problem) if found.is_empty() => Err(problem),
        _ => Ok(found),
    }
}

/// Name and bus of a node that gives pictures; `None` for the others: metadata, codecs, radio.
fn look(path: &Path) -> io::Result<Option<(String, String)>> {
    let device = Device::open(path)?;
    let about = device.capabilities()?;
    let wanted = CapabilityFlags::VIDEO_CAPTURE | CapabilityFlags::STREAMING;
    if !about.device_capabilities().contains(wanted) || codings(&device).is_empty() {
        return Ok(None);
    }
    let or_driver = |text: &str| if text.is_empty() { about.driver().to_owned() } else { text.to_owned() };
    Ok(Some((or_driver(about.card()), about.bus_info().to_owned())))
}

fn codings(device: &Device) -> Vec<(PixelFormat, Coding)> {
    let formats = device.formats(BufType::VIDEO_CAPTURE).map_while(Result::ok).map(|format| format.pixel_format());
    let known = |format: PixelFormat| {
        CODINGS.iter().find(|(letters, _)| **letters == format.as_fourcc()).map(|(_, coding)| (format, *coding))
    };
    formats.filter_map(known).collect()
}

/// Everything the camera offers that we can read, with the driver's name of the format.
fn offers(device: &Device) -> Vec<(PixelFormat, Offer)> {
    let mut all = Vec::new();
    for (format, coding) in codings(device) {
        for (width, height) in device.frame_sizes(format).map(|sizes| sides(&sizes)).unwrap_or_default() {
            let rate = device.frame_intervals(format, width, height).ok().and_then(|intervals| quickest(&intervals));
            all.push((format, Offer { coding, width, height, rate }));
        }
    }
    all
}

/// The sizes to choose from; of a whole range the ones that matter.
fn sides(sizes: &FrameSizes) -> Vec<(u32, u32)> {
    match sizes {
        FrameSizes::Discrete(sizes) => sizes.iter().map(|size| (size.width(), size.height())).collect(),
        FrameSizes::Stepwise(range) | FrameSizes::Continuous(range) => {
            let usual = [(1920, 1080), (1600, 1200), (1280, 720), (640, 480)];
            let inside = |&(width, height): &(u32, u32)| {
                (range.min_width()..=range.max_width()).contains(&width)
                    && (range.min_height()..=range.max_height()).contains(&height)
            };
            let bound = (range.max_width().min(MAX_CAMERA_EDGE_PX), range.max_height().min(MAX_CAMERA_EDGE_PX));
            let mut some: Vec<_> = usual.into_iter().filter(inside).collect();
            if some.is_empty() {
                some.push(bound);
            }
            some
        }
    }
}

/// Frames a second at the shortest interval.
fn quickest(intervals: &FrameIntervals) -> Option<f32> {
    let rate = |numerator: u32, denominator: u32| (numerator > 0).then(|| denominator as f32 / numerator as f32);
    match intervals {
        FrameIntervals::Discrete(all) => {
            let rates = all.iter().filter_map(|one| rate(one.fract().numerator(), one.fract().denominator()));
            rates.max_by(f32::total_cmp)
        }
        FrameIntervals::Stepwise(range) | FrameIntervals::Continuous(range) => {
            rate(range.min().numerator(), range.min().denominator())
        }
    }
}

struct Camera {
    stream: ReadStream,
    width: u32,
    height: u32,
    stride: u32,
    coding: Coding,
}

impl Camera {
    fn open(path: &Path) -> Result<Self, Problem> {
        let device = Device::open(path).map_err(|error| told(&error))?;
        let all = offers(&device);
        let offers: Vec<Offer> = all.iter().map(|(_, offer)| *offer).collect();
        let no_format = || Problem::warning("camera-no-format");
        let best = choose(&offers).ok_or_else(no_format)?;
        let format = all.iter().find(|(_, offer)| *offer == best).map(|(format, _)| *format).ok_or_else(no_format)?;
        let capture =
            device.video_capture(PixFormat::new(best.width, best.height, format)).map_err(|error| told(&error))?;
        // The driver may give another size or format than it offered.
        let agreed = capture.format();
        let letters = agreed.pixel_format().as_fourcc();
        let coding = CODINGS.iter().find(|(known, _)| **known == letters).map(|(_, coding)| *coding);
        let (width, height, stride) = (agreed.width(), agreed.height(), agreed.bytes_per_line());
        let coding = coding.ok_or_else(no_format)?;
        let stream = capture.into_stream().map_err(|error| told(&error))?;
        Ok(Self { stream, width, height, stride, coding })
    }
}

impl Source for Camera {
    fn next(&mut self, patience: Duration) -> Result<Frame, Problem> {
        let until = Instant::now() + patience;
        loop {
            if self.stream.will_block().map_err(|error| told(&error))? {
                if Instant::now() >= until {
                    return Err(Problem::warning("camera-silent"));
                }
                std::thread::sleep(LOOK);
                continue;
            }
            // Buffers that are marked as broken lost something on the cable; the next one comes soon.
            let taken = self.stream.dequeue(|view| Ok((!view.is_error() && !view.is_empty()).then(|| view.to_vec())));
            if let Some(bytes) = taken.map_err(|error| told(&error))? {
                let (width, height, coding) = (self.width, self.height, self.coding);
                let stride = if coding == Coding::Jpeg { 0 } else { self.stride };
                return Ok(Frame { width, height, coding, stride, bytes });
            }
        }
    }
}

/// What the system's answer means for a person.
fn told(error: &io::Error) -> Problem {
    match error.raw_os_error() {
        Some(BUSY) => Problem::warning("camera-busy"),
        Some(ACCESS | NOT_PERMITTED) => Problem::warning("camera-denied"),
        Some(NO_DEVICE | NO_SUCH_ENTRY | NO_SUCH_ADDRESS | INPUT_OUTPUT) => Problem::warning("camera-gone"),
        _ => Problem::warning("camera-failed").with("why", error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_answers_has_a_sentence_of_its_own() {
        for (number, key) in [
            (BUSY, "camera-busy"),
            (ACCESS, "camera-denied"),
            (NO_DEVICE, "camera-gone"),
            (NO_SUCH_ENTRY, "camera-gone"),
            (22, "camera-failed"),
        ] {
            assert_eq!(told(&io::Error::from_raw_os_error(number)).key, key);
        }
    }

    #[test]
    fn nodes_that_are_no_cameras_are_no_cameras() {
        assert!(look(Path::new("/dev/null")).is_err());
        assert!(Camera::open(Path::new("/dev/null")).is_err());
        assert!(matches!(open("no such camera@nowhere"), Err(problem) if problem.key.starts_with("camera-")));
    }
}
