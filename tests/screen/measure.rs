//! Measuring in a photo with fingers: corners offered or tapped, two ends, the length written as an estimate.

use egui::{TouchPhase, vec2};
use tantu::app::route::Route;
use tantu::dossier::prompt::ToDoKind;
use tantu::l10n::Language;
use tantu::value::{MarkKind, Value};

use super::surveyor::{Surveyor, Tablet, id_clashes, willing_home};

const QUESTION: &str = "院内通道最窄处宽";
const PHOTO: &str = "照片，点一下放点，拖动可调整";

/// A sheet of A4, two pixels a millimetre, seen straight on; without it only the floor.
fn picture(sheet: bool) -> Vec<u8> {
    let mut image = image::RgbImage::from_pixel(1_600, 1_200, image::Rgb([90, 84, 80]));
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        if sheet && (400..994).contains(&x) && (300..720).contains(&y) {
            *pixel = image::Rgb([235, 235, 230]);
        }
    }
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// At the question with such a photo, measuring.
fn measuring(sheet: bool) -> Surveyor {
    let mut surveyor = Tablet { homes: vec![willing_home("其木格")], ..Tablet::default() }.start();
    surveyor.open("其木格").section("出入口、院落").unfold(QUESTION);
    assert!(!surveyor.sees("照片上估测"), "there is no photo yet");
    let path = "qE9_width".parse().unwrap();
    let add = tantu::app::command::Command::AddPhotoBytes { path, bytes: picture(sheet).into() };
    surveyor.window.state_mut().program.dispatch(add);
    surveyor.step_until("the photo arrives", |surveyor| surveyor.sees("照片 1"));
    surveyor.tap(&format!("{QUESTION}：照片上估测"));
    assert!(matches!(surveyor.program().route, Route::Measure { .. }));
    let said = if sheet { "找到四角了" } else { "没有把握认出四角" };
    surveyor.step_until("the search is over", |surveyor| surveyor.sees(said));
    surveyor
}

/// Taps a pixel of the photo, which is shown whole.
fn tap_pixel(surveyor: &mut Surveyor, at: [f32; 2]) {
    let finger = pixel(surveyor, at);
    surveyor.touch(TouchPhase::Start, finger);
    surveyor.touch(TouchPhase::End, finger);
    surveyor.window.run();
}

fn pixel(surveyor: &Surveyor, [x, y]: [f32; 2]) -> egui::Pos2 {
    let room = surveyor.place_of(PHOTO).unwrap();
    let scale = (room.width() / 1_600.0).min(room.height() / 1_200.0);
    room.center() + vec2(x - 800.0, y - 600.0) * scale
}

fn wait_for_photo(surveyor: &mut Surveyor) {
    surveyor.step_until("the photo is shown", |surveyor| !surveyor.sees("正在打开"));
    // Textures ask for the frames they need.
    let shown = |surveyor: &Surveyor| surveyor.window.ctx.tex_manager().read().num_allocated() >= 3;
    surveyor.step_until("its pixels are there", shown);
    surveyor.window.run();
}

#[test]
fn offered_corners_two_taps_and_the_length_is_an_estimate_with_its_evidence() {
    let mut surveyor = measuring(true);
    wait_for_photo(&mut surveyor);
    surveyor.tap("就用这四角").expect("角 4").expect("点要量的一端");
    tap_pixel(&mut surveyor, [300.0, 900.0]);
    surveyor.expect("点另一端");
    tap_pixel(&mut surveyor, [1_300.0, 900.0]);
    // Two pixels a millimetre.
    surveyor.expect("500 mm ±").expect("估测值");
    assert_eq!(id_clashes(&surveyor), [""; 0]);
    surveyor.tap(&format!("填入「{QUESTION}」"));
    assert!(matches!(surveyor.program().route, Route::Visit(_)));
    assert_eq!(surveyor.value("qE9_width"), Some(Value::Integer(500)));
    let Some(Value::Estimate(estimate)) = surveyor.value("qE9_width.estimate") else { panic!("no estimate") };
    assert_eq!((estimate.millimetres, estimate.reference.as_str()), (500, "a4"));
    assert!((1..25).contains(&estimate.plus_minus), "{estimate:?}");
    surveyor.expect("≈ 500 mm ±");
    let visit = surveyor.program().visit.as_ref().unwrap();
    let marks = visit.dossier.fields.values().filter_map(|register| match register.value() {
        Some(Value::Mark(mark)) => Some(mark.clone()),
        _ => None,
    });
    let marks: Vec<_> = marks.collect();
    assert_eq!(marks.len(), 1);
    assert_eq!((marks[0].kind, marks[0].points.len()), (MarkKind::Dimension, 2));
    let doubts = visit.overview(Language::Chinese).to_dos;
    let path = "qE9_width".parse().unwrap();
    assert!(doubts.iter().any(|doubt| doubt.path == path && doubt.kind == ToDoKind::Doubtful));

    surveyor.tap(&format!("{QUESTION}：卷尺复核无误")).expect_gone("≈ 500 mm");
    assert_eq!(surveyor.value("qE9_width"), Some(Value::Integer(500)));
    surveyor.tap_beginning("撤销：确认").expect("≈ 500 mm ±");
    surveyor.tap_beginning("撤销：拍照估测").expect_gone("≈ 500 mm");
    assert_eq!(surveyor.value("qE9_width"), None);
    surveyor.tap_beginning("重做：拍照估测").expect("≈ 500 mm ±");
}

