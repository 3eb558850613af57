//! Paints the settings; each takes effect at once.

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use super::camera_ui;
use crate::app::command::Command;
use crate::app::route::Route;
use crate::app::settings::{Hand, PhotoSize, TextSize, Theme};
use crate::l10n::{Language, Words};
use crate::role::Can;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::screens::transfer;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Icon, Tone, card, segmented, status, text_field::TextField};

/// The name as it is being typed.
#[derive(Default)]
pub struct State {
    surveyor: Option<String>,
    camera: camera_ui::State,
}

/// Shows the settings.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("settings-title");
    bar::show(ui, &Bar { title: &title, subtitle: "", back: true, undo: None, redo: None, settings: false }, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("settings").show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = look.space.m;
            widgets::column(ui, look, |ui| {
                surveyor(ui, state, scene);
                seal(ui, scene);
                servers(ui, scene);
                choices(ui, scene);
                camera_ui::show(ui, &mut state.camera, scene);
                about(ui, scene);
            });
        });
    });
}

fn surveyor(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let name = words.text("settings-surveyor");
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(&name));
        widgets::text(ui, look.muted(words.text("settings-surveyor-hint")));
        let typed = state.surveyor.get_or_insert_with(|| scene.program.settings.surveyor.clone());
        if TextField::new("surveyor", name).show(ui, look, typed).changed() {
            scene.out.push(Command::SetSurveyor(typed.trim().to_owned()));
        }
    });
}

/// Whether the tablet may be lost, and the way to the keys.
fn seal(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (tone, key) = match scene.program.keys.is_sealed() {
        true => (Tone::Good, "keys-sealed"),
        false => (Tone::Doubtful, "keys-plain"),
    };
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("keys-title")));
        status::line_with(ui, look, tone, Icon::Lock, &words.text(key), &[]);
        let open = words.text("keys-open");
        if Button::plain(&open).icon_after(Icon::ChevronRight).show(ui, look).clicked() {
            let back = Box::new(scene.program.route.clone());
            scene.out.push(Command::Go(Route::Keys { back }));
        }
    });
}

/// The way to the servers, for those who send to them.
fn servers(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.program.role.can(Can::FinishVisit) {
        card::show(ui, scene.look, |ui| {
            widgets::text(ui, scene.look.heading(scene.words.text("transfer-servers")));
            transfer::button(ui, "transfer-title", scene);
        });
    }
}

fn choices(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words, settings) = (scene.look, scene.words, &scene.program.settings);
    let languages = Language::ALL.map(|language| (language, language.endonym().to_owned()));
    let themes = Theme::ALL.map(|theme| (theme, words.text(theme_key(theme))));
    let percent = |percent: u16| words.with("settings-text-size", &[("percent", &percent.to_string())]);
    let sizes = TextSize::STEPS.map(|step| (TextSize::new(step), percent(step)));
    let hands = [Hand::Right, Hand::Left].map(|hand| (hand, words.text(hand_key(hand))));
    let pixels = |pixels: u16| words.with("settings-photo-size", &[("pixels", &pixels.to_string())]);
    let photos = PhotoSize::STEPS.map(|step| (PhotoSize::new(step), pixels(step)));
    let out = &mut *scene.out;
    choice(ui, (look, words), &words.text("settings-language"), settings.language, &languages, |value| {
        out.push(Command::SetLanguage(value));
    });
    choice(ui, (look, words), &words.text("settings-theme"), settings.theme, &themes, |value| {
        out.push(Command::SetTheme(value));
    });
    choice(ui, (look, words), &words.text("settings-text"), settings.text_size, &sizes, |value| {
        out.push(Command::SetTextSize(value));
    });
    choice(ui, (look, words), &words.text("settings-hand"), settings.hand, &hands, |value| {
        out.push(Command::SetHand(value));
    });
    choice(ui, (look, words), &words.text("settings-photo"), settings.photo_size, &photos, |value| {
        out.push(Command::SetPhotoSize(value));
    });
}

fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    (look, words): (&Look, &Words),
    title: &str,
    chosen: T,
    alternatives: &[(T, String)],
    set: impl FnOnce(T),
) {
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(title));
        if let Some(value) = segmented::show(ui, look, words, title, chosen, alternatives) {
            set(value);
        }
    });
}

const fn theme_key(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "settings-theme-light",
        Theme::Dark => "settings-theme-dark",
        Theme::Sunlight => "settings-theme-sunlight",
    }
}

const fn hand_key(hand: Hand) -> &'static str {
    match hand {
        Hand::Right => "settings-hand-right",
        Hand::Left => "settings-hand-left",
    }
}

fn about(ui: &mut Ui, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let workspace = scene.program.workspace();
    card::show(ui, look, |ui| {
        for (key, value) in [
            ("settings-workspace", workspace.root().display().to_string()),
            ("settings-device", workspace.device().to_string()),
            ("settings-version", env!("CARGO_PKG_VERSION").to_owned()),
        ] {
            widgets::text(ui, look.muted(words.text(key)));
            widgets::text(ui, look.body(value));
        }
        widgets::text(ui, look.muted(words.text("settings-licences")));
    });
}
