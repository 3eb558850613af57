//! The picture: moving, just taken, or a sentence in its place.

use std::sync::Arc;

use egui::{Color32, ColorImage, Rect, Role, Sense, TextureId, TextureOptions, Ui, Vec2, WidgetInfo, pos2};

use super::camera_ui::State;
use crate::app::camera::{CameraCommand, CameraState, NextWay, RollState};
use crate::app::command::Command;
use crate::app::jobs::Picture;
use crate::id::ContentHash;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::ui::scene::Scene;
use crate::ui::textures::{self, Size};
use crate::ui::widgets::{self, Button, Icon, Tone, card, status};

/// The narrowest column in which a failure is told, in points.
const COLUMN: f32 = 560.0;

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    (path, ghost): (&FieldPath, Option<ContentHash>),
    scene: &mut Scene<'_>,
) {
    let program = scene.program;
    match &program.camera.state {
        CameraState::Closed | CameraState::Opening => say(ui, Icon::Camera, "finder-opening", scene),
        CameraState::Live { preview: None, .. } => say(ui, Icon::Camera, "finder-opening", scene),
        CameraState::Live { preview: Some(picture), serial } => {
            let name = scene.words.text("finder-picture");
            let room = picture_of(ui, state, picture, *serial, &name);
            if let Some(ghost) = ghost {
                paint_ghost(ui, state, room, ghost, scene);
            }
        }
        CameraState::Shot { picture, serial } => {
            let name = scene.words.text("finder-shot");
            picture_of(ui, state, picture, *serial, &name);
        }
        CameraState::Failed { problem, next } => failed(ui, path, problem, next, scene),
        CameraState::Roll(roll) => camera_roll(ui, path, roll, scene),
    }
}

/// Shows the picture as large as fits and says where.
fn picture_of(ui: &mut Ui, state: &mut State, picture: &Arc<Picture>, serial: u64, name: &str) -> Rect {
    let (room, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    let sides = Vec2::new(picture.width as f32, picture.height as f32);
    if let Some(texture) = upload(ui, state, picture, serial) {
        place(ui, room, sides, texture, Color32::WHITE);
    }
    room
}

/// The picture on the graphics chip; a new one replaces the last.
fn upload(ui: &Ui, state: &mut State, picture: &Picture, serial: u64) -> Option<TextureId> {
    if let Some((known, texture)) = &state.texture
        && *known == serial
    {
        return Some(texture.id());
    }
    let sides = [picture.width, picture.height].map(|side| side as usize);
    let most = ui.input(|input| input.max_texture_side);
    if sides.iter().any(|side| *side == 0 || *side > most) || picture.rgba.len() != 4 * sides[0] * sides[1] {
        return None;
    }
    let image = ColorImage::from_rgba_unmultiplied(sides, &picture.rgba);
    let texture = match state.texture.take() {
        Some((_, mut texture)) => {
            texture.set(image, TextureOptions::LINEAR);
            texture
        }
        None => ui.ctx().load_texture("viewfinder", image, TextureOptions::LINEAR),
    };
    let id = texture.id();
    state.texture = Some((serial, texture));
    Some(id)
}

fn place(ui: &Ui, room: Rect, sides: Vec2, texture: TextureId, tint: Color32) {
    let scale = (room.width() / sides.x.max(1.0)).min(room.height() / sides.y.max(1.0));
    let place = Rect::from_center_size(room.center(), sides * scale);
    ui.painter().image(texture, place, Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0)), tint);
}

/// The before-picture, see-through, over the moving one.
fn paint_ghost(ui: &Ui, state: &State, room: Rect, ghost: ContentHash, scene: &mut Scene<'_>) {
    if state.ghost_strength == 0 {
        return;
    }
    if let textures::Picture::Ready { id, size } = scene.textures.get(ui.ctx(), ghost, Size::Full) {
        let strength = f32::from(state.ghost_strength) / 100.0;
        place(ui, room, size, id, Color32::WHITE.gamma_multiply(strength));
    }
}

fn say(ui: &mut Ui, icon: Icon, key: &str, scene: &Scene<'_>) {
    let look = scene.look;
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.35);
        let (sign, _) = ui.allocate_exact_size(Vec2::splat(look.target), Sense::hover());
        icon.paint(ui.painter(), sign, look.colours.muted);
        ui.add_space(look.space.s);
        ui.label(look.body(scene.words.text(key)));
    });
}

