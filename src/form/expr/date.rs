//! Dates and times: reading them from texts, days since 1970, and `format-date`.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use crate::l10n::{Language, Words};

const EPOCH: Date = Date::constant(1970, 1, 1);
const DAY_SECONDS: f64 = 86_400.0;

/// A text that is a date or a date with a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Parsed {
    Date(Date),
    DateTime(DateTime),
}

impl Parsed {
    pub fn moment(self) -> DateTime {
        match self {
            Self::Date(date) => date.to_datetime(Time::midnight()),
            Self::DateTime(moment) => moment,
        }
    }

    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::DateTime(moment) => moment.date(),
        }
    }
}

/// Days from 1970-01-01.
pub(super) fn days(date: Date) -> f64 {
    // At most seven digits.
    (date.duration_since(EPOCH).as_secs() / 86_400) as f64
}

/// Days from the local midnight of 1970-01-01, with the time of day as a fraction.
pub(super) fn fractional_days(moment: DateTime) -> f64 {
    moment.duration_since(EPOCH.to_datetime(Time::midnight())).as_secs_f64() / DAY_SECONDS
}

/// The date so many whole days after 1970-01-01; `None` outside the calendar.
pub(super) fn from_days(days: f64) -> Option<Date> {
    // The cast saturates; years beyond 9999 are refused below.
    let duration = SignedDuration::from_secs((days.trunc() as i64).checked_mul(86_400)?);
    EPOCH.checked_add(duration).ok()
}

/// As [`from_days`], with the fraction as the time of day, to the millisecond.
pub(super) fn moment_from_days(days: f64) -> Option<DateTime> {
    let milliseconds = (days * DAY_SECONDS * 1000.0).round();
    EPOCH.to_datetime(Time::midnight()).checked_add(SignedDuration::from_millis(milliseconds as i64)).ok()
}

/// Reads `2018-1-2` and `2018-01-02T10:20:30.123+08:00`. A time with an offset is turned into local time.
pub(super) fn parse(text: &str, local_offset_minutes: i16) -> Option<Parsed> {
    let Some((day, time)) = text.trim().split_once('T') else { return parse_date(text.trim()).map(Parsed::Date) };
    let day = parse_date(day)?;
    let (clock, offset) = split_offset(time)?;
    let moment = day.to_datetime(parse_clock(clock)?);
    let minutes = offset.map_or(0, |offset| i64::from(local_offset_minutes) - offset);
    moment.checked_add(SignedDuration::from_mins(minutes)).ok().map(Parsed::DateTime)
}

fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The clock and the offset in minutes: `10:20Z`, `10:20+08`, `10:20-03:30`.
fn split_offset(time: &str) -> Option<(&str, Option<i64>)> {
    if let Some(clock) = time.strip_suffix('Z') {
        return Some((clock, Some(0)));
    }
    let Some(sign_at) = time.find(['+', '-']) else { return Some((time, None)) };
    let offset = &time[sign_at + 1..];
    let (hours, minutes) = offset.split_once(':').unwrap_or((offset, "0"));
    let minutes = hours.parse::<u8>().ok().map(i64::from)? * 60 + minutes.parse::<u8>().ok().map(i64::from)?;
    let sign = if time[sign_at..].starts_with('-') { -1 } else { 1 };
    (minutes <= 24 * 60).then_some((&time[..sign_at], Some(sign * minutes)))
}

/// `10:20`, `10:20:30`, `10:20:30.123`.
fn parse_clock(text: &str) -> Option<Time> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let (second, fraction) = match parts.next() {
        Some(seconds) => seconds.split_once('.').unwrap_or((seconds, "")),
        None => ("0", ""),
    };
    if parts.next().is_some() || !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    // Digits beyond nanoseconds are dropped.
    let nanoseconds = format!("{:0<9}", &fraction[..fraction.len().min(9)]).parse().ok()?;
    Time::new(hour, minute, second.parse().ok()?, nanoseconds).ok()
}

