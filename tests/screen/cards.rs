//! Every kind of question answered with taps: which command it sends, and when it is complete.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;
use tantu::app::command::Command;
use tantu::app::route::Route;
use tantu::dossier::prompt::{Complaint, Control, GuidancePrompt, Line, Outcome, Prompt};
use tantu::id::Name;
use tantu::path::{Aspect, FieldPath};
use tantu::stamp::Dot;
use tantu::ui::question::PhotoWay;
use tantu::units::Unit;
use tantu::value::{Decimal, Skip, Value};

use super::gallery::{PORTRAIT, Sheet, alternative, choices, harness, path, photo, prompt, signature, width_control};

/// One open card.
fn card(control: Control) -> Harness<'static, Sheet> {
    card_of(prompt("q", "问题", control))
}

fn card_of(prompt: Prompt) -> Harness<'static, Sheet> {
    let mut harness = harness(PORTRAIT, Sheet::open(vec![prompt]));
    harness.run();
    harness
}

/// Taps the part of the question called 问题, and says what was sent.
fn tap(harness: &mut Harness<'static, Sheet>, part: &str) -> Vec<Command> {
    harness.get_by_label(&format!("问题：{part}")).click();
    harness.run();
    std::mem::take(&mut harness.state_mut().sent)
}

fn taps(harness: &mut Harness<'static, Sheet>, parts: &[&str]) -> Vec<Command> {
    parts.iter().flat_map(|part| tap(harness, part)).collect()
}

fn answer(value: Value) -> Vec<Command> {
    vec![Command::Answer { path: path("q"), value }]
}

fn aspect(aspect: Aspect, value: Value) -> Vec<Command> {
    vec![Command::Answer { path: path("q").aspect(aspect).unwrap(), value }]
}

fn is_complete(harness: &mut Harness<'static, Sheet>) -> bool {
    harness.state_mut().last.take().is_some_and(|response| response.complete)
}

#[test]
fn yes_and_no_complete_and_a_second_tap_takes_back() {
    let mut harness = card(Control::YesNo);
    assert_eq!(tap(&mut harness, "是"), answer(Value::YesNo(true)));
    assert!(is_complete(&mut harness));
    assert_eq!(tap(&mut harness, "否"), answer(Value::YesNo(false)));
    assert_eq!(tap(&mut harness, "否"), answer(Value::Erased));
    assert!(!is_complete(&mut harness));
}

#[test]
fn each_reason_for_no_answer_is_its_own_and_can_be_taken_back() {
    let mut harness = card(Control::YesNo);
    for (part, skip) in [("不适用", Skip::NotApplicable), ("拒绝回答", Skip::Refused), ("未能检查", Skip::NotChecked)]
    {
        assert_eq!(tap(&mut harness, part), answer(Value::Skipped(skip)));
        assert!(is_complete(&mut harness));
    }
    assert_eq!(tap(&mut harness, "未能检查"), answer(Value::Erased));
}

#[test]
fn one_of_several() {
    let list = choices(&[("cane", "手杖", false), ("wheelchair", "轮椅", false)]);
    let mut harness = card(Control::OneOf { choices: list });
    assert_eq!(tap(&mut harness, "轮椅"), answer(Value::Choice(Name::of("wheelchair"))));
    assert!(is_complete(&mut harness));
    assert_eq!(tap(&mut harness, "轮椅"), answer(Value::Erased));
}

