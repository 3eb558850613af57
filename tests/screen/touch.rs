//! What fingers do between taps: swiping, holding, signing; and what must not move under them.

use egui::{Event, Modifiers, PointerButton, Pos2, TouchDeviceId, TouchId, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tantu::app::command::Command;
use tantu::dossier::prompt::Control;
use tantu::l10n::Language;
use tantu::value::Value;

use super::gallery::{Sheet, all_kinds, harness, prompt, width_control};

type Screen = Harness<'static, Sheet>;

/// As winit reports a finger: a touch and the pointer that follows it.
fn finger(screen: &mut Screen, phase: TouchPhase, at: Pos2) {
    let (device_id, id) = (TouchDeviceId(1), TouchId(7));
    screen.event(Event::Touch { device_id, id, phase, pos: at, force: None });
    let button =
        |pressed| Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    match phase {
        TouchPhase::Start => {
            screen.event(Event::PointerMoved(at));
            screen.event(button(true));
        }
        TouchPhase::Move => screen.event(Event::PointerMoved(at)),
        TouchPhase::End | TouchPhase::Cancel => {
            screen.event(button(false));
            screen.event(Event::PointerGone);
        }
    }
    screen.step();
}

fn swipe(screen: &mut Screen, from: Pos2, by: Vec2) {
    finger(screen, TouchPhase::Start, from);
    for part in 1..=8 {
        finger(screen, TouchPhase::Move, from + by * part as f32 / 8.0);
    }
    finger(screen, TouchPhase::End, from + by);
}

#[test]
fn a_swipe_scrolls_whatever_it_begins_on_and_answers_nothing() {
    let mut sheet = Sheet::new(all_kinds(Language::Chinese));
    sheet.active = Some(2);
    let mut screen = harness([800.0, 700.0], sheet);
    screen.run();
    let names = ["坐便旁有扶手：是", "门开启后净宽：加", "门开启后净宽：数值", "门开启后净宽：承重墙不能动"];
    for name in names {
        let before = screen.get_by_label(name).rect();
        swipe(&mut screen, before.center(), vec2(0.0, -90.0));
        screen.run_steps(30);
        let after = screen.get_by_label(name).rect();
        assert!(after.top() < before.top() - 60.0, "{name} must scroll: {} to {}", before.top(), after.top());
        swipe(&mut screen, pos2(400.0, 300.0), vec2(0.0, 380.0));
        screen.run_steps(30);
        assert_eq!(screen.state().sent, [], "{name}");
    }
    assert_eq!(screen.state().active, Some(2), "a swipe opens no other card");
}

#[test]
fn a_signature_does_not_scroll_the_list_away() {
    let mut prompts = vec![prompt("q", "签字", Control::Signature { who: String::new() })];
    for id in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        prompts.push(prompt(id, id, Control::YesNo));
    }
    let mut screen = harness([800.0, 700.0], Sheet::open(prompts));
    screen.run();
    let before = screen.get_by_label("签字：签名板").rect();
    swipe(&mut screen, before.center(), vec2(10.0, -90.0));
    screen.run_steps(10);
    assert_eq!(screen.get_by_label("签字：签名板").rect().top(), before.top());
    assert!(matches!(&screen.state().sent[..], [Command::Answer { value: Value::Signature(_), .. }]));
}

#[test]
fn holding_plus_goes_on_and_is_one_answer() {
    let mut screen = harness([800.0, 700.0], Sheet::open(vec![prompt("q", "净宽", width_control())]));
    screen.run();
    screen.get_by_label("净宽：加").click();
    screen.run();
    screen.state_mut().sent.clear();
    let at = screen.get_by_label("净宽：加").rect().center();
    finger(&mut screen, TouchPhase::Start, at);
    screen.run_steps(8);
    assert_eq!(screen.state().sent, [], "nothing is sent while it is held");
    finger(&mut screen, TouchPhase::End, at);
    screen.run_steps(2);
    let [Command::Answer { value: Value::Integer(number), .. }] = screen.state().sent[..] else {
        panic!("{:?}", screen.state().sent)
    };
    assert!(number >= 600, "{number} after two seconds");
    assert_eq!(screen.get_by_label("净宽：数值").value(), Some(format!("{number} mm")));
}

#[test]
fn the_field_one_writes_in_keeps_the_focus_when_a_question_appears_above() {
    let text = Control::Text { long: false, phrases: vec![] };
    let prompts = vec![prompt("first", "第一题", Control::YesNo), prompt("q", "情况", text)];
    let mut sheet = Sheet::new(prompts);
    sheet.active = Some(1);
    let mut screen = harness([800.0, 700.0], sheet);
    screen.run();
    screen.get_by_label("情况：填写").focus();
    screen.run();
    screen.get_by_label("情况：填写").type_text("一");
    screen.run();
    // A complaint and a question above appear because of what was written.
    let state = screen.state_mut();
    state.prompts.insert(1, prompt("new", "新出现的题", Control::YesNo));
    state.prompts[2].complaints =
        vec![tantu::dossier::prompt::Complaint { text: "再说具体些".into(), hard: false }];
    state.active = Some(2);
    screen.run();
    assert!(screen.get_by_label("情况：填写").is_focused());
    screen.get_by_label("情况：填写").type_text("二");
    screen.run();
    assert_eq!(screen.get_by_label("情况：填写").value().as_deref(), Some("一二"));
    // A chip that was reached by the keyboard keeps it too.
    screen.get_by_label("新出现的题：是").focus();
    screen.run();
    screen.state_mut().prompts.insert(0, prompt("newer", "又一题", Control::YesNo));
    screen.run();
    assert!(screen.get_by_label("新出现的题：是").is_focused());
}
