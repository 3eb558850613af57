//! A real V4L2 device: the kernel's own test driver `vivid`, which shows colour bars. `scripts/vivid` starts it in a small
//! virtual machine and runs these tests there; elsewhere there is no such device, and each says so.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tantu::app::jobs::camera::{CameraLane, News, Wish};
use tantu::app::jobs::{JobEvent, Reports};
use tantu::photo::camera::negotiate::Coding;
use tantu::photo::camera::{CameraId, Cameras as _, Frame, Machine, Source};
use tantu::photo::{Pixels, decode_for_screen};
use tantu::stamp::Moment;

/// The virtual machine is slow: a picture may take seconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// The driver's 75 % colour bars, from the left.
const BARS: [(&str, [u8; 3]); 8] = [
    ("white", [191, 191, 191]),
    ("yellow", [191, 191, 0]),
    ("cyan", [0, 191, 191]),
    ("green", [0, 191, 0]),
    ("magenta", [191, 0, 191]),
    ("red", [191, 0, 0]),
    ("blue", [0, 0, 191]),
    ("black", [0, 0, 0]),
];

/// The driver's capture node, where it runs.
fn vivid(test: &str) -> Option<CameraId> {
    let found = Machine.list().unwrap_or_default().into_iter().find(|found| found.name == "vivid");
    match &found {
        Some(found) => println!("vivid: {test}: {}", found.id),
        None => println!("vivid: {test}: no such device here; scripts/vivid brings one"),
    }
    found.map(|found| found.id)
}

fn colour(pixels: &Pixels, x: u32, y: u32) -> [u8; 3] {
    let at = (y * pixels.width + x) as usize * 4;
    pixels.rgba[at..at + 3].try_into().unwrap()
}

#[track_caller]
fn shows_bars(pixels: &Pixels) {
    for (place, (name, expected)) in (0_u32..).zip(BARS) {
        // Below the text that the driver writes over its picture.
        let seen = colour(pixels, (2 * place + 1) * pixels.width / 16, pixels.height * 3 / 4);
        let far = seen.iter().zip(expected).any(|(seen, expected)| seen.abs_diff(expected) > 8);
        println!("vivid: {name} bar is {seen:?}");
        assert!(!far, "the {name} bar is {seen:?}, not {expected:?}");
    }
}

/// Pulls the plug, or puts it in again.
fn plug(deed: &str) {
    std::fs::write(Path::new("/sys/bus/platform/drivers/vivid").join(deed), "vivid.0").unwrap();
}

/// The camera, opened. One that has just been plugged in, or whose last reader is still leaving, is busy for a moment;
/// the viewfinder too tries every other second.
#[track_caller]
fn opened(id: &CameraId) -> Box<dyn Source> {
    let begun = Instant::now();
    loop {
        match Machine.open(id) {
            Ok(source) => return source,
            Err(problem) => assert!(begun.elapsed() < PATIENCE, "{problem}"),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn frames_have_their_size_and_show_the_colour_bars() {
    let Some(id) = vivid("frames") else { return };
    let mut source = opened(&id);
    let begun = Instant::now();
    let frames: Vec<Frame> = (0..5).map(|_| source.next(PATIENCE).unwrap()).collect();
    for frame in &frames {
        println!("vivid: {frame:?} after {:?}", begun.elapsed());
        assert_eq!(frame.coding, Coding::Yuyv, "vivid has no Motion JPEG");
        assert!(frame.width >= 1_280 && frame.height >= 720, "the largest that is quick enough");
        assert_eq!(frame.bytes.len(), (frame.stride * frame.height) as usize);
        assert!(frame.stride >= frame.width * 2);
    }
    let frame = frames.into_iter().next_back().unwrap();
    shows_bars(&frame.for_screen(1_280).unwrap());
    let kept = frame.into_jpeg(Moment::new(1_795_486_200, 480)).unwrap();
    shows_bars(&decode_for_screen(&kept, 4_000).unwrap());
}

#[test]
fn the_second_program_is_told_that_the_camera_is_busy() {
    let Some(id) = vivid("busy") else { return };
    let mut first = opened(&id);
    let second = Machine.open(&id).map(|_| ()).unwrap_err();
    assert_eq!(second.key, "camera-busy");
    assert!(first.next(PATIENCE).is_ok(), "the first one is not disturbed");
    drop(first);
    assert!(Machine.open(&id).unwrap().next(PATIENCE).is_ok(), "and gives it back");
}

#[test]
fn unplugged_it_is_gone_and_plugged_in_again_it_has_the_same_name() {
    let Some(id) = vivid("unplug") else { return };
    let mut source = opened(&id);
    source.next(PATIENCE).unwrap();
    plug("unbind");
    let begun = Instant::now();
    let problem = loop {
        // What lay in the buffers may still come.
        match source.next(PATIENCE) {
            Ok(_) => assert!(begun.elapsed() < PATIENCE, "it goes on as if nothing had happened"),
            Err(problem) => break problem,
        }
    };
    println!("vivid: {problem} after {:?}", begun.elapsed());
    assert_eq!(problem.key, "camera-gone");
    drop(source);
    assert!(Machine.open(&id).is_err());
    plug("bind");
    let mut again = opened(&id);
    assert!(again.next(PATIENCE).is_ok());
}

#[test]
fn the_viewfinder_comes_back_by_itself() {
    let Some(id) = vivid("viewfinder") else { return };
    let (reports, events) = Reports::new(Arc::new(|| {}));
    let lane = CameraLane::start(Arc::new(Machine), reports).unwrap();
    lane.open(1, Wish { wanted: Some(id), network: None });
    let hear = |what: &str| {
        let begun = Instant::now();
        loop {
            assert!(begun.elapsed() < 3 * PATIENCE, "waited in vain: {what}");
            lane.take_preview();
            match events.recv_timeout(Duration::from_millis(20)) {
                Ok(JobEvent::Camera { news: News::Live(_), .. }) if what == "live" => break,
                Ok(JobEvent::Camera { news: News::Failed { problem, .. }, .. }) if what == "gone" => {
                    println!("vivid: the viewfinder says {problem}");
                    break;
                }
                Ok(JobEvent::Camera { news: News::Shot { picture, jpeg }, .. }) if what == "shot" => {
                    shows_bars(&Pixels { width: picture.width, height: picture.height, rgba: picture.rgba });
                    shows_bars(&decode_for_screen(&jpeg, 4_000).unwrap());
                    break;
                }
                _ => {}
            }
        }
        println!("vivid: {what} after {:?}", begun.elapsed());
    };
    hear("live");
    plug("unbind");
    hear("gone");
    plug("bind");
    hear("live");
    lane.shoot(Moment::new(1_795_486_200, 480));
    hear("shot");
}
