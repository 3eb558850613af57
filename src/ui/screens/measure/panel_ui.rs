//! The steps beside the photo: reference, corners, ends, and the length.

use egui::{RichText, Ui, Vec2};

use super::data::{CORNERS, POINTS, Step, Work, rounded};
use super::measure_ui::State;
use super::{picture_ui, reference_ui};
use crate::app::command::Command;
use crate::app::measure::{Corners, MeasureCommand};
use crate::app::visit::Visit;
use crate::id::RowId;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::photo::measure::{Measured, Quad, Refusal, Turned};
use crate::ui::scene::Scene;
use crate::ui::widgets::{Button, Icon, Tone, flow, status, text};
use crate::value::Photo;

/// What a point is called.
pub fn point_name(nth: usize, words: &Words) -> String {
    let (key, number) = if nth < CORNERS { ("measure-corner", nth + 1) } else { ("measure-end", nth - CORNERS + 1) };
    words.with(key, &[("number", &number.to_string())])
}

/// The same on the photo and on small buttons.
pub const SIGNS: [&str; POINTS] = ["1", "2", "3", "4", "A", "B"];

/// What the panel is about.
pub struct About<'a> {
    pub visit: &'a Visit,
    pub path: &'a FieldPath,
    pub row: RowId,
    pub photo: &'a Photo,
}

/// Shows the step one is at, and what can be done.
pub fn show(ui: &mut Ui, state: &mut State, about: &About<'_>, scene: &mut Scene<'_>) {
    let look = scene.look;
    ui.spacing_mut().item_spacing = egui::vec2(look.space.s, look.space.s);
    // Once points are placed, the next step comes before the choice: with large text there is room for one of them.
    let step = state.work.step();
    if step == Step::Corner(0) {
        reference_ui::show(ui, &mut state.work, &mut state.typing, scene);
        ui.add_space(look.space.s);
    }
    match step {
        Step::Corner(placed) => corners(ui, state, about.photo, placed, scene),
        Step::End(placed) => {
            say_step(ui, ["measure-tap-end", "measure-drag-hint"], placed, scene);
            start_again(ui, &mut state.work, scene);
        }
        Step::Done => {
            result(ui, state, about, scene);
            start_again(ui, &mut state.work, scene);
        }
    }
    nudge(ui, &mut state.work, about.photo, scene);
    zoom(ui, state, about.photo, scene);
    if !matches!(step, Step::Corner(0) | Step::Done) {
        ui.add_space(look.space.s);
        reference_ui::show(ui, &mut state.work, &mut state.typing, scene);
    }
}

fn say_step(ui: &mut Ui, [key, hint]: [&str; 2], placed: usize, scene: &Scene<'_>) {
    let look = scene.look;
    text(ui, look.heading(scene.words.with(key, &[("number", &(placed + 1).to_string())])));
    text(ui, look.muted(scene.words.text(hint)));
}

/// The corners that are offered for what is chosen, if any.
pub fn offered(work: &Work, photo: &Photo, corners: &Corners) -> Option<Quad> {
    let wanted = work.step() == Step::Corner(0) && !work.by_hand;
    match corners {
        Corners::Found { photo: of, reference, quad } if wanted && *of == photo.hash => {
            quad.filter(|_| *reference == work.chosen.rectangle())
        }
        _ => None,
    }
}

fn corners(ui: &mut Ui, state: &mut State, photo: &Photo, placed: usize, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let reference = state.work.chosen.rectangle();
    let asked = match &scene.program.corners {
        Corners::NotAsked => false,
        Corners::Looking { photo: of, reference: what } | Corners::Found { photo: of, reference: what, .. } => {
            *of == photo.hash && *what == reference
        }
    };
    let looking = asked && matches!(scene.program.corners, Corners::Looking { .. });
    if placed == 0 && !state.work.by_hand {
        if !asked && !state.typing.is_open() {
            scene.out.push(Command::Measure(MeasureCommand::FindCorners { photo: photo.hash, reference }));
        }
        if let Some(quad) = offered(&state.work, photo, &scene.program.corners) {
            status::line_with(ui, look, Tone::Good, Icon::Target, &words.text("measure-offered"), &[]);
            flow(ui, |ui| {
                if Button::primary(&words.text("measure-offer-use")).icon(Icon::Check).show(ui, look).clicked() {
                    state.work.take(&quad);
                }
                if Button::plain(&words.text("measure-offer-tap")).icon(Icon::Hand).show(ui, look).clicked() {
                    state.work.by_hand = true;
                }
            });
            return;
        }
        let (icon, key) = if looking { (Icon::Search, "measure-looking") } else { (Icon::Info, "measure-not-found") };
        status::line_with(ui, look, Tone::Neutral, icon, &words.text(key), &[]);
    }
    say_step(ui, ["measure-tap-corner", "measure-corner-hint"], placed, scene);
    if placed > 0 {
        start_again(ui, &mut state.work, scene);
    }
}

