//! A field that merges: a multi-value register with a causal context.
//!
//! The rule (Preguiça et al., "Dotted version vectors", arXiv:1011.5808, with one context per field): a state is
//! `(live: dot → write, seen: device → counter)`. A write by device *d* takes *d*'s next counter, becomes the
//! only live dot and enters `seen`. `join` keeps a dot that both sides have live, or that one side has live and
//! the other has not seen, and takes the maximum of `seen`.
//!
//! Equal values are collapsed when *reading*; collapsing inside `join` would break associativity.
//!
//! **Invariant:** every live dot is in `seen`, and a device has at most one live dot. A device always counts as
//! having seen its own writes, even when it works on a reduced copy that lacks the field.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use crate::limits::{MAX_COUNTER, MAX_SIBLINGS};
use crate::stamp::{Dot, Moment, Seen};
use crate::value::Value;

/// One write: the value, who wrote it, and when (a remark; it never decides).
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    pub value: Value,
    pub author: Arc<str>,
    pub at: Moment,
}

/// The live writes of one field and what they have seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// Sorted by dot. Nearly always one, which needs no memory of its own: a household has a thousand fields, and a
    /// merge forty thousand households.
    live: SmallVec<[(Dot, Write); 1]>,
    seen: Seen,
}

/// Parts that no history of writes and joins can have led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRegister {
    #[error("the live write {} of {} is not in what the field has seen", .0.counter, .0.device)]
    Unseen(Dot),
    #[error("{0} live writes, at most {MAX_SIBLINGS} are possible")]
    TooManyLive(usize),
    #[error("counter {} of {} is not between 1 and {MAX_COUNTER}", .0.counter, .0.device)]
    Counter(Dot),
}

impl Register {
    /// A register from a file.
    ///
    /// # Errors
    /// A live dot that `seen` does not cover, more than [`MAX_SIBLINGS`] live writes, or a counter that is 0 or
    /// beyond [`MAX_COUNTER`].
    pub fn from_parts(live: BTreeMap<Dot, Write>, seen: Seen) -> Result<Self, BadRegister> {
        if live.len() > MAX_SIBLINGS {
            return Err(BadRegister::TooManyLive(live.len()));
        }
        let counted = seen.iter().map(|(device, counter)| Dot { device, counter });
        if let Some(dot) = live.keys().copied().chain(counted).find(|dot| !(1..=MAX_COUNTER).contains(&dot.counter)) {
            return Err(BadRegister::Counter(dot));
        }
        match live.keys().find(|&&dot| !seen.covers(dot)) {
            Some(&dot) => Err(BadRegister::Unseen(dot)),
            None => Ok(Self { live: live.into_iter().collect(), seen }),
        }
    }

    /// A register with one live write that has seen nothing beside it: what nearly every line of a file says.
    ///
    /// # Errors
    /// A counter that is 0 or beyond [`MAX_COUNTER`].
    pub fn of_one(dot: Dot, write: Write) -> Result<Self, BadRegister> {
        if !(1..=MAX_COUNTER).contains(&dot.counter) {
            return Err(BadRegister::Counter(dot));
        }
        Ok(Self { live: smallvec![(dot, write)], seen: [dot].into_iter().collect() })
    }

    /// Writes: supersedes everything this register has live, and nothing that it has not seen.
    ///
    /// `dot` must be new: a counter that its device has never used in this dossier.
    pub fn write(&mut self, dot: Dot, write: Write) {
        debug_assert!(!self.seen.covers(dot), "{dot:?} is spent");
        self.live.clear();
        self.live.push((dot, write));
        self.seen.add(dot);
    }

    /// Writes several values that are live beside each other, each with a dot of its own that is new.
    pub(super) fn write_all(&mut self, live: BTreeMap<Dot, Write>) {
        live.keys().for_each(|&dot| self.seen.add(dot));
        self.live = live.into_iter().collect();
    }

    /// Takes in another state of the same field. Commutative, associative, idempotent.
    pub fn join(&mut self, other: &Self) {
        self.live.retain(|(dot, _)| other.place(*dot).is_ok() || !other.seen.covers(*dot));
        for (dot, theirs) in &other.live {
            match self.place(*dot) {
                Ok(place) => {
                    let ours = &mut self.live[place].1;
                    if ours != theirs && order(ours, theirs) == Ordering::Less {
                        *ours = theirs.clone();
                    }
                }
                Err(place) if !self.seen.covers(*dot) => self.live.insert(place, (*dot, theirs.clone())),
                Err(_) => {}
            }
        }
        self.seen.join(&other.seen);
    }

    fn place(&self, dot: Dot) -> Result<usize, usize> {
        self.live.binary_search_by_key(&dot, |(known, _)| *known)
    }

    /// The live writes in the order of their dots.
    pub fn live(&self) -> impl ExactSizeIterator<Item = (Dot, &Write)> {
        self.live.iter().map(|(dot, write)| (*dot, write))
    }

    pub const fn seen(&self) -> &Seen {
        &self.seen
    }

