//! How far the programme is, as a coordinator reads and taps it.

use egui::Vec2;
use tantu::app::desk::progress::TARGETS_FILE;
use tantu::dossier::Dossier;
use tantu::dossier::stage::Stage;
use tantu::l10n::Language;
use tantu::plan::money::Fen;
use tantu::registry::progress::target::Targets;
use tantu::role::Role;
use tantu::value::{Decimal, Value};

use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, TARGET, Tablet, home, id_clashes};

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

fn choice(name: &str) -> Value {
    Value::Choice(name.parse().unwrap())
}

/// A household with one ramp of 1,872 yuan, at this stage; its works were due on 20 November, four days ago.
fn household(number: u128, head: &str, division: &str, stage: Stage) -> Dossier {
    let row = "plan_item/0000000001";
    let at = |question: &str| format!("{row}/{question}");
    let day = |day| Value::Date(jiff::civil::date(2026, 11, day));
    let ordered = stage >= Stage::Ordered;
    let fields = [
        ("hh_head".to_owned(), text(head)),
        ("hh_division".to_owned(), text(division)),
        ("hh_registered".to_owned(), day(2)),
        ("_visit".to_owned(), choice("finished")),
        ("_step".to_owned(), choice(stage.name())),
        (row.to_owned(), Value::Row(1)),
        (at("pi_code"), choice("E02")),
        (at("pi_quantity"), Value::Decimal(Decimal::new(3.6).unwrap())),
        (at("pi_price"), Value::Integer(52_000)),
        (at("pi_decision"), choice("accepted")),
        ("or_contractor".to_owned(), if ordered { text("宏达施工队") } else { Value::Erased }),
        ("or_finish_by".to_owned(), if ordered { day(20) } else { Value::Erased }),
    ];
    let fields: Vec<(&str, Value)> = fields.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
    home(number, &fields)
}

fn office(size: Vec2, percent: u16, language: Language) -> Surveyor {
    let homes = vec![
        household(1, "其木格", "152221 居力很镇", Stage::InWorks),
        household(2, "巴特尔", "152221 察尔森镇", Stage::Accepted),
        household(3, "王秀兰", "150207 哈林格尔镇", Stage::Planned),
    ];
    let mut window = Tablet { role: Role::Coordinator, homes, size, percent, language, ..Tablet::default() }.start();
    window.tap(if language == Language::Chinese { "进度与资金" } else { "Progress" });
    window
}

#[test]
fn a_bar_says_its_figure_and_leads_to_its_households() {
    let mut window = office(LANDSCAPE, 100, Language::Chinese);
    window.expect("登记 · 3 户 · 已评估 3 户").expect("逾期 · 1 户 · 最长 4 天");
    window.tap("派工 · 2 户 · 66.7%").tap("查看这 2 户");
    let registry = &window.program().desk.registry;
    assert_eq!(registry.query.filter.only.as_ref().map(|ids| ids.len()), Some(2));
    assert!(registry.title.contains("派工"), "{}", registry.title);
    assert_eq!(id_clashes(&window), Vec::<String>::new());
}

#[test]
fn one_goes_from_the_map_into_a_league_and_back() {
    let mut window = office(LANDSCAPE, 100, Language::Chinese);
    window.tap("兴安 · 50% · 1 / 2").tap("进入").expect("科尔沁右翼前旗 · 50% · 1 / 2").expect("盟市：兴安盟");
    window.expect("登记 · 2 户 · 已评估 2 户").tap("看全部").expect("登记 · 3 户 · 已评估 3 户");
    // The same by the list of choices.
    window.tap("盟市：全部").tap("包头市").expect("登记 · 1 户 · 已评估 1 户").expect("旗县区：全部");
}

#[test]
fn what_is_late_names_the_days_and_with_whom() {
    let mut window = office(LANDSCAPE, 100, Language::Chinese);
    window.tap("逾期 · 1 户 · 最长 4 天").expect("完工 · 1 户 · 最长 4 天").expect("宏达施工队 · 1 户 · 最长 4 天");
    window.tap("其木格 · 科尔沁右翼前旗 · 4 天 · 完工 · 宏达施工队").tap("打开一户一档");
    assert_eq!(window.program().visit.as_ref().unwrap().dossier.id.as_u128(), 1);
}

#[test]
fn a_chart_is_saved_as_a_picture_and_as_tables() {
    let mut window = office(PORTRAIT, 100, Language::Chinese);
    let file = |window: &Surveyor, ending: &str| {
        window.folder.join("exports").join(format!("走到了哪一步_2026-11-24.{ending}"))
    };
    for (part, ending) in [("存图片", "png"), ("存 Excel", "xlsx"), ("存 CSV", "csv")] {
        window.tap(&format!("走到了哪一步？：{part}"));
        window.step_until("it is saved", |window| window.program().desk.progress.saved.is_some());
        assert_eq!(window.program().desk.progress.saved, Some(Ok(file(&window, ending))));
        window.window.run();
        window.tap("知道了");
    }
    let picture = image::open(file(&window, "png")).unwrap().into_rgb8();
    assert_eq!(picture.width(), 2_000, "whatever the window's size");
    let tints: std::collections::BTreeSet<[u8; 3]> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(tints.contains(&[255, 255, 255]) && tints.contains(&[0x0b, 0x6b, 0x6b]), "bars on white");
    let csv = std::fs::read_to_string(file(&window, "csv")).unwrap();
    assert!(csv.contains("派工,2,66.7"), "{csv}");
}

#[test]
fn task_numbers_are_set_kept_and_counted_against() {
    let mut window = office(LANDSCAPE, 100, Language::Chinese);
    window.tap("任务数").tap("兴安盟 · 未设任务数").tap_beginning("科尔沁右翼前旗");
    window.tap("任务数：加").tap("保存");
    let kept = std::fs::read_to_string(window.folder.join(TARGETS_FILE)).unwrap();
    let target = Targets::parse(&kept).unwrap().get(2026, "152221");
    assert_eq!((target.households, target.money), (1, Fen(0)), "{kept}");
    window.tap("总览").expect("完成率 · 100% · 已验收 1，任务 1 户");
}

#[test]
fn a_figure_is_also_a_table() {
    let mut window = office(LANDSCAPE, 100, Language::Chinese);
    window.tap("走到了哪一步？：看表格").expect("验收 · 1 · 33.3").tap("走到了哪一步？：看图");
    window.expect("验收 · 1 户 · 33.3%");
}

#[test]
fn every_page_is_within_reach_in_large_letters() {
    let tabs = ["Overview", "Steps", "Money", "Quality", "People", "Measures", "Late", "Targets"];
    for (size, percent) in [(PORTRAIT, 200), (LANDSCAPE, 100)] {
        let mut window = office(size, percent, Language::English);
        for tab in tabs {
            window.tap(tab);
            for (name, place, acts) in window.named() {
                // The ways to the other parts of the desk scroll sideways.
                let is_here = place.top() > 220.0 || size == LANDSCAPE;
                assert!(!acts || !is_here || place.right() <= size.x + 1.0, "{tab}: {name} is cut off at {place:?}");
                let large = place.height() >= TARGET && place.width() >= TARGET;
                assert!(!acts || large, "{tab}: {name} is too small to hit: {place:?}");
            }
            assert_eq!(id_clashes(&window), Vec::<String>::new(), "{tab}");
        }
    }
}
