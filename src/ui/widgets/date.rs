//! A date by steppers for year and month and a calendar of large days; no keyboard.

use egui::{IdSalt, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Button, Icon, Tone, focus_ring, is_pressed, shade, touchable, wrapped};
use crate::l10n::Words;
use crate::ui::theme::Look;

/// What the calendar shows.
pub struct Calendar<'a> {
    pub chosen: Option<Date>,
    pub today: Date,
    /// Puts the question's name before a key's.
    pub name: &'a dyn Fn(&str) -> String,
}

impl Calendar<'_> {
    /// Shows the month of `shown`; returns the day that was tapped.
    pub fn show(&self, ui: &mut Ui, look: &Look, words: &Words, shown: &mut Date) -> Option<Date> {
        *shown = shown.first_of_month();
        self.steps(ui, look, words, shown);
        let mut tapped = self.days(ui, look, words, *shown);
        let today = words.text("q-date-today");
        let button = Button::plain(&today).icon(Icon::Calendar).salt("today").named((self.name)(&today));
        if button.show(ui, look).clicked() {
            *shown = self.today.first_of_month();
            tapped = Some(self.today);
        }
        tapped
    }

    fn steps(&self, ui: &mut Ui, look: &Look, words: &Words, shown: &mut Date) {
        let year = shown.year().to_string();
        let month = shown.month().to_string();
        let rows: [(String, &[(&str, i64)]); 2] = [
            (
                words.with("q-date-year", &[("year", &year)]),
                &[
                    ("q-date-10-years-back", -120),
                    ("q-date-year-back", -12),
                    ("q-date-year-on", 12),
                    ("q-date-10-years-on", 120),
                ],
            ),
            (words.with("q-date-month", &[("month", &month)]), &[("q-date-month-back", -1), ("q-date-month-on", 1)]),
        ];
        for (row, (text, steps)) in rows.iter().enumerate() {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = look.space.xs;
                let (back, on) = steps.split_at(steps.len() / 2);
                self.step_buttons(ui, look, words, back, shown);
                let width = look.sizes.heading * if row == 0 { 4.2 } else { 3.2 };
                let (rect, response) = ui.allocate_exact_size(vec2(width, look.target), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
                let galley = wrapped(ui, text, look.sizes.heading, look.colours.ink, width);
                ui.painter().galley(rect.center() - galley.size() / 2.0, galley, look.colours.ink);
                self.step_buttons(ui, look, words, on, shown);
            });
        }
    }

    fn step_buttons(&self, ui: &mut Ui, look: &Look, words: &Words, steps: &[(&str, i64)], shown: &mut Date) {
        for &(key, months) in steps {
            let name = (self.name)(&words.text(key));
            let text = if months.abs() == 120 { format!("{:+}", months / 12) } else { String::new() };
            let button = match (months.abs(), months > 0) {
                (120, _) => Button::plain(&text),
                (_, true) => Button::icon_only(Icon::ChevronRight, "").outlined(),
                (_, false) => Button::icon_only(Icon::ChevronLeft, "").outlined(),
            };
            let width = if text.is_empty() { look.target } else { look.target.max(look.sizes.body * 2.4) };
            let button = button.salt(("step", months)).named(name).size(vec2(width, look.target));
            if button.show(ui, look).clicked()
                && let Ok(moved) = shown.checked_add(months.months())
                && (1..=9999).contains(&moved.year())
            {
                *shown = moved;
            }
        }
    }

    fn days(&self, ui: &mut Ui, look: &Look, words: &Words, shown: Date) -> Option<Date> {
        let side = ((ui.available_width() - 6.0 * look.space.xs) / 7.0).clamp(40.0, look.target * 1.2).floor();
        let cell = vec2(side, side.min(look.target));
        ui.spacing_mut().item_spacing = Vec2::splat(look.space.xs);
        ui.horizontal_top(|ui| {
            for day in words.text("q-date-weekdays").split_whitespace() {
                let (rect, _) = ui.allocate_exact_size(vec2(cell.x, look.sizes.label * 1.5), Sense::hover());
                let galley = wrapped(ui, day, look.sizes.label.min(cell.x * 0.4), look.colours.muted, cell.x);
                ui.painter().galley(rect.center() - galley.size() / 2.0, galley, look.colours.muted);
            }
        });
        let before = i32::from(shown.weekday().to_monday_zero_offset());
        let count = i32::from(shown.days_in_month());
        let mut tapped = None;
        for week in 0..(before + count + 6) / 7 {
            ui.horizontal_top(|ui| {
                for day in (week * 7 - before + 1)..(week * 7 - before + 8) {
                    let date = i8::try_from(day).ok().filter(|_| day >= 1 && day <= count);
                    match date.and_then(|day| Date::new(shown.year(), shown.month(), day).ok()) {
                        Some(date) if self.day(ui, look, cell, date) => tapped = Some(date),
                        Some(_) => {}
                        None => {
                            ui.allocate_space(cell);
                        }
                    }
                }
            });
        }
        tapped
    }

    fn day(&self, ui: &mut Ui, look: &Look, cell: Vec2, date: Date) -> bool {
        let colours = &look.colours;
        let chosen = self.chosen == Some(date);
        let response = touchable(ui, cell, IdSalt::new(("day", date.day())), Sense::click());
        let name = (self.name)(&date.to_string());
        response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), chosen, &name));
        let (fill, ink) = if chosen { (colours.primary, colours.on_primary) } else { (colours.surface, colours.ink) };
        let stroke = match (chosen, date == self.today) {
            (false, true) => Stroke::new(2.0, Tone::Good.ink(look)),
            _ => look.hairline_stroke(),
        };
        let fill = if is_pressed(&response) { shade(fill, ink) } else { fill };
        ui.painter().rect(response.rect, look.corner(), fill, stroke, StrokeKind::Inside);
        let size = look.sizes.body.min(cell.x * 0.5);
        let galley = wrapped(ui, &date.day().to_string(), size, ink, cell.x);
        ui.painter().galley(response.rect.center() - galley.size() / 2.0, galley, ink);
        focus_ring(ui, &response, look);
        response.clicked()
    }
}