    /// Whether the same writes are live in both, whatever each has seen.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        self.live == other.live
    }

    /// The distinct live values, each with the first write that says so.
    pub fn values(&self) -> Vec<(Dot, &Write)> {
        let mut distinct: Vec<(Dot, &Write)> = Vec::with_capacity(1);
        for (dot, write) in self.live() {
            if distinct.iter().all(|(_, known)| known.value != write.value) {
                distinct.push((dot, write));
            }
        }
        distinct
    }

    /// The write that counts while the field is unsettled: an answer before a skip before an erasure, then the
    /// lowest dot. By device first, so that all unsettled fields of a household follow the same tablet.
    pub fn leading(&self) -> Option<(Dot, &Write)> {
        self.live().min_by_key(|(dot, write)| {
            let rank = match write.value {
                Value::Erased => 2,
                Value::Skipped(_) => 1,
                _ => 0,
            };
            (rank, *dot)
        })
    }

    /// The leading value; `None` when the field is empty or erased.
    pub fn value(&self) -> Option<&Value> {
        self.leading().map(|(_, write)| &write.value).filter(|value| **value != Value::Erased)
    }

    /// Whether devices wrote different values unseen by each other.
    pub fn is_conflict(&self) -> bool {
        let mut values = self.live.iter().map(|(_, write)| &write.value);
        values.next().is_some_and(|first| values.any(|value| value != first))
    }

    /// Whether the field says exactly this and nothing else.
    pub(super) fn says(&self, value: &Value) -> bool {
        !self.live.is_empty() && self.live.iter().all(|(_, write)| write.value == *value)
    }
}

/// Any total order will do: two different writes with one dot exist only where a counter was used twice (a
/// workspace restored behind the program's back), and then every device must still choose the same one.
fn order(a: &Write, b: &Write) -> Ordering {
    let text = |write: &Write| format!("{:?}", write.value);
    a.at.cmp(&b.at).then_with(|| a.author.cmp(&b.author)).then_with(|| text(a).cmp(&text(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DeviceId;
    use crate::value::Skip;

    fn dot(device: u64, counter: u64) -> Dot {
        Dot { device: DeviceId::from_bits(device), counter }
    }

    fn says(value: Value) -> Write {
        Write { value, author: "".into(), at: Moment::new(0, 0) }
    }

    fn number(n: i64) -> Write {
        says(Value::Integer(n))
    }

    #[test]
    fn a_write_supersedes_what_it_has_seen_and_nothing_else() {
        let mut ours = Register::default();
        ours.write(dot(1, 1), number(760));
        let mut theirs = ours.clone();
        theirs.write(dot(2, 1), number(800));
        let mut elsewhere = ours.clone();
        elsewhere.write(dot(3, 1), number(780));

        ours.join(&theirs);
        assert_eq!(ours.value(), Some(&Value::Integer(800)), "a later write replaces what it has seen");
        ours.join(&elsewhere);
        assert_eq!(ours.values().len(), 2);
        assert!(ours.is_conflict());
        assert_eq!(ours.value(), Some(&Value::Integer(800)), "the lowest dot leads");
        ours.write(dot(1, 2), number(790));
        assert!(!ours.is_conflict());
    }

    #[test]
    fn equal_values_are_no_conflict_but_both_writes_stay() {
        let (mut ours, mut theirs) = (Register::default(), Register::default());
        ours.write(dot(1, 1), number(760));
        theirs.write(dot(2, 1), number(760));
        ours.join(&theirs);
        assert_eq!((ours.live().len(), ours.values().len(), ours.is_conflict()), (2, 1, false));
        assert!(ours.says(&Value::Integer(760)));
    }

    #[test]
    fn an_answer_leads_before_a_skip_before_an_erasure() {
        let mut register = Register::default();
        for (device, value) in [(1, Value::Erased), (2, Value::Skipped(Skip::Refused)), (3, Value::YesNo(true))] {
            let mut other = Register::default();
            other.write(dot(device, 1), says(value));
            register.join(&other);
        }
        assert_eq!(register.leading().unwrap().0, dot(3, 1));
        assert!(register.is_conflict(), "a delete never silently loses or wins");
    }

    #[test]
    fn a_counter_used_twice_still_joins_in_any_order() {
        let (mut ours, mut theirs) = (Register::default(), Register::default());
        ours.write(dot(1, 1), number(1));
        theirs.write(dot(1, 1), number(2));
        let (before_ours, before_theirs) = (ours.clone(), theirs.clone());
        ours.join(&before_theirs);
        theirs.join(&before_ours);
        assert_eq!(ours, theirs);
    }

    #[test]
    fn parts_that_no_history_leads_to_are_refused() {
        let live = |dots: &[Dot]| dots.iter().map(|&dot| (dot, number(1))).collect::<BTreeMap<_, _>>();
        let seen = |dots: &[Dot]| dots.iter().copied().collect::<Seen>();
        assert!(Register::from_parts(live(&[dot(1, 2)]), seen(&[dot(1, 2), dot(2, 9)])).is_ok());
        assert_eq!(Register::from_parts(live(&[dot(1, 2)]), seen(&[dot(1, 1)])), Err(BadRegister::Unseen(dot(1, 2))));
        assert_eq!(Register::from_parts(live(&[dot(1, 0)]), seen(&[])), Err(BadRegister::Counter(dot(1, 0))));
        let huge = dot(1, u64::MAX);
        assert_eq!(Register::from_parts(live(&[]), seen(&[huge])), Err(BadRegister::Counter(huge)));
        let many: Vec<Dot> = (0..=MAX_SIBLINGS as u64).map(|device| dot(device, 1)).collect();
        assert_eq!(Register::from_parts(live(&many), seen(&many)), Err(BadRegister::TooManyLive(MAX_SIBLINGS + 1)));
    }
}
