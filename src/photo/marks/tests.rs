//! Marks in pixels: everything is drawn where it belongs, nothing panics, and what is blurred is gone.

use image::{Rgb, RgbImage};

use super::geometry::words_box;
use super::*;
use crate::value::{Ink, MarkKind};

fn encode(image: &RgbImage) -> Result<Vec<u8>, Problem> {
    raw::encode(&Planes::of_rgb(image))
}

const SIDES: [u32; 2] = [800, 600];
const KINDS: [MarkKind; 6] =
    [MarkKind::Arrow, MarkKind::Box, MarkKind::Ellipse, MarkKind::Freehand, MarkKind::Dimension, MarkKind::Text];

fn mark(kind: MarkKind, ink: Ink, points: &[[u16; 2]], text: &str) -> Mark {
    Mark { kind, ink, points: points.to_vec(), text: text.into() }
}

fn sample(kind: MarkKind, ink: Ink) -> Mark {
    match kind {
        MarkKind::Text => mark(kind, ink, &[[2_000, 3_000]], "门槛高 12 cm"),
        MarkKind::Dimension => mark(kind, ink, &[[1_000, 8_000], [8_000, 8_000]], "760"),
        _ => mark(kind, ink, &[[2_000, 2_000], [7_000, 6_000]], ""),
    }
}

fn painted(ground: [u8; 3], mark: &Mark) -> RgbImage {
    let mut image = RgbImage::from_pixel(SIDES[0], SIDES[1], Rgb(ground));
    paint(&mut image, mark);
    image
}

fn count(image: &RgbImage, rgb: [u8; 3]) -> usize {
    image.pixels().filter(|pixel| pixel.0 == rgb).count()
}

#[test]
fn every_kind_shows_its_ink_and_its_outline_on_every_ground() {
    for kind in KINDS {
        for ink in [Ink::Red, Ink::Yellow, Ink::Blue, Ink::White] {
            let (own, outline) = ink::colours(ink);
            for ground in [[0, 0, 0], [255, 255, 255], [128, 128, 128], own, outline] {
                let image = painted(ground, &sample(kind, ink));
                assert!(count(&image, own) > 60 && count(&image, outline) > 60, "{kind:?} {ink:?} on {ground:?}");
            }
        }
    }
}

#[test]
fn nothing_but_the_mark_is_changed() {
    let image = painted([10, 200, 30], &sample(MarkKind::Box, Ink::Red));
    for (x, y) in [(0, 0), (799, 599), (360, 240), (100, 300)] {
        assert_eq!(image.get_pixel(x, y).0, [10, 200, 30], "{x} {y}");
    }
    assert_eq!(image.get_pixel(160, 240).0, ink::colours(Ink::Red).0, "its left side");
}

#[test]
fn words_stay_inside_the_picture_and_long_ones_break() {
    let long = "从院门到堂屋台阶高低不平下雪后打滑轮椅推不过去".repeat(3);
    for (kind, points, text) in [
        (MarkKind::Text, vec![[9_990, 9_990]], "右下角"),
        (MarkKind::Text, vec![[0, 0]], "左上角"),
        (MarkKind::Text, vec![[9_000, 100]], &long),
        (MarkKind::Dimension, vec![[0, 100], [400, 100]], "123456789"),
        (MarkKind::Dimension, vec![[9_990, 0], [9_990, 10_000]], "760"),
    ] {
        let mark = mark(kind, Ink::White, &points, text);
        let [left, top, right, bottom] = words_box(&mark, SIDES).unwrap();
        assert!(left >= 0.0 && top >= 0.0, "{text}");
        assert!(right <= SIDES[0] as f32 && bottom <= SIDES[1] as f32, "{text}: {right} {bottom}");
        let lines = shapes(&mark, SIDES).into_iter().filter_map(|shape| match shape {
            Shape::Words(words) => Some(words.text),
            _ => None,
        });
        let said: String = lines.collect();
        assert_eq!(said, geometry::label(&mark), "no letter is lost");
    }
}

#[test]
fn a_number_stands_beside_its_line_and_not_on_it() {
    let circle = (0..16).map(|step| f32::from(step as u16) * std::f32::consts::TAU / 16.0);
    for angle in circle {
        let end = |sign: f32| {
            let (x, y) = (5_000.0 + sign * 3_000.0 * angle.cos(), 5_000.0 + sign * 3_000.0 * angle.sin());
            [x as u16, y as u16]
        };
        let mark = mark(MarkKind::Dimension, Ink::Red, &[end(-1.0), end(1.0)], "1250");
        let [left, top, right, bottom] = words_box(&mark, SIDES).unwrap();
        let [from, to] = [end(-1.0), end(1.0)].map(|spot| geometry::place(spot, SIDES));
        for step in 0..=200 {
            let share = step as f32 / 200.0;
            let (x, y) = (from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share);
            let inside = (left..right).contains(&x) && (top..bottom).contains(&y);
            assert!(!inside, "at {angle} the line runs through its number");
        }
    }
    assert_eq!(geometry::label(&mark(MarkKind::Dimension, Ink::Red, &[[0, 0], [1, 1]], "760")), "760 mm");
    assert_eq!(geometry::label(&mark(MarkKind::Dimension, Ink::Red, &[[0, 0], [1, 1]], "760 ± 8 mm")), "760 ± 8 mm");
}

