//! Paints the viewfinder: the picture as large as the window, the tools under the thumb.

use egui::{CentralPanel, Frame, Key, Panel, TextureHandle, Ui};

use super::{ghost_ui, picture_ui, tools_ui};
use crate::app::camera::{CameraCommand, CameraState};
use crate::app::command::Command;
use crate::app::settings::Hand;
use crate::app::visit::Visit;
use crate::id::ContentHash;
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};

/// What the viewfinder remembers between frames.
pub struct State {
    /// The last picture on the graphics chip and its serial number.
    pub(super) texture: Option<(u64, TextureHandle)>,
    /// How strong the ghost is, in hundredths.
    pub(super) ghost_strength: u8,
    /// The before-picture is being picked.
    pub(super) picking: bool,
}

impl Default for State {
    fn default() -> Self {
        Self { texture: None, ghost_strength: ghost_ui::STRENGTHS[1], picking: false }
    }
}

/// Shows the viewfinder for photos of the question at `path`.
pub fn show(
    ui: &mut Ui,
    state: &mut State,
    visit: &Visit,
    (path, ghost): (&FieldPath, Option<ContentHash>),
    scene: &mut Scene<'_>,
) {
    let label = visit.label_of(path, scene.words.language());
    let subtitle = progress(visit, path, scene);
    bar::show(
        ui,
        &Bar { title: &label, subtitle: &subtitle, back: true, undo: None, redo: None, settings: false },
        scene,
    );
    keys(ui, scene);
    let look = scene.look;
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    let upright = ui.available_height() > ui.available_width();
    let panel = match (upright, look.hand) {
        (true, _) => Panel::bottom("camera tools"),
        (false, Hand::Right) => Panel::right("camera tools"),
        (false, Hand::Left) => Panel::left("camera tools"),
    };
    let panel = if upright { panel } else { panel.exact_size(tools_ui::width(look)) };
    panel.frame(frame).resizable(false).show(ui, |ui| tools_ui::show(ui, state, (path, ghost), upright, scene));
    if state.picking {
        state.picking = ghost_ui::pick(ui, visit, path, scene);
    }
    CentralPanel::default()
        .frame(Frame::new().fill(look.colours.ground))
        .show(ui, |ui| picture_ui::show(ui, state, (path, ghost), scene));
}

/// "3 photos, 1 being stored"
fn progress(visit: &Visit, path: &FieldPath, scene: &Scene<'_>) -> String {
    let stored = visit.dossier.photos(path).len();
    let pending = visit.pending_photos.iter().filter(|pending| pending.question == *path).count();
    let count = |key: &str, count: usize| scene.words.with(key, &[("count", &count.to_string())]);
    match (stored, pending) {
        (0, 0) => scene.words.text("finder-none-yet"),
        (stored, 0) => count("finder-stored", stored),
        (stored, pending) => format!("{} · {}", count("finder-stored", stored), count("finder-pending", pending)),
    }
}

/// A keyboard, or the shutter button of a stick, shoots with the space bar.
fn keys(ui: &Ui, scene: &mut Scene<'_>) {
    let nothing_focused = ui.memory(|memory| memory.focused().is_none());
    if nothing_focused && ui.input(|input| input.key_pressed(Key::Space)) {
        let command = match scene.program.camera.state {
            CameraState::Live { .. } => CameraCommand::Shutter,
            CameraState::Shot { .. } => CameraCommand::Keep { again: true },
            _ => return,
        };
        scene.out.push(Command::Camera(command));
    }
}
