//! Which rows are one household 一户多残.
//!
//! Rows are one household when the list says so: the same household number in one village, the same head's identity
//! number, or the same head at the same address. What only looks so is a [`Doubt`].

use std::collections::BTreeMap;

use super::division::Place;
use super::row::Entry;

/// Rows that may be one household; a person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Names the doubt in [`super::check::Decisions::together`].
    pub key: String,
    pub why: Why,
    pub rows: Vec<usize>,
    /// The persons in these rows.
    pub names: Vec<String>,
    pub place: Place,
    /// What was decided; apart while nothing is.
    pub together: bool,
}

/// Why rows may be one household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The same address, and the list names no head or different ones.
    Address,
    /// The same head in the same village, and no address that names one door.
    Head,
}

/// The rows of each household, by place in `entries`, and what is not sure.
pub fn group(entries: &[Entry], decided: &BTreeMap<String, bool>) -> (Vec<Vec<usize>>, Vec<Doubt>) {
    let mut sets = Sets::new(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        for key in surely(entry) {
            sets.join(key, at);
        }
    }
    let mut doubts = Vec::new();
    for why in [Why::Address, Why::Head] {
        let mut alike: BTreeMap<(&Place, &str), Vec<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if let Some(head) = perhaps(entry, why) {
                alike.entry((&entry.place, head)).or_default().push(at);
            }
        }
        for ((place, _), members) in alike {
            let first = sets.root(members[0]);
            if members.iter().all(|at| sets.root(*at) == first) {
                continue;
            }
            let mut numbers: Vec<&str> = members.iter().map(|at| &*entries[*at].number).collect();
            numbers.sort_unstable();
            let key = numbers.join(" ");
            let together = decided.get(&key).copied().unwrap_or(false);
            doubts.push(Doubt {
                key,
                why,
                rows: members.iter().map(|at| entries[*at].row).collect(),
                names: members.iter().map(|at| entries[*at].name.clone()).collect(),
                place: place.clone(),
                together,
            });
            if together {
                members.iter().for_each(|at| sets.unite(first, *at));
            }
        }
    }
    (sets.groups(), doubts)
}

/// What makes two rows one household when it is the same.
fn surely(entry: &Entry) -> Vec<Key> {
    let village = (entry.place.code.clone(), entry.place.township.clone(), entry.place.village.clone());
    let mut keys = Vec::new();
    if !entry.household_no.is_empty() {
        keys.push(Key::Number(village, entry.household_no.clone()));
    }
    if !entry.head_number.is_empty() {
        keys.push(Key::HeadNumber(entry.head_number.clone()));
        // The head's own row.
        keys.push(Key::Head(entry.head_number.clone()));
    } else if entry.household_no.is_empty() {
        keys.push(Key::Head(entry.number.clone()));
    }
    if !entry.head.is_empty() && is_exact(&entry.place) {
        keys.push(Key::Home(entry.head.clone(), entry.place.clone()));
    }
    keys
}

/// What makes two rows look like one household when it is the same beside the place.
fn perhaps(entry: &Entry, why: Why) -> Option<&str> {
    match why {
        Why::Address => is_exact(&entry.place).then_some(""),
        Why::Head => {
            let named = !entry.head.is_empty() && !entry.place.village.is_empty() && !is_exact(&entry.place);
            named.then_some(entry.head.as_str())
        }
    }
}

/// Whether an address names one door: "三组" is a street of thirty homes.
pub(super) fn is_exact(place: &Place) -> bool {
    let numbered = place.address.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    numbered && ["号", "室", "户", "栋", "单元", "-"].iter().any(|mark| place.address.contains(mark))
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number((String, String, String), String),
    HeadNumber(String),
    /// The row of this person, as the head of others.
    Head(String),
    Home(String, Place),
}

/// Disjoint sets of rows.
struct Sets {
    above: Vec<usize>,
    keys: BTreeMap<Key, usize>,
}

impl Sets {
    fn new(count: usize) -> Self {
        Self { above: (0..count).collect(), keys: BTreeMap::new() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    fn unite(&mut self, one: usize, two: usize) {
        let (one, two) = (self.root(one), self.root(two));
        // The earlier row stands for the set.
        self.above[one.max(two)] = one.min(two);
    }

    fn join(&mut self, key: Key, at: usize) {
        match self.keys.get(&key).copied() {
            Some(other) => self.unite(other, at),
            None => {
                self.keys.insert(key, at);
            }
        }
    }

    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.above.len() {
            groups.entry(self.root(at)).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(row: usize, head: &str, address: &str) -> Entry {
        let place =
            Place { code: "152221".into(), village: "红峰".into(), address: address.into(), ..Place::default() };
        Entry {
            row,
            name: format!("{row}"),
            number: format!("{row:018}"),
            head: head.into(),
            place,
            ..Entry::default()
        }
    }

    fn groups(entries: &[Entry]) -> (Vec<Vec<usize>>, Vec<Why>) {
        let (groups, doubts) = group(entries, &BTreeMap::new());
        (groups, doubts.into_iter().map(|doubt| doubt.why).collect())
    }

    #[test]
    fn rows_are_one_household_where_the_list_says_so() {
        assert_eq!(
            groups(&[entry(1, "甲", "12号"), entry(2, "乙", "13号"), entry(3, "甲", "12号")]).0,
            [vec![0, 2], vec![1]]
        );
        let numbered = |row, no: &str| Entry { household_no: no.into(), ..entry(row, "", "") };
        assert_eq!(groups(&[numbered(1, "7"), numbered(2, "8"), numbered(3, "7")]).0, [vec![0, 2], vec![1]]);
        let of = |row, head: usize| Entry { head_number: format!("{head:018}"), ..entry(row, "", "") };
        let head = entry(9, "", "");
        assert_eq!(groups(&[of(1, 9), head, of(2, 9)]).0, [vec![0, 1, 2]], "the head is in the list too");
    }

    #[test]
    fn what_only_looks_so_is_asked() {
        let (all, why) = groups(&[entry(1, "甲", "2单元301室"), entry(2, "乙", "2单元301室")]);
        assert_eq!((all.len(), why), (2, vec![Why::Address]));
        let (all, why) = groups(&[entry(1, "甲", ""), entry(2, "甲", "")]);
        assert_eq!((all.len(), why), (2, vec![Why::Head]));
        let (all, why) = groups(&[entry(1, "甲", "三组"), entry(2, "乙", "三组")]);
        assert_eq!((all.len(), why), (2, vec![]), "thirty homes are in one group of a village");
    }

    #[test]
    fn a_decision_holds_for_these_persons() {
        let entries = [entry(1, "甲", ""), entry(2, "甲", "")];
        let key = group(&entries, &BTreeMap::new()).1[0].key.clone();
        let (groups, doubts) = group(&entries, &[(key, true)].into());
        assert_eq!(groups, [vec![0, 1]]);
        assert!(doubts[0].together);
    }
}
