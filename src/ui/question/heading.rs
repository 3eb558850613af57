//! Number, question, hint, and whether it must be answered.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, FontId, Layout, Role, Sense, Ui, WidgetInfo};

use super::Card;
use crate::ui::widgets::{Icon, Tone, status, text};

pub(super) fn show(ui: &mut Ui, card: &mut Card<'_, '_>) {
    let look = *card.cx.look;
    let required = card.prompt.required && card.prompt.control.takes_answer();
    let narrow = ui.available_width() < look.sizes.body * 20.0;
    if required && !narrow {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            required_mark(ui, card);
            ui.with_layout(Layout::top_down(Align::Min), |ui| question(ui, card));
        });
    } else {
        question(ui, card);
        if required {
            required_mark(ui, card);
        }
    }
    if !card.prompt.hint.is_empty() {
        text(ui, look.muted(&card.prompt.hint));
    }
}

fn required_mark(ui: &mut Ui, card: &Card<'_, '_>) {
    let (tone, icon) = if card.prompt.is_open() { (Tone::Missing, Icon::Pencil) } else { (Tone::Neutral, Icon::Check) };
    status::chip_with(ui, card.cx.look, tone, icon, &card.word("q-required"));
}

fn question(ui: &mut Ui, card: &Card<'_, '_>) {
    let look = card.cx.look;
    let prompt = card.prompt;
    let size = if card.active { look.sizes.heading } else { look.sizes.body };
    let font = FontId::proportional(size);
    let mut job = LayoutJob::default();
    if let Some(number) = prompt.number {
        job.append(&format!("{number}  "), 0.0, TextFormat::simple(font.clone(), look.colours.muted));
    }
    job.append(&prompt.label, 0.0, TextFormat::simple(font, look.colours.ink));
    job.wrap.max_width = ui.available_width();
    let galley = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &prompt.label));
    ui.painter().galley(rect.min, galley, look.colours.ink);
}
