//! Taking in the key of somebody else: pasted, from a file, or from a picture of its QR code.

use egui::{Ui, ViewportCommand};

use super::State;
use crate::app::command::Command;
use crate::app::keys::{For, KeysCommand, known};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, text_field::TextField};

/// Shows the ways. A text with a key in it is read as soon as it stands there.
pub fn show(ui: &mut Ui, state: &mut State, purpose: For, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (place, name) = match purpose {
        For::Receiver => (0, "keys-read-receiver"),
        For::Recovery => (1, "keys-read-recovery"),
    };
    let text = &mut state.pasted[place];
    let label = words.text(name);
    let field = TextField::new(name, &*label).hint(&label).show(ui, look, text);
    let found = field.changed() && known::find_recipient(text).is_ok();
    let mut read = found;
    widgets::flow(ui, |ui| {
        if text.trim().is_empty() {
            let paste = words.text("keys-read-paste");
            if Button::plain(&paste).icon(Icon::Duplicate).salt((name, "paste")).show(ui, look).clicked() {
                field.request_focus();
                ui.ctx().send_viewport_cmd(ViewportCommand::RequestPaste);
            }
        } else {
            let take = words.text("keys-read-take");
            read |= Button::plain(&take).icon(Icon::Check).salt((name, "take")).show(ui, look).clicked();
        }
        let file = words.text("keys-read-file");
        if Button::plain(&file).icon(Icon::Picture).salt((name, "file")).show(ui, look).clicked() {
            scene.out.push(Command::Keys(KeysCommand::Pick(purpose)));
        }
    });
    widgets::text(ui, look.muted(words.text("keys-read-hint")));
    if read {
        let text = std::mem::take(text);
        scene.out.push(Command::Keys(KeysCommand::Read(purpose, text)));
    }
}
