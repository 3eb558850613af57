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
#[cfg(test)]
pub(crate) mod fixture;
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
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::form::compile::{Form, Known};
    use crate::form::schema::Item;
    use crate::form::{drawing, load};

    /// Each after those it uses.
    const FORMS: [(&str, &str); 9] = [
        ("household", include_str!("../../forms/household.ron")),
        ("consent", include_str!("../../forms/consent.ron")),
        ("needs-screening", include_str!("../../forms/needs-screening.ron")),
        ("home-assessment", include_str!("../../forms/home-assessment.ron")),
        ("agreement", include_str!("../../forms/agreement.ron")),
        ("notice", include_str!("../../forms/notice.ron")),
        ("acceptance", include_str!("../../forms/acceptance.ron")),
        ("settlement", include_str!("../../forms/settlement.ron")),
        ("return-visit", include_str!("../../forms/return-visit.ron")),
    ];

    fn compiled() -> Vec<Arc<Form>> {
        let catalogue = catalogue::Catalogue::parse(catalogue::BUILT_IN).unwrap();
        let measures: Vec<&str> = catalogue.measures.iter().map(|measure| measure.code.as_str()).collect();
        let drawings: Vec<&str> = drawing::BUILT_IN.iter().map(|(name, _)| *name).collect();
        let mut forms = Vec::new();
        for (name, text) in FORMS {
            let (text, source) = load::load(format!("{name}.ron"), text).unwrap();
            let known = Known { used: &forms, drawings: Some(&drawings), measures: Some(&measures) };
            let (form, problems) = Form::compile(text, &source, &known).unwrap_or_else(|found| panic!("{found:#?}"));
            assert!(problems.is_empty(), "{problems:#?}");
            forms.push(Arc::new(form));
        }
        forms
    }

    #[test]
    fn places_count_characters_and_skip_comments() {
        let text = "// \"E01\"\n  名: \"E01\", \"E01\"";
        assert_eq!(place_of(text, "E01", 0), Some((2, 6)));
        assert_eq!(place_of(text, "E01", 1), Some((2, 13)));
        assert_eq!(place_of(text, "E01", 2), None);
    }

    #[test]
    fn every_form_holds_with_the_catalogue_and_the_drawings_and_is_called_like_its_file() {
        let forms = compiled();
        let names: Vec<&str> = forms.iter().map(|form| form.text().id.as_str()).collect();
        assert_eq!(names, FORMS.map(|(name, _)| name));
    }

    #[test]
    fn a_question_that_two_forms_ask_is_the_same_question() {
        let forms = compiled();
        let own = |form: &str| forms.iter().find(|known| known.text().id.as_str() == form).unwrap();
        let (screening, assessment) = (own("needs-screening"), own("home-assessment"));
        for name in ["qP17_owner", "qP17_consent", "qP17_demolition", "qP18", "qP18_home_year"] {
            let name = name.parse().unwrap();
            let choices = |form: &Form| form.choices(&name).iter().map(|choice| choice.id.clone()).collect::<Vec<_>>();
            let kind = |form: &Form| form.question(&name).map(|question| question.kind.clone());
            assert!(kind(screening).is_some(), "{name}");
            assert_eq!(kind(screening), kind(assessment), "{name}");
            assert_eq!(choices(screening), choices(assessment), "{name}");
        }
    }

    #[test]
    fn the_forms_ask_what_the_program_knows_by_name() {
        use crate::dossier::household as known;
        let mut names = BTreeSet::new();
        for form in compiled() {
            collect(&form.text().items, &mut names);
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
