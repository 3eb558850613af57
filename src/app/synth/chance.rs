//! Chance that is the same everywhere: a stream of numbers from a seed and words.

/// One stream (SplitMix64, Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Chance(u64);

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Chance {
    /// The stream for one thing (`what`) of one household.
    pub fn of(seed: u64, what: &str, number: u64) -> Self {
        let words = what
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut chance = Self(mixed(seed.wrapping_add(GOLDEN)) ^ mixed(words) ^ mixed(number.wrapping_mul(GOLDEN)));
        chance.next();
        chance
    }

    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mixed(self.0)
    }

    /// A number below `bound`; 0 where `bound` is 0.
    pub const fn below(&mut self, bound: u64) -> u64 {
        // The upper half times the bound: no modulo, hence no preference that anybody could see.
        (self.next() >> 32).wrapping_mul(bound) >> 32
    }

    /// A number from `low` to `high`.
    pub const fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1).unsigned_abs()).cast_signed()
    }

    /// Whether something with this likelihood happens.
    pub const fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of these, which are not none.
    pub fn one<'t, T: ?Sized>(&mut self, of: &[&'t T]) -> &'t T {
        of[self.below(of.len() as u64) as usize]
    }

    /// One of these by weight.
    pub fn weighed<T: Copy>(&mut self, of: &[(T, u32)]) -> T {
        let mut left = self.below(of.iter().map(|(_, weight)| u64::from(*weight)).sum());
        for (thing, weight) in of {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None => return *thing,
            }
        }
        of[0].0
    }
}

const fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

/// Where `number` lies in 0..1,000,000, so that any run of numbers is spread evenly: of the first 1,000 households
/// one in a hundred really is ten (Weyl's sequence with the golden ratio).
pub const fn spread(number: u64) -> u32 {
    let place = (number + 1).wrapping_mul(GOLDEN) >> 32;
    ((place * 1_000_000) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_any_run_is_that_share() {
        for (from, count) in [(0, 1_000), (7_777, 1_000), (100, 40_000)] {
            let hits = (from..from + count).filter(|&number| spread(number) < 10_000).count();
            let wanted = count as usize / 100;
            assert!(hits.abs_diff(wanted) <= 3, "{hits} of {count}");
        }
    }

    #[test]
    fn streams_differ_by_each_of_their_words_and_stay_the_same() {
        let first = |seed, what, number| Chance::of(seed, what, number).next();
        let all = [first(1, "name", 1), first(2, "name", 1), first(1, "names", 1), first(1, "name", 2)];
        assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
        assert_eq!(first(1, "name", 1), all[0]);
        let mut chance = Chance::of(1, "weights", 1);
        let drawn = (0..1_000).filter(|_| chance.weighed(&[(true, 1), (false, 9)])).count();
        assert!((60..140).contains(&drawn), "{drawn}");
    }
}
