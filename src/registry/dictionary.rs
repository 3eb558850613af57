//! Texts that many households share (a village, a contractor), each kept once and known by a number.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use super::pinyin::{self, Named};
use super::text::SPELLED;

/// Between the parts of a place's text: banner, township, village.
pub const LEVEL: char = '\n';

/// The texts by number, from 0. Numbers never change.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    entries: Vec<Entry>,
    numbers: HashMap<String, u32>,
    /// By number: the place in the order of a list. Made anew after a text has come.
    ranks: OnceLock<Vec<u32>>,
}

#[derive(Clone, Debug)]
struct Entry {
    text: String,
    /// Its spellings, as a line of the search text takes them.
    spelled: String,
}

impl Dictionary {
    /// The number of a text; of a place the last level is what it is called.
    pub fn number(&mut self, text: &str, named: Named) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let entry = Entry { text: text.to_owned(), spelled: spelled(name(text), named) };
        self.entries.push(entry);
        self.numbers.insert(text.to_owned(), number);
        self.ranks = OnceLock::new();
        number
    }

    pub fn get(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    pub fn text(&self, number: u32) -> &str {
        self.entries.get(number as usize).map_or("", |entry| &entry.text)
    }

    pub fn spelled(&self, number: u32) -> &str {
        self.entries.get(number as usize).map_or("", |entry| &entry.spelled)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.text.as_str())
    }

    /// The place of a text in the order of a list: by pinyin of what it is called, then by the whole text.
    pub fn rank(&self, number: u32) -> u32 {
        let ranks = self.ranks.get_or_init(|| {
            let mut order: Vec<(u64, &str, usize)> = self
                .entries
                .iter()
                .enumerate()
                .map(|(number, entry)| (pinyin::rank(name(&entry.text), false), entry.text.as_str(), number))
                .collect();
            order.sort_unstable();
            let mut ranks = vec![0; order.len()];
            for (rank, (_, _, number)) in (0_u32..).zip(order) {
                ranks[number] = rank;
            }
            ranks
        });
        ranks.get(number as usize).copied().unwrap_or(u32::MAX)
    }
}

/// What a text is called: of a place the last level.
pub fn name(text: &str) -> &str {
    text.rsplit(LEVEL).next().unwrap_or(text)
}

/// The spellings of a text, each behind its mark.
pub fn spelled(text: &str, named: Named) -> String {
    pinyin::spellings(text, named).into_iter().fold(String::new(), |mut all, spelling| {
        // Writing to a String cannot fail.
        write!(all, "{SPELLED}{spelling}").ok();
        all
    })
}
