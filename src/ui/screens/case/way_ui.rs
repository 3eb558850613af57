//! Paints the way: a line of stations from the survey to the archive.

use egui::{Pos2, Rect, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::data::{Place, Station};
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Icon};

/// Shows the stations from top to bottom.
pub fn show(ui: &mut Ui, stations: &[Station], scene: &Scene<'_>) {
    let look = scene.look;
    ui.spacing_mut().item_spacing.y = 0.0;
    for (index, station) in stations.iter().enumerate() {
        let (first, last) = (index == 0, index + 1 == stations.len());
        let next = stations.get(index + 1).map(|next| next.place);
        station_ui(ui, station, look, (first, last), next, scene);
    }
}

fn station_ui(
    ui: &mut Ui,
    station: &Station,
    look: &Look,
    (first, last): (bool, bool),
    next: Option<Place>,
    scene: &Scene<'_>,
) {
    let side = 1.5 * look.sizes.body;
    let left = side + look.space.m;
    let room = ui.available_width() - left;
    let (size, ink) = match station.place {
        Place::Here => (look.sizes.heading, look.colours.primary),
        Place::Passed => (look.sizes.body, look.colours.ink),
        Place::Ahead => (look.sizes.body, look.colours.muted),
    };
    let label = widgets::wrapped(ui, &station.label, size, ink, room);
    let when = widgets::wrapped(ui, &station.when, look.sizes.label, look.colours.muted, room);
    let second = if station.when.is_empty() { 0.0 } else { when.size().y };
    let height = label.size().y + second + look.space.m;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let said = match station.place {
        Place::Here => scene.words.with("case-station-here", &[("stage", &station.label)]),
        Place::Passed => scene.words.with("case-station-passed", &[("stage", &station.label), ("when", &station.when)]),
        Place::Ahead => scene.words.with("case-station-ahead", &[("stage", &station.label)]),
    };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &said));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let centre = pos2(rect.left() + side / 2.0, rect.top() + label.size().y / 2.0);
    let line = |reached: bool| {
        Stroke::new(if reached { 3.0 } else { 2.0 }, if reached { look.colours.primary } else { look.colours.control })
    };
    if !first {
        ui.painter().vline(centre.x, rect.top()..=centre.y, line(station.place != Place::Ahead));
    }
    if !last {
        ui.painter().vline(centre.x, centre.y..=rect.bottom(), line(next.is_some_and(|next| next != Place::Ahead)));
    }
    mark(ui, look, station.place, centre, side);
    ui.painter().galley(pos2(rect.left() + left, rect.top()), label.clone(), ink);
    ui.painter().galley(pos2(rect.left() + left, rect.top() + label.size().y), when, look.colours.muted);
}

fn mark(ui: &Ui, look: &Look, place: Place, centre: Pos2, side: f32) {
    let (colours, painter) = (&look.colours, ui.painter());
    let radius = side * 0.42;
    match place {
        Place::Passed => {
            painter.circle_filled(centre, radius, colours.primary);
            Icon::Check.paint(painter, Rect::from_center_size(centre, Vec2::splat(side * 0.62)), colours.on_primary);
        }
        Place::Here => {
            painter.circle(centre, radius * 1.15, colours.surface, Stroke::new(4.0, colours.primary));
            painter.circle_filled(centre, radius * 0.5, colours.primary);
        }
        Place::Ahead => {
            painter.circle(centre, radius * 0.8, colours.surface, Stroke::new(2.0, colours.control));
        }
    }
}
