//! The bar at the top of every screen: back, where one is, whether everything is saved, undo, settings.

use egui::{Align, Frame, Layout, Panel, Ui};

use crate::app::command::Command;
use crate::app::keys::KeysCommand;
use crate::app::program::SaveState;
use crate::app::route::Route;
use crate::ui::scene::Scene;
use crate::ui::widgets::{Button, Icon, Tone, status};

/// What stands in the bar.
pub struct Bar<'a> {
    pub title: &'a str,
    pub subtitle: &'a str,
    pub back: bool,
    /// The names of the steps that undo would take back and redo would do again.
    pub undo: Option<String>,
    pub redo: Option<String>,
    pub settings: bool,
}

/// Shows the bar above everything that follows.
pub fn show(ui: &mut Ui, bar: &Bar<'_>, scene: &mut Scene<'_>) {
    let look = scene.look;
    let margin = look.margin(look.space.s);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(margin).stroke(look.hairline_stroke());
    Panel::top("bar").frame(frame).show_separator_line(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            if bar.back && icon(ui, Icon::Back, "app-back", scene) {
                scene.out.push(Command::Back);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                buttons(ui, bar, scene);
                save_state(ui, scene);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| titles(ui, bar, scene));
            });
        });
    });
}

fn titles(ui: &mut Ui, bar: &Bar<'_>, scene: &Scene<'_>) {
    let look = scene.look;
    if bar.subtitle.is_empty() {
        ui.add(egui::Label::new(look.heading(bar.title)).truncate());
        return;
    }
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(egui::Label::new(look.heading(bar.title)).truncate());
        ui.add(egui::Label::new(look.muted(bar.subtitle)).truncate());
    });
}

fn buttons(ui: &mut Ui, bar: &Bar<'_>, scene: &mut Scene<'_>) {
    if bar.settings && icon(ui, Icon::Settings, "app-settings", scene) {
        let back = Box::new(scene.program.route.clone());
        scene.out.push(Command::Go(Route::Settings { back }));
    }
    if scene.program.keys.is_sealed() && icon(ui, Icon::Lock, "lock-now", scene) {
        scene.out.push(Command::Keys(KeysCommand::Lock));
    }
    // From right to left: undo stands left of redo.
    for (what, key, icon, command) in [
        (&bar.redo, "app-redo-what", Icon::Redo, Command::Redo),
        (&bar.undo, "app-undo-what", Icon::Undo, Command::Undo),
    ] {
        let Some(what) = what else { continue };
        let name = scene.words.with(key, &[("what", what)]);
        if Button::icon_only(icon, name).salt(key).show(ui, scene.look).clicked() {
            scene.out.push(command);
        }
    }
}

fn icon(ui: &mut Ui, icon: Icon, key: &str, scene: &Scene<'_>) -> bool {
    Button::icon_only(icon, scene.words.text(key)).show(ui, scene.look).clicked()
}

/// A quiet word while all is well; a loud one when it is not.
fn save_state(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    match (&scene.program.read_only, &scene.program.save) {
        (Some(_), _) => {
            status::chip_with(ui, look, Tone::Doubtful, Icon::Lock, &words.text("app-read-only"));
        }
        (None, SaveState::Saved) => {
            status::quiet(ui, look, Tone::Good, &words.text("save-saved"));
        }
        (None, SaveState::Saving) => {
            status::quiet(ui, look, Tone::Neutral, &words.text("save-saving"));
        }
        (None, SaveState::Failed(_)) => {
            if Button::danger(&words.text("save-failed")).icon(Icon::Warning).show(ui, look).clicked() {
                scene.out.push(Command::RetrySave);
            }
        }
    }
}
