//! The place under the finger, enlarged beside it: the finger hides what one points at.

use egui::{Color32, Pos2, Rect, Shape, Stroke, StrokeKind, TextureId, Ui, Vec2, pos2, vec2};

use crate::ui::theme::Look;

/// Side of the magnifier, in points at 100 %.
const SIDE: f32 = 168.0;
/// How many times larger than the photo is shown.
pub const TIMES: f32 = 3.0;
/// From the finger to the middle of the magnifier.
const AWAY: f32 = 140.0;

/// Shows what is around `point` of the photo, which lies at `place`, away from `finger` and inside `room`.
pub fn show(ui: &Ui, look: &Look, photo: (TextureId, Rect), point: Pos2, room: Rect) {
    let (texture, place) = photo;
    let glass = Rect::from_center_size(beside(point, room), Vec2::splat(SIDE));
    let painter = ui.painter().with_clip_rect(room);
    painter.rect_filled(glass, 0.0, look.colours.raised);
    // What is seen: a third of the glass's size around the point.
    let seen = Rect::from_center_size(point, glass.size() / TIMES);
    let shown = seen.intersect(place);
    if shown.is_positive() {
        let uv = |at: Pos2| pos2((at.x - place.left()) / place.width(), (at.y - place.top()) / place.height());
        let to = |at: Pos2| glass.min + (at - seen.min) * TIMES;
        let uv = Rect::from_min_max(uv(shown.min), uv(shown.max));
        painter.image(texture, Rect::from_min_max(to(shown.min), to(shown.max)), uv, Color32::WHITE);
    }
    cross(&painter, look, glass);
    painter.rect_stroke(glass, 0.0, Stroke::new(2.0, look.colours.primary), StrokeKind::Outside);
}

/// Cross hairs with a gap in the middle, so that the very spot is seen; dark on bright and bright on dark.
fn cross(painter: &egui::Painter, look: &Look, glass: Rect) {
    let middle = glass.center();
    let (gap, end) = (7.0, SIDE / 2.0);
    for (width, colour) in [(3.0, look.colours.surface), (1.2, look.colours.not_met)] {
        for way in [vec2(1.0, 0.0), vec2(-1.0, 0.0), vec2(0.0, 1.0), vec2(0.0, -1.0)] {
            let line = [middle + way * gap, middle + way * end];
            painter.add(Shape::line_segment(line, Stroke::new(width, colour)));
        }
    }
    painter.circle_filled(middle, 1.2, look.colours.not_met);
}

/// Above the finger; at the upper edge beside it, on the side with more room.
fn beside(finger: Pos2, room: Rect) -> Pos2 {
    let inside = room.shrink(SIDE / 2.0 + 4.0);
    let within = |at: Pos2| {
        pos2(
            at.x.clamp(inside.left(), inside.right().max(inside.left())),
            at.y.clamp(inside.top(), inside.bottom().max(inside.top())),
        )
    };
    let above = within(finger - vec2(0.0, AWAY));
    if finger.y - above.y >= SIDE / 2.0 + 20.0 {
        return above;
    }
    let side = if finger.x < room.center().x { AWAY } else { -AWAY };
    within(finger + vec2(side, 0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_magnifier_never_lies_under_the_finger_nor_outside() {
        let room = Rect::from_min_size(pos2(100.0, 60.0), vec2(700.0, 500.0));
        for x in 0..=10 {
            for y in 0..=10 {
                let finger = room.min + vec2(70.0 * x as f32, 50.0 * y as f32);
                let glass = Rect::from_center_size(beside(finger, room), Vec2::splat(SIDE));
                assert!(!glass.contains(finger), "{finger:?} {glass:?}");
                assert!(room.contains_rect(glass), "{finger:?} {glass:?}");
            }
        }
    }
}
