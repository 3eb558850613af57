//! Paints a where-to-measure drawing at any width and in any theme, and takes a tap on it.

use egui::emath::RectTransform;
use egui::{
    Align2, Color32, FontId, IdSalt, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::icon::arc;
use super::touchable;
use crate::form::drawing::{Align, Drawing, Mark, Spot, Stroke as StrokeRole, label_size};
use crate::l10n::Language;
use crate::ui::theme::Look;

/// Smallest letters in points: a drawing that is shown small keeps its words readable.
const LEAST_LETTERS: f32 = 12.0;

/// Shows a drawing as wide as `width`, or as the room if that is less.
pub fn show(ui: &mut Ui, look: &Look, language: Language, drawing: &Drawing, width: f32) -> Response {
    place(ui, look, language, drawing, width, Sense::hover(), drawing.title.get(language))
}

/// Shows a drawing that takes a tap: returns the place in ten-thousandths of width and height. `chosen` is marked.
pub fn take_point(
    ui: &mut Ui,
    look: &Look,
    language: Language,
    drawing: &Drawing,
    name: &str,
    chosen: Option<(u16, u16)>,
) -> Option<(u16, u16)> {
    let width = (look.target * 9.0).max(ui.available_width().min(560.0));
    let response = place(ui, look, language, drawing, width, Sense::click(), name);
    let rect = response.rect;
    if let Some((x, y)) = chosen {
        let share = vec2(f32::from(x), f32::from(y)) / 10_000.0;
        pin(ui.painter(), look, rect.min + share * rect.size());
    }
    if !response.clicked() {
        return None;
    }
    let at = response.interact_pointer_pos()?;
    let parts = |share: f32| (share.clamp(0.0, 1.0) * 10_000.0).round() as u16;
    Some((parts((at.x - rect.left()) / rect.width()), parts((at.y - rect.top()) / rect.height())))
}

fn place(
    ui: &mut Ui,
    look: &Look,
    language: Language,
    drawing: &Drawing,
    width: f32,
    sense: Sense,
    name: &str,
) -> Response {
    let width = width.min(ui.available_width());
    let size = vec2(width, width * drawing.height / drawing.width);
    let response = touchable(ui, size, IdSalt::new("drawing"), sense);
    let role = if sense.senses_click() { Role::Button } else { Role::Image };
    response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), name));
    if ui.is_rect_visible(response.rect) {
        if sense.senses_click() {
            let painter = ui.painter();
            painter.rect(
                response.rect,
                look.corner(),
                look.colours.surface,
                look.outline_stroke(),
                StrokeKind::Outside,
            );
        }
        let ground = if sense.senses_click() { look.colours.surface } else { look.colours.raised };
        paint(ui.painter(), look, language, drawing, response.rect, ground);
    }
    response
}

fn pin(painter: &Painter, look: &Look, at: Pos2) {
    let radius = look.space.l * 0.7;
    painter.circle(at, radius, look.colours.primary, Stroke::new(3.0, look.colours.surface));
    painter.circle_filled(at, radius * 0.3, look.colours.on_primary);
}

/// Paints a drawing into `rect`, which is filled with `ground` already.
pub fn paint(painter: &Painter, look: &Look, language: Language, drawing: &Drawing, rect: Rect, ground: Color32) {
    let to = RectTransform::from_to(Rect::from_min_size(Pos2::ZERO, vec2(drawing.width, drawing.height)), rect);
    let brush = Brush { painter, look, language, ground, to, scale: rect.width() / drawing.width };
    for mark in &drawing.marks {
        brush.mark(mark);
    }
}

struct Brush<'a> {
    painter: &'a Painter,
    look: &'a Look,
    language: Language,
    ground: Color32,
    to: RectTransform,
    /// Points per unit of the box.
    scale: f32,
}

