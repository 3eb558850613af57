//! The widgets that are not on cards: buttons, alternatives, progress, news, dialogs, Mongolian.

use egui::{CentralPanel, Frame, Id, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tantu::app::settings::{Hand, TextSize, Theme};
use tantu::l10n::{Language, Words};
use tantu::ui::fonts;
use tantu::ui::theme::Look;
use tantu::ui::widgets::dialog::{self, Question};
use tantu::ui::widgets::notice::{Banner, Toasts, banner};
use tantu::ui::widgets::{Button, Icon, Tone, card, flow, mongolian, progress, segmented, status, text, text_field};

/// What was tapped, and what the widgets keep.
struct Desk {
    look: Look,
    toasts: Toasts,
    asking: bool,
    answer: Option<bool>,
    theme: Option<Theme>,
    search: String,
    banner: Banner,
    tapped: Vec<&'static str>,
}

impl Desk {
    fn new(theme: Theme, percent: u16) -> Self {
        Self {
            look: Look::new(theme, TextSize::new(percent), Hand::Right),
            toasts: Toasts::default(),
            asking: false,
            answer: None,
            theme: None,
            search: String::new(),
            banner: Banner::default(),
            tapped: Vec::new(),
        }
    }

    fn show(&mut self, ui: &mut egui::Ui) {
        let look = self.look;
        let ground = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
        CentralPanel::default().frame(ground).show(ui, |ui| {
            let tapped = banner(ui, &look, Tone::Doubtful, "磁盘已满，答案还在内存里", Some("重试"), Some("关闭"));
            self.banner.acted |= tapped.acted;
            self.banner.closed |= tapped.closed;
            text_field::search(ui, &look, "搜索", &mut self.search);
            card::show(ui, &look, |ui| self.sheet(ui));
        });
        if self.asking {
            let question = Question {
                title: "删除这扇门？", words: "可以撤销", yes: "删除", no: "不删", danger: true
            };
            if let Some(answer) = dialog::ask(ui.ctx(), &look, Id::unique("ask"), &question) {
                (self.answer, self.asking) = (Some(answer), false);
            }
        }
        self.toasts.show(ui.ctx(), &look);
    }

    fn sheet(&mut self, ui: &mut egui::Ui) {
        let look = self.look;
        text(ui, look.title("今日入户"));
        text(ui, look.muted("科右前旗 察尔森镇"));
        flow(ui, |ui| {
            let buttons = [
                ("primary", Button::primary("完成本次入户").icon(Icon::Check)),
                ("plain", Button::plain("添加一户")),
                ("quiet", Button::quiet("撤销").icon(Icon::Undo)),
                ("danger", Button::danger("删除")),
                ("menu", Button::icon_only(Icon::Menu, "菜单")),
            ];
            for (name, button) in buttons {
                if button.show(ui, &look).clicked() {
                    self.tapped.push(name);
                }
            }
            Button::plain("只读").enabled(false).show(ui, &look);
        });
        flow(ui, |ui| {
            status::chip(ui, &look, Tone::Good, "已完成");
            status::chip(ui, &look, Tone::Bad, "3 项不达标");
            status::chip(ui, &look, Tone::NotChecked, "未能检查 1");
        });
        let themes =
            [(Theme::Light, "浅色".to_owned()), (Theme::Dark, "深色".to_owned()), (Theme::Sunlight, "阳光".to_owned())];
        self.theme =
            segmented::show(ui, &look, Words::of(Language::Chinese), "主题", look.theme, &themes).or(self.theme);
        progress::bar(ui, &look, 0.64, "14/22");
        flow(ui, |ui| {
            for share in [0.0, 0.4, 1.0] {
                progress::ring(ui, &look, share, look.target, "进度");
            }
            mongolian::vertical(ui, &look, "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠮᠣᠩᠭᠣᠯ\u{202f}ᠤᠨ ᠭᠡᠷ ᠪᠦᠯᠢ", 130.0);
        });
        flow(ui, |ui| {
            for icon in Icon::ALL {
                let (rect, _) = ui.allocate_exact_size(Vec2::splat(look.sizes.title), egui::Sense::hover());
                icon.paint(ui.painter(), rect, look.colours.ink);
            }
        });
    }
}

fn desk(theme: Theme, percent: u16, size: Vec2) -> Harness<'static, Desk> {
    let desk = Desk::new(theme, percent);
    let look = desk.look;
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(60)
        .with_theme(if theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light })
        .with_context_setup(move |ctx| {
            fonts::install(ctx);
            look.apply(ctx);
        })
        .build_ui_state(|ui, desk: &mut Desk| desk.show(ui), desk);
    harness.run();
    harness
}

