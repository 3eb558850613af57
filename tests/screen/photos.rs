//! Photos get to the question that is open, are looked at and taken away again; what cannot be taken says why.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Color32, ColorImage, Event};
use tantu::app::demo;
use tantu::app::route::Route;
use tantu::dossier::Dossier;
use tantu::path::FieldPath;
use tantu::value::Value;

use super::surveyor::{Surveyor, Tablet, home, id_clashes, willing_home};

/// A file as a file manager drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

pub fn drop_file(surveyor: &mut Surveyor, name: &str, bytes: &[u8]) {
    let file = surveyor.folder.parent().unwrap().join(name);
    std::fs::write(&file, bytes).unwrap();
    surveyor.window.input_mut().dropped_files.push(Arc::new(Dropped(file)));
    surveyor.window.step();
}

pub fn at_the_photo(home: Dossier) -> Surveyor {
    let mut surveyor = Tablet { homes: vec![home], ..Tablet::default() }.start();
    surveyor.open("其木格").section("出入口、院落").unfold("照片：全貌");
    surveyor
}

pub fn count(surveyor: &Surveyor, question: &str) -> usize {
    let path: FieldPath = question.parse().unwrap();
    surveyor.program().visit.as_ref().unwrap().dossier.photos(&path).len()
}

#[test]
fn dropped_and_pasted_pictures_go_to_the_open_question_and_can_be_looked_at_and_removed() {
    let mut surveyor = at_the_photo(willing_home("其木格"));
    drop_file(&mut surveyor, "台阶.jpg", &demo::sample_photo().unwrap());
    surveyor.step_until("the photo arrives", |surveyor| count(surveyor, "qE15_whole") == 1);
    surveyor.expect("照片 1").expect("已有 1 张");

    let pixels = ColorImage::filled([640, 480], Color32::from_rgb(90, 120, 60));
    surveyor.window.event(Event::PasteImage(Arc::new(pixels)));
    surveyor.window.step();
    surveyor.step_until("the picture arrives", |surveyor| count(surveyor, "qE15_whole") == 2);
    surveyor.window.run();
    // Frames come only when asked for: the thumbnails must ask.
    surveyor.step_until("both are shown", |surveyor| textures(surveyor) >= 2);

    surveyor.tap("照片：全貌：照片 2").expect("删除照片").expect("照片：全貌");
    assert!(matches!(surveyor.program().route, Route::Photo { .. }));
    surveyor.step_until("it is shown in full", |surveyor| textures(surveyor) >= 3);
    surveyor.tap("放大").tap("缩小").tap("返回");
    assert!(matches!(surveyor.program().route, Route::Visit(_)));
    surveyor.tap("照片：全貌：照片 2").tap("删除照片");
    assert_eq!(count(&surveyor, "qE15_whole"), 1);
    surveyor.tap("照片：全貌：删除照片 1");
    assert_eq!(count(&surveyor, "qE15_whole"), 0);
    surveyor.tap_beginning("撤销：删除").expect("照片：全貌：照片 1");
    assert_eq!(id_clashes(&surveyor), [""; 0]);

    let kept = surveyor.leave_and_read();
    let photo = kept.fields.values().find_map(|register| match register.value() {
        Some(Value::Photo(photo)) => Some(Arc::clone(photo)),
        _ => None,
    });
    let bytes = surveyor.program().workspace().read_photo(photo.unwrap().hash).unwrap();
    assert!(bytes.starts_with(&[0xff, 0xd8]), "a JPEG lies under its hash");
}

/// Pictures on the graphics chip, apart from the font's.
fn textures(surveyor: &Surveyor) -> usize {
    surveyor.window.ctx.tex_manager().read().num_allocated() - 1
}

#[test]
fn a_photo_beside_an_answer_goes_to_that_question() {
    let mut surveyor = at_the_photo(willing_home("其木格"));
    surveyor.unfold("夜里门口有灯");
    drop_file(&mut surveyor, "灯.jpg", &demo::sample_photo().unwrap());
    surveyor.step_until("the photo arrives", |surveyor| count(surveyor, "qE11_light") == 1);
    surveyor.expect("夜里门口有灯：照片 1").expect("照片 1");
}

#[test]
fn where_photos_are_refused_none_is_taken_and_it_is_said() {
    let yes = Value::YesNo(true);
    let answers =
        [("hh_head", Value::Text("其木格".into())), ("consent_data", yes), ("consent_photo", Value::YesNo(false))];
    let due = ("hh_visit_date", Value::Date(jiff::civil::date(2026, 11, 24)));
    let answers: Vec<_> = answers.into_iter().chain([due]).collect();
    let mut surveyor = at_the_photo(home(1, &answers));
    surveyor.expect("本户不同意拍照").expect_gone("去看：出入口、院落 · 照片：全貌");
    assert_eq!(surveyor.place_of("照片：全貌：添加照片"), None);
    drop_file(&mut surveyor, "门.jpg", &demo::sample_photo().unwrap());
    surveyor.step_until("it is said", |surveyor| surveyor.sees("家属不同意拍照，没有添加照片"));
    assert_eq!(count(&surveyor, "qE15_whole"), 0);
    surveyor.tap("知道了").expect_gone("没有添加照片");
}

#[test]
fn a_file_that_is_no_photo_tells_its_reason() {
    let mut surveyor = at_the_photo(willing_home("其木格"));
    let photo = demo::sample_photo().unwrap();
    for (name, bytes, reason) in [
        ("说明.txt", &b"not a picture at all"[..], "这不是照片文件"),
        ("空.jpg", &b""[..], "照片文件是空的"),
        ("半张.jpg", &photo[..photo.len() / 3], "照片不完整"),
    ] {
        drop_file(&mut surveyor, name, bytes);
        surveyor.step_until(reason, |surveyor| surveyor.sees(reason));
        // Which of many files it was.
        surveyor.expect(name).tap("知道了").expect_gone(reason);
        assert_eq!(count(&surveyor, "qE15_whole"), 0);
    }
    surveyor.expect_gone("正在处理");
}

#[test]
fn a_photo_dropped_where_no_question_is_open_is_not_lost_without_a_word() {
    let mut surveyor = Tablet::default().start();
    drop_file(&mut surveyor, "门.jpg", &demo::sample_photo().unwrap());
    surveyor.step_until("it is said", |surveyor| surveyor.sees("请先点开一个问题"));
}
