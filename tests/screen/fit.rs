//! Large text on both orientations, in every language and light: nothing leaves the window, every target is large
//! enough, every control has a name of its own.

use std::collections::BTreeMap;

use egui::{Rect, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::NodeT as _;
use tantu::app::settings::{Hand, TextSize, Theme};
use tantu::l10n::{Language, Words};
use tantu::ui::theme::Look;

use super::gallery::{LANDSCAPE, PORTRAIT, Sheet, all_kinds, harness};

/// A name and a place of everything that can be acted on.
fn controls(screen: &Harness<'static, Sheet>) -> Vec<(String, Rect)> {
    use egui::accesskit::Action;
    let acts = |node: &egui_kittest::Node<'_>| {
        let data = node.accesskit_node();
        let data = data.data();
        data.supports_action(Action::Click) || data.supports_action(Action::Focus)
    };
    let named = screen.root().children_recursive().filter(acts).map(|node| {
        let name = node.accesskit_node().label().unwrap_or_default();
        (name, node.rect())
    });
    named.filter(|(name, _)| !name.is_empty()).collect()
}

#[test]
fn nothing_is_cut_off_and_everything_can_be_hit() {
    for (language, theme, percent, size) in [
        (Language::Chinese, Theme::Light, 200, LANDSCAPE),
        (Language::English, Theme::Dark, 200, PORTRAIT),
        (Language::Chinese, Theme::Sunlight, 200, PORTRAIT),
        (Language::English, Theme::Light, 100, Vec2::new(660.0, 800.0)),
        // The middle column of a landscape tablet whose side columns stay.
        (Language::English, Theme::Light, 200, Vec2::new(660.0, 800.0)),
    ] {
        let look = Look::new(theme, TextSize::new(percent), Hand::Left);
        let prompts = all_kinds(language);
        for active in 0..prompts.len() {
            let mut sheet = Sheet::new(vec![prompts[active].clone(), prompts[1].clone()]);
            sheet.prompts[1].path = super::gallery::path("last");
            sheet.prompts[1].label = "…".to_owned();
            (sheet.active, sheet.look, sheet.words) = (Some(0), look, Words::of(language));
            let mut screen = harness(size, sheet);
            screen.run();
            check(&screen, &look, size);
        }
    }
}

fn check(screen: &Harness<'static, Sheet>, look: &Look, size: Vec2) {
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for (name, rect) in controls(screen) {
        assert!(rect.left() >= 0.0 && rect.right() <= size.x, "{name} leaves {size:?}: {rect:?}");
        // Days of the calendar may be narrower: seven of them stand in a row.
        let day = name.contains("2026-07-");
        let least = if day { 40.0 } else { 48.0 };
        assert!(rect.width() >= least && rect.height() >= least, "{name} is too small: {rect:?}");
        assert!(rect.height() >= look.sizes.label, "{name} is lower than its text");
        *names.entry(name).or_default() += 1;
    }
    assert!(names.len() >= 2, "{names:?}");
    let doubled: Vec<_> = names.iter().filter(|(_, count)| **count > 1).collect();
    assert!(doubled.is_empty(), "names stand twice: {doubled:?}");
}
