//! What a plan is made of: the catalogue of measures 改造项目目录 and the rules of the programme 项目规则.
//!
//! Both are configuration: files that an organisation replaces when contract prices and the year's rules are
//! known. No cap, share, price or interval stands in code.
//!
//! **Invariant:** money is integer fen ([`money::Fen`]) from the file to the settlement.

pub mod acceptance;
pub mod agreement;
pub mod budget;
pub mod catalogue;
pub mod change;
pub mod edits;
mod evidence;
pub mod fields;
pub mod funding;
pub mod guard;
pub mod item;
pub mod knapsack;
pub mod money;
pub mod order;
pub mod persons;
pub mod programme;
pub mod proposal;
pub mod quantity;
pub mod ramp;
mod read;
pub mod settlement;
pub mod space;
pub mod standard;
pub mod suggest;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use crate::form::load::{explain, ron_options};
use crate::form::schema::Priority;
use crate::l10n::Texts;
use crate::limits::MAX_FORM_BYTES;
use crate::problem::Problem;

/// How well a figure is known; shown beside it, so that nobody takes an estimate for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
pub enum Confidence {
    /// Worked out for this program; nobody prescribed it.
    Inferred,
    Low,
    Medium,
    /// Common practice, but no text at hand.
    High,
    /// A published text says so, perhaps for another place: see the source.
    Sourced,
}

/// The classes of urgency in their order; an item keeps the place in this list.
pub const PRIORITIES: [Priority; 5] =
    [Priority::Danger, Priority::ToiletAndBath, Priority::GettingOut, Priority::Kitchen, Priority::Comfort];

/// Reads one configuration file.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    if text.len() > MAX_FORM_BYTES {
        return Err(Problem::error("plan-too-large").with("bytes", text.len()).with("most", MAX_FORM_BYTES));
    }
    ron_options().from_str(text).map_err(explain)
}

/// The problems found in one file, each with the place of the word it is about.
struct Findings<'a> {
    text: &'a str,
    problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    const fn of(text: &'a str) -> Self {
        Self { text, problems: Vec::new() }
    }

    /// Adds `problem` at the `nth` place (from 0) where `"word"` stands in quotes.
    fn add(&mut self, problem: Problem, word: &str, nth: usize) {
        let problem = match place_of(self.text, word, nth) {
            Some((line, column)) => problem.at(line, column),
            None => problem,
        };
        self.problems.push(problem);
    }

    /// Every text must stand in Chinese and English.
    fn needs_both_languages(&mut self, texts: &Texts, word: &str) {
        for tag in ["zh", "en"] {
            if texts.in_tag(tag).is_none_or(|text| text.trim().is_empty()) {
                self.add(Problem::error("plan-language-missing").with("name", word).with("language", tag), word, 0);
            }
        }
    }

    /// Every name must stand once.
    fn needs_unique<'b>(&mut self, names: impl IntoIterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                self.add(Problem::error("plan-name-twice").with("name", name), name, 1);
            }
        }
    }
}

/// Line and column, both from 1, of the `nth` place where `"word"` stands in quotes outside a comment.
fn place_of(text: &str, word: &str, nth: usize) -> Option<(usize, usize)> {
    let quoted = format!("\"{word}\"");
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .flat_map(|(index, line)| line.match_indices(&quoted).map(move |(at, _)| (index, line, at)))
        .nth(nth)
        .map(|(index, line, at)| (index + 1, line[..at].chars().count() + 1))
}

#[cfg(test)]
pub(crate) mod tests;