#[test]
fn several_keep_the_order_of_the_list_and_the_bound() {
    let list = choices(&[("a", "煤", false), ("b", "电", false), ("c", "气", false), ("none", "都没有", true)]);
    let mut harness = card(Control::ManyOf { choices: list, most: Some(2) });
    let chosen = |ids: &[&'static str]| answer(Value::Choices(ids.iter().map(|id| Name::of(id)).collect()));
    assert_eq!(tap(&mut harness, "电"), chosen(&["b"]));
    assert!(!is_complete(&mut harness), "there may be more to choose");
    assert_eq!(tap(&mut harness, "煤"), chosen(&["a", "b"]));
    assert_eq!(tap(&mut harness, "气"), [], "two at most");
    assert_eq!(tap(&mut harness, "都没有"), chosen(&["none"]));
    assert_eq!(tap(&mut harness, "都没有"), answer(Value::Erased));
    tap(&mut harness, "煤");
    assert_eq!(tap(&mut harness, "下一题"), []);
    assert!(is_complete(&mut harness));
}

#[test]
fn a_number_is_typed_on_own_keys_and_what_cannot_be_is_refused() {
    let mut harness = card(width_control());
    // 7 and 76 are on the way; 760 is an answer.
    assert_eq!(taps(&mut harness, &["7", "6", "0"]), answer(Value::Integer(760)));
    assert_eq!(tap(&mut harness, "0"), [], "7600 mm is refused");
    harness.get_by_label_contains("只能填 300～2000 mm");
    assert_eq!(tap(&mut harness, "完成"), []);
    assert!(!is_complete(&mut harness), "a refused number does not close the pad");
    // What is refused stays to be corrected; 760 is stored already.
    assert_eq!(tap(&mut harness, "退格"), []);
    assert_eq!(tap(&mut harness, "完成"), []);
    assert!(is_complete(&mut harness));
    assert!(harness.query_by_label("问题：7").is_none(), "the pad is closed");
    assert_eq!(tap(&mut harness, "数值"), []);
    assert_eq!(tap(&mut harness, "清空"), answer(Value::Erased));
}

#[test]
fn a_number_half_typed_survives_on_its_line() {
    let mut sheet = Sheet::open(vec![prompt("q", "问题", width_control()), prompt("z", "别的", Control::YesNo)]);
    sheet.prompts[1].value = Some(Value::YesNo(true));
    let mut harness = harness(PORTRAIT, sheet);
    harness.run();
    assert_eq!(taps(&mut harness, &["7", "6"]), []);
    harness.get_by_label("别的").click();
    harness.run();
    assert_eq!(harness.get_by_label("问题").value().as_deref(), Some("76… 未填完"));
    harness.get_by_label("问题").click();
    harness.run();
    assert_eq!(tap(&mut harness, "0"), answer(Value::Integer(760)));
}

#[test]
fn steppers_start_in_the_usual_range_and_stop_at_the_hard_one() {
    let mut harness = card(width_control());
    assert_eq!(tap(&mut harness, "加"), answer(Value::Integer(550)));
    assert_eq!(taps(&mut harness, &["加", "减", "减"]).len(), 3);
    assert_eq!(tap(&mut harness, "减"), answer(Value::Integer(530)));
    taps(&mut harness, &["清空", "3", "0", "5"]);
    assert_eq!(tap(&mut harness, "减"), answer(Value::Integer(300)));
    assert_eq!(tap(&mut harness, "减"), [], "300 is the least");
}

#[test]
fn a_decimal_has_its_point_and_its_places() {
    let mut harness = card(Control::Decimal {
        unit: Some(Unit::Kilogram),
        warn: Some((25.0, 130.0)),
        hard: Some((2.0, 300.0)),
        places: 1,
        step: 0.5,
    });
    let kilograms = |number| Value::Decimal(Decimal::new(number).unwrap());
    taps(&mut harness, &["6", "2"]);
    assert_eq!(taps(&mut harness, &[".", "5"]), answer(kilograms(62.5)));
    assert_eq!(tap(&mut harness, "5"), [], "one place only");
    assert_eq!(tap(&mut harness, "加"), answer(kilograms(63.0)));
    assert!(harness.query_by_label("问题：正负号").is_none(), "no weight is below zero");
}

#[test]
fn a_real_keyboard_types_too() {
    let mut harness = card(width_control());
    for digit in ["7", "6", "0"] {
        harness.event(egui::Event::Text(digit.to_owned()));
    }
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().sent, answer(Value::Integer(760)));
    assert!(is_complete(&mut harness));
}

