//! Making a recovery key for an office.

use egui::Ui;

use super::keys_ui::language;
use super::words_ui;
use crate::app::command::Command;
use crate::app::jobs::folders;
use crate::app::keys::{Fresh, KeysCommand};
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, card, status};

/// Shows what it is for, and the one that was made just now.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text("keys-recovery-title")));
        widgets::text(ui, look.muted(words.text("keys-recovery-about")));
        match &scene.program.keys.fresh {
            Some(fresh) => made(ui, fresh, scene),
            None => {
                let make = words.text("keys-recovery-make");
                if Button::plain(&make).icon(Icon::Plus).show(ui, look).clicked() {
                    scene.out.push(Command::Keys(KeysCommand::MakeRecovery));
                }
            }
        }
    });
}

fn made(ui: &mut Ui, fresh: &Fresh, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    words_ui::show(ui, look, words, &fresh.recipient(), language(scene));
    if let Some([text, picture]) = &fresh.saved {
        let name = |path: &std::path::Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let folder = text.parent().unwrap_or(text).display().to_string();
        let files = [("text", &*name(text)), ("picture", &*name(picture)), ("folder", &*folder)];
        let more = [look.body(words.text("keys-recovery-next"))];
        status::line(ui, look, Tone::Good, &words.with("keys-recovery-saved", &files), &more);
        if Button::plain(&words.text("keys-recovery-done")).icon(Icon::Check).show(ui, look).clicked() {
            scene.out.push(Command::Keys(KeysCommand::CloseRecovery));
        }
        return;
    }
    status::line(ui, look, Tone::Doubtful, &words.text("keys-recovery-unsaved"), &[]);
    widgets::flow(ui, |ui| {
        for (key, path) in folders::places().into_iter().filter(|(key, _)| *key == "browse-home") {
            let place = words.with("keys-recovery-to", &[("place", &words.text(key))]);
            let named = words.with("keys-recovery-to", &[("place", &path.display().to_string())]);
            let button = Button::plain(&place).icon(Icon::Folder).named(named).salt(("place", &path));
            if button.show(ui, look).clicked() {
                scene.out.push(Command::Keys(KeysCommand::SaveRecovery(path)));
            }
        }
        let other = words.text("keys-recovery-elsewhere");
        if Button::plain(&other).icon(Icon::Folder).show(ui, look).clicked() {
            scene.out.push(Command::Keys(KeysCommand::PickPlace));
        }
    });
}
