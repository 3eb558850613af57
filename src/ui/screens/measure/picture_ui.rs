//! The photo with what is placed on it: taps place, drags move, two fingers or the buttons zoom.

use egui::{
    Align2, Color32, EventFilter, FontId, IdSalt, Key, Painter, Pos2, Rect, Response, Role, Sense, Stroke, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::data::{CORNERS, Placed, Step, Work};
use super::magnifier;
use crate::photo::measure::{Point, Quad};
use crate::ui::scene::Scene;
use crate::ui::textures::{Picture, Size};
use crate::ui::theme::Look;
use crate::value::Photo;

/// Largest magnification of the photo itself.
const MAX_ZOOM: f32 = 8.0;
/// How near to a point a finger must come down to take hold of it, in points.
const REACH: f32 = 30.0;
/// How well a finger places a point with the magnifier, in points of the screen.
const FINGER: f64 = 0.8;
/// Bounds of that in pixels of the photo.
const NOISE: [f64; 2] = [0.5, 3.0];

/// How the photo is looked at, and what the finger holds.
pub struct View {
    pub zoom: f32,
    /// The point of the photo in the middle of the window, as a share of its sides.
    centre: Pos2,
    /// The point that is held, and where it lies from the finger.
    held: Option<(usize, Vec2)>,
}

impl Default for View {
    fn default() -> Self {
        Self { zoom: 1.0, centre: pos2(0.5, 0.5), held: None }
    }
}

impl View {
    /// Larger or smaller, around the point that is worked on.
    pub fn zoom_by(&mut self, factor: f32, around: Option<Pos2>) {
        self.zoom = (self.zoom * factor).clamp(1.0, MAX_ZOOM);
        if let Some(around) = around {
            self.centre = around;
        }
    }
}

/// Where the photo lies on the screen.
#[derive(Clone, Copy)]
struct Lie {
    place: Rect,
    /// Points of the screen a pixel.
    scale: f32,
}

impl Lie {
    fn to_screen(self, at: Point) -> Pos2 {
        self.place.min + Vec2::new(at[0] as f32, at[1] as f32) * self.scale
    }

    fn to_photo(self, at: Pos2, photo: &Photo) -> Point {
        let from = (at - self.place.min) / self.scale;
        [f64::from(from.x).clamp(0.0, f64::from(photo.width)), f64::from(from.y).clamp(0.0, f64::from(photo.height))]
    }

    fn noise(self) -> f64 {
        (FINGER / f64::from(self.scale)).clamp(NOISE[0], NOISE[1])
    }
}

/// Shows the photo; `offered` are corners that the program found and nobody has taken yet.
pub fn show(
    ui: &mut Ui,
    view: &mut View,
    work: &mut Work,
    photo: &Photo,
    offered: Option<&Quad>,
    scene: &mut Scene<'_>,
) {
    let look = scene.look;
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    keys(ui, work, photo, &response);
    let name = scene.words.text("measure-photo");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let lie = lay(ui, view, photo, rect, &response);
    let texture = match scene.textures.get(ui.ctx(), photo.hash, Size::Full) {
        Picture::Ready { id, .. } => {
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().with_clip_rect(rect).image(id, lie.place, whole, Color32::WHITE);
            id
        }
        waiting => {
            let failed = waiting == Picture::Failed;
            let key = if failed { "photo-missing" } else { "photo-loading" };
            let font = FontId::proportional(look.sizes.body);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, scene.words.text(key), font, look.colours.muted);
            return;
        }
    };
    if offered.is_none() {
        touch(ui, view, work, photo, lie, &response);
    }
    let painter = ui.painter().with_clip_rect(rect);
    if let Some(quad) = offered {
        outline(&painter, look, &quad.map(|at| lie.to_screen(at)), true);
    }
    paint(ui, &painter, work, lie, scene);
    let shown = view.held.map(|(nth, _)| nth).or(work.active);
    if let Some(point) = shown.and_then(|nth| work.points.get(nth)) {
        magnifier::show(ui, look, (texture, lie.place), lie.to_screen(point.at), rect);
    }
}

/// Zooms and moves, and says where the photo lies.
fn lay(ui: &Ui, view: &mut View, photo: &Photo, rect: Rect, response: &Response) -> Lie {
    let sides = Vec2::new(photo.width.max(1) as f32, photo.height.max(1) as f32);
    let fit = (rect.width() / sides.x).min(rect.height() / sides.y);
    let (pinch, fingers) =
        ui.input(|input| (input.zoom_delta(), input.multi_touch().map(|touch| touch.translation_delta)));
    if response.contains_pointer() || pinch != 1.0 {
        view.zoom = (view.zoom * pinch).clamp(1.0, MAX_ZOOM);
    }
    let shown = sides * fit * view.zoom;
    if let Some(moved) = fingers {
        view.centre -= moved / shown;
    } else if view.held.is_none() {
        view.centre -= response.drag_delta() / shown;
    }
    // The photo never leaves the window: half of what is seen stays on every side.
    let half = (rect.size() / shown / 2.0).min(Vec2::splat(0.5));
    view.centre = view.centre.clamp(pos2(half.x, half.y), pos2(1.0 - half.x, 1.0 - half.y));
    let place = Rect::from_min_size(rect.center() - view.centre.to_vec2() * shown, shown);
    Lie { place, scale: fit * view.zoom }
}

