//! Columns for ranges: how many households cost how much, with the average and the cap as lines.

use egui::{Align2, FontId, Rect, Stroke, Ui, pos2};
use egui_plot::{Bar as PlotBar, BarChart};

use super::plane::{self, Plane};
use super::{Columns, Pen, Style};
use crate::ui::widgets::{text, wrapped};

pub(super) fn show(ui: &mut Ui, pen: &mut Pen<'_>, columns: &Columns) {
    let look = pen.look;
    text(ui, look.muted(&columns.unit));
    // Room above the plane for the names of the lines.
    ui.add_space(look.sizes.small * 1.4 * columns.marks.len() as f32);
    let most = columns.columns.iter().map(|column| column.value).fold(0.0, f64::max);
    let count = columns.columns.len();
    let every = every(ui, pen, columns);
    let tick = |at: f64| label(columns, at);
    let ticks: Vec<f64> = (0..count).step_by(every).map(|index| index as f64 + 0.5).collect();
    let plane = Plane { salt: "columns", across: (0.0, count as f64), ticks, tick: &tick, most };
    let shown = plane::show(ui, pen, &plane, |plot| {
        // The room is the plane's; the columns themselves have patterns, which it cannot paint.
        let bars = (0..count).map(|index| PlotBar::new(index as f64 + 0.5, 0.0)).collect();
        plot.bar_chart(BarChart::new("", bars).allow_hover(false));
    });
    let frame = *shown.transform.frame();
    let at = |x: f64, y: f64| pos2(shown.transform.position_from_point_x(x), shown.transform.position_from_point_y(y));
    for (index, column) in columns.columns.iter().enumerate() {
        let (left, right) = (at(index as f64, 0.0).x, at(index as f64 + 1.0, 0.0).x);
        pen.strip(ui, index, Rect::from_min_max(pos2(left, frame.top()), pos2(right, frame.bottom())));
        let gap = ((right - left) * 0.08).min(4.0);
        let rect = Rect::from_min_max(pos2(left + gap, at(0.0, column.value).y), pos2(right - gap, frame.bottom()));
        Style::bar(look, column.alarming).paint(ui.painter(), look, rect, 2);
        if column.value > 0.0 {
            let font = FontId::proportional(look.sizes.small);
            let galley = ui.painter().layout_no_wrap(format!("{:.0}", column.value), font, look.colours.ink);
            if galley.size().x <= right - left {
                let top = rect.center_top() - egui::vec2(galley.size().x / 2.0, galley.size().y + 1.0);
                ui.painter().galley(top, galley, look.colours.ink);
            }
        }
    }
    for (index, mark) in columns.marks.iter().enumerate() {
        let x = at(mark.at.clamp(0.0, count as f64), 0.0).x;
        let line = look.sizes.small * 1.4;
        let top = frame.top() - line * (index + 1) as f32;
        ui.painter().vline(x, top..=frame.bottom(), Stroke::new(2.5, look.colours.ink));
        // The name stands on the side that has room.
        let left = x > frame.center().x;
        let (align, x) =
            if left { (Align2::RIGHT_TOP, x - look.space.xs) } else { (Align2::LEFT_TOP, x + look.space.xs) };
        ui.painter().text(pos2(x, top), align, &mark.label, FontId::proportional(look.sizes.small), look.colours.ink);
    }
}

/// Only each so-manieth column has a name where all of them have no room.
fn every(ui: &Ui, pen: &Pen<'_>, columns: &Columns) -> usize {
    let wide = |name: &str| wrapped(ui, name, pen.look.sizes.small, pen.look.colours.ink, f32::INFINITY).size().x;
    let widest = columns.columns.iter().map(|column| wide(&column.label)).fold(1.0, f32::max) + pen.look.space.s;
    let room = ui.available_width() - pen.look.sizes.small * 3.0;
    let fit = (room / widest).floor().max(1.0) as usize;
    columns.columns.len().div_ceil(fit).max(1)
}

fn label(columns: &Columns, at: f64) -> String {
    if at < 0.0 || (at.fract() - 0.5).abs() > 1e-6 {
        return String::new();
    }
    columns.columns.get(at as usize).map(|column| column.label.clone()).unwrap_or_default()
}
