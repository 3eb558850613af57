//! Duplicates at the window: seen side by side, joined, kept apart, taken back.

use egui::{Key, Vec2};
use tantu::app::command::Command;
use tantu::app::desk::Place;
use tantu::app::route::Route;
use tantu::dossier::Dossier;
use tantu::dossier::joining;
use tantu::id::DossierId;
use tantu::role::Role;
use tantu::value::Value;

use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, Tablet, home, id_clashes};

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

/// A household with one person.
fn person(number: u128, head: &str, name: &str, certificate: &str, address: &str, phone: &str) -> Dossier {
    let row = "person/0000000001";
    let (at_name, at_number) = (format!("{row}/p_name"), format!("{row}/p_certificate"));
    let fields = [
        ("hh_head", text(head)),
        ("hh_division", text("152221 居力很镇")),
        ("hh_village", text("红峰嘎查")),
        ("hh_address", text(address)),
        ("hh_phone", text(phone)),
        (row, Value::Row(1)),
        (&*at_name, text(name)),
        (&*at_number, text(certificate)),
    ];
    // The first persons of all households have one row id, as a roster may count them.
    home(number, &fields)
}

const NUMBER: &str = "11010519491231002X43";

/// One person twice, and one home with two persons.
fn homes() -> Vec<Dossier> {
    vec![
        person(1, "王秀兰", "王秀兰", NUMBER, "2组15号", "13847900001"),
        person(2, "王秀岚", "王秀岚", NUMBER, "3组2号", "13847900002"),
        person(3, "巴特尔", "其木格", "15010219900307233642", "5组1号", "13847900003"),
        person(4, "巴特尔", "乌日娜", "", "五组1号", "13847900003"),
        person(5, "孟和", "孟和", "", "9组9号", "13847900005"),
    ]
}

fn desk(homes: Vec<Dossier>, size: Vec2, percent: u16) -> Surveyor {
    let mut window = Tablet { role: Role::Coordinator, homes, size, percent, ..Tablet::default() }.start();
    window.window.state_mut().program.dispatch(Command::Go(Route::Desk(Place::Duplicates)));
    window.window.run();
    compared(&mut window);
    window
}

fn compared(window: &mut Surveyor) {
    window.step_until("the households are compared", |window| {
        window.program().desk.duplicates.queue.is_some() && !window.program().desk.duplicates.looking
    });
    window.window.run();
}

/// The household as its file says, once everything is saved.
fn stored(window: &mut Surveyor, number: u128) -> Dossier {
    window.wait_saved();
    window.program().workspace().load(DossierId::from_u128(number)).unwrap().0
}

#[test]
fn the_surest_case_stands_open_and_tells_why_and_what_will_happen() {
    let mut window = desk(homes(), LANDSCAPE, 100);
    window.expect("待定 2").expect("一人两档 · 确定").expect("身份号码相同：王秀兰、王秀岚");
    window.expect("是同一人").expect("不一致").expect("查找时指到保留户");
    assert_eq!(window.program().registry.len(), 5);
    assert_eq!(id_clashes(&window), Vec::<String>::new());
}

#[test]
fn joining_makes_one_household_and_undo_makes_two_again() {
    let mut window = desk(homes(), LANDSCAPE, 100);
    window.tap("保留：王秀岚").tap("保留：王秀兰").tap("合为一户");
    compared(&mut window);
    window.expect("已合为一户：王秀兰").expect("待定 1");
    assert_eq!(window.program().registry.len(), 4, "it is in no list and no count");
    assert_eq!(joining::into(&stored(&mut window, 2)), [DossierId::from_u128(1)]);
    let found = window.program().registry.search("王秀岚").unwrap();
    assert_eq!(
        window.program().registry.ids(&found)[..],
        [DossierId::from_u128(1)],
        "search leads to the one that stays"
    );
    assert_eq!(stored(&mut window, 1).rows(&[], &"person".parse().unwrap()).len(), 1, "one person, one row");
    window.tap("已决定 1").tap("撤销：“王秀岚”并入“王秀兰”");
    compared(&mut window);
    window.expect("已撤销").expect_gone("已合为一户");
    assert_eq!(window.program().registry.len(), 5);
    assert!(joining::into(&stored(&mut window, 2)).is_empty());
}

#[test]
fn a_field_that_differs_is_chosen_and_a_second_person_comes_along() {
    let mut window = desk(homes(), PORTRAIT, 100);
    window.expect("待定 2").tap_beginning("打开：巴特尔（其木格） / 巴特尔（乌日娜）");
    window.expect("一户多残 · 很可能").expect("电话相同：13847900003").expect("残疾人 1 人");
    window.tap_beginning("详细地址：以“五组1号”为准").tap("合为一户");
    compared(&mut window);
    let whole = stored(&mut window, 3);
    assert_eq!(whole.text(&"hh_address".parse().unwrap()), Some("五组1号"));
    assert_eq!(whole.rows(&[], &"person".parse().unwrap()).len(), 2);
    assert_eq!(id_clashes(&window), Vec::<String>::new());
}

#[test]
fn kept_apart_is_not_asked_again_and_later_comes_back() {
    let mut window = desk(homes(), LANDSCAPE, 100);
    window.tap("以后再说").expect("以后再说 1").expect("待定 1");
    window.tap("分开保留");
    compared(&mut window);
    window.expect("待定 0").tap("以后再说 1").tap("重新考虑").expect("待定 1");
    assert!(joining::Decided::of(&stored(&mut window, 3)).keeps_apart(DossierId::from_u128(4)));
    assert!(joining::Decided::of(&stored(&mut window, 4)).keeps_apart(DossierId::from_u128(3)));
}

#[test]
fn a_person_may_stay_in_one_household_while_the_other_remains() {
    let mut window = desk(homes(), LANDSCAPE, 100);
    window.tap_beginning("人只留在“王秀兰”");
    compared(&mut window);
    assert!(stored(&mut window, 2).rows(&[], &"person".parse().unwrap()).is_empty());
    assert_eq!(window.program().registry.len(), 5);
    window.expect("待定 1").tap("已决定 1").expect("的残疾人归到");
}

#[test]
fn the_keyboard_goes_through_the_queue() {
    let mut window = desk(homes(), LANDSCAPE, 100);
    window.window.key_press(Key::ArrowDown);
    window.window.run();
    window.expect("一户多残 · 很可能");
    window.window.key_press(Key::F);
    window.window.run();
    compared(&mut window);
    window.expect("待定 1").expect("已决定 1");
}

#[test]
fn everything_fits_at_double_size_on_an_upright_tablet() {
    let mut window = desk(homes(), PORTRAIT, 200);
    window.tap_beginning("打开：王秀兰 / 王秀岚").tap("以后再说").expect("以后再说 1");
}
