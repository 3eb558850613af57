//! The look: colours by role, sizes, spacing. The numbers stand in `assets/theme.ron`; code names roles only.
//!
//! Larger text scales the fonts, not the window: a zoom factor would shrink the sheet to half its width at 200 %.
//! Targets grow with the text inside them, spacing follows slowly, and every widget wraps, so 1280 × 800 and
//! 800 × 1280 points stay usable.

use std::sync::LazyLock;

use egui::style::{ScrollAnimation, ScrollStyle, Selection, WidgetVisuals, Widgets};
use egui::{Color32, Context, CornerRadius, FontId, Margin, RichText, Shadow, Stroke, Style, TextStyle, Visuals, vec2};
use serde::{Deserialize, Deserializer};

use crate::app::settings::{Hand, TextSize, Theme};

macro_rules! palette {
    ($($(#[$doc:meta])* $role:ident),* $(,)?) => {
        /// Colours by what they say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Palette { $($(#[$doc])* #[serde(deserialize_with = "hex")] pub $role: Color32),* }
    };
}

palette! {
    /// The table the form lies on.
    ground,
    /// A sheet: cards, panels.
    surface,
    /// What lies on a sheet: boxes, guidance.
    raised,
    ink,
    muted,
    /// A divider that only decorates.
    hairline,
    /// The outline of everything that can be touched.
    control,
    primary,
    on_primary,
    /// Behind the current thing.
    primary_soft,
    /// 达标
    met,
    met_soft,
    /// 可接受, and every "look again".
    accepted,
    accepted_soft,
    /// 不达标, and every "must be corrected".
    not_met,
    not_met_soft,
    /// Required and open.
    missing,
    refused,
    not_checked,
    danger,
    on_danger,
    /// The ring around what the keyboard acts on.
    focus,
}

/// Reads `#RRGGBB`.
fn hex<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Color32, D::Error> {
    let text = String::deserialize(deserializer)?;
    Color32::from_hex(&text).map_err(|_| serde::de::Error::custom(format!("not a colour: {text}")))
}

/// Font sizes in points.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes<T = f32> {
    pub small: T,
    pub label: T,
    pub body: T,
    pub heading: T,
    pub title: T,
}

/// Distances in points.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    pub xs: f32,
    pub s: f32,
    pub m: f32,
    pub l: f32,
    pub xl: f32,
    pub xxl: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tokens {
    /// Points at 100 %, and the share of a larger text setting that this size follows.
    type_sizes: Sizes<(f32, f32)>,
    space: Space,
    space_follows: f32,
    target: f32,
    key: f32,
    radius: u8,
    light: Palette,
    dark: Palette,
    sunlight: Palette,
}

static TOKENS: LazyLock<Tokens> = LazyLock::new(|| {
    ron::from_str(include_str!("../../assets/theme.ron")).expect("assets/theme.ron is part of the program")
});

/// Everything a widget needs to know about how things look. Cheap to copy, the same for the whole frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    pub theme: Theme,
    pub hand: Hand,
    pub colours: Palette,
    pub sizes: Sizes,
    pub space: Space,
    /// Smallest side of anything a finger must hit.
    pub target: f32,
    /// Smallest side of a key of the number pad.
    pub key: f32,
    pub radius: u8,
    /// Width of outlines that matter.
    pub outline: f32,
    /// Longest motion in seconds; 0 in sunlight, where motion is only glare.
    pub motion: f32,
    /// Text size as a factor, 1 to 2.
    pub factor: f32,
}

impl Look {
    pub fn new(theme: Theme, text_size: TextSize, hand: Hand) -> Self {
        let tokens = &*TOKENS;
        let factor = text_size.factor();
        let grown = |points: f32, follows: f32| points * (1.0 + (factor - 1.0) * follows);
        let size = |(points, follows): (f32, f32)| grown(points, follows).round();
        let space = |points: f32| grown(points, tokens.space_follows).round();
        let body = size(tokens.type_sizes.body);
        Self {
            theme,
            hand,
            colours: match theme {
                Theme::Light => tokens.light,
                Theme::Dark => tokens.dark,
                Theme::Sunlight => tokens.sunlight,
            },
            sizes: Sizes {
                small: size(tokens.type_sizes.small),
                label: size(tokens.type_sizes.label),
                body,
                heading: size(tokens.type_sizes.heading),
                title: size(tokens.type_sizes.title),
            },
            space: Space {
                xs: space(tokens.space.xs),
                s: space(tokens.space.s),
                m: space(tokens.space.m),
                l: space(tokens.space.l),
                xl: space(tokens.space.xl),
                xxl: space(tokens.space.xxl),
            },
            target: tokens.target.max((body * 1.7).round()),
            key: tokens.key.max((body * 1.8).round()),
            radius: tokens.radius,
            outline: if theme == Theme::Sunlight { 2.0 } else { 1.0 },
            motion: if theme == Theme::Sunlight { 0.0 } else { 0.12 },
            factor,
        }
    }

