//! How far something is.

use egui::{Color32, Pos2, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, vec2};

use super::icon::arc;
use super::{Icon, Tone};
use crate::ui::theme::Look;

/// A bar as wide as the room. `share` is 0 to 1; `name` says it in words.
pub fn bar(ui: &mut Ui, look: &Look, share: f32, name: &str) -> Response {
    let height = look.space.s;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    tell(ui, &response, share, name);
    let radius = (height / 2.0) as u8;
    ui.painter().rect(rect, radius, look.colours.raised, look.outline_stroke(), egui::StrokeKind::Inside);
    let mut done = rect;
    done.set_width(rect.width() * share.clamp(0.0, 1.0));
    ui.painter().rect_filled(done, radius, look.colours.primary);
    response
}

/// A ring of `side` points; a check once all is done.
pub fn ring(ui: &mut Ui, look: &Look, share: f32, side: f32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    tell(ui, &response, share, name);
    paint_ring(ui, look, share, rect.center(), side);
    response
}

/// Paints a ring without taking room, for use inside other widgets.
pub fn paint_ring(ui: &Ui, look: &Look, share: f32, centre: Pos2, side: f32) {
    let width = (side / 8.0).max(2.0);
    let radius = side / 2.0 - width;
    if share >= 1.0 {
        let tone: Color32 = Tone::Good.ink(look);
        ui.painter().circle_stroke(centre, radius, Stroke::new(width / 2.0, tone));
        Icon::Check.paint(ui.painter(), egui::Rect::from_center_size(centre, Vec2::splat(side * 0.62)), tone);
        return;
    }
    ui.painter().circle_stroke(centre, radius, Stroke::new(width / 2.0, look.colours.control));
    if share > 0.0 {
        let points = arc(centre, radius, -90.0, -90.0 + 360.0 * share);
        ui.painter().add(Shape::line(points, Stroke::new(width * 1.4, look.colours.primary)));
    }
}

fn tell(ui: &Ui, response: &Response, share: f32, name: &str) {
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(share)),
        ..WidgetInfo::labeled(Role::ProgressIndicator, ui.is_enabled(), name)
    });
}
