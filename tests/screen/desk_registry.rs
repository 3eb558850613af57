//! The coordinator's register: searched, filtered, ordered, selected; a household and back to the same place.

use egui::{Event, Key, Modifiers, Vec2};
use tantu::app::command::Command;
use tantu::app::desk::registry::RegistryCommand;
use tantu::app::desk::{DeskCommand, Place};
use tantu::app::papers::Of;
use tantu::app::route::Route;
use tantu::app::settings::Theme;
use tantu::dossier::Dossier;
use tantu::id::{DossierId, Name};
use tantu::l10n::{Language, Words};
use tantu::registry::filter::Filter;
use tantu::registry::view::{Column, Query};
use tantu::role::Role;
use tantu::value::Value;

use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, Tablet, home, id_clashes};

fn household(number: u128, head: &str, village: &str, more: &[(&str, Value)]) -> Dossier {
    let text = |words: &str| Value::Text(words.into());
    let mut answers = vec![
        ("hh_head", text(head)),
        ("hh_division", text("152221 察尔森镇")),
        ("hh_village", text(village)),
        ("hh_phone", text("13800010001")),
        ("person/0000000001", Value::Row(1)),
        ("person/0000000001/p_name", text(head)),
        ("person/0000000001/p_certificate", text("15010219900307233642")),
    ];
    answers.extend(more.iter().cloned());
    home(number, &answers)
}

/// Thirty households of two villages; the last one is in works and late, the one before planned for today.
fn office() -> Vec<Dossier> {
    let text = |words: &str| Value::Text(words.into());
    let date = |day| Value::Date(jiff::civil::date(2026, 11, day));
    let mut homes: Vec<Dossier> = (1..29)
        .map(|number| {
            let village = if number % 2 == 0 { "红峰嘎查" } else { "巴音嘎查" };
            household(number, &format!("王{number}"), village, &[])
        })
        .collect();
    homes.push(household(29, "单小红", "红峰嘎查", &[("hh_visit_date", date(24)), ("hh_surveyor", text("李娜"))]));
    let built = [
        ("_visit", Value::Choice(Name::of("finished"))),
        ("_step", Value::Choice(Name::of("in_works"))),
        ("or_contractor", text("宏达施工队")),
        ("or_finish_by", date(20)),
    ];
    homes.push(household(30, "其木格", "巴音嘎查", &built));
    homes
}

fn start(size: Vec2, percent: u16, homes: Vec<Dossier>) -> Surveyor {
    Tablet { size, percent, homes, role: Role::Coordinator, ..Tablet::default() }.start()
}

fn press(window: &mut Surveyor, key: Key, modifiers: Modifiers) {
    let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    window.window.event(event(true));
    window.window.event(event(false));
    window.window.run();
}

fn write(window: &mut Surveyor, words: &str) {
    window.window.event(Event::Text(words.to_owned()));
    window.window.run();
}

const SEARCH: &str = "姓名、拼音、证号后几位、村、电话、施工单位";

#[test]
fn a_coordinator_begins_at_the_register_and_comes_back_to_the_same_place() {
    let mut window = start(LANDSCAPE, 100, office());
    assert_eq!(window.program().route, Route::Desk(Place::Registry));
    window.expect("30 / 30 户").expect_gone("返回");
    window.write(SEARCH, "qmg").expect("1 / 30 户").expect("完工超 4 天").open("其木格").expect("现在：施工中");
    window.tap("返回").expect("1 / 30 户").expect("打开：其木格");
    assert_eq!(window.program().desk.registry.query.typed, "qmg");
    assert_eq!(id_clashes(&window), Vec::<String>::new());
    // The surveyor's list is still there, with the same households.
    window.tap("更多").tap("入户清单").expect("单小红").expect("今天");
    window.tap("返回").expect("1 / 30 户");
}

#[test]
fn words_filters_and_views_narrow_the_list_and_are_taken_back() {
    let mut window = start(LANDSCAPE, 100, office());
    window.tap("筛选").tap("超期　1").expect("1 / 30 户").expect("打开：其木格");
    window.tap("去掉：超期").expect("30 / 30 户");
    window.tap("红峰嘎查　15").expect("15 / 30 户").tap("清空筛选").tap("筛选");
    window.tap("视图").tap("本周入户　1").expect("打开：单小红").expect("1 / 30 户");
    window.write(SEARCH, "qmg").expect("没有符合条件的住户").tap("清空条件，看全部").expect("30 / 30 户");
    window.write(SEARCH, "红峰").tap("视图").write("给当前条件起个名", "红峰的户").tap("存为视图");
    press(&mut window, Key::Escape, Modifiers::NONE);
    window.tap("视图").tap("全部　30").expect("30 / 30 户").tap("视图").tap("红峰的户").expect("15 / 30 户");
    let kept = window.program().workspace().views().0;
    assert_eq!((kept.saved.len(), kept.saved[0].query.typed.as_str()), (1, "红峰"));
    window.tap("视图").tap("删除视图：红峰的户");
    assert!(window.program().workspace().views().0.saved.is_empty());
    assert_eq!(id_clashes(&window), Vec::<String>::new());
}

