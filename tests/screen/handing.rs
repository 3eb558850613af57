//! The Handing screen: a handover is made, its receipt is opened, and what is confirmed may go.

use egui::Vec2;
use tantu::app::exchange::{self, Progress, receipt};
use tantu::dossier::Dossier;
use tantu::l10n::Language;
use tantu::remote::{About, Kind};
use tantu::role::Role;
use tantu::store::{Opening, Workspace};
use tantu::value::Value;

use super::photos::drop_file;
use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, Tablet, home, id_clashes, now};

fn finished(number: u128, head: &str) -> Dossier {
    let text = |words: &str| Value::Text(words.into());
    home(
        number,
        &[
            ("hh_head", text(head)),
            ("hh_division", text("152221 居力很镇")),
            ("_visit", Value::Choice("finished".parse().unwrap())),
        ],
    )
}

fn tablet(size: Vec2, percent: u16, language: Language) -> Surveyor {
    let homes = vec![finished(1, "其木格"), finished(2, "巴特尔")];
    Tablet { homes, size, percent, language, ..Tablet::default() }.start()
}

fn goes_to_handing(window: &mut Surveyor, button: &str) {
    window.tap(button);
    window.step_until("it is known what is here", |window| window.program().handing.plan.is_some());
    window.window.run();
}

/// The office takes the last package and answers with a receipt.
fn answered(window: &Surveyor, folder: &std::path::Path) -> Vec<u8> {
    let opening = Opening { role: Role::Coordinator, ..Opening::default() };
    let (office, _) = Workspace::open(&folder.join("office"), opening).unwrap();
    let package = window.program().exchange.made.last().unwrap().path.clone();
    exchange::take(&office, &package, Role::Coordinator, &Progress::default(), &mut |_| {}).unwrap();
    let about = About {
        kind: Kind::Receipt,
        device: office.device(),
        author: "李统筹".into(),
        made: now(),
        contractor: String::new(),
        surveyor: String::new(),
    };
    let receipts = receipt::of(&office, &[package], &[]);
    receipt::write(&office, &receipts, about, &folder.join("receipt.tantu")).unwrap();
    std::fs::read(folder.join("receipt.tantu")).unwrap()
}

#[test]
fn handed_over_confirmed_and_cleaned() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = tablet(PORTRAIT, 100, Language::Chinese);
    goes_to_handing(&mut window, "交回");
    window.expect("2 户有新内容").expect("文件包不加密").expect("还没有收到回执").expect("2 户办公室还没有确认");
    window.tap("生成交回包");
    window.step_until("the package is made", |window| window.program().exchange.made.len() == 1);
    window.window.run();
    window.expect("文件包已生成：2 户");
    let receipt = answered(&window, folder.path());
    drop_file(&mut window, "receipt.tantu", &receipt);
    window.step_until("it is looked into", |window| window.program().exchange.offered.len() == 1);
    window.window.run();
    window.expect("回执：对方确认收到了哪些户和照片").tap("并入");
    window.step_until("it is heard", |window| {
        window.program().handing.plan.as_ref().is_some_and(|plan| plan.goes().count() == 2)
    });
    window.window.run();
    window.expect("2 户已确认收到").expect("李统筹").expect("已确认 2 户").expect("可以清理 2 户");
    window.tap("清理 2 户").expect("清理 2 户？").tap("取消").expect("可以清理 2 户");
    window.tap("清理 2 户").tap("确认清理");
    window.step_until("they are gone", |window| window.program().handing.left == 2);
    window.window.run();
    window.expect("已清理 2 户").expect("已交回并清理 2 户").tap("返回").expect("已交回并清理 2 户");
    assert_eq!(window.program().registry.len(), 0);
    assert_eq!(id_clashes(&window), Vec::<String>::new());
}

#[test]
fn everything_fits_in_every_size_and_language() {
    for (size, percent, language, button) in [
        (LANDSCAPE, 100, Language::English, "Hand over"),
        (PORTRAIT, 200, Language::Chinese, "交回"),
        (LANDSCAPE, 200, Language::English, "Hand over"),
    ] {
        let mut window = tablet(size, percent, language);
        goes_to_handing(&mut window, button);
        for (name, place, acts) in window.named() {
            assert!(!acts || place.right() <= size.x + 1.0, "{name} is cut off at {place:?}");
        }
        assert_eq!(id_clashes(&window), Vec::<String>::new());
    }
}
