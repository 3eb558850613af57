//! Marking a photo with a finger: drawn, selected, moved, undone, blurred for ever; compared with another photo.

use egui::{Event, Pos2, Rect, TouchDeviceId, TouchId, TouchPhase, Vec2, vec2};
use tantu::app::command::Command;
use tantu::app::demo;
use tantu::app::route::Route;
use tantu::app::settings::{Hand, Theme};
use tantu::app::task::Task;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::{marks, pairs};
use tantu::id::{ContentHash, DeviceId, Name, RowId};
use tantu::l10n::Language;
use tantu::path::FieldPath;
use tantu::stamp::Moment;
use tantu::value::{Ink, Mark, MarkKind, Photo, Value};

use super::photos::{at_the_photo, count, drop_file};
use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, TARGET, Tablet, id_clashes, now, willing_home};

const QUESTION: &str = "qE15_whole";

/// A surveyor with one photo open.
fn at_the_marks() -> Surveyor {
    let mut surveyor = at_the_photo(willing_home("其木格"));
    take_photo(&mut surveyor, "台阶.jpg", 1);
    surveyor.tap("照片：全貌：照片 1").expect("照片画面");
    surveyor
}

fn take_photo(surveyor: &mut Surveyor, name: &str, number: usize) {
    let mut photo = demo::sample_photo().unwrap();
    if number > 1 {
        photo = tantu::photo::marks::burn(&photo, &[arrow([[0, 0], [5_000, 5_000]])]).unwrap();
    }
    drop_file(surveyor, name, &photo);
    surveyor.step_until("the photo arrives", |surveyor| count(surveyor, QUESTION) == number);
}

fn home(surveyor: &Surveyor) -> &Dossier {
    &surveyor.program().visit.as_ref().unwrap().dossier
}

/// The path of the first photo's row.
fn photo_path(surveyor: &Surveyor) -> FieldPath {
    let question: FieldPath = QUESTION.parse().unwrap();
    let (row, _) = home(surveyor).photos(&question)[0];
    question.photo(row).unwrap()
}

fn photo(surveyor: &Surveyor) -> Photo {
    (*pairs::photo(home(surveyor), &photo_path(surveyor)).unwrap()).clone()
}

fn drawn(surveyor: &Surveyor) -> Vec<Mark> {
    let placed = marks::marks(home(surveyor), &photo_path(surveyor));
    placed.into_iter().map(|placed| (*placed.mark).clone()).collect()
}

fn arrow(points: [[u16; 2]; 2]) -> Mark {
    Mark { kind: MarkKind::Arrow, ink: Ink::Red, points: points.to_vec(), text: "".into() }
}

fn canvas(surveyor: &Surveyor) -> Rect {
    surveyor.place_of("照片画面").expect("the photo is shown")
}

/// Where a share of the canvas is.
fn at(surveyor: &Surveyor, x: f32, y: f32) -> Pos2 {
    let canvas = canvas(surveyor);
    canvas.min + canvas.size() * vec2(x, y)
}

fn draw(surveyor: &mut Surveyor, from: (f32, f32), to: (f32, f32)) {
    let [from, to] = [from, to].map(|(x, y)| at(surveyor, x, y));
    surveyor.swipe(from, to - from);
}

fn tap_at(surveyor: &mut Surveyor, x: f32, y: f32) {
    let place = at(surveyor, x, y);
    surveyor.touch(TouchPhase::Start, place);
    surveyor.touch(TouchPhase::End, place);
    surveyor.window.run();
}

