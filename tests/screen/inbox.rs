//! The coordinator's inbox at the window: drop a stick, merge, read what came, go where it leads.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::Vec2;
use tantu::app::command::Command;
use tantu::app::desk::Place;
use tantu::app::route::Route;
use tantu::app::settings::Theme;
use tantu::l10n::Language;
use tantu::role::Role;

use super::merge_make::{put, tablets};
use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, Tablet, id_clashes};

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn desk(size: Vec2, language: Language, theme: Theme, percent: u16) -> Surveyor {
    let mut window = Tablet { role: Role::Coordinator, size, language, theme, percent, ..Tablet::default() }.start();
    window.window.state_mut().program.dispatch(Command::Go(Route::Desk(Place::Inbox)));
    window.window.run();
    window
}

fn stick(households: u32) -> tempfile::TempDir {
    let stick = tempfile::tempdir().unwrap();
    tablets(stick.path(), households);
    put(&stick.path().join("坏/80000000-0000-7000-0000-0000000000ff.ron"), b"(tantu: 1");
    put(&stick.path().join("说明.txt"), b"hello");
    stick
}

fn drop_on(window: &mut Surveyor, path: &Path) {
    window.window.input_mut().dropped_files.push(Arc::new(Dropped(path.to_owned())));
    window.window.step();
    window.step_until("it is looked at", |window| {
        window.program().desk.merge.chosen.iter().all(|chosen| chosen.found.is_some())
    });
    window.window.run();
}

fn merge(window: &mut Surveyor, button: &str) {
    window.tap_beginning(button);
    window.step_until("it is merged", |window| {
        window.program().desk.merge.busy.is_none() && !window.program().desk.merge.history.is_empty()
    });
    window.window.run();
}

#[test]
fn a_stick_is_dropped_merged_and_told_of() {
    let stick = stick(20);
    let mut window = desk(LANDSCAPE, Language::Chinese, Theme::Light, 100);
    window.expect("把U盘、文件夹或数据包拖到这里").expect("请先选择要汇总的内容");
    drop_on(&mut window, stick.path());
    window.expect("4 台设备 · 25 份户档案 · 8 份日志");
    merge(&mut window, "开始汇总");
    window.expect("汇总完成").expect("新增 20 户，有变化 0 户（0 项），无变化 0 户").expect("新的冲突 4 项，涉及 4 户");
    window.expect("读不了的文件 1 个").expect("0000000000ff.ron").expect("没有读取的其他文件 1 个");
    assert_eq!(window.program().registry.len(), 20);
    window.tap("去处理冲突");
    assert_eq!(window.program().route, Route::Desk(Place::Conflicts));
    window.window.state_mut().program.dispatch(Command::Go(Route::Desk(Place::Inbox)));
    window.window.run();
    window.tap("查看这些户");
    assert_eq!(window.program().route, Route::Desk(Place::Registry));
    let only = window.program().desk.registry.query.filter.only.clone().unwrap();
    assert_eq!(only.len(), 20);
    window.window.state_mut().program.dispatch(Command::Go(Route::Desk(Place::Inbox)));
    window.window.run();
    window.expect("以前的汇总").tap("收起报告").expect_gone("汇总完成");
    // The same stick again: nothing new, and nothing of it is read.
    drop_on(&mut window, stick.path());
    merge(&mut window, "开始汇总");
    window.expect("新增 0 户，有变化 0 户（0 项），无变化 20 户");
}

#[test]
fn the_inbox_fits_every_window() {
    let stick = stick(12);
    for (size, language, theme, percent) in [
        (LANDSCAPE, Language::Chinese, Theme::Light, 100),
        (PORTRAIT, Language::English, Theme::Sunlight, 100),
        (PORTRAIT, Language::Chinese, Theme::Sunlight, 200),
        (LANDSCAPE, Language::English, Theme::Light, 200),
    ] {
        let mut window = desk(size, language, theme, percent);
        assert_eq!(id_clashes(&window), Vec::<String>::new());
        drop_on(&mut window, stick.path());
        inside(&window, size);
        merge(&mut window, if language == Language::Chinese { "开始汇总" } else { "Merge (" });
        inside(&window, size);
        assert_eq!(id_clashes(&window), Vec::<String>::new());
    }
}

/// Nothing reaches over the sides of the window.
fn inside(window: &Surveyor, size: Vec2) {
    for (name, rect, acts) in window.named() {
        // The ways between the parts scroll sideways in a narrow window.
        if acts && rect.top() > 180.0 {
            assert!(rect.left() >= -0.5 && rect.right() <= size.x + 0.5, "{name}: {rect:?}");
        }
    }
}

#[test]
fn a_folder_that_is_dropped_anywhere_at_the_desk_is_meant_for_the_inbox() {
    let stick = stick(3);
    let mut window = Tablet { role: Role::Coordinator, ..Tablet::default() }.start();
    drop_on(&mut window, stick.path());
    assert_eq!(window.program().route, Route::Desk(Place::Inbox));
    assert_eq!(window.program().desk.merge.chosen.len(), 1);
    window.tap_beginning("不汇总");
    assert_eq!(window.program().desk.merge.chosen.len(), 0);
}
