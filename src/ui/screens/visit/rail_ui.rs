//! The sections: a rail at the side, or a strip above where there is no room for it.

use egui::{Frame, Panel, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::data::VisitData;
use crate::app::command::Command;
use crate::app::route::{Route, VisitPlace};
use crate::dossier::prompt::SectionPrompt;
use crate::l10n::Words;
use crate::ui::scene::Scene;
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Tone, progress};

/// The rail.
pub fn show(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt("rail");
    area.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = scene.look.space.xs;
        for (index, section) in data.sections.iter().enumerate() {
            let width = ui.available_width();
            entry(ui, section, index == data.current, width, scene);
        }
    });
}

/// The strip.
pub fn strip(ui: &mut Ui, data: &VisitData, scene: &mut Scene<'_>) {
    let look = scene.look;
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.xs));
    Panel::top("strip").frame(frame).show(ui, |ui| {
        ScrollArea::horizontal().auto_shrink([false, true]).id_salt("strip").show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = look.space.xs;
                for (index, section) in data.sections.iter().enumerate() {
                    let current = index == data.current;
                    let response = entry(ui, section, current, strip_width(ui, look, section), scene);
                    // Brought into sight once: after that the finger scrolls where it wants.
                    let shown = (index, ui.clip_rect().width().to_bits(), look.factor.to_bits());
                    let key = ui.scope_id().with("shown");
                    if current && ui.data(|data| data.get_temp(key)) != Some(shown) {
                        ui.data_mut(|data| data.insert_temp(key, shown));
                        ui.scroll_to_rect(response.rect, Some(egui::Align::Center));
                    }
                }
            });
        });
    });
}

fn strip_width(ui: &Ui, look: &Look, section: &SectionPrompt) -> f32 {
    let title = widgets::wrapped(ui, &section.title, look.sizes.label, look.colours.ink, f32::INFINITY);
    title.size().x + 1.6 * look.sizes.body + 2.0 * look.space.m + 3.6 * look.sizes.small
}

/// One section: how far it is, its name, what is missing.
fn entry(ui: &mut Ui, section: &SectionPrompt, current: bool, width: f32, scene: &mut Scene<'_>) -> egui::Response {
    let (look, words) = (scene.look, scene.words);
    let side = 1.3 * look.sizes.body;
    let count = count(section);
    let counted = widgets::wrapped(ui, &count, look.sizes.small, look.colours.muted, f32::INFINITY);
    let room = width - side - 2.0 * look.space.m - look.space.s - counted.size().x;
    let ink = match (section.relevant, current) {
        (false, _) => look.colours.muted,
        (true, true) => look.colours.primary,
        (true, false) => look.colours.ink,
    };
    let title = widgets::wrapped(ui, &section.title, look.sizes.label, ink, room);
    let height = (title.size().y + 2.0 * look.space.s).max(look.target);
    let (_, rect) = ui.allocate_space(vec2(width, height));
    let response = ui.interact(rect, ui.scope_id().with(("section", section.id.as_str())), Sense::click());
    let name = spoken(section, words);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Tab, true, current, &name));
    if ui.is_rect_visible(rect) {
        let fill = if current || response.is_pointer_button_down_on() {
            look.colours.primary_soft
        } else {
            look.colours.surface
        };
        ui.painter().rect_filled(rect, look.corner(), fill);
        if current {
            let mark = Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
            ui.painter().rect_filled(mark, 2, look.colours.primary);
        }
        widgets::focus_ring(ui, &response, look);
        let centre = pos2(rect.left() + look.space.m + side / 2.0, rect.center().y);
        mark(ui, look, section, centre, side);
        let left = rect.left() + look.space.m + side + look.space.s;
        ui.painter().galley(pos2(left, rect.center().y - title.size().y / 2.0), title, ink);
        let at = pos2(rect.right() - look.space.s - counted.size().x, rect.center().y - counted.size().y / 2.0);
        ui.painter().galley(at, counted, look.colours.muted);
    }
    if response.clicked() {
        scene.out.push(Command::Go(Route::Visit(VisitPlace { section: Some(section.id.clone()) })));
    }
    response
}

/// A ring for how much is done; a sign instead where something must be corrected.
fn mark(ui: &Ui, look: &Look, section: &SectionPrompt, centre: egui::Pos2, side: f32) {
    let progress = &section.progress;
    if progress.wrong > 0 {
        let square = Rect::from_center_size(centre, egui::Vec2::splat(side));
        return Tone::Bad.icon().paint(ui.painter(), square, Tone::Bad.ink(look));
    }
    let share = if progress.asked == 0 { 0.0 } else { progress.done as f32 / progress.asked as f32 };
    progress::paint_ring(ui, look, share, centre, side);
}

fn count(section: &SectionPrompt) -> String {
    let progress = &section.progress;
    if section.relevant && progress.asked > 0 { format!("{}/{}", progress.done, progress.asked) } else { String::new() }
}

fn spoken(section: &SectionPrompt, words: &Words) -> String {
    let progress = &section.progress;
    let (done, asked, missing) = (progress.done.to_string(), progress.asked.to_string(), progress.missing.to_string());
    let key = if progress.missing > 0 { "visit-section-missing" } else { "visit-section-name" };
    words.with(key, &[("title", &section.title), ("done", &done), ("asked", &asked), ("missing", &missing)])
}