#[test]
fn text_is_kept_with_every_letter_and_phrases_are_added() {
    let phrases = vec!["冬季道路结冰".to_owned()];
    let mut harness = card(Control::Text { long: false, phrases });
    harness.get_by_label("问题：填写").focus();
    harness.run();
    harness.get_by_label("问题：填写").type_text("狗");
    harness.run();
    assert_eq!(std::mem::take(&mut harness.state_mut().sent), answer(Value::Text("狗".into())));
    harness.get_by_label("问题：冬季道路结冰").click();
    harness.run();
    assert_eq!(std::mem::take(&mut harness.state_mut().sent), answer(Value::Text("狗，冬季道路结冰".into())));
    harness.get_by_label("问题：填写").set_text_value_accesskit("  ");
    harness.run();
    assert_eq!(harness.state().sent, answer(Value::Erased));
}

#[test]
fn a_birthday_is_a_few_taps_away() {
    let mut harness = card(Control::Date);
    let steps = ["往前十年", "往前十年", "往前十年", "上一年", "上个月"];
    assert_eq!(taps(&mut harness, &steps), []);
    assert_eq!(tap(&mut harness, "1995-06-30"), answer(Value::Date(date(1995, 6, 30))));
    assert!(is_complete(&mut harness));
    assert_eq!(tap(&mut harness, "今天"), answer(Value::Date(date(2026, 7, 15))));
}

#[test]
fn a_place_is_chosen_from_league_to_township() {
    let mut harness = card(Control::Division { township: true });
    assert_eq!(tap(&mut harness, "兴安盟"), []);
    assert_eq!(tap(&mut harness, "科尔沁右翼前旗"), answer(Value::Text("152221".into())));
    harness.get_by_label("问题：苏木、乡镇或街道").focus();
    harness.run();
    harness.get_by_label("问题：苏木、乡镇或街道").type_text("察尔森镇");
    harness.run();
    assert_eq!(std::mem::take(&mut harness.state_mut().sent), answer(Value::Text("152221 察尔森镇".into())));
    assert_eq!(tap(&mut harness, "换盟市"), answer(Value::Erased));
    assert_eq!(tap(&mut harness, "呼和浩特市"), []);

    let mut short = card(Control::Division { township: false });
    tap(&mut short, "兴安盟");
    tap(&mut short, "科尔沁右翼前旗");
    assert!(is_complete(&mut short));
}

#[test]
fn identity_numbers_are_typed_on_own_keys_and_checked() {
    let keys = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
    for (control, number) in [
        (Control::CitizenId, "11010519491231002X"),
        (Control::Certificate, "11010519491231002X43"),
        (Control::Phone, "13804710000"),
    ] {
        let mut harness = card(control);
        let mut sent = Vec::new();
        for key in keys(number) {
            assert_eq!(sent, [], "nothing is sent before it is complete");
            sent = tap(&mut harness, &key);
        }
        assert_eq!(sent, answer(Value::Text(number.into())));
        assert_eq!(tap(&mut harness, "完成"), []);
        assert!(is_complete(&mut harness));
    }
    let mut reissued = card(Control::Certificate);
    let sent = taps(&mut reissued, &keys("11010519491231002X43B1").iter().map(String::as_str).collect::<Vec<_>>());
    let whole = answer(Value::Text("11010519491231002X43B1".into()));
    assert_eq!(sent, [answer(Value::Text("11010519491231002X43".into())), whole].concat());

    let mut short = card(Control::CitizenId);
    taps(&mut short, &["1", "1", "完成"]);
    short.get_by_label_contains("还差 16 位");
    assert!(!is_complete(&mut short));
}

