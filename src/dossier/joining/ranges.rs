//! Which writes a desk made in one go.

use std::fmt;
use std::str::FromStr;

use crate::dossier::register::Register;
use crate::id::{BadId, DeviceId};
use crate::stamp::Dot;

/// Consecutive writes of one device in one household: `4kq2m8x1zr 17 42`, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub device: DeviceId,
    pub first: u64,
    pub last: u64,
}

impl Range {
    pub fn covers(&self, dot: Dot) -> bool {
        dot.device == self.device && (self.first..=self.last).contains(&dot.counter)
    }
}

/// Whether all that stands in this field was written in one of these ranges: nobody has touched it since.
pub(super) fn stands(ranges: &[Range], register: &Register) -> bool {
    register.live().len() > 0 && register.live().all(|(dot, _)| ranges.iter().any(|range| range.covers(dot)))
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.device, self.first, self.last)
    }
}

impl FromStr for Range {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId { expected: "a range of writes", text: text.chars().take(80).collect() };
        let mut parts = text.split(' ');
        let mut next = || parts.next().ok_or_else(bad);
        let (device, first, last) = (next()?.parse()?, next()?.parse(), next()?.parse());
        Ok(Self { device, first: first.map_err(|_| bad())?, last: last.map_err(|_| bad())? })
    }
}
