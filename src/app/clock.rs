//! What time it is, as a thing that can be replaced. The answer is a remark on a write; it never decides.

use crate::stamp::Moment;

/// Tells the local time.
pub trait Clock: Send + Sync {
    fn now(&self) -> Moment;
}

/// The machine's clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        crate::store::now()
    }
}

/// A clock that stands still, for tests and the demo visit.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub Moment);

impl Clock for FixedClock {
    fn now(&self) -> Moment {
        self.0
    }
}
