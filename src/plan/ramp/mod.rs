//! The ramp calculator 坡道计算: from a rise to what can be built in this yard, each way with its length, landings,
//! rails, cost, and with the line of a standard that it follows.
//!
//! A retrofit inside a home is guided by the standards, not checked against them (domain §3.0): a way steeper than
//! 1:12 is offered as *constrained* 条件受限, never steeper than the table of GB 50763-2012 allows.

pub mod layout;
pub mod table;

use layout::{LANDING, Layout, Turn};
use table::Gradient;

use super::catalogue::Catalogue;
use super::evidence::millimetres;
use super::money::Fen;
use super::proposal::Scene;
use super::quantity::Quantity;
use super::standard::{Remark, Standard};
use crate::form::expr::Val;
use crate::problem::Problem;

/// A difference in height that is no barrier (GB 50763-2012 3.5.3), in millimetres.
pub const NO_BARRIER: u32 = 15;
/// The highest threshold that a wedge bridges (catalogue: 15 to 80 mm).
pub const WEDGE_RISE: u32 = 80;
/// Longest ramp that one helper carries and lays, in millimetres; practice.
pub const PORTABLE_LENGTH: u32 = 3_000;
/// A portable ramp is at least so many times as long as the rise; practice.
pub const PORTABLE_RUN: u32 = 8;
/// Up to this rise 1:10 is allowed where the place is constrained (GB 55019-2021), in millimetres.
pub const SHORT_RISE: u32 = 150;
/// Above this rise, and steeper than 1:20, rails stand on both sides (GB 50763-2012), in millimetres.
pub const RAIL_RISE: u32 = 300;
/// Clear width of a ramp, and at an entrance, in millimetres.
pub const WIDTH: u32 = 1_000;
pub const ENTRANCE_WIDTH: u32 = 1_200;

/// What the survey knows of the place; `None` was not measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// From the ground to the door's level, in millimetres.
    pub rise: u32,
    pub steps: Option<u32>,
    /// Free length and width from the platform's edge.
    pub length: Option<u32>,
    pub width: Option<u32>,
    /// Depth of the platform at the door.
    pub platform: Option<u32>,
    pub chair_width: Option<u32>,
    /// Somebody is always there to help.
    pub helper: bool,
    /// Concrete may be cast: the ground can be dug, and nobody forbids it.
    pub may_cast: bool,
}

/// What it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Make {
    /// 混凝土坡道
    Concrete,
    /// 钢/铝组合坡道
    Steel,
    /// 可移动坡道板
    Portable,
    /// 橡胶门槛坡
    Wedge,
}

/// Whether it can be built here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 达标
    Fits,
    /// 可接受: only because the home allows no more.
    Constrained,
    /// The yard was not measured.
    Unknown,
    /// 不达标: the place does not allow it.
    Impossible,
}

/// One way to overcome the rise.
#[derive(Clone, Debug, PartialEq)]
pub struct RampPlan {
    pub make: Make,
    pub layout: Layout,
    pub verdict: Verdict,
    /// Rails on both sides are needed.
    pub rails: bool,
    /// The platform at the door must be built or deepened.
    pub builds_platform: bool,
    /// Why the verdict is so, and what to mind, each with its source.
    pub remarks: Vec<Remark>,
    pub costs: Vec<Cost>,
}

/// A measure of the catalogue that a ramp needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    pub code: &'static str,
    pub quantity: Quantity,
    pub price: Fen,
    pub amount: Fen,
}

impl Make {
    /// Stays where it is.
    pub const fn is_built(self) -> bool {
        matches!(self, Self::Concrete | Self::Steel)
    }

    pub const fn code(self) -> &'static str {
        match self {
            Self::Concrete => "E01",
            Self::Steel => "E02",
            Self::Portable => "E03",
            Self::Wedge => "E04",
        }
    }
}

impl Site {
    /// What the assessment's entrance section says; `None` without a rise.
    pub fn of(scene: &Scene<'_>) -> Option<Self> {
        let length = |name: &'static str| millimetres(scene, name, &[]);
        let yes = |text: &str| matches!(scene.session.value_of(text), Ok(value) if value == Val::Text("yes".into()));
        Some(Self {
            rise: length("qE2").filter(|rise| *rise > 0)?,
            steps: length("qE1_steps"),
            length: length("qE4_length"),
            width: length("qE4_width"),
            platform: length("qE7_depth"),
            chair_width: length(super::space::CHAIR_WIDTH),
            helper: yes("${any_cared}"),
            may_cast: yes("${ramp_cast}"),
        })
    }

    /// The clear width to build: 1,200 mm at an entrance where there is room, else 1,000, or what there is.
    pub fn ramp_width(&self) -> u32 {
        match self.width {
            Some(width) if width < WIDTH => width,
            Some(width) if width < ENTRANCE_WIDTH => WIDTH,
            _ => ENTRANCE_WIDTH,
        }
    }
}

