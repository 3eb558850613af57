//! Chips: a choice one taps. A mark and the ground both show whether it is chosen.

use egui::{Color32, IdSalt, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{Icon, focus_ring, is_pressed, left_box, shade, touchable, widest, wrapped};
use crate::ui::theme::Look;

/// One choice.
#[must_use = "call `show`"]
pub struct Chip<'a> {
    text: &'a str,
    name: Option<String>,
    salt: IdSalt,
    chosen: bool,
    many: bool,
    icon: Option<Icon>,
    colour: Option<Color32>,
    width: f32,
    small: bool,
}

impl<'a> Chip<'a> {
    fn new(text: &'a str, chosen: bool, many: bool) -> Self {
        let salt = IdSalt::new(("chip", text));
        Self { text, name: None, salt, chosen, many, icon: None, colour: None, width: 0.0, small: false }
    }

    /// One of several that exclude each other.
    pub fn one(text: &'a str, chosen: bool) -> Self {
        Self::new(text, chosen, false)
    }

    /// One of several that may stand together.
    pub fn many(text: &'a str, chosen: bool) -> Self {
        Self::new(text, chosen, true)
    }

    /// See [`super::Button::named`].
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// See [`super::Button::salt`].
    pub fn salt(mut self, salt: impl std::hash::Hash + std::fmt::Debug) -> Self {
        self.salt = IdSalt::new(("chip", salt));
        self
    }

    /// Shows this icon instead of the empty and the filled mark.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The ground when chosen; the primary colour when not set.
    pub fn colour(mut self, colour: Color32) -> Self {
        self.colour = Some(colour);
        self
    }

    /// At least this wide, in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// In smaller letters, for what is seldom needed; as large to touch.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    pub fn show(self, ui: &mut Ui, look: &Look) -> Response {
        let colours = &look.colours;
        let ground = self.colour.unwrap_or(colours.primary);
        let (fill, ink, mark) = match self.chosen {
            true => (ground, colours.surface, colours.surface),
            false => (colours.surface, colours.ink, self.colour.unwrap_or(colours.control)),
        };
        let letters = if self.small { look.sizes.label } else { look.sizes.body };
        let side = (letters * 1.2).round();
        let padding = vec2(if self.small { look.space.s } else { look.space.m }, look.space.s);
        let room = widest(ui);
        let galley = wrapped(ui, self.text, letters, ink, room - 2.0 * padding.x - side - look.space.s);
        let inner = vec2(side + look.space.s + galley.size().x, galley.size().y.max(side));
        let size = (inner + 2.0 * padding).max(vec2(look.target.max(self.width.min(room)), look.target));

        let response = touchable(ui, size, self.salt, Sense::click());
        let role = if self.many { Role::CheckBox } else { Role::RadioButton };
        let name = self.name.as_deref().unwrap_or(self.text);
        response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), self.chosen, name));
        if ui.is_rect_visible(response.rect) {
            let fill = if is_pressed(&response) { shade(fill, ink) } else { fill };
            let stroke = if self.chosen { Stroke::new(look.outline, ground) } else { look.outline_stroke() };
            ui.painter().rect(response.rect, look.corner(), fill, stroke, StrokeKind::Inside);
            let left = response.rect.left() + padding.x;
            self.mark().paint(ui.painter(), left_box(response.rect, left, side), mark);
            let top = response.rect.center().y - galley.size().y / 2.0;
            ui.painter().galley(egui::pos2(left + side + look.space.s, top), galley, ink);
            focus_ring(ui, &response, look);
        }
        response
    }

    fn mark(&self) -> Icon {
        match (self.icon, self.many, self.chosen) {
            (Some(icon), _, _) => icon,
            (None, false, false) => Icon::Circle,
            (None, false, true) => Icon::Disc,
            (None, true, false) => Icon::Square,
            (None, true, true) => Icon::SquareCheck,
        }
    }
}
