//! A date by steppers for year and month and a calendar of large days; no keyboard.

use egui::{IdSalt, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};
use jiff::ToSpan;
use jiff::civil::Date;

use super::{Button, Icon, Tone, focus_ring, is_pressed, shade, touchable, wrapped};
use crate::l10n::Words;
use crate::ui::theme::Look;

/// In months, like all steps.
const TEN_YEARS: i64 = 120;
const YEAR_STEPS: [(&str, i64); 4] = [
    ("q-date-10-years-back", -TEN_YEARS),
    ("q-date-year-back", -12),
    ("q-date-year-on", 12),
    ("q-date-10-years-on", TEN_YEARS),
];
const MONTH_STEPS: [(&str, i64); 2] = [("q-date-month-back", -1), ("q-date-month-on", 1)];

/// A word between buttons that go back and on.
struct Steps<'a> {
    text: &'a str,
    width: f32,
    /// Key of the button's name, months it moves; the first half goes back.
    keys: &'a [(&'a str, i64)],
}

impl Steps<'_> {
    fn full_width(&self, look: &Look) -> f32 {
        let buttons = self.keys.iter().map(|&(_, months)| step_width(look, months) + look.space.xs);
        self.width + buttons.sum::<f32>()
    }
}

fn step_width(look: &Look, months: i64) -> f32 {
    if months.abs() == TEN_YEARS { look.target.max(look.sizes.body * 2.4) } else { look.target }
}

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

    /// Year and month side by side, or one above the other where there is no room.
    fn steps(&self, ui: &mut Ui, look: &Look, words: &Words, shown: &mut Date) {
        let months = words.text("q-date-months");
        let months: Vec<&str> = months.split_whitespace().collect();
        let month = months.get(shown.month().unsigned_abs() as usize - 1).copied().unwrap_or_default();
        let year = words.with("q-date-year", &[("year", &shown.year().to_string())]);
        let widest = |texts: &[&str]| {
            let widths = texts
                .iter()
                .map(|text| wrapped(ui, text, look.sizes.heading, look.colours.ink, f32::INFINITY).size().x);
            widths.fold(0.0, f32::max) + 2.0 * look.space.s
        };
        let years = Steps { text: &year, width: widest(&[&year]), keys: &YEAR_STEPS };
        let months = Steps { text: month, width: widest(&months), keys: &MONTH_STEPS };
        let together = years.full_width(look) + months.full_width(look) + look.space.l <= ui.available_width();
        if together {
            ui.horizontal_top(|ui| {
                self.step_group(ui, look, words, &years, shown);
                ui.add_space(look.space.s);
                self.step_group(ui, look, words, &months, shown);
            });
        } else {
            ui.horizontal_top(|ui| self.step_group(ui, look, words, &years, shown));
            ui.horizontal_top(|ui| self.step_group(ui, look, words, &months, shown));
        }
    }

    fn step_group(&self, ui: &mut Ui, look: &Look, words: &Words, steps: &Steps<'_>, shown: &mut Date) {
        ui.spacing_mut().item_spacing.x = look.space.xs;
        let (back, on) = steps.keys.split_at(steps.keys.len() / 2);
        self.step_buttons(ui, look, words, back, shown);
        let (rect, response) = ui.allocate_exact_size(vec2(steps.width, look.target), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, steps.text));
        let galley = wrapped(ui, steps.text, look.sizes.heading, look.colours.ink, f32::INFINITY);
        ui.painter().galley(rect.center() - galley.size() / 2.0, galley, look.colours.ink);
        self.step_buttons(ui, look, words, on, shown);
    }

    fn step_buttons(&self, ui: &mut Ui, look: &Look, words: &Words, steps: &[(&str, i64)], shown: &mut Date) {
        for &(key, months) in steps {
            let name = (self.name)(&words.text(key));
            let text = format!("{:+}", months / 12);
            let button = match (months.abs() == TEN_YEARS, months > 0) {
                (true, _) => Button::plain(&text),
                (false, true) => Button::icon_only(Icon::ChevronRight, "").outlined(),
                (false, false) => Button::icon_only(Icon::ChevronLeft, "").outlined(),
            };
            let size = vec2(step_width(look, months), look.target);
            if button.salt(("step", months)).named(name).size(size).show(ui, look).clicked()
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
