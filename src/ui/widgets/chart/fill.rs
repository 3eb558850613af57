//! What tells parts apart: a colour and a pattern, so that neither the sun nor a black printer merges them.

use egui::{Color32, CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, pos2};

use crate::app::settings::Theme;
use crate::ui::theme::Look;

/// Points between two lines of a pattern.
const STEP: f32 = 7.0;

/// A pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    Solid,
    Rising,
    Falling,
    Cross,
    Dots,
    Empty,
}

/// A colour with a pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    pub colour: Color32,
    pub fill: Fill,
}

impl Style {
    /// Of the part with this index; the seventh looks like the first.
    pub fn part(look: &Look, index: usize) -> Self {
        let c = &look.colours;
        let styles = [
            (c.primary, Fill::Solid),
            (c.accepted, Fill::Rising),
            (c.not_checked, Fill::Falling),
            (c.met, Fill::Cross),
            (c.muted, Fill::Dots),
            (c.control, Fill::Empty),
        ];
        let (colour, fill) = styles[index % styles.len()];
        Self { colour, fill }
    }

    /// Of the one bar a chart is about.
    pub fn bar(look: &Look, alarming: bool) -> Self {
        if alarming {
            Self { colour: look.colours.not_met, fill: Fill::Rising }
        } else {
            Self { colour: look.colours.primary, fill: Fill::Solid }
        }
    }

    /// Fills `rect`.
    pub fn paint(self, painter: &Painter, look: &Look, rect: Rect, corner: impl Into<CornerRadius>) {
        if rect.width() <= 0.0 || rect.height() <= 0.0 {
            return;
        }
        let corner = corner.into();
        let ground = match self.fill {
            Fill::Solid => self.colour,
            Fill::Empty => look.colours.surface,
            _ => look.colours.surface.lerp_to_gamma(self.colour, 0.18),
        };
        painter.rect(rect, corner, ground, Stroke::new(1.0, self.colour), StrokeKind::Inside);
        let inside = painter.with_clip_rect(painter.clip_rect().intersect(rect.shrink(1.0)));
        let stroke = Stroke::new(1.5, self.colour);
        match self.fill {
            Fill::Solid | Fill::Empty => {}
            Fill::Rising => slanted(&inside, rect, stroke, true),
            Fill::Falling => slanted(&inside, rect, stroke, false),
            Fill::Cross => {
                slanted(&inside, rect, Stroke::new(1.0, self.colour), true);
                slanted(&inside, rect, Stroke::new(1.0, self.colour), false);
            }
            Fill::Dots => dots(&inside, rect, self.colour),
        }
    }
}

/// The room that a bar could fill, empty: in sunlight an outline, because a grey ground would read as a bar.
pub(super) fn track(painter: &Painter, look: &Look, rect: Rect) {
    if look.theme == Theme::Sunlight {
        painter.rect_stroke(rect, 3, Stroke::new(1.0, look.colours.hairline), StrokeKind::Inside);
    } else {
        painter.rect_filled(rect, 3, look.colours.hairline.gamma_multiply(0.35));
    }
}

fn slanted(painter: &Painter, rect: Rect, stroke: Stroke, rising: bool) {
    let height = rect.height();
    // The lines of neighbours meet: they start at multiples of the step, not at the bar.
    let mut x = ((rect.left() - height) / STEP).floor() * STEP;
    while x < rect.right() {
        let (top, bottom) = if rising { (x + height, x) } else { (x, x + height) };
        painter.line_segment([pos2(bottom, rect.bottom()), pos2(top, rect.top())], stroke);
        x += STEP;
    }
}

fn dots(painter: &Painter, rect: Rect, colour: Color32) {
    let mut shapes = Vec::new();
    let mut y = rect.top() + STEP / 2.0;
    while y < rect.bottom() {
        let mut x = (rect.left() / STEP).floor() * STEP;
        while x < rect.right() {
            shapes.push(Shape::circle_filled(pos2(x, y), 1.3, colour));
            x += STEP;
        }
        y += STEP;
    }
    painter.extend(shapes);
}
