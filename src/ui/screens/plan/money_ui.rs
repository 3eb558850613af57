//! Paints the money: a bar that is always in sight while one chooses, and what stands behind it.

use egui::{Align, Frame, Layout, Panel, Rect, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::data::{PlanData, yuan};
use super::plan_ui::State;
use super::sheets::Sheet;
use crate::app::command::Command;
use crate::app::plan::PlanCommand;
use crate::dossier::stage::Step;
use crate::plan::money::Fen;
use crate::ui::scene::Scene;
use crate::ui::widgets::{self, Button, Icon, Tone, status};

/// The column at the side.
pub fn column(ui: &mut Ui, state: &mut State, data: &PlanData, scene: &mut Scene<'_>) {
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        finish(ui, data, true, scene);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).id_salt("money").show(ui, |ui| {
                bar(ui, data, scene);
                details(ui, state, data, scene);
            });
        });
    });
}

/// The lines at the lower edge.
pub fn footer(ui: &mut Ui, state: &mut State, data: &PlanData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.m));
    Panel::bottom("money").frame(frame).show(ui, |ui| {
        bar(ui, data, scene);
        widgets::flow(ui, |ui| {
            let count = data.money.warnings.len();
            let text = if count == 0 {
                words.text("case-money-more")
            } else {
                words.with("case-money-warnings", &[("count", &count.to_string())])
            };
            let button = Button::plain(&text).icon(Icon::ChevronUp).salt("money");
            let button = if count > 0 { button.tint(look.colours.accepted) } else { button };
            if button.show(ui, look).clicked() {
                state.sheet = Some(Sheet::Money);
            }
            finish(ui, data, false, scene);
        });
        if let Some(why) = data.finish.as_ref().filter(|_| data.closed.is_none()) {
            widgets::text(ui, look.muted(why.replace('\n', &words.text("list-comma"))));
        }
    });
}

/// Total and cap in words and as a bar with a tick at the batch average.
pub fn bar(ui: &mut Ui, data: &PlanData, scene: &Scene<'_>) {
    let (look, words, money) = (scene.look, scene.words, &data.money);
    let over = money.over;
    let ink = if over { look.colours.not_met } else { look.colours.ink };
    ui.horizontal_wrapped(|ui| {
        ui.add(egui::Label::new(look.title(yuan(money.total)).color(ink)));
        ui.add(egui::Label::new(look.muted(words.with("case-money-cap", &[("cap", &yuan(money.cap))]))));
    });
    let height = look.space.m;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let (total, cap) = (yuan(money.total), yuan(money.cap));
    let said = words.with("case-money-said", &[("total", &total), ("cap", &cap)]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &said));
    let most = money.cap.0.max(money.total.0).max(1) as f32;
    let at = |fen: i64| rect.left() + rect.width() * (fen as f32 / most).clamp(0.0, 1.0);
    let radius = (height / 2.0) as u8;
    let painter = ui.painter();
    painter.rect(rect, radius, look.colours.raised, look.outline_stroke(), egui::StrokeKind::Inside);
    let fill = if over { look.colours.not_met } else { look.colours.primary };
    painter.rect_filled(Rect::from_x_y_ranges(rect.left()..=at(money.total.0), rect.y_range()), radius, fill);
    for (fen, colour) in [(money.average.0, look.colours.accepted), (money.cap.0, look.colours.ink)] {
        painter.vline(at(fen), rect.y_range().expand(3.0), egui::Stroke::new(2.0, colour));
    }
    let text = if over {
        words.with("case-money-over", &[("over", &yuan(money.counted - money.cap))])
    } else {
        let left = yuan(money.cap - money.counted);
        words.with("case-money-left", &[("left", &left), ("average", &yuan(money.average))])
    };
    widgets::text(ui, look.muted(text).color(if over { look.colours.not_met } else { look.colours.muted }));
}

/// Batch, sources, warnings, the suggestion.
pub fn details(ui: &mut Ui, state: &mut State, data: &PlanData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if let Some(others) = data.money.others.filter(|others| others.households > 0) {
        let (count, average) = (others.households.to_string(), yuan(others.average()));
        let left = others.leaves(data.money.average);
        let (leaves, most) = (yuan(left), yuan(data.money.average));
        let args = [("count", &*count), ("average", &*average), ("leaves", &*leaves), ("most", &*most)];
        let beyond = data.money.counted > left;
        let key = if left > Fen(0) { "case-money-batch" } else { "case-money-batch-spent" };
        let ink = if beyond { look.colours.accepted } else { look.colours.muted };
        widgets::text(ui, look.muted(words.with(key, &args)).color(ink));
    }
    ui.add_space(look.space.s);
    if data.money.over && data.closed.is_none() {
        let text = words.text(if data.over_reason.is_empty() { "case-over-ask" } else { "case-over-change" });
        if !data.over_reason.is_empty() {
            let reason = words.with("account-over-reason", &[("reason", &data.over_reason)]);
            widgets::text(ui, look.muted(reason));
        }
        if Button::plain(&text).icon(Icon::Pencil).salt("over").wide().show(ui, look).clicked() {
            state.sheet = Some(Sheet::Over { reason: data.over_reason.clone() });
        }
    }
    for warning in &data.money.warnings {
        status::line(ui, look, Tone::Doubtful, warning, &[]);
    }
    if !data.money.sources.is_empty() {
        widgets::text(ui, look.muted(words.text("case-money-sources")));
        for (source, amount) in &data.money.sources {
            ui.horizontal(|ui| {
                ui.set_height(look.sizes.body * 1.6);
                ui.label(look.body(source));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(look.body(yuan(*amount))));
            });
        }
    }
    if data.closed.is_none() && data.open > 0 {
        ui.add_space(look.space.s);
        let count = data.open.to_string();
        let text = words.with("case-plan-leave-rest", &[("count", &count)]);
        if Button::quiet(&text).icon(Icon::Skip).salt("rest").wide().show(ui, look).clicked() {
            let reason = words.text("case-leave-rest-reason");
            scene.out.push(Command::Plan(PlanCommand::LeaveRest { reason }));
        }
    }
    if data.closed.is_none() {
        ui.add_space(look.space.s);
        let text = words.text("case-suggest");
        if Button::plain(&text).icon(Icon::Target).wide().show(ui, look).clicked() {
            state.sheet = Some(Sheet::Suggest);
        }
    }
}

fn finish(ui: &mut Ui, data: &PlanData, wide: bool, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if data.closed.is_some() {
        return;
    }
    let text = words.text(Step::Plan.key());
    let button = Button::primary(&text).icon(Icon::Check).enabled(data.finish.is_none());
    let button = if wide { button.wide() } else { button };
    // Bottom up: the reason is laid out first and stands below.
    if let Some(why) = data.finish.as_ref().filter(|_| wide) {
        widgets::text(ui, look.muted(why));
    }
    if button.show(ui, look).clicked() && data.finish.is_none() {
        scene.out.push(Command::Step(Step::Plan));
        scene.out.push(Command::LeaveTask);
    }
}