    pub fn corner(&self) -> CornerRadius {
        CornerRadius::same(self.radius)
    }

    pub fn outline_stroke(&self) -> Stroke {
        Stroke::new(self.outline, self.colours.control)
    }

    pub fn hairline_stroke(&self) -> Stroke {
        Stroke::new(1.0, self.colours.hairline)
    }

    /// The shadow of what floats above the sheet; the only shadow there is. None in sunlight.
    pub fn float_shadow(&self) -> Shadow {
        match self.theme {
            Theme::Sunlight => Shadow::NONE,
            Theme::Light => Shadow { offset: [0, 6], blur: 24, spread: 0, color: Color32::from_black_alpha(48) },
            Theme::Dark => Shadow { offset: [0, 6], blur: 24, spread: 0, color: Color32::from_black_alpha(140) },
        }
    }

    /// What dims the sheet behind a dialog.
    pub fn scrim(&self) -> Color32 {
        Color32::from_black_alpha(110)
    }

    /// The dark of a QR code, in every light.
    pub fn code_ink(&self) -> Color32 {
        Color32::BLACK
    }

    pub fn margin(&self, points: f32) -> Margin {
        Margin::same(points.round().clamp(0.0, 127.0) as i8)
    }

    /// Body text in ink.
    pub fn body(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).size(self.sizes.body).color(self.colours.ink)
    }

    /// Second text: hints, sources, authors.
    pub fn muted(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).size(self.sizes.label).color(self.colours.muted)
    }

    pub fn heading(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).size(self.sizes.heading).color(self.colours.ink)
    }

    pub fn title(&self, text: impl Into<String>) -> RichText {
        RichText::new(text).size(self.sizes.title).color(self.colours.ink)
    }

    /// Gives egui's own widgets the same look. Call it when a setting changes, not every frame.
    pub fn apply(&self, ctx: &Context) {
        ctx.set_theme(if self.theme == Theme::Dark { egui::Theme::Dark } else { egui::Theme::Light });
        ctx.all_styles_mut(|style| self.style(style));
    }

    fn style(&self, style: &mut Style) {
        style.text_styles = [
            (TextStyle::Small, self.sizes.small),
            (TextStyle::Body, self.sizes.body),
            (TextStyle::Button, self.sizes.body),
            (TextStyle::Heading, self.sizes.heading),
            (TextStyle::Monospace, self.sizes.label),
        ]
        .map(|(name, size)| (name, FontId::proportional(size)))
        .into();
        style.animation_time = self.motion;
        style.scroll_animation =
            if self.motion > 0.0 { ScrollAnimation::duration(self.motion) } else { ScrollAnimation::none() };
        style.interaction.selectable_labels = false;
        style.interaction.multi_widget_text_select = false;
        style.interaction.interact_radius = self.space.s;
        style.interaction.tooltip_delay = 1.0;
        style.visuals = self.visuals();

        let spacing = &mut style.spacing;
        spacing.item_spacing = vec2(self.space.s, self.space.s);
        spacing.interact_size = vec2(self.target, self.target);
        spacing.button_padding = vec2(self.space.l, self.space.m);
        spacing.window_margin = self.margin(self.space.l);
        spacing.icon_width = self.sizes.body * 1.5;
        spacing.icon_width_inner = self.sizes.body;
        spacing.scroll = ScrollStyle {
            floating: true,
            bar_width: 12.0,
            handle_min_length: self.target,
            floating_width: 6.0,
            // Nothing lies under the bar.
            floating_allocated_width: 12.0,
            foreground_color: true,
            dormant_handle_opacity: 0.5,
            ..ScrollStyle::floating()
        };
        if self.motion == 0.0 {
            spacing.scroll.fade.strength = 0.0;
            spacing.scroll.kinetic.rubber_band = false;
        }
    }

    fn visuals(&self) -> Visuals {
        let colours = &self.colours;
        let base = if self.theme == Theme::Dark { Visuals::dark() } else { Visuals::light() };
        let widget = |fill: Color32, ink: Color32, stroke: Stroke| WidgetVisuals {
            bg_fill: fill,
            weak_bg_fill: fill,
            bg_stroke: stroke,
            corner_radius: self.corner(),
            fg_stroke: Stroke::new(1.5, ink),
            expansion: 0.0,
        };
        let focus = Stroke::new(2.0, colours.focus);
        Visuals {
            widgets: Widgets {
                noninteractive: widget(colours.surface, colours.ink, self.hairline_stroke()),
                inactive: widget(colours.surface, colours.ink, self.outline_stroke()),
                hovered: widget(colours.surface, colours.ink, self.outline_stroke()),
                active: widget(colours.primary_soft, colours.ink, focus),
                open: widget(colours.primary_soft, colours.ink, focus),
            },
            selection: Selection {
                bg_fill: colours.primary.gamma_multiply(0.35),
                stroke: Stroke::new(2.0, colours.primary),
            },
            weak_text_color: Some(colours.muted),
            hyperlink_color: colours.primary,
            faint_bg_color: colours.raised,
            extreme_bg_color: colours.surface,
            text_edit_bg_color: Some(colours.surface),
            code_bg_color: colours.raised,
            warn_fg_color: colours.accepted,
            error_fg_color: colours.not_met,
            window_corner_radius: self.corner(),
            window_shadow: self.float_shadow(),
            window_fill: colours.surface,
            window_stroke: self.hairline_stroke(),
            menu_corner_radius: self.corner(),
            panel_fill: colours.ground,
            popup_shadow: self.float_shadow(),
            text_cursor: egui::style::TextCursorStyle {
                stroke: Stroke::new(2.0, colours.primary),
                // A blinking caret keeps an idle window painting.
                blink: false,
                ..base.text_cursor.clone()
            },
            ..base
        }
    }
}

