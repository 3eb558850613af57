//! Paints one measure: what, where, how much, why; and the decision about it.

use egui::{Align, Layout, Sense, Ui, Vec2, WidgetInfo};

use super::data::{Card, Why, yuan};
use super::plan_ui::State;
use super::sheets::Sheet;
use crate::app::command::Command;
use crate::app::plan::PlanCommand;
use crate::app::route::Route;
use crate::plan::item::Decision;
use crate::ui::scene::Scene;
use crate::ui::textures::Size;
use crate::ui::widgets::{self, Button, Icon, Tone, card, photos, status};

/// Shows a card; `open` while the plan may be changed.
pub fn show(ui: &mut Ui, state: &mut State, data: &Card, open: bool, scene: &mut Scene<'_>) {
    let look = scene.look;
    let undecided = data.decision == Decision::Undecided;
    let frame = if undecided && open { card::current(look) } else { card::sheet(look) };
    ui.push_id(("card", data.row.bits()), |ui| {
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = look.space.xs;
            match data.decision {
                Decision::Declined | Decision::Left => declined(ui, data, open, scene),
                Decision::Undecided | Decision::Accepted => whole(ui, state, data, open, scene),
            }
        });
    });
}

/// One that was declined: its name, the reason, the way back.
fn declined(ui: &mut Ui, data: &Card, open: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::text(ui, look.body(data.title()).color(look.colours.muted).strikethrough());
    let left = data.decision == Decision::Left;
    let (key, icon) = if left { ("case-plan-left", Icon::Skip) } else { ("case-plan-declined", Icon::Cross) };
    let reason = words.with(key, &[("reason", &data.declined)]);
    widgets::flow(ui, |ui| status::quiet_with(ui, look, Tone::Neutral, icon, &reason));
    let name = words.with("case-plan-reopen-what", &[("what", &data.name)]);
    if open && Button::quiet(&words.text("case-plan-reopen")).icon(Icon::Undo).named(name).show(ui, look).clicked() {
        scene.out.push(Command::Plan(PlanCommand::Reopen(data.row)));
    }
}

fn whole(ui: &mut Ui, state: &mut State, data: &Card, open: bool, scene: &mut Scene<'_>) {
    let look = scene.look;
    let unfolded = data.decision == Decision::Undecided || state.unfolded.contains(&data.row);
    head(ui, state, data, scene);
    warnings(ui, data, unfolded, scene);
    if unfolded {
        reasons(ui, &data.reasons, scene);
        small_print(ui, data, scene);
        pictures(ui, data, scene);
    }
    if open {
        ui.add_space(look.space.xs);
        decide(ui, state, data, scene);
    }
}

/// Name and place left, the sum right; tapped, a folded card opens.
fn head(ui: &mut Ui, state: &mut State, data: &Card, scene: &mut Scene<'_>) {
    let look = scene.look;
    let accepted = data.decision == Decision::Accepted;
    let (title, sum) = (data.title(), data.sum());
    let amount = data.amount.map_or_else(|| "—".to_owned(), yuan);
    let shown = ui.scope(|ui| {
        let narrow = ui.available_width() < 460.0 * look.factor;
        let right = |ui: &mut Ui| {
            let ink = if accepted { look.colours.primary } else { look.colours.ink };
            ui.add(egui::Label::new(look.heading(&amount).color(ink)));
            ui.add(egui::Label::new(look.muted(&sum)));
        };
        let left = |ui: &mut Ui| {
            ui.horizontal_top(|ui| {
                if accepted {
                    let side = look.sizes.heading;
                    let (rect, _) = ui.allocate_exact_size(Vec2::splat(side * 1.1), Sense::hover());
                    ui.painter().circle_filled(rect.center(), side * 0.5, look.colours.met);
                    Icon::Check.paint(ui.painter(), rect.shrink(side * 0.25), look.colours.surface);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    widgets::text(ui, look.body(&title).strong());
                    if !data.place.is_empty() {
                        widgets::text(ui, look.muted(&data.place));
                    }
                });
            });
        };
        if narrow {
            left(ui);
            ui.horizontal_wrapped(right);
        } else {
            let room = ui.available_width();
            let amount_room = (210.0 * look.factor).min(room * 0.42);
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = look.space.m;
                ui.vertical(|ui| {
                    ui.set_width(room - amount_room - look.space.m);
                    left(ui);
                });
                ui.allocate_ui_with_layout(egui::vec2(amount_room, 0.0), Layout::top_down(Align::Max), |ui| {
                    ui.set_min_width(amount_room);
                    right(ui);
                });
            });
        }
    });
    if accepted {
        let rect = shown.response.rect;
        let response = ui.interact(rect, ui.scope_id().with("fold"), Sense::click());
        let name = scene.words.with("case-plan-unfold", &[("what", &title)]);
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
        widgets::focus_ring(ui, &response, look);
        if response.clicked() {
            match state.unfolded.iter().position(|row| *row == data.row) {
                Some(known) => {
                    state.unfolded.remove(known);
                }
                None => state.unfolded.push(data.row),
            }
        }
    }
}

