//! The shape of a ramp on the ground, in millimetres, as plain polygons that a screen and a page draw to scale.
//!
//! The door's platform ends at x = 0; the ramp lies at x ≥ 0, but one along the wall beside the platform. Seen from above, y grows away from the wall on the
//! reader's left.

use super::table::Gradient;

/// Depth of a landing between two runs and at a turn (GB 50763-2012 and GB 55019-2021: 1,500 mm).
pub const LANDING: u32 = 1_500;
/// Between the two runs of a ramp that turns back: the rails of both.
pub const GAP: u32 = 100;
/// How far a handrail goes on beyond each end.
pub const RAIL_BEYOND: u32 = 300;

/// Places of a turn that are tried, in millimetres of the rise.
const TURN_STEP: usize = 10;

/// A place on the ground, in millimetres.
pub type Point = [i32; 2];

/// How a ramp turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// 直线
    Straight,
    /// 沿墙: straight on beside the wall, from the side of the platform.
    Along,
    /// L 形: a quarter turn, half way unless the yard asks for another place.
    Quarter,
    /// 折返: half a turn half way.
    Half,
}

/// One run between landings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub rise: u32,
    /// Horizontal.
    pub length: u32,
}

/// What a part of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Run(Run),
    Landing,
    /// The platform at the door, there or to be built; not in the footprint.
    Platform,
}

/// A rectangle of the ramp seen from above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub part: Part,
    pub outline: [Point; 4],
    /// Height above the ground where it begins, seen from the door, and where it ends.
    pub heights: (u32, u32),
    /// Which way is down, as a unit step along an axis; nothing on a landing.
    pub down: Point,
}

/// A ramp on the ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub turn: Turn,
    pub gradient: Gradient,
    /// Clear width.
    pub width: u32,
    /// From the door down.
    pub pieces: Vec<Piece>,
    /// Both edges of every run, where a handrail stands if there is one.
    pub rails: Vec<[Point; 2]>,
    /// Along the middle: runs and landings, without the platform.
    pub length: u32,
    /// Along x and y, without the platform; along the wall with its side, since both lie in one line.
    pub footprint: (u32, u32),
}

/// One axis direction.
#[derive(Clone, Copy)]
enum Way {
    Out,
    Back,
    Aside,
}

impl Layout {
    /// A ramp for `rise` at `gradient`; `None` where the table does not allow the gradient, or there is no rise.
    pub fn new(turn: Turn, rise: u32, gradient: Gradient, width: u32, platform: u32) -> Option<Self> {
        Self::turned(turn, rise, gradient, width, platform, halves(rise).0)
    }

    /// The same, turned where it fits into the free `length` and `width` of the yard, as near to half way as possible;
    /// half way where nothing fits, or a side was not measured. A narrow long yard takes an L of a short and a long leg.
    pub fn fitted(
        turn: Turn,
        rise: u32,
        gradient: Gradient,
        width: u32,
        platform: u32,
        yard: (Option<u32>, Option<u32>),
    ) -> Option<Self> {
        let usual = Self::new(turn, rise, gradient, width, platform)?;
        let (Some(long), Some(wide)) = yard else { return Some(usual) };
        let fits = |layout: &Self| layout.footprint.0 <= long && layout.footprint.1 <= wide;
        if matches!(turn, Turn::Straight | Turn::Along) || fits(&usual) {
            return Some(usual);
        }
        let half = halves(rise).0;
        let mut uppers: Vec<u32> = (1..rise).step_by(TURN_STEP).collect();
        uppers.sort_by_key(|upper| (upper.abs_diff(half), *upper));
        let mut others =
            uppers.into_iter().filter_map(|upper| Self::turned(turn, rise, gradient, width, platform, upper));
        Some(others.find(fits).unwrap_or(usual))
    }

