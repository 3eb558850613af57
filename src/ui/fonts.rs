//! Fonts and the window options that belong to fingers: set once, before the first frame.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId, RawInput};

use crate::fonts;

/// Largest side of any texture, in pixels. Keeps the glyph atlas of a text full of rare names below 64 MB, and
/// holds on the graphics chips of old tablets.
const MAX_TEXTURE_SIDE_PX: usize = 4096;
/// How far a finger may slide between press and release of a tap, in points.
pub(crate) const MAX_TAP_SLIDE: f32 = 12.0;

/// How long a finger may rest on a button and still have tapped it, in seconds: gloves are slow.
const MAX_TAP_SECONDS: f64 = 3.0;

const CHINESE: &str = "noto-sans-sc";
const MONGOLIAN: &str = "mongolian";

/// Hands egui the fonts and the options that fit a tablet.
pub fn install(ctx: &Context) {
    ctx.set_fonts(definitions());
    ctx.options_mut(|options| {
        // A stray Ctrl-Q or pinch on a keyboard cover must not end or distort a visit.
        options.quit_shortcuts.clear();
        options.zoom_with_keyboard = false;
        options.input_options.max_click_dist = MAX_TAP_SLIDE;
        options.input_options.max_click_duration = MAX_TAP_SECONDS;
        options.reduce_texture_memory = true;
    });
}

/// To be called by the shell in `raw_input_hook`: bounds the glyph atlas whatever the graphics chip offers.
pub fn cap_texture_side(input: &mut RawInput) {
    let offered = input.max_texture_side.unwrap_or(MAX_TEXTURE_SIDE_PX);
    input.max_texture_side = Some(offered.min(MAX_TEXTURE_SIDE_PX));
}

/// The font of a text that is all Mongolian.
///
/// It needs a family of its own: behind the Chinese font the joining marks (U+202F, ZWJ) would be taken from the
/// Chinese one and break words apart.
pub fn mongolian(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(MONGOLIAN.into()))
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let bytes: [(&str, &'static [u8]); 2] = [(CHINESE, fonts::CHINESE), (MONGOLIAN, fonts::MONGOLIAN)];
    for (name, bytes) in bytes {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    // One face for everything: its figures are all of one width, so measures line up in the same font.
    for family in [FontFamily::Proportional, FontFamily::Monospace] {
        let order = fonts.families.entry(family).or_default();
        order.insert(0, CHINESE.to_owned());
        order.insert(1, MONGOLIAN.to_owned());
    }
    fonts.families.insert(FontFamily::Name(MONGOLIAN.into()), vec![MONGOLIAN.to_owned(), CHINESE.to_owned()]);
    fonts
}
