//! Key figures: what one wants to know at one glance, each a card that is tapped.

use egui::{IdSalt, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::ui::theme::Look;
use crate::ui::widgets::{Icon, focus_ring, is_pressed, left_box, shade, touchable, wrapped};

/// One key figure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stat {
    pub label: String,
    /// Large.
    pub value: String,
    /// Below it; may be empty.
    pub more: String,
    pub alarming: bool,
    /// How far, 0 to 1 and above; a bar along the foot.
    pub share: Option<f64>,
}

impl Stat {
    /// What it says, for a screen reader.
    pub fn said(&self) -> String {
        let parts = [&self.label, &self.value, &self.more];
        parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" · ")
    }
}

/// Shows the figures side by side, as many as there is room for, and says which was tapped.
pub fn show(ui: &mut Ui, look: &Look, salt: &str, stats: &[Stat]) -> Option<usize> {
    let gap = look.space.m;
    let room = ui.available_width();
    let fit = ((room + gap) / (190.0 * look.factor.powf(0.7) + gap)).floor().max(1.0) as usize;
    // Rows of equal length look calmer than a full row and a rest.
    let rows = stats.len().div_ceil(fit.min(stats.len().max(1))).max(1);
    let columns = stats.len().div_ceil(rows).max(1);
    let width = (room - gap * (columns - 1) as f32) / columns as f32;
    let height = stats.iter().map(|stat| height(ui, look, stat, width)).fold(look.target, f32::max);
    let whole = vec2(room, height * rows as f32 + gap * (rows - 1) as f32);
    let (area, _) = ui.allocate_exact_size(whole, Sense::hover());
    let mut tapped = None;
    for (index, stat) in stats.iter().enumerate() {
        let (column, row) = (index % columns, index / columns);
        let at = area.min + vec2(column as f32 * (width + gap), row as f32 * (height + gap));
        if one(ui, look, IdSalt::new((salt, index)), stat, Rect::from_min_size(at, vec2(width, height))) {
            tapped = Some(index);
        }
    }
    tapped
}

fn height(ui: &Ui, look: &Look, stat: &Stat, width: f32) -> f32 {
    let inside = width - 2.0 * look.space.m;
    let tall = |text: &str, size: f32| {
        if text.is_empty() { 0.0 } else { wrapped(ui, text, size, look.colours.ink, inside).size().y }
    };
    let foot = if stat.share.is_some() { look.space.m } else { 0.0 };
    tall(&stat.label, look.sizes.label)
        + tall(&stat.value, look.sizes.title)
        + tall(&stat.more, look.sizes.label)
        + foot
        + 2.0 * look.space.m
}

fn one(ui: &mut Ui, look: &Look, salt: IdSalt, stat: &Stat, rect: Rect) -> bool {
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect));
    let response = touchable(&mut inside, rect.size(), salt, Sense::click());
    let ui = &inside;
    let said = stat.said();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &said));
    if ui.is_rect_visible(rect) {
        let colours = &look.colours;
        let (fill, ink, edge) = match stat.alarming {
            true => (colours.not_met_soft, colours.not_met, Stroke::new(1.5 * look.outline, colours.not_met)),
            false => (colours.surface, colours.ink, look.outline_stroke()),
        };
        let fill = if is_pressed(&response) { shade(fill, ink) } else { fill };
        let painter = ui.painter();
        painter.rect(rect, look.corner(), fill, edge, StrokeKind::Inside);
        let body = rect.shrink(look.space.m);
        let mut top = body.top();
        let sign = if stat.alarming { look.sizes.label + look.space.xs } else { 0.0 };
        let label = wrapped(ui, &stat.label, look.sizes.label, colours.muted, body.width() - sign);
        if stat.alarming {
            let line = Rect::from_min_size(body.min, vec2(body.width(), label.size().y));
            Icon::Warning.paint(painter, left_box(line, line.left(), look.sizes.label), ink);
        }
        let lines = [
            (label, sign),
            (wrapped(ui, &stat.value, look.sizes.title, ink, body.width()), 0.0),
            (wrapped(ui, &stat.more, look.sizes.label, colours.muted, body.width()), 0.0),
        ];
        for (galley, indent) in lines {
            let size: Vec2 = galley.size();
            painter.galley(pos2(body.left() + indent, top), galley, ink);
            top += size.y;
        }
        if let Some(share) = stat.share {
            let foot = Rect::from_min_max(pos2(body.left(), body.bottom() - 6.0), body.max);
            painter.rect_filled(foot, 3, colours.hairline.gamma_multiply(0.5));
            let filled = foot.with_max_x(foot.left() + foot.width() * share.clamp(0.0, 1.0) as f32);
            painter.rect_filled(filled, 3, colours.primary);
        }
        focus_ring(ui, &response, look);
    }
    response.clicked()
}