#[test]
fn photos_are_asked_for_opened_and_removed() {
    let mut shown = prompt("q", "问题", Control::Photo { least: 3, shows: "扶手".into() });
    shown.photos = vec![photo(1), photo(2)];
    let mut harness = card_of(shown);
    harness.get_by_label("还差 1 张");
    assert_eq!(tap(&mut harness, "添加照片"), [Command::PickPhotos { path: path("q") }]);
    assert_eq!(tap(&mut harness, "从文件夹选"), [Command::BrowsePhotos { path: path("q") }]);
    let row = photo(2).row;
    let open = Command::Go(Route::Photo { path: path("q"), row, back: Box::new(Route::Households) });
    assert_eq!(tap(&mut harness, "照片 2"), [open]);
    assert_eq!(tap(&mut harness, "删除照片 2"), [Command::RemovePhoto { path: path("q"), row }]);

    harness.state_mut().photos = PhotoWay::DialogSilent;
    harness.run();
    harness.get_by_label_contains("没有反应");
    harness.state_mut().photos = PhotoWay::Refused;
    harness.run();
    harness.get_by_label("本户不同意拍照");
    assert!(harness.query_by_label("问题：添加照片").is_none());

    let mut beside = card(Control::YesNo);
    assert_eq!(tap(&mut beside, "添加照片"), [Command::PickPhotos { path: path("q") }]);
}

#[test]
fn a_signature_has_strokes_and_a_name() {
    let mut harness = card(Control::Signature { who: "监护人".into() });
    let pad = harness.get_by_label("问题：签名板").rect();
    assert!(pad.height() >= 200.0);
    harness.drag_at(pad.lerp_inside(egui::vec2(0.1, 0.5)));
    harness.step();
    for share in [0.2, 0.3, 0.4] {
        harness.hover_at(pad.lerp_inside(egui::vec2(share, 0.6)));
        harness.step();
    }
    harness.drop_at(pad.lerp_inside(egui::vec2(0.4, 0.6)));
    harness.run();
    let sent = std::mem::take(&mut harness.state_mut().sent);
    let [Command::Answer { value: Value::Signature(signed), .. }] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!(signed.strokes.len(), 1);
    assert_eq!((signed.strokes[0][0], *signed.strokes[0].last().unwrap()), ([1000, 5000], [4000, 6000]));
    harness.get_by_label("问题：签名人姓名").focus();
    harness.run();
    harness.get_by_label("问题：签名人姓名").type_text("王秀兰");
    harness.run();
    let sent = std::mem::take(&mut harness.state_mut().sent);
    let [Command::Answer { value: Value::Signature(named), .. }] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((&*named.name, &named.strokes), ("王秀兰", &signed.strokes));
    assert_eq!(tap(&mut harness, "重签"), answer(Value::Erased));

    let mut stored = prompt("q", "问题", Control::Signature { who: String::new() });
    stored.value = Some(signature());
    card_of(stored).get_by_label("问题：重签");
}

#[test]
fn a_point_is_tapped_on_the_drawing() {
    let mut harness = card(Control::Point { drawing: Name::of("body") });
    assert_eq!(tap(&mut harness, "图"), answer(Value::Point { x: 5000, y: 5000 }));
    card(Control::Point { drawing: Name::of("unknown") }).get_by_label_contains("没有随程序提供");
}

#[test]
fn less_than_the_standard_is_accepted_with_a_reason() {
    let mut below = prompt("q", "问题", width_control());
    below.value = Some(Value::Integer(760));
    let line = Line {
        text: "≥ 800 mm".into(),
        source: "GB 50763-2012 3.5.3".into(),
        outcome: Some(Outcome::NotMet),
        reason: String::new(),
    };
    below.line = Some(line.clone());
    let mut harness = card_of(below.clone());
    harness.get_by_label_contains("不达标");
    let accepted = |words: &str| aspect(Aspect::Accepted, Value::Text(words.into()));
    assert_eq!(tap(&mut harness, "承重墙不能动"), accepted("承重墙不能动"));
    assert_eq!(tap(&mut harness, "其他原因"), []);
    harness.get_by_label("问题：写明原因").focus();
    harness.run();
    harness.get_by_label("问题：写明原因").type_text("租的房");
    harness.run();
    assert_eq!(std::mem::take(&mut harness.state_mut().sent), accepted("租的房"));

    below.line = Some(Line { outcome: Some(Outcome::Accepted), reason: "空间不够".into(), ..line });
    let mut harness = card_of(below);
    assert_eq!(tap(&mut harness, "空间不够"), aspect(Aspect::Accepted, Value::Erased));
}

