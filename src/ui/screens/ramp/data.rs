//! What the calculators show: ways to overcome a rise with verdict and cost, doors and places to turn.

use crate::app::program::Program;
use crate::app::visit::Visit;
use crate::id::Name;
use crate::l10n::Words;
use crate::path::FieldPath;
use crate::plan::catalogue::Catalogue;
use crate::plan::quantity::Quantity;
use crate::plan::ramp::layout::Turn;
use crate::plan::ramp::{self, Make, RampPlan, Site, Verdict};
use crate::plan::space::Fit;
use crate::ui::screens::plan::data::yuan;
use crate::ui::widgets::Tone;
use crate::value::Value;

/// One way, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    pub plan: RampPlan,
    /// "混凝土坡道 1:12 折返"
    pub title: String,
    /// "长 7,500 mm，占地 5,200 × 2,500 mm"
    pub size: String,
    pub verdict: (String, Tone),
    pub cost: String,
    /// Each with its source.
    pub remarks: Vec<String>,
}

/// Something of the survey that was measured: which, and how much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    pub label: String,
    pub millimetres: u32,
}

impl Way {
    fn of(plan: RampPlan, words: &Words) -> Self {
        let gradient = plan.layout.gradient.to_string();
        let (make, turn) = (words.text(make_key(plan.make)), words.text(turn_key(plan.layout.turn)));
        let (length, long, wide) =
            (plan.layout.length.to_string(), plan.layout.footprint.0.to_string(), plan.layout.footprint.1.to_string());
        Self {
            title: words.with("ramp-way", &[("make", &make), ("gradient", &gradient), ("turn", &turn)]),
            size: words.with("ramp-way-size", &[("length", &length), ("long", &long), ("wide", &wide)]),
            verdict: verdict(plan.verdict, words),
            cost: yuan(plan.cost()),
            remarks: plan.remarks.iter().map(|remark| remark.text(words)).collect(),
            plan,
        }
    }

    /// What is taken into the plan: code, quantity, sizes.
    pub fn measures(&self, words: &Words) -> Vec<(Name, Quantity, String)> {
        let of = |cost: &ramp::Cost| {
            let sizes =
                if cost.code == self.plan.make.code() { self.sizes(words) } else { words.text("ramp-rail-sizes") };
            (Name::of(cost.code), cost.quantity, sizes)
        };
        self.plan.costs.iter().map(of).collect()
    }

    /// "坡度 1:12，总长 5,100 mm，净宽 1,200 mm，中间平台 1 个"
    fn sizes(&self, words: &Words) -> String {
        let layout = &self.plan.layout;
        let (gradient, length, width) =
            (layout.gradient.to_string(), layout.length.to_string(), layout.width.to_string());
        let turn = words.text(turn_key(layout.turn));
        let args = [("gradient", &*gradient), ("length", &*length), ("width", &*width), ("turn", &*turn)];
        let mut sizes = words.with("ramp-sizes", &args);
        let landings = layout.landings().count();
        if landings > 0 {
            sizes.push_str(&words.with("ramp-sizes-landings", &[("count", &landings.to_string())]));
        }
        if self.plan.builds_platform {
            sizes.push_str(&words.text("ramp-sizes-platform"));
        }
        sizes
    }
}

/// All ways for this place.
pub fn ways(site: &Site, catalogue: &Catalogue, words: &Words) -> Vec<Way> {
    ramp::ways(site, catalogue).into_iter().map(|plan| Way::of(plan, words)).collect()
}

pub fn verdict(verdict: Verdict, words: &Words) -> (String, Tone) {
    let (key, tone) = match verdict {
        Verdict::Fits => ("ramp-fits", Tone::Good),
        Verdict::Constrained => ("ramp-constrained", Tone::Doubtful),
        Verdict::Unknown => ("ramp-unknown", Tone::NotChecked),
        Verdict::Impossible => ("ramp-impossible", Tone::Bad),
    };
    (words.text(key), tone)
}

pub fn fit(fit: Fit, words: &Words) -> (String, Tone) {
    let (key, tone) = match fit {
        Fit::Met => ("ramp-space-met", Tone::Good),
        Fit::ThisChair => ("ramp-space-this-chair", Tone::Doubtful),
        Fit::ThreeMoves => ("ramp-space-three-moves", Tone::Doubtful),
        Fit::NotMet => ("ramp-space-not-met", Tone::Bad),
    };
    (words.text(key), tone)
}

const fn make_key(make: Make) -> &'static str {
    match make {
        Make::Concrete => "ramp-make-concrete",
        Make::Steel => "ramp-make-steel",
        Make::Portable => "ramp-make-portable",
        Make::Wedge => "ramp-make-wedge",
    }
}

const fn turn_key(turn: Turn) -> &'static str {
    match turn {
        Turn::Straight => "ramp-turn-straight",
        Turn::Along => "ramp-turn-along",
        Turn::Quarter => "ramp-turn-quarter",
        Turn::Half => "ramp-turn-half",
    }
}

/// What the survey says of the entrance; an empty place where it says nothing.
pub fn site(program: &Program) -> Site {
    program.plan_scene().and_then(|scene| Site::of(&scene)).unwrap_or_default()
}

/// The widest wheelchair of the household: width and length.
pub fn chair(visit: &Visit) -> (Option<u32>, Option<u32>) {
    let largest = |name: &str| {
        measured(visit, name, Words::of(crate::l10n::Language::Chinese))
            .into_iter()
            .map(|known| known.millimetres)
            .max()
    };
    (largest("qP04"), largest("qP05_length"))
}

/// The clear widths of the doors.
pub fn doors(visit: &Visit, words: &Words) -> Vec<Measured> {
    measured(visit, "qD1", words)
}

/// The places to turn at doors and in the bathroom.
pub fn turns(visit: &Visit, words: &Words) -> Vec<Measured> {
    ["qD7_inside", "qD7_outside", "qK5_turn"].into_iter().flat_map(|name| measured(visit, name, words)).collect()
}

/// Every answer to a question that is a length, with the row and the question that it belongs to.
fn measured(visit: &Visit, question: &str, words: &Words) -> Vec<Measured> {
    let asked = |path: &&FieldPath| path.leaf.as_ref().is_some_and(|leaf| leaf.as_str() == question);
    let read = |path: &FieldPath| {
        let Some(Value::Integer(number)) = visit.dossier.value(path) else { return None };
        let question = visit.label_of(path, words.language());
        let row = match path.rows.is_empty() {
            true => String::new(),
            false => visit.label_of(&FieldPath::row(&path.rows), words.language()),
        };
        let label = [row, question].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        Some(Measured { label, millimetres: u32::try_from(*number).ok()? })
    };
    visit.dossier.fields.keys().filter(asked).filter_map(read).collect()
}