#[test]
fn arrow_keys_move_the_point_placed_last() {
    let mut surveyor = measuring(true);
    wait_for_photo(&mut surveyor);
    surveyor.tap("就用这四角");
    tap_pixel(&mut surveyor, [300.0, 900.0]);
    tap_pixel(&mut surveyor, [1_300.0, 900.0]);
    surveyor.expect("500 mm ±");
    for _ in 0..20 {
        surveyor.window.key_press(egui::Key::ArrowRight);
        surveyor.window.run();
    }
    surveyor.expect("510 mm ±");
    surveyor.window.key_press(egui::Key::ArrowLeft);
    surveyor.window.key_press(egui::Key::ArrowLeft);
    surveyor.window.run();
    surveyor.expect("509 mm ±");
}

#[test]
fn without_its_photo_the_number_is_still_an_estimate_and_nothing_leads_to_the_photo() {
    let mut surveyor = measuring(true);
    wait_for_photo(&mut surveyor);
    surveyor.tap("就用这四角");
    tap_pixel(&mut surveyor, [300.0, 900.0]);
    tap_pixel(&mut surveyor, [1_300.0, 900.0]);
    surveyor.tap(&format!("填入「{QUESTION}」")).tap(&format!("{QUESTION}：删除照片 1"));
    surveyor.expect("≈ 500 mm ±").expect_gone("照片上估测");
    surveyor.tap(&format!("{QUESTION}：卷尺复核无误")).expect_gone("≈ 500 mm");
    assert_eq!(surveyor.value("qE9_width"), Some(Value::Integer(500)));
}

#[test]
fn typing_another_number_is_no_estimate_any_more() {
    let mut surveyor = measuring(true);
    wait_for_photo(&mut surveyor);
    surveyor.tap("就用这四角");
    tap_pixel(&mut surveyor, [300.0, 900.0]);
    tap_pixel(&mut surveyor, [1_300.0, 900.0]);
    surveyor.tap(&format!("填入「{QUESTION}」")).expect("≈ 500 mm ±");
    surveyor.keys(QUESTION, "510").expect_gone("≈").expect_gone("估测值");
    assert_eq!(surveyor.value("qE9_width"), Some(Value::Integer(510)));
}

#[test]
fn nothing_is_offered_on_a_bare_floor_and_four_taps_do_it() {
    let mut surveyor = measuring(false);
    wait_for_photo(&mut surveyor);
    surveyor.expect_gone("就用这四角").expect("第 1 角");
    for (nth, at) in [[400.0, 300.0], [994.0, 300.0], [994.0, 720.0], [400.0, 720.0]].into_iter().enumerate() {
        surveyor.expect(&format!("第 {} 角", nth + 1));
        tap_pixel(&mut surveyor, at);
    }
    tap_pixel(&mut surveyor, [300.0, 900.0]);
    tap_pixel(&mut surveyor, [1_300.0, 900.0]);
    surveyor.expect(" mm ±");
    // The other end is dragged to a place far too near: there is no length, and it says why.
    let (from, to) = (pixel(&surveyor, [1_300.0, 900.0]), pixel(&surveyor, [304.0, 900.0]));
    surveyor.swipe(from, to - from);
    surveyor.expect("两端离得太近").expect("请放大照片").expect_gone("填入");
    // The corners are dragged too, and single pixels by buttons.
    surveyor.tap("重点两端").expect("点要量的一端");
    surveyor.tap("选角 1").tap("右移一像素").tap("下移一像素").tap("放大").tap("缩小");
    surveyor.tap("重点四角").expect("第 1 角");
}

#[test]
fn corners_that_no_sheet_has_are_refused_with_the_reason() {
    let mut surveyor = measuring(false);
    wait_for_photo(&mut surveyor);
    // A square is no sheet of A4, seen nearly straight on.
    for at in [[400.0, 200.0], [1_200.0, 210.0], [1_190.0, 1_000.0], [410.0, 1_010.0], [300.0, 900.0], [1_300.0, 900.0]]
    {
        tap_pixel(&mut surveyor, at);
    }
    surveyor.expect("形状对不上").expect_gone("填入");
    surveyor.tap("重点四角");
    for at in [[400.0, 200.0], [1_190.0, 1_000.0], [1_200.0, 210.0], [410.0, 1_010.0], [300.0, 900.0], [1_300.0, 900.0]]
    {
        tap_pixel(&mut surveyor, at);
    }
    surveyor.expect("四个角连不成四边形");
}

#[test]
fn the_magnifier_follows_the_finger_and_the_point_stays_where_it_was_let_go() {
    let mut surveyor = measuring(false);
    wait_for_photo(&mut surveyor);
    let (from, to) = (pixel(&surveyor, [500.0, 500.0]), pixel(&surveyor, [640.0, 560.0]));
    surveyor.swipe(from, to - from);
    surveyor.expect("角 1");
    let point = surveyor.place_of("角 1").unwrap().center();
    assert!((point - to).length() < 2.0, "{point:?} {to:?}");
}
