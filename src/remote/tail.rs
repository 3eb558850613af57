//! The end of a zip, looked at before anything is believed (APPNOTE 4.3.16).
//!
//! A zip reader takes the number of entries and the place of their table from the last bytes of the file, and
//! searches for them where they are not. A package has them in one place only: the very end, without a comment,
//! without zip64, right behind the table, which begins where the entries end. So nothing has to be searched, and the
//! memory for the table is known before it is read.

use std::io::{Read, Seek, SeekFrom};

use crate::limits::{MAX_PACKAGE_BYTES, MAX_PACKAGE_ENTRIES, MAX_PACKAGE_TABLE_ENTRY_BYTES};
use crate::problem::Problem;

const END: usize = 22;
const END_SIGNATURE: [u8; 4] = *b"PK\x05\x06";
const ENTRY_SIGNATURE: [u8; 4] = *b"PK\x03\x04";

/// What the end of the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tail {
    pub length: u64,
    pub entries: usize,
}

/// # Errors
/// No package, one that is cut off, or one that is larger than any of ours.
pub(super) fn check(file: &mut (impl Read + Seek)) -> Result<Tail, Problem> {
    let told = |error: std::io::Error| Problem::error("works-package-read").with("detail", error);
    let length = file.seek(SeekFrom::End(0)).map_err(told)?;
    if length > MAX_PACKAGE_BYTES {
        return Err(Problem::error("works-package-too-large"));
    }
    let mut begin = [0; 4];
    file.seek(SeekFrom::Start(0)).map_err(told)?;
    if length < END as u64 || file.read_exact(&mut begin).is_err() {
        return Err(Problem::error("works-package-foreign"));
    }
    let mut end = [0; END];
    file.seek(SeekFrom::Start(length - END as u64)).map_err(told)?;
    file.read_exact(&mut end).map_err(told)?;
    if end[..4] != END_SIGNATURE {
        let cut = begin == ENTRY_SIGNATURE;
        return Err(Problem::error(if cut { "works-package-cut" } else { "works-package-foreign" }));
    }
    let short = |at: usize| u16::from_le_bytes([end[at], end[at + 1]]);
    let long = |at: usize| u64::from(u32::from_le_bytes([end[at], end[at + 1], end[at + 2], end[at + 3]]));
    let (disks, entries, comment) = ([short(4), short(6)], [short(8), short(10)].map(usize::from), short(20));
    let (table, start) = (long(12), long(16));
    let one_disk = disks == [0, 0] && entries[0] == entries[1];
    let entries = entries[0];
    if !one_disk || comment != 0 || start + table + END as u64 != length || (entries > 0 && begin != ENTRY_SIGNATURE) {
        return Err(Problem::error("works-package-foreign"));
    }
    if entries > MAX_PACKAGE_ENTRIES || table > entries as u64 * MAX_PACKAGE_TABLE_ENTRY_BYTES {
        return Err(Problem::error("works-package-too-large"));
    }
    Ok(Tail { length, entries })
}
