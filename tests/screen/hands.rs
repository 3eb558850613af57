//! What must not move under the hands: the focus while one writes, answers while one swipes, the place of the thumb.

use egui::{Event, pos2, vec2};
use tantu::value::Value;

use super::surveyor::{Surveyor, Tablet, home, up, willing_home};

fn at(section: &str) -> Surveyor {
    let mut surveyor = Tablet { homes: vec![willing_home("其木格")], ..Tablet::default() }.start();
    surveyor.open("其木格").section(section);
    surveyor
}

fn focused(surveyor: &Surveyor, name: &str) -> bool {
    use egui_kittest::kittest::{NodeT as _, Queryable as _};
    let field = surveyor.window.get_by_label(name);
    field.accesskit_node().is_focused()
}

#[test]
fn the_focus_stays_when_a_question_appears_above_the_one_that_is_written() {
    // The organisation asks for the village only where there is an address: it appears above what is written.
    let ours = include_str!("../../forms/household.ron");
    let village = r#"Question(id: "hh_village", kind: Text(),"#;
    let asked = format!(r#"{village} relevant: "${{hh_address}} != ''","#);
    let theirs = ours.replacen("version: 1,", "version: 2,", 1).replacen(village, &asked, 1);
    assert_ne!(ours, theirs);
    let forms = vec![("household.ron", theirs)];
    let mut surveyor = Tablet { homes: vec![willing_home("其木格")], forms, ..Tablet::default() }.start();
    surveyor.open("其木格").section("住户登记").expect_gone("嘎查村社区").unfold("详细地址");
    surveyor.write("详细地址：填写", "二").expect("嘎查村社区");
    assert!(focused(&surveyor, "详细地址：填写"));
    for words in ["组", "3", "号"] {
        surveyor.window.event(Event::Text(words.to_owned()));
        surveyor.window.run();
    }
    assert_eq!(surveyor.value("hh_address"), Some(Value::Text("二组3号".into())));
    assert_eq!(surveyor.value("hh_village"), None);
    // And when it goes away again.
    for _ in 0..4 {
        surveyor.window.key_press(egui::Key::Backspace);
        surveyor.window.run();
    }
    surveyor.expect_gone("嘎查村社区");
    assert!(focused(&surveyor, "详细地址：填写"));
    assert_eq!(surveyor.value("hh_address"), None);
}

#[test]
fn a_swipe_over_the_list_scrolls_and_opens_nothing() {
    let due = || Value::Date(jiff::civil::date(2026, 11, 24));
    let named = |number: i64| {
        let head = Value::Text(format!("住户{number:02}").into());
        home(number as u128, &[("hh_head", head), ("hh_visit_date", due()), ("hh_visit_order", Value::Integer(number))])
    };
    let mut surveyor = Tablet { homes: (1..=40).map(named).collect(), ..Tablet::default() }.start();
    surveyor.expect("住户01").expect_gone("住户40");
    for _ in 0..20 {
        surveyor.swipe(pos2(600.0, 600.0), up(400.0));
    }
    surveyor.expect("住户40").expect_gone("住户01");
    assert!(surveyor.program().visit.is_none());
    surveyor.open("住户40");
    assert!(surveyor.program().visit.is_some());
}

#[test]
fn a_swipe_over_the_questions_scrolls_and_answers_nothing() {
    let mut surveyor = at("出入口、院落");
    surveyor.unfold("院内通道最窄处宽");
    for name in [
        "院内通道最窄处宽：加",
        "院内通道最窄处宽：数值",
        "院内通道最窄处宽：5",
        "院内通道最窄处宽：不适用",
        "夜里门口有灯：是",
        "有院门：否",
    ] {
        surveyor.unfold("院内通道最窄处宽");
        for _ in 0..10 {
            let middle = surveyor.place_of(name).unwrap().center();
            if middle.y < 200.0 || middle.y > 700.0 {
                surveyor.swipe(pos2(640.0, 500.0), vec2(0.0, (450.0 - middle.y).clamp(-380.0, 250.0)));
            }
        }
        let before = surveyor.place_of(name).unwrap();
        surveyor.swipe(before.center(), up(100.0));
        let after = surveyor.place_of(name).unwrap();
        assert!(after.top() < before.top() - 60.0, "{name} must scroll: {} to {}", before.top(), after.top());
    }
    let visit = surveyor.program().visit.as_ref().unwrap();
    let said: Vec<String> = visit.dossier.fields.keys().map(ToString::to_string).collect();
    assert_eq!(visit.revision, 0, "a swipe answered something: {said:?}");
}

#[test]
fn the_next_question_comes_to_where_the_thumb_is() {
    let mut surveyor = at("走廊、客厅");
    let mut tops = Vec::new();
    // One tap after the other.
    for (question, answer) in [
        ("家具、杂物挡路", "否"),
        ("走路要扶墙、扶家具", "否"),
        ("有坑洼、破损", "否"),
        ("湿了打滑", "否"),
        ("有松动的地毯、地垫", "否"),
    ] {
        surveyor.unfold(question).answer(question, answer);
        tops.push(active_top(&surveyor));
    }
    let (least, most) = (tops.iter().copied().fold(f32::MAX, f32::min), tops.iter().copied().fold(0.0, f32::max));
    assert!(most - least < 2.0, "the open question jumps up and down: {tops:?}");
    assert!(least < 260.0, "below the bar, with room for the answer: {tops:?}");
}

/// Where the open question begins: only its card has the button for a note.
fn active_top(surveyor: &Surveyor) -> f32 {
    let named = surveyor.named();
    let open = named.iter().find_map(|(name, ..)| name.strip_suffix("：备注")).expect("no question is open");
    let heading = named.iter().find(|(name, ..)| name == open).expect("it has no heading");
    heading.1.top()
}

#[test]
fn what_one_does_not_agree_to_leaves_the_question_open() {
    let mut surveyor = at("知情同意");
    surveyor.answer("对方听明白了，问题都答复了", "否").expect("请再讲一遍或请人翻译");
    assert_eq!(surveyor.place_of("今天由谁表示同意或不同意：备注"), None, "it must not go on with a complaint unseen");
    surveyor.tap("对方听明白了，问题都答复了：下一题").expect("今天由谁表示同意或不同意：备注");
}

#[test]
fn the_section_stays_when_its_last_required_answer_is_given() {
    let mut surveyor = Tablet::default().start();
    surveyor.tap("新增住户").write("户主姓名：填写", "其木格").tap("户主姓名：下一题");
    surveyor.answer("旗县区和苏木乡镇街道", "兴安盟").answer("旗县区和苏木乡镇街道", "科尔沁右翼前旗");
    surveyor.tap("添加残疾人").write("姓名：填写", "其").expect("户和地址").write("姓名：填写", "木格");
    assert!(focused(&surveyor, "姓名：填写"));
}
