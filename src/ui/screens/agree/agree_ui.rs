//! Paints the plan for the family: a list that is read across a table, and one sentence at a time to be read aloud.

use egui::{Align, CentralPanel, Frame, Layout, Panel, RichText, ScrollArea, Sense, Ui, vec2};

use super::data::{AgreeData, Kept, Line};
use crate::app::command::Command;
use crate::app::task::Task;
use crate::app::visit::Visit;
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::theme::Look;
use crate::ui::widgets::{self, Button, Icon, Tone, card, segmented, status};

/// How much larger than a title the sentence is that is read aloud.
const SPOKEN: f32 = 1.35;

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    kept: Kept,
    /// The sentence that is being read; the list when there is none.
    reading: Option<usize>,
    household: Option<crate::id::DossierId>,
}

/// Shows the plan to the family.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, scene: &mut Scene<'_>) {
    let look = scene.look;
    if state.household.replace(visit.dossier.id) != Some(visit.dossier.id) {
        state.reading = None;
    }
    let data = state.kept.of(scene.program, visit, scene.words);
    let subtitle = scene.words.text("agree-subtitle");
    let bar = Bar { title: &data.title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: true };
    bar::show(ui, &bar, scene);
    let reading = &mut state.reading;
    footer(ui, reading, data, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| match *reading {
        Some(index) => sentence(ui, data, index, scene),
        None => {
            ScrollArea::vertical().auto_shrink([false, false]).id_salt("agree").show(ui, |ui| {
                widgets::column(ui, look, |ui| list(ui, data, scene));
            });
        }
    });
}

fn list(ui: &mut Ui, data: &AgreeData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if !data.changes.is_empty() {
        let more: Vec<RichText> = data.changes.iter().map(|change| look.body(change)).collect();
        status::line_with(ui, look, Tone::Doubtful, Icon::Pencil, &words.text("agree-changes"), &more);
    }
    for (number, line) in (1..).zip(&data.lines) {
        card::show(ui, look, |ui| line_ui(ui, number, line, look));
    }
    let tone = if data.costs { Tone::Doubtful } else { Tone::Good };
    let frame = card::sheet(look).fill(tone.ground(look)).stroke(egui::Stroke::new(2.0, tone.ink(look)));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        widgets::text(ui, look.title(&data.cost).color(tone.ink(look)));
    });
    ui.add_space(look.space.xl);
}

fn line_ui(ui: &mut Ui, number: u32, line: &Line, look: &Look) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = look.space.m;
        let side = look.sizes.title * 1.5;
        let (rect, _) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
        ui.painter().circle_stroke(rect.center(), side / 2.0 - 2.0, egui::Stroke::new(2.0, look.colours.primary));
        let font = egui::FontId::proportional(look.sizes.heading);
        ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, number, font, look.colours.primary);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = look.space.xs;
            widgets::text(ui, look.title(&line.what));
            let parts = [line.place.as_str(), line.quantity.as_str()];
            let second: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            widgets::text(ui, look.heading(second.join(" · ")));
            if !line.sizes.is_empty() {
                widgets::text(ui, look.muted(&line.sizes));
            }
        });
    });
}

/// One sentence in the middle of the window, as large as it fits.
fn sentence(ui: &mut Ui, data: &AgreeData, index: usize, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let Some(sentence) = data.sentences.get(index) else { return };
    let (place, count) = ((index + 1).to_string(), data.sentences.len().to_string());
    ScrollArea::vertical().auto_shrink([false, false]).id_salt(("sentence", index)).show(ui, |ui| {
        widgets::column(ui, look, |ui| {
            widgets::text(ui, look.muted(words.with("agree-place", &[("place", &place), ("count", &count)])));
            ui.add_space(ui.clip_rect().height() * 0.12);
            let size = look.sizes.title * SPOKEN;
            widgets::text(ui, RichText::new(sentence).size(size).line_height(Some(size * 1.7)).color(look.colours.ink));
        });
    });
}

fn footer(ui: &mut Ui, reading: &mut Option<usize>, data: &AgreeData, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let frame = Frame::new().fill(look.colours.surface).inner_margin(look.margin(look.space.m));
    Panel::bottom("agree").frame(frame).show(ui, |ui| {
        if let Some(index) = *reading {
            turn_pages(ui, reading, index, data, scene);
        }
        let owner = words.text("agree-mode");
        let modes = [(false, words.text("agree-mode-list")), (true, words.text("agree-mode-read"))];
        let narrow = ui.available_width() < 640.0 * look.factor;
        let choose = |ui: &mut Ui, reading: &mut Option<usize>| {
            if let Some(read) = segmented::show(ui, look, words, &owner, reading.is_some(), &modes) {
                *reading = read.then_some(0);
            }
        };
        if narrow {
            choose(ui, reading);
            sign(ui, data, true, scene);
        } else {
            ui.allocate_ui_with_layout(
                vec2(ui.available_width(), look.target),
                Layout::right_to_left(Align::Center),
                |ui| {
                    sign(ui, data, false, scene);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| choose(ui, reading));
                },
            );
        }
    });
}

fn turn_pages(ui: &mut Ui, reading: &mut Option<usize>, index: usize, data: &AgreeData, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (back, on) = (words.text("agree-back"), words.text("agree-on"));
    ui.horizontal(|ui| {
        let width = (ui.available_width() - look.space.s) / 2.0;
        let back = Button::plain(&back).icon(Icon::ChevronLeft).enabled(index > 0).width(width);
        if back.show(ui, look).clicked() && index > 0 {
            *reading = Some(index - 1);
        }
        let last = index + 1 >= data.sentences.len();
        let on = Button::plain(&on).icon_after(Icon::ChevronRight).enabled(!last).width(width);
        if on.show(ui, look).clicked() && !last {
            *reading = Some(index + 1);
        }
    });
}

fn sign(ui: &mut Ui, data: &AgreeData, wide: bool, scene: &mut Scene<'_>) {
    let key = if data.open { "agree-sign" } else { "agree-see-signatures" };
    let text = scene.words.text(key);
    let button = if data.open { Button::primary(&text) } else { Button::plain(&text) };
    let button = if wide { button.wide() } else { button };
    if button.icon(Icon::Signature).show(ui, scene.look).clicked() {
        scene.out.push(Command::OpenTask(Task::Agree));
    }
}
