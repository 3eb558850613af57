//! Cameras of Windows (Media Foundation, by `nokhwa`).
//!
//! Opening may hang with some capture cards, and a camera that is unplugged may make the library wait for ever: the
//! reader of a source bounds both from outside, so nothing here does. What went wrong comes as a text with the
//! system's number in it (mferror.h, winerror.h).

use std::time::Duration;

use nokhwa::Camera;
use nokhwa::utils::{ApiBackend, CameraIndex, FrameFormat, RequestedFormat, RequestedFormatType};
use nokhwa::{NokhwaError, query};

use super::negotiate::{Coding, Offer, choose};
use super::{CameraId, Found, Frame, Source};
use crate::problem::Problem;

/// Formats that we read. RGB is not among them: Windows means blue first and the last row first, or neither.
const CODINGS: [(FrameFormat, Coding); 3] =
    [(FrameFormat::MJPEG, Coding::Jpeg), (FrameFormat::YUYV, Coding::Yuyv), (FrameFormat::NV12, Coding::Nv12)];

/// What the system's numbers mean for a person.
const MEANINGS: [(&str, &str); 9] = [
    ("80070005", "camera-denied"),
    // MF_E_HW_MFT_FAILED_START_STREAMING, MF_E_VIDEO_RECORDING_DEVICE_PREEMPTED, ERROR_SHARING_VIOLATION, ERROR_BUSY
    ("C00D3704", "camera-busy"),
    ("C00D3EA3", "camera-busy"),
    ("80070020", "camera-busy"),
    ("800700AA", "camera-busy"),
    // MF_E_VIDEO_RECORDING_DEVICE_INVALIDATED, ERROR_DEVICE_NOT_CONNECTED, ERROR_FILE_NOT_FOUND, ERROR_GEN_FAILURE
    ("C00D3EA2", "camera-gone"),
    ("8007048F", "camera-gone"),
    ("80070002", "camera-gone"),
    ("8007001F", "camera-gone"),
];

/// Lists the cameras in the system's order.
pub(super) fn list() -> Result<Vec<Found>, Problem> {
    let found = query(ApiBackend::MediaFoundation).map_err(|error| told(&error))?;
    // The link names the plug and the camera; the index changes with every other one that is plugged in.
    Ok(found.into_iter().map(|one| Found { id: CameraId::Device(one.misc()), name: one.human_name() }).collect())
}

/// Opens the camera with this link.
pub(super) fn open(link: &str) -> Result<Box<dyn Source>, Problem> {
    let found = query(ApiBackend::MediaFoundation).map_err(|error| told(&error))?;
    let index = found.into_iter().position(|one| one.misc() == link);
    let index = index.and_then(|index| u32::try_from(index).ok()).ok_or_else(|| Problem::warning("camera-gone"))?;

    let formats = CODINGS.map(|(format, _)| format);
    let any = RequestedFormat::with_formats(RequestedFormatType::None, &formats);
    let mut camera = Camera::with_backend(CameraIndex::Index(index), any, ApiBackend::MediaFoundation)
        .map_err(|error| told(&error))?;
    let all = camera.compatible_camera_formats().map_err(|error| told(&error))?;
    let offer = |format: &nokhwa::utils::CameraFormat| {
        let coding = coding_of(format.format())?;
        let rate = Some(format.frame_rate() as f32);
        Some(Offer { coding, width: format.width(), height: format.height(), rate })
    };
    let offers: Vec<Offer> = all.iter().filter_map(offer).collect();
    let no_format = || Problem::warning("camera-no-format");
    let best = choose(&offers).ok_or_else(no_format)?;
    let format = all.into_iter().find(|format| offer(format) == Some(best)).ok_or_else(no_format)?;
    let exact = RequestedFormat::with_formats(RequestedFormatType::Exact(format), &formats);
    camera.set_camera_requset(exact).map_err(|error| told(&error))?;
    camera.open_stream().map_err(|error| told(&error))?;
    Ok(Box::new(Device { camera }))
}

fn coding_of(format: FrameFormat) -> Option<Coding> {
    CODINGS.iter().find(|(known, _)| *known == format).map(|(_, coding)| *coding)
}

struct Device {
    camera: Camera,
}

impl Source for Device {
    fn next(&mut self, _patience: Duration) -> Result<Frame, Problem> {
        let buffer = self.camera.frame().map_err(|error| told(&error))?;
        let coding = coding_of(buffer.source_frame_format()).ok_or_else(|| Problem::warning("camera-no-format"))?;
        let (width, height) = (buffer.resolution().width(), buffer.resolution().height());
        // Rows lie one behind the other: the sample was made one piece.
        Ok(Frame { width, height, coding, stride: 0, bytes: buffer.buffer().to_vec() })
    }
}

fn told(error: &NokhwaError) -> Problem {
    let text = error.to_string();
    let numbers = text.to_ascii_uppercase();
    match MEANINGS.iter().find(|(number, _)| numbers.contains(number)) {
        Some((_, key)) => Problem::warning(key),
        None => Problem::warning("camera-failed").with("why", text),
    }
}