#[test]
fn a_note_is_written_beside_the_answer() {
    let mut harness = card(Control::YesNo);
    assert_eq!(tap(&mut harness, "备注"), []);
    harness.get_by_label("问题：备注").focus();
    harness.run();
    harness.get_by_label("问题：备注").type_text("门坏了");
    harness.run();
    assert_eq!(harness.state().sent, aspect(Aspect::Note, Value::Text("门坏了".into())));
}

#[test]
fn a_conflict_shows_who_and_when_and_is_settled_by_a_tap() {
    let mut torn = prompt("q", "问题", width_control());
    torn.conflict = vec![
        alternative(1, Value::Integer(40), "40 mm", "王建国"),
        alternative(2, Value::Integer(60), "60 mm", "乌云"),
    ];
    let dot: Dot = torn.conflict[1].dot;
    let mut harness = card_of(torn);
    harness.get_by_label_contains("王建国 · 2026-");
    assert_eq!(tap(&mut harness, "选用 60 mm（乌云）"), [Command::Settle { path: path("q"), dot }]);
}

#[test]
fn a_sensitive_answer_is_hidden_until_asked_for() {
    let mut secret = prompt("q", "问题", Control::OneOf { choices: choices(&[("hiv", "某病", false)]) });
    (secret.sensitive, secret.value, secret.value_text) =
        (true, Some(Value::Choice(Name::of("hiv"))), "某病".to_owned());
    let line = {
        let mut harness = harness(PORTRAIT, Sheet::new(vec![secret.clone()]));
        harness.run();
        harness.get_by_label("问题").value().unwrap()
    };
    assert!(!line.contains("某病"), "{line}");
    let mut harness = card_of(secret);
    assert!(harness.query_by_label_contains("某病").is_none());
    assert_eq!(tap(&mut harness, "显示"), []);
    harness.get_by_label("问题：某病");
}

#[test]
fn guidance_unfolds_and_complaints_stand_there() {
    let mut doubted = prompt("q", "问题", width_control());
    doubted.guidance =
        Some(GuidancePrompt { text: "卷尺放平".into(), drawing: Some(Name::of("door_clear_width")) });
    doubted.complaints = vec![Complaint { text: "两次量得不一样".into(), hard: false }];
    doubted.value = Some(Value::Integer(760));
    let mut harness = card_of(doubted);
    harness.get_by_label("两次量得不一样");
    assert!(harness.query_by_label("卷尺放平").is_none());
    tap(&mut harness, "怎么量");
    harness.get_by_label("卷尺放平");
}

#[test]
fn nothing_is_sent_from_a_finished_visit() {
    let mut sheet = Sheet::open(vec![prompt("q", "问题", Control::YesNo)]);
    sheet.editable = false;
    let mut harness = harness(PORTRAIT, sheet);
    harness.run();
    for part in ["是", "不适用", "备注", "添加照片"] {
        assert_eq!(tap(&mut harness, part), [], "{part}");
    }
}

#[test]
fn an_undo_from_elsewhere_replaces_what_the_pad_shows() {
    let mut harness = card(width_control());
    taps(&mut harness, &["7", "6", "0"]);
    let prompt = &mut harness.state_mut().prompts[0];
    (prompt.value, prompt.value_text) = (Some(Value::Integer(800)), "800 mm".to_owned());
    harness.run();
    assert_eq!(harness.get_by_label("问题：数值").value().as_deref(), Some("800 mm"));
}

#[test]
fn a_card_of_a_row_has_its_own_path() {
    let place: FieldPath = "door/0000000001/width".parse().unwrap();
    let mut harness = card_of(Prompt { path: place.clone(), ..prompt("q", "问题", Control::YesNo) });
    assert_eq!(tap(&mut harness, "是"), [Command::Answer { path: place, value: Value::YesNo(true) }]);
}
