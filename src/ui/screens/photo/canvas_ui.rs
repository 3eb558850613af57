//! The photo itself: one finger draws with the chosen tool, two fingers move and magnify, always.

use egui::epaint::Mesh;
use egui::{Color32, Event, Id, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2};

use super::data::{Data, mark_name};
use super::edit::{Gesture, Outcome, Sheet, State, Tool};
use super::view;
use crate::app::command::Command;
use crate::app::marks::MarksCommand;
use crate::dossier::marks::{Placed, handles};
use crate::id::RowId;
use crate::photo::marks::{self as drawing, Stroke as BlurStroke, blur};
use crate::ui::scene::Scene;
use crate::ui::textures::{Picture, Size};
use crate::ui::widgets::marks::Shown;
use crate::value::{Mark, MarkKind, Photo};

/// Corners of a round end of the blur brush.
const ROUND: usize = 20;

/// Shows the photo in all the room there is, and returns that room.
pub fn show(ui: &mut Ui, state: &mut State, data: &Data, photo: &Photo, scene: &mut Scene<'_>) -> Rect {
    let sides = [photo.width, photo.height];
    let (_, room) = ui.allocate_space(ui.available_size());
    let canvas = ui.scope_id().with("canvas");
    let response = ui.interact(room, canvas, Sense::click_and_drag());
    let name = scene.words.text("marks-canvas");
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));

    look_around(ui, state, room, sides, &response);
    let shown = state.view.shown(room, sides);
    let near = scene.look.target / 2.0 / shown.scale();
    let outcome = fingers(ui, state, data, (&shown, room), near, &response);
    carry_out(state, data, outcome, scene);

    let painter = ui.painter().with_clip_rect(room);
    picture(ui, &painter, &shown, room, photo, scene);
    strokes(ui, &painter, &shown, state, photo, scene);
    let draft = state.draft(&data.marks, sides);
    for placed in &data.marks {
        let moved = draft.as_ref().filter(|(row, _)| *row == Some(placed.row)).map(|(_, mark)| mark);
        shown.paint(&painter, moved.unwrap_or(&placed.mark));
    }
    if let Some((None, mark)) = &draft {
        shown.paint(&painter, mark);
    }
    if let Some(Sheet::Words { row: None, mark, .. }) = &state.sheet {
        shown.paint(&painter, mark);
    }
    for placed in data.marks.iter().filter(|placed| placed.is_conflict()) {
        doubt(&painter, anchor(&shown, &placed.mark), scene);
    }
    if data.is_open() {
        names(ui, state, data, (&shown, room), canvas, scene);
        selection(ui, state, data, (&shown, room), canvas, scene);
    }
    room
}

/// Pinching, the wheel, and one finger with the hand.
fn look_around(ui: &Ui, state: &mut State, room: Rect, sides: [u32; 2], response: &Response) {
    let (touches, pinch, down) =
        ui.input(|input| (input.multi_touch(), input.zoom_delta(), input.pointer.any_down() || input.any_touches()));
    if let Some(touches) = touches {
        // The second finger says that the first did not mean to draw.
        state.gesture = Gesture::None;
        state.pinched = true;
        state.view.pinch(room, sides, touches.zoom_delta, touches.center_pos);
        state.view.push(room, sides, touches.translation_delta);
    } else if pinch != 1.0 && response.contains_pointer() {
        let at = ui.input(|input| input.pointer.hover_pos()).unwrap_or(room.center());
        state.view.pinch(room, sides, pinch, at);
    } else if !down {
        state.pinched = false;
    }
    if state.gesture == Gesture::Pan && response.dragged() {
        state.view.push(room, sides, response.drag_delta());
    }
    state.view.hold(room, sides);
}

/// What one finger does.
fn fingers(
    ui: &Ui,
    state: &mut State,
    data: &Data,
    (shown, room): (&Shown, Rect),
    near: f32,
    response: &Response,
) -> Outcome {
    if state.pinched {
        return Outcome::Nothing;
    }
    if response.drag_started()
        && let Some(origin) = ui.input(|input| input.pointer.press_origin())
    {
        if data.is_open() {
            state.press(&data.marks, shown.sides, view::spot(shown, origin), shown.pixel(origin), near);
        } else {
            state.gesture = Gesture::Pan;
        }
    }
    if response.dragged() {
        for at in moves(ui) {
            state.drag(view::spot(shown, at));
        }
    }
    if response.drag_stopped() {
        return state.release(&data.marks, shown.sides);
    }
    match response.interact_pointer_pos().filter(|at| response.clicked() && room.contains(*at)) {
        Some(at) if data.is_open() && shown.place.contains(at) => {
            state.tap(&data.marks, shown.sides, view::spot(shown, at), shown.pixel(at), near)
        }
        _ => Outcome::Nothing,
    }
}

