//! An XLS file, looked through before a library builds its sheets.
//!
//! The library follows chains of sectors without looking for circles (MS-CFB 2.3) and makes room for the whole
//! rectangle between the first and the last cell, wherever a damaged byte puts them (MS-XLS 2.4). Here the chains and
//! the places of the cells are walked through without keeping anything.

use std::collections::BTreeSet;

use super::{damaged, too_large};
use crate::limits::{MAX_TABLE_CELLS, MAX_TABLE_SHEETS};
use crate::problem::Problem;

/// Sector numbers from here on are marks.
const MARKS: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;
const ENTRY: usize = 128;
/// Streams below this lie in the stream of small sectors.
const SMALL_BELOW: u64 = 4_096;
const SMALL_SECTOR: usize = 64;

/// The hidden rows of each sheet, in the order of the workbook.
///
/// # Errors
/// The file is damaged in a way that no reader may be trusted with, or its cells lie further apart than any table's.
pub(super) fn look_through(bytes: &[u8]) -> Result<Vec<BTreeSet<usize>>, Problem> {
    let stream = workbook(bytes)?;
    let sheets = sheets(&stream)?;
    if sheets.len() > MAX_TABLE_SHEETS {
        return Err(too_large());
    }
    let (mut hidden, mut area) = (Vec::with_capacity(sheets.len()), 0_u64);
    for begin in sheets {
        let mut extent = Extent::default();
        extent.walk(stream.get(begin..).ok_or_else(|| damaged("BIFF"))?)?;
        area = area.saturating_add(extent.area());
        if area > MAX_TABLE_CELLS as u64 {
            return Err(Problem::error("roster-file-sparse"));
        }
        hidden.push(extent.hidden);
    }
    Ok(hidden)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// A compound file: sectors and which follows which.
struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
}

impl<'a> Compound<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut compound = Self { bytes, sector, next: Vec::new() };
        let most = bytes.len() / sector + 1;
        // The first 109 sectors of the table stand in the header, the others in a chain of their own.
        let mut table: Vec<u32> = (0..109).filter_map(|index| u32_at(bytes, 76 + 4 * index)).collect();
        let mut more = u32_at(bytes, 68)?;
        for _ in 0..=most {
            if more >= MARKS {
                break;
            }
            let part = compound.get(more)?;
            table.extend((0..sector / 4 - 1).filter_map(|index| u32_at(part, 4 * index)));
            more = u32_at(part, sector - 4)?;
        }
        let endless = more < MARKS;
        for id in table.into_iter().filter(|id| *id < MARKS) {
            let part = compound.get(id)?;
            compound.next.extend(part.chunks_exact(4).filter_map(|four| u32_at(four, 0)));
            if compound.next.len() > 2 * most + sector {
                return None;
            }
        }
        (!endless).then_some(compound)
    }

    fn get(&self, id: u32) -> Option<&'a [u8]> {
        let begin = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let part = self.bytes.get(begin..)?;
        // The last sector of a file may be cut short.
        Some(&part[..part.len().min(self.sector)])
    }

    /// Everything in the chain from `start`; `None` for a circle or a way out of the file.
    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let (mut bytes, mut id) = (Vec::new(), start);
        while id < MARKS {
            bytes.extend_from_slice(self.get(id)?);
            if bytes.len() > self.bytes.len() + self.sector {
                return None;
            }
            id = *self.next.get(id as usize)?;
        }
        Some(bytes)
    }
}

/// The stream of records.
fn workbook(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let broken = || damaged("CFB");
    let file = Compound::open(bytes).filter(|_| bytes.len() > HEADER).ok_or_else(broken)?;
    let start = u32_at(bytes, 48).ok_or_else(broken)?;
    let folder = file.chain(start).ok_or_else(broken)?;
    let root = folder.get(..ENTRY).ok_or_else(broken)?;
    let named = |name: &str| {
        folder.chunks_exact(ENTRY).find(|entry| {
            let letters: Vec<u16> =
                entry[..64].chunks_exact(2).filter_map(|two| u16_at(two, 0)).take_while(|c| *c != 0).collect();
            String::from_utf16_lossy(&letters).eq_ignore_ascii_case(name)
        })
    };
    if ["EncryptedPackage", "EncryptionInfo"].iter().any(|name| named(name).is_some()) {
        return Err(Problem::error("roster-file-locked"));
    }
    let entry = named("Workbook").or_else(|| named("Book")).ok_or_else(|| Problem::error("roster-file-foreign"))?;
    let (start, low, high) = (u32_at(entry, 116), u32_at(entry, 120), u32_at(entry, 124));
    let (Some(start), Some(low), Some(high)) = (start, low, high) else { return Err(broken()) };
    let length = if file.sector == 512 { u64::from(low) } else { u64::from(low) | u64::from(high) << 32 };
    // The stream of small sectors and their table are read in any case.
    let small = (u32_at(root, 116), u32_at(bytes, 60), u32_at(bytes, 64));
    let (Some(root), Some(table), Some(tables)) = small else { return Err(broken()) };
    let parts = if tables > 0 {
        Some((file.chain(root).ok_or_else(broken)?, file.chain(table).ok_or_else(broken)?))
    } else {
        None
    };
    let mut stream = match parts {
        Some((parts, table)) if length < SMALL_BELOW => small_chain(&parts, &table, start).ok_or_else(broken)?,
        _ => file.chain(start).ok_or_else(broken)?,
    };
    stream.truncate(usize::try_from(length).unwrap_or(usize::MAX));
    Ok(stream)
}

