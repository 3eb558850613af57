//! Paints the calculators: what was measured at the left, what follows from it at the right, or below.

use egui::{CentralPanel, Frame, ScrollArea, Ui};

use super::data::{self, Way};
use super::{drawing_ui, space_ui};
use crate::app::command::Command;
use crate::app::plan::PlanCommand;
use crate::app::visit::Visit;
use crate::id::{DossierId, RowId};
use crate::l10n::Language;
use crate::plan::ramp::table::TABLE;
use crate::plan::ramp::{NO_BARRIER, Site, Verdict};
use crate::ui::scene::Scene;
use crate::ui::screens::bar::{self, Bar};
use crate::ui::widgets::number_field::{Draft, NumberField};
use crate::ui::widgets::{self, Button, Chip, Icon, Tone, card, segmented, status};

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    household: Option<DossierId>,
    inputs: Inputs,
    space: space_ui::State,
    spaces: bool,
    /// The way that is drawn, by its place in the list.
    chosen: usize,
    worked_out: Option<(Site, Language)>,
    ways: Vec<Way>,
}

/// The site as it is typed.
#[derive(Clone, Debug, Default)]
struct Inputs {
    rise: Draft,
    length: Draft,
    width: Draft,
    platform: Draft,
    chair: Draft,
    helper: bool,
    may_cast: bool,
    steps: Option<u32>,
}

impl Inputs {
    fn of(site: &Site) -> Self {
        let draft = |number: Option<u32>| number.map(Draft::of).unwrap_or_default();
        Self {
            rise: draft(Some(site.rise).filter(|rise| *rise > 0)),
            length: draft(site.length),
            width: draft(site.width),
            platform: draft(site.platform),
            chair: draft(site.chair_width),
            helper: site.helper,
            may_cast: site.may_cast,
            steps: site.steps,
        }
    }

    fn site(&self) -> Site {
        let number = |draft: &Draft| draft.number().map(|number| number as u32);
        Site {
            rise: number(&self.rise).unwrap_or(0),
            steps: self.steps,
            length: number(&self.length),
            width: number(&self.width),
            platform: number(&self.platform),
            chair_width: number(&self.chair),
            helper: self.helper,
            may_cast: self.may_cast,
        }
    }
}

/// Shows the calculators; `item` is the measure they were opened for.
pub fn show(ui: &mut Ui, state: &mut State, visit: &Visit, item: Option<RowId>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if state.household.replace(visit.dossier.id) != Some(visit.dossier.id) {
        let mut site = data::site(scene.program);
        site.chair_width = site.chair_width.or(data::chair(visit).0);
        *state = State { household: state.household, inputs: Inputs::of(&site), ..State::default() };
        state.space = space_ui::State::of(visit, words);
    }
    let (title, subtitle) = (words.text("ramp-title"), words.text("ramp-subtitle"));
    let bar = Bar { title: &title, subtitle: &subtitle, back: true, undo: None, redo: None, settings: true };
    bar::show(ui, &bar, scene);
    let frame = Frame::new().fill(look.colours.ground).inner_margin(look.margin(look.space.l));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).id_salt(("ramp", state.spaces)).show(ui, |ui| {
            let modes = [(false, words.text("ramp-mode-ramp")), (true, words.text("ramp-mode-space"))];
            if let Some(spaces) = segmented::show(ui, look, words, &words.text("ramp-mode"), state.spaces, &modes) {
                state.spaces = spaces;
            }
            ui.add_space(look.space.s);
            if state.spaces {
                space_ui::show(ui, &mut state.space, scene);
            } else {
                ramp(ui, state, item, scene);
            }
            ui.add_space(look.space.xxl);
        });
    });
}

fn ramp(ui: &mut Ui, state: &mut State, item: Option<RowId>, scene: &mut Scene<'_>) {
    let look = scene.look;
    let site = state.inputs.site();
    let asked = (site, scene.words.language());
    if state.worked_out != Some(asked) {
        state.worked_out = Some(asked);
        state.ways = data::ways(&site, &scene.program.rules.catalogue, scene.words);
        state.chosen = 0;
    }
    let room = ui.available_width();
    if room > 900.0 * look.factor {
        let left = 340.0 * look.factor;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = look.space.l;
            ui.vertical(|ui| {
                ui.set_width(left);
                inputs(ui, &mut state.inputs, scene);
                table(ui, scene);
            });
            ui.vertical(|ui| {
                ui.set_width(room - left - look.space.l);
                results(ui, state, &site, item, scene);
            });
        });
    } else {
        inputs(ui, &mut state.inputs, scene);
        results(ui, state, &site, item, scene);
        table(ui, scene);
    }
}