#[test]
fn a_mark_is_drawn_selected_moved_recoloured_removed_and_all_of_it_undone() {
    let mut surveyor = at_the_marks();
    surveyor.tap("工具：箭头");
    draw(&mut surveyor, (0.3, 0.4), (0.6, 0.7));
    let [first] = &drawn(&surveyor)[..] else { panic!("{:?}", drawn(&surveyor)) };
    let first = first.clone();
    assert_eq!((first.kind, first.ink), (MarkKind::Arrow, Ink::Red));

    // It stays selected: another colour, another end.
    surveyor.tap("颜色：黄");
    assert_eq!(drawn(&surveyor)[0].ink, Ink::Yellow);
    let end = surveyor.place_of("拖动点 2").unwrap();
    assert!(end.width() >= TARGET && end.height() >= TARGET);
    surveyor.swipe(end.center(), vec2(60.0, -80.0));
    let pulled = drawn(&surveyor)[0].clone();
    assert!(pulled.points[0] == first.points[0] && pulled.points[1][0] > first.points[1][0], "{pulled:?}");

    // With the hand: beside it nothing is selected, on it it is, and then it moves.
    surveyor.tap("取消选取").tap("工具：选取移动").expect_gone("删除标注");
    tap_at(&mut surveyor, 0.5, 0.2);
    surveyor.expect_gone("删除标注").tap("箭头 1").expect("删除标注");
    let middle = surveyor.place_of("箭头 1").unwrap().center();
    surveyor.swipe(middle, vec2(-50.0, 40.0));
    let moved = drawn(&surveyor)[0].clone();
    assert!(moved.points.iter().zip(&pulled.points).all(|(a, b)| a[0] < b[0] && a[1] > b[1]), "{moved:?}");

    surveyor.tap("删除标注");
    assert_eq!(drawn(&surveyor), []);
    for left in [moved, pulled, Mark { ink: Ink::Yellow, ..first.clone() }, first.clone()] {
        surveyor.tap_beginning("撤销：");
        assert_eq!(drawn(&surveyor), [left]);
    }
    surveyor.tap_beginning("撤销：");
    assert_eq!(drawn(&surveyor), []);
    surveyor.tap_beginning("重做：");
    assert_eq!(drawn(&surveyor), std::slice::from_ref(&first));
    assert_eq!(id_clashes(&surveyor), [""; 0]);
    surveyor.tap("完成");
    assert!(matches!(surveyor.program().route, Route::Visit(_)));

    let kept = surveyor.leave_and_read();
    let path = pairs::photos(&kept)[0].0.clone();
    assert_eq!(*marks::drawn(&kept, &path)[0], first, "it is in the file");
}

#[test]
fn every_tool_makes_its_mark_with_its_number_or_words() {
    let mut surveyor = at_the_marks();
    for (tool, kind) in [("方框", MarkKind::Box), ("椭圆", MarkKind::Ellipse), ("手绘", MarkKind::Freehand)] {
        surveyor.tap(&format!("工具：{tool}"));
        draw(&mut surveyor, (0.3, 0.4), (0.6, 0.7));
        assert_eq!(drawn(&surveyor).last().unwrap().kind, kind);
        surveyor.tap("取消选取");
    }
    surveyor.tap("工具：尺寸");
    draw(&mut surveyor, (0.2, 0.8), (0.7, 0.8));
    surveyor.tap("尺寸数值：7").tap("尺寸数值：6").tap("尺寸数值：0").tap("尺寸数值：完成");
    let line = drawn(&surveyor).pop().unwrap();
    assert_eq!((line.kind, &*line.text), (MarkKind::Dimension, "760"));
    surveyor.tap("改尺寸").tap("尺寸数值：清空").tap("尺寸数值：9").tap("尺寸数值：完成");
    assert_eq!(&*drawn(&surveyor).pop().unwrap().text, "9");
    surveyor.tap("取消选取");

    surveyor.tap("工具：文字");
    tap_at(&mut surveyor, 0.5, 0.35);
    surveyor.tap("标注文字：门槛").tap("标注文字：完成");
    let words = drawn(&surveyor).pop().unwrap();
    assert_eq!((words.kind, &*words.text), (MarkKind::Text, "门槛"));
    surveyor.tap("改文字").window.event(Event::Text("高".to_owned()));
    surveyor.window.run();
    surveyor.tap("标注文字：完成").expect("文字 5：门槛高");
    assert_eq!(drawn(&surveyor).len(), 5);

    surveyor.tap("说明").window.event(Event::Text("院门外".to_owned()));
    surveyor.window.run();
    surveyor.tap("照片说明：完成").expect("照片：全貌 · 院门外");
    assert_eq!(&*photo(&surveyor).caption, "院门外");
    assert_eq!(drawn(&surveyor).len(), 5, "the marks are the photo's, whatever its caption");
}

#[test]
fn a_text_without_words_is_no_mark_and_a_slip_draws_nothing() {
    let mut surveyor = at_the_marks();
    surveyor.tap("工具：文字");
    tap_at(&mut surveyor, 0.5, 0.35);
    surveyor.tap("标注文字：完成");
    surveyor.tap("工具：箭头");
    let place = at(&surveyor, 0.5, 0.5);
    surveyor.swipe(place, vec2(3.0, 3.0));
    assert_eq!(drawn(&surveyor), []);
}

