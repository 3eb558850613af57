//! Short news: toasts that pass, banners that stay.

use egui::{Align2, Area, Context, Frame, Id, Order, Role, Ui, UiBuilder, WidgetInfo, vec2};

use super::{Button, Icon, Tone, text};
use crate::ui::theme::Look;

/// Seconds a toast stays, and more for each character to be read.
const STAYS: f64 = 3.0;
const STAYS_PER_CHAR: f64 = 0.08;
/// More than this many at once nobody reads.
const MOST: usize = 3;

struct Toast {
    tone: Tone,
    words: String,
    until: Option<f64>,
}

/// Toasts on their way. They never take a tap away from what is below them.
#[derive(Default)]
pub struct Toasts(Vec<Toast>);

impl Toasts {
    /// Adds one; the oldest goes when there are too many, and the same words are not shown twice.
    pub fn push(&mut self, tone: Tone, words: impl Into<String>) {
        let words = words.into();
        self.0.retain(|toast| toast.words != words);
        self.0.push(Toast { tone, words, until: None });
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }

    /// Shows what is left below the upper edge, where no thumb is at work, and asks to be called again when the next one passes.
    pub fn show(&mut self, ctx: &Context, look: &Look) {
        let now = ctx.input(|input| input.time);
        for toast in &mut self.0 {
            let stays = STAYS + STAYS_PER_CHAR * toast.words.chars().count() as f64;
            toast.until.get_or_insert(now + stays);
        }
        self.0.retain(|toast| toast.until.is_none_or(|until| until > now));
        let Some(next) = self.0.iter().filter_map(|toast| toast.until).min_by(f64::total_cmp) else { return };
        ctx.request_repaint_after_secs((next - now) as f32);
        let offset = vec2(0.0, look.space.l + look.target);
        Area::new(Id::unique("toasts"))
            .order(Order::Tooltip)
            .anchor(Align2::CENTER_TOP, offset)
            .interactable(false)
            .show(ctx, |ui| {
                ui.set_max_width((ctx.content_rect().width() - 2.0 * look.space.l).min(560.0 * look.factor));
                for toast in &self.0 {
                    toast.show(ui, look);
                }
            });
    }
}

impl Toast {
    fn show(&self, ui: &mut Ui, look: &Look) {
        let frame = Frame::new()
            .fill(look.colours.raised)
            .stroke(look.outline_stroke())
            .corner_radius(look.corner())
            .shadow(look.float_shadow())
            .inner_margin(look.margin(look.space.m));
        let shown = frame.show(ui, |ui| ui.horizontal_top(|ui| mark_and_words(ui, look, self.tone, &self.words)));
        shown.response.widget_info(|| WidgetInfo::new(Role::Status));
    }
}

fn mark_and_words(ui: &mut Ui, look: &Look, tone: Tone, words: &str) {
    let size = look.sizes.body;
    let (rect, _) = ui.allocate_exact_size(vec2(size, size * 1.4), egui::Sense::hover());
    tone.icon().paint(ui.painter(), rect, tone.ink(look));
    text(ui, look.body(words));
}

/// What was tapped on a banner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Banner {
    pub acted: bool,
    pub closed: bool,
}

/// A line over the whole width that stays until it is dealt with: "read only", "could not be saved".
///
/// `action` is the word on its button; `close` the accessible name of the button that takes it away.
pub fn banner(ui: &mut Ui, look: &Look, tone: Tone, words: &str, action: Option<&str>, close: Option<&str>) -> Banner {
    let mut tapped = Banner::default();
    let frame = Frame::new().fill(tone.ground(look)).stroke(egui::Stroke::new(look.outline, tone.ink(look)));
    let frame = frame.corner_radius(look.corner()).inner_margin(look.margin(look.space.m));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            let room = ui.available_width() - if close.is_some() { look.target + look.space.s } else { 0.0 };
            ui.scope_builder(UiBuilder::new().id_salt("words"), |ui| {
                ui.set_max_width(room);
                ui.set_min_width(room);
                ui.vertical(|ui| {
                    ui.horizontal_top(|ui| mark_and_words(ui, look, tone, words));
                    if let Some(action) = action {
                        tapped.acted = Button::plain(action).salt("act").show(ui, look).clicked();
                    }
                });
            });
            if let Some(close) = close {
                tapped.closed = Button::icon_only(Icon::Cross, close).salt("close").show(ui, look).clicked();
            }
        });
    });
    tapped
}
