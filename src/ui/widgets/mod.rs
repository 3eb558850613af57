//! What a finger touches: own widgets, because egui's are made for a mouse.
//!
//! Every widget takes the [`Look`], is at least [`Look::target`] points high, wraps its text instead of cutting it,
//! and has an accessible name. Identity comes from a salt, never from a label, so a change of language or a new
//! question above does not take the focus away.

pub mod button;
pub mod card;
pub mod chart;
pub mod chip;
pub mod date;
pub mod dialog;
pub mod division;
pub mod drawing;
pub mod icon;
pub mod keypad;
pub mod marks;
pub mod mongolian;
pub mod notice;
pub mod number_field;
pub mod photos;
pub mod progress;
pub mod qr;
pub mod secret_field;
pub mod segmented;
pub mod signature;
pub mod status;
pub mod stepper;
pub mod text_field;

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    Align, Color32, FontId, Galley, Id, IdSalt, InnerResponse, Label, Layout, Rect, Response, RichText, Sense, Stroke,
    StrokeKind, Ui, Vec2, pos2,
};

use super::theme::Look;

pub use button::Button;
pub use chip::Chip;
pub use icon::Icon;
pub use status::Tone;

/// Takes room for something that is tapped, under an id that depends on nothing but the scope and the salt.
pub(crate) fn touchable(ui: &mut Ui, size: Vec2, salt: IdSalt, sense: Sense) -> Response {
    touchable_beyond(ui, size, 0.0, salt, sense)
}

/// The same, reaching so many points to the left of the column.
fn touchable_beyond(ui: &mut Ui, size: Vec2, beyond: f32, salt: IdSalt, sense: Sense) -> Response {
    let (_, mut rect) = ui.allocate_space(size - egui::vec2(beyond, 0.0));
    rect.min.x -= beyond;
    let id = ui.scope_id().with_salt(salt);
    ui.interact(rect, id, sense)
}

/// The width a widget may have at most: in a wrapping row that is the whole row, since it can go to the next one.
pub(crate) fn widest(ui: &Ui) -> f32 {
    let room = if ui.layout().main_wrap() { ui.max_rect().width() } else { ui.available_width() };
    room.max(1.0)
}

/// Lays out text that wraps at `width` points.
pub(crate) fn wrapped(ui: &Ui, text: &str, size: f32, colour: Color32, width: f32) -> Arc<Galley> {
    let job = LayoutJob::simple(text.to_owned(), FontId::proportional(size), colour, width.max(size));
    ui.painter().layout_job(job)
}

/// A row that goes on in the next line when it is full.
pub fn flow<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    ui.with_layout(Layout::left_to_right(Align::Min).with_main_wrap(true), |ui| {
        // Layouts take all height there is unless told otherwise.
        ui.set_max_height(0.0);
        content(ui)
    })
}

/// One column of sheets in the middle of a wide window: longer lines are hard to read.
pub fn column<R>(ui: &mut Ui, look: &Look, content: impl FnOnce(&mut Ui) -> R) -> R {
    let room = ui.available_width();
    let width = room.min(860.0 * look.factor);
    let shown = ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space((room - width) / 2.0);
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing = egui::vec2(look.space.s, look.space.m);
            content(ui)
        })
        .inner
    });
    shown.inner
}

/// Text that wraps, not to be touched.
pub fn text(ui: &mut Ui, text: RichText) -> Response {
    ui.add(Label::new(text).wrap())
}

/// Whether a finger lies on it.
pub(crate) fn is_pressed(response: &Response) -> bool {
    response.is_pointer_button_down_on()
}

/// The ring that shows what the keyboard acts on.
pub(crate) fn focus_ring(ui: &Ui, response: &Response, look: &Look) {
    if response.has_focus() {
        let ring = Stroke::new(2.0 + look.outline, look.colours.focus);
        ui.painter().rect_stroke(response.rect.expand(2.0), look.corner(), ring, StrokeKind::Outside);
    }
}

/// `base` with a little of `over`, for things that are pressed.
pub(crate) fn shade(base: Color32, over: Color32) -> Color32 {
    base.lerp_to_gamma(over, 0.16)
}

/// A rectangle of `size` at the left edge of `inside`, centred vertically.
pub(crate) fn left_box(inside: Rect, left: f32, size: f32) -> Rect {
    Rect::from_center_size(pos2(left + size / 2.0, inside.center().y), Vec2::splat(size))
}

/// An id for what is kept between frames beside a widget.
pub(crate) fn memory_id(ui: &Ui, salt: IdSalt) -> Id {
    ui.scope_id().with_salt(salt).with("memory")
}
