//! The before-picture in the viewfinder: which one, and how strong.

use egui::{Id, Ui};

use super::camera_ui::State;
use crate::app::camera::CameraCommand;
use crate::app::command::Command;
use crate::app::visit::Visit;
use crate::dossier::pairs;
use crate::dossier::prompt::PhotoPrompt;
use crate::id::{ContentHash, RowId};
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::widgets::dialog::{self, Shown};
use crate::ui::widgets::photos::{self, Tapped};
use crate::ui::widgets::{Button, Chip, Icon, flow, text};

/// How strong the ghost may be, in hundredths.
pub(super) const STRENGTHS: [u8; 4] = [0, 30, 50, 70];
/// Photos that are offered at once; the likeliest come first.
const OFFERED: usize = 60;

pub(super) fn tools(ui: &mut Ui, state: &mut State, ghost: Option<ContentHash>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if ghost.is_some() {
        text(ui, look.muted(words.text("finder-ghost-strength")));
        flow(ui, |ui| {
            for strength in STRENGTHS {
                let label = match strength {
                    0 => words.text("finder-ghost-off"),
                    _ => words.with("finder-ghost-percent", &[("percent", &strength.to_string())]),
                };
                let name = words.with("finder-ghost-name", &[("strength", &label)]);
                let chosen = state.ghost_strength == strength;
                if Chip::one(&label, chosen).named(name).salt(("ghost", strength)).show(ui, look).clicked() {
                    state.ghost_strength = strength;
                }
            }
        });
    }
    let pick = words.text(if ghost.is_some() { "finder-ghost-other" } else { "finder-ghost-pick" });
    if Button::quiet(&pick).small().icon(Icon::Compare).salt("ghost").show(ui, look).clicked() {
        state.picking = true;
    }
}

/// Asks which photo shows the standpoint. Returns whether the question still stands.
pub(super) fn pick(ui: &Ui, visit: &Visit, path: &FieldPath, scene: &mut Scene<'_>) -> bool {
    let Some(new) = path.photo(RowId::from_bits(0)) else { return false };
    let (look, words) = (scene.look, scene.words);
    let offered = pairs::candidates(&visit.dossier, &new).into_iter().take(OFFERED).filter_map(|(path, photo)| {
        let row = path.rows.last()?.row;
        Some((path, PhotoPrompt { row, photo, marks: Vec::new() }))
    });
    let (paths, prompts): (Vec<FieldPath>, Vec<PhotoPrompt>) = offered.unzip();
    let named = |number: usize| {
        let label = paths.get(number - 1).and_then(pairs::place_of).map(|(question, _)| question);
        let label = label.map(|question| visit.label_of(&question, words.language())).unwrap_or_default();
        [words.with("marks-partner-name", &[("number", &number.to_string()), ("what", &label)]), String::new()]
    };
    let textures = &mut *scene.textures;
    let title = words.text("finder-ghost-pick");
    let Shown { inner, closed } = dialog::sheet(ui.ctx(), look, Id::unique("camera ghost"), &title, |ui| {
        let key = if prompts.is_empty() { "finder-ghost-nothing" } else { "finder-ghost-how" };
        text(ui, look.body(words.text(key)));
        let tapped = photos::strip(ui, look, textures, &prompts, &named, false);
        let without =
            Button::plain(&words.text("finder-ghost-without")).salt("without").wide().show(ui, look).clicked();
        (tapped, without)
    });
    let chosen = match inner {
        (Some(Tapped::Open(row)), _) => prompts.iter().find(|prompt| prompt.row == row).map(|prompt| prompt.photo.hash),
        (_, true) => None,
        _ => return !closed,
    };
    scene.out.push(Command::Camera(CameraCommand::Ghost(chosen)));
    false
}
