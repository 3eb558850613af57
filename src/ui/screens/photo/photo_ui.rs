//! Paints a photo; two fingers or the buttons zoom, one finger moves.

use egui::{CentralPanel, Color32, Frame, Pos2, Rect, Sense, Ui, Vec2, pos2};

use crate::app::command::Command;
use crate::app::visit::Visit;
use crate::id::RowId;
use crate::path::FieldPath;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::textures::{Picture, Size};
use crate::ui::widgets::{Button, Icon};
use crate::value::{Photo, Value};

/// Largest magnification: beyond it a 1,600-pixel photo shows nothing new.
const MAX_ZOOM: f32 = 8.0;

/// How the photo is looked at.
pub struct State {
    photo: Option<RowId>,
    zoom: f32,
    /// The point of the photo in the middle of the window, as a share of its sides.
    centre: Pos2,
}

impl Default for State {
    fn default() -> Self {
        Self { photo: None, zoom: 1.0, centre: pos2(0.5, 0.5) }
    }
}

/// Shows the photo `row` of the question at `path`.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, photo: (&FieldPath, RowId), scene: &mut Scene<'_>) {
    let (path, row) = photo;
    if state.photo != Some(row) {
        *state = State { photo: Some(row), ..State::default() };
    }
    let words = scene.words;
    let title = words.text("photo-view-title");
    let subtitle = visit.label_of(path, words.language());
    bar::show(
        ui,
        &Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: false },
        scene,
    );
    tools(ui, state, path, row, scene);
    let value = path.photo(row).and_then(|place| visit.dossier.value(&place).cloned());
    CentralPanel::default().frame(Frame::new().fill(scene.look.colours.ground)).show(ui, |ui| match value {
        Some(Value::Photo(photo)) => picture(ui, state, &photo, scene),
        _ => {
            ui.centered_and_justified(|ui| ui.label(scene.look.muted(words.text("photo-missing"))));
        }
    });
}

fn tools(ui: &mut Ui, state: &mut State, path: &FieldPath, row: RowId, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.s));
    egui::Panel::bottom("photo tools").frame(frame).show(ui, |ui| {
        ui.horizontal(|ui| {
            for (icon, key, factor) in [(Icon::Minus, "photo-zoom-out", 1.0 / 1.5), (Icon::Plus, "photo-zoom-in", 1.5)]
            {
                if Button::icon_only(icon, words.text(key)).outlined().show(ui, look).clicked() {
                    state.zoom = (state.zoom * factor).clamp(1.0, MAX_ZOOM);
                }
            }
            if scene.program.read_only.is_none() {
                let remove = words.text("photo-remove");
                if Button::danger(&remove).icon(Icon::Trash).show(ui, look).clicked() {
                    scene.out.push(Command::RemovePhoto { path: path.clone(), row });
                }
            }
        });
    });
}

fn picture(ui: &mut Ui, state: &mut State, photo: &Photo, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    let name = words.text("photo-view-title");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &name));
    let sides = Vec2::new(photo.width as f32, photo.height as f32);
    let fit = (rect.width() / sides.x).min(rect.height() / sides.y);
    let pinch = ui.input(egui::InputState::zoom_delta);
    if response.contains_pointer() || pinch != 1.0 {
        state.zoom = (state.zoom * pinch).clamp(1.0, MAX_ZOOM);
    }
    let shown = sides * fit * state.zoom;
    state.centre -= response.drag_delta() / shown;
    // The photo never leaves the window: half of what is seen stays on every side.
    let half = (rect.size() / shown / 2.0).min(Vec2::splat(0.5));
    state.centre = state.centre.clamp(pos2(half.x, half.y), pos2(1.0 - half.x, 1.0 - half.y));
    let place = Rect::from_min_size(rect.center() - state.centre.to_vec2() * shown, shown);
    match scene.textures.get(ui.ctx(), photo.hash, Size::Full) {
        Picture::Ready { id, .. } => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().with_clip_rect(rect).image(id, place, whole, Color32::WHITE);
        }
        Picture::Loading => say(ui, rect, &words.text("photo-loading"), look.colours.muted, look.sizes.body),
        Picture::Failed => say(ui, rect, &words.text("photo-missing"), look.colours.not_met, look.sizes.body),
    }
}

fn say(ui: &Ui, rect: Rect, text: &str, colour: Color32, size: f32) {
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, text, egui::FontId::proportional(size), colour);
}
