//! Paints the list of folders and pictures.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use crate::app::command::Command;
use crate::app::jobs::folders::{self, Folder, FolderEntry};
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, status};

/// The pictures that are marked.
#[derive(Default)]
pub struct State {
    chosen: BTreeSet<PathBuf>,
}

/// Shows the folder that is open; photos go to the question at `path`.
pub fn show(ui: &mut Ui, state: &mut State, path: &FieldPath, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let folder = scene.program.folder.path.clone().unwrap_or_default();
    let (title, subtitle) = (words.text("browse-title"), folder.display().to_string());
    bar::show(
        ui,
        &Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: false },
        scene,
    );
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    take_button(ui, state, path, scene);
    CentralPanel::default().frame(frame).show(ui, |ui| {
        places(ui, &folder, None, scene);
        match &scene.program.folder.listing {
            None => {
                ui.label(look.muted(words.text("photo-loading")));
            }
            Some(Err(problem)) => status::line(ui, look, Tone::Bad, &words.problem(problem), &[]),
            Some(Ok(listing)) => entries(ui, state, listing, scene),
        }
    });
}

/// The usual places, one more if there is one, and the way up from `folder`.
pub fn places(ui: &mut Ui, folder: &Path, more: Option<(&'static str, PathBuf)>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::flow(ui, |ui| {
        for (key, place) in folders::places().into_iter().chain(more) {
            if Chip::one(&words.text(key), place == folder).icon(Icon::Folder).show(ui, look).clicked() {
                scene.out.push(Command::OpenFolder(place));
            }
        }
    });
    if let Some(parent) = folder.parent().map(Path::to_owned)
        && Button::plain(&words.text("browse-up")).icon(Icon::ChevronUp).show(ui, look).clicked()
    {
        scene.out.push(Command::OpenFolder(parent));
    }
}

fn take_button(ui: &mut Ui, state: &mut State, path: &FieldPath, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    egui::Panel::bottom("take").frame(frame).show(ui, |ui| {
        let text = words.with("browse-take", &[("count", &state.chosen.len().to_string())]);
        let button = Button::primary(&text).icon(Icon::Check).wide();
        let shown = ui.add_enabled_ui(!state.chosen.is_empty(), |ui| button.salt("take").show(ui, look));
        if shown.inner.clicked() {
            let files = std::mem::take(&mut state.chosen).into_iter().collect();
            scene.out.push(Command::AddPhotoFiles { path: path.clone(), files });
            scene.out.push(Command::Back);
        }
    });
}

fn entries(ui: &mut Ui, state: &mut State, listing: &Folder, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if listing.entries.iter().all(|entry| entry.is_folder) {
        widgets::text(ui, look.muted(words.text("browse-empty")));
    }
    if listing.truncated {
        let count = folders::MAX_ENTRIES.to_string();
        widgets::text(ui, look.muted(words.with("browse-truncated", &[("count", &count)])));
    }
    let height = look.target.max(1.4 * look.sizes.body + 2.0 * look.space.s);
    let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("folder");
    area.show_rows(ui, height, listing.entries.len(), |ui, visible| {
        for entry in listing.entries.get(visible).unwrap_or_default() {
            entry_ui(ui, state, entry, scene);
        }
    });
}

fn entry_ui(ui: &mut Ui, state: &mut State, entry: &FolderEntry, scene: &mut Scene<'_>) {
    let look = scene.look;
    let key = if entry.is_folder { "browse-folder" } else { "browse-file" };
    let name = scene.words.with(key, &[("name", &entry.name)]);
    if entry.is_folder {
        let button = Button::plain(&entry.name).icon(Icon::Folder).named(name).wide();
        if button.salt(&entry.path).show(ui, look).clicked() {
            scene.out.push(Command::OpenFolder(entry.path.clone()));
        }
        return;
    }
    let chosen = state.chosen.contains(&entry.path);
    let chip = Chip::many(&entry.name, chosen).named(name).width(f32::INFINITY).salt(&entry.path);
    if chip.show(ui, look).clicked() {
        if chosen {
            state.chosen.remove(&entry.path);
        } else {
            state.chosen.insert(entry.path.clone());
        }
    }
}
