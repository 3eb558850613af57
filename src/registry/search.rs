//! Searching the register: every word that was typed stands in the household's own line, or in a text that it shares.

use super::duplicates::joins::Place;
use super::facts::{Dictionaries, Facts};
use super::households::Registry;
use super::text::{Word, words};

impl Registry {
    /// The rows that hold every word of what was typed, in order; `None` when nothing was typed. What is found of a
    /// household that is part of another leads to that one.
    pub fn search(&self, typed: &str) -> Option<Vec<u32>> {
        let words: Vec<Word> = words(typed);
        let words: Vec<(&Word, Shared)> =
            words.iter().map(|word| (word, Shared::of(word, self.dictionaries()))).collect();
        let (first, others) = words.split_first()?;
        let mut found = self.holding(first);
        if !others.is_empty() {
            found.retain(|row| others.iter().all(|(word, shared)| self.has(*row, word, shared)));
        }
        if self.hidden > 0 {
            found = found.into_iter().filter_map(|row| self.shown(row)).collect();
            found.sort_unstable();
            found.dedup();
        }
        Some(found)
    }

    /// The rows that hold one word, in order.
    fn holding(&self, (word, shared): &(&Word, Shared)) -> Vec<u32> {
        let own = self.text.scan(word);
        if shared.is_empty() {
            return own;
        }
        let mut found = Vec::with_capacity(own.len());
        let mut own = own.into_iter().peekable();
        for (row, facts) in (0_u32..).zip(self.facts()) {
            if own.next_if_eq(&row).is_some() || shared.has(facts) {
                found.push(row);
            }
        }
        found
    }

    fn has(&self, row: u32, word: &Word, shared: &Shared) -> bool {
        self.facts().get(row as usize).is_some_and(|facts| shared.has(facts)) || self.text.has(row, word)
    }

    /// The row itself, or that of the household it is part of.
    fn shown(&self, row: u32) -> Option<u32> {
        if !self.facts().get(row as usize)?.is_hidden() {
            return Some(row);
        }
        match self.joins().place(self.get(row as usize)?.id) {
            Place::In(whole) => self.row(whole),
            _ => None,
        }
    }
}

/// The shared texts that hold a word, by their numbers; `None` where none does.
struct Shared {
    townships: Option<Vec<bool>>,
    villages: Option<Vec<bool>>,
    contractors: Option<Vec<bool>>,
    surveyors: Option<Vec<bool>>,
}

impl Shared {
    fn of(word: &Word, Dictionaries { townships, villages, contractors, surveyors, .. }: &Dictionaries) -> Self {
        Self {
            townships: townships.holding(word),
            villages: villages.holding(word),
            contractors: contractors.holding(word),
            surveyors: surveyors.holding(word),
        }
    }

    fn is_empty(&self) -> bool {
        [&self.townships, &self.villages, &self.contractors, &self.surveyors].into_iter().all(Option::is_none)
    }

    fn has(&self, facts: &Facts) -> bool {
        let holds = |texts: &Option<Vec<bool>>, number: u32| {
            texts.as_ref().is_some_and(|texts| texts.get(number as usize) == Some(&true))
        };
        holds(&self.townships, facts.township)
            || holds(&self.villages, facts.village)
            || holds(&self.contractors, facts.contractor)
            || holds(&self.surveyors, facts.surveyor)
    }
}
