//! Which gradient is allowed for which rise: GB 50763-2012, table 3.4.4.

use std::fmt;

/// A gradient 坡度 as the run for one of rise, in thousandths: 1:12 is 12,000. The greater, the gentler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gradient(u32);

/// One column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    pub gradient: Gradient,
    /// Highest rise of one run, in millimetres.
    pub rise: u32,
    /// Horizontal length of that run, in millimetres.
    pub length: u32,
}

/// GB 50763-2012, table 3.4.4, from the gentlest to the steepest. Between two columns the rise is interpolated along
/// the run for one of rise: the lower of the usual readings.
pub const TABLE: [Allowed; 5] = [
    Allowed { gradient: Gradient::one_in(20), rise: 1_200, length: 24_000 },
    Allowed { gradient: Gradient::one_in(16), rise: 900, length: 14_400 },
    Allowed { gradient: Gradient::one_in(12), rise: 750, length: 9_000 },
    Allowed { gradient: Gradient::one_in(10), rise: 600, length: 6_000 },
    Allowed { gradient: Gradient::one_in(8), rise: 300, length: 2_400 },
];

impl Gradient {
    pub const fn one_in(run: u32) -> Self {
        Self(run * 1_000)
    }

    /// Run for one of rise, in thousandths.
    pub const fn thousandths(self) -> u32 {
        self.0
    }

    /// The gradient of a run that is there; `None` without a rise.
    pub fn of(rise: u32, run: u32) -> Option<Self> {
        let thousandths = (u64::from(run) * 1_000).checked_div(u64::from(rise))?;
        Some(Self(u32::try_from(thousandths).unwrap_or(u32::MAX)))
    }

    /// Horizontal length for a rise, in millimetres, rounded up: never steeper than this.
    pub fn run_for(self, rise: u32) -> u32 {
        let run = (u64::from(rise) * u64::from(self.0)).div_ceil(1_000);
        u32::try_from(run).unwrap_or(u32::MAX)
    }

    /// Highest rise of one run by the table, in millimetres, rounded down; `None` where the gradient is steeper than
    /// the table allows. Gentler than its first column counts as that column.
    pub fn highest_rise(self) -> Option<u32> {
        if self >= TABLE[0].gradient {
            return Some(TABLE[0].rise);
        }
        let (gentle, steep) =
            TABLE.windows(2).map(|pair| (pair[0], pair[1])).find(|(_, steep)| self >= steep.gradient)?;
        let above = u64::from(self.0 - steep.gradient.0);
        let width = u64::from(gentle.gradient.0 - steep.gradient.0);
        let more = u64::from(gentle.rise - steep.rise) * above / width;
        Some(steep.rise + u32::try_from(more).unwrap_or(0))
    }

    /// The steepest gradient that the table allows for one run of this rise; `None` above its highest rise.
    pub fn steepest_for(rise: u32) -> Option<Self> {
        let last = TABLE[TABLE.len() - 1];
        if rise <= last.rise {
            return Some(last.gradient);
        }
        let (gentle, steep) =
            TABLE.windows(2).map(|pair| (pair[0], pair[1])).rfind(|(gentle, _)| rise <= gentle.rise)?;
        let above = u64::from(rise - steep.rise) * u64::from(gentle.gradient.0 - steep.gradient.0);
        let more = above.div_ceil(u64::from(gentle.rise - steep.rise));
        Some(Self(steep.gradient.0 + u32::try_from(more).unwrap_or(u32::MAX - steep.gradient.0)))
    }
}

/// `1:12`, `1:9.5`.
impl fmt::Display for Gradient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.0 / 100;
        if tenths.is_multiple_of(10) {
            write!(f, "1:{}", tenths / 10)
        } else {
            write!(f, "1:{}.{}", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_column_of_the_table_holds() {
        for (run, rise, length) in
            [(20, 1_200, 24_000), (16, 900, 14_400), (12, 750, 9_000), (10, 600, 6_000), (8, 300, 2_400)]
        {
            let gradient = Gradient::one_in(run);
            assert_eq!(gradient.highest_rise(), Some(rise), "1:{run}");
            assert_eq!(gradient.run_for(rise), length, "1:{run}");
            assert_eq!(Gradient::steepest_for(rise), Some(gradient), "{rise}");
            assert_eq!(gradient.to_string(), format!("1:{run}"));
        }
    }

    #[test]
    fn between_two_columns_the_rise_is_interpolated() {
        for (thousandths, rise) in
            [(18_000, 1_050), (14_000, 825), (11_000, 675), (9_000, 450), (9_500, 525), (8_001, 300)]
        {
            assert_eq!(Gradient(thousandths).highest_rise(), Some(rise), "{thousandths}");
        }
        for (rise, thousandths) in
            [(450, 9_000), (675, 11_000), (825, 14_000), (1_050, 18_000), (1, 8_000), (301, 8_007)]
        {
            assert_eq!(Gradient::steepest_for(rise), Some(Gradient(thousandths)), "{rise}");
        }
        assert_eq!(Gradient(7_999).highest_rise(), None);
        assert_eq!(Gradient::one_in(30).highest_rise(), Some(1_200));
        assert_eq!(Gradient::steepest_for(1_201), None);
        assert_eq!(Gradient(9_500).to_string(), "1:9.5");
    }

    #[test]
    fn the_needed_length_is_the_rise_times_the_run() {
        for (rise, length) in [(150, 1_800), (300, 3_600), (450, 5_400), (600, 7_200), (750, 9_000)] {
            assert_eq!(Gradient::one_in(12).run_for(rise), length);
        }
        assert_eq!(Gradient::of(450, 5_400), Some(Gradient::one_in(12)));
        assert_eq!(Gradient::of(0, 5_400), None);
    }

    proptest! {
        #[test]
        fn the_steepest_gradient_for_a_rise_allows_just_that_rise(rise in 1_u32..=1_200) {
            let steepest = Gradient::steepest_for(rise).unwrap();
            prop_assert!(steepest.highest_rise() >= Some(rise));
            let steeper = Gradient(steepest.0 - 20);
            prop_assert!(steepest == Gradient::one_in(8) || steeper.highest_rise() < Some(rise));
        }
    }
}
