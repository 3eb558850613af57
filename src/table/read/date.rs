//! Days as offices write them.

use jiff::civil::Date;

/// The day that a text says: `2026-11-03`, `2026.11.3`, `2026/11/3`, `2026年11月3日`, `20261103`, full-width digits,
/// with or without a time of day. `None` for anything else, and for days that are not in the calendar.
pub fn date_of(text: &str) -> Option<Date> {
    let plain: String = text.chars().map(narrow).collect();
    let plain = plain.trim();
    if plain.len() == 8 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return day(&plain[..4], &plain[4..6], &plain[6..]);
    }
    // A time of day behind it says nothing here.
    let first = plain.split(['T', ' ']).next().unwrap_or_default();
    // "2026 年 11 月 3 日" has spaces of its own.
    let compact: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let words = if plain.contains('年') { compact.as_str() } else { first };
    let words = words.split('日').next().unwrap_or_default();
    let parts: Vec<&str> = words.split(['-', '.', '/', '年', '月', '\u{2014}']).collect();
    match parts[..] {
        [year, month, date] if year.len() == 4 => day(year, month, date),
        _ => None,
    }
}

/// The day of a spreadsheet's serial number, if it is one that a household's file may speak of.
pub(super) fn of_serial(serial: f64, is_1904: bool) -> Option<Date> {
    // 1920-01-01 to 2099-12-31: other numbers are numbers.
    let serial = if is_1904 { serial + 1_462.0 } else { serial };
    if !(7_306.0..73_051.0).contains(&serial) {
        return None;
    }
    let epoch = Date::new(1899, 12, 30).ok()?;
    epoch.checked_add(jiff::Span::new().try_days(serial.floor() as i64).ok()?).ok()
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        other => other,
    }
}

fn day(year: &str, month: &str, date: &str) -> Option<Date> {
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let (month, date): (i16, i16) = (number(month)?, number(date)?);
    Date::new(number(year)?, i8::try_from(month).ok()?, i8::try_from(date).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_offices_write_them() {
        let wanted = jiff::civil::date(2026, 11, 3);
        for text in [
            "2026-11-03",
            "2026.11.3",
            "2026/11/3",
            "2026年11月3日",
            "20261103",
            "２０２６．１１．３",
            "2026-11-03T00:00:00",
            "2026-11-3 08:30",
            " 2026 年 11 月 3 日 ",
            "2026年11月3日上午",
        ] {
            assert_eq!(date_of(text), Some(wanted), "{text}");
        }
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "11/3/2026",
            "26.11.3",
            "2026-11",
            "20261345",
            "旗",
            "2026--3",
            "-",
        ] {
            assert_eq!(date_of(text), None, "{text}");
        }
    }

    #[test]
    fn serials_of_both_epochs_are_days() {
        assert_eq!(of_serial(46_329.0, false), Some(jiff::civil::date(2026, 11, 3)));
        assert_eq!(of_serial(44_867.5, true), Some(jiff::civil::date(2026, 11, 3)));
        for number in [0.0, 3.0, -1.0, f64::NAN, f64::INFINITY, 20_261_103.0] {
            assert_eq!(of_serial(number, false), None, "{number}");
        }
    }
}
