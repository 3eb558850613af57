//! The sheet something stands on.

use egui::{Frame, InnerResponse, Stroke, Ui};

use crate::ui::theme::Look;

/// A sheet with a hairline around it.
pub fn sheet(look: &Look) -> Frame {
    Frame::new()
        .fill(look.colours.surface)
        .stroke(look.hairline_stroke())
        .corner_radius(look.corner())
        .inner_margin(look.margin(look.space.l))
}

/// The sheet one is working on.
pub fn current(look: &Look) -> Frame {
    // Black hairlines are everywhere in sunlight; there the current sheet needs a stronger one.
    sheet(look).stroke(Stroke::new(2.0 * look.outline, look.colours.primary))
}

/// A box on a sheet: guidance, a remark.
pub fn boxed(look: &Look) -> Frame {
    sheet(look).fill(look.colours.raised).inner_margin(look.margin(look.space.m))
}

/// Shows `content` on a sheet as wide as the room.
pub fn show<R>(ui: &mut Ui, look: &Look, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    sheet(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        content(ui)
    })
}