impl Brush<'_> {
    fn at(&self, (x, y): Spot) -> Pos2 {
        self.to * pos2(x, y)
    }

    fn colour(&self, role: StrokeRole) -> Color32 {
        let colours = &self.look.colours;
        match role {
            StrokeRole::Ink => colours.ink,
            StrokeRole::Muted => colours.muted,
            StrokeRole::Accent => colours.primary,
            StrokeRole::Danger => colours.danger,
        }
    }

    /// Widths do not grow with the drawing, so it stays sharp at every size.
    fn stroke(&self, role: StrokeRole) -> Stroke {
        let width = match role {
            StrokeRole::Ink | StrokeRole::Accent => 2.0,
            StrokeRole::Muted => 1.2,
            StrokeRole::Danger => 2.5,
        };
        Stroke::new(width, self.colour(role))
    }

    fn mark(&self, mark: &Mark) {
        match mark {
            Mark::Line { from, to, stroke, dashed } => self.line(*from, *to, self.stroke(*stroke), *dashed),
            Mark::Polyline { points, closed, stroke } => {
                let points = points.iter().map(|&spot| self.at(spot)).collect();
                let stroke = self.stroke(*stroke);
                self.painter.add(if *closed {
                    Shape::closed_line(points, stroke)
                } else {
                    Shape::line(points, stroke)
                });
            }
            Mark::Rect { min, max, stroke } => {
                let rect = Rect::from_two_pos(self.at(*min), self.at(*max));
                self.painter.rect_stroke(rect, 0, self.stroke(*stroke), StrokeKind::Middle);
            }
            Mark::Circle { centre, radius, stroke, filled } => {
                let (centre, radius) = (self.at(*centre), radius * self.scale);
                if *filled {
                    self.painter.circle_filled(centre, radius, self.colour(*stroke));
                } else {
                    self.painter.circle_stroke(centre, radius, self.stroke(*stroke));
                }
            }
            Mark::Arc { centre, radius, from, to, stroke } => {
                let points = arc(self.at(*centre), radius * self.scale, *from, *to);
                self.painter.add(Shape::line(points, self.stroke(*stroke)));
            }
            Mark::Dimension { from, to, label, at, align } => {
                self.dimension(*from, *to);
                self.words(*at, label.get(self.language), label_size(), *align, self.colour(StrokeRole::Accent));
            }
            Mark::Label { at, text, size, align, stroke } => {
                self.words(*at, text.get(self.language), *size, *align, self.colour(*stroke));
            }
            Mark::Hatch { min, max } => self.hatch(Rect::from_two_pos(self.at(*min), self.at(*max))),
        }
    }

    fn line(&self, from: Spot, to: Spot, stroke: Stroke, dashed: bool) {
        let ends = [self.at(from), self.at(to)];
        if dashed {
            self.painter.extend(Shape::dashed_line(&ends, stroke, 6.0, 5.0));
        } else {
            self.painter.line_segment(ends, stroke);
        }
    }

    fn dimension(&self, from: Spot, to: Spot) {
        let stroke = self.stroke(StrokeRole::Accent);
        let (from, to) = (self.at(from), self.at(to));
        self.painter.line_segment([from, to], stroke);
        let along = (to - from).normalized();
        let head = 9.0_f32.min((to - from).length() / 2.5);
        for (tip, back) in [(from, along), (to, -along)] {
            let base = tip + back * head;
            let side = back.rot90() * head * 0.42;
            self.painter.add(Shape::convex_polygon(vec![tip, base + side, base - side], stroke.color, Stroke::NONE));
        }
    }

    fn words(&self, at: Spot, words: &str, size: f32, align: Align, ink: Color32) {
        let anchor = match align {
            Align::Left => Align2::LEFT_CENTER,
            Align::Centre => Align2::CENTER_CENTER,
            Align::Right => Align2::RIGHT_CENTER,
        };
        let font = FontId::proportional((size * self.scale).max(LEAST_LETTERS));
        let galley = self.painter.layout_no_wrap(words.to_owned(), font, ink);
        let place = anchor.anchor_size(self.at(at), galley.size());
        // Words stay readable where they cross a line.
        self.painter.rect_filled(
            place.shrink2(Vec2::new(0.0, galley.size().y * 0.12)),
            2,
            self.ground.gamma_multiply(0.85),
        );
        self.painter.galley(place.min, galley, ink);
    }

    fn hatch(&self, rect: Rect) {
        let painter = self.painter.with_clip_rect(self.painter.clip_rect().intersect(rect));
        let stroke = Stroke::new(1.0, self.colour(StrokeRole::Muted));
        let step = 9.0;
        let mut x = rect.left() - rect.height();
        while x < rect.right() {
            painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
            x += step;
        }
    }
}
