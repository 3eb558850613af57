//! Lines over the months: what was planned against what is done.

use egui::{Rect, Ui, pos2};
use egui_plot::{Line as Stroke, LineStyle, MarkerShape, PlotPoints, Points};

use super::plane::{self, Plane};
use super::{Lines, Pen, Style};
use crate::ui::widgets::text;

/// Each line's manner: the plan is dashed, what is done is drawn through, and each has its own mark.
const MANNERS: [(bool, MarkerShape); 4] = [
    (true, MarkerShape::Diamond),
    (false, MarkerShape::Circle),
    (false, MarkerShape::Square),
    (false, MarkerShape::Up),
];

pub(super) fn show(ui: &mut Ui, pen: &mut Pen<'_>, lines: &Lines) {
    let look = pen.look;
    legend(ui, pen, lines);
    let most = lines.lines.iter().flat_map(|line| line.values.iter().flatten()).fold(0.0f64, |most, v| most.max(*v));
    let count = lines.months.len();
    let tick = |at: f64| month(lines, at);
    let ticks: Vec<f64> = (0..count).map(|index| index as f64).collect();
    let plane = Plane { salt: "lines", across: (-0.5, count as f64 - 0.5), ticks, tick: &tick, most };
    let shown = plane::show(ui, pen, &plane, |plot| {
        for (index, line) in lines.lines.iter().enumerate() {
            let points: Vec<[f64; 2]> = line
                .values
                .iter()
                .enumerate()
                .filter_map(|(month, value)| value.map(|value| [month as f64, value]))
                .collect();
            let colour = Style::part(look, index).colour;
            let (dashed, marker) = MANNERS[index % MANNERS.len()];
            let style = if dashed { LineStyle::dashed_loose() } else { LineStyle::Solid };
            let stroke = Stroke::new(&line.label, PlotPoints::from(points.clone())).color(colour).width(3.0);
            plot.line(stroke.style(style).allow_hover(false));
            let marks = Points::new(&line.label, PlotPoints::from(points)).color(colour).radius(6.0).shape(marker);
            plot.points(marks.allow_hover(false));
        }
    });
    let frame = *shown.transform.frame();
    for index in 0..count {
        let x = |at: f64| shown.transform.position_from_point_x(at);
        let (left, right) = (x(index as f64 - 0.5), x(index as f64 + 0.5));
        let strip = Rect::from_min_max(pos2(left, frame.top()), pos2(right, frame.bottom()));
        pen.strip(ui, index, strip);
    }
}

fn month(lines: &Lines, at: f64) -> String {
    let index = at.round();
    if (at - index).abs() > 1e-6 || index < 0.0 {
        return String::new();
    }
    lines.months.get(index as usize).cloned().unwrap_or_default()
}

/// The name of each line in its colour, with its mark, and the unit.
fn legend(ui: &mut Ui, pen: &Pen<'_>, lines: &Lines) {
    let look = pen.look;
    crate::ui::widgets::flow(ui, |ui| {
        text(ui, look.muted(&lines.unit));
        for (index, line) in lines.lines.iter().enumerate() {
            let colour = Style::part(look, index).colour;
            let side = look.sizes.label;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(side * 2.2, side * 1.4), egui::Sense::hover());
            let (from, until) = (rect.left_center(), rect.right_center());
            let (dashed, marker) = MANNERS[index % MANNERS.len()];
            let stroke = egui::Stroke::new(3.0, colour);
            if dashed {
                ui.painter().extend(egui::Shape::dashed_line(&[from, until], stroke, 8.0, 5.0));
            } else {
                ui.painter().line_segment([from, until], stroke);
            }
            mark(ui, marker, rect.center(), colour);
            text(ui, look.body(&line.label).size(look.sizes.label));
        }
    });
}

fn mark(ui: &Ui, marker: MarkerShape, at: egui::Pos2, colour: egui::Color32) {
    let radius = 6.0;
    let loop_of = |points: Vec<egui::Pos2>| egui::Shape::convex_polygon(points, colour, egui::Stroke::NONE);
    let by = |x: f32, y: f32| at + radius * egui::vec2(x, y);
    let shape = match marker {
        MarkerShape::Square => loop_of(vec![by(-0.7, -0.7), by(0.7, -0.7), by(0.7, 0.7), by(-0.7, 0.7)]),
        MarkerShape::Diamond => loop_of(vec![by(0.0, -1.0), by(1.0, 0.0), by(0.0, 1.0), by(-1.0, 0.0)]),
        MarkerShape::Up => loop_of(vec![by(0.0, -1.0), by(0.9, 0.6), by(-0.9, 0.6)]),
        _ => egui::Shape::circle_filled(at, radius, colour),
    };
    ui.painter().add(shape);
}
