//! Paints the open case: why, the households side by side, what will happen, and the decisions below.

use egui::{CentralPanel, Frame, IdSalt, Panel, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::case_data::{CaseData, Deed, Side};
use super::data::Tab;
use super::{State, part_ui, send};
use crate::app::command::Command;
use crate::app::desk::duplicates::DuplicatesCommand;
use crate::ui::scene::Scene;
use crate::ui::textures::Size;
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, photos, status};

/// Shows the case, or that one has to be chosen.
pub fn show(ui: &mut Ui, state: &mut State, back: bool, scene: &mut Scene<'_>) {
    let State { kept, unfolded, tab, .. } = state;
    let Some(data) = kept.case(scene.program, scene.words) else {
        if *tab != Tab::History
            && scene.program.desk.duplicates.queue.as_ref().is_some_and(|queue| !queue.cases.is_empty())
        {
            ui.vertical_centered(|ui| {
                ui.add_space(scene.look.space.xxl);
                widgets::text(ui, scene.look.muted(scene.words.text("duplicate-choose")));
            });
        }
        return;
    };
    let look = scene.look;
    let frame = Frame::new().inner_margin(egui::Margin { top: look.space.s as i8, ..egui::Margin::ZERO });
    Panel::bottom("duplicates deeds").frame(frame).resizable(false).show_separator_line(false).show(ui, |ui| {
        deeds(ui, data, back, scene);
    });
    CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
        let area = ScrollArea::vertical().auto_shrink([false, false]).id_salt(("case", &data.homes));
        area.show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(look.space.s, look.space.m);
            why(ui, data, scene);
            sides(ui, data, scene);
            for part in &data.parts {
                part_ui::show(ui, part, data.deed, unfolded, scene);
            }
            ui.add_space(look.space.l);
        });
    });
}

fn why(ui: &mut Ui, data: &CaseData, scene: &Scene<'_>) {
    let look = scene.look;
    let mut more: Vec<egui::RichText> = data.reasons.iter().map(|reason| look.body(reason)).collect();
    if !data.about.is_empty() {
        more.push(look.body(&data.about));
    }
    status::line_with(ui, look, data.mark.1, Icon::Duplicate, &data.mark.0, &more);
    for warning in &data.warnings {
        status::line(ui, look, Tone::Bad, warning, &[]);
    }
}

/// As many beside each other as are wide enough to be read.
fn sides(ui: &mut Ui, data: &CaseData, scene: &mut Scene<'_>) {
    let look = scene.look;
    let gap = look.space.s;
    let room = ui.available_width();
    let fit = ((room + gap) / (250.0 * look.factor + gap)).floor().max(1.0) as usize;
    let columns = fit.min(data.sides.len());
    let width = (room - gap * (columns as f32 - 1.0)) / columns as f32;
    for row in data.sides.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for side in row {
                ui.allocate_ui_with_layout(vec2(width, 0.0), egui::Layout::top_down(egui::Align::Min), |ui| {
                    ui.set_width(width);
                    let frame = if side.stays { card::current(look) } else { card::sheet(look) };
                    frame.inner_margin(look.margin(look.space.m)).show(ui, |ui| {
                        ui.set_min_width(ui.available_width());
                        household(ui, side, data.deed, scene);
                    });
                });
            }
        });
    }
}

fn household(ui: &mut Ui, side: &Side, deed: Deed, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    ui.spacing_mut().item_spacing.y = look.space.xs;
    widgets::text(ui, look.heading(&side.name).strong());
    widgets::text(ui, look.muted(&side.place));
    for person in &side.persons {
        status::quiet_with(ui, look, Tone::Neutral, Icon::Person, person);
    }
    if !side.phone.is_empty() {
        widgets::text(ui, look.body(&side.phone));
    }
    status::quiet(ui, look, Tone::Neutral, &side.stage);
    widgets::text(ui, look.muted(side.facts.join(" · ")));
    if !side.photos.is_empty() {
        ui.add_space(look.space.xs);
        thumbnails(ui, side, scene);
    }
    ui.add_space(look.space.s);
    widgets::flow(ui, |ui| {
        if deed == Deed::Decide {
            let text = words.text("duplicate-stays");
            let name = words.with("duplicate-stays-name", &[("name", &side.name)]);
            if Chip::one(&text, side.stays).named(name).salt(("stays", side.id)).show(ui, look).clicked() {
                send(scene, DuplicatesCommand::Stay(side.id));
            }
        }
        if let Some(with) = side.with {
            let (text, name) = (words.text("duplicate-goes"), words.with("duplicate-with", &[("name", &side.name)]));
            if Chip::many(&text, with).named(name).salt(("with", side.id)).show(ui, look).clicked() {
                send(scene, DuplicatesCommand::Include(side.id, !with));
            }
        }
        let text = words.text("duplicate-see");
        let name = words.with("duplicate-see-name", &[("name", &side.name)]);
        let see = Button::quiet(&text).icon_after(Icon::ChevronRight).named(name).salt(("see", side.id));
        if see.show(ui, look).clicked() {
            scene.out.push(Command::OpenHousehold(side.id));
        }
    });
}