fn small_chain(parts: &[u8], table: &[u8], start: u32) -> Option<Vec<u8>> {
    let (mut bytes, mut id) = (Vec::new(), start);
    while id < MARKS {
        let begin = (id as usize).checked_mul(SMALL_SECTOR)?;
        let part = parts.get(begin..)?;
        bytes.extend_from_slice(&part[..part.len().min(SMALL_SECTOR)]);
        if bytes.len() > parts.len() + SMALL_SECTOR {
            return None;
        }
        id = u32_at(table, 4 * id as usize)?;
    }
    Some(bytes)
}

/// The records of a stream, up to the first that is cut off.
fn records(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, 0)?, usize::from(u16_at(stream, 2)?));
        let data = stream.get(4..4 + length)?;
        stream = &stream[4 + length..];
        Some((kind, data))
    })
}

/// Where the sheets begin, as the workbook says.
fn sheets(stream: &[u8]) -> Result<Vec<usize>, Problem> {
    let mut found = Vec::new();
    for (kind, data) in records(stream) {
        match kind {
            0x0085 => found.push(u32_at(data, 0).ok_or_else(|| damaged("BIFF"))? as usize),
            // A password on the file.
            0x002F => return Err(Problem::error("roster-file-locked")),
            0x000A => break,
            _ => {}
        }
    }
    Ok(found)
}

/// The rectangle that a sheet's cells need.
#[derive(Default)]
struct Extent {
    bounds: Option<[u64; 4]>,
    stated: u64,
    hidden: BTreeSet<usize>,
}

impl Extent {
    fn walk(&mut self, stream: &[u8]) -> Result<(), Problem> {
        let (mut begun, mut depth) = (false, 0_u32);
        for (kind, data) in records(stream) {
            match kind {
                0x0809 if begun => depth += 1,
                0x0809 => begun = true,
                0x000A if depth > 0 => depth -= 1,
                0x000A => break,
                _ if depth > 0 => {}
                0x0200 => self.stated = stated(data).ok_or_else(|| damaged("BIFF"))?,
                0x0208 if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => {
                    self.hidden.extend(u16_at(data, 0).map(usize::from));
                }
                // Multiple RK: the last column stands at the end.
                0x00BD => {
                    let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at));
                    self.take(u16_at(data, 0), u16_at(data, 2));
                    self.take(u16_at(data, 0), last);
                }
                0x0006 | 0x00D6 | 0x00FD | 0x0203..=0x0205 | 0x0207 | 0x027E => {
                    self.take(u16_at(data, 0), u16_at(data, 2));
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn take(&mut self, row: Option<u16>, column: Option<u16>) {
        let (Some(row), Some(column)) = (row.map(u64::from), column.map(u64::from)) else { return };
        let [top, bottom, left, right] = self.bounds.unwrap_or([row, row, column, column]);
        self.bounds = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
    }

    fn area(&self) -> u64 {
        let cells = self.bounds.map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1));
        cells.max(self.stated)
    }
}

/// The area that the sheet itself states; `None` where its end lies before its beginning.
fn stated(data: &[u8]) -> Option<u64> {
    let [top, bottom, left, right] = if data.len() >= 14 {
        let long = |at| u32_at(data, at).map(u64::from);
        let short = |at| u16_at(data, at).map(u64::from);
        [long(0)?, long(4)?, short(8)?, short(10)?]
    } else {
        let short = |at| u16_at(data, at).map(u64::from);
        [short(0)?, short(2)?, short(4)?, short(6)?]
    };
    Some(bottom.checked_sub(top)?.saturating_mul(right.checked_sub(left)?))
}
