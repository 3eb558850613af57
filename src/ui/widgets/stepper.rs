//! A number between minus and plus. Tap for one step, hold to go on; the number itself opens the number pad.

use egui::{FontId, IdSalt, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{Button, Icon, focus_ring, is_pressed, memory_id, shade, touchable};
use crate::ui::fonts::MAX_TAP_SLIDE;
use crate::ui::theme::Look;

/// Seconds until holding begins to repeat, and between repetitions.
const HOLD_DELAY: f64 = 0.45;
const HOLD_EVERY: f64 = 0.09;

/// What is shown.
pub struct Stepper<'a> {
    /// The number as typed or stored; empty when there is none.
    pub number: &'a str,
    pub unit: &'a str,
    /// What stands in place of a missing number.
    pub placeholder: &'a str,
    /// The pad is open.
    pub open: bool,
    /// The number cannot be taken as it is.
    pub refused: bool,
    /// Accessible names of the number, minus and plus.
    pub names: [String; 3],
}

/// What the fingers did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stepped {
    /// Steps up (or down) since the last frame.
    pub steps: i64,
    /// The finger is off again: the number may be kept.
    pub released: bool,
    /// The finger slid away while it held: nothing of what it stepped counts.
    pub cancelled: bool,
    /// The number itself was tapped.
    pub tapped: bool,
}

impl Stepper<'_> {
    pub fn show(self, ui: &mut Ui, look: &Look) -> Stepped {
        let mut stepped = Stepped::default();
        let [number, minus, plus] = &self.names;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = look.space.s;
            let side = vec2(look.key.max(look.target) * 1.15, look.key);
            let room = ui.available_width() - 2.0 * (side.x + look.space.s);
            let width = room.clamp(look.target, look.key * 5.0);
            let down = Button::icon_only(Icon::Minus, minus).outlined().salt("minus").size(side).show(ui, look);
            stepped.tapped = self.number_field(ui, look, width, number).clicked();
            let up = Button::icon_only(Icon::Plus, plus).outlined().salt("plus").size(side).show(ui, look);
            for (response, sign) in [(down, -1), (up, 1)] {
                match held(ui, &response) {
                    Hold::Steps(steps) => stepped.steps += sign * steps,
                    Hold::Tap => {
                        stepped.steps += sign;
                        stepped.released = true;
                    }
                    Hold::Released => stepped.released = true,
                    Hold::Cancelled => stepped.cancelled = true,
                }
            }
        });
        stepped
    }

    fn number_field(&self, ui: &mut Ui, look: &Look, width: f32, name: &str) -> Response {
        let colours = &look.colours;
        let response = touchable(ui, vec2(width, look.key), IdSalt::new("number"), Sense::click());
        let said = format!("{} {}", self.number, self.unit);
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(said.trim().to_owned()),
            ..WidgetInfo::labeled(Role::Button, ui.is_enabled(), name)
        });
        if !ui.is_rect_visible(response.rect) {
            return response;
        }
        let ink = if self.refused { colours.not_met } else { colours.ink };
        let stroke = match (self.refused, self.open) {
            (true, _) => Stroke::new(2.0, colours.not_met),
            (false, true) => Stroke::new(2.0, colours.primary),
            (false, false) => look.outline_stroke(),
        };
        let fill = if is_pressed(&response) { shade(colours.surface, colours.ink) } else { colours.surface };
        let painter = ui.painter();
        painter.rect(response.rect, look.corner(), fill, stroke, StrokeKind::Inside);
        let (text, size, ink) = match self.number {
            "" => (self.placeholder, look.sizes.body, colours.muted),
            number => (number, look.sizes.title, ink),
        };
        let layout = |text: &str, size, ink| painter.layout_no_wrap(text.to_owned(), FontId::proportional(size), ink);
        let mut number = layout(text, size, ink);
        let mut unit = layout(if self.number.is_empty() { "" } else { self.unit }, look.sizes.body, colours.muted);
        let gap = if unit.size().x > 0.0 { look.space.xs } else { 0.0 };
        let inner = width - 2.0 * look.space.s;
        let needed = number.size().x + gap + unit.size().x;
        if needed > inner {
            let shrink = inner / needed;
            number = layout(text, (size * shrink).floor(), ink);
            unit = layout(if self.number.is_empty() { "" } else { self.unit }, look.sizes.body * shrink, colours.muted);
        }
        let centre = response.rect.center();
        let left = centre.x - (number.size().x + gap + unit.size().x) / 2.0;
        let baseline = centre.y + number.size().y / 2.0;
        let unit_left = left + number.size().x + gap;
        let unit_top = baseline - unit.size().y - (number.size().y - unit.size().y) * 0.22;
        painter.galley(pos2(left, centre.y - number.size().y / 2.0), number, ink);
        painter.galley(pos2(unit_left, unit_top), unit, ink);
        focus_ring(ui, &response, look);
        response
    }
}

enum Hold {
    /// This many more steps are due.
    Steps(i64),
    /// A short tap: one step.
    Tap,
    Released,
    Cancelled,
}

/// What a button that is tapped or held asks for.
fn held(ui: &Ui, response: &Response) -> Hold {
    let id = memory_id(ui, IdSalt::new(("held", response.id.value())));
    let before = ui.data(|data| data.get_temp::<i64>(id));
    let (now, since, slid, down) = ui.input(|input| {
        let slid = input.pointer.total_drag_delta().map_or(0.0, egui::Vec2::length);
        (input.time, input.pointer.press_start_time(), slid, input.pointer.any_down())
    });
    if let (true, Some(since), true) = (is_pressed(response), since, slid <= MAX_TAP_SLIDE) {
        let due = if now - since < HOLD_DELAY { 0 } else { 1 + ((now - since - HOLD_DELAY) / HOLD_EVERY) as i64 };
        let next = since + HOLD_DELAY + due as f64 * HOLD_EVERY;
        ui.ctx().request_repaint_after_secs((next - now).max(0.01) as f32);
        ui.data_mut(|data| data.insert_temp(id, due));
        return Hold::Steps(due - before.unwrap_or(0));
    }
    ui.data_mut(|data| data.remove_temp::<i64>(id));
    match before.unwrap_or(0) {
        0 if response.clicked() => Hold::Tap,
        0 => Hold::Steps(0),
        _ if down => Hold::Cancelled,
        _ => Hold::Released,
    }
}
