//! Days, four bytes each: a household has sixteen of them, and forty thousand households are compared by them.

use std::num::NonZeroI32;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Added to the days since 1970-01-01, so that no date of the calendar is 0: `Option<Day>` takes no more room.
const SHIFT: i32 = 10_000_000;
const EPOCH: Date = date(1970, 1, 1);

/// A day of the civil calendar. Compares and subtracts as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NonZeroI32);

impl Day {
    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0.get() - SHIFT
    }

    /// Days from this day to the other one; negative when it lies before.
    pub const fn until(self, other: Self) -> i32 {
        other.0.get() - self.0.get()
    }

    pub fn date(self) -> Date {
        let days = jiff::SignedDuration::from_hours(i64::from(self.number()) * 24);
        EPOCH.checked_add(days).unwrap_or(EPOCH)
    }

    pub(super) fn of_number(number: i32) -> Option<Self> {
        NonZeroI32::new(number.checked_add(SHIFT)?).map(Self)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let days = date.duration_since(EPOCH).as_hours() / 24;
        // Every date of the calendar is less than four million days from 1970.
        let number = i32::try_from(days).unwrap_or_default();
        Self::of_number(number).unwrap_or(Self(NonZeroI32::MAX))
    }
}

/// The days of a household's way through the programme; `None` where nothing has happened or nobody wrote it down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// 登记日期
    #[serde(with = "super::wire::day")]
    pub registered: Option<Day>,
    /// 计划入户日期
    #[serde(with = "super::wire::day")]
    pub planned_visit: Option<Day>,
    /// The visit was begun and is not finished: when.
    #[serde(with = "super::wire::day")]
    pub visit_begun: Option<Day>,
    /// The visit was finished.
    #[serde(with = "super::wire::day")]
    pub surveyed: Option<Day>,
    /// 签字日期
    #[serde(with = "super::wire::day")]
    pub agreed: Option<Day>,
    /// 公示开始 and 公示结束
    #[serde(with = "super::wire::day")]
    pub notice_from: Option<Day>,
    #[serde(with = "super::wire::day")]
    pub notice_until: Option<Day>,
    /// 派工日期
    #[serde(with = "super::wire::day")]
    pub ordered: Option<Day>,
    /// 计划开工日期
    #[serde(with = "super::wire::day")]
    pub start_by: Option<Day>,
    /// 要求完工日期
    #[serde(with = "super::wire::day")]
    pub finish_by: Option<Day>,
    /// The first sign of works: a photo before, or an item that was reported begun or done.
    #[serde(with = "super::wire::day")]
    pub works_begun: Option<Day>,
    /// As the acceptance says, else when the last item was reported done.
    #[serde(with = "super::wire::day")]
    pub works_finished: Option<Day>,
    /// 验收日期
    #[serde(with = "super::wire::day")]
    pub accepted: Option<Day>,
    /// 结算日期
    #[serde(with = "super::wire::day")]
    pub settled: Option<Day>,
    /// 回访日期
    #[serde(with = "super::wire::day")]
    pub returned: Option<Day>,
    /// The last step of the programme: since then the household stands where it stands.
    #[serde(with = "super::wire::day")]
    pub stepped: Option<Day>,
    /// The last write of all.
    #[serde(with = "super::wire::day")]
    pub changed: Option<Day>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates_and_count_over_leap_years() {
        for day in [date(1970, 1, 1), date(2000, 2, 29), date(2026, 11, 24), Date::MIN, Date::MAX] {
            assert_eq!(Day::from(day).date(), day);
        }
        assert_eq!(Day::from(date(2024, 2, 28)).until(date(2024, 3, 1).into()), 2);
        assert_eq!(size_of::<Option<Day>>(), 4);
    }
}
