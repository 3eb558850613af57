//! Taking photos with cameras that fail in every way: the survey goes on, and no photo is lost.

use std::sync::Arc;

use tantu::app::camera::{CameraCommand, CameraState, NextWay};
use tantu::app::command::Command;
use tantu::app::route::Route;
use tantu::value::Value;

use crate::app::consenting;
use crate::scenario::{Scenario, morning, path, text};
use crate::studio::{Mood, Reach, Studio, id, picture};

const QUESTION: &str = "qE15_whole";

fn at(studio: &Arc<Studio>) -> Scenario {
    let mut scenario = consenting();
    scenario.reaches(Arc::new(Reach(Arc::clone(studio))));
    scenario
}

fn camera(scenario: &mut Scenario, command: CameraCommand) -> &mut Scenario {
    scenario.ask(Command::Camera(command))
}

fn open(scenario: &mut Scenario) -> &mut Scenario {
    camera(scenario, CameraCommand::Open { path: path(QUESTION), ghost: None })
}

fn is_live(scenario: &Scenario) -> bool {
    matches!(scenario.program().camera.state, CameraState::Live { preview: Some(_), .. })
}

fn is_shot(scenario: &Scenario) -> bool {
    matches!(scenario.program().camera.state, CameraState::Shot { .. })
}

/// Key of the failure that is shown.
fn failure(scenario: &Scenario) -> Option<&'static str> {
    match &scenario.program().camera.state {
        CameraState::Failed { problem, .. } => Some(problem.key),
        _ => None,
    }
}

fn next_way(scenario: &Scenario) -> NextWay {
    match &scenario.program().camera.state {
        CameraState::Failed { next, .. } => next.clone(),
        other => panic!("{other:?} is no failure"),
    }
}

#[track_caller]
fn live(scenario: &mut Scenario) -> &mut Scenario {
    scenario.wait_until("the camera shows pictures", is_live)
}

#[track_caller]
fn shoot(scenario: &mut Scenario) -> &mut Scenario {
    live(scenario);
    camera(scenario, CameraCommand::Shutter).wait_until("there is a shot", is_shot)
}

#[track_caller]
fn fails(scenario: &mut Scenario, key: &'static str) {
    scenario.wait_until(key, |scenario| failure(scenario) == Some(key));
}

#[track_caller]
fn released(scenario: &mut Scenario, studio: &Studio) {
    scenario.wait_until("the device is given back", |_| studio.held() == 0);
}

#[test]
fn a_photo_is_taken_looked_at_taken_again_and_kept_with_its_time() {
    let studio = Studio::with(&[("front", Mood::Works)]);
    let mut scenario = at(&studio);
    shoot(open(&mut scenario));
    // Not good: away with it.
    camera(&mut scenario, CameraCommand::Retake);
    shoot(&mut scenario);
    camera(&mut scenario, CameraCommand::Keep { again: true });
    shoot(&mut scenario);
    assert_eq!(studio.held(), 1, "the camera stays open from one shot to the next");
    camera(&mut scenario, CameraCommand::Keep { again: false });
    assert!(matches!(scenario.program().route, Route::Visit(_)));
    scenario.wait_until("both are stored", |scenario| scenario.photos(QUESTION) == 2);
    released(&mut scenario, &studio);
    let photos = scenario.dossier().photos(&path(QUESTION));
    assert!(photos.iter().all(|(_, photo)| photo.taken == Some(morning())), "{photos:?}");
    assert_eq!(scenario.told(), [""; 0]);
    scenario.saved().battery_dies().reopen();
    assert_eq!(scenario.photos(QUESTION), 2);
}

#[test]
fn a_second_tap_on_the_shutter_is_no_second_photo() {
    let studio = Studio::with(&[("front", Mood::Works)]);
    let mut scenario = at(&studio);
    live(open(&mut scenario));
    camera(&mut scenario, CameraCommand::Shutter);
    camera(&mut scenario, CameraCommand::Shutter);
    scenario.wait_until("there is a shot", is_shot);
    camera(&mut scenario, CameraCommand::Keep { again: true });
    camera(&mut scenario, CameraCommand::Keep { again: true });
    live(&mut scenario);
    scenario.wait_until("it is stored", |scenario| scenario.photos(QUESTION) == 1);
    assert!(is_live(&scenario));
}

