//! The window and the export show the same mark: the picture that egui paints against the one painted into pixels.

use egui::{Color32, Rect, Sense, Vec2};
use egui_kittest::Harness;
use image::{Rgb, RgbImage};
use tantu::photo::marks::{ink, paint};
use tantu::ui::fonts;
use tantu::ui::widgets::marks::Shown;
use tantu::value::{Ink, Mark, MarkKind};

const SIDES: [u32; 2] = [640, 480];

/// What the window shows of a mark over a ground of one colour, one point a pixel.
fn in_window(ground: [u8; 3], mark: &Mark) -> RgbImage {
    let (mark, [r, g, b]) = (mark.clone(), ground);
    let size = Vec2::new(SIDES[0] as f32, SIDES[1] as f32);
    let builder = Harness::builder().with_size(size).with_pixels_per_point(1.0).with_context_setup(fonts::install);
    let mut window = builder.build_ui(move |ui| {
        let place = Rect::from_min_size(egui::Pos2::ZERO, size);
        ui.interact(place, ui.scope_id().with("photo"), Sense::hover());
        let painter = ui.ctx().layer_painter(ui.layer_id());
        painter.rect_filled(place, 0.0, Color32::from_rgb(r, g, b));
        Shown { place, sides: SIDES }.paint(&painter, &mark);
    });
    window.run();
    image::DynamicImage::from(window.render().unwrap()).into_rgb8()
}

fn in_export(ground: [u8; 3], mark: &Mark) -> RgbImage {
    let mut image = RgbImage::from_pixel(SIDES[0], SIDES[1], Rgb(ground));
    paint(&mut image, mark);
    image
}

fn sample(kind: MarkKind, ink: Ink) -> Mark {
    let (points, text) = match kind {
        MarkKind::Text => (vec![[2_000, 3_000]], "门槛高 12 cm，轮椅推不过去 (AVT)"),
        MarkKind::Dimension => (vec![[1_000, 8_000], [8_000, 6_500]], "1250"),
        MarkKind::Freehand => {
            (vec![[1_000, 1_000], [3_000, 4_000], [3_200, 1_000], [5_000, 5_000], [9_000, 5_200], [9_000, 9_000]], "")
        }
        _ => (vec![[2_000, 2_000], [7_000, 6_000]], ""),
    };
    Mark { kind, ink, points, text: text.into() }
}

/// Pixels of the mark in `of` that have nothing like them within two pixels in `against`.
fn strangers(of: &RgbImage, against: &RgbImage, ground: [u8; 3]) -> (usize, usize) {
    let far = |a: [u8; 3], b: [u8; 3]| a.iter().zip(b).any(|(&a, b)| a.abs_diff(b) > 70);
    let (mut lost, mut all) = (0, 0);
    for (x, y, pixel) in of.enumerate_pixels().filter(|(_, _, pixel)| far(pixel.0, ground)) {
        all += 1;
        let around = (-2..=2_i64).flat_map(|dy| (-2..=2_i64).map(move |dx| (i64::from(x) + dx, i64::from(y) + dy)));
        let mut inside =
            around.filter(|&(x, y)| x >= 0 && y >= 0 && x < i64::from(SIDES[0]) && y < i64::from(SIDES[1]));
        if inside.all(|(x, y)| far(against.get_pixel(x as u32, y as u32).0, pixel.0)) {
            lost += 1;
        }
    }
    (lost, all)
}

#[test]
fn every_kind_looks_alike_in_the_window_and_in_an_export() {
    for kind in
        [MarkKind::Arrow, MarkKind::Box, MarkKind::Ellipse, MarkKind::Freehand, MarkKind::Dimension, MarkKind::Text]
    {
        for (ink, ground) in [(Ink::Red, [250, 250, 250]), (Ink::Yellow, [20, 20, 20]), (Ink::White, [120, 140, 110])] {
            let mark = sample(kind, ink);
            let (window, export) = (in_window(ground, &mark), in_export(ground, &mark));
            for (of, against, which) in [(&window, &export, "window"), (&export, &window, "export")] {
                let (lost, all) = strangers(of, against, ground);
                assert!(all > 300, "{kind:?} {ink:?}: the {which} shows nothing ({all})");
                // Letters of twenty pixels are hinted in the window and not in the export.
                assert!(lost * 100 <= 3 * all, "{kind:?} {ink:?}: {lost} of {all} pixels are only in the {which}");
            }
        }
    }
}

/// Relative luminance, WCAG 2.2.
fn luminance(rgb: [u8; 3]) -> f32 {
    let linear = egui::Rgba::from(Color32::from_rgb(rgb[0], rgb[1], rgb[2]));
    0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
}

#[test]
fn a_mark_stands_out_from_bright_and_from_dark_ground_in_window_and_export() {
    for ink in [Ink::Red, Ink::Yellow, Ink::Blue, Ink::White] {
        for ground in [[255, 255, 255], [0, 0, 0], ink::colours(ink).0] {
            let mark = sample(MarkKind::Arrow, ink);
            for image in [in_window(ground, &mark), in_export(ground, &mark)] {
                let contrast = |pixel: &Rgb<u8>| {
                    let (a, b) = (luminance(pixel.0), luminance(ground));
                    (a.max(b) + 0.05) / (a.min(b) + 0.05)
                };
                let clear = image.pixels().filter(|pixel| contrast(pixel) >= 4.5).count();
                assert!(clear > 300, "{ink:?} on {ground:?}: {clear} pixels");
            }
        }
    }
}