/// All positions since the last frame: a quick hand moves far in 16 ms.
fn moves(ui: &Ui) -> Vec<Pos2> {
    let moved = |event: &Event| if let Event::PointerMoved(at) = event { Some(*at) } else { None };
    ui.input(|input| input.events.iter().filter_map(moved).collect())
}

fn carry_out(state: &mut State, data: &Data, outcome: Outcome, scene: &mut Scene<'_>) {
    let photo = data.path.clone();
    match outcome {
        Outcome::Nothing => {}
        Outcome::Add(mark) => {
            let row = RowId::mint();
            state.selected = Some(row);
            scene.out.push(Command::Marks(MarksCommand::Add { photo, row, mark }));
        }
        Outcome::Set(row, mark) => scene.out.push(Command::Marks(MarksCommand::Set { photo, row, mark })),
        Outcome::Ask(mark) => state.sheet = Some(Sheet::Words { row: None, mark, text: String::new() }),
    }
}

fn picture(ui: &Ui, painter: &Painter, shown: &Shown, room: Rect, photo: &Photo, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    let say = |key: &str, colour: Color32| {
        let font = egui::FontId::proportional(look.sizes.body);
        painter.text(room.center(), egui::Align2::CENTER_CENTER, words.text(key), font, colour);
    };
    match scene.textures.get(ui.ctx(), photo.hash, Size::Full) {
        Picture::Ready { id, .. } => {
            painter.image(id, shown.place, whole, Color32::WHITE);
        }
        Picture::Loading => say("photo-loading", look.colours.muted),
        Picture::Failed => say("photo-missing", look.colours.not_met),
    }
}

/// What the brush has gone over, as it will look.
fn strokes(ui: &Ui, painter: &Painter, shown: &Shown, state: &State, photo: &Photo, scene: &mut Scene<'_>) {
    let under_way = match (&state.gesture, state.tool) {
        (Gesture::Trail(trail), Tool::Blur) => Some(BlurStroke { points: trail.clone(), radius: state.brush.radius() }),
        _ => None,
    };
    if state.strokes.is_empty() && under_way.is_none() {
        return;
    }
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(shown.place));
    let blurred = match scene.textures.get(ui.ctx(), photo.hash, Size::Blurred) {
        Picture::Ready { id, .. } => Some(id),
        Picture::Loading | Picture::Failed => None,
    };
    for stroke in state.strokes.iter().chain(&under_way) {
        let mut mesh = blurred.map_or_else(Mesh::default, Mesh::with_texture);
        let colour = if blurred.is_some() { Color32::WHITE } else { scene.look.colours.control };
        let radius = blur::radius(stroke, shown.sides) * shown.scale();
        let points: Vec<Pos2> = stroke.points.iter().map(|&spot| view::at(shown, spot)).collect();
        let mut area = |corners: &[Pos2]| {
            let first = mesh.vertices.len() as u32;
            for &pos in corners {
                let share = (pos - shown.place.min) / shown.place.size();
                let uv = if blurred.is_some() { share.to_pos2() } else { egui::epaint::WHITE_UV };
                mesh.vertices.push(egui::epaint::Vertex { pos, uv, color: colour });
            }
            for corner in 2..corners.len() as u32 {
                mesh.add_triangle(first, first + corner - 1, first + corner);
            }
        };
        for &point in &points {
            let round = (0..ROUND).map(|corner| std::f32::consts::TAU * corner as f32 / ROUND as f32);
            area(&round.map(|angle| point + Vec2::angled(angle) * radius).collect::<Vec<_>>());
        }
        for (&from, &to) in points.iter().zip(points.iter().skip(1)) {
            let side = (to - from).normalized().rot90() * radius;
            area(&[from + side, to + side, to - side, from - side]);
        }
        painter.add(Shape::mesh(mesh));
    }
}

/// A place on a mark by which it is named.
fn anchor(shown: &Shown, mark: &Mark) -> Pos2 {
    let middle = |a: Pos2, b: Pos2| a + (b - a) / 2.0;
    let points: Vec<Pos2> = mark.points.iter().map(|&spot| view::at(shown, spot)).collect();
    match (mark.kind, &points[..]) {
        (MarkKind::Arrow | MarkKind::Dimension, &[from, to]) => middle(from, to),
        (MarkKind::Box, &[from, to]) => pos2(middle(from, to).x, from.y),
        (MarkKind::Ellipse, &[from, to]) => pos2(middle(from, to).x, from.y.min(to.y)),
        (MarkKind::Text, _) => match drawing::words_box(mark, shown.sides) {
            Some([left, top, right, bottom]) => shown.at([(left + right) / 2.0, (top + bottom) / 2.0]),
            None => shown.place.center(),
        },
        (_, points) => points.get(points.len() / 2).copied().unwrap_or(shown.place.center()),
    }
}

