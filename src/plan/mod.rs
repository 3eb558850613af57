//! What a plan is made of: the catalogue of measures 改造项目目录 and the rules of the programme 项目规则.
//!
//! Both are configuration: files that an organisation replaces when contract prices and the year's rules are
//! known. No cap, share, price or interval stands in code.
//!
//! **Invariant:** money is integer fen ([`money::Fen`]) from the file to the settlement.

pub mod catalogue;
pub mod money;
pub mod programme;

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use crate::form::load::ron_options;
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

/// Reads one configuration file.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    if text.len() > MAX_FORM_BYTES {
        return Err(Problem::error("plan-too-large").with("bytes", text.len()).with("most", MAX_FORM_BYTES));
    }
    ron_options().from_str(text).map_err(|error| {
        let start = error.span.start;
        Problem::error("plan-unreadable").with("detail", error.code).at(start.line, start.col)
    })
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
mod tests {
    use super::*;
    use crate::form::schema::{FormText, Item};

    const FORMS: [(&str, &str); 5] = [
        ("household", include_str!("../../forms/household.ron")),
        ("consent", include_str!("../../forms/consent.ron")),
        ("needs-screening", include_str!("../../forms/needs-screening.ron")),
        ("acceptance", include_str!("../../forms/acceptance.ron")),
        ("return-visit", include_str!("../../forms/return-visit.ron")),
    ];

    #[test]
    fn places_count_characters_and_skip_comments() {
        let text = "// \"E01\"\n  名: \"E01\", \"E01\"";
        assert_eq!(place_of(text, "E01", 0), Some((2, 6)));
        assert_eq!(place_of(text, "E01", 1), Some((2, 13)));
        assert_eq!(place_of(text, "E01", 2), None);
    }

    #[test]
    fn the_forms_read_and_are_called_like_their_files() {
        for (name, text) in FORMS {
            let form: FormText = ron_options().from_str(text).unwrap_or_else(|error| panic!("{name}.ron:{error}"));
            assert_eq!(form.id.as_str(), name);
        }
    }

    #[test]
    fn the_forms_ask_what_the_program_knows_by_name() {
        use crate::dossier::household as known;
        let mut names = BTreeSet::new();
        for (_, text) in FORMS {
            let form: FormText = ron_options().from_str(text).unwrap();
            collect(&form.items, &mut names);
        }
        for name in [
            known::HEAD,
            known::DIVISION,
            known::VILLAGE,
            known::ADDRESS,
            known::PHONE,
            known::VISIT_DATE,
            known::VISIT_ORDER,
            known::PERSON,
            known::PERSON_NAME,
            known::PERSON_CITIZEN_ID,
            known::PERSON_CERTIFICATE,
            known::CONSENT_DATA,
            known::CONSENT_PHOTO,
        ] {
            assert!(names.contains(name), "no form asks {name}");
        }
    }

    fn collect(items: &[Item], names: &mut BTreeSet<String>) {
        for item in items {
            let (id, inner) = match item {
                Item::Section(section) => (&section.id, section.items.as_slice()),
                Item::Group(group) => (&group.id, group.items.as_slice()),
                Item::Repeat(repeat) => (&repeat.id, repeat.items.as_slice()),
                Item::Question(question) => (&question.id, &[][..]),
            };
            names.insert(id.to_string());
            collect(inner, names);
        }
    }
}
