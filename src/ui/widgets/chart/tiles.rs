//! A map of equal tiles: every league is as easy to hit and to read as the next, and stands about where it lies.
//!
//! How far a tile is shows in its figure, in its ground and in the bar along its foot.

use egui::{Color32, Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::{Bar, Pen, Tile, bars};
use crate::ui::theme::Look;
use crate::ui::widgets::{flow, wrapped};

/// Where the classes of the ground end, in percent; the last has no end.
const CLASSES: [u32; 4] = [25, 50, 75, 100];

pub(super) fn show(ui: &mut Ui, pen: &mut Pen<'_>, tiles: &[Tile]) {
    let look = pen.look;
    let columns = 1 + tiles.iter().map(|tile| tile.at.0).max().unwrap_or(0);
    let rows = 1 + tiles.iter().map(|tile| tile.at.1).max().unwrap_or(0);
    let gap = look.space.s;
    let width = (ui.available_width() - gap * f32::from(columns - 1)) / f32::from(columns);
    if width < widest_name(ui, look, tiles) + 2.0 * gap {
        return list(ui, pen, tiles);
    }
    let width = width.min(190.0 * look.factor);
    let height =
        (look.sizes.small * 1.3 + look.sizes.heading * 1.3 + look.sizes.small * 1.3 + 2.5 * gap).max(look.target);
    let size = vec2(width, height);
    let (whole, _) =
        ui.allocate_exact_size(vec2(ui.available_width(), (height + gap) * f32::from(rows) - gap), Sense::hover());
    for (index, tile) in tiles.iter().enumerate() {
        let step = size + Vec2::splat(gap);
        let at = whole.min + vec2(f32::from(tile.at.0) * step.x, f32::from(tile.at.1) * step.y);
        one(ui, pen, index, tile, Rect::from_min_size(at, size));
    }
    legend(ui, look);
}

fn widest_name(ui: &Ui, look: &Look, tiles: &[Tile]) -> f32 {
    let wide = |tile: &Tile| {
        let name = wrapped(ui, &tile.label, look.sizes.small, look.colours.ink, f32::INFINITY).size().x;
        name.max(wrapped(ui, &tile.text, look.sizes.heading, look.colours.ink, f32::INFINITY).size().x)
    };
    tiles.iter().map(wide).fold(0.0, f32::max)
}

/// Where tiles would be too narrow to be read: the same as bars.
fn list(ui: &mut Ui, pen: &mut Pen<'_>, tiles: &[Tile]) {
    let bar = |tile: &Tile| Bar {
        label: tile.label.clone(),
        value: tile.share.unwrap_or(0.0),
        goal: tile.share.map(|_| 1.0),
        text: tile.text.clone(),
        more: tile.more.clone(),
        alarming: false,
    };
    bars::show(ui, pen, &tiles.iter().map(bar).collect::<Vec<_>>());
}

fn one(ui: &mut Ui, pen: &mut Pen<'_>, index: usize, tile: &Tile, rect: Rect) {
    let response = pen.place(ui, index, rect);
    if !ui.is_rect_visible(rect) {
        return;
    }
    let look = pen.look;
    let (ground, ink) = ground(look, tile.share.map(class));
    let painter = ui.painter();
    let picked = pen.picked == Some(index);
    let stroke =
        if picked { Stroke::new(4.0, look.colours.focus) } else { Stroke::new(look.outline, look.colours.control) };
    painter.rect(rect, look.corner(), ground, stroke, StrokeKind::Inside);
    let inside = rect.shrink(look.space.s);
    let name = wrapped(ui, &tile.label, look.sizes.small, ink, inside.width());
    let text = wrapped(ui, &tile.text, look.sizes.heading, ink, inside.width());
    let more = wrapped(ui, &tile.more, look.sizes.small, ink, f32::INFINITY);
    let mut top = inside.top() - look.space.xs / 2.0;
    painter.galley(pos2(inside.left(), top), name.clone(), ink);
    top += name.size().y;
    painter.galley(pos2(inside.left(), top), text.clone(), ink);
    top += text.size().y;
    if more.size().x <= inside.width() {
        painter.galley(pos2(inside.left(), top), more, ink);
    }
    if let Some(share) = tile.share {
        let foot =
            Rect::from_min_max(pos2(inside.left(), rect.bottom() - 10.0), pos2(inside.right(), rect.bottom() - 5.0));
        painter.rect_filled(foot, 2, ink.gamma_multiply(0.25));
        painter.rect_filled(foot.with_max_x(foot.left() + foot.width() * share.clamp(0.0, 1.0) as f32), 2, ink);
    }
    crate::ui::widgets::focus_ring(ui, &response, look);
}

/// 0 below the first bound to 4 at 100 % and above.
fn class(share: f64) -> usize {
    CLASSES.iter().filter(|bound| share * 100.0 >= f64::from(**bound) - 1e-9).count()
}

/// Ground and ink of a class; plain where there is nothing to measure by.
fn ground(look: &Look, class: Option<usize>) -> (Color32, Color32) {
    let colours = &look.colours;
    let Some(class) = class else { return (colours.raised, colours.muted) };
    match class {
        0 => (colours.surface, colours.ink),
        1 => (colours.surface.lerp_to_gamma(colours.primary, 0.12), colours.ink),
        2 => (colours.surface.lerp_to_gamma(colours.primary, 0.24), colours.ink),
        3 => (colours.surface.lerp_to_gamma(colours.primary, 0.36), colours.ink),
        _ => (colours.primary, colours.on_primary),
    }
}

fn legend(ui: &mut Ui, look: &Look) {
    flow(ui, |ui| {
        for class in 0..=CLASSES.len() {
            let from = if class == 0 { 0 } else { CLASSES[class - 1] };
            let text =
                CLASSES.get(class).map_or_else(|| format!("≥ {from}%"), |until| format!("{from}–{}%", until - 1));
            let (ground, ink) = ground(look, Some(class));
            let galley = wrapped(ui, &text, look.sizes.small, ink, f32::INFINITY);
            let size = galley.size() + vec2(2.0 * look.space.s, look.space.xs);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &text));
            ui.painter().rect(rect, 4, ground, Stroke::new(1.0, look.colours.control), StrokeKind::Inside);
            ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_belongs_to_the_class_it_has_reached() {
        for (share, expected) in [(0.0, 0), (0.249, 0), (0.25, 1), (0.75, 3), (0.999, 3), (1.0, 4), (1.02, 4)] {
            assert_eq!(class(share), expected, "{share}");
        }
    }
}
