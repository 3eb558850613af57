//! The viewfinder under the thumb: look, shoot, review, next; and what it says when no camera works.

use std::path::PathBuf;
use std::sync::Arc;

use tantu::app::camera::CameraState;
use tantu::app::demo;
use tantu::app::route::Route;
use tantu::dossier::{Dossier, pairs};
use tantu::path::FieldPath;
use tantu::value::Value;

use super::studio::{Mood, Reach, Studio};
use super::surveyor::{PORTRAIT, Surveyor, Tablet, id_clashes, willing_home};

const QUESTION: &str = "照片：全貌";

fn at_the_photo(studio: &Arc<Studio>, tablet: Tablet) -> Surveyor {
    let mut surveyor = Tablet { homes: vec![willing_home("其木格")], ..tablet }.start();
    surveyor.window.state_mut().program.camera.reach(Arc::new(Reach(Arc::clone(studio))));
    surveyor.open("其木格").section("出入口、院落").unfold(QUESTION);
    surveyor
}

fn photos(surveyor: &Surveyor) -> usize {
    dossier(surveyor).photos(&"qE15_whole".parse::<FieldPath>().unwrap()).len()
}

fn dossier(surveyor: &Surveyor) -> &Dossier {
    &surveyor.program().visit.as_ref().unwrap().dossier
}

fn live(surveyor: &mut Surveyor) {
    surveyor.step_until("pictures come", |surveyor| {
        matches!(surveyor.program().camera.state, CameraState::Live { preview: Some(_), .. })
    });
}

fn shoot(surveyor: &mut Surveyor) {
    live(surveyor);
    surveyor.tap("拍照");
    surveyor.step_until("the shot is shown", |surveyor| {
        matches!(surveyor.program().camera.state, CameraState::Shot { .. })
    });
}

#[test]
fn one_tap_from_the_question_one_for_the_photo_one_to_keep_it() {
    for tablet in [Tablet::default(), Tablet { size: PORTRAIT, percent: 200, ..Tablet::default() }] {
        let studio = Studio::with(&[("front", Mood::Works)]);
        let mut surveyor = at_the_photo(&studio, tablet);
        surveyor.tap("照片：全貌：拍照");
        shoot(&mut surveyor);
        assert_eq!(id_clashes(&surveyor), [""; 0]);
        surveyor.expect("刚拍的照片").tap("重拍");
        shoot(&mut surveyor);
        surveyor.tap("用这张，再拍一张");
        surveyor.step_until("it is stored", |surveyor| photos(surveyor) == 1);
        shoot(&mut surveyor);
        surveyor.tap("用这张");
        surveyor.step_until("the second is stored", |surveyor| photos(surveyor) == 2);
        assert!(matches!(surveyor.program().route, Route::Visit(_)));
        surveyor.step_until("the camera is given back", |_| studio.held() == 0);
    }
}

#[test]
fn a_camera_that_fails_is_told_with_the_next_way_and_the_survey_goes_on() {
    let studio = Studio::with(&[("front", Mood::Busy)]);
    let mut surveyor = at_the_photo(&studio, Tablet::default());
    surveyor.tap("照片：全貌：拍照");
    surveyor.step_until("it is said", |surveyor| surveyor.sees("摄像头正被其他程序使用"));
    surveyor.expect("从文件选").expect("从文件夹列表选");
    studio.set("front", Mood::Works);
    surveyor.tap("再试一次");
    shoot(&mut surveyor);
    surveyor.tap("用这张");
    surveyor.step_until("it is stored", |surveyor| photos(surveyor) == 1);

    studio.set("front", Mood::Away);
    surveyor.tap("照片：全貌：拍照");
    surveyor.step_until("it is said", |surveyor| surveyor.sees("没有找到摄像头"));
    assert_eq!(id_clashes(&surveyor), [""; 0]);
    surveyor.tap("先不拍").expect("照片：全貌：照片 1").answer("夜里门口有灯", "是");
}

#[test]
fn the_camera_app_of_the_system_is_the_next_way_where_there_is_no_camera() {
    let studio = Studio::with_app();
    let mut surveyor = at_the_photo(&studio, Tablet::default());
    surveyor.window.state_mut().program.settings.camera_roll = roll(&surveyor).display().to_string();
    surveyor.tap("照片：全貌：拍照");
    surveyor.step_until("it is offered", |surveyor| surveyor.sees("用系统相机拍"));
    surveyor.tap("用系统相机拍").expect("请在系统相机里拍照");
    assert_eq!(studio.started(), 1);
    std::fs::write(roll(&surveyor).join("IMG_1.jpg"), demo::sample_photo().unwrap()).unwrap();
    surveyor.step_until("it is picked up", |surveyor| surveyor.sees("已收进 1 张"));
    surveyor.step_until("it is stored", |surveyor| photos(surveyor) == 1);
    surveyor.tap("拍完了").expect("照片：全貌：照片 1");
}

/// The folder of the system's camera app.
fn roll(surveyor: &Surveyor) -> PathBuf {
    let folder = surveyor.folder.parent().unwrap().join("roll");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn a_photo_taken_over_an_earlier_one_is_its_pair() {
    let studio = Studio::with(&[("front", Mood::Works)]);
    let mut surveyor = at_the_photo(&studio, Tablet::default());
    surveyor.tap("照片：全貌：拍照");
    shoot(&mut surveyor);
    surveyor.tap("用这张");
    surveyor.step_until("the first is stored", |surveyor| photos(surveyor) == 1);

    surveyor.tap("照片：全貌：拍照");
    live(&mut surveyor);
    surveyor.tap("对照原照片拍").tap_beginning("照片 1").expect("原照片叠影：50%").tap("原照片叠影：70%");
    shoot(&mut surveyor);
    surveyor.tap("用这张");
    surveyor.step_until("the second is stored", |surveyor| photos(surveyor) == 2);
    let home = dossier(&surveyor);
    let stored = home.photos(&"qE15_whole".parse().unwrap());
    let [before, after] =
        [0, 1].map(|place| "qE15_whole".parse::<FieldPath>().unwrap().photo(stored[place].0).unwrap());
    assert_eq!(pairs::before_of(home, &after).map(|(path, _)| path), Some(before));
    assert!(home.fields.values().any(|register| matches!(register.value(), Some(Value::Photo(_)))));
}
