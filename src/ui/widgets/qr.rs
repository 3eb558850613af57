//! A QR code on a white sheet, whatever the colours of the screen: cameras want dark on light.

use egui::{Color32, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::report::qr::Qr;
use crate::ui::theme::Look;

/// Modules of white around a code, which a camera needs to find it.
const QUIET: usize = 4;

/// Shows the code in a square of at most `side` points.
pub fn show(ui: &mut Ui, look: &Look, code: &Qr, side: f32, name: &str) -> Response {
    let modules = code.size + 2 * QUIET;
    // Whole pixels, so that all modules are alike.
    let pixels = ui.ctx().pixels_per_point();
    let module = (side.min(ui.available_width()) * pixels / modules as f32).floor().max(1.0) / pixels;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(module * modules as f32), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    ui.painter().rect_filled(rect, look.corner(), Color32::WHITE);
    for &[column, row, length] in &code.runs {
        let corner = pos2(at(rect.left(), column, module), at(rect.top(), row, module));
        let run = Rect::from_min_size(corner, vec2(length as f32 * module, module));
        ui.painter().rect_filled(run, 0.0, look.code_ink());
    }
    response
}

fn at(edge: f32, modules: usize, module: f32) -> f32 {
    edge + (modules + QUIET) as f32 * module
}
