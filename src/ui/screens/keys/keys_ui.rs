//! Paints it: the seal, this tablet's own key, the keys of others, recovery keys.

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use super::{State, known_ui, recovery_ui, seal_ui, words_ui};
use crate::app::keys::qr;
use crate::l10n::Language;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::{self, Button, Icon, card, qr as code};

/// Side of a code on the screen, in points: a telephone reads it at arm's length.
const CODE: f32 = 240.0;

/// Shows the screen.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let title = words.text("keys-title");
    bar::show(ui, &Bar { title: &title, subtitle: "", back: true, undo: None, redo: None, settings: false }, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("keys").show(ui, |ui| {
            widgets::column(ui, look, |ui| {
                seal_ui::show(ui, state, scene);
                own(ui, scene);
                known_ui::show(ui, state, scene);
                recovery_ui::show(ui, scene);
            });
        });
    });
    known_ui::dialogs(ui, state, scene);
}

/// What others need to send something to this tablet.
fn own(ui: &mut Ui, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("keys-own-title")));
        let Some(own) = scene.program.keys.own() else {
            widgets::text(ui, look.body(words.text("keys-own-none")));
            return;
        };
        widgets::text(ui, look.muted(words.text("keys-own-text")));
        code::show(ui, look, &qr::of(&own), CODE, &words.text("keys-own-code"));
        words_ui::show(ui, look, words, &own, language(scene));
        let text = own.to_string();
        widgets::text(ui, look.muted(&*text));
        if Button::plain(&words.text("keys-own-copy")).icon(Icon::Duplicate).show(ui, look).clicked() {
            ui.ctx().copy_text(text);
        }
    });
}

pub(super) const fn language(scene: &Scene<'_>) -> Language {
    scene.program.settings.language
}
