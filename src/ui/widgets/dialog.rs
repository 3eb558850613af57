//! What comes to the front: a sheet from the lower edge, and a question with large buttons.

use egui::{Align2, Context, Frame, Id, Modal, ScrollArea, Ui, Vec2, vec2};

use super::{Button, text};
use crate::ui::theme::Look;

/// What a sheet gave back.
pub struct Shown<T> {
    pub inner: T,
    /// Tapped beside it, or Escape.
    pub closed: bool,
}

/// Shows `content` in front of everything: at the lower edge of an upright tablet, where thumbs are, else in the
/// middle. It scrolls when it is higher than the window.
pub fn sheet<T>(ctx: &Context, look: &Look, id: Id, title: &str, content: impl FnOnce(&mut Ui) -> T) -> Shown<T> {
    let window = ctx.content_rect();
    let upright = window.height() > window.width();
    let anchor = if upright { Align2::CENTER_BOTTOM } else { Align2::CENTER_CENTER };
    let margin = look.space.l;
    let width = if upright { window.width() } else { (560.0 * look.factor).min(window.width() - 4.0 * margin) };
    let frame = Frame::new()
        .fill(look.colours.surface)
        .stroke(look.outline_stroke())
        .corner_radius(look.corner())
        .shadow(look.float_shadow())
        .inner_margin(look.margin(margin));
    let area = Modal::default_area(id).anchor(anchor, Vec2::ZERO);
    let shown = Modal::new(id).area(area).backdrop_color(look.scrim()).frame(frame).show(ctx, |ui| {
        ui.set_width(width - 2.0 * margin - 2.0);
        if !title.is_empty() {
            text(ui, look.heading(title));
        }
        let height = window.height() - 4.0 * margin - look.sizes.heading * 2.0;
        // An area in the middle believes that it has only the lower half of the window.
        ui.set_max_height(height);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, content).inner
    });
    let closed = shown.should_close();
    Shown { inner: shown.inner, closed }
}

/// Words of a question that is answered before anything goes on.
pub struct Question<'a> {
    pub title: &'a str,
    pub words: &'a str,
    pub yes: &'a str,
    pub no: &'a str,
    /// "Yes" destroys something.
    pub danger: bool,
}

/// Asks; returns the answer once there is one. Tapping beside it means no.
pub fn ask(ctx: &Context, look: &Look, id: Id, question: &Question<'_>) -> Option<bool> {
    let shown = sheet(ctx, look, id, question.title, |ui| {
        text(ui, look.body(question.words));
        ui.add_space(look.space.m);
        let yes = if question.danger { Button::danger(question.yes) } else { Button::primary(question.yes) };
        let yes = yes.salt("yes").wide().show(ui, look).clicked();
        let no = Button::plain(question.no).salt("no").wide().show(ui, look).clicked();
        match (yes, no) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    });
    shown.inner.or(shown.closed.then_some(false))
}

/// The size of a dialog's illustration or list row that fits beside the buttons.
pub fn row_size(ui: &Ui, look: &Look) -> Vec2 {
    vec2(ui.available_width(), look.target)
}
