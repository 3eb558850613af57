//! Who wrote what, and in which causal order. Time is a remark here; it never decides.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use crate::id::{BadId, DeviceId};

/// One write: the n-th of a device in one dossier. Unique because a device id is never shared and a counter is
/// durable before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    pub device: DeviceId,
    pub counter: u64,
}

/// A causal context: for every device, the last counter that has been seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(BTreeMap<DeviceId, u64>);

impl Seen {
    pub fn covers(&self, dot: Dot) -> bool {
        self.0.get(&dot.device).is_some_and(|&counter| counter >= dot.counter)
    }

    pub fn add(&mut self, dot: Dot) {
        let counter = self.0.entry(dot.device).or_default();
        *counter = (*counter).max(dot.counter);
    }

    pub fn join(&mut self, other: &Self) {
        for (device, counter) in other.iter() {
            self.add(Dot { device, counter });
        }
    }

    /// The last counter seen of `device`; 0 when nothing was.
    pub fn last(&self, device: DeviceId) -> u64 {
        self.0.get(&device).copied().unwrap_or(0)
    }

    pub fn iter(&self) -> impl Iterator<Item = (DeviceId, u64)> + '_ {
        self.0.iter().map(|(&device, &counter)| (device, counter))
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Dot> for Seen {
    fn from_iter<T: IntoIterator<Item = Dot>>(dots: T) -> Self {
        let mut seen = Self::default();
        dots.into_iter().for_each(|dot| seen.add(dot));
        seen
    }
}

/// A wall-clock time with its offset, to the second: `2026-11-24T09:30:05+08:00` (RFC 3339).
///
/// Shown to people, never compared to decide which write is newer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    unix_seconds: i64,
    offset_minutes: i16,
}

impl Moment {
    /// Years outside 0001-9999 and offsets beyond a day are clamped.
    pub fn new(unix_seconds: i64, offset_minutes: i16) -> Self {
        let seconds = unix_seconds.clamp(-62_135_510_400, 253_402_207_200);
        Self { unix_seconds: seconds, offset_minutes: offset_minutes.clamp(-1439, 1439) }
    }

    pub const fn unix_seconds(self) -> i64 {
        self.unix_seconds
    }

    pub const fn offset_minutes(self) -> i16 {
        self.offset_minutes
    }

    /// The local date and time at the place of writing.
    pub fn civil(self) -> DateTime {
        let offset = Offset::from_seconds(i32::from(self.offset_minutes) * 60).unwrap_or(Offset::UTC);
        let timestamp = jiff::Timestamp::from_second(self.unix_seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        offset.to_datetime(timestamp)
    }

    pub fn date(self) -> Date {
        self.civil().date()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let civil = self.civil();
        let (sign, minutes) =
            if self.offset_minutes < 0 { ('-', -self.offset_minutes) } else { ('+', self.offset_minutes) };
        write!(f, "{}{sign}{:02}:{:02}", civil.strftime("%Y-%m-%dT%H:%M:%S"), minutes / 60, minutes % 60)
    }
}

impl FromStr for Moment {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId { expected: "a time like 2026-11-24T09:30:05+08:00", text: text.chars().take(80).collect() };
        if text.len() != 25 || !text.is_ascii() {
            return Err(bad());
        }
        let civil: DateTime = text[..19].parse().map_err(|_| bad())?;
        let hours: i16 = text[20..22].parse().map_err(|_| bad())?;
        let minutes: i16 = text[23..25].parse().map_err(|_| bad())?;
        let sign = match &text[19..20] {
            "+" => 1,
            "-" => -1,
            _ => return Err(bad()),
        };
        if &text[22..23] != ":" || hours > 23 || minutes > 59 || hours < 0 || minutes < 0 {
            return Err(bad());
        }
        let offset_minutes = sign * (hours * 60 + minutes);
        let offset = Offset::from_seconds(i32::from(offset_minutes) * 60).map_err(|_| bad())?;
        let timestamp = offset.to_timestamp(civil).map_err(|_| bad())?;
        Ok(Self::new(timestamp.as_second(), offset_minutes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_back() {
        for text in ["2026-11-24T09:30:05+08:00", "1970-01-01T00:00:00+00:00", "1999-12-31T23:59:59-03:30"] {
            assert_eq!(text.parse::<Moment>().unwrap().to_string(), text);
        }
        for text in ["", "2026-11-24", "2026-11-24T09:30:05Z", "2026-13-24T09:30:05+08:00", "2026-11-24T09:30:05+0800x"]
        {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
        assert_eq!(Moment::new(0, 480).to_string(), "1970-01-01T08:00:00+08:00");
        for extreme in [Moment::new(i64::MIN, i16::MIN), Moment::new(i64::MAX, i16::MAX)] {
            assert_eq!(extreme.to_string().parse(), Ok(extreme));
        }
    }

    #[test]
    fn a_context_covers_what_it_has_seen() {
        let (a, b) = (DeviceId::from_bits(1), DeviceId::from_bits(2));
        let mut seen = Seen::from_iter([Dot { device: a, counter: 3 }]);
        assert!(seen.covers(Dot { device: a, counter: 2 }) && !seen.covers(Dot { device: b, counter: 1 }));
        seen.join(&Seen::from_iter([Dot { device: a, counter: 1 }, Dot { device: b, counter: 7 }]));
        assert_eq!((seen.last(a), seen.last(b), seen.len()), (3, 7, 2));
    }
}
