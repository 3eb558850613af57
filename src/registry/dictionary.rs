//! Texts that many households share (a village, a contractor), each kept once and known by a number.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use super::pinyin::{self, Named};
use super::text::{SPELLED, SearchText, Word, fold};

/// Between the parts of a place's text: banner, township, village.
pub const LEVEL: char = '\n';

/// The texts by number, from 0. Numbers never change.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    texts: Vec<String>,
    numbers: HashMap<String, u32>,
    /// By number: what a text is found by.
    lines: SearchText,
    /// By number: the place in the order of a list. Made anew after a text has come.
    ranks: OnceLock<Vec<u32>>,
}

impl Dictionary {
    /// The number of a text; of a place the last level is what it is called.
    pub fn number(&mut self, text: &str, named: Named) -> u32 {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.lines.set(self.texts.len(), &format!("{}\n{}", fold(name(text)), spelled(name(text), named)));
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        self.ranks = OnceLock::new();
        number
    }

    pub fn get(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", |text| text)
    }

    /// Which texts hold a word, by number; `None` where none does.
    pub fn holding(&self, word: &Word) -> Option<Vec<bool>> {
        let found = self.lines.scan(word);
        let mut holding = vec![false; self.len()];
        found.iter().for_each(|number| holding[*number as usize] = true);
        (!found.is_empty()).then_some(holding)
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// The place of a text in the order of a list: by pinyin of what it is called, then by the whole text.
    pub fn rank(&self, number: u32) -> u32 {
        let ranks = self.ranks.get_or_init(|| {
            let mut order: Vec<(u64, &str, usize)> = self
                .texts
                .iter()
                .enumerate()
                .map(|(number, text)| (pinyin::rank(name(text), false), text.as_str(), number))
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