/// Writes a moment by ODK's pattern (`%Y-%m-%d %H:%M`); gives back the escape that is unknown.
pub(super) fn format(moment: DateTime, pattern: &str, language: Language) -> Result<String, String> {
    let mut text = String::with_capacity(pattern.len() + 8);
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some(escape) => text.push_str(&formatted(moment, escape, language).ok_or(format!("%{escape}"))?),
            None => return Err("%".to_owned()),
        }
    }
    Ok(text)
}

fn formatted(moment: DateTime, escape: char, language: Language) -> Option<String> {
    let words = |key: &str, number: i8| Words::of(language).text(&format!("expr-{key}-{number}"));
    Some(match escape {
        '%' => "%".to_owned(),
        'Y' => format!("{:04}", moment.year()),
        'y' => format!("{:02}", moment.year().rem_euclid(100)),
        'm' => format!("{:02}", moment.month()),
        'n' => moment.month().to_string(),
        'b' => words("month", moment.month()),
        'd' => format!("{:02}", moment.day()),
        'e' => moment.day().to_string(),
        'a' => words("weekday", moment.weekday().to_monday_one_offset()),
        'W' => moment.date().iso_week_date().week().to_string(),
        'H' => format!("{:02}", moment.hour()),
        'h' => moment.hour().to_string(),
        'M' => format!("{:02}", moment.minute()),
        'S' => format!("{:02}", moment.second()),
        '3' => format!("{:03}", moment.millisecond()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn dates_are_read_strictly_enough() {
        assert_eq!(parse("2018-1-2", 0), Some(Parsed::Date(date(2018, 1, 2))));
        for text in ["", "-1000", "-01-2019", "1983-09-31", "2018-01", "2018-01-02-03", "20180102", "2018-01-02T", "T"]
        {
            assert_eq!(parse(text, 0), None, "{text}");
        }
        for text in ["2018-01-02T10", "2018-01-02T25:00", "2018-01-02T10:00+99", "2018-01-02T10:00:00.é"] {
            assert_eq!(parse(text, 0), None, "{text}");
        }
    }

    #[test]
    fn offsets_become_local_time() {
        let local = |text| parse(text, 480).map(Parsed::moment);
        assert_eq!(local("2018-01-02T10:20:30.123"), Some(datetime(2018, 1, 2, 10, 20, 30, 123_000_000)));
        assert_eq!(local("2018-01-02T20:20Z"), Some(datetime(2018, 1, 3, 4, 20, 0, 0)));
        assert_eq!(local("2018-01-02T10:20-03:30"), Some(datetime(2018, 1, 2, 21, 50, 0, 0)));
        assert_eq!(local("2018-01-02T10:20:30+08"), Some(datetime(2018, 1, 2, 10, 20, 30, 0)));
    }

    #[test]
    fn days_count_from_1970() {
        for (day, number) in [(date(1970, 1, 1), 0.0), (date(1941, 12, 7), -10_252.0), (date(2008, 9, 5), 14_127.0)] {
            assert_eq!(days(day), number);
            assert_eq!(from_days(number), Some(day));
        }
        assert_eq!(moment_from_days(0.5), Some(datetime(1970, 1, 1, 12, 0, 0, 0)));
        assert_eq!((from_days(1e300), from_days(-1e9), moment_from_days(f64::MAX)), (None, None, None));
    }

    #[test]
    fn patterns_are_those_of_odk() {
        let moment = datetime(2026, 3, 5, 7, 8, 9, 45_000_000);
        let english = |pattern| format(moment, pattern, Language::English);
        assert_eq!(
            english("%Y %y|%m %n %b|%d %e %a|%H %h %M %S %3|%W%%").as_deref(),
            Ok("2026 26|03 3 Mar|05 5 Thu|07 7 08 09 045|10%")
        );
        assert_eq!(format(moment, "%n月%e日 %a", Language::Chinese).as_deref(), Ok("3月5日 周四"));
        assert_eq!(english("%Q"), Err("%Q".to_owned()));
        assert_eq!(english("100%"), Err("%".to_owned()));
    }
}
