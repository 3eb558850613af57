//! Large text, both orientations, every light: on whole screens nothing leaves the window, every target can be hit,
//! everything has a name, and no two controls share an id.

use std::sync::OnceLock;

use egui::accesskit::Role;
use egui::{Rect, Vec2};
use egui_kittest::kittest::NodeT as _;
use jiff::civil::date;
use tantu::app::demo::{self, Asked};
use tantu::app::settings::Theme;
use tantu::app::task::Task;
use tantu::dossier::Dossier;
use tantu::form::library::Library;
use tantu::l10n::Language;
use tantu::store::{Opening, Workspace};

use super::surveyor::{LANDSCAPE, PORTRAIT, Surveyor, TARGET, Tablet, id_clashes};

/// The demo's household whose visit is half done.
fn half_done() -> Dossier {
    static HOME: OnceLock<Dossier> = OnceLock::new();
    HOME.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("demo");
        let (library, _) = Library::built_in();
        let forms = Task::Survey.forms().iter().map(|id| library.get(id).unwrap());
        let asked: Vec<_> = forms.map(|form| Asked { text: library.source(form.hash()).unwrap(), form }).collect();
        demo::create_some(&folder, date(2026, 11, 24), &asked, &[HALF_DONE]).unwrap();
        let (workspace, _) = Workspace::open(&folder, Opening::default()).unwrap();
        let (index, _) = tantu::store::index::Index::open(&workspace).unwrap();
        workspace.load(index.records()[0].id).unwrap().0
    })
    .clone()
}

/// Its number among the demo's households.
const HALF_DONE: usize = 1;
const HEAD: &str = "示例·巴特尔";

/// Something a finger acts on.
struct Control {
    name: String,
    role: Role,
    rect: Rect,
    selected: bool,
}

fn controls(surveyor: &Surveyor) -> Vec<Control> {
    use egui::accesskit::Action;
    let nodes = surveyor.window.root().children_recursive().filter_map(|node| {
        let data = node.accesskit_node();
        data.bounding_box()?;
        let raw = data.data();
        let acts = raw.supports_action(Action::Click) || raw.supports_action(Action::Focus);
        let name = data.label().unwrap_or_default();
        acts.then(|| Control { name, role: data.role(), rect: node.rect(), selected: raw.is_selected() == Some(true) })
    });
    nodes.collect()
}

/// What is wrong with what is shown now.
pub fn faults(surveyor: &Surveyor, size: Vec2, strip: bool) -> Vec<String> {
    let mut found = id_clashes(surveyor);
    let controls = controls(surveyor);
    // A rail stands at the left of the questions; nothing of them may slide under it.
    let rail = controls.iter().filter(|control| control.role == Role::Tab && !strip);
    let rail = rail.map(|tab| tab.rect.right()).fold(0.0, f32::max);
    for Control { name, role, rect, selected } in controls {
        if name.contains("：") && rail > 0.0 && rect.left() < rail && rect.right() > rail {
            found.push(format!("{role:?} {name:?} lies under the rail: {rect:?}"));
        }
        // Cards and scroll areas sense touches and are no controls of their own; the bars only show where one is.
        if matches!(role, Role::Unknown | Role::GenericContainer | Role::ScrollView | Role::ScrollBar) {
            continue;
        }
        // Where there is little room the sections stand in a strip that is longer than the window and scrolls
        // sideways; the open one is in view.
        let may_leave = role == Role::Tab && strip && !selected;
        if !may_leave && (rect.left() < -0.5 || rect.right() > size.x + 0.5) {
            found.push(format!("{role:?} {name:?} leaves the window: {rect:?}"));
        }
        // The calendar's days are narrower: seven of them stand in a row.
        let is_day = name.contains("：2026-") || name.contains(": 2026-");
        if rect.height() < TARGET || rect.width() < if is_day { 39.5 } else { TARGET } {
            found.push(format!("{role:?} {name:?} is too small: {rect:?}"));
        }
        if name.trim().is_empty() {
            found.push(format!("{role:?} at {rect:?} has no name"));
        }
    }
    found
}

struct Walk {
    size: Vec2,
    strip: bool,
    light: String,
    found: Vec<String>,
}

impl Walk {
    fn look(&mut self, surveyor: &Surveyor, place: &str) {
        for fault in faults(surveyor, self.size, self.strip) {
            self.found.push(format!("{}, {place}: {fault}", self.light));
        }
    }
}

/// Through the list, every section, the settings and the dialog at the end.
fn walk(theme: Theme, percent: u16, size: Vec2, language: Language) -> Vec<String> {
    let mut surveyor = Tablet { size, theme, percent, language, homes: vec![half_done()], ..Tablet::default() }.start();
    let strip = size.x / f32::from(percent) < 8.2;
    let zh = language == Language::Chinese;
    let light = format!("{theme:?} {percent} % {} × {}", size.x, size.y);
    let mut walk = Walk { size, strip, light, found: Vec::new() };
    walk.look(&surveyor, "list");
    surveyor.tap_beginning(if zh { "打开：" } else { "Open: " });
    let sections: Vec<_> = {
        let visit = surveyor.program().visit.as_ref().unwrap();
        visit.overview(language).sections.into_iter().map(|section| section.title).collect()
    };
    assert!(sections.len() > 10);
    for title in sections {
        let comma = if zh { "，" } else { ", " };
        surveyor.tap_beginning(&format!("{title}{comma}"));
        walk.look(&surveyor, &title);
    }
    // Where there is no room for a column at the side, what is to do is a sheet behind a button.
    let (to_do, hide) = if zh { ("待处理 ", "收起") } else { ("To do ", "Hide") };
    if size.x / f32::from(percent) < 11.0 {
        surveyor.tap_beginning(to_do);
        walk.look(&surveyor, "sheet");
        surveyor.tap(hide);
    }
    surveyor.tap(if zh { "完成本次入户" } else { "Finish this visit" });
    walk.look(&surveyor, "finish");
    surveyor.tap(if zh { "取消" } else { "Cancel" }).tap(if zh { "设置" } else { "Settings" });
    walk.look(&surveyor, "settings");
    walk.found
}

fn every_way(theme: Theme) {
    let mut found = Vec::new();
    let mut ways = vec![(100, Language::Chinese), (200, Language::Chinese)];
    // Colours do not change what has room; the longer words are tried once.
    if theme == Theme::Light {
        ways.push((200, Language::English));
    }
    for (percent, language) in ways {
        for size in [LANDSCAPE, PORTRAIT] {
            found.extend(walk(theme, percent, size, language));
        }
    }
    assert!(found.is_empty(), "{} faults, among them\n{}", found.len(), found[..found.len().min(60)].join("\n"));
}

#[test]
fn everything_fits_in_the_light() {
    assert!(half_done().text(&"hh_head".parse().unwrap()) == Some(HEAD));
    every_way(Theme::Light);
}

#[test]
fn everything_fits_in_the_dark() {
    every_way(Theme::Dark);
}

#[test]
fn everything_fits_in_the_sun() {
    every_way(Theme::Sunlight);
}
