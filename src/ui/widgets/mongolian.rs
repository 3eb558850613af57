//! Traditional Mongolian as it is written: downwards, columns from left to right. Display only.

use std::f32::consts::FRAC_PI_2;

use egui::{Response, Role, Sense, Ui, WidgetInfo, epaint::TextShape, pos2, vec2};

use crate::ui::fonts;
use crate::ui::theme::Look;

/// Shows `words` in columns of at most `height` points.
///
/// egui knows no vertical text: the lines are laid out as long as a column is high, then each is turned by 90°.
pub fn vertical(ui: &mut Ui, look: &Look, words: &str, height: f32) -> Response {
    let font = fonts::mongolian(look.sizes.heading);
    let ink = look.colours.ink;
    let galley = ui.painter().layout(words.to_owned(), font.clone(), ink, height);
    let lines: Vec<String> =
        galley.rows.iter().map(|row| row.row.glyphs.iter().map(|glyph| glyph.chr).collect()).collect();
    let line = galley.rows.first().map_or(look.sizes.heading, |row| row.height());
    let (rect, response) = ui.allocate_exact_size(vec2(line * lines.len() as f32, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    for (column, words) in lines.iter().enumerate() {
        let galley = ui.painter().layout_no_wrap(words.trim_end().to_owned(), font.clone(), ink);
        let corner = pos2(rect.left() + line * (column as f32 + 1.0), rect.top());
        ui.painter().add(TextShape::new(corner, galley, ink).with_angle(FRAC_PI_2));
    }
    response
}