fn result(ui: &mut Ui, state: &mut State, about: &About<'_>, scene: &mut Scene<'_>) {
    match state.work.measured(about.photo) {
        Some(Ok(measured)) => told(ui, state, about, measured, scene),
        Some(Err(Refusal::Ambiguous)) => ask_side(ui, &mut state.work, scene),
        Some(Err(refusal)) => {
            let (look, words) = (scene.look, scene.words);
            let problem = crate::problem::Problem::warning(refusal.key());
            let hint = words.hint(&problem).map(|hint| look.body(hint));
            let more: Vec<RichText> = hint.into_iter().collect();
            status::line_with(ui, look, Tone::Bad, Icon::Warning, &words.what(&problem), &more);
        }
        None => {}
    }
}

fn told(ui: &mut Ui, state: &State, about: &About<'_>, measured: Measured, scene: &mut Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    let [number, around] = rounded(measured).map(|number| number.to_string());
    let told = words.with("measure-result", &[("number", &number), ("around", &around)]);
    text(ui, look.title(told).size(look.sizes.title * 1.3));
    status::chip_with(ui, look, Tone::Doubtful, Icon::Ruler, &words.text("measure-estimate"));
    text(ui, look.muted(words.text("measure-estimate-hint")));
    let answers = about.visit.millimetres_of(about.path, 0).is_some();
    let label = about.visit.label_of(about.path, words.language());
    let words_of =
        if answers { words.with("measure-write", &[("question", &label)]) } else { words.text("measure-mark") };
    let Some(estimate) = state.work.estimate(about.photo, measured) else { return };
    let write = MeasureCommand::Write { path: about.path.clone(), row: about.row, estimate };
    let may = scene.program.may(&Command::Measure(write.clone())) && scene.program.read_only.is_none();
    let button = Button::primary(&words_of).icon(Icon::Check).salt("write").wide().enabled(may);
    if button.show(ui, look).clicked() {
        scene.out.push(Command::Measure(write));
        scene.out.push(Command::Back);
    }
}

/// Both ways of lying fit: the person sees which side is which.
fn ask_side(ui: &mut Ui, work: &mut Work, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    status::line_with(ui, look, Tone::Doubtful, Icon::Question, &words.text(Refusal::Ambiguous.key()), &[]);
    for (turned, side) in [(Turned::First, 0), (Turned::Second, 1)] {
        let length = work.chosen.rectangle().sides[side].to_string();
        let answer = words.with("measure-side", &[("length", &length)]);
        if Button::plain(&answer).salt(("side", side)).wide().show(ui, look).clicked() {
            work.side = Some(turned);
        }
    }
}

fn start_again(ui: &mut Ui, work: &mut Work, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    flow(ui, |ui| {
        if work.points.len() > CORNERS
            && Button::quiet(&words.text("measure-again-ends")).icon(Icon::Undo).show(ui, look).clicked()
        {
            work.forget_from(CORNERS);
        }
        if Button::quiet(&words.text("measure-again-corners")).icon(Icon::Undo).show(ui, look).clicked() {
            work.forget_from(0);
        }
    });
}

/// Arrows that move the active point by a pixel of the photo: for pens, mice, keyboards and unsteady hands.
fn nudge(ui: &mut Ui, work: &mut Work, photo: &Photo, scene: &Scene<'_>) {
    let (look, words) = (scene.look, scene.words);
    if work.points.is_empty() {
        return;
    }
    text(ui, look.muted(words.text("measure-nudge")));
    // The ends stand below the corners, not wherever the row is full.
    for row in [0..CORNERS, CORNERS..POINTS] {
        let row = row.start..row.end.min(work.points.len());
        if row.is_empty() {
            continue;
        }
        flow(ui, |ui| {
            for nth in row {
                let name = words.with("measure-select", &[("point", &point_name(nth, words))]);
                let button = Button::plain(SIGNS[nth]).size(Vec2::splat(look.target)).salt(("point", nth)).named(name);
                if button.selected(work.active == Some(nth)).show(ui, look).clicked() {
                    work.active = if work.active == Some(nth) { None } else { Some(nth) };
                }
            }
        });
    }
    let Some(active) = work.active else { return };
    flow(ui, |ui| {
        for (icon, key, step) in [
            (Icon::ChevronLeft, "measure-left", [-1.0, 0.0]),
            (Icon::ChevronRight, "measure-right", [1.0, 0.0]),
            (Icon::ChevronUp, "measure-up", [0.0, -1.0]),
            (Icon::ChevronDown, "measure-down", [0.0, 1.0]),
        ] {
            if Button::icon_only(icon, words.text(key)).outlined().show(ui, look).clicked() {
                work.nudge(active, step, photo);
            }
        }
    });
}

fn zoom(ui: &mut Ui, state: &mut State, photo: &Photo, scene: &Scene<'_>) {
    let around = picture_ui::focus(&state.work, photo);
    flow(ui, |ui| {
        for (icon, key, factor) in [(Icon::Minus, "photo-zoom-out", 1.0 / 1.5), (Icon::Plus, "photo-zoom-in", 1.5)] {
            if Button::icon_only(icon, scene.words.text(key)).outlined().show(ui, scene.look).clicked() {
                state.view.zoom_by(factor, around);
            }
        }
    });
}
