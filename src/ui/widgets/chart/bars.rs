//! Bars with labels: long names of banners, contractors and measures stand beside the bar, or above it where the room
//! is narrow.

use std::sync::Arc;

use egui::{Galley, Rect, Stroke, Ui, pos2, vec2};

use super::{Bar, Pen, Style};
use crate::ui::widgets::{Icon, left_box, wrapped};

/// Below this width, in points of text size 100 %, names stand above their bars.
const NARROW: f32 = 560.0;

/// How the columns of a chart of bars are cut.
pub(super) struct Cut {
    /// Names stand above.
    pub stacked: bool,
    pub label: f32,
    pub figure: f32,
}

impl Cut {
    /// So that the longest name and figure fit, within reason.
    pub fn of(ui: &Ui, pen: &Pen<'_>, texts: impl Iterator<Item = (String, String)>) -> Self {
        let look = pen.look;
        let room = ui.available_width();
        let (mut label, mut figure) = (0f32, 0f32);
        for (name, text) in texts {
            let wide = |text: &str, size| wrapped(ui, text, size, look.colours.ink, f32::INFINITY).size().x;
            label = label.max(wide(&name, look.sizes.label));
            figure = figure.max(wide(&text, look.sizes.label));
        }
        let stacked = room < NARROW * look.factor;
        Self { stacked, label: label.min(room * 0.32), figure: figure.min(room * 0.4) }
    }
}

pub(super) fn show(ui: &mut Ui, pen: &mut Pen<'_>, bars: &[Bar]) {
    let most = bars.iter().map(|bar| bar.value.max(bar.goal.unwrap_or(0.0))).fold(0.0, f64::max);
    rows(ui, pen, bars, most);
}

/// One row for each bar; `most` fills the room.
pub(super) fn rows(ui: &mut Ui, pen: &mut Pen<'_>, bars: &[Bar], most: f64) {
    let cut = Cut::of(ui, pen, bars.iter().map(|bar| (bar.label.clone(), figure(bar))));
    ui.spacing_mut().item_spacing.y = 0.0;
    for (index, bar) in bars.iter().enumerate() {
        row(ui, pen, &cut, index, bar, most);
    }
}

fn figure(bar: &Bar) -> String {
    if bar.more.is_empty() { bar.text.clone() } else { format!("{}  {}", bar.text, bar.more) }
}

fn row(ui: &mut Ui, pen: &mut Pen<'_>, cut: &Cut, index: usize, bar: &Bar, most: f64) {
    let look = pen.look;
    let (gap, width) = (look.space.s, ui.available_width());
    let ink = pen.ink(bar.alarming);
    let size = look.sizes.label;
    let text = wrapped(ui, &bar.text, size, ink, width);
    let more = wrapped(ui, &bar.more, size, look.colours.muted, width);
    let sign = if bar.alarming { size + look.space.xs } else { 0.0 };
    let label_room =
        if cut.stacked { width - 2.0 * gap - text.size().x - more.size().x - 2.0 * gap } else { cut.label };
    let label = wrapped(ui, &bar.label, size, look.colours.ink, label_room - sign);
    let thick = (size * 1.2).round();
    let height = if cut.stacked { label.size().y.max(text.size().y) + thick + gap } else { label.size().y.max(thick) };
    let response = pen.row(ui, index, vec2(width, (height + gap).max(look.target)));
    if !ui.is_rect_visible(response.rect) {
        return;
    }
    let rect = response.rect.shrink2(vec2(gap, gap / 2.0));
    let (label_area, bar_area, figure_area) = areas(rect, cut, thick, gap, text.size().x, more.size().x, &label);
    let painter = ui.painter();
    if bar.alarming {
        Icon::Warning.paint(painter, left_box(label_area, label_area.left(), size), ink);
    }
    let at = |galley: &Arc<Galley>, left: f32, area: Rect| pos2(left, area.center().y - galley.size().y / 2.0);
    let left = label_area.left() + sign;
    painter.galley(at(&label, left, label_area), label, ink);
    let share = if most > 0.0 { (bar.value / most).clamp(0.0, 1.0) as f32 } else { 0.0 };
    painter.rect_filled(bar_area, 3, look.colours.hairline.gamma_multiply(0.35));
    let filled = bar_area.with_max_x(bar_area.left() + bar_area.width() * share);
    Style::bar(look, bar.alarming).paint(painter, look, filled, 3);
    if let Some(goal) = bar.goal.filter(|_| most > 0.0) {
        let x = bar_area.left() + bar_area.width() * (goal / most).clamp(0.0, 1.0) as f32;
        let y = bar_area.y_range().expand(4.0);
        painter.vline(x, y, Stroke::new(5.0, look.colours.surface));
        painter.vline(x, y, Stroke::new(3.0, look.colours.ink));
    }
    let right = figure_area.left();
    painter.galley(at(&text, right, figure_area), text.clone(), ink);
    painter.galley(at(&more, right + text.size().x + gap, figure_area), more, look.colours.muted);
}

/// Where name, bar and figure stand in a row.
fn areas(rect: Rect, cut: &Cut, thick: f32, gap: f32, text: f32, more: f32, label: &Galley) -> (Rect, Rect, Rect) {
    if cut.stacked {
        let line = label.size().y.max(thick);
        let top = rect.with_max_y(rect.top() + line);
        let bar = Rect::from_min_max(pos2(rect.left(), rect.bottom() - thick), rect.max);
        let figure = top.with_min_x(rect.right() - text - more - if more > 0.0 { gap } else { 0.0 });
        return (top, bar, figure);
    }
    let label = rect.with_max_x(rect.left() + cut.label);
    let figure = rect.with_min_x(rect.right() - cut.figure);
    let bar = Rect::from_x_y_ranges(
        label.right() + gap..=figure.left() - gap,
        rect.center().y - thick / 2.0..=rect.center().y + thick / 2.0,
    );
    (label, bar, figure)
}