/// A finger that comes down takes the point that is there, or places the next one; it moves as long as it is held.
fn touch(ui: &Ui, view: &mut View, work: &mut Work, photo: &Photo, lie: Lie, response: &Response) {
    let (pressed, down, several) = ui
        .input(|input| (input.pointer.primary_pressed(), input.pointer.primary_down(), input.multi_touch().is_some()));
    let finger = response.interact_pointer_pos();
    if several || !down {
        view.held = None;
        return;
    }
    let Some(finger) = finger else { return };
    if pressed && response.is_pointer_button_down_on() {
        let near = |nth: &usize| lie.to_screen(work.points[*nth].at).distance(finger);
        let nearest = (0..work.points.len()).min_by(|a, b| near(a).total_cmp(&near(b)));
        view.held = match nearest.filter(|nth| near(nth) < REACH) {
            Some(nth) => {
                work.active = Some(nth);
                Some((nth, lie.to_screen(work.points[nth].at) - finger))
            }
            None if lie.place.contains(finger) => {
                let placed = Placed { at: lie.to_photo(finger, photo), noise: lie.noise() };
                work.place(placed).map(|nth| (nth, Vec2::ZERO))
            }
            None => None,
        };
        if view.held.is_none() {
            work.active = None;
        }
        return;
    }
    if let Some((nth, from)) = view.held {
        let placed = Placed { at: lie.to_photo(finger + from, photo), noise: lie.noise() };
        if response.drag_delta() != Vec2::ZERO {
            work.move_to(nth, placed);
        }
    }
}

/// The arrow keys move the active point by a pixel while the photo has the focus, which a touch gives it.
fn keys(ui: &Ui, work: &mut Work, photo: &Photo, response: &Response) {
    if response.is_pointer_button_down_on() {
        response.request_focus();
    }
    let Some(active) = work.active.filter(|_| response.has_focus()) else { return };
    // The arrows are the point's and move no focus.
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let by = ui.input(|input| {
        let steps = |back, forth| input.num_presses(forth) as f64 - input.num_presses(back) as f64;
        [steps(Key::ArrowLeft, Key::ArrowRight), steps(Key::ArrowUp, Key::ArrowDown)]
    });
    if by != [0.0; 2] {
        work.nudge(active, by, photo);
    }
}

fn paint(ui: &Ui, painter: &Painter, work: &Work, lie: Lie, scene: &Scene<'_>) {
    let look = scene.look;
    let at: Vec<Pos2> = work.points.iter().map(|point| lie.to_screen(point.at)).collect();
    let (corners, ends) = at.split_at(at.len().min(CORNERS));
    if let Some(quad) = corners.first_chunk::<CORNERS>() {
        outline(painter, look, quad, false);
    } else {
        both(painter, look, corners.windows(2).map(|line| [line[0], line[1]]), look.colours.primary);
    }
    if let [from, to] = ends {
        both(painter, look, [[*from, *to]].into_iter(), look.colours.not_met);
    }
    for (nth, point) in at.iter().enumerate() {
        let colour = if nth < CORNERS { look.colours.primary } else { look.colours.not_met };
        let radius = if work.active == Some(nth) { 11.0 } else { 8.0 };
        painter.circle_stroke(*point, radius, Stroke::new(4.5, look.colours.surface));
        painter.circle_stroke(*point, radius, Stroke::new(2.5, colour));
        painter.circle_filled(*point, 1.5, colour);
        sign(painter, look, *point, (super::panel_ui::SIGNS[nth], colour));
        // A place for screen readers; fingers go to the photo below.
        let name = super::panel_ui::point_name(nth, scene.words);
        let id = ui.scope_id().with_salt(IdSalt::new(("point", nth)));
        let place = ui.interact(Rect::from_center_size(*point, Vec2::splat(24.0)), id, Sense::hover());
        place.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    }
}

/// Which point it is, above it on a plate.
fn sign(painter: &Painter, look: &Look, point: Pos2, (sign, colour): (&str, Color32)) {
    let galley = painter.layout_no_wrap(sign.to_owned(), FontId::proportional(look.sizes.label), colour);
    let plate =
        Rect::from_center_size(point - Vec2::Y * (galley.size().y / 2.0 + 16.0), galley.size() + vec2(8.0, 0.0));
    painter.rect_filled(plate, 4.0, look.colours.surface);
    painter.galley(plate.min + vec2(4.0, 0.0), galley, colour);
}

/// The sides of the reference; dashed while they are only offered.
fn outline(painter: &Painter, look: &Look, quad: &[Pos2; 4], offered: bool) {
    let lines = (0..4).map(|k| [quad[k], quad[(k + 1) % 4]]);
    if !offered {
        return both(painter, look, lines, look.colours.primary);
    }
    for line in lines {
        painter.line_segment(line, Stroke::new(5.0, look.colours.surface));
        painter.extend(egui::Shape::dashed_line(&line, Stroke::new(3.0, look.colours.primary), 12.0, 6.0));
    }
}

/// Lines with a bright border: seen on bright and on dark ground.
fn both(painter: &Painter, look: &Look, lines: impl Iterator<Item = [Pos2; 2]>, colour: Color32) {
    for line in lines {
        painter.line_segment(line, Stroke::new(4.5, look.colours.surface));
        painter.line_segment(line, Stroke::new(2.5, colour));
    }
}

/// Where the next point is looked for, as a share of the photo: zooming goes there.
pub fn focus(work: &Work, photo: &Photo) -> Option<Pos2> {
    let nth = work.active.or_else(|| (work.step() == Step::Done).then_some(CORNERS))?;
    let at = work.points.get(nth)?.at;
    Some(pos2(at[0] as f32 / photo.width.max(1) as f32, at[1] as f32 / photo.height.max(1) as f32))
}
