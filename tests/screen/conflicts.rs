//! The queue of conflicts at the coordinator's desk: side by side, one by one, by a rule, and taken back.

use egui::Key;
use tantu::app::command::Command;
use tantu::app::desk::Place;
use tantu::app::route::Route;
use tantu::dossier::Dossier;
use tantu::dossier::contest;
use tantu::dossier::edit::{Author, Edit};
use tantu::id::DeviceId;
use tantu::path::FieldPath;
use tantu::role::Role;
use tantu::stamp::Moment;
use tantu::value::Value;

use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, TARGET, Tablet, home, id_clashes, now};

const HEADS: [&str; 3] = ["其木格", "巴特尔", "王秀兰"];

/// A household in which two tablets wrote different things: the height of the sill, and the village.
fn torn(number: u128, head: &str) -> Dossier {
    let text = |words: &str| Value::Text(words.into());
    let base = home(
        number,
        &[
            ("hh_head", text(head)),
            ("hh_division", text("152221 察尔森镇")),
            ("consent_data", Value::YesNo(true)),
            ("consent_photo", Value::YesNo(true)),
        ],
    );
    let mut all = base.clone();
    for (device, name, minutes, height, village) in [(1, "王评估", 0, 20, "红峰嘎查"), (2, "李评估", 133, 60, "红峰")]
    {
        let at = Moment::new(now().unix_seconds() + minutes * 60, 480);
        let author = Author { device: DeviceId::from_bits(device), name: name.into(), at };
        let mut there = base.clone();
        let answers = [("qE2", Value::Integer(height)), ("hh_village", text(village))];
        let answers = answers.map(|(path, value)| (path.parse::<FieldPath>().unwrap(), value));
        there.apply(&Edit::set_all(answers), &author);
        all.join(&there).unwrap();
    }
    assert_eq!(contest::count(&all), 2);
    all
}

fn desk(size: egui::Vec2) -> Surveyor {
    desk_as(Tablet { size, ..Tablet::default() })
}

/// A coordinator's desk with torn households, read.
pub fn desk_as(tablet: Tablet) -> Surveyor {
    let homes = (1..).zip(HEADS).map(|(number, head)| torn(number, head)).collect();
    let mut surveyor = Tablet { homes, role: Role::Coordinator, ..tablet }.start();
    surveyor.window.state_mut().program.dispatch(Command::Go(Route::Desk(Place::Conflicts)));
    surveyor.window.run();
    surveyor.step_until("the queue is read", |surveyor| surveyor.program().desk.conflicts.is_read);
    surveyor.window.run();
    surveyor
}

/// What stands in the file of a household, once everything is written.
fn value(surveyor: &mut Surveyor, number: u128, path: &str) -> (usize, Option<Value>) {
    surveyor.step_until("it is written", |surveyor| !surveyor.program().desk.conflicts.is_writing());
    let id = tantu::id::DossierId::from_u128(number);
    let (dossier, _) = surveyor.program().workspace().load(id).unwrap();
    let path: FieldPath = path.parse().unwrap();
    (contest::choices(&dossier, &path).len(), dossier.value(&path).cloned())
}

pub fn seen(surveyor: &mut Surveyor, words: &'static str) {
    surveyor.step_until(words, |surveyor| surveyor.sees(words));
    surveyor.window.run();
}

#[test]
fn both_sides_are_seen_one_is_taken_and_the_next_comes() {
    let mut surveyor = desk(LANDSCAPE);
    surveyor.expect("待处理 6 项，3 户").tap_beginning("其木格，嘎查村社区");
    seen(&mut surveyor, "取第 2 个：红峰");
    surveyor.expect("王评估").expect("李评估").expect("按时钟晚 2 小时 13 分").expect("红峰嘎查");
    surveyor.tap("取第 2 个：红峰").expect("待处理 5 项");
    assert_eq!(value(&mut surveyor, 1, "hh_village"), (1, Some(Value::Text("红峰".into()))));
    surveyor.step_until("it is noted", |surveyor| surveyor.program().desk.conflicts.by_hand == 1);
    surveyor.window.run();
    surveyor.tap("撤销上一项");
    surveyor.step_until("it is taken back", |surveyor| surveyor.program().desk.conflicts.by_hand == 0);
    assert_eq!(value(&mut surveyor, 1, "hh_village").0, 2, "both values stand again");
    surveyor.expect("待处理 6 项");
    assert_eq!(id_clashes(&surveyor), Vec::<String>::new());
}

#[test]
fn a_third_value_is_entered_with_the_questions_own_widget() {
    let mut surveyor = desk(LANDSCAPE);
    surveyor.tap_beginning("其木格，嘎查村社区");
    seen(&mut surveyor, "填第三个值…");
    surveyor.tap("填第三个值…").write("嘎查村社区：填写", "红峰三组").tap("写入这个值");
    assert_eq!(value(&mut surveyor, 1, "hh_village"), (1, Some(Value::Text("红峰三组".into()))));
}

#[test]
fn the_keyboard_is_enough() {
    let mut surveyor = desk(LANDSCAPE);
    surveyor.window.key_press(Key::ArrowDown);
    surveyor.window.run();
    for _ in 0..6 {
        let before = surveyor.program().desk.conflicts.queue.lines().len();
        surveyor.step_until("it is read", |surveyor| surveyor.program().desk.conflicts.detail.is_some());
        surveyor.window.run();
        surveyor.window.key_press(Key::Num1);
        surveyor.window.run();
        surveyor.window.key_press(Key::Enter);
        surveyor.window.run();
        assert_eq!(surveyor.program().desk.conflicts.queue.lines().len(), before - 1);
        surveyor.step_until("it is written", |surveyor| !surveyor.program().desk.conflicts.is_writing());
    }
    surveyor.window.run();
    surveyor.expect("没有待处理的冲突");
}

#[test]
fn a_rule_is_shown_carried_out_logged_and_taken_back() {
    let mut surveyor = desk(LANDSCAPE);
    surveyor.tap("按题目").tap("选中整组：嘎查村社区，3 项");
    surveyor.tap("按规则处理 3 项…").tap("按设备时钟，取后写的").tap("看预览");
    seen(&mut surveyor, "将写入 3 项");
    surveyor.expect("写入：红峰").tap("写入 3 项");
    seen(&mut surveyor, "已按规则写入 3 户的 3 项");
    for number in 1..=3 {
        assert_eq!(value(&mut surveyor, number, "hh_village"), (1, Some(Value::Text("红峰".into()))));
    }
    surveyor.expect("待处理 3 项").tap("处理记录");
    seen(&mut surveyor, "按设备时钟，取后写的");
    surveyor.expect("王评估 · 2026-11-24 10:10 · 3 户").tap_beginning("整批撤销：").tap("整批撤销");
    seen(&mut surveyor, "已撤销 3 户的 3 项");
    assert_eq!(value(&mut surveyor, 2, "hh_village").0, 2);
    seen(&mut surveyor, "已撤销");
}

#[test]
fn an_upright_tablet_shows_the_list_and_the_one_after_the_other() {
    let mut surveyor = desk(PORTRAIT);
    surveyor.tap_beginning("其木格，嘎查村社区");
    seen(&mut surveyor, "取第 1 个：");
    surveyor.expect("返回列表").tap("返回列表").expect("其木格，嘎查村社区");
    for (name, rect, acts) in surveyor.named() {
        let small = acts && (rect.width() < TARGET || rect.height() < TARGET);
        assert!(!small || rect.height() == 0.0, "{name} is too small: {rect:?}");
    }
}