impl RampPlan {
    pub fn cost(&self) -> Fen {
        self.costs.iter().map(|cost| cost.amount).sum()
    }
}

/// Every way that is worth looking at, the best first: what fits, then what is constrained, then what was not
/// measured, then what cannot be built here and why. Empty where the rise is no barrier.
pub fn ways(site: &Site, catalogue: &Catalogue) -> Vec<RampPlan> {
    if site.rise <= NO_BARRIER {
        return Vec::new();
    }
    let makes = if site.may_cast { [Make::Concrete, Make::Steel] } else { [Make::Steel, Make::Concrete] };
    let mut found = Vec::new();
    if site.rise <= WEDGE_RISE {
        found.extend(wedge(site, catalogue));
    }
    for make in makes {
        for (turn, gradient) in shapes(site.rise) {
            found.extend(built(site, make, turn, gradient, catalogue));
        }
    }
    found.extend(portable(site, catalogue));
    // Stable: within a verdict in the order of the offers.
    found.sort_by_key(|plan| plan.verdict);
    found
}

/// The shapes of a built ramp: at 1:12 straight, along the wall and turned; straight and gentler for who goes alone; straight and
/// steeper where the place allows no more.
fn shapes(rise: u32) -> Vec<(Turn, Gradient)> {
    let standard = Gradient::one_in(12);
    let mut shapes = [Turn::Straight, Turn::Along, Turn::Quarter, Turn::Half].map(|turn| (turn, standard)).to_vec();
    shapes.push((Turn::Straight, Gradient::one_in(16)));
    // Steeper runs have no landing to spare: one run only.
    let steeper = [Gradient::one_in(10), Gradient::one_in(8)];
    let allowed = steeper.into_iter().filter(|gradient| gradient.highest_rise().is_some_and(|most| rise <= most));
    shapes.extend(allowed.map(|gradient| (Turn::Straight, gradient)));
    shapes
}

fn built(site: &Site, make: Make, turn: Turn, gradient: Gradient, catalogue: &Catalogue) -> Option<RampPlan> {
    let width = site.ramp_width();
    let layout = Layout::fitted(turn, site.rise, gradient, width, LANDING, (site.length, site.width))?;
    let builds_platform = site.platform.is_none_or(|depth| depth < LANDING);
    let rails = site.rise > RAIL_RISE && gradient < Gradient::one_in(20);
    let mut plan = RampPlan {
        make,
        layout,
        verdict: Verdict::Fits,
        rails,
        builds_platform,
        remarks: Vec::new(),
        costs: Vec::new(),
    };
    plan.judge_gradient(site);
    plan.judge_place(site);
    plan.judge_width(site);
    plan.tell_parts();
    let square_metres = |square_millimetres: u64| Quantity::of(square_millimetres as f64 / 1e6);
    let platform = if builds_platform { u64::from(LANDING) * u64::from(LANDING) } else { 0 };
    let quantity = match make {
        Make::Concrete => square_metres(plan.layout.area() + platform),
        _ => Quantity::of(f64::from(plan.layout.length) / 1e3),
    };
    let rail = Quantity::of(f64::from(plan.layout.rail_length()) / 1e3).filter(|_| rails);
    plan.costs = [(make.code(), quantity), ("E06", rail)]
        .into_iter()
        .filter_map(|(code, quantity)| cost(code, quantity?.rounded(1), catalogue))
        .collect();
    Some(plan)
}

impl RampPlan {
    fn limit(&mut self, verdict: Verdict) {
        self.verdict = self.verdict.max(verdict);
    }

    fn remark(&mut self, told: Problem, source: Standard) {
        self.remarks.push(Remark { told, source });
    }

    fn judge_gradient(&mut self, site: &Site) {
        let gradient = self.layout.gradient;
        if let Some(most) = gradient.highest_rise() {
            let told = Problem::notice("plan-ramp-table").with("gradient", gradient).with("rise", most);
            self.remark(told, Standard::RampTable);
        }
        if gradient >= Gradient::one_in(12) {
            return;
        }
        let told = if site.rise <= SHORT_RISE && gradient >= Gradient::one_in(10) {
            Problem::notice("plan-ramp-short").with("gradient", gradient).with("rise", SHORT_RISE)
        } else {
            Problem::warning("plan-ramp-steep").with("gradient", gradient)
        };
        self.remark(told, Standard::Gradient);
        self.limit(Verdict::Constrained);
    }

    fn judge_place(&mut self, site: &Site) {
        let (long, wide) = self.layout.footprint;
        for (needed, there, key) in
            [(long, site.length, "plan-ramp-too-long"), (wide, site.width, "plan-ramp-too-wide")]
        {
            match there {
                None => self.limit(Verdict::Unknown),
                Some(there) if needed > there => {
                    let told = Problem::warning(key).with("needed", needed).with("there", there);
                    self.remark(told.with("lacking", needed - there), Standard::Survey);
                    self.limit(Verdict::Impossible);
                }
                Some(_) => {}
            }
        }
        if site.length.is_none() || site.width.is_none() {
            self.remark(Problem::warning("plan-ramp-unmeasured"), Standard::Survey);
        }
        if self.make == Make::Concrete && !site.may_cast {
            self.remark(Problem::warning("plan-ramp-no-cast"), Standard::Survey);
            self.limit(Verdict::Impossible);
        }
    }

