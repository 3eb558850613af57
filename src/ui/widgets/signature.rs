//! A pad to sign on with a finger or pen. Strokes are points in ten-thousandths of its width and height.

use egui::{
    Color32, Event, IdSalt, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::touchable;
use crate::limits::MAX_SIGNATURE_POINTS;
use crate::ui::theme::Look;

/// Width over height of every pad: a signature keeps its shape on every screen.
pub const ASPECT: f32 = 2.0;
/// Least height in points: below it a name in Chinese cannot be written with a finger.
const LEAST_HEIGHT: f32 = 200.0;
const MOST_HEIGHT: f32 = 320.0;
/// Points nearer than this to the last one (in points of the screen) add nothing.
const NEAR: f32 = 1.5;

/// Strokes, each a run of points in ten-thousandths of the pad's width and height.
pub type Strokes = Vec<Vec<[u16; 2]>>;

/// Shows the pad; returns whether a stroke was finished.
///
/// The pad senses the drag from the first point on, so the list behind it does not scroll away.
pub fn pad(ui: &mut Ui, look: &Look, name: &str, hint: &str, strokes: &mut Strokes) -> bool {
    let width = ui.available_width().clamp(LEAST_HEIGHT * ASPECT, MOST_HEIGHT * ASPECT);
    let size = vec2(width, width / ASPECT);
    let response = touchable(ui, size, IdSalt::new("pad"), Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::Canvas, ui.is_enabled(), name));
    let finished = ui.is_enabled() && write(ui, &response, strokes);
    paint_pad(ui, look, response.rect);
    if strokes.is_empty() {
        let font = egui::FontId::proportional(look.sizes.body);
        ui.painter().text(response.rect.center(), egui::Align2::CENTER_CENTER, hint, font, look.colours.muted);
    }
    paint(ui, response.rect, strokes, look.colours.ink);
    finished
}

/// Shows a signature without taking a new one.
pub fn shown(ui: &mut Ui, look: &Look, name: &str, height: f32, strokes: &Strokes) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(height * ASPECT, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    ui.painter().rect_filled(rect, look.corner(), look.colours.raised);
    paint(ui, rect, strokes, look.colours.ink);
    response
}

fn write(ui: &Ui, response: &Response, strokes: &mut Strokes) -> bool {
    let rect = response.rect;
    if response.drag_started()
        && let Some(origin) = ui.input(|input| input.pointer.press_origin())
    {
        strokes.push(vec![to_parts(rect, origin)]);
    }
    if response.dragged() {
        // All positions since the last frame: a quick hand moves far in 16 ms.
        let moves: Vec<Pos2> = ui.input(|input| {
            input
                .events
                .iter()
                .filter_map(|event| if let Event::PointerMoved(at) = event { Some(*at) } else { None })
                .collect()
        });
        let room = MAX_SIGNATURE_POINTS.saturating_sub(strokes.iter().map(Vec::len).sum());
        if let Some(stroke) = strokes.last_mut() {
            for at in moves.into_iter().take(room) {
                let far = stroke.last().is_none_or(|&last| from_parts(rect, last).distance(at) >= NEAR);
                if far {
                    stroke.push(to_parts(rect, at));
                }
            }
        }
    }
    response.drag_stopped()
}

fn to_parts(rect: Rect, at: Pos2) -> [u16; 2] {
    let share = |v: f32| (v.clamp(0.0, 1.0) * 10_000.0).round() as u16;
    [share((at.x - rect.left()) / rect.width()), share((at.y - rect.top()) / rect.height())]
}

fn from_parts(rect: Rect, [x, y]: [u16; 2]) -> Pos2 {
    pos2(rect.left() + f32::from(x) / 10_000.0 * rect.width(), rect.top() + f32::from(y) / 10_000.0 * rect.height())
}

fn paint_pad(ui: &Ui, look: &Look, rect: Rect) {
    ui.painter().rect(rect, look.corner(), look.colours.surface, look.outline_stroke(), StrokeKind::Inside);
    let base = rect.bottom() - rect.height() * 0.2;
    let line = Stroke::new(1.0, look.colours.control);
    ui.painter().hline(rect.x_range().shrink(look.space.l), base, line);
}

/// Paints strokes into `rect`, with a width that suits its size.
pub fn paint(ui: &Ui, rect: Rect, strokes: &Strokes, ink: Color32) {
    let width = (rect.height() / 70.0).max(1.2);
    for stroke in strokes {
        let points: Vec<Pos2> = stroke.iter().map(|&at| from_parts(rect, at)).collect();
        match points[..] {
            [] => {}
            [at] => {
                ui.painter().circle_filled(at, width, ink);
            }
            _ => {
                ui.painter().add(Shape::line(points, Stroke::new(width, ink)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_keep_their_place_at_every_size() {
        let small = Rect::from_min_size(pos2(10.0, 20.0), vec2(400.0, 200.0));
        let parts = to_parts(small, pos2(110.0, 170.0));
        assert_eq!(parts, [2_500, 7_500]);
        assert_eq!(to_parts(small, pos2(-50.0, 999.0)), [0, 10_000]);
        let large = Rect::from_min_size(Pos2::ZERO, vec2(800.0, 400.0));
        assert_eq!(from_parts(large, parts), pos2(200.0, 300.0));
    }
}
