//! How something stands, by colour, icon and word: never by colour alone.

use egui::{Color32, Frame, Painter, Rect, Response, RichText, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::{Icon, text, wrapped};
use crate::app::settings::Theme;
use crate::ui::theme::Look;

/// What a state means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    Neutral,
    /// 达标, done.
    Good,
    /// 可接受, look again.
    Doubtful,
    /// 不达标, must be corrected.
    Bad,
    /// Required and open.
    Missing,
    Refused,
    NotChecked,
}

impl Tone {
    /// The colour of its icon and word, readable on every ground.
    pub fn ink(self, look: &Look) -> Color32 {
        let colours = &look.colours;
        match self {
            Self::Neutral => colours.muted,
            Self::Good => colours.met,
            Self::Doubtful => colours.accepted,
            Self::Bad => colours.not_met,
            Self::Missing => colours.missing,
            Self::Refused => colours.refused,
            Self::NotChecked => colours.not_checked,
        }
    }

    /// The ground of a box that says it.
    pub fn ground(self, look: &Look) -> Color32 {
        let colours = &look.colours;
        match self {
            Self::Good => colours.met_soft,
            Self::Doubtful => colours.accepted_soft,
            Self::Bad => colours.not_met_soft,
            Self::Neutral | Self::Missing | Self::Refused | Self::NotChecked => colours.raised,
        }
    }

    pub const fn icon(self) -> Icon {
        match self {
            Self::Neutral => Icon::Circle,
            Self::Good => Icon::Check,
            Self::Doubtful => Icon::Warning,
            Self::Bad => Icon::Cross,
            Self::Missing => Icon::Pencil,
            Self::Refused => Icon::Hand,
            Self::NotChecked => Icon::Skip,
        }
    }
}

/// A word with its icon in an outline: "必填", "3 项不达标". Not touchable.
pub fn chip(ui: &mut Ui, look: &Look, tone: Tone, words: &str) -> Response {
    chip_with(ui, look, tone, tone.icon(), words)
}

/// The same with another icon.
pub fn chip_with(ui: &mut Ui, look: &Look, tone: Tone, icon: Icon, words: &str) -> Response {
    let ink = tone.ink(look);
    let size = look.sizes.label;
    let padding = vec2(look.space.s, look.space.xs);
    let room = super::widest(ui) - 2.0 * padding.x - size - look.space.xs;
    let galley = wrapped(ui, words, size, ink, room);
    let inner = vec2(size + look.space.xs + galley.size().x, galley.size().y);
    let (rect, response) = ui.allocate_exact_size(inner + 2.0 * padding, Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    if ui.is_rect_visible(rect) {
        let stroke = Stroke::new(look.outline, ink);
        ui.painter().rect(rect, look.corner(), tone.ground(look), stroke, StrokeKind::Inside);
        let left = rect.left() + padding.x;
        icon.paint(ui.painter(), super::left_box(rect, left, size), ink);
        ui.painter().galley(pos2(left + size + look.space.xs, rect.top() + padding.y), galley, ink);
    }
    response
}

/// A word with its icon and nothing around it, for what is as it should be.
pub fn quiet(ui: &mut Ui, look: &Look, tone: Tone, words: &str) -> Response {
    quiet_with(ui, look, tone, tone.icon(), words)
}

/// The same with another icon; it wraps.
pub fn quiet_with(ui: &mut Ui, look: &Look, tone: Tone, icon: Icon, words: &str) -> Response {
    let ink = tone.ink(look);
    let size = look.sizes.label;
    let galley = wrapped(ui, words, size, ink, super::widest(ui) - size - look.space.xs);
    let (rect, response) = ui.allocate_exact_size(vec2(size + look.space.xs, 0.0) + galley.size(), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
    let line = rect.with_max_y(rect.top() + size * 1.4);
    icon.paint(ui.painter(), super::left_box(line, rect.left(), size), ink);
    ui.painter().galley(pos2(rect.left() + size + look.space.xs, rect.top()), galley, ink);
    response
}

/// A box that says something about what stands above it: icon and word in the tone's colour, then more in ink.
pub fn line(ui: &mut Ui, look: &Look, tone: Tone, words: &str, more: &[RichText]) {
    line_with(ui, look, tone, tone.icon(), words, more);
}

/// The same with another icon.
pub fn line_with(ui: &mut Ui, look: &Look, tone: Tone, icon: Icon, words: &str, more: &[RichText]) {
    let ink = tone.ink(look);
    let band = if look.theme == Theme::Sunlight { look.space.m } else { 0.0 };
    let mut margin = look.margin(look.space.m);
    margin.top = look.space.s as i8;
    margin.bottom = margin.top;
    margin.left = (f32::from(margin.left) + band) as i8;
    let frame = Frame::new().fill(tone.ground(look)).corner_radius(look.corner()).inner_margin(margin);
    let frame = if look.theme == Theme::Sunlight { frame.stroke(Stroke::new(look.outline, ink)) } else { frame };
    let shown = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let size = look.sizes.body;
            let (rect, _) = ui.allocate_exact_size(vec2(size, size * 1.4), Sense::hover());
            icon.paint(ui.painter(), rect, ink);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = look.space.xs;
                text(ui, look.body(words).color(ink));
                for part in more {
                    text(ui, part.clone());
                }
            });
        });
    });
    if band > 0.0 {
        let rect = shown.response.rect.shrink(look.outline);
        hatch(ui.painter(), rect.with_max_x(rect.left() + band), tone, ink);
    }
}

/// A band of its own pattern for each tone: in bright sun colours fade to grey.
fn hatch(painter: &Painter, rect: Rect, tone: Tone, ink: Color32) {
    let painter = painter.with_clip_rect(painter.clip_rect().intersect(rect));
    let stroke = Stroke::new(1.5, ink);
    let step = match tone {
        Tone::Bad => 4.0,
        Tone::Doubtful => 9.0,
        _ => return,
    };
    let mut y = rect.top() - rect.width();
    while y < rect.bottom() {
        painter.line_segment([pos2(rect.left(), y + rect.width()), pos2(rect.right(), y)], stroke);
        y += step;
    }
}
