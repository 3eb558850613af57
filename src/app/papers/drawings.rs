//! The ramp that is planned, drawn to scale from the measures of the survey.

use super::gather::{Bilingual, Gather};
use super::items::Show;
use crate::app::forms::ASSESSMENT;
use crate::l10n::{Language, Words};
use crate::plan::item::Item;
use crate::plan::proposal::Scene;
use crate::plan::ramp::layout::{Layout, Part, Piece};
use crate::plan::ramp::{self, RampPlan, Site, Verdict};
use crate::plan::standard::Standard;
use crate::report::model::{Drawing, Shape, Text};

/// Between the drawing and its measures, in millimetres of the drawing.
const BESIDE: f64 = 450.0;

/// The ramps among these items, each as the calculator draws it for this home.
pub(super) fn of(gather: &mut Gather<'_>, items: &[Item], show: Show) -> Vec<Drawing> {
    let Some(filled) = gather.form(ASSESSMENT) else { return Vec::new() };
    let drawn = items.iter().filter_map(|item| {
        let plan = ramp_of(gather, &filled, item)?;
        Some(drawing(gather, item, &plan, show))
    });
    drawn.collect()
}

/// The best way to build what the item says; none when the survey did not measure the rise, or the ramp cannot stand
/// there.
fn ramp_of(gather: &Gather<'_>, filled: &Bilingual, item: &Item) -> Option<RampPlan> {
    let catalogue = &gather.printer.rules.catalogue;
    let code = item.code.as_ref()?;
    let scene = Scene::new(&filled.chinese, &gather.dossier, catalogue, Language::Chinese);
    let site = Site::of(&scene)?;
    let ways = ramp::ways(&site, catalogue);
    ways.into_iter().find(|way| way.make.code() == code.as_str() && way.verdict != Verdict::Impossible)
}

fn drawing(gather: &Gather<'_>, item: &Item, plan: &RampPlan, show: Show) -> Drawing {
    let layout = &plan.layout;
    let points = || layout.pieces.iter().flat_map(|piece| piece.outline);
    let (left, top) = (points().map(|[x, _]| x).min().unwrap_or(0), points().map(|[_, y]| y).min().unwrap_or(0));
    let (right, bottom) = (points().map(|[x, _]| x).max().unwrap_or(0), points().map(|[_, y]| y).max().unwrap_or(0));
    let place = |[x, y]: [i32; 2]| [f64::from(x - left), f64::from(y - top) + BESIDE];
    let mut shapes: Vec<Shape> = layout.pieces.iter().flat_map(|piece| piece_shapes(gather, piece, &place)).collect();
    if plan.rails {
        let rail =
            |rail: &[[i32; 2]; 2]| Shape::Lines { points: rail.map(place).to_vec(), filled: false, dashed: true };
        shapes.extend(layout.rails.iter().map(rail));
    }
    shapes.extend(measures(layout, &place, [right, bottom]));
    // What concerns the person, and what the survey says of the home, is no business of the builder.
    let told = |source| show != Show::Order || !matches!(source, Standard::Survey | Standard::Practice);
    let remarks = plan.remarks.iter().filter(|remark| told(remark.source));
    Drawing {
        title: gather.both(|language| {
            let words = Words::of(language);
            words.with("paper-drawing", &[("item", &item.title()), ("gradient", &layout.gradient.to_string())])
        }),
        width: f64::from(right - left) + 2.0 * BESIDE,
        height: f64::from(bottom - top) + 2.0 * BESIDE,
        shapes,
        remarks: remarks.map(|remark| gather.both(|language| remark.text(Words::of(language)))).collect(),
    }
}

fn piece_shapes(gather: &Gather<'_>, piece: &Piece, place: &dyn Fn([i32; 2]) -> [f64; 2]) -> Vec<Shape> {
    let mut corners = piece.outline.map(place).to_vec();
    corners.extend(corners.first().copied());
    let middle = |axis: usize| piece.outline.iter().map(|point| point[axis]).sum::<i32>() / 4;
    let filled = matches!(piece.part, Part::Run(_));
    let text = match piece.part {
        Part::Run(run) => {
            let (length, rise) = (run.length.to_string(), run.rise.to_string());
            gather.say_with("paper-drawing-run", &[("length", &length), ("rise", &rise)])
        }
        Part::Landing => gather.say("paper-drawing-landing"),
        Part::Platform => gather.say("paper-drawing-platform"),
    };
    // English would not fit into the piece.
    let words = Shape::Words { at: place([middle(0), middle(1)]), text: Text::plain(text.zh) };
    vec![Shape::Lines { points: corners, filled, dashed: piece.part == Part::Platform }, words]
}

/// Length and width over all, and the clear width of a run.
fn measures(layout: &Layout, place: &dyn Fn([i32; 2]) -> [f64; 2], [right, bottom]: [i32; 2]) -> Vec<Shape> {
    let (long, wide) = layout.footprint;
    let below = |[x, y]: [f64; 2]| [x, y + 0.6 * BESIDE];
    let beside = |[x, y]: [f64; 2]| [x + 0.4 * BESIDE, y];
    let signed = |number: u32| i32::try_from(number).unwrap_or(0);
    vec![
        Shape::Dimension {
            from: below(place([right - signed(long), bottom])),
            to: below(place([right, bottom])),
            text: format!("{long} mm"),
        },
        Shape::Dimension {
            from: beside(place([right, bottom - signed(wide)])),
            to: beside(place([right, bottom])),
            text: format!("{wide} mm"),
        },
    ]
}
