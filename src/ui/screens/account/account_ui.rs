//! Paints the settlement: a table where there is room for it, cards where there is not.

use egui::{Align, CentralPanel, Frame, Layout, Panel, ScrollArea, Ui};

use super::data::{AccountData, Kept, Row};
use crate::app::command::Command;
use crate::app::task::Task;
use crate::app::visit::Visit;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::{self, Button, Icon, Tone, card, status};

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    kept: Kept,
}

/// Shows the account.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, scene: &mut Scene<'_>) {
    let look = scene.look;
    let data = state.kept.of(scene.program, visit, scene.words);
    let subtitle = scene.words.text("account-subtitle");
    let bar = Bar { title: &data.title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: true };
    bar::show(ui, &bar, scene);
    footer(ui, data, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt("account").show(ui, |ui| {
            widgets::column(ui, look, |ui| {
                for remark in &data.remarks {
                    status::line(ui, look, Tone::Doubtful, remark, &[]);
                }
                let wide = ui.available_width() > 700.0 * look.factor;
                card::show(
                    ui,
                    look,
                    |ui| {
                        if wide { table(ui, &data.rows, scene) } else { cards(ui, &data.rows, scene) }
                    },
                );
                sums(ui, data, scene);
            });
        });
    });
}

/// The columns after the title, by their keys.
const COLUMNS: [&str; 5] =
    ["account-planned", "account-installed", "account-accepted", "account-price", "account-amount"];

fn table(ui: &mut Ui, rows: &[Row], scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let figures = 88.0 * look.factor;
    let title = (ui.available_width() - COLUMNS.len() as f32 * (figures + look.space.m)).max(140.0);
    let right = |ui: &mut Ui, text: egui::RichText| {
        ui.allocate_ui_with_layout(egui::vec2(figures, 0.0), Layout::top_down(Align::Max), |ui| {
            ui.set_min_width(figures);
            ui.label(text);
        });
    };
    let left = |ui: &mut Ui, add: &dyn Fn(&mut Ui)| {
        ui.allocate_ui_with_layout(egui::vec2(title, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(title);
            ui.spacing_mut().item_spacing.y = 0.0;
            add(ui);
        });
    };
    ui.spacing_mut().item_spacing = egui::vec2(look.space.m, look.space.s);
    // Rows of their own and no grid: figures stand beside the item's name, not beside the middle of its lines.
    ui.horizontal_top(|ui| {
        left(ui, &|ui| {
            widgets::text(ui, look.muted(words.text("account-item")));
        });
        COLUMNS.iter().for_each(|key| right(ui, look.muted(words.text(key))));
    });
    for row in rows {
        ui.horizontal_top(|ui| {
            left(ui, &|ui| {
                widgets::text(ui, look.body(&row.title));
                widgets::text(ui, look.muted(below(row)));
                marks(ui, row, scene);
            });
            let ink = if row.differs { look.colours.accepted } else { look.colours.ink };
            for figure in [&row.planned, &row.installed, &row.accepted] {
                right(ui, look.body(figure).color(ink));
            }
            right(ui, look.body(&row.price));
            right(ui, look.body(&row.amount).strong());
        });
    }
}

/// Where it was built, and what is counted.
fn below(row: &Row) -> String {
    let parts = [&*row.place, &*row.unit].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

fn cards(ui: &mut Ui, rows: &[Row], scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            ui.separator();
        }
        widgets::text(ui, look.body(&row.title).strong());
        widgets::text(ui, look.muted(below(row)));
        let figures = [&row.planned, &row.installed, &row.accepted, &row.price, &row.amount];
        for (key, figure) in COLUMNS.iter().zip(figures) {
            line(ui, &words.text(key), figure, false, scene);
        }
        marks(ui, row, scene);
    }
}

fn marks(ui: &mut Ui, row: &Row, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if row.passed && !row.change_order {
        return;
    }
    widgets::flow(ui, |ui| {
        if row.change_order {
            status::chip_with(ui, look, Tone::Neutral, Icon::Note, &words.text("account-change-order"));
        }
        if !row.passed {
            status::chip(ui, look, Tone::Bad, &words.text("account-not-passed"));
        }
    });
}

/// A word left and a figure right.
fn line(ui: &mut Ui, word: &str, figure: &str, loud: bool, scene: &Scene<'_>) {
    let look = scene.look;
    ui.horizontal(|ui| {
        ui.set_height(look.sizes.body * 1.7);
        ui.label(if loud { look.heading(word) } else { look.muted(word) });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(if loud { look.heading(figure) } else { look.body(figure) });
        });
    });
}

fn sums(ui: &mut Ui, data: &AccountData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        for (word, figure) in &data.sums {
            line(ui, word, figure, false, scene);
        }
        line(ui, &words.text("account-total"), &data.total, true, scene);
        for (source, amount) in &data.sources {
            line(ui, source, amount, false, scene);
        }
        widgets::text(ui, look.muted(words.text("account-rounding")));
    });
}

fn footer(ui: &mut Ui, data: &AccountData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.m));
    Panel::bottom("account").frame(frame).show(ui, |ui| {
        let key = if data.open { "account-form" } else { "account-see-form" };
        let text = words.text(key);
        let button = if data.open { Button::primary(&text) } else { Button::plain(&text) };
        ui.horizontal(|ui| {
            if button.icon(Icon::Signature).show(ui, look).clicked() {
                scene.out.push(Command::OpenTask(Task::Settle));
            }
            if let Some(why) = data.refused.as_ref().filter(|_| data.open) {
                ui.add(egui::Label::new(look.muted(why)).wrap());
            }
        });
    });
}