/// A colour that is the same in every light, because it lies on a photo and not on the sheet.
pub const fn paint([red, green, blue]: [u8; 3]) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2, 1.4.3.
    fn contrast(a: Color32, b: Color32) -> f32 {
        let luminance = |colour: Color32| {
            let linear = egui::Rgba::from(colour);
            0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn everything_can_be_read_in_every_light() {
        for theme in Theme::ALL {
            let c = Look::new(theme, TextSize::default(), Hand::Right).colours;
            let texts = [
                c.ink,
                c.muted,
                c.primary,
                c.met,
                c.accepted,
                c.not_met,
                c.missing,
                c.refused,
                c.not_checked,
                c.danger,
            ];
            for (index, text) in texts.into_iter().enumerate() {
                for ground in [c.ground, c.surface, c.raised, c.primary_soft] {
                    assert!(contrast(text, ground) >= 4.5, "{theme:?} text {index} on {ground:?}");
                }
            }
            let pairs = [
                (c.on_primary, c.primary),
                (c.on_danger, c.danger),
                (c.met, c.met_soft),
                (c.accepted, c.accepted_soft),
                (c.not_met, c.not_met_soft),
                (c.ink, c.met_soft),
                (c.ink, c.accepted_soft),
                (c.ink, c.not_met_soft),
                (c.muted, c.not_met_soft),
                (c.muted, c.accepted_soft),
                (c.muted, c.met_soft),
            ];
            for (text, ground) in pairs {
                assert!(contrast(text, ground) >= 4.5, "{theme:?} {text:?} on {ground:?}");
            }
            for control in [c.control, c.focus] {
                for ground in [c.ground, c.surface, c.raised] {
                    assert!(contrast(control, ground) >= 3.0, "{theme:?} {control:?} on {ground:?}");
                }
            }
        }
        // The measure itself: black on white is 21:1.
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }

    #[test]
    fn text_grows_to_200_percent_and_targets_with_it() {
        let small = Look::new(Theme::Light, TextSize::new(100), Hand::Right);
        let large = Look::new(Theme::Light, TextSize::new(200), Hand::Right);
        assert_eq!((small.sizes.body, large.sizes.body), (18.0, 36.0));
        assert!(small.target >= 48.0 && small.key >= 56.0);
        assert!(large.target > large.sizes.body * 1.5 && large.key >= large.target);
        let sizes = large.sizes;
        assert!(sizes.body < sizes.heading && sizes.heading < sizes.title, "headings stay headings");
        assert!(large.space.l <= small.space.l * 1.3, "spacing must not eat the sheet");
    }
}
