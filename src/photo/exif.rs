//! What is kept of a photo's metadata: when it was taken (EXIF 2.32, tags 0x9003 and 0x9011), and, where the family
//! agreed to it, about where (the GPS directory, 0x8825).
//!
//! A reader of that size needs no library: the block is a TIFF directory, and everything not understood is
//! no time and no place.

use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::stamp::Moment;
use crate::value::Place;

const EXIF_DIRECTORY: u16 = 0x8769;
const TAKEN: u16 = 0x9003;
const DIGITIZED: u16 = 0x9004;
const TAKEN_OFFSET: u16 = 0x9011;
const GPS_DIRECTORY: u16 = 0x8825;
/// `N` or `S`, `E` or `W`; each is followed by degrees, minutes and seconds.
const LATITUDE_SIDE: u16 = 1;
const LONGITUDE_SIDE: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;
const ASCII: u16 = 2;

/// Cameras that name no offset from UTC show the time of the place, and the whole region has Beijing time.
const BEIJING_MINUTES: i16 = 8 * 60;

/// When the photo was taken; `None` when the block is broken, says nothing, or says nonsense.
pub fn taken(block: &[u8]) -> Option<Moment> {
    let block = Block::new(block)?;
    let first = block.u32(4)?;
    let directory = block.entry(first, EXIF_DIRECTORY).filter(|entry| entry.kind == LONG)?.value;
    let text = |tag| block.entry(directory, tag).and_then(|entry| block.text(entry));
    let civil = text(TAKEN).or_else(|| text(DIGITIZED)).and_then(date_time)?;
    let minutes = text(TAKEN_OFFSET).and_then(offset_minutes).unwrap_or(BEIJING_MINUTES);
    let as_if_utc = Offset::UTC.to_timestamp(civil).ok()?;
    Some(Moment::new(as_if_utc.as_second() - i64::from(minutes) * 60, minutes))
}

/// Where the photo was taken, rounded to a hundredth of a degree; `None` when the block is broken, says nothing, or
/// says what a receiver without reception says: zero north, zero east.
pub fn place(block: &[u8]) -> Option<Place> {
    let block = Block::new(block)?;
    let first = block.u32(4)?;
    let directory = block.entry(first, GPS_DIRECTORY).filter(|entry| entry.kind == LONG)?.value;
    let latitude = block.angle(directory, LATITUDE_SIDE, ["N", "S"], 90.0)?;
    let longitude = block.angle(directory, LONGITUDE_SIDE, ["E", "W"], 180.0)?;
    ((latitude, longitude) != (0, 0)).then_some(Place { latitude, longitude })
}

/// A TIFF structure: bytes and their order.
struct Block<'a> {
    bytes: &'a [u8],
    big_endian: bool,
}

#[derive(Clone, Copy)]
struct Entry {
    kind: u16,
    count: u32,
    /// The value's four bytes as a number: the value itself, or where it lies.
    value: u32,
    /// Where those four bytes lie.
    at: u32,
}

