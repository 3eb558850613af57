//! A chart as a picture for a report: painted by egui itself, off the screen, so that it has the same size and the same
//! sharpness whatever the window is like.

use egui::{Color32, Context, Frame, RawInput, Rect, Ui, Vec2, pos2, vec2};

use super::raster::Raster;
use super::{Chart, show};
use crate::app::settings::{Hand, TextSize, Theme};
use crate::ui::theme::Look;
use crate::ui::{fonts, widgets};

/// Width in points; with [`SCALE`] wide enough for half a page of A4 at 300 dpi.
const WIDTH: f32 = 1_000.0;
/// Pixels of one point.
const SCALE: f32 = 2.0;
/// Higher than any chart: 103 banners take 5,400 points.
const HIGHEST: f32 = 8_000.0;

/// The words around a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Caption {
    pub title: String,
    /// What is shown of what: filter and date.
    pub scope: String,
    /// Where the figures come from.
    pub source: String,
}

/// Pixels, RGBA.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub rgba: Vec<u8>,
}

/// Paints the chart on white, black on white readable, whatever theme the window has.
pub fn picture(chart: &Chart, caption: &Caption) -> Picture {
    let look = Look::new(Theme::Light, TextSize::default(), Hand::Right);
    let ctx = Context::default();
    fonts::install(&ctx);
    look.apply(&ctx);
    let mut raster = Raster::default();
    let mut height = HIGHEST;
    let mut shapes = Vec::new();
    // What is measured in one pass is laid out in the next; the last has the height that is needed.
    for _ in 0..3 {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(WIDTH, height));
        let input = RawInput { screen_rect: Some(screen), max_texture_side: Some(4096), ..RawInput::default() };
        ctx.set_pixels_per_point(SCALE);
        let mut used = 0.0;
        let mut passed = ctx.run_ui(input, |ui| used = sheet(ui, &look, chart, caption));
        raster.update(&passed.textures_delta);
        passed.textures_delta.clear();
        height = used.clamp(1.0, HIGHEST);
        shapes = passed.shapes;
    }
    let size = Vec2::new(WIDTH, height) * SCALE;
    let size = [size.x.ceil() as usize, size.y.ceil() as usize];
    let primitives = ctx.tessellate(shapes, SCALE);
    let image = raster.paint(size, SCALE, look.colours.surface, &primitives);
    let side = |pixels: usize| u32::try_from(pixels).unwrap_or(u32::MAX);
    let rgba = image.pixels.iter().flat_map(Color32::to_array).collect();
    Picture { width: side(image.size[0]), height: side(image.size[1]), rgba }
}

/// Title, scope, chart, source; says how high all of it is.
fn sheet(ui: &mut Ui, look: &Look, chart: &Chart, caption: &Caption) -> f32 {
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.xl));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        widgets::text(ui, look.title(&caption.title));
        widgets::text(ui, look.muted(&caption.scope));
        ui.add_space(look.space.m);
        ui.scope(|ui| show(ui, look, "picture", chart, None));
        ui.add_space(look.space.m);
        widgets::text(ui, look.muted(&caption.source));
    });
    shown.response.rect.bottom()
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}