    /// With a turn after `upper` of the rise.
    fn turned(turn: Turn, rise: u32, gradient: Gradient, width: u32, platform: u32, upper: u32) -> Option<Self> {
        gradient.highest_rise().filter(|_| rise > 0)?;
        let (first, second) = (upper, rise.checked_sub(upper)?);
        let mut layout =
            Self { turn, gradient, width, pieces: Vec::new(), rails: Vec::new(), length: 0, footprint: (0, 0) };
        let mut pen = Pen { layout: &mut layout, height: rise };
        let deep = i32::try_from(platform).ok()?;
        // Who leaves it sideways turns on it.
        let across = signed(if turn == Turn::Along { LANDING.max(width) } else { width })?;
        pen.rectangle(Part::Platform, [-deep, 0], [0, across], (rise, rise), [0, 0]);
        match turn {
            Turn::Along => {
                pen.leg([-signed(width)?, across], rise, Way::Aside)?;
            }
            Turn::Straight => {
                pen.leg([0, 0], rise, Way::Out)?;
            }
            Turn::Quarter => {
                let end = pen.leg([0, 0], first, Way::Out)?;
                let side = signed(LANDING.max(width))?;
                pen.landing([end, 0], [end + side, side], side);
                pen.leg([end, side], second, Way::Aside)?;
            }
            Turn::Half => {
                let end = pen.leg([0, 0], first, Way::Out)?;
                let (across, deep) = (signed(2 * width + GAP)?, signed(LANDING)?);
                pen.landing([end, 0], [end + deep, across], deep);
                pen.leg([end, signed(width + GAP)?], second, Way::Back)?;
            }
        }
        layout.measure();
        Some(layout)
    }

    pub fn runs(&self) -> impl Iterator<Item = Run> {
        self.pieces.iter().filter_map(|piece| if let Part::Run(run) = piece.part { Some(run) } else { None })
    }

    pub fn landings(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|piece| piece.part == Part::Landing)
    }

    /// Area of runs and landings, in square millimetres.
    pub fn area(&self) -> u64 {
        let built = self.pieces.iter().filter(|piece| piece.part != Part::Platform);
        built.map(|piece| area(&piece.outline)).sum()
    }

    /// Length of the handrails on both sides of all runs, with what goes on beyond their ends, in millimetres.
    pub fn rail_length(&self) -> u32 {
        self.runs().map(|run| 2 * (slope_length(run) + 2 * RAIL_BEYOND)).sum()
    }

    fn measure(&mut self) {
        let built = self.pieces.iter().filter(|piece| piece.part != Part::Platform);
        let corners: Vec<Point> = built.flat_map(|piece| piece.outline).collect();
        let spread = |axis: usize| {
            let along = corners.iter().map(|point| point[axis]);
            let (least, most) = (along.clone().min().unwrap_or_default(), along.max().unwrap_or_default());
            most.abs_diff(least)
        };
        let beside = corners.iter().map(|point| point[1]).max().unwrap_or_default();
        let across = if self.turn == Turn::Along { beside.unsigned_abs() } else { spread(1) };
        self.footprint = (spread(0), across);
    }
}

/// Draws piece after piece, from the door down.
struct Pen<'a> {
    layout: &'a mut Layout,
    /// Above the ground.
    height: u32,
}

impl Pen<'_> {
    /// Runs with landings between them, from `from`, the corner nearest to the origin of the strip; returns where it
    /// ends along its way.
    fn leg(&mut self, from: Point, rise: u32, way: Way) -> Option<i32> {
        let most = self.layout.gradient.highest_rise()?;
        let count = rise.div_ceil(most).max(1);
        let (each, more) = (rise / count, rise % count);
        let wide = signed(self.layout.width)?;
        let mut at = match way {
            Way::Out | Way::Back => from[0],
            Way::Aside => from[1],
        };
        for nth in 0..count {
            let rise = each + u32::from(nth < more);
            let run = Run { rise, length: self.layout.gradient.run_for(rise) };
            at = self.strip(Part::Run(run), at, signed(run.length)?, from, wide, way)?;
            if nth + 1 < count {
                at = self.strip(Part::Landing, at, signed(LANDING)?, from, wide, way)?;
            }
        }
        Some(at)
    }

    /// One piece of a leg, `long` along its way from `at`.
    fn strip(&mut self, part: Part, at: i32, long: i32, from: Point, wide: i32, way: Way) -> Option<i32> {
        let (end, down) = match way {
            Way::Out => (at.checked_add(long)?, [1, 0]),
            Way::Aside => (at.checked_add(long)?, [0, 1]),
            Way::Back => (at.checked_sub(long)?, [-1, 0]),
        };
        let (near, far) = (at.min(end), at.max(end));
        let (low, high) = match way {
            Way::Out | Way::Back => ([near, from[1]], [far, from[1] + wide]),
            Way::Aside => ([from[0], near], [from[0] + wide, far]),
        };
        let before = self.height;
        if let Part::Run(run) = part {
            self.height = self.height.saturating_sub(run.rise);
            let [a, b, c, d] = corners(low, high);
            let rails = if matches!(way, Way::Aside) { [[a, d], [b, c]] } else { [[a, b], [d, c]] };
            self.layout.rails.extend(rails);
        }
        self.layout.length = self.layout.length.saturating_add(long.unsigned_abs());
        let down = if part == Part::Landing { [0, 0] } else { down };
        self.rectangle(part, low, high, (before, self.height), down);
        Some(end)
    }

    /// A landing where the ramp turns.
    fn landing(&mut self, low: Point, high: Point, along: i32) {
        self.layout.length = self.layout.length.saturating_add(along.unsigned_abs());
        self.rectangle(Part::Landing, low, high, (self.height, self.height), [0, 0]);
    }

    fn rectangle(&mut self, part: Part, low: Point, high: Point, heights: (u32, u32), down: Point) {
        self.layout.pieces.push(Piece { part, outline: corners(low, high), heights, down });
    }
}

