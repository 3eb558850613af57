//! Orders, jobs and packages at the window, for each of the three roles.

use std::sync::Arc;

use egui::Vec2;
use tantu::app::exchange::{self, Parcel, Progress};
use tantu::app::works::sheet::Sheet;
use tantu::dossier::Dossier;
use tantu::dossier::stage::Stage;
use tantu::id::DeviceId;
use tantu::plan::item::WorkState;
use tantu::remote::{About, Kind};
use tantu::role::Role;
use tantu::store::{Opening, Workspace};
use tantu::value::{Decimal, Signature, Value};

use super::photos::drop_file;
use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, Tablet, home, id_clashes, now};

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

fn choice(name: &str) -> Value {
    Value::Choice(name.parse().unwrap())
}

/// A household with one item, at this stage.
fn planned(number: u128, head: &str, stage: Stage) -> Dossier {
    let signature = Signature { name: head.into(), relation: "".into(), strokes: vec![vec![[1, 2], [3, 4]]] };
    let row = "plan_item/0000000001";
    let at = |question: &str| format!("{row}/{question}");
    let day = |day| Value::Date(jiff::civil::date(2026, 11, day));
    let ordered = stage >= Stage::Ordered;
    let fields = [
        ("hh_head".to_owned(), text(head)),
        ("hh_division".to_owned(), text("152221 居力很镇")),
        ("hh_village".to_owned(), text("红峰嘎查")),
        ("hh_phone".to_owned(), text("13904820001")),
        ("consent_photo".to_owned(), Value::YesNo(true)),
        ("_visit".to_owned(), choice("finished")),
        ("_step".to_owned(), choice(stage.name())),
        ("ag_signature".to_owned(), Value::Signature(Arc::new(signature))),
        (row.to_owned(), Value::Row(1)),
        (at("pi_name"), text("混凝土坡道")),
        (at("pi_place"), text("出入口")),
        (at("pi_quantity"), Value::Decimal(Decimal::new(3.6).unwrap())),
        (at("pi_unit"), text("m²")),
        (at("pi_price"), Value::Integer(52_000)),
        (at("pi_sizes"), text("净宽 1000 mm (GB 50763 3.4.4)")),
        (at("pi_decision"), choice("accepted")),
        ("or_contractor".to_owned(), if ordered { text("宏达施工队") } else { Value::Erased }),
        ("or_start_by".to_owned(), if ordered { day(18) } else { Value::Erased }),
        ("or_finish_by".to_owned(), if ordered { day(20) } else { Value::Erased }),
    ];
    let fields: Vec<(&str, Value)> = fields.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
    home(number, &fields)
}

fn tablet(role: Role, homes: Vec<Dossier>, size: Vec2, percent: u16) -> Surveyor {
    let mut window = Tablet { role, homes, size, percent, ..Tablet::default() }.start();
    if role == Role::Contractor {
        knows_the_works(&mut window);
    }
    window.window.run();
    window
}

fn knows_the_works(window: &mut Surveyor) {
    window.step_until("the works are known", |window| {
        let program = window.program();
        program.registry.iter().filter(|home| home.summary.stage >= Stage::Ordered).count() == program.jobs.len()
    });
    window.window.run();
}

/// A coordinator opens the list of orders: only then are the works read.
fn goes_to_the_works(window: &mut Surveyor) -> &mut Surveyor {
    assert_eq!(window.program().jobs.len(), 0, "nobody has asked for them");
    window.tap("派工与施工");
    knows_the_works(window);
    window
}

fn sheet(window: &Surveyor) -> Sheet {
    Sheet::of(&window.program().visit.as_ref().unwrap().dossier)
}

#[test]
fn an_empty_tablet_asks_whose_it_is() {
    let mut window = tablet(Role::Surveyor, Vec::new(), LANDSCAPE, 100);
    window.expect("本机给谁用？").tap("施工方：按派工单施工");
    window.expect("还没有施工任务").expect_gone("新增住户");
    assert_eq!(window.program().role, Role::Contractor);
    assert_eq!(window.program().workspace().role(), Role::Contractor);
    window.tap("统筹员：方案、派工、验收、结算").tap("派工与施工").expect("等待派工");
}

#[test]
fn a_coordinator_orders_households_and_makes_the_package() {
    let mut window = tablet(Role::Coordinator, vec![planned(1, "其木格", Stage::Noticed)], LANDSCAPE, 100);
    window.tap("派工与施工").expect("待派工 1").tap("全选（1 户）").expect("请填施工单位");
    window.write("施工单位", "宏达施工队").expect("请选计划开工日期");
    window.tap("计划开工日期：点此选日期").tap("计划开工日期：今天");
    window.tap("要求完工日期：点此选日期").tap("要求完工日期：今天");
    window.tap("派工 1 户").expect("已派工 1 户给“宏达施工队”");
    assert_eq!(window.program().jobs.len(), 1);
    window.tap("生成派工包：宏达施工队");
    window.step_until("the package is made", |window| window.program().exchange.made.len() == 1);
    window.window.run();
    window.expect("文件包已生成：1 户");
    let made = &window.program().exchange.made[0].path;
    assert!(exchange::check(None, made, &[], &Progress::default()).unwrap().is_whole());
    assert_eq!(id_clashes(&window), Vec::<String>::new());
}