/// A question mark where tablets do not agree.
fn doubt(painter: &Painter, at: Pos2, scene: &Scene<'_>) {
    let side = scene.look.target * 0.7;
    let rect = Rect::from_center_size(at, Vec2::splat(side));
    painter.circle(at, side * 0.6, scene.look.colours.surface, Stroke::new(2.0, scene.look.colours.accepted));
    crate::ui::widgets::Icon::Question.paint(painter, rect, scene.look.colours.accepted);
}

/// Every mark has a name and can be selected by it.
fn names(ui: &Ui, state: &mut State, data: &Data, (shown, room): (&Shown, Rect), canvas: Id, scene: &mut Scene<'_>) {
    let near = scene.look.target / 2.0 / shown.scale();
    for placed in &data.marks {
        let at = anchor(shown, &placed.mark);
        if !room.contains(at) {
            continue;
        }
        let rect = Rect::from_center_size(at, Vec2::splat(scene.look.target)).intersect(room);
        let response = ui.interact(rect, canvas.with(placed.row), Sense::click());
        let name = mark_name(scene.words, &data.marks, placed.row);
        let selected = Some(placed.row) == state.selected;
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
        if !response.clicked() || state.pinched {
            continue;
        }
        // A finger means what is nearest to it; a screen reader means this one.
        match response.interact_pointer_pos() {
            Some(at) => {
                let outcome = state.tap(&data.marks, shown.sides, view::spot(shown, at), shown.pixel(at), near);
                carry_out(state, data, outcome, scene);
            }
            None => state.selected = Some(placed.row),
        }
    }
}

/// The frame and the handles of what is selected.
fn selection(
    ui: &Ui,
    state: &mut State,
    data: &Data,
    (shown, room): (&Shown, Rect),
    canvas: Id,
    scene: &mut Scene<'_>,
) {
    let Some(placed) = data.placed(state.selected) else { return };
    let look = scene.look;
    let painter = ui.painter().with_clip_rect(room);
    let draft = state.draft(&data.marks, shown.sides).map(|(_, mark)| mark);
    let mark = draft.as_ref().unwrap_or(&placed.mark);
    if let Some(frame) = frame(shown, mark) {
        let corners =
            [frame.left_top(), frame.right_top(), frame.right_bottom(), frame.left_bottom(), frame.left_top()];
        painter.add(Shape::line(corners.to_vec(), Stroke::new(3.0, look.colours.surface)));
        painter.extend(Shape::dashed_line(&corners, Stroke::new(3.0, look.colours.primary), 8.0, 6.0));
    }
    let mut outcome = Outcome::Nothing;
    for (handle, spot) in handles(mark).into_iter().enumerate() {
        let at = view::at(shown, spot);
        painter.circle(at, look.target * 0.23, look.colours.surface, Stroke::new(3.0, look.colours.primary));
        if room.contains(at) {
            let response = handle_response(ui, at, canvas, handle, scene);
            let result = pull(ui, state, placed, handle, shown, &response, &data.marks);
            if result != Outcome::Nothing {
                outcome = result;
            }
        }
    }
    carry_out(state, data, outcome, scene);
}

fn handle_response(ui: &Ui, at: Pos2, canvas: Id, handle: usize, scene: &Scene<'_>) -> Response {
    let rect = Rect::from_center_size(at, Vec2::splat(scene.look.target));
    let response = ui.interact(rect, canvas.with(("handle", handle)), Sense::drag());
    let name = scene.words.with("marks-handle", &[("number", &(handle + 1).to_string())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response
}

/// Pulls a handle: it keeps its distance from the finger.
fn pull(
    ui: &Ui,
    state: &mut State,
    placed: &Placed,
    handle: usize,
    shown: &Shown,
    response: &Response,
    marks: &[Placed],
) -> Outcome {
    if state.pinched {
        return Outcome::Nothing;
    }
    let Some(&old) = handles(&placed.mark).get(handle) else { return Outcome::Nothing };
    if response.drag_started() {
        state.gesture = Gesture::Pull { row: placed.row, handle, to: old };
    }
    if response.dragged() {
        let (origin, now) = ui.input(|input| (input.pointer.press_origin(), input.pointer.interact_pos()));
        if let (Some(origin), Some(now)) = (origin, now) {
            state.drag(view::spot(shown, view::at(shown, old) + (now - origin)));
        }
    }
    if response.drag_stopped() { state.release(marks, shown.sides) } else { Outcome::Nothing }
}

/// A frame around marks without handles.
fn frame(shown: &Shown, mark: &Mark) -> Option<Rect> {
    let rect = match mark.kind {
        MarkKind::Text => {
            let [left, top, right, bottom] = drawing::words_box(mark, shown.sides)?;
            Rect::from_min_max(shown.at([left, top]), shown.at([right, bottom]))
        }
        MarkKind::Freehand => {
            let points: Vec<Pos2> = mark.points.iter().map(|&spot| view::at(shown, spot)).collect();
            Rect::from_points(&points)
        }
        _ => return None,
    };
    Some(rect.expand(6.0))
}
