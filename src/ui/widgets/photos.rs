//! Thumbnails in a row; a tap opens one, a small button takes it away.

use std::sync::Arc;

use egui::{Color32, IdSalt, Rect, Role, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::marks::Shown;
use super::{Icon, flow, focus_ring, is_pressed, shade, touchable};
use crate::dossier::prompt::PhotoPrompt;
use crate::id::RowId;
use crate::ui::textures::{Picture, Size, Textures};
use crate::ui::theme::Look;
use crate::value::{Mark, Photo};

/// Size of a thumbnail in points: half the pixels that are kept, sharp on a dense screen.
const THUMBNAIL: Vec2 = Vec2::new(160.0, 120.0);

/// What was tapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tapped {
    Open(RowId),
    Remove(RowId),
}

/// Accessible names of the n-th photo (from 1) and of its remove button.
pub type Names<'a> = &'a dyn Fn(usize) -> [String; 2];

/// Shows the photos; each can be removed when `removable`.
pub fn strip(
    ui: &mut Ui,
    look: &Look,
    textures: &mut Textures,
    photos: &[PhotoPrompt],
    names: Names<'_>,
    removable: bool,
) -> Option<Tapped> {
    let mut tapped = None;
    flow(ui, |ui| {
        for (index, photo) in photos.iter().enumerate() {
            let [name, remove] = names(index + 1);
            let response = touchable(ui, THUMBNAIL, IdSalt::new(("photo", photo.row)), Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
            if ui.is_rect_visible(response.rect) {
                paint(ui, look, textures, &photo.photo, response.rect, Size::Thumbnail);
                paint_marks(ui, response.rect, &photo.photo, &photo.marks);
                ui.painter().rect_stroke(response.rect, look.corner(), look.outline_stroke(), StrokeKind::Inside);
                focus_ring(ui, &response, look);
            }
            if response.clicked() {
                tapped = Some(Tapped::Open(photo.row));
            }
            if removable && remove_button(ui, look, response.rect, photo.row, &remove) {
                tapped = Some(Tapped::Remove(photo.row));
            }
        }
    });
    tapped
}

/// A small bin in the upper corner: its target is as large as any other, its sign leaves the picture to be seen.
fn remove_button(ui: &Ui, look: &Look, photo: Rect, row: RowId, name: &str) -> bool {
    let side = look.target;
    let target = Rect::from_min_size(photo.right_top() - vec2(side, 0.0), Vec2::splat(side));
    let id = ui.scope_id().with(("remove", row));
    let response = ui.interact(target, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let sign = Rect::from_center_size(target.center(), Vec2::splat(side * 0.72));
    let ground = look.colours.surface;
    let fill = if is_pressed(&response) { shade(ground, look.colours.ink) } else { ground };
    ui.painter().rect(sign, look.corner(), fill, look.outline_stroke(), StrokeKind::Inside);
    Icon::Trash.paint(ui.painter(), sign.shrink(side * 0.13), look.colours.ink);
    focus_ring(ui, &response, look);
    response.clicked()
}

/// Paints the marks of a photo over its thumbnail.
pub fn paint_marks(ui: &Ui, rect: Rect, photo: &Photo, marks: &[Arc<Mark>]) {
    let sides = vec2(photo.width as f32, photo.height as f32).max(Vec2::splat(1.0));
    // The photo fills the box, as in `cover`; its marks have the width they have in a thumbnail's pixels.
    let scale = (rect.width() / sides.x).max(rect.height() / sides.y);
    let small = (sides * scale).round().max(Vec2::splat(1.0));
    let place = Rect::from_center_size(rect.center(), sides * scale);
    let shown = Shown { place, sides: [small.x as u32, small.y as u32] };
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    marks.iter().for_each(|mark| shown.paint(&painter, mark));
}

/// Paints a photo into `rect`: filling it as a thumbnail, whole when shown in full; a sign while it is on its way.
pub fn paint(ui: &Ui, look: &Look, textures: &mut Textures, photo: &Arc<Photo>, rect: Rect, size: Size) {
    ui.painter().rect_filled(rect, look.corner(), look.colours.raised);
    match textures.get(ui.ctx(), photo.hash, size) {
        Picture::Ready { id, size: pixels } => {
            let (place, uv) = match size {
                Size::Blurred | Size::Thumbnail => (rect, cover(pixels, rect.size())),
                Size::Full => (contain(pixels, rect), Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0))),
            };
            let shape = egui::epaint::RectShape::filled(place, look.corner(), Color32::WHITE).with_texture(id, uv);
            ui.painter().add(shape);
        }
        Picture::Loading => sign(ui, look, rect, Icon::Picture, look.colours.muted),
        Picture::Failed => sign(ui, look, rect, Icon::Warning, look.colours.not_met),
    }
}

fn sign(ui: &Ui, look: &Look, rect: Rect, icon: Icon, colour: Color32) {
    icon.paint(ui.painter(), Rect::from_center_size(rect.center(), Vec2::splat(look.target * 0.7)), colour);
}

/// The middle part of a picture that fills a box, as texture coordinates.
fn cover(picture: Vec2, target: Vec2) -> Rect {
    let (picture, target) = (picture.x / picture.y.max(1.0), target.x / target.y.max(1.0));
    let share = if picture > target { vec2(target / picture, 1.0) } else { vec2(1.0, picture / target) };
    Rect::from_center_size(pos2(0.5, 0.5), share)
}

/// The largest box of the picture's shape inside `rect`.
fn contain(picture: Vec2, rect: Rect) -> Rect {
    let scale = (rect.width() / picture.x.max(1.0)).min(rect.height() / picture.y.max(1.0));
    Rect::from_center_size(rect.center(), picture * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thumbnail_shows_the_middle_and_a_full_view_everything() {
        let uv = cover(vec2(400.0, 300.0), vec2(100.0, 100.0));
        assert_eq!((uv.width(), uv.height()), (0.75, 1.0));
        let whole = contain(vec2(400.0, 300.0), Rect::from_min_size(pos2(0.0, 0.0), vec2(200.0, 200.0)));
        assert_eq!((whole.width(), whole.height(), whole.center().y), (200.0, 150.0, 100.0));
    }
}
