//! Buttons: one loud one per screen, plain ones, quiet ones, and those that destroy.

use egui::{Color32, IdSalt, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::{Icon, focus_ring, is_pressed, left_box, shade, touchable_beyond, widest, wrapped};
use crate::app::settings::Theme;
use crate::ui::theme::Look;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary,
    Plain,
    Quiet,
    Danger,
}

/// A button with words, an icon, or both.
#[must_use = "call `show`"]
pub struct Button<'a> {
    kind: Kind,
    text: &'a str,
    icon: Option<Icon>,
    icon_after: bool,
    name: Option<String>,
    salt: IdSalt,
    width: f32,
    size: Option<Vec2>,
    selected: Option<bool>,
    tint: Option<Color32>,
    small: bool,
    flush: bool,
    enabled: bool,
}

impl<'a> Button<'a> {
    fn new(kind: Kind, text: &'a str) -> Self {
        Self {
            kind,
            text,
            icon: None,
            icon_after: false,
            name: None,
            salt: IdSalt::new(("button", text)),
            width: 0.0,
            size: None,
            selected: None,
            tint: None,
            small: false,
            flush: false,
            enabled: true,
        }
    }

    /// What one came for: at most one on a screen.
    pub fn primary(text: &'a str) -> Self {
        Self::new(Kind::Primary, text)
    }

    pub fn plain(text: &'a str) -> Self {
        Self::new(Kind::Plain, text)
    }

    /// Without an outline, for what is seldom needed.
    pub fn quiet(text: &'a str) -> Self {
        Self::new(Kind::Quiet, text)
    }

    /// Destroys something.
    pub fn danger(text: &'a str) -> Self {
        Self::new(Kind::Danger, text)
    }

    /// An icon alone, which needs a name.
    pub fn icon_only(icon: Icon, name: impl Into<String>) -> Self {
        Self::quiet("").icon(icon).named(name).salt(icon)
    }

    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Puts the icon behind the words.
    pub fn icon_after(mut self, icon: Icon) -> Self {
        self.icon_after = true;
        self.icon(icon)
    }

    /// What a screen reader says, and a test looks for, when the words alone are not enough.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Tells it apart from the others of its scope; needed where the words change or stand twice.
    pub fn salt(mut self, salt: impl std::hash::Hash + std::fmt::Debug) -> Self {
        self.salt = IdSalt::new(("button", salt));
        self
    }

    /// Gives it an outline and a ground, like a plain button.
    pub fn outlined(mut self) -> Self {
        self.kind = Kind::Plain;
        self
    }

    /// Another colour for the icon: the state of what the button leads to.
    pub fn tint(mut self, colour: Color32) -> Self {
        self.tint = Some(colour);
        self
    }

    /// At least this wide, in points.
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// As wide as the room.
    pub fn wide(self) -> Self {
        self.width(f32::INFINITY)
    }

    /// Exactly this size.
    pub fn size(mut self, size: Vec2) -> Self {
        self.size = Some(size);
        self
    }

    /// Shows it greyed when it may not be tapped now.
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// In smaller letters, for what is seldom needed; as large to touch.
    pub fn small(mut self) -> Self {
        self.small = true;
        self
    }

    /// Its words begin where other texts of the column begin: the room to touch reaches beyond them.
    pub fn flush(mut self) -> Self {
        self.flush = true;
        self
    }

    /// Makes it a switch that is on or off: shown by its ground and told to screen readers.
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = Some(selected);
        self
    }

    pub fn show(self, ui: &mut Ui, look: &Look) -> Response {
        let (fill, ink, stroke) = self.face(look);
        let (fill, ink, stroke) = if self.enabled { (fill, ink, stroke) } else { greyed(fill, ink, stroke) };
        let letters = if self.small { look.sizes.label } else { look.sizes.body };
        let side = if self.icon.is_some() { (letters * 1.25).round() } else { 0.0 };
        let gap = if self.icon.is_some() && !self.text.is_empty() { look.space.s } else { 0.0 };
        let padding = match (self.text.is_empty(), self.kind) {
            (true, _) => Vec2::splat(((look.target - side) / 2.0).max(look.space.xs)),
            (false, Kind::Quiet) => vec2(look.space.s, look.space.s),
            (false, _) => vec2(look.space.l, look.space.s),
        };
        let room = self.size.map_or_else(|| widest(ui), |size| size.x);
        let padding = if self.size.is_some() { Vec2::splat(look.space.xs) } else { padding };
        let galley = wrapped(ui, self.text, letters, ink, room - 2.0 * padding.x - side - gap);
        let inner = vec2(side + gap + galley.size().x, galley.size().y.max(side));
        let least = vec2(look.target.max(self.width.min(room)), look.target);
        let size = self.size.unwrap_or((inner + 2.0 * padding).max(least));

        let beyond = if self.flush { padding.x } else { 0.0 };
        let response =
            touchable_beyond(ui, size, beyond, self.salt, if self.enabled { Sense::click() } else { Sense::hover() });
        let name = self.name.as_deref().unwrap_or(self.text);
        response.widget_info(|| WidgetInfo {
            selected: self.selected,
            ..WidgetInfo::labeled(Role::Button, self.enabled && ui.is_enabled(), name)
        });
        if ui.is_rect_visible(response.rect) {
            let fill = if is_pressed(&response) { shade(fill, ink) } else { fill };
            ui.painter().rect(response.rect, look.corner(), fill, stroke, StrokeKind::Inside);
            let left = response.rect.center().x - inner.x / 2.0;
            let (icon_left, text_left) =
                if self.icon_after { (left + galley.size().x + gap, left) } else { (left, left + side + gap) };
            if let Some(icon) = self.icon {
                icon.paint(ui.painter(), left_box(response.rect, icon_left, side), self.tint.unwrap_or(ink));
            }
            let top = response.rect.center().y - galley.size().y / 2.0;
            ui.painter().galley(egui::pos2(text_left, top), galley, ink);
            focus_ring(ui, &response, look);
        }
        response
    }

    fn face(&self, look: &Look) -> (Color32, Color32, Stroke) {
        let colours = &look.colours;
        if self.selected == Some(true) && look.theme == Theme::Sunlight {
            // In the sun a soft ground is no ground: ink on white says nothing.
            return (colours.primary, colours.on_primary, Stroke::new(2.0, colours.primary));
        }
        if self.selected == Some(true) {
            return (colours.primary_soft, colours.primary, Stroke::new(2.0, colours.primary));
        }
        match self.kind {
            Kind::Primary => (colours.primary, colours.on_primary, Stroke::NONE),
            Kind::Plain => (colours.surface, colours.ink, look.outline_stroke()),
            Kind::Quiet => (Color32::TRANSPARENT, colours.primary, Stroke::NONE),
            Kind::Danger => (colours.surface, colours.danger, Stroke::new(look.outline, colours.danger)),
        }
    }
}

fn greyed(fill: Color32, ink: Color32, stroke: Stroke) -> (Color32, Color32, Stroke) {
    let grey = |colour: Color32| colour.gamma_multiply(0.45);
    (grey(fill), grey(ink), Stroke::new(stroke.width, grey(stroke.color)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::settings::{Hand, TextSize};

    #[test]
    fn a_chosen_button_differs_by_its_ground_in_every_light() {
        for theme in [Theme::Light, Theme::Dark, Theme::Sunlight] {
            let look = Look::new(theme, TextSize::new(100), Hand::Right);
            let ground = |chosen| Button::plain("").selected(chosen).face(&look).0;
            assert_ne!(ground(true), ground(false), "{theme:?}");
        }
    }
}