#[test]
fn unplugged_in_the_middle_of_a_visit_the_survey_goes_on_and_plugged_in_again_it_shows_pictures() {
    let studio = Studio::with(&[("front", Mood::Works)]);
    let mut scenario = at(&studio);
    shoot(open(&mut scenario));
    camera(&mut scenario, CameraCommand::Keep { again: true });
    live(&mut scenario);
    studio.set("front", Mood::Away);
    fails(&mut scenario, "camera-gone");
    assert_eq!(next_way(&scenario), NextWay::Files);
    scenario.wait_until("the photo taken before is there", |scenario| scenario.photos(QUESTION) == 1);
    // It comes back without a tap.
    studio.set("front", Mood::Works);
    live(&mut scenario);
    studio.set("front", Mood::Away);
    fails(&mut scenario, "camera-gone");
    camera(&mut scenario, CameraCommand::Close);
    scenario.answer("qE1", Value::YesNo(true)).answer("hh_village", text("红峰嘎查"));
    scenario.saved().battery_dies().reopen();
    scenario.expect("hh_village", text("红峰嘎查"));
    assert_eq!(scenario.photos(QUESTION), 1);
}

#[test]
fn unplugged_while_a_shot_is_looked_at_the_shot_is_kept() {
    let studio = Studio::with(&[("front", Mood::Works)]);
    let mut scenario = at(&studio);
    shoot(open(&mut scenario));
    studio.set("front", Mood::Away);
    released(&mut scenario, &studio);
    scenario.wait_until("the shot stays", is_shot);
    camera(&mut scenario, CameraCommand::Keep { again: true });
    fails(&mut scenario, "camera-gone");
    scenario.wait_until("it is stored", |scenario| scenario.photos(QUESTION) == 1);
}

#[test]
fn a_camera_that_cannot_be_used_says_why_and_the_next_one_is_offered() {
    for (mood, key) in
        [(Mood::Busy, "camera-busy"), (Mood::Forbidden, "camera-denied"), (Mood::Panics, "camera-crashed")]
    {
        let studio = Studio::with(&[("back", Mood::Works), ("front", mood)]);
        let mut scenario = at(&studio);
        camera(&mut scenario, CameraCommand::Prefer(Some(id("front"))));
        open(&mut scenario);
        fails(&mut scenario, key);
        let NextWay::Camera(other) = next_way(&scenario) else { panic!("the other camera is the next way") };
        assert_eq!(other.id, id("back"));
        camera(&mut scenario, CameraCommand::Switch(other.id));
        live(&mut scenario);
        assert_eq!(scenario.program().camera.current, Some(id("back")));
    }
}

#[test]
fn without_a_wish_the_first_camera_that_works_is_taken() {
    let studio = Studio::with(&[("a", Mood::Busy), ("b", Mood::Forbidden), ("c", Mood::Works)]);
    let mut scenario = at(&studio);
    live(open(&mut scenario));
    assert_eq!(scenario.program().camera.current, Some(id("c")));
    assert_eq!(scenario.program().camera.cameras.len(), 3);
    let refusing = Studio::with(&[("a", Mood::Busy), ("b", Mood::Forbidden)]);
    let mut scenario = at(&refusing);
    open(&mut scenario);
    fails(&mut scenario, "camera-busy");
    assert_eq!(next_way(&scenario), NextWay::Files, "what was tried in vain is no next way");
    let none = Studio::with(&[]);
    let mut scenario = at(&none);
    open(&mut scenario);
    fails(&mut scenario, "camera-none");
    none.set("new", Mood::Works);
    live(&mut scenario);
}

#[test]
fn a_driver_that_hangs_holds_nobody_up() {
    let studio = Studio::with(&[("front", Mood::Hangs), ("other", Mood::Works)]);
    let mut scenario = at(&studio);
    camera(&mut scenario, CameraCommand::Prefer(Some(id("front"))));
    open(&mut scenario);
    scenario.answer("hh_village", text("红峰嘎查")).saved();
    fails(&mut scenario, "camera-slow");
    camera(&mut scenario, CameraCommand::Switch(id("other")));
    shoot(&mut scenario);
    camera(&mut scenario, CameraCommand::Keep { again: false });
    scenario.wait_until("it is stored", |scenario| scenario.photos(QUESTION) == 1);
    // What opens in the end is closed at once.
    studio.set("front", Mood::Works);
    released(&mut scenario, &studio);
    scenario.shut_down();
}

#[test]
fn pictures_that_arrive_damaged_are_no_pictures() {
    let studio = Studio::with(&[("front", Mood::Damaged)]);
    let mut scenario = at(&studio);
    open(&mut scenario);
    fails(&mut scenario, "camera-damaged");
    studio.set("front", Mood::Works);
    live(&mut scenario);
}