fn warnings(ui: &mut Ui, data: &Card, unfolded: bool, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let nothing = data.amount.is_none_or(|amount| amount.0 == 0) && data.decision == Decision::Accepted;
    let wished = data.wished && unfolded;
    let marked = wished || data.own || data.vanished || data.disputed || data.uncertain;
    if !marked && !nothing && data.unsuited.is_empty() {
        return;
    }
    widgets::flow(ui, |ui| {
        if wished {
            status::chip_with(ui, look, Tone::Good, Icon::Person, &words.text("case-plan-wished"));
        }
        if data.own {
            status::chip_with(ui, look, Tone::Neutral, Icon::Pencil, &words.text("case-plan-own"));
        }
        if data.vanished {
            status::chip(ui, look, Tone::Doubtful, &words.text("case-plan-vanished"));
        }
        if data.disputed {
            status::chip_with(ui, look, Tone::Bad, Icon::Fork, &words.text("case-plan-disputed"));
        }
        if data.uncertain {
            status::chip(ui, look, Tone::Doubtful, &words.text("case-plan-uncertain"));
        }
        if nothing {
            status::chip(ui, look, Tone::Missing, &words.text("case-plan-no-amount"));
        }
        if !data.unsuited.is_empty() {
            status::chip(ui, look, Tone::Doubtful, &data.unsuited);
        }
    });
}

/// Why: question, value, reference line and its source.
pub fn reasons(ui: &mut Ui, reasons: &[Why], scene: &Scene<'_>) {
    let look = scene.look;
    for why in reasons {
        widgets::text(ui, look.body(&why.finding));
        for evident in &why.evidence {
            let (tone, icon) = match evident.met {
                Some(false) => (look.colours.not_met, Icon::Cross),
                Some(true) => (look.colours.met, Icon::Check),
                None => (look.colours.muted, Icon::Info),
            };
            ui.horizontal_top(|ui| {
                let side = look.sizes.label;
                let (rect, _) = ui.allocate_exact_size(egui::vec2(side * 1.2, side * 1.4), Sense::hover());
                icon.paint(ui.painter(), rect.shrink(1.0), tone);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    widgets::text(ui, look.muted(&evident.text).color(look.colours.ink));
                    if !evident.line.is_empty() {
                        widgets::text(ui, look.muted(&evident.line));
                    }
                });
            });
        }
    }
}

/// Sizes, how the quantity was found, whose price it is, what to mind.
fn small_print(ui: &mut Ui, data: &Card, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let mut lines = Vec::new();
    if !data.sizes.is_empty() {
        lines.push(words.with("case-plan-sizes", &[("sizes", &data.sizes)]));
    }
    if !data.how.is_empty() {
        lines.push(words.with("case-plan-how", &[("how", &data.how)]));
    }
    if let Some((least, most)) = data.estimate {
        let (least, most) = (yuan(least), yuan(most));
        let args = [("least", &*least), ("most", &*most), ("list", &*data.price_list)];
        lines.push(words.with("case-plan-estimate", &args));
    } else if !data.price_list.is_empty() {
        lines.push(words.with("case-plan-price-list", &[("list", &data.price_list)]));
    }
    if !data.note.is_empty() {
        lines.push(words.with("case-plan-note", &[("note", &data.note)]));
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for line in lines {
            widgets::text(ui, look.muted(line));
        }
    });
}

fn pictures(ui: &mut Ui, data: &Card, scene: &mut Scene<'_>) {
    let look = scene.look;
    if data.photos.is_empty() {
        return;
    }
    ui.add_space(look.space.xs);
    let size = egui::vec2(112.0, 84.0);
    let mut tapped = None;
    widgets::flow(ui, |ui| {
        for (index, (path, row, photo)) in data.photos.iter().enumerate() {
            let (rect, response) = ui.allocate_exact_size(size, Sense::click());
            let number = (index + 1).to_string();
            let name = scene.words.with("case-plan-photo", &[("what", &data.name), ("number", &number)]);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
            if ui.is_rect_visible(rect) {
                photos::paint(ui, look, scene.textures, photo, rect, Size::Thumbnail);
                ui.painter().rect_stroke(rect, look.corner(), look.outline_stroke(), egui::StrokeKind::Inside);
                widgets::focus_ring(ui, &response, look);
            }
            if response.clicked() {
                tapped = Some((path.clone(), *row));
            }
        }
    });
    if let Some((path, row)) = tapped {
        let back = Box::new(scene.program.route.clone());
        scene.out.push(Command::Go(Route::Photo { path, row, back }));
    }
}

fn decide(ui: &mut Ui, state: &mut State, data: &Card, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let named = |key: &str| words.with("q-part", &[("question", &data.name), ("part", &words.text(key))]);
    let accepted = data.decision == Decision::Accepted;
    widgets::flow(ui, |ui| {
        if !accepted {
            let text = words.text("case-plan-accept");
            let button = Button::plain(&text).icon(Icon::Check).salt("accept").named(named("case-plan-accept"));
            if button.show(ui, look).clicked() {
                scene.out.push(Command::Plan(PlanCommand::Accept(data.row)));
            }
        }
        let text = words.text("case-plan-change");
        let change = if accepted { Button::quiet(&text) } else { Button::plain(&text) };
        if change.icon(Icon::Pencil).salt("change").named(named("case-plan-change")).show(ui, look).clicked() {
            state.sheet = Some(Sheet::change(data));
        }
        if data.ramp {
            let text = words.text("case-plan-ramp");
            let button = Button::quiet(&text).icon(Icon::Ruler).salt("ramp").named(named("case-plan-ramp"));
            if button.show(ui, look).clicked() {
                scene.out.push(Command::Go(Route::Ramp { item: Some(data.row) }));
            }
        }
        if accepted {
            let key = if data.own { "case-plan-remove" } else { "case-plan-reopen" };
            let text = words.text(key);
            if Button::quiet(&text).icon(Icon::Undo).salt("reopen").named(named(key)).show(ui, look).clicked() {
                scene.out.push(Command::Plan(PlanCommand::Reopen(data.row)));
            }
        } else {
            let text = words.text("case-plan-decline");
            let button = Button::quiet(&text).icon(Icon::Cross).salt("decline").named(named("case-plan-decline"));
            if button.show(ui, look).clicked() {
                state.sheet = Some(Sheet::decline(data.row));
            }
        }
    });
}
