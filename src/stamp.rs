//! Who wrote what, and in which causal order. Time is a remark here; it never decides.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use smallvec::SmallVec;

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
pub struct Seen(Counters);

/// Nearly every field has been written by one device, whose counter needs no memory of its own; a file of a million
/// devices must not cost a million times a million steps. How many there are decides, so equal ones are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Counters {
    /// At most [`FEW`], sorted by device.
    Few(SmallVec<[(DeviceId, u64); 1]>),
    Many(BTreeMap<DeviceId, u64>),
}

const FEW: usize = 16;

impl Default for Counters {
    fn default() -> Self {
        Self::Few(SmallVec::new())
    }
}

impl Seen {
    pub fn covers(&self, dot: Dot) -> bool {
        // A counter of 0 is seen only where its device is.
        self.get(dot.device).is_some_and(|counter| counter >= dot.counter)
    }

    fn get(&self, device: DeviceId) -> Option<u64> {
        match &self.0 {
            Counters::Few(few) => few.iter().find(|(known, _)| *known == device).map(|(_, counter)| *counter),
            Counters::Many(many) => many.get(&device).copied(),
        }
    }

    pub fn add(&mut self, Dot { device, counter }: Dot) {
        match &mut self.0 {
            Counters::Few(few) => match few.binary_search_by_key(&device, |(known, _)| *known) {
                Ok(place) => few[place].1 = few[place].1.max(counter),
                Err(place) if few.len() < FEW => few.insert(place, (device, counter)),
                Err(_) => self.0 = Counters::Many(few.drain(..).chain([(device, counter)]).collect()),
            },
            Counters::Many(many) => {
                let known = many.entry(device).or_default();
                *known = (*known).max(counter);
            }
        }
    }

    pub fn join(&mut self, other: &Self) {
        for (device, counter) in other.iter() {
            self.add(Dot { device, counter });
        }
    }

    /// The last counter seen of `device`; 0 when nothing was.
    pub fn last(&self, device: DeviceId) -> u64 {
        self.get(device).unwrap_or(0)
    }

    /// In the order of the devices.
    pub fn iter(&self) -> impl Iterator<Item = (DeviceId, u64)> + '_ {
        let (few, many) = match &self.0 {
            Counters::Few(few) => (Some(few), None),
            Counters::Many(many) => (None, Some(many)),
        };
        let few = few.into_iter().flatten().copied();
        few.chain(many.into_iter().flatten().map(|(&device, &counter)| (device, counter)))
    }

    pub fn len(&self) -> usize {
        match &self.0 {
            Counters::Few(few) => few.len(),
            Counters::Many(many) => many.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
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

    /// As [`Display`](fmt::Display) writes it.
    fn text(self) -> [u8; 25] {
        let civil = self.civil();
        let mut text = *b"0000-00-00T00:00:00+00:00";
        let mut put = |place: usize, number: u16| {
            let [tens, ones] = [number / 10 % 10, number % 10].map(|digit| b'0' + digit.to_le_bytes()[0]);
            (text[place], text[place + 1]) = (tens, ones);
        };
        let (year, offset) = (civil.year().unsigned_abs(), self.offset_minutes.unsigned_abs());
        put(0, year / 100);
        put(2, year % 100);
        put(5, civil.month().unsigned_abs().into());
        put(8, civil.day().unsigned_abs().into());
        put(11, civil.hour().unsigned_abs().into());
        put(14, civil.minute().unsigned_abs().into());
        put(17, civil.second().unsigned_abs().into());
        put(20, offset / 60);
        put(23, offset % 60);
        if self.offset_minutes < 0 {
            text[19] = b'-';
        }
        text
    }

    /// Reads what [`Display`](fmt::Display) wrote of a time in our days, and nothing else; [`FromStr`] reads more, and
    /// takes five times as long.
    pub fn of_text(text: &str) -> Option<Self> {
        let text: &[u8; 25] = text.as_bytes().try_into().ok()?;
        let form = b"0000-00-00T00:00:00+00:00";
        let alike = |(place, (letter, form)): (usize, (&u8, &u8))| match form {
            b'0' => letter.is_ascii_digit(),
            _ => letter == form || (place == 19 && *letter == b'-'),
        };
        if !text.iter().zip(form).enumerate().all(alike) {
            return None;
        }
        let pair = |place: usize| i16::from(text[place] - b'0') * 10 + i16::from(text[place + 1] - b'0');
        let small = |place: usize| i8::try_from(pair(place)).ok();
        let year = pair(0) * 100 + pair(2);
        let date = Date::new(year, small(5)?, small(8)?).ok()?;
        let (hour, minute, second) = (pair(11), pair(14), pair(17));
        let (offset_hours, offset_minutes) = (pair(20), pair(23));
        let ordinary = (1900..=9000).contains(&year) && hour < 24 && minute < 60 && second < 60;
        let offset = offset_hours * 60 + offset_minutes;
        if !ordinary || offset_hours > 23 || offset_minutes > 59 || (text[19] == b'-' && offset == 0) {
            return None;
        }
        let offset = if text[19] == b'-' { -offset } else { offset };
        let minutes = days_since_1970(date) * 1440 + i64::from(hour) * 60 + i64::from(minute) - i64::from(offset);
        Some(Self::new(minutes * 60 + i64::from(second), offset))
    }
}

/// Of the Gregorian calendar: years that begin in March have their leap day last.
fn days_since_1970(date: Date) -> i64 {
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.text()).map_err(|_| fmt::Error)?)
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
    fn the_short_way_reads_times_like_the_long_one() {
        for day in (-25_000..40_000).step_by(13) {
            let moment = Moment::new(day * 86_400 + day % 86_400, i16::try_from(day % 1_440).unwrap());
            assert_eq!(Moment::of_text(&moment.to_string()), Some(moment), "{moment}");
        }
        for text in [
            "2026-02-29T09:30:05+08:00",
            "2026-11-24 09:30:05+08:00",
            "2026-11-24T09:30:60+08:00",
            "2026-11-24T24:30:05+08:00",
            "2026-11-24T09:30:05-00:00",
            "2026-11-24T09:30:05+08:60",
            "2026-11-24T09:30:05+24:00",
            "0026-11-24T09:30:05+08:00",
            "2026-11-24T09:30:05\u{e9}8:00",
            "2026-11-24T09:30:05Z",
        ] {
            assert_eq!(Moment::of_text(text), None, "{text}");
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

    #[test]
    fn many_devices_are_one_context_in_any_order() {
        let dots: Vec<Dot> =
            (1..=2 * FEW as u64).map(|device| Dot { device: DeviceId::from_bits(device), counter: device }).collect();
        let (up, down): (Seen, Seen) = (dots.iter().copied().collect(), dots.iter().rev().copied().collect());
        assert_eq!(up, down);
        assert!(up.iter().map(|(device, _)| device).is_sorted() && up.len() == dots.len());
        for count in 0..=dots.len() {
            let (mut a, b): (Seen, Seen) =
                (dots[..count].iter().copied().collect(), dots[count..].iter().copied().collect());
            assert!(dots[..count].iter().all(|dot| a.covers(*dot)) && dots[count..].iter().all(|dot| !a.covers(*dot)));
            a.join(&b);
            assert_eq!(a, up, "{count}");
        }
    }
}