#[test]
fn whatever_a_file_says_is_drawn_without_harm() {
    let texts = ["", " ", "\n\n", "\u{200f}\u{1f3fd}\u{0}", "ᠮᠣᠩᠭᠣᠯ", "a\u{301}\u{301}"];
    for kind in KINDS {
        for text in texts {
            for count in [0, 1, 2, 3, 90] {
                let points: Vec<[u16; 2]> = (0..count).map(|n| [n * 7, n * 11]).collect();
                let same = vec![[5_000, 5_000]; usize::from(count)];
                for points in [points, same, vec![[u16::MAX, u16::MAX]; usize::from(count)]] {
                    let mark = mark(kind, Ink::Red, &points, text);
                    for [width, height] in [[40, 30], [1, 1], [1, 300]] {
                        paint(&mut RgbImage::new(width, height), &mark);
                        hit::off(&mark, [width, height], [0.0, 0.0]);
                    }
                }
            }
        }
    }
}

#[test]
fn a_finger_meets_the_mark_it_means() {
    let marks = [
        sample(MarkKind::Box, Ink::Red),
        mark(MarkKind::Arrow, Ink::Red, &[[4_000, 3_000], [5_000, 3_000]], ""),
        sample(MarkKind::Text, Ink::Blue),
    ];
    let at = |x: f32, y: f32| hit::mark_at(&marks.iter().enumerate(), SIDES, [x, y], 20.0);
    assert_eq!(at(155.0, 300.0), Some(0), "the side of the box");
    assert_eq!(at(360.0, 185.0), Some(1), "the arrow inside it");
    assert_eq!(at(400.0, 320.0), Some(0), "inside the box, where nothing else is");
    assert_eq!(at(200.0, 192.0), Some(2), "a word");
    assert_eq!(at(700.0, 60.0), None);
    assert_eq!(hit::handle_at(&marks[1], SIDES, [410.0, 190.0], 24.0), Some(1));
    assert_eq!(hit::handle_at(&marks[1], SIDES, [360.0, 180.0], 24.0), None);
}

#[test]
fn an_export_shows_the_marks_and_a_photo_without_marks_is_not_touched() {
    let jpeg = encode(&RgbImage::from_pixel(SIDES[0], SIDES[1], Rgb([90, 120, 60]))).unwrap();
    assert_eq!(burn(&jpeg, &[] as &[Mark]).unwrap(), jpeg);
    let marks = [sample(MarkKind::Arrow, Ink::Red), sample(MarkKind::Text, Ink::Yellow)];
    let limits = Limits::default();
    let whole = decode_file(&burn(&jpeg, &marks).unwrap(), limits, limits.decode_px).unwrap().planes.to_rgb();
    assert_eq!(whole.dimensions(), (SIDES[0], SIDES[1]));
    let reddish = |image: &RgbImage| image.pixels().filter(|pixel| pixel.0[0] > 160 && pixel.0[1] < 90).count();
    assert!(reddish(&whole) > 500);
    let small = decode_file(&burn_small(&jpeg, &marks, 320).unwrap(), limits, 320).unwrap().planes.to_rgb();
    assert_eq!((small.dimensions(), reddish(&small) > 50), ((320, 240), true));
    assert_eq!(burn(b"no picture", &marks).unwrap_err().key, "photo-not-a-picture");
}

/// A certificate as a camera sees it: letters everywhere.
fn certificate() -> RgbImage {
    let mut paper = RgbImage::from_pixel(1_600, 1_200, Rgb([240, 240, 235]));
    for line in 0..20 {
        let text = mark(MarkKind::Text, Ink::White, &[[300, 480 * line]], "残疾人证号 15222119580412301X42");
        paint(&mut paper, &text);
    }
    paper
}

fn stroke(points: &[[u16; 2]]) -> Stroke {
    Stroke { points: points.to_vec(), radius: 500 }
}

#[test]
fn under_the_brush_nothing_fine_is_left_and_beside_it_everything() {
    let paper = certificate();
    let jpeg = encode(&paper).unwrap();
    let blurred = blur(&jpeg, &[stroke(&[[1_000, 2_500], [9_000, 2_500]])]).unwrap();
    let limits = Limits::default();
    let after = decode_file(&blurred.jpeg, limits, limits.decode_px).unwrap().planes.to_rgb();
    assert_eq!(after.dimensions(), paper.dimensions());
    // The difference between neighbours: letters have much of it.
    let roughness = |image: &RgbImage, left: u32, top: u32| {
        let mut most = 0;
        for y in top..top + 60 {
            for x in left..left + 800 {
                most = most.max(image.get_pixel(x, y).0[1].abs_diff(image.get_pixel(x + 1, y).0[1]));
            }
        }
        most
    };
    assert!(roughness(&paper, 400, 270) > 100, "there were letters");
    assert!(roughness(&after, 400, 270) < 24, "{} is left", roughness(&after, 400, 270));
    assert!(roughness(&after, 400, 700) > 100, "far from the brush nothing is changed");
}

#[test]
fn two_papers_with_the_same_blocks_give_the_same_blur() {
    // What a block looked like inside does not matter: a checker of any fineness is the same grey.
    let checker =
        |size: u32| {
            RgbImage::from_fn(720, 720, |x, y| {
                if (x / size + y / size).is_multiple_of(2) { Rgb([255; 3]) } else { Rgb([0; 3]) }
            })
        };
    let whole = Stroke { points: vec![[5_000, 5_000]], radius: 10_000 };
    let blurred = |image: &RgbImage| blur(&encode(image).unwrap(), std::slice::from_ref(&whole)).unwrap().jpeg;
    assert_eq!(blurred(&checker(2)), blurred(&checker(5)));
}

#[test]
fn a_blur_without_strokes_or_outside_the_picture_does_no_harm() {
    let jpeg = encode(&RgbImage::from_pixel(60, 40, Rgb([90, 120, 60]))).unwrap();
    for strokes in [vec![], vec![stroke(&[])], vec![stroke(&[[u16::MAX, 0], [0, u16::MAX]])]] {
        assert_eq!(blur(&jpeg, &strokes).unwrap().width, 60);
    }
}
