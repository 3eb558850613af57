//! Units of measure. A number never travels without its unit.

/// The unit of a number in a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Unit {
    Millimetre,
    Metre,
    SquareMetre,
    Kilogram,
    Celsius,
    Lux,
    Hour,
    /// Age or duration.
    Year,
    /// A year of the calendar.
    CalendarYear,
    Month,
    Day,
    Minute,
    /// 次
    Times,
    /// 级
    Steps,
    /// 个
    Pieces,
    Percent,
    Yuan,
}

impl Unit {
    /// The sign beside a number; empty where the language says it (see `unit-*` in the language files).
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Millimetre => "mm",
            Self::Metre => "m",
            Self::SquareMetre => "m²",
            Self::Kilogram => "kg",
            Self::Celsius => "°C",
            Self::Lux => "lx",
            Self::Hour => "h",
            Self::Percent => "%",
            Self::Yuan => "¥",
            _ => "",
        }
    }

    /// Key of the unit's name in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Millimetre => "unit-millimetre",
            Self::Metre => "unit-metre",
            Self::SquareMetre => "unit-square-metre",
            Self::Kilogram => "unit-kilogram",
            Self::Celsius => "unit-celsius",
            Self::Lux => "unit-lux",
            Self::Hour => "unit-hour",
            Self::Year => "unit-year",
            Self::CalendarYear => "unit-calendar-year",
            Self::Month => "unit-month",
            Self::Day => "unit-day",
            Self::Minute => "unit-minute",
            Self::Times => "unit-times",
            Self::Steps => "unit-steps",
            Self::Pieces => "unit-pieces",
            Self::Percent => "unit-percent",
            Self::Yuan => "unit-yuan",
        }
    }
}