fn thumbnails(ui: &mut Ui, side: &Side, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let count = side.photos.len() as f32;
    let width = ((ui.available_width() - look.space.xs * (count - 1.0)) / count).min(120.0);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = look.space.xs;
        for (index, photo) in side.photos.iter().enumerate() {
            let (_, rect) = ui.allocate_space(vec2(width, width * 0.75));
            let response = ui.interact(rect, ui.scope_id().with_salt(IdSalt::new(("photo", index))), Sense::hover());
            let args = [("name", &*side.name), ("number", &*(index + 1).to_string())];
            let name = words.with("duplicate-photo", &args);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &name));
            if ui.is_rect_visible(rect) {
                photos::paint(ui, look, scene.textures, photo, rect, Size::Thumbnail);
                ui.painter().rect_stroke(rect, look.corner(), look.hairline_stroke(), StrokeKind::Inside);
            }
        }
    });
}

/// The decisions.
fn deeds(ui: &mut Ui, data: &CaseData, back: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let may = scene.program.read_only.is_none();
    let mut asked = None;
    widgets::flow(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(look.space.s, look.space.s);
        if back && Button::icon_only(Icon::Back, words.text("duplicate-back")).outlined().show(ui, look).clicked() {
            asked = Some(DuplicatesCommand::Close);
        }
        let mut deed = |ui: &mut Ui, button: Button<'_>, enabled: bool, command: DuplicatesCommand| {
            if button.enabled(enabled).show(ui, look).clicked() && enabled {
                asked = Some(command);
            }
        };
        match data.deed {
            Deed::Decide => {
                let text = words.text("duplicate-join");
                deed(ui, Button::primary(&text).icon(Icon::Check), may && data.may_join(), DuplicatesCommand::Join);
                if data.may_move {
                    let text = words.with("duplicate-move", &[("name", &data.whole)]);
                    deed(ui, Button::plain(&text).icon(Icon::Person), may, DuplicatesCommand::Move);
                }
                let text = words.text("duplicate-apart");
                deed(ui, Button::plain(&text).icon(Icon::Fork), may, DuplicatesCommand::Apart);
            }
            Deed::Carry => {
                let text = words.text("duplicate-join-again");
                deed(ui, Button::primary(&text).icon(Icon::Check), may && data.may_join(), DuplicatesCommand::Join);
                let text = words.text("duplicate-leave");
                deed(ui, Button::plain(&text).icon(Icon::Folder), may, DuplicatesCommand::Leave);
            }
            Deed::Settle => {
                for side in &data.sides {
                    let text = words.with("duplicate-settle", &[("name", &side.name)]);
                    let button = Button::plain(&text).icon(Icon::Check).salt(("settle", side.id));
                    deed(ui, button, may, DuplicatesCommand::Settle(Some(side.id)));
                }
                let text = words.text("duplicate-settle-apart");
                deed(ui, Button::plain(&text).icon(Icon::Fork), may, DuplicatesCommand::Settle(None));
            }
        }
        let key = if data.later { "duplicate-take-up" } else { "duplicate-later" };
        let later = DuplicatesCommand::Later(data.homes.clone(), !data.later);
        deed(ui, Button::quiet(&words.text(key)), true, later);
    });
    if !back {
        widgets::text(ui, look.muted(words.text("duplicate-keys")));
    }
    asked.into_iter().for_each(|command| send(scene, command));
}
