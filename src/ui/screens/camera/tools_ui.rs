//! The tools beside the picture: shutter, retake, keep, other cameras, ghost.

use egui::{Response, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo};

use super::camera_ui::State;
use super::ghost_ui;
use crate::app::camera::{CameraCommand, CameraState};
use crate::app::command::Command;
use crate::id::ContentHash;
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Icon, flow};

/// Across the shutter in points: found without looking, with gloves.
const SHUTTER: f32 = 96.0;

/// Width of the column of tools in a wide window.
pub(super) fn width(look: &Look) -> f32 {
    // The longest button in one line at 100 %.
    (SHUTTER + 4.0 * look.space.l).max(190.0 * look.factor).max(228.0)
}

pub(super) fn show(
    ui: &mut Ui,
    state: &mut State,
    (path, ghost): (&FieldPath, Option<ContentHash>),
    upright: bool,
    scene: &mut Scene<'_>,
) {
    ui.spacing_mut().item_spacing = Vec2::splat(scene.look.space.s);
    match scene.program.camera.state {
        CameraState::Shot { .. } => reviewing(ui, upright, scene),
        CameraState::Live { .. } => {
            if upright {
                ui.vertical_centered(|ui| shoot(ui, scene));
                flow(ui, |ui| beside_shutter(ui, state, (path, ghost), scene));
            } else {
                // The shutter in the middle of the height, where the thumb is; the rest above it.
                let middle = ui.max_rect().center().y;
                beside_shutter(ui, state, (path, ghost), scene);
                let above = middle - SHUTTER / 2.0 - ui.cursor().top();
                ui.add_space(above.max(scene.look.space.m));
                ui.vertical_centered(|ui| shoot(ui, scene));
            }
        }
        CameraState::Closed | CameraState::Opening | CameraState::Failed { .. } | CameraState::Roll(_) => {
            other_cameras(ui, scene);
            leave(ui, scene);
        }
    }
}

fn shoot(ui: &mut Ui, scene: &mut Scene<'_>) {
    if shutter(ui, scene.look, &scene.words.text("finder-shutter")).clicked() {
        scene.out.push(Command::Camera(CameraCommand::Shutter));
    }
}

/// A ring with a disc, as on every camera.
fn shutter(ui: &mut Ui, look: &Look, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SHUTTER), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let radius = SHUTTER / 2.0 - look.outline;
    let colours = &look.colours;
    ui.painter().circle(rect.center(), radius, colours.surface, egui::Stroke::new(4.0, colours.primary));
    let pressed = response.is_pointer_button_down_on();
    let disc = if pressed { radius - 16.0 } else { radius - 10.0 };
    ui.painter().circle_filled(rect.center(), disc, colours.primary);
    Icon::Camera.paint(
        ui.painter(),
        egui::Rect::from_center_size(rect.center(), Vec2::splat(SHUTTER * 0.4)),
        colours.on_primary,
    );
    if response.has_focus() {
        let around = rect.expand(2.0);
        ui.painter().rect_stroke(around, look.corner(), egui::Stroke::new(3.0, colours.ink), StrokeKind::Outside);
    }
    response
}

/// A picture was taken: keep it and go on, keep it, or take it again.
fn reviewing(ui: &mut Ui, upright: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let actions = [
        ("finder-keep", CameraCommand::Keep { again: false }, Icon::Check),
        ("finder-keep-next", CameraCommand::Keep { again: true }, Icon::Camera),
        ("finder-retake", CameraCommand::Retake, Icon::Redo),
    ];
    let choose = |ui: &mut Ui| {
        for (key, command, icon) in actions {
            let text = words.text(key);
            let button = if key == "finder-keep" { Button::primary(&text) } else { Button::plain(&text) };
            let button = if upright { button } else { button.wide() };
            if button.icon(icon).salt(key).show(ui, look).clicked() {
                scene.out.push(Command::Camera(command));
            }
        }
    };
    if upright {
        flow(ui, choose);
    } else {
        ui.add_space((ui.available_height() * 0.3).max(look.space.m));
        choose(ui);
    }
}

fn beside_shutter(
    ui: &mut Ui,
    state: &mut State,
    (path, ghost): (&FieldPath, Option<ContentHash>),
    scene: &mut Scene<'_>,
) {
    ghost_ui::tools(ui, state, ghost, scene);
    other_cameras(ui, scene);
    let words = scene.words.text("finder-files");
    if Button::quiet(&words).small().icon(Icon::Picture).salt("files").show(ui, scene.look).clicked() {
        scene.out.push(Command::PickPhotos { path: path.clone() });
    }
}

/// The cameras that are not open, by name.
fn other_cameras(ui: &mut Ui, scene: &mut Scene<'_>) {
    let camera = &scene.program.camera;
    let others = camera.cameras.iter().filter(|found| Some(&found.id) != camera.current.as_ref());
    for found in others {
        let text = scene.words.with("finder-switch", &[("camera", &found.name)]);
        if Button::quiet(&text).small().icon(Icon::Camera).salt(("switch", &found.name)).show(ui, scene.look).clicked()
        {
            scene.out.push(Command::Camera(CameraCommand::Switch(found.id.clone())));
        }
    }
}

fn leave(ui: &mut Ui, scene: &mut Scene<'_>) {
    let words = scene.words.text("finder-leave");
    widgets::text(ui, scene.look.muted(scene.words.text("finder-goes-on")));
    if Button::quiet(&words).icon(Icon::Back).salt("leave").show(ui, scene.look).clicked() {
        scene.out.push(Command::Camera(CameraCommand::Close));
    }
}