/// What went wrong, what to do, and the next way to a photo as the first button.
fn failed(ui: &mut Ui, path: &FieldPath, problem: &Problem, next: &NextWay, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    told(ui, scene, |ui, scene| {
        let hint: Vec<_> = words.hint(problem).map(|hint| look.body(hint)).into_iter().collect();
        status::line_with(ui, look, Tone::Bad, Icon::Warning, &words.what(problem), &hint);
        match next {
            NextWay::Camera(found) => {
                let text = words.with("finder-other", &[("camera", &found.name)]);
                if Button::primary(&text).icon(Icon::Camera).salt("other").wide().show(ui, look).clicked() {
                    scene.out.push(Command::Camera(CameraCommand::Switch(found.id.clone())));
                }
            }
            NextWay::SystemCamera => system_camera(ui, true, scene),
            NextWay::Files => {}
        }
        if let Some(current) = &scene.program.camera.current {
            let again = words.text("finder-again");
            if Button::plain(&again).icon(Icon::Redo).salt("again").wide().show(ui, look).clicked() {
                scene.out.push(Command::Camera(CameraCommand::Switch(current.clone())));
            }
        }
        if matches!(next, NextWay::Camera(_)) {
            system_camera(ui, false, scene);
        }
        files(ui, path, matches!(next, NextWay::Files), scene);
    });
}

/// The system's camera app is open; its photos come in by themselves.
fn camera_roll(ui: &mut Ui, path: &FieldPath, roll: &RollState, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    told(ui, scene, |ui, scene| {
        widgets::text(ui, look.heading(words.text("finder-roll-title")));
        let folder = roll.folder.as_ref().map(|folder| folder.display().to_string());
        let how = match &folder {
            Some(folder) => words.with("finder-roll-folder", &[("folder", folder)]),
            None => words.text("finder-roll-no-folder"),
        };
        widgets::text(ui, look.muted(how));
        if let Some(problem) = &roll.problem {
            let hint: Vec<_> = words.hint(problem).map(|hint| look.body(hint)).into_iter().collect();
            status::line_with(ui, look, Tone::Doubtful, Icon::Warning, &words.what(problem), &hint);
        }
        let taken = words.with("finder-roll-taken", &[("count", &roll.taken.to_string())]);
        let (tone, icon) = if roll.taken > 0 { (Tone::Good, Icon::Check) } else { (Tone::Neutral, Icon::Camera) };
        status::line_with(ui, look, tone, icon, &taken, &[]);
        let done = words.text("finder-done");
        if Button::primary(&done).icon(Icon::Check).salt("done").wide().show(ui, look).clicked() {
            scene.out.push(Command::Camera(CameraCommand::Close));
        }
        files(ui, path, false, scene);
    });
}

/// A card in the middle of the window.
fn told(ui: &mut Ui, scene: &mut Scene<'_>, content: impl FnOnce(&mut Ui, &mut Scene<'_>)) {
    let look = *scene.look;
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.vertical_centered(|ui| {
            ui.add_space((ui.available_height() * 0.12).max(look.space.l));
            ui.set_max_width(ui.available_width().min(COLUMN * look.factor));
            card::sheet(&look).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = look.space.m;
                ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| content(ui, scene));
            });
        });
    });
}

fn system_camera(ui: &mut Ui, first: bool, scene: &mut Scene<'_>) {
    let words = scene.words.text("finder-system-camera");
    let button = if first { Button::primary(&words) } else { Button::plain(&words) };
    if button.icon(Icon::Camera).salt("system camera").wide().show(ui, scene.look).clicked() {
        scene.out.push(Command::Camera(CameraCommand::OpenSystemCamera));
    }
}

/// The ways that need no camera: the system's file dialog and the list of folders.
fn files(ui: &mut Ui, path: &FieldPath, first: bool, scene: &mut Scene<'_>) {
    let words = ["finder-files", "finder-folders"].map(|key| scene.words.text(key));
    let pick = if first { Button::primary(&words[0]) } else { Button::plain(&words[0]) };
    if pick.icon(Icon::Picture).salt("files").wide().show(ui, scene.look).clicked() {
        scene.out.push(Command::PickPhotos { path: path.clone() });
    }
    if Button::plain(&words[1]).icon(Icon::Folder).salt("folders").wide().show(ui, scene.look).clicked() {
        scene.out.push(Command::BrowsePhotos { path: path.clone() });
    }
}
