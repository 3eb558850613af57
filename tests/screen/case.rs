//! One household from its survey to the archive, as surveyor and coordinator tap their way; the contractor's part is
//! written down for them.

use std::sync::Arc;

use jiff::civil::date;
use tantu::app::command::Command;
use tantu::app::task::Task;
use tantu::dossier::Dossier;
use tantu::dossier::edit::{Author, Edit};
use tantu::dossier::stage::{Stage, Standing, Step};
use tantu::id::{DeviceId, Name, RowId};
use tantu::l10n::{Language, Words};
use tantu::path::FieldPath;
use tantu::plan::item::{self, Item};
use tantu::role::Role;
use tantu::ui::screens::case::data::CaseData;
use tantu::ui::screens::plan::data::PlanData;
use tantu::value::{Signature, Value};

use super::surveyor::{PORTRAIT, Surveyor, TARGET, Tablet, now, willing_home};

fn choice(name: &'static str) -> Value {
    Value::Choice(Name::of(name))
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

fn signed() -> Value {
    let strokes = vec![vec![[1_000, 1_000], [9_000, 9_000]]];
    Value::Signature(Arc::new(Signature { name: "其木格".into(), relation: "".into(), strokes }))
}

fn day(month: i8, day: i8) -> Value {
    Value::Date(date(2026, month, day))
}

fn author(device: u64) -> Author {
    Author { device: DeviceId::from_bits(device), name: "评估员".into(), at: now() }
}

/// A finished survey: three steps before the door, a coal stove without an alarm.
fn surveyed() -> Dossier {
    let mut home = willing_home("其木格");
    let answers = [
        ("person/0000000001/p_certificate", text("15010219900307233642")),
        ("person/0000000001/qP03", choice("manual_wheelchair")),
        ("person/0000000001/qP04", Value::Integer(680)),
        ("qE1", Value::YesNo(true)),
        ("qE1_steps", Value::Integer(3)),
        ("qE2", Value::Integer(450)),
        ("qE4_length", Value::Integer(8_000)),
        ("qE4_width", Value::Integer(1_300)),
        ("qE14", choice("can_dig")),
        ("qP19", Value::Choices(vec![Name::of("coal_stove")])),
        ("qA4_co", choice("none")),
        ("_visit", choice("finished")),
    ];
    let answers = answers.into_iter().map(|(path, value)| (path.parse().unwrap(), value));
    home.apply(&Edit::set_all(answers), &author(9));
    home
}

fn start() -> Surveyor {
    Tablet { homes: vec![surveyed()], ..Tablet::default() }.start()
}

/// Goes through the same door as every tap.
fn ask(surveyor: &mut Surveyor, command: Command) {
    surveyor.window.state_mut().program.dispatch(command);
    surveyor.window.run();
}

fn answer(surveyor: &mut Surveyor, answers: &[(&str, Value)]) {
    for (path, value) in answers {
        ask(surveyor, Command::Answer { path: path.parse().unwrap(), value: value.clone() });
    }
}

fn become_role(surveyor: &mut Surveyor, role: Role) {
    surveyor.window.state_mut().program.role = role;
    surveyor.window.run();
}

fn stage(surveyor: &Surveyor) -> Stage {
    surveyor.program().visit.as_ref().unwrap().stage()
}

fn planned(surveyor: &Surveyor) -> Vec<Item> {
    item::accepted(&surveyor.program().visit.as_ref().unwrap().dossier)
}

fn in_item(repeat: &str, row: RowId, field: &str) -> String {
    format!("{repeat}/{row}/{field}")
}

fn make_the_plan(surveyor: &mut Surveyor) {
    surveyor.open("其木格").expect("现在：已评估").tap("做改造方案");
    surveyor.expect("A02 一氧化碳报警器").expect("没有决定");
    surveyor.tap("按上限给个建议…").expect("先消除危险").tap_beginning("采用，加");
    assert!(!planned(surveyor).is_empty());
    surveyor.tap("撤销：采用建议");
    assert!(planned(surveyor).is_empty(), "taking the suggestion is one step");
    surveyor.tap("一氧化碳报警器：不采纳…").write("原因", "已有").tap("不采纳").expect("不采纳：已有");
    surveyor.tap("取回重议：一氧化碳报警器").tap("一氧化碳报警器：采纳");
    let alarm = planned(surveyor).remove(0);
    assert_eq!(alarm.code, Some(Name::of("A02")));
    surveyor.tap("一氧化碳报警器：修改…").tap("数量：加").tap("采纳修改");
    assert_eq!(planned(surveyor)[0].quantity.unwrap().to_string(), "2");
    surveyor
        .tap("添加项目…")
        .write("搜索项目目录：名称或编号", "雨棚")
        .tap_beginning("E11 门前雨棚")
        .expect("自定项目");
    let left = surveyor.named().into_iter().map(|(name, ..)| name).find(|name| name.starts_with("其余 "));
    if let Some(left) = left {
        surveyor.tap(&left);
    }
    surveyor.tap("方案定稿").expect("现在：方案已定");
}

fn sign_it(surveyor: &mut Surveyor) {
    surveyor.tap("给家属看方案、签字").expect("一氧化碳报警器").expect("您家不用花钱");
    surveyor.tap("方式：念给家属听").expect("第 1 句").tap("下一句").expect("第 1 项");
    surveyor.tap("听明白了，去签字").section("签字");
    surveyor.answer("由谁签字", "残疾人本人");
    answer(surveyor, &[("ag_signature", signed()), ("ag_assessor_1", signed()), ("ag_assessor_2", signed())]);
    surveyor.tap("家属签字做完了").expect("已过：已评估").tap("确认签字").expect("现在：家属已签字");
    assert!(surveyor.value("_agreed").is_some(), "the plan is kept as it was signed");
}

/// Notice and order, which are not a surveyor's to take.
fn publish_and_order(surveyor: &mut Surveyor) {
    surveyor.expect("当前角色不能办这一步");
    ask(surveyor, Command::Step(Step::Notice));
    assert_eq!(stage(surveyor), Stage::Agreed, "a surveyor does not publish");
    become_role(surveyor, Role::Coordinator);
    surveyor.tap("填公示情况");
    answer(
        surveyor,
        &[
            ("no_place", text("公示栏")),
            ("no_from", day(11, 10)),
            ("no_until", day(11, 18)),
            ("no_objection", Value::YesNo(false)),
        ],
    );
    surveyor.tap("公示做完了").tap("公示期满").expect("现在：已公示").tap("填派工单");
    answer(surveyor, &[("or_contractor", text("安居队")), ("or_start_by", day(11, 25)), ("or_finish_by", day(12, 20))]);
    surveyor.tap("派工做完了").tap("派工").expect("现在：已派工");
}

/// What the contractor's tablet would have sent.
fn build(surveyor: &mut Surveyor) {
    ask(surveyor, Command::OpenTask(Task::Works));
    for item in planned(surveyor) {
        let at = |field: &str| in_item("plan_item", item.row, field);
        let quantity = item.quantity.unwrap().value();
        for (path, value) in [
            (at("wi_state"), choice("done")),
            (at("wi_installed"), quantity),
            (at("wi_no_photo_reason"), text("没带相机")),
        ] {
            answer(surveyor, &[(&path, value)]);
        }
    }
    ask(surveyor, Command::LeaveTask);
}

fn accept(surveyor: &mut Surveyor) {
    surveyor.expect("现在：已完工").tap("去验收");
    let items = planned(surveyor);
    for item in &items {
        let at = |field: &str| in_item("accept_item", item.row, field);
        let code = item.code.as_ref().unwrap().to_string();
        assert_eq!(surveyor.value(&at("ai_code")), Some(text(&code)), "rows come from the plan");
        answer(surveyor, &[(&at("ai_accepted"), item.quantity.unwrap().value()), (&at("ai_result"), choice("pass"))]);
    }
    let first = |field: &str| in_item("accept_item", items[0].row, field);
    answer(
        surveyor,
        &[
            (&first("ai_result"), choice("rectify")),
            (&first("ai_defect"), text("没有装牢")),
            (&first("ai_rectify_by"), day(12, 1)),
        ],
    );
    surveyor.tap("验收做完了").tap("发整改通知").expect("现在：整改中");
    build(surveyor);
    surveyor.tap("报完工").tap("去验收");
    answer(
        surveyor,
        &[
            (&first("ai_recheck_date"), day(11, 24)),
            (&first("ai_recheck"), choice("pass")),
            ("ac_result", choice("accepted")),
            ("ac_sign_family", signed()),
            ("ac_sign_contractor", signed()),
            ("ac_sign_federation", signed()),
        ],
    );
    surveyor.tap("验收做完了").tap("验收合格").expect("现在：验收合格");
}

#[test]
fn a_household_goes_from_the_survey_to_the_archive() {
    let mut surveyor = start();
    make_the_plan(&mut surveyor);
    sign_it(&mut surveyor);
    publish_and_order(&mut surveyor);
    build(&mut surveyor);
    surveyor.tap("开工").expect("现在：施工中").tap("报完工");
    accept(&mut surveyor);

    surveyor.tap("去结算").expect("结算金额").expect("计划").expect("安装").tap("填结算单、签字");
    answer(&mut surveyor, &[("se_contract", text("1")), ("se_invoice", text("2")), ("se_signature", signed())]);
    surveyor.tap("结算做完了").tap("结算").expect("现在：已结算").tap("归档").expect("现在：已归档");
    surveyor.expect("回访");

    // What is closed is only read.
    ask(&mut surveyor, Command::OpenTask(Task::Accept));
    surveyor.expect("只能看，不能改");
    let before = surveyor.value("ac_result");
    answer(&mut surveyor, &[("ac_result", choice("refused"))]);
    assert_eq!(surveyor.value("ac_result"), before);
    let told: Vec<_> = surveyor.program().notices.iter().map(|problem| problem.key).collect();
    assert!(told.contains(&"stage-task-closed"), "{told:?}");
    surveyor.tap("住户档案").expect("现在：已归档");
}

#[test]
fn the_file_says_where_it_stands_what_is_next_and_what_lacks() {
    let mut surveyor = start();
    surveyor.open("其木格");
    let shown = |surveyor: &Surveyor, language| {
        let program = surveyor.program();
        let data = CaseData::of(program, program.visit.as_ref().unwrap(), Words::of(language));
        let next = data.next.map(|next| next.text).unwrap_or_default();
        let lacks: Vec<String> = data.lacks.into_iter().map(|lack| lack.text).collect();
        format!("{} | {next} | {}", data.stage, lacks.join(" / "))
    };
    let before = shown(&surveyor, Language::Chinese);
    assert!(before.starts_with("已评估 | 做改造方案 | 方案里还没有采纳任何项目 / 还有 "), "{before}");
    assert!(shown(&surveyor, Language::English).starts_with("Surveyed | Make the plan | "));
    let program = surveyor.program();
    let plan = PlanData::of(program, program.visit.as_ref().unwrap(), Words::of(Language::Chinese));
    let alarm = plan.groups.iter().flat_map(|group| &group.cards).find(|card| card.code == "A02").unwrap();
    assert_eq!((alarm.sum().as_str(), plan.groups[0].label.as_str()), ("1 个 × ¥165", "危险"));
    surveyor.tap("做改造方案").tap("其余 2 项都暂缓").expect("暂缓：");
}

#[test]
fn two_devices_that_went_different_ways_are_shown_side_by_side_and_settled_by_a_tap() {
    let mut here = surveyed();
    here.apply(&Edit::set("_step".parse().unwrap(), choice("noticed")), &author(1));
    let mut there = here.clone();
    here.apply(&Step::Order.take(&here).unwrap(), &author(1));
    there.apply(&Step::Replan.take(&there).unwrap(), &author(2));
    here.join(&there).unwrap();
    let mut surveyor = Tablet { homes: vec![here], ..Tablet::default() }.start();
    surveyor.tap("全部").open("其木格").expect("说法不一").expect("评估员").tap("以“已派工”为准");
    assert_eq!(Standing::of(&surveyor.program().visit.as_ref().unwrap().dossier), Standing::At(Stage::Ordered));
    surveyor.expect("现在：已派工").expect_gone("说法不一");
}

#[test]
fn the_list_shows_the_stage_and_filters_by_it() {
    let mut ordered = surveyed();
    ordered.apply(&Edit::set("_step".parse().unwrap(), choice("ordered")), &author(1));
    let mut surveyor = Tablet { homes: vec![ordered], ..Tablet::default() }.start();
    surveyor.tap("全部").expect("已派工").tap("按阶段").tap_beginning("已派工").expect("阶段：已派工").expect("其木格");
}

/// Nothing that is touched leaves the window or is too small for a finger, upright and with the largest text.
#[test]
fn every_screen_of_the_household_fits_an_upright_tablet_with_large_text() {
    for language in Language::ALL {
        let tablet = Tablet { homes: vec![surveyed()], size: PORTRAIT, percent: 200, language, ..Tablet::default() };
        let mut surveyor = tablet.start();
        let id = surveyor.program().registry.get(0).unwrap().id;
        ask(&mut surveyor, Command::OpenHousehold(id));
        use tantu::app::route::Route;
        for route in [Route::Case, Route::Plan, Route::Ramp { item: None }, Route::Agree, Route::Account] {
            ask(&mut surveyor, Command::Go(route.clone()));
            for (name, rect, acts) in surveyor.named() {
                let inside = rect.left() >= -1.0 && rect.right() <= PORTRAIT.x + 1.0;
                let large = !acts || rect.height() >= TARGET && rect.width() >= TARGET;
                assert!(inside && large, "{language:?} {route:?}: {name:?} at {rect:?}");
            }
        }
        assert!(super::surveyor::id_clashes(&surveyor).is_empty());
    }
}

#[test]
fn a_ramp_is_worked_out_on_the_spot_and_goes_into_the_plan() {
    let mut surveyor = start();
    surveyor.open("其木格").tap("做改造方案");
    let ramp = surveyor.named().into_iter().map(|(name, ..)| name).find(|name| name.ends_with("：坡道计算"));
    surveyor.tap(&ramp.expect("a ramp is proposed")).tap("可以浇混凝土");
    surveyor.expect("混凝土坡道 1:12 直线：达标");
    surveyor.tap("院里可用长度：数值").keys("院里可用长度", "3000").tap("院里可用长度：完成");
    surveyor.expect("混凝土坡道 1:12 直线：这里做不了");
    surveyor.tap("院里可用长度：数值").keys("院里可用长度", "8000").tap("院里可用长度：完成");
    surveyor.tap("混凝土坡道 1:12 直线：达标").tap("放进方案");
    let ramp = planned(&surveyor).into_iter().find(|item| item.code == Some(Name::of("E01"))).unwrap();
    assert!(ramp.sizes.contains("1:12") && ramp.sizes.contains("5400"), "{}", ramp.sizes);
    let path = FieldPath::top(Name::of("qE4_length"));
    assert_eq!(
        surveyor.program().visit.as_ref().unwrap().dossier.value(&path),
        Some(&Value::Integer(8_000)),
        "the survey stays as it is"
    );
}