#[test]
fn a_contractor_opens_what_is_dropped_builds_asks_and_hands_back() {
    let office = tempfile::tempdir().unwrap();
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let (store, _) = Workspace::open(&office.path().join("workspace"), opening).unwrap();
    let home = planned(1, "其木格", Stage::Ordered);
    store.fold(&home).unwrap();
    let (kind, contractor) = (Kind::WorkOrder, "宏达施工队".to_owned());
    let (author, surveyor) = ("李统筹".into(), String::new());
    let about = About { kind, device: DeviceId::from_bits(3), author, made: now(), contractor, surveyor };
    let package = office.path().join("a.tantu");
    let parcel = Parcel::new(about, vec![home.id]);
    exchange::make(&store, &parcel, &package, &Progress::default()).unwrap();

    let mut window = tablet(Role::Contractor, Vec::new(), PORTRAIT, 100);
    drop_file(&mut window, "a.tantu", &std::fs::read(&package).unwrap());
    window.step_until("the package is looked into", |window| window.program().exchange.offered.len() == 1);
    window.window.run();
    window.expect("收到文件包，还没有并入").expect("1 户，照片 0 张").tap("并入");
    window.step_until("the package is opened", |window| window.program().exchange.reports.len() == 1);
    window.window.run();
    window.expect("已并入：新增 1 户").expect("李统筹").tap("知道了").expect("逾期 4 天（11-20）");
    window.open("其木格").expect("13904820001").expect("3.6 m²").expect("GB 50763 3.4.4");
    window.tap("复制：13904820001").expect("已复制");
    window.tap("这一项开工");
    assert_eq!((sheet(&window).stage, sheet(&window).items[0].item.work.state), (Stage::InWorks, WorkState::Started));
    window.write("关于“混凝土坡道”说一句", "管道在哪里？").tap("发出：混凝土坡道").expect("管道在哪里？");
    window.tap("提出变更").tap("变更后数量：加").tap("变更原因：墙体不能承重").tap("提交变更");
    window.expect("待答复").expect("3.6 m² 改为 4.6 m²");
    window.tap("这一项完工").expect("还没有填安装数量");
    assert_eq!(id_clashes(&window), Vec::<String>::new());
    window.tap("返回").expect("变更待答复 1 项").tap("生成回传包");
    window.step_until("the package is made", |window| window.program().exchange.made.len() == 1);
}

#[test]
fn the_office_answers_at_the_same_sheet() {
    let mut home = planned(1, "其木格", Stage::InWorks);
    let builder = tantu::dossier::edit::Author { device: DeviceId::from_bits(8), name: "包工头".into(), at: now() };
    let item = tantu::id::RowId::from_bits(1);
    let side = tantu::app::works::sheet::Side::Builder;
    let asked = tantu::app::works::edits::say(&home, item, side, "管道在哪里？").unwrap();
    home.apply(&asked, &builder);
    let more = tantu::plan::quantity::Quantity::of(5.0).unwrap();
    let (_, proposed) = tantu::app::works::edits::propose(&home, item, more, "地基不好").unwrap();
    home.apply(&proposed, &builder);
    let mut window = tablet(Role::Coordinator, vec![home], LANDSCAPE, 100);
    goes_to_the_works(&mut window).tap("待答复 1").expect("未读 1 条").open("其木格");
    window.expect("管道在哪里？").expect("包工头").expect("地基不好").tap("同意").expect("同意变更");
    window.write("关于“混凝土坡道”说一句", "在东侧").tap("发出：混凝土坡道").expect("统筹");
    assert_eq!(sheet(&window).items[0].item.ordered(), Some(more));
    assert_eq!(sheet(&window).items[0].unread(tantu::app::works::sheet::Side::Office), 0, "what is shown is read");
    assert_eq!(id_clashes(&window), Vec::<String>::new());
}

#[test]
fn everything_is_within_reach_in_large_letters() {
    for (role, size) in [(Role::Contractor, PORTRAIT), (Role::Coordinator, LANDSCAPE)] {
        let mut window = tablet(role, vec![planned(1, "其木格", Stage::Ordered)], size, 200);
        if role == Role::Coordinator {
            goes_to_the_works(&mut window).tap("施工单位 1").tap("宏达施工队：看各户").expect("撤回派工");
            window.tap("撤回派工：其木格").expect("撤回“其木格”的派工？").tap("取消");
        }
        window.open("其木格").tap("提出变更");
        for (name, place, acts) in window.named() {
            assert!(!acts || place.right() <= size.x + 1.0, "{name} is cut off at {place:?}");
        }
    }
}
