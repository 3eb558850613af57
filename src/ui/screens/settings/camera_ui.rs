//! The cameras in the settings: which one first, a telephone in the network, the folder of the camera app.

use egui::Ui;

use crate::app::camera::CameraCommand;
use crate::app::command::Command;
use crate::photo::camera::CameraId;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, card, segmented, text_field::TextField};

/// Texts as they are being typed, and whether cameras were looked for.
#[derive(Default)]
pub struct State {
    address: Option<String>,
    roll: Option<String>,
    looked: bool,
}

/// Shows the cards.
pub fn show(ui: &mut Ui, state: &mut State, scene: &mut Scene<'_>) {
    if !std::mem::replace(&mut state.looked, true) {
        scene.out.push(Command::Camera(CameraCommand::Look));
    }
    which(ui, scene);
    let address = Texts {
        title: "camera-settings-network",
        hint: "camera-settings-network-hint",
        name: "camera-settings-network-name",
    };
    let set = scene.program.settings.network_camera.clone();
    typed(ui, &address, &mut state.address, set, CameraCommand::SetNetworkAddress, scene);
    let roll =
        Texts { title: "camera-settings-roll", hint: "camera-settings-roll-hint", name: "camera-settings-roll-name" };
    let set = scene.program.settings.camera_roll.clone();
    typed(ui, &roll, &mut state.roll, set, CameraCommand::SetRoll, scene);
}

fn which(ui: &mut Ui, scene: &mut Scene<'_>) {
    let (look, words, program) = (scene.look, scene.words, scene.program);
    let title = words.text("camera-settings-title");
    let chosen = &program.settings.camera;
    let mut cameras: Vec<(Option<CameraId>, String)> = vec![(None, words.text("camera-settings-first"))];
    cameras.extend(program.camera.cameras.iter().map(|found| (Some(found.id.clone()), found.name.clone())));
    // The chosen one stays to be seen while it is not plugged in.
    if let Some(id) = chosen.as_ref().filter(|id| !cameras.iter().any(|(other, _)| other.as_ref() == Some(id))) {
        cameras.push((Some(id.clone()), id.name().to_owned()));
    }
    let place = cameras.iter().position(|(id, _)| id == chosen).unwrap_or_default();
    let alternatives: Vec<(usize, String)> =
        cameras.iter().enumerate().map(|(place, (_, name))| (place, name.clone())).collect();
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(&title));
        widgets::text(ui, look.muted(words.text("camera-settings-hint")));
        if let Some(place) = segmented::show(ui, look, words, &title, place, &alternatives) {
            scene.out.push(Command::Camera(CameraCommand::Prefer(cameras.swap_remove(place).0)));
        }
        let again = words.text("camera-settings-look");
        if Button::quiet(&again).icon(Icon::Camera).show(ui, look).clicked() {
            scene.out.push(Command::Camera(CameraCommand::Look));
        }
    });
}

/// Keys of a card.
struct Texts {
    title: &'static str,
    hint: &'static str,
    name: &'static str,
}

/// A card with one line to write; what is written takes effect at once.
fn typed(
    ui: &mut Ui,
    texts: &Texts,
    draft: &mut Option<String>,
    set: String,
    command: fn(String) -> CameraCommand,
    scene: &mut Scene<'_>,
) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.heading(words.text(texts.title)));
        widgets::text(ui, look.muted(words.text(texts.hint)));
        let text = draft.get_or_insert(set);
        if TextField::new(texts.title, words.text(texts.name)).show(ui, look, text).changed() {
            scene.out.push(Command::Camera(command(text.clone())));
        }
    });
}
