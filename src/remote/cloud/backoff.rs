//! How long to wait before the next try: longer each time, and never in step with forty other tablets.

use std::time::Duration;

/// First and longest wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    pub first: Duration,
    pub most: Duration,
}

impl Backoff {
    /// Between whole sendings while there is no network.
    pub const OFFLINE: Self = Self { first: Duration::from_secs(10), most: Duration::from_secs(15 * 60) };

    /// The wait after so many tries have failed (0 after the first): doubled each time, between half and all of that,
    /// as `random` (0 to 1) has it.
    #[must_use]
    pub fn wait(self, failed: u32, random: f64) -> Duration {
        let doubled = self.first.saturating_mul(2_u32.saturating_pow(failed.min(31)));
        doubled.min(self.most).mul_f64(0.5 + 0.5 * random.clamp(0.0, 1.0))
    }
}

/// A number from 0 to 1, another one each time.
#[must_use]
pub fn random() -> f64 {
    let bits = uuid::Uuid::new_v4().as_u64_pair().1 & 0xffff_ffff;
    bits as f64 / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_spread_over_the_upper_half() {
        let backoff = Backoff { first: Duration::from_secs(2), most: Duration::from_secs(60) };
        let whole: Vec<u64> = (0..7).map(|failed| backoff.wait(failed, 1.0).as_secs()).collect();
        assert_eq!(whole, [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(backoff.wait(2, 0.0), Duration::from_secs(4));
        assert_eq!(backoff.wait(u32::MAX, 7.0), Duration::from_secs(60));
        assert!((0..100).map(|_| random()).all(|random| (0.0..=1.0).contains(&random)));
    }
}