#[test]
fn buttons_alternatives_and_banners_say_what_was_tapped() {
    let mut desk = desk(Theme::Light, 100, vec2(900.0, 900.0));
    for name in ["完成本次入户", "菜单", "只读"] {
        desk.get_by_label(name).click();
        desk.run();
    }
    assert_eq!(desk.state().tapped, ["primary", "menu"], "what is read-only does nothing");
    desk.get_by_label("主题：阳光").click();
    desk.run();
    assert_eq!(desk.state().theme, Some(Theme::Sunlight));
    desk.get_by_label("重试").click();
    desk.run();
    assert_eq!(desk.state().banner, Banner { acted: true, closed: false });
}

#[test]
fn a_question_is_answered_by_its_buttons_or_by_tapping_beside_it() {
    for (name, answer) in [("删除", true), ("不删", false)] {
        let mut desk = desk(Theme::Light, 200, vec2(800.0, 1280.0));
        desk.state_mut().asking = true;
        desk.run();
        desk.get_all_by_label(name).last().unwrap().click();
        desk.run();
        assert_eq!(desk.state().answer, Some(answer));
    }
    let mut desk = desk(Theme::Light, 100, vec2(1280.0, 800.0));
    desk.state_mut().asking = true;
    desk.run();
    desk.hover_at(egui::pos2(20.0, 20.0));
    desk.drag_at(egui::pos2(20.0, 20.0));
    desk.drop_at(egui::pos2(20.0, 20.0));
    desk.run();
    assert_eq!(desk.state().answer, Some(false));
}

#[test]
fn toasts_pass_and_an_idle_window_paints_nothing() {
    let mut desk = desk(Theme::Light, 100, vec2(900.0, 900.0));
    for n in 0..5 {
        desk.state_mut().toasts.push(Tone::Good, format!("已保存 {n}"));
    }
    desk.run_ok();
    assert!(desk.query_by_label("已保存 1").is_none(), "three at most");
    desk.get_by_label("已保存 4");
    desk.run_steps(30);
    assert!(desk.query_by_label("已保存 4").is_none());
    desk.run_steps(4);
    let delay = desk.output().viewport_output.values().map(|output| output.repaint_delay).min();
    assert!(delay.is_none_or(|delay| delay.as_secs() > 60), "{delay:?}");
}

#[test]
fn widgets_look_the_same_in_every_light() {
    let folder = std::env::var_os("TANTU_GALLERY").map(std::path::PathBuf::from);
    for (theme, percent, size, name) in [
        (Theme::Light, 100, vec2(900.0, 900.0), "light"),
        (Theme::Dark, 150, vec2(800.0, 1280.0), "dark"),
        (Theme::Sunlight, 200, vec2(800.0, 1280.0), "sunlight"),
    ] {
        let mut desk = desk(theme, percent, size);
        desk.state_mut().toasts.push(Tone::Bad, "照片读不出来，请换一张");
        desk.state_mut().asking = theme != Theme::Light;
        desk.run_steps(4);
        let picture = desk.render().unwrap();
        if let Some(folder) = &folder {
            picture.save(folder.join(format!("desk-{name}.png"))).unwrap();
        }
    }
}