#[test]
fn every_way_out_of_the_viewfinder_gives_the_device_back() {
    let ways: [fn(&mut Scenario) -> &mut Scenario; 6] = [
        |scenario| scenario.ask(Command::Back),
        |scenario| camera(scenario, CameraCommand::Close),
        Scenario::close,
        |scenario| scenario.ask(Command::BrowsePhotos { path: path(QUESTION) }),
        |scenario| scenario.ask(Command::Go(Route::Settings { back: Box::default() })),
        Scenario::shut_down,
    ];
    for leave in ways {
        let studio = Studio::with(&[("front", Mood::Works)]);
        let mut scenario = at(&studio);
        live(open(&mut scenario));
        assert_eq!(studio.held(), 1);
        leave(&mut scenario);
        for _ in 0..2_000 {
            if studio.held() == 0 {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        assert_eq!(studio.held(), 0);
    }
}

#[test]
fn where_photos_were_not_agreed_to_no_camera_is_opened() {
    let studio = Studio::with(&[("front", Mood::Works)]);
    let mut scenario = at(&studio);
    scenario.answer("consent_photo", Value::YesNo(false));
    open(&mut scenario);
    assert!(matches!(scenario.program().camera.state, CameraState::Closed));
    assert!(matches!(scenario.program().route, Route::Visit(_)));
    assert_eq!(scenario.told(), ["app-photo-refused"]);
}

/// Writes a photo as a camera app does; each number is another picture.
fn app_takes(roll: &std::path::Path, name: &str, number: usize) {
    std::fs::write(roll.join(name), picture(number).into_jpeg(morning()).unwrap()).unwrap();
}

#[test]
fn photos_of_the_systems_camera_app_come_by_themselves() {
    let studio = Studio::with_app();
    let mut scenario = at(&studio);
    let roll = scenario.folder.parent().unwrap().join("Camera Roll");
    std::fs::create_dir(&roll).unwrap();
    app_takes(&roll, "old.jpg", 1);
    // The clock of files is coarse: only what is a little older is surely old.
    let old = std::fs::File::options().write(true).open(roll.join("old.jpg")).unwrap();
    old.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(1)).unwrap();
    camera(&mut scenario, CameraCommand::SetRoll(roll.display().to_string()));
    open(&mut scenario);
    fails(&mut scenario, "camera-none");
    assert_eq!(next_way(&scenario), NextWay::SystemCamera);
    camera(&mut scenario, CameraCommand::OpenSystemCamera);
    assert_eq!(studio.started(), 1);
    app_takes(&roll, "new.jpg", 2);
    scenario.wait_until("it is taken in", |scenario| scenario.photos(QUESTION) == 1);
    let CameraState::Roll(seen) = &scenario.program().camera.state else { panic!("it still watches") };
    assert_eq!((seen.taken, &seen.problem), (1, &None));
    // One more, and the person is back before it was seen: it is not lost.
    app_takes(&roll, "third.jpg", 3);
    camera(&mut scenario, CameraCommand::Close);
    scenario.wait_until("it is taken in as well", |scenario| scenario.photos(QUESTION) == 2);
    assert_eq!(scenario.told(), [""; 0]);
}

#[test]
fn no_camera_app_and_no_folder_are_said() {
    let studio = Studio::with(&[]);
    let mut scenario = at(&studio);
    let problem = |scenario: &Scenario| match &scenario.program().camera.state {
        CameraState::Roll(roll) => roll.problem.as_ref().map(|problem| problem.key),
        other => panic!("{other:?}"),
    };
    let folder = scenario.folder.parent().unwrap().display().to_string();
    camera(&mut scenario, CameraCommand::SetRoll(folder));
    open(&mut scenario);
    camera(&mut scenario, CameraCommand::OpenSystemCamera);
    assert_eq!(problem(&scenario), Some("camera-app-none"));
    camera(&mut scenario, CameraCommand::SetRoll("/no/such/folder".to_owned()));
    camera(&mut scenario, CameraCommand::OpenSystemCamera);
    assert_eq!(problem(&scenario), Some("camera-roll-none"));
}

#[test]
fn a_closed_camera_wakes_nobody() {
    let studio = Studio::with(&[("front", Mood::Works)]);
    let mut scenario = at(&studio);
    live(open(&mut scenario));
    camera(&mut scenario, CameraCommand::Close);
    released(&mut scenario, &studio);
    scenario.saved();
    let before = scenario.wakes();
    std::thread::sleep(std::time::Duration::from_millis(400));
    scenario.ask(Command::Dismiss);
    assert_eq!(scenario.wakes(), before, "an idle window paints nothing");
}
