//! Where the calculators' numbers come from, so that each carries its source to screen and paper.

use crate::l10n::Words;
use crate::problem::Problem;

/// A text that a number is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standard {
    /// GB 50763-2012 3.4.4: gradient, rise and length of a run.
    RampTable,
    /// GB 55019-2021: at most 1:12; 1:10 up to 150 mm where the place is constrained.
    Gradient,
    /// GB 50763-2012: 1,000 mm, at an entrance 1,200.
    RampWidth,
    /// GB 55019-2021: landings of 1,500 mm.
    Landing,
    /// GB 50763-2012 3.3.2: a platform of 1,500 mm at the door.
    Platform,
    /// GB 50763-2012: rails on both sides above 300 mm.
    Rails,
    /// GB 50763-2012: an edge on the open side, at least 50 mm high.
    Edge,
    /// GB 55019-2021 2.5.4: a door of 800 mm in a house that stands.
    DoorExisting,
    /// GB 50763-2012 3.5.3: a turning circle of 1,500 mm at a door.
    Turning,
    /// ADA 2010: a T-shaped space.
    TShape,
    /// Measured in this home.
    Survey,
    /// 经验值: no standard says so.
    Practice,
}

/// Something that a calculator has to say, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub told: Problem,
    pub source: Standard,
}

impl Standard {
    /// Key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::RampTable => "plan-source-ramp-table",
            Self::Gradient | Self::Landing => "plan-source-gb55019",
            Self::RampWidth | Self::Rails | Self::Edge => "plan-source-gb50763",
            Self::Platform => "plan-source-platform",
            Self::DoorExisting => "plan-source-door",
            Self::Turning => "plan-source-turning",
            Self::TShape => "plan-source-ada",
            Self::Survey => "plan-source-survey",
            Self::Practice => "plan-source-practice",
        }
    }
}

impl Remark {
    /// "坡度 1:12，一段最高 750 mm（GB 50763-2012 3.4.4）".
    pub fn text(&self, words: &Words) -> String {
        let (told, source) = (words.what(&self.told), words.text(self.source.key()));
        words.with("plan-remark", &[("told", &told), ("source", &source)])
    }
}