fn two_fingers(surveyor: &mut Surveyor, phase: TouchPhase, places: [Pos2; 2]) {
    for (number, pos) in places.into_iter().enumerate() {
        let (device_id, id) = (TouchDeviceId(1), TouchId(number as u64 + 1));
        surveyor.window.event(Event::Touch { device_id, id, phase, pos, force: None });
    }
    surveyor.window.step();
}

#[test]
fn two_fingers_magnify_and_move_and_never_draw() {
    let mut surveyor = at_the_marks();
    surveyor.tap("工具：手绘");
    let middle = canvas(&surveyor).center();
    let fingers = |apart: f32, by: Vec2| [middle + by - vec2(apart, 0.0), middle + by + vec2(apart, 0.0)];
    // As it happens: the first finger touches a little earlier and already draws.
    surveyor.touch(TouchPhase::Start, middle);
    surveyor.touch(TouchPhase::Move, middle + vec2(40.0, 0.0));
    two_fingers(&mut surveyor, TouchPhase::Start, fingers(50.0, Vec2::ZERO));
    for step in 1..=5 {
        let step = step as f32;
        two_fingers(&mut surveyor, TouchPhase::Move, fingers(50.0 + 20.0 * step, vec2(8.0, 0.0) * step));
    }
    two_fingers(&mut surveyor, TouchPhase::End, fingers(150.0, vec2(40.0, 0.0)));
    surveyor.touch(TouchPhase::End, middle);
    surveyor.window.run();
    assert_eq!(drawn(&surveyor), []);
    // Magnified: the same way of the finger is a shorter line on the photo.
    let length = |surveyor: &mut Surveyor| {
        draw(surveyor, (0.4, 0.5), (0.6, 0.5));
        let points = drawn(surveyor).pop().unwrap().points;
        points[points.len() - 1][0] - points[0][0]
    };
    let near = length(&mut surveyor);
    surveyor.tap("取消选取");
    for _ in 0..8 {
        surveyor.tap("缩小");
    }
    let whole = length(&mut surveyor);
    assert!(f32::from(near) < 0.6 * f32::from(whole), "{near} {whole}");
}

#[test]
fn a_blurred_face_is_gone_for_ever_and_nothing_dangles() {
    let mut surveyor = at_the_marks();
    surveyor.tap("工具：箭头");
    draw(&mut surveyor, (0.3, 0.4), (0.6, 0.7));
    surveyor.tap("取消选取");
    let (before, old_marks) = (photo(&surveyor), drawn(&surveyor));
    let store = |surveyor: &Surveyor, hash: ContentHash| {
        let store = surveyor.program().workspace();
        [store.photo_path(hash).exists(), store.thumbnail_path(hash).exists()]
    };
    assert_eq!(store(&surveyor, before.hash), [true, true]);

    surveyor.tap("工具：打码");
    draw(&mut surveyor, (0.3, 0.4), (0.5, 0.45));
    tap_at(&mut surveyor, 0.6, 0.6);
    surveyor.tap("退一笔").tap("打码…").expect("打码后无法恢复").tap("再看看");
    assert_eq!(photo(&surveyor), before, "asked, and not done");
    surveyor.tap("打码…").tap("永久打码");
    surveyor.step_until("it is blurred", |surveyor| photo(surveyor).hash != before.hash);
    let after = photo(&surveyor);
    surveyor.step_until("the old one is gone", |surveyor| store(surveyor, before.hash) == [false, false]);
    assert_eq!(store(&surveyor, after.hash), [true, true]);
    assert_eq!((after.width, after.height, &after.caption), (before.width, before.height, &before.caption));
    assert_eq!(drawn(&surveyor), old_marks, "marks stay where they are");
    let noted = |surveyor: &Surveyor| surveyor.program().workspace().to_forget().unwrap();
    surveyor.step_until("the note is taken back", |surveyor| noted(surveyor).is_empty());

    // Back to before the photo and forward again: never to the one that is gone.
    surveyor.tap_beginning("撤销：");
    assert_eq!((photo(&surveyor), drawn(&surveyor)), (after.clone(), vec![]));
    surveyor.tap("删除照片");
    assert_eq!(count(&surveyor, QUESTION), 0);
    surveyor.tap_beginning("撤销：");
    assert_eq!(photo(&surveyor), after);
    surveyor.tap_beginning("撤销：");
    assert_eq!(count(&surveyor, QUESTION), 0, "back to before the photo was taken");
    surveyor.tap_beginning("重做：");
    assert_eq!(photo(&surveyor).hash, after.hash);
}