#[test]
fn a_column_orders_the_list_and_columns_are_chosen() {
    let mut window = start(LANDSCAPE, 100, office());
    window.tap("按期限排序").expect("期限：升序");
    let first = |window: &Surveyor| {
        let rows = window.program().found_in_register();
        window.program().registry.find(rows[0]).unwrap().summary.head.clone()
    };
    assert_eq!(first(&window), "其木格");
    window.tap("期限：升序，点一下改为降序");
    assert_eq!(first(&window), "单小红");
    window.tap("更多").tap("选择列").tap("残疾人：隐藏").tap("旗县区：上移").tap("派工单号").tap("完成");
    let columns: Vec<Column> = window.program().desk.registry.columns().iter().map(|placed| placed.column).collect();
    assert_eq!((columns[0], columns[1]), (Column::Banner, Column::Name));
    assert!(columns.contains(&Column::OrderNumber) && !columns.contains(&Column::Persons));
    window.expect_gone("按残疾人排序");
}

#[test]
fn the_keyboard_does_it_all() {
    let mut window = start(LANDSCAPE, 100, office());
    press(&mut window, Key::F, Modifiers::COMMAND);
    write(&mut window, "红峰");
    window.expect("15 / 30 户");
    press(&mut window, Key::ArrowDown, Modifiers::NONE);
    press(&mut window, Key::Escape, Modifiers::NONE);
    window.expect("30 / 30 户");
    press(&mut window, Key::End, Modifiers::NONE);
    press(&mut window, Key::Space, Modifiers::NONE);
    let last = *window.program().found_in_register().last().unwrap();
    assert!(window.program().desk.registry.selected.contains(&last));
    press(&mut window, Key::Home, Modifiers::NONE);
    press(&mut window, Key::ArrowDown, Modifiers::NONE);
    let second = window.program().found_in_register()[1];
    press(&mut window, Key::Enter, Modifiers::NONE);
    assert_eq!(window.program().visit.as_ref().map(|visit| visit.dossier.id), Some(second));
    window.tap("返回");
    press(&mut window, Key::A, Modifiers::COMMAND);
    assert_eq!(window.program().desk.registry.selected.len(), 30);
    press(&mut window, Key::Slash, Modifiers::NONE);
    write(&mut window, "qmg");
    press(&mut window, Key::Enter, Modifiers::NONE);
    assert_eq!(window.program().visit.as_ref().map(|visit| visit.dossier.id), Some(DossierId::from_u128(30)));
}

#[test]
fn what_is_selected_goes_to_paper_and_to_the_other_parts() {
    let mut window = start(LANDSCAPE, 100, office());
    window.write(SEARCH, "红峰").tap("选中：单小红").expect("已选 1 户").tap("选中查到的 15 户").expect("已选 15 户");
    window.tap("打印文书").expect("选中的 15 户");
    assert_eq!(window.program().paper_households(Of::Selected).len(), 15);
    window.tap("返回").expect("已选 15 户").tap("取消选择").expect_gone("已选");
}

#[test]
fn another_part_shows_its_households_here() {
    let mut window = start(LANDSCAPE, 100, office());
    let query = Query::from(Filter::only([3, 5, 30].map(DossierId::from_u128)));
    let show = RegistryCommand::Show { title: "超限 3 户".into(), query };
    window.window.state_mut().program.dispatch(Command::Desk(DeskCommand::Registry(show)));
    window.window.run();
    window.expect("3 / 30 户").expect("超限 3 户").tap("去掉：超限 3 户").expect("30 / 30 户");
}

#[test]
fn an_empty_register_says_where_households_come_from() {
    let mut window = start(PORTRAIT, 100, Vec::new());
    window.expect("户册里还没有住户").tap("新增住户");
    assert!(window.program().visit.is_some());
}

#[test]
fn everything_is_within_reach_in_every_light_and_size() {
    for (size, percent, theme, language) in [
        (LANDSCAPE, 100, Theme::Light, Language::Chinese),
        (PORTRAIT, 100, Theme::Sunlight, Language::English),
        (LANDSCAPE, 200, Theme::Dark, Language::English),
        (PORTRAIT, 200, Theme::Light, Language::Chinese),
    ] {
        let tablet =
            Tablet { size, percent, theme, language, homes: office(), role: Role::Coordinator, ..Tablet::default() };
        let mut window = tablet.start();
        let (select, filters) = match language {
            Language::Chinese => ("选中：", "筛选"),
            Language::English => ("Select: ", "Filters"),
        };
        window.tap_beginning(select);
        let words = Words::of(language);
        let parts = ["roster", "inbox", "conflicts", "duplicates", "review", "progress", "exports", "registry"];
        let ways = parts.map(|part| words.text(&format!("desk-{part}")));
        for sheet in [None, Some(filters)] {
            if let Some(sheet) = sheet {
                window.tap(sheet);
            }
            assert_eq!(id_clashes(&window), Vec::<String>::new());
            for (name, place, acts) in window.named() {
                // The table and the way between the desk's parts are longer than a narrow window and scroll sideways.
                let scrolls = name.contains("排序") || name.contains("rder by") || ways.contains(&name);
                assert!(
                    !acts || scrolls || place.right() <= size.x + 1.0,
                    "{name} is cut off at {place:?} of {size:?}"
                );
            }
        }
    }
}