impl<'a> Block<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..4)? {
            b"II*\0" => Some(Self { bytes, big_endian: false }),
            b"MM\0*" => Some(Self { bytes, big_endian: true }),
            _ => None,
        }
    }

    fn array<const N: usize>(&self, at: u32) -> Option<[u8; N]> {
        let at = usize::try_from(at).ok()?;
        self.bytes.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    fn u16(&self, at: u32) -> Option<u16> {
        let bytes = self.array(at)?;
        Some(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn u32(&self, at: u32) -> Option<u32> {
        let bytes = self.array(at)?;
        Some(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    /// The entry with this tag in the directory at `directory`: twelve bytes each, after their number.
    fn entry(&self, directory: u32, tag: u16) -> Option<Entry> {
        let count = u32::from(self.u16(directory)?);
        (0..count).map_while(|index| directory.checked_add(2 + index * 12)).find_map(|at| {
            let found = self.u16(at)? == tag;
            let value_at = at.checked_add(8)?;
            let entry =
                Entry { kind: self.u16(at + 2)?, count: self.u32(at + 4)?, value: self.u32(value_at)?, at: value_at };
            found.then_some(entry)
        })
    }

    /// Hundredths of a degree from the equator or from Greenwich; the second of the sides is negative.
    fn angle(&self, directory: u32, side: u16, sides: [&str; 2], most: f64) -> Option<i16> {
        let named = self.text(self.entry(directory, side)?)?;
        let sign = if named == sides[0] {
            1.0
        } else if named == sides[1] {
            -1.0
        } else {
            return None;
        };
        let entry = self.entry(directory, side + 1).filter(|entry| entry.kind == RATIONAL && entry.count == 3)?;
        let part = |index: u32| {
            let at = entry.value.checked_add(8 * index)?;
            let (above, below) = (self.u32(at)?, self.u32(at.checked_add(4)?)?);
            (below > 0).then(|| f64::from(above) / f64::from(below))
        };
        let degrees = part(0)? + part(1)? / 60.0 + part(2)? / 3_600.0;
        (degrees <= most).then(|| (sign * degrees * 100.0).round() as i16)
    }

    /// A text of at most 40 bytes without its closing zero; up to four bytes stand in the entry itself.
    fn text(&self, entry: Entry) -> Option<&'a str> {
        if entry.kind != ASCII || entry.count > 40 {
            return None;
        }
        let at = usize::try_from(if entry.count <= 4 { entry.at } else { entry.value }).ok()?;
        let bytes = self.bytes.get(at..at.checked_add(entry.count as usize)?)?;
        std::str::from_utf8(bytes).ok().map(|text| text.trim_end_matches('\0').trim())
    }
}

/// `2026:11:24 09:30:05`; cameras with an unset clock write zeros or blanks, which is no date.
fn date_time(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once(' ')?;
    if date.len() != 10 || time.len() < 8 || !text.is_ascii() {
        return None;
    }
    format!("{}T{}", date.replace(':', "-"), &time[..8]).parse().ok()
}

/// `+08:00`
fn offset_minutes(text: &str) -> Option<i16> {
    if text.len() != 6 || !text.is_ascii() || &text[3..4] != ":" {
        return None;
    }
    let sign = match &text[..1] {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let (hours, minutes) = (text[1..3].parse::<u8>().ok()?, text[4..].parse::<u8>().ok()?);
    (hours < 15 && minutes < 60).then(|| sign * (i16::from(hours) * 60 + i16::from(minutes)))
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// An EXIF block with an orientation, a time, its offset, an owner and a place, in either byte order.
    pub fn block(big_endian: bool, orientation: u16, time: &str, offset: Option<&str>) -> Vec<u8> {
        let u16 = |n: u16| if big_endian { n.to_be_bytes() } else { n.to_le_bytes() };
        let u32 = |n: u32| if big_endian { n.to_be_bytes() } else { n.to_le_bytes() };
        let entry =
            |tag: u16, kind: u16, count: u32, value: [u8; 4]| [&u16(tag)[..], &u16(kind), &u32(count), &value].concat();
        let owner = b"OWNER-SECRET\0";
        let [o0, o1] = u16(orientation);
        let exif_at = 8 + 2 + 4 * 12 + 4;
        let gps_at = exif_at + 2 + 2 * 12 + 4;
        let texts_at = gps_at + 2 + 12 + 4;
        let time = [time.as_bytes(), b"\0"].concat();
        let zone = offset.map(|text| [text.as_bytes(), b"\0"].concat()).unwrap_or_default();
        let (time_at, zone_at) = (texts_at + owner.len(), texts_at + owner.len() + time.len());
        let mut bytes = if big_endian { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
        bytes.extend(u32(8));
        bytes.extend(u16(4));
        bytes.extend(entry(0x0112, 3, 1, [o0, o1, 0, 0]));
        bytes.extend(entry(0x8769, 4, 1, u32(exif_at as u32)));
        bytes.extend(entry(0x8825, 4, 1, u32(gps_at as u32)));
        bytes.extend(entry(0xa430, 2, owner.len() as u32, u32(texts_at as u32)));
        bytes.extend(u32(0));
        bytes.extend(u16(2));
        bytes.extend(entry(0x9003, 2, time.len() as u32, u32(time_at as u32)));
        bytes.extend(entry(0x9011, 2, zone.len() as u32, u32(zone_at as u32)));
        bytes.extend(u32(0));
        bytes.extend(u16(1));
        bytes.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
        bytes.extend(u32(0));
        [bytes, owner.to_vec(), time, zone].concat()
    }

    #[test]
    fn the_time_is_read_in_both_byte_orders() {
        for big_endian in [false, true] {
            let with_zone = block(big_endian, 1, "2026:11:24 09:30:05", Some("-03:30"));
            assert_eq!(taken(&with_zone).unwrap().to_string(), "2026-11-24T09:30:05-03:30");
            let without = block(big_endian, 1, "2026:11:24 09:30:05", None);
            assert_eq!(taken(&without).unwrap().to_string(), "2026-11-24T09:30:05+08:00");
        }
    }

    #[test]
    fn an_unset_clock_is_no_time() {
        for text in ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:24 09:30:05", "旗旗旗旗旗旗", ""] {
            assert_eq!(taken(&block(false, 1, text, None)), None, "{text}");
        }
    }

    #[test]
    fn a_block_cut_anywhere_is_no_time() {
        let whole = block(false, 1, "2026:11:24 09:30:05", None);
        for length in 0..whole.len() - 1 {
            assert_eq!(taken(&whole[..length]), None, "{length}");
        }
        assert_eq!(taken(b"II*\0\xff\xff\xff\xff\xff\xff\xff\xff"), None);
    }
}