    fn judge_width(&mut self, site: &Site) {
        let width = self.layout.width;
        let chair = site.chair_width.map(|chair| chair + super::space::HANDS);
        if chair.is_some_and(|chair| width < chair) {
            let told =
                Problem::warning("plan-ramp-chair").with("width", width).with("chair", chair.unwrap_or_default());
            self.remark(told, Standard::Practice);
            self.limit(Verdict::Impossible);
        } else if width < WIDTH {
            let told = Problem::warning("plan-ramp-narrow").with("width", width).with("least", WIDTH);
            self.remark(told, Standard::RampWidth);
            self.limit(Verdict::Constrained);
        }
    }

    /// What must be built along.
    fn tell_parts(&mut self) {
        let landings = self.layout.landings().count();
        if landings > 0 {
            let told = Problem::notice("plan-ramp-landings").with("count", landings).with("depth", LANDING);
            self.remark(told, Standard::Landing);
        }
        if self.builds_platform {
            self.remark(Problem::notice("plan-ramp-platform").with("depth", LANDING), Standard::Platform);
        }
        if self.rails {
            self.remark(Problem::notice("plan-ramp-rails").with("rise", RAIL_RISE), Standard::Rails);
        }
        self.remark(Problem::notice("plan-ramp-edge"), Standard::Edge);
    }
}

/// A board that a helper lays out: one or two steps, and somebody is always there.
fn portable(site: &Site, catalogue: &Catalogue) -> Option<RampPlan> {
    let gradient = Gradient::one_in(PORTABLE_RUN);
    let width = WIDTH.min(site.width.unwrap_or(WIDTH));
    // A board has no landing: one run.
    let rise = site.rise.min(gradient.highest_rise()?);
    let layout = Layout::new(Turn::Straight, rise, gradient, width, site.platform.unwrap_or_default())?;
    let mut plan = RampPlan {
        make: Make::Portable,
        layout,
        verdict: Verdict::Constrained,
        rails: false,
        builds_platform: false,
        remarks: Vec::new(),
        costs: cost(Make::Portable.code(), Quantity::ONE, catalogue).into_iter().collect(),
    };
    let told = Problem::notice("plan-ramp-portable").with("length", plan.layout.length).with("run", PORTABLE_RUN);
    plan.remark(told, Standard::Practice);
    if plan.layout.length > PORTABLE_LENGTH || site.rise > rise || site.steps.is_some_and(|steps| steps > 2) {
        let told = Problem::warning("plan-ramp-portable-high").with("longest", PORTABLE_LENGTH);
        plan.remark(told, Standard::Practice);
        plan.limit(Verdict::Impossible);
    }
    if !site.helper {
        plan.remark(Problem::warning("plan-ramp-portable-alone"), Standard::Practice);
        plan.limit(Verdict::Impossible);
    }
    plan.judge_place(site);
    plan.judge_width(site);
    Some(plan)
}

/// A wedge at a threshold, as wide as the door.
fn wedge(site: &Site, catalogue: &Catalogue) -> Option<RampPlan> {
    let gradient = if site.length.is_some_and(|length| length < site.rise * 12) { 8 } else { 12 };
    let layout = Layout::new(Turn::Straight, site.rise, Gradient::one_in(gradient), site.ramp_width(), 0)?;
    let mut plan = RampPlan {
        make: Make::Wedge,
        layout,
        verdict: Verdict::Fits,
        rails: false,
        builds_platform: false,
        remarks: Vec::new(),
        costs: cost(Make::Wedge.code(), Quantity::ONE, catalogue).into_iter().collect(),
    };
    let told = Problem::notice("plan-ramp-wedge").with("most", WEDGE_RISE).with("length", plan.layout.length);
    plan.remark(told, Standard::Practice);
    plan.judge_gradient(site);
    if let Some(length) = site.length.filter(|length| *length < plan.layout.length) {
        let needed = plan.layout.length;
        let told = Problem::warning("plan-ramp-too-long").with("needed", needed).with("there", length);
        plan.remark(told.with("lacking", needed - length), Standard::Survey);
        plan.limit(Verdict::Impossible);
    }
    Some(plan)
}

fn cost(code: &'static str, quantity: Quantity, catalogue: &Catalogue) -> Option<Cost> {
    let (_, price) = catalogue.get(code)?.offer(None);
    let price = price.planned();
    Some(Cost { code, quantity, price, amount: quantity.at(price) })
}

/// Whether the ramp that is there is steeper than the table allows for its rise.
pub fn is_too_steep(rise: u32, run: u32) -> bool {
    match (Gradient::of(rise, run), Gradient::steepest_for(rise)) {
        (Some(there), Some(allowed)) => there < allowed,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests;
