//! Paints the door and the turning circle for the chair that was measured.

use egui::Ui;

use super::data::{self, Measured};
use super::drawing_ui;
use crate::app::visit::Visit;
use crate::l10n::Words;
use crate::plan::space::{self, Chair, Space};
use crate::ui::scene::Scene;
use crate::ui::widgets::number_field::{Draft, NumberField};
use crate::ui::widgets::{self, Button, card, status};

/// The numbers as they are typed.
#[derive(Default)]
pub struct State {
    width: Draft,
    length: Draft,
    door: Draft,
    free: Draft,
    doors: Vec<Measured>,
    turns: Vec<Measured>,
}

impl State {
    /// What the survey measured.
    pub fn of(visit: &Visit, words: &Words) -> Self {
        let (width, length) = data::chair(visit);
        let (doors, turns) = (data::doors(visit, words), data::turns(visit, words));
        let draft = |number: Option<u32>| number.map(Draft::of).unwrap_or_default();
        let least = |all: &[Measured]| all.iter().map(|known| known.millimetres).min();
        Self {
            width: draft(width),
            length: draft(length),
            door: draft(least(&doors)),
            free: draft(least(&turns)),
            doors,
            turns,
        }
    }

    fn chair(&self) -> Option<Chair> {
        let number = |draft: &Draft| draft.number().map(|number| number as u32).filter(|number| *number > 0);
        Some(Chair { width: number(&self.width)?, length: number(&self.length) })
    }
}

/// A chair's length where only its width was measured, for the drawing.
const USUAL_LENGTH: u32 = 1_100;

pub fn show(ui: &mut Ui, state: &mut State, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let room = ui.available_width();
    card::show(ui, look, |ui| {
        widgets::text(ui, look.muted(words.text("ramp-chair-measured")));
        let side_by_side = room > 720.0 * look.factor;
        let width = if side_by_side { (ui.available_width() - look.space.l) / 2.0 } else { ui.available_width() };
        let mut content = |ui: &mut Ui| {
            for (key, draft) in [("ramp-chair", &mut state.width), ("ramp-chair-length", &mut state.length)] {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    field(ui, key, 2_000.0, draft, scene);
                });
            }
        };
        if side_by_side { ui.horizontal_top(&mut content).inner } else { content(ui) }
    });
    let chair = state.chair();
    ui.add_space(look.space.s);
    let wide = room > 900.0 * look.factor;
    let half = if wide { (room - look.space.l) / 2.0 } else { room };
    let mut both = |ui: &mut Ui| {
        ui.vertical(|ui| {
            ui.set_width(half);
            card::show(ui, look, |ui| door(ui, state, chair, scene));
        });
        ui.vertical(|ui| {
            ui.set_width(half);
            card::show(ui, look, |ui| turning(ui, state, chair, scene));
        });
    };
    if wide {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = look.space.l;
            both(ui);
        });
    } else {
        both(ui);
    }
}

fn field(ui: &mut Ui, key: &str, most: f64, draft: &mut Draft, scene: &Scene<'_>) {
    let name = scene.words.text(key);
    widgets::text(ui, scene.look.muted(&name));
    let field = NumberField { name: &name, unit: "mm", places: 0, step: 10.0, least: 0.0, most };
    field.show(ui, scene.look, scene.words, draft);
}

fn door(ui: &mut Ui, state: &mut State, chair: Option<Chair>, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::text(ui, look.heading(words.text("ramp-space-door")));
    choices(ui, "door", &state.doors, &mut state.door, scene);
    field(ui, "ramp-space-clear", 3_000.0, &mut state.door, scene);
    let Some(clear) = state.door.number().map(|number| number as u32).filter(|clear| *clear > 0) else { return };
    let space = space::door(clear, chair);
    outcome(ui, &space, scene);
    let build = space::door_to_build(chair).to_string();
    widgets::text(ui, look.body(words.with("ramp-space-build", &[("width", &build)])));
    let drawn = chair.map(|chair| (chair.width, chair.length.unwrap_or(USUAL_LENGTH)));
    drawing_ui::in_the_door(ui, look, words, clear, drawn);
}

fn turning(ui: &mut Ui, state: &mut State, chair: Option<Chair>, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    widgets::text(ui, look.heading(words.text("ramp-space-turning")));
    choices(ui, "turning", &state.turns, &mut state.free, scene);
    field(ui, "ramp-space-free", 6_000.0, &mut state.free, scene);
    let Some(chair) = chair else {
        return status::line(ui, look, widgets::Tone::Missing, &words.text("ramp-space-no-chair"), &[]);
    };
    let Some(free) = state.free.number().map(|number| number as u32).filter(|free| *free > 0) else { return };
    let space = space::turning(free, chair);
    outcome(ui, &space, scene);
    let drawn = (chair.width, chair.length.unwrap_or(USUAL_LENGTH));
    drawing_ui::turning(ui, look, words, free, space.needed, drawn);
}

/// What the survey measured, to be taken over by a tap.
fn choices(ui: &mut Ui, salt: &str, known: &[Measured], draft: &mut Draft, scene: &Scene<'_>) {
    widgets::flow(ui, |ui| {
        for (index, measured) in known.iter().enumerate() {
            let text = format!("{} {}", measured.label, measured.millimetres);
            let chosen = draft.number() == Some(f64::from(measured.millimetres));
            let button = Button::plain(&text).small().salt((salt, index)).selected(chosen);
            if button.show(ui, scene.look).clicked() {
                *draft = Draft::of(measured.millimetres);
            }
        }
    });
}

fn outcome(ui: &mut Ui, space: &Space, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let (text, tone) = data::fit(space.fit, words);
    let needed = space.needed.to_string();
    let mut more = vec![look.body(words.with("ramp-space-needed", &[("needed", &needed)]))];
    if space.lacking > 0 {
        more.push(look.body(words.with("ramp-space-lacking", &[("lacking", &space.lacking.to_string())])));
    }
    more.extend(space.remarks.iter().map(|remark| look.muted(remark.text(words))));
    status::line(ui, look, tone, &text, &more);
}
