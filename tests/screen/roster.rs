//! A coordinator takes in a list and gives it out; a surveyor opens the package and hands over.

use std::path::Path;

use tantu::app::command::Command;
use tantu::app::desk::DeskCommand;
use tantu::app::desk::Place;
use tantu::app::desk::roster::RosterCommand;
use tantu::app::route::Route;
use tantu::l10n::{Language, Words};
use tantu::role::Role;
use tantu::table::read;

use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, Tablet, id_clashes};

fn file(name: &str) -> std::path::PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/roster")).join(name)
}

fn at_the_desk(tablet: Tablet) -> Surveyor {
    let mut window = Tablet { role: Role::Coordinator, ..tablet }.start();
    go(&mut window, Command::Go(Route::Desk(Place::Roster)));
    window
}

fn go(window: &mut Surveyor, command: Command) {
    window.window.state_mut().program.dispatch(command);
    window.window.run();
}

fn open(window: &mut Surveyor, name: &str) {
    go(window, Command::Desk(DeskCommand::Roster(RosterCommand::Open(file(name)))));
    settled(window);
}

/// The lane has done what it was asked for.
fn settled(window: &mut Surveyor) {
    window.step_until("the list is read", |window| {
        let roster = &window.program().desk.roster;
        roster.busy.is_none() && roster.list.is_some() && !roster.list.as_ref().is_some_and(|list| list.stale)
    });
    window.window.run();
}

fn look_through(window: &mut Surveyor, check: &str) {
    window.tap(check);
    window.step_until("the list is looked through", |window| {
        let list = window.program().desk.roster.list.as_ref();
        list.is_some_and(|list| list.checked.is_some() && !list.stale)
    });
    window.window.run();
}

#[test]
fn a_list_is_seen_checked_imported_and_taken_back() {
    let mut window = at_the_desk(Tablet::default());
    window.expect("把名册文件拖进来");
    open(&mut window, "county.xlsx");
    window.expect("county.xlsx").expect("表头在第 3 行").expect("填表说明（隐藏）");
    window.expect("第 C 列“残疾证号”：残疾证号，点一下可以改");
    window.expect("“联系方式”紧跟在负责人后面");
    // The telephone is that of the person in charge.
    window.tap("第 L 列“联系方式”：联系电话，点一下可以改").tap("记入备注").expect_gone("紧跟在负责人后面");
    window
        .tap("没写旗县的行不导入")
        .tap("没写旗县的行，算在哪个旗县：兴安盟")
        .tap("没写旗县的行，算在哪个旗县：科尔沁右翼前旗");
    window.expect("没写旗县的算：科尔沁右翼前旗");
    look_through(&mut window, "检查名册");
    window.expect("11 行，9 户，9 人").expect("新增户 9").expect("不能导入的行 2");
    window.expect("第 13 行 赵某").expect("C13 残疾证号：Excel 把号码变成了数字");
    window.tap("存成 XLSX 去改");
    window.step_until("the rest is written", |window| window.program().desk.roster.rejects.is_some());
    window.window.run();
    let rest = window.program().desk.roster.rejects.clone().unwrap();
    assert_eq!(read::open(&rest).unwrap().sheets[0].rows.len(), 3);
    window.tap("导入 9 户");
    window.step_until("it is imported", |window| window.program().desk.roster.wrote.is_some());
    window.window.run();
    window.expect("已导入：新增 9 户");
    assert_eq!(window.program().registry.len(), 9);
    assert_eq!(id_clashes(&window), Vec::<String>::new());
    // The choice of the column is offered again.
    assert_eq!(window.program().settings.rosters.len(), 1);
    window.tap("撤销这次导入");
    window.step_until("it is taken back", |window| window.program().registry.is_empty());
}

#[test]
fn households_are_planned_changed_given_out_and_handed_over() {
    let mut window = at_the_desk(Tablet { size: PORTRAIT, ..Tablet::default() });
    open(&mut window, "survey.xls");
    look_through(&mut window, "检查名册");
    window.tap("导入 3 户");
    window.step_until("it is imported", |window| window.program().desk.roster.wrote.is_some());
    window.window.run();
    window.tap("去派户").expect("选了 3 户").tap("添一个评估员");
    window.write("评估员姓名", "包志强").tap("添上");
    window.tap("排一下").expect("这样排：3 户");
    window.tap("就这样派");
    window.step_until("it is planned", |window| {
        window.program().registry.iter().all(|record| record.figures.surveyor == "包志强")
    });
    window.window.run();
    window.expect("已派 3 户").expect("包志强：3 户").tap("给 包志强 生成派户包");
    window.step_until("the package is made", |window| window.program().exchange.made.len() == 1);
    let package = window.program().exchange.made[0].path.clone();

    let mut tablet = Tablet { size: PORTRAIT, ..Tablet::default() }.start();
    super::photos::drop_file(&mut tablet, "a.tantu", &std::fs::read(package).unwrap());
    tablet.step_until("the package is looked into", |window| window.program().exchange.offered.len() == 1);
    tablet.window.run();
    tablet.expect("其中 3 户本机还没有").tap("并入");
    tablet.step_until("the package is opened", |window| window.program().exchange.reports.len() == 1);
    tablet.window.run();
    tablet.expect("已并入：新增 3 户").expect("派户包").tap("知道了");
    tablet.tap("交回");
    tablet.step_until("it is known what is new", |window| window.program().handing.plan.is_some());
    tablet.window.run();
    tablet.expect("办公室都已确认，没有新内容").tap("生成交回包");
    tablet.step_until("nothing has changed", |window| !window.program().notices.is_empty());
    assert_eq!(tablet.program().notices[0].key, "roster-package-all-known");
    assert_eq!(id_clashes(&tablet), Vec::<String>::new());
}

#[test]
fn everything_fits_in_every_size_and_language() {
    for (size, percent, language) in
        [(LANDSCAPE, 100, Language::English), (PORTRAIT, 200, Language::Chinese), (LANDSCAPE, 200, Language::English)]
    {
        let mut window = at_the_desk(Tablet { size, percent, language, ..Tablet::default() });
        open(&mut window, "county.xlsx");
        let check = if language == Language::Chinese { "检查名册" } else { "Check the list" };
        look_through(&mut window, check);
        let desk = Words::of(language).text("desk-roster");
        let ways = window
            .named()
            .iter()
            .filter(|(name, ..)| *name == desk)
            .map(|(_, rect, _)| rect.bottom())
            .fold(0.0, f32::max);
        // The ways between the parts scroll sideways where the window is narrow.
        for (name, rect, clickable) in window.named().into_iter().filter(|(_, rect, _)| rect.top() > ways) {
            assert!(
                !clickable || rect.left() >= -1.0 && rect.right() <= size.x + 1.0,
                "{name} {rect:?} at {percent} %"
            );
        }
        assert_eq!(id_clashes(&window), Vec::<String>::new());
    }
}