fn inputs(ui: &mut Ui, inputs: &mut Inputs, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        ui.spacing_mut().item_spacing.y = look.space.s;
        let mut fields = [
            ("ramp-rise", 3_000.0, &mut inputs.rise),
            ("ramp-length", 40_000.0, &mut inputs.length),
            ("ramp-width", 10_000.0, &mut inputs.width),
            ("ramp-platform-depth", 6_000.0, &mut inputs.platform),
            ("ramp-chair", 1_200.0, &mut inputs.chair),
        ];
        let columns = if ui.available_width() > 620.0 * look.factor { 2 } else { 1 };
        let width = (ui.available_width() - (columns - 1) as f32 * look.space.l) / columns as f32;
        for pair in fields.chunks_mut(columns) {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = look.space.l;
                for (key, most, draft) in pair {
                    ui.vertical(|ui| {
                        ui.set_width(width);
                        let name = words.text(key);
                        widgets::text(ui, look.muted(&name));
                        let step = if *most > 3_000.0 { 100.0 } else { 10.0 };
                        let field = NumberField { name: &name, unit: "mm", places: 0, step, least: 0.0, most: *most };
                        field.show(ui, look, words, draft);
                    });
                }
            });
        }
        widgets::flow(ui, |ui| {
            for (key, on) in [("ramp-helper", &mut inputs.helper), ("ramp-may-cast", &mut inputs.may_cast)] {
                if Chip::many(&words.text(key), *on).salt(key).show(ui, look).clicked() {
                    *on = !*on;
                }
            }
        });
    });
}

/// Gradient, rise and length of the standard.
fn table(ui: &mut Ui, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::show(ui, look, |ui| {
        widgets::text(ui, look.muted(words.text("ramp-table")));
        egui::Grid::new("ramp-table").spacing([look.space.l, look.space.xs]).show(ui, |ui| {
            for key in ["ramp-table-gradient", "ramp-table-rise", "ramp-table-length"] {
                ui.label(look.muted(words.text(key)));
            }
            ui.end_row();
            for column in TABLE {
                ui.label(look.body(column.gradient.to_string()));
                ui.label(look.body(column.rise.to_string()));
                ui.label(look.body(column.length.to_string()));
                ui.end_row();
            }
        });
        widgets::text(ui, look.muted(words.text("plan-source-ramp-table")));
    });
}

fn results(ui: &mut Ui, state: &mut State, site: &Site, item: Option<RowId>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if site.rise == 0 {
        status::line(ui, look, Tone::Missing, &words.text("ramp-no-rise"), &[]);
        return;
    }
    if site.rise <= NO_BARRIER {
        status::line(ui, look, Tone::Good, &words.with("ramp-no-barrier", &[("most", &NO_BARRIER.to_string())]), &[]);
        return;
    }
    ui.spacing_mut().item_spacing.y = look.space.s;
    let chosen = state.chosen.min(state.ways.len().saturating_sub(1));
    if let Some(way) = state.ways.get(chosen) {
        drawn(ui, way, site, item, scene);
    }
    ui.add_space(look.space.s);
    widgets::text(ui, look.muted(words.text("ramp-ways")));
    for (index, way) in state.ways.iter().enumerate() {
        if row(ui, way, index, index == chosen, scene) {
            state.chosen = index;
        }
    }
}

/// The chosen way to scale, why it does or does not, and the way into the plan.
fn drawn(ui: &mut Ui, way: &Way, site: &Site, item: Option<RowId>, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    card::current(look).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = look.space.s;
        widgets::text(ui, look.heading(&way.title));
        widgets::flow(ui, |ui| {
            status::chip(ui, look, way.verdict.1, &way.verdict.0);
            status::chip_with(ui, look, Tone::Neutral, Icon::Ruler, &way.size);
            status::chip_with(ui, look, Tone::Neutral, Icon::Info, &words.with("ramp-cost", &[("cost", &way.cost)]));
        });
        drawing_ui::from_above(ui, look, words, &way.plan, site);
        drawing_ui::from_the_side(ui, look, words, &way.plan);
        for remark in &way.remarks {
            widgets::text(ui, look.muted(remark));
        }
        let may = scene.program.plan_closed().is_none() && way.plan.verdict != Verdict::Impossible;
        let text = words.text("ramp-take");
        if Button::primary(&text).icon(Icon::Check).wide().enabled(may).show(ui, look).clicked() && may {
            let measures = way.measures(words);
            scene.out.push(Command::Plan(PlanCommand::TakeRamp { item, measures }));
            scene.out.push(Command::Back);
        }
        if let Some(closed) = scene.program.plan_closed() {
            widgets::text(ui, look.muted(words.what(&closed)));
        } else if !may {
            widgets::text(ui, look.muted(words.text("ramp-take-not")));
        }
    });
}

/// One way as a row; returns whether it was tapped.
fn row(ui: &mut Ui, way: &Way, index: usize, chosen: bool, scene: &Scene<'_>) -> bool {
    let (look, words) = (scene.look, scene.words);
    let frame = if chosen { card::current(look) } else { card::sheet(look) };
    let margin = egui::Margin { left: frame.inner_margin.left, right: frame.inner_margin.right, top: 8, bottom: 8 };
    let shown = frame.inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.horizontal(|ui| {
            ui.set_min_height(look.target - 16.0);
            let cost = widgets::wrapped(ui, &way.cost, look.sizes.body, look.colours.ink, f32::INFINITY).size().x;
            let room = ui.available_width() - cost - look.space.m;
            ui.vertical(|ui| {
                ui.set_width(room);
                widgets::text(ui, look.body(&way.title));
                let (text, tone) = &way.verdict;
                status::quiet_with(ui, look, *tone, tone.icon(), &format!("{text} · {}", way.size));
            });
            ui.label(look.body(&way.cost));
        });
    });
    let response = ui.interact(shown.response.rect, ui.scope_id().with(("way", index)), egui::Sense::click());
    let name = words.with("ramp-way-named", &[("way", &way.title), ("verdict", &way.verdict.0)]);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::RadioButton, true, chosen, &name));
    widgets::focus_ring(ui, &response, look);
    response.clicked()
}
