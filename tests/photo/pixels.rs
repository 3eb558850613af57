//! Upright and right-coloured: what is stored, decoded by the `image` crate's decoder, which has no part in storing,
//! against what Pillow, libjpeg-turbo in C and littleCMS see in the original.
//!
//! Storing costs: quality 80 and halved colour. What it costs Pillow to store the very pixels it saw stands in
//! `costs.tsv` (1.5 to 5.7 of 256 steps on average, the pictures being small and full of edges); ours may cost a tenth
//! and 0.3 more on average, and at the worst hundredth a fifth and 4 more. A wrong turn costs 20.

use image::RgbImage;
use tantu::photo::{self, Ingested, Limits};

use crate::{bytes, file};

fn decoded(jpeg: &[u8]) -> RgbImage {
    image::load_from_memory(jpeg).unwrap().into_rgb8()
}

fn seen(name: &str) -> RgbImage {
    image::open(file(&format!("{name}.seen.png"))).unwrap().into_rgb8()
}

/// Mean and 99th percentile.
fn difference(one: &RgbImage, other: &RgbImage) -> (f64, u8) {
    assert_eq!(one.dimensions(), other.dimensions());
    let mut parts: Vec<u8> = one.as_raw().iter().zip(other.as_raw()).map(|(a, b)| a.abs_diff(*b)).collect();
    parts.sort_unstable();
    let sum: u64 = parts.iter().map(|part| u64::from(*part)).sum();
    (sum as f64 / parts.len() as f64, parts[parts.len() * 99 / 100])
}

/// What storing costs Pillow: mean and 99th percentile.
fn cost(name: &str) -> (f64, u8) {
    let table = String::from_utf8(bytes("costs.tsv")).unwrap();
    let line = table.lines().map(|line| line.split('\t').collect::<Vec<_>>()).find(|cells| cells[0] == name).unwrap();
    (line[1].parse().unwrap(), line[2].parse().unwrap())
}

#[track_caller]
fn agrees(name: &str, photo: &Ingested) {
    let seen = seen(name);
    assert_eq!((photo.width, photo.height), seen.dimensions(), "{name}");
    let (mean, most) = difference(&decoded(&photo.jpeg), &seen);
    let (cost, worst) = cost(name);
    let allowed = (1.1 * cost + 0.3, 1.2 * f64::from(worst) + 4.0);
    assert!(
        mean <= allowed.0 && f64::from(most) <= allowed.1,
        "{name}: {mean:.2} on average, Pillow {cost:.2}; {most} for 99 of 100, Pillow {worst}"
    );
}

fn ingest(name: &str) -> Ingested {
    photo::ingest(&bytes(name), Limits::default()).unwrap()
}

#[test]
fn every_orientation_is_upright() {
    for number in 1..=8 {
        let name = format!("orientation-{number}");
        agrees(&name, &ingest(&format!("{name}.jpg")));
    }
    let (mean, _) = difference(&seen("orientation-1"), &image::imageops::flip_horizontal(&seen("orientation-1")));
    assert!(mean > 4.0 * cost("orientation-1").0, "the picture tells turns apart: {mean}");
}

#[test]
fn every_coding_of_cameras_has_the_right_pixels() {
    for name in [
        "baseline-422",
        "baseline-444",
        "progressive-420",
        "progressive-444",
        "odd-420",
        "odd-422",
        "restarts",
        "optimized",
        "grey",
        "rgb",
    ] {
        agrees(name, &ingest(&format!("{name}.jpg")));
    }
}

#[test]
fn display_p3_is_converted() {
    let photo = ingest("display-p3.jpg");
    agrees("display-p3", &photo);
    // Not converting would cost more than storing does.
    let (mean, _) = difference(&seen("display-p3"), &decoded(&bytes("display-p3.jpg")));
    assert!(mean > 2.0 * cost("display-p3").0, "the conversion can be seen: {mean}");
}

#[test]
fn deep_transparent_and_indexed_png_files_have_the_right_pixels() {
    for name in ["deep", "clear", "palette"] {
        agrees(name, &ingest(&format!("{name}.png")));
    }
}

#[test]
fn a_shrunk_picture_is_the_one_that_lanczos_gives() {
    let limits = Limits { photo_px: 160, ..Limits::default() };
    for name in ["large", "larger"] {
        agrees(name, &photo::ingest(&bytes(&format!("{name}.jpg")), limits).unwrap());
    }
}

#[test]
fn time_and_rounded_place_come_out_and_nothing_else_stays() {
    let photo = ingest("placed.jpg");
    agrees("placed", &photo);
    assert_eq!(photo.taken.unwrap().to_string(), "2026-11-24T09:30:05+08:00");
    let place = photo.place.unwrap();
    assert_eq!((place.latitude, place.longitude), (4_607, 12_209));
    let original = bytes("placed.jpg");
    let holds = |file: &[u8], trace: &[u8]| file.windows(trace.len()).any(|part| part == trace);
    for trace in [&b"Exif"[..], b"OWNER", b"2026:", b"MM\0*", b"II*\0"] {
        assert!(!holds(&photo.jpeg, trace) && !holds(&photo.thumbnail, trace), "{}", trace.escape_ascii());
    }
    assert!(holds(&original, b"OWNER-SECRET") && holds(&original, b"Exif"));
}