const fn corners(low: Point, high: Point) -> [Point; 4] {
    [low, [high[0], low[1]], high, [low[0], high[1]]]
}

fn area(outline: &[Point; 4]) -> u64 {
    let [low, _, high, _] = outline;
    u64::from(high[0].abs_diff(low[0])) * u64::from(high[1].abs_diff(low[1]))
}

/// The upper half of a rise is the larger one.
const fn halves(rise: u32) -> (u32, u32) {
    (rise.div_ceil(2), rise / 2)
}

/// Along the slope, rounded up.
fn slope_length(run: Run) -> u32 {
    let (rise, length) = (u64::from(run.rise), u64::from(run.length));
    let square = rise * rise + length * length;
    let root = square.isqrt();
    u32::try_from(root + u64::from(root * root < square)).unwrap_or(u32::MAX)
}

fn signed(length: u32) -> Option<i32> {
    i32::try_from(length).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn layout(turn: Turn, rise: u32, one_in: u32, width: u32) -> Layout {
        Layout::new(turn, rise, Gradient::one_in(one_in), width, LANDING).unwrap()
    }

    #[test]
    fn a_straight_ramp_is_as_long_as_the_rise_asks_with_a_landing_above_750() {
        let short = layout(Turn::Straight, 450, 12, 1_000);
        assert_eq!((short.length, short.footprint, short.landings().count()), (5_400, (5_400, 1_000), 0));
        assert_eq!((short.area(), short.rail_length()), (5_400_000, 2 * (5_419 + 600)));
        let long = layout(Turn::Straight, 751, 12, 1_000);
        assert_eq!(long.runs().map(|run| run.rise).collect::<Vec<_>>(), [376, 375]);
        assert_eq!((long.length, long.landings().count()), (12 * 751 + 1_500, 1));
        assert_eq!(layout(Turn::Straight, 1_501, 12, 1_000).landings().count(), 2);
    }

    #[test]
    fn a_ramp_that_turns_stands_on_its_landing() {
        let quarter = layout(Turn::Quarter, 600, 12, 1_200);
        assert_eq!(quarter.footprint, (3_600 + 1_500, 1_500 + 3_600));
        assert_eq!(quarter.length, 7_200 + 1_500);
        let half = layout(Turn::Half, 600, 12, 1_200);
        assert_eq!(half.footprint, (3_600 + 1_500, 2 * 1_200 + 100));
        assert_eq!(half.landings().next().unwrap().outline, [[3_600, 0], [5_100, 0], [5_100, 2_500], [3_600, 2_500]]);
        assert_eq!(half.pieces.last().unwrap().heights, (300, 0));
    }

    #[test]
    fn a_ramp_along_the_wall_begins_beside_the_platform_and_needs_no_depth_of_the_yard() {
        let along = layout(Turn::Along, 450, 12, 1_000);
        assert_eq!((along.length, along.footprint), (5_400, (1_000, 1_500 + 5_400)));
        assert_eq!(along.pieces[0].outline, [[-1_500, 0], [0, 0], [0, 1_500], [-1_500, 1_500]]);
        assert_eq!(along.pieces[1].outline, [[-1_000, 1_500], [0, 1_500], [0, 6_900], [-1_000, 6_900]]);
        assert_eq!((along.area(), along.landings().count()), (5_400_000, 0));
    }

    #[test]
    fn a_ramp_turns_where_the_yard_lets_it() {
        let fitted = |turn, yard| Layout::fitted(turn, 600, Gradient::one_in(12), 1_200, LANDING, yard).unwrap();
        // Half way it is 5,100 by 5,100. A yard of 3 m by 8 m takes a short leg and a long one.
        let narrow = fitted(Turn::Quarter, (Some(3_000), Some(8_000)));
        assert!(narrow.footprint.0 <= 3_000 && narrow.footprint.1 <= 8_000, "{:?}", narrow.footprint);
        assert_eq!(narrow.runs().map(|run| run.rise).sum::<u32>(), 600);
        let deep = fitted(Turn::Quarter, (Some(8_000), Some(3_000)));
        assert!(deep.footprint.0 <= 8_000 && deep.footprint.1 <= 3_000, "{:?}", deep.footprint);
        let half_way = layout(Turn::Quarter, 600, 12, 1_200);
        for yard in [(Some(6_000), Some(6_000)), (None, Some(2_000)), (Some(2_000), Some(2_000))] {
            assert_eq!(fitted(Turn::Quarter, yard), half_way, "{yard:?}");
        }
        // Two legs side by side are as long as the longer one: half way is the shortest.
        assert_eq!(fitted(Turn::Half, (Some(5_000), Some(9_000))), layout(Turn::Half, 600, 12, 1_200));
    }

    #[test]
    fn what_the_table_does_not_allow_is_not_drawn() {
        assert_eq!(Layout::new(Turn::Straight, 100, Gradient::one_in(7), 1_000, 0), None);
        assert_eq!(Layout::new(Turn::Straight, 0, Gradient::one_in(12), 1_000, 0), None);
    }

    fn turns() -> impl Strategy<Value = Turn> {
        prop_oneof![Just(Turn::Straight), Just(Turn::Along), Just(Turn::Quarter), Just(Turn::Half)]
    }

    proptest! {
        /// Whatever the yard: if some place of the turn fits, one that fits is found.
        #[test]
        fn a_ramp_that_can_be_fitted_is_fitted(rise in 20_u32..=1_200, long in 2_000_u32..=12_000, wide in 2_000_u32..=12_000) {
            let gradient = Gradient::one_in(12);
            let fits = |layout: &Layout| layout.footprint.0 <= long && layout.footprint.1 <= wide;
            let places = (1..rise).step_by(TURN_STEP);
            let any = places.filter_map(|upper| Layout::turned(Turn::Quarter, rise, gradient, 1_000, LANDING, upper));
            let possible = any.into_iter().any(|layout| fits(&layout));
            let fitted = Layout::fitted(Turn::Quarter, rise, gradient, 1_000, LANDING, (Some(long), Some(wide))).unwrap();
            prop_assert!(fits(&fitted) || !possible);
        }

        #[test]
        fn every_ramp_is_sound(turn in turns(), rise in 1_u32..=3_000, run in 8_u32..=20, width in 900_u32..=1_500) {
            let gradient = Gradient::one_in(run);
            let layout = Layout::new(turn, rise, gradient, width, LANDING).unwrap();
            prop_assert_eq!(layout.runs().map(|run| run.rise).sum::<u32>(), rise, "it arrives");
            for run in layout.runs() {
                prop_assert!(run.rise <= gradient.highest_rise().unwrap());
                prop_assert!(run.length >= run.rise * (gradient.thousandths() / 1_000), "never steeper");
            }
            for landing in layout.landings() {
                let [low, _, high, _] = landing.outline;
                let (long, wide) = (high[0].abs_diff(low[0]), high[1].abs_diff(low[1]));
                prop_assert!(long >= LANDING || wide >= LANDING);
                prop_assert!(long.min(wide) >= width.min(LANDING), "as wide as the ramp");
            }
            let (mut least, mut most) = ([i32::MAX; 2], [i32::MIN; 2]);
            if turn == Turn::Along {
                least[1] = 0;
            }
            for point in layout.pieces.iter().filter(|piece| piece.part != Part::Platform).flat_map(|p| p.outline) {
                for axis in 0..2 {
                    least[axis] = least[axis].min(point[axis]);
                    most[axis] = most[axis].max(point[axis]);
                }
            }
            prop_assert_eq!(layout.footprint, (most[0].abs_diff(least[0]), most[1].abs_diff(least[1])));
            let joints = layout.pieces.windows(2).all(|pair| pair[0].heights.1 == pair[1].heights.0);
            prop_assert!(joints, "no step between two pieces");
            prop_assert_eq!(layout.pieces.last().unwrap().heights.1, 0);
            let overlap = |a: &Piece, b: &Piece| {
                let ([low_a, _, high_a, _], [low_b, _, high_b, _]) = (a.outline, b.outline);
                (0..2).all(|axis| low_a[axis] < high_b[axis] && low_b[axis] < high_a[axis])
            };
            for (nth, piece) in layout.pieces.iter().enumerate() {
                let clash = layout.pieces[nth + 1..].iter().any(|other| overlap(piece, other));
                prop_assert!(!clash, "pieces lie beside one another");
            }
        }
    }
}