#[test]
fn a_photo_that_another_question_shows_too_stays_there_and_it_is_said() {
    let mut surveyor = at_the_marks();
    let old = photo(&surveyor).hash;
    surveyor.tap("返回").unfold("照片：院门");
    drop_file(&mut surveyor, "又一次.jpg", &demo::sample_photo().unwrap());
    surveyor.step_until("the photo arrives", |surveyor| count(surveyor, "qE15_gate") == 1);
    surveyor.wait_saved().unfold("照片：全貌").tap("照片：全貌：照片 1").tap("工具：打码");
    tap_at(&mut surveyor, 0.5, 0.6);
    surveyor.tap("打码…").tap("永久打码");
    surveyor.step_until("it is said", |surveyor| surveyor.sees("别处也在用"));
    assert!(surveyor.program().workspace().photo_path(old).exists());
    assert_ne!(photo(&surveyor).hash, old);
}

/// A household whose photo was marked on another tablet, and that mark moved there and removed here.
fn doubtful_home() -> Dossier {
    let mut home = willing_home("其木格");
    let author = |device, name: &str| Author { device: DeviceId::from_bits(device), name: name.into(), at: now() };
    let path: FieldPath = format!("{QUESTION}/0000000001").parse().unwrap();
    let hash = ContentHash::of(&demo::sample_photo().unwrap());
    let photo = Photo { hash, width: 1_600, height: 1_200, taken: None, place: None, caption: "".into() };
    home.apply(&Edit::set(path.clone(), Value::Photo(photo.into())), &author(7, "李评估"));
    let row = RowId::from_bits(5);
    home.apply(&marks::add(&home, &path, row, arrow([[3_000, 5_000], [6_000, 5_000]])).unwrap(), &author(7, "李评估"));
    let mut there = home.clone();
    there.apply(&marks::set(&path, row, arrow([[3_000, 6_000], [6_000, 6_000]])).unwrap(), &author(7, "李评估"));
    home.apply(&marks::remove(&path, row), &author(8, "白评估"));
    home.join(&there).unwrap();
    home
}

/// Opens the photo of the doubtful household.
fn open_photo(surveyor: &mut Surveyor) {
    let program = &mut surveyor.window.state_mut().program;
    program.dispatch(Command::OpenHousehold(doubtful_home().id));
    program.dispatch(Command::OpenTask(Task::Survey));
    let (path, row) = (QUESTION.parse().unwrap(), RowId::from_bits(1));
    let back = Box::new(program.route.clone());
    program.dispatch(Command::Go(Route::Photo { path, row, back }));
    surveyor.window.run();
}

#[test]
fn a_mark_that_was_moved_and_removed_is_seen_and_a_person_decides() {
    let mut surveyor = at_the_photo(doubtful_home());
    surveyor.tap("照片：全貌：照片 1").tap("箭头 1").expect("改得不一样").tap("按李评估的保留");
    assert_eq!(drawn(&surveyor), [arrow([[3_000, 6_000], [6_000, 6_000]])]);
    surveyor.expect_gone("改得不一样").tap_beginning("撤销：");
    let mut surveyor = at_the_photo(doubtful_home());
    surveyor.tap("照片：全貌：照片 1").tap("箭头 1").tap("按白评估的删除");
    assert_eq!(drawn(&surveyor), []);
}

#[test]
fn a_finished_visit_is_only_looked_at() {
    let mut home = doubtful_home();
    let finished = Value::Choice(Name::of("finished"));
    let author = Author { device: DeviceId::from_bits(7), name: "李评估".into(), at: Moment::new(0, 480) };
    home.apply(&Edit::set("_visit".parse().unwrap(), finished), &author);
    let mut surveyor = Tablet { homes: vec![home], ..Tablet::default() }.start();
    open_photo(&mut surveyor);
    surveyor.expect("放大").expect("对比").expect_gone("工具：").expect_gone("删除照片");
    draw(&mut surveyor, (0.3, 0.4), (0.6, 0.7));
    assert_eq!(drawn(&surveyor).len(), 1, "nothing was drawn");
}

