//! Paints what was decided: by which rule, how many, when, by whom; each can be taken back as a whole.

use egui::{Id, ScrollArea, Ui};

use super::{State, send};
use crate::app::desk::conflicts::ConflictsCommand;
use crate::app::jobs::conflicts::Told;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, card, dialog, status};

/// Shows the deeds, the latest first.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let deeds = &scene.program.desk.conflicts.deeds;
    ScrollArea::vertical().auto_shrink([false, false]).id_salt("deeds").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.m;
        widgets::column(ui, look, |ui| {
            if deeds.is_empty() {
                status::line(ui, look, Tone::Neutral, &words.text("conflict-log-none"), &[]);
            }
            for deed in deeds {
                card::show(ui, look, |ui| deed_ui(ui, state, deed, scene));
            }
        });
    });
    confirm(ui, state, scene);
}

fn deed_ui(ui: &mut Ui, state: &mut State, deed: &Told, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.spacing_mut().item_spacing.y = look.space.s;
    let about = &deed.about;
    let title = if about.rule.is_empty() { words.text("conflict-by-hand") } else { about.rule.clone() };
    widgets::text(ui, look.heading(&title));
    let time = about.at.civil().strftime("%Y-%m-%d %H:%M").to_string();
    let homes = deed.homes.to_string();
    let args = [("author", &*about.author), ("time", &*time), ("homes", &*homes)];
    widgets::text(ui, look.muted(words.with("conflict-log-line", &args)));
    if deed.standing == 0 {
        status::chip_with(ui, look, Tone::Neutral, Icon::Undo, &words.text("conflict-log-undone"));
        return;
    }
    let text = words.text("conflict-take-back");
    let named = words.with("conflict-take-back-named", &[("rule", &title), ("time", &time)]);
    let free = !scene.program.desk.conflicts.is_writing();
    let button = Button::plain(&text).icon(Icon::Undo).enabled(free).named(named).salt(("back", deed.id));
    if button.show(ui, look).clicked() {
        state.take_back = Some(deed.id);
    }
}

fn confirm(ui: &Ui, state: &mut State, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(id) = state.take_back else { return };
    let standing = scene.program.desk.conflicts.deeds.iter().find(|deed| deed.id == id).map_or(0, |deed| deed.standing);
    let title = words.with("conflict-take-back-title", &[("count", &standing.to_string())]);
    let (text, yes, no) =
        (words.text("conflict-take-back-text"), words.text("conflict-take-back"), words.text("app-cancel"));
    let question = dialog::Question { title: &title, words: &text, yes: &yes, no: &no, danger: false };
    match dialog::ask(ui.ctx(), look, Id::unique("take back"), &question) {
        Some(true) => {
            send(scene, ConflictsCommand::TakeBack(id));
            state.take_back = None;
        }
        Some(false) => state.take_back = None,
        None => {}
    }
}
