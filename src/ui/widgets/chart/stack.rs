//! Bars made of parts: who pays.

use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::bars::Cut;
use super::{Pen, Stacked, Style};
use crate::ui::theme::Look;
use crate::ui::widgets::{flow, wrapped};

pub(super) fn show(ui: &mut Ui, pen: &mut Pen<'_>, parts: &[String], bars: &[Stacked]) {
    let sum = |bar: &Stacked| bar.values.iter().sum::<f64>();
    let most = bars.iter().map(sum).fold(0.0, f64::max);
    let cut = Cut::of(ui, pen, 0.0, bars.iter().map(|bar| (bar.label.clone(), bar.text.clone())));
    let paid = |part: usize| bars.iter().any(|bar| bar.values.get(part).is_some_and(|value| *value > 0.0));
    let shown: Vec<(usize, &str)> =
        parts.iter().enumerate().filter(|(part, _)| paid(*part)).map(|(part, name)| (part, name.as_str())).collect();
    legend(ui, pen.look, &shown);
    ui.spacing_mut().item_spacing.y = 0.0;
    for (index, bar) in bars.iter().enumerate() {
        row(ui, pen, &cut, index, bar, most);
    }
}

/// A sample of each part with its name.
pub(super) fn legend(ui: &mut Ui, look: &Look, parts: &[(usize, &str)]) {
    flow(ui, |ui| {
        for (part, name) in parts {
            let galley = wrapped(ui, name, look.sizes.label, look.colours.ink, ui.max_rect().width() - 40.0);
            let sample = vec2(look.sizes.label * 1.5, look.sizes.label);
            let gap = look.space.s;
            let size = vec2(sample.x + gap + galley.size().x + gap, galley.size().y.max(sample.y));
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, *name));
            let at = pos2(rect.left(), rect.center().y - sample.y / 2.0);
            Style::part(look, *part).paint(ui.painter(), look, Rect::from_min_size(at, sample), 2);
            let at = pos2(rect.left() + sample.x + gap, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, look.colours.ink);
        }
    });
}

fn row(ui: &mut Ui, pen: &mut Pen<'_>, cut: &Cut, index: usize, bar: &Stacked, most: f64) {
    let look = pen.look;
    let (gap, width) = (look.space.s, ui.available_width());
    let size = look.sizes.label;
    let text = wrapped(ui, &bar.text, size, look.colours.ink, width);
    let label_room = if cut.stacked { width - 3.0 * gap - text.size().x } else { cut.label };
    let label = wrapped(ui, &bar.label, size, look.colours.ink, label_room);
    let thick = (size * 1.8).round();
    let line = label.size().y.max(text.size().y);
    let height = if cut.stacked { line + thick + gap } else { line.max(thick) };
    let response = pen.row(ui, index, vec2(width, (height + gap).max(look.target)));
    if !ui.is_rect_visible(response.rect) {
        return;
    }
    let rect = response.rect.shrink2(vec2(gap, gap / 2.0));
    let (names, area) = if cut.stacked {
        (rect.with_max_y(rect.top() + line), rect.with_min_y(rect.bottom() - thick))
    } else {
        let area = Rect::from_x_y_ranges(
            rect.left() + cut.label + gap..=rect.right() - cut.figure - gap,
            rect.center().y - thick / 2.0..=rect.center().y + thick / 2.0,
        );
        (rect, area)
    };
    let painter = ui.painter();
    let middle = |height: f32| names.center().y - height / 2.0;
    let figure = if cut.stacked { rect.right() - text.size().x } else { rect.right() - cut.figure };
    painter.galley(pos2(rect.left(), middle(label.size().y)), label, look.colours.ink);
    painter.galley(pos2(figure, middle(text.size().y)), text, look.colours.ink);
    super::fill::track(painter, look, area);
    let mut left = area.left();
    for (part, value) in bar.values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
        let right = left + area.width() * (value / most.max(1.0)).clamp(0.0, 1.0) as f32;
        Style::part(look, part).paint(painter, look, Rect::from_x_y_ranges(left..=right, area.y_range()), 0);
        left = right;
    }
}