#[test]
fn everything_can_be_hit_on_every_tablet() {
    for (language, theme, percent, size, hand) in [
        (Language::Chinese, Theme::Light, 100, LANDSCAPE, Hand::Left),
        (Language::English, Theme::Sunlight, 100, PORTRAIT, Hand::Right),
        (Language::Chinese, Theme::Dark, 200, LANDSCAPE, Hand::Right),
        (Language::English, Theme::Light, 200, PORTRAIT, Hand::Right),
    ] {
        let home = doubtful_home();
        let tablet = Tablet { language, theme, percent, size, hand, homes: vec![home], ..Tablet::default() };
        let mut surveyor = tablet.start();
        open_photo(&mut surveyor);
        let [canvas, tool] = match language {
            Language::Chinese => ["照片画面", "工具：打码"],
            Language::English => ["Photo area", "Tool: Blur"],
        };
        surveyor.tap(tool);
        let window = Rect::from_min_size(Pos2::ZERO, size);
        for (name, rect, acts) in surveyor.named() {
            if acts && window.contains(rect.center()) {
                assert!(rect.width() >= TARGET && rect.height() >= TARGET, "{name} is {} at {percent} %", rect.size());
                // The strip of tools may be higher than the window: it scrolls.
                let inside = rect.left() >= -1.0 && rect.right() <= size.x + 1.0;
                assert!(inside, "{name} leaves the window at {percent} %: {rect}");
            }
        }
        let shown = surveyor.place_of(canvas).unwrap();
        assert!(shown.area() > 0.3 * size.x * size.y, "the photo has {} of {size} at {percent} %", shown.size());
        assert_eq!(id_clashes(&surveyor), [""; 0]);
    }
}

#[test]
fn a_partner_is_picked_once_and_both_are_seen_side_by_side_and_as_a_wipe() {
    let mut surveyor = at_the_photo(willing_home("其木格"));
    take_photo(&mut surveyor, "前.jpg", 1);
    take_photo(&mut surveyor, "后.jpg", 2);
    surveyor.tap("照片：全貌：照片 2").tap("对比").expect("选同一位置").tap_beginning("照片 1：");
    assert!(matches!(surveyor.program().route, Route::Compare { .. }));
    let (before, after) = (surveyor.place_of("改造前").unwrap(), surveyor.place_of("改造后").unwrap());
    assert!(before.right() <= after.left() && (before.width() - after.width()).abs() < 1.0);
    surveyor.tap("放大").tap("显示标注").tap("改造前后对比：滑动对比");
    let divider = |surveyor: &Surveyor| surveyor.place_of("分界线，可左右拖动").unwrap().center();
    let start = divider(&surveyor);
    surveyor.swipe(start, vec2(-200.0, 0.0));
    let left = divider(&surveyor);
    assert!(start.x - left.x > 150.0, "{start} {left}");
    surveyor.tap("分界线右移");
    assert!(divider(&surveyor).x > left.x);
    for _ in 0..30 {
        surveyor.tap("分界线左移");
    }
    assert!(divider(&surveyor).x < 40.0, "it stops at the edge");
    assert_eq!(id_clashes(&surveyor), [""; 0]);

    // The pair is known from both ends now.
    surveyor.tap("返回").tap("返回").tap("照片：全貌：照片 1").tap("对比");
    let Route::Compare { before, after, .. } = surveyor.program().route.clone() else { panic!("the pair was noted") };
    surveyor.tap("前后对调");
    let Route::Compare { before: second, after: first, .. } = surveyor.program().route.clone() else { panic!() };
    assert_eq!((&second, &first), (&after, &before));
    let path = |(question, row): &(FieldPath, RowId)| question.photo(*row).unwrap();
    assert_eq!(pairs::before_of(home(&surveyor), &path(&first)).map(|(noted, _)| noted), Some(path(&second)));
    surveyor.tap("解除配对");
    assert_eq!(pairs::before_of(home(&surveyor), &path(&first)), None);
    assert!(matches!(surveyor.program().route, Route::Photo { .. }));
}
