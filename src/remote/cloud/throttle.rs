//! Not more than so many bytes in a second, so that a shared line stays usable.

use std::cell::Cell;
use std::time::{Duration, Instant};

/// Bytes that may go at once after a pause, as time of the line.
const BURST: Duration = Duration::from_secs(1);

/// A bucket of tokens, one for each byte.
#[derive(Debug)]
pub struct Throttle {
    bytes_per_second: Option<u64>,
    /// When the line will have carried everything that was let go.
    free_at: Cell<Option<Instant>>,
}

impl Throttle {
    /// `None` (and zero): no bound.
    pub fn new(bytes_per_second: Option<u64>) -> Self {
        Self { bytes_per_second: bytes_per_second.filter(|rate| *rate > 0), free_at: Cell::new(None) }
    }

    /// How long to wait before so many bytes may go; they count as gone then.
    pub fn take(&self, bytes: u64, now: Instant) -> Duration {
        let Some(rate) = self.bytes_per_second else { return Duration::ZERO };
        let earliest = now.checked_sub(BURST).unwrap_or(now);
        let free_at = self.free_at.get().map_or(earliest, |free_at| free_at.max(earliest));
        let after = free_at + Duration::from_secs_f64(bytes as f64 / rate as f64);
        self.free_at.set(Some(after));
        // What is larger than a burst goes when the line is free, and the next one waits for it.
        free_at.saturating_duration_since(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_average_no_more_goes_than_the_bound() {
        let throttle = Throttle::new(Some(1_000));
        let begin = Instant::now();
        let mut now = begin;
        for _ in 0..100 {
            now += throttle.take(500, now);
        }
        let seconds = (now - begin).as_secs_f64();
        assert!((48.0..=50.0).contains(&seconds), "50,000 bytes went in {seconds} s");
        assert_eq!(throttle.take(1, now + Duration::from_secs(3600)), Duration::ZERO, "a pause lets one burst go");
        assert_eq!(Throttle::new(None).take(u64::MAX, begin), Duration::ZERO);
    }
}
