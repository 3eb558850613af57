//! What groups are called: divisions, people, categories, measures.

use std::sync::Arc;

use crate::division::Divisions;
use crate::dossier::household;
use crate::form::compile::Form;
use crate::id::Name;
use crate::l10n::{Language, Words};
use crate::plan::catalogue::Catalogue;
use crate::plan::money::Fen;
use crate::plan::programme::Programme;
use crate::registry::figures::{Residence, Sex};
use crate::registry::progress::lead::By;
use crate::registry::progress::people::{Age, Trait};

/// Categories of disability, by digit.
const CATEGORIES: [&str; 7] = [
    "dossier-category-visual",
    "dossier-category-hearing",
    "dossier-category-speech",
    "dossier-category-limb",
    "dossier-category-intellectual",
    "dossier-category-mental",
    "dossier-category-multiple",
];
const GRADES: [&str; 4] = ["dossier-grade-1", "dossier-grade-2", "dossier-grade-3", "dossier-grade-4"];

/// Where names come from.
pub struct Names<'a> {
    pub words: &'a Words,
    pub language: Language,
    pub programme: &'a Programme,
    pub catalogue: &'a Catalogue,
    /// The form that asks who the family is; its choices have names.
    pub household: Option<Arc<Form>>,
}

impl Names<'_> {
    /// A league, a banner or a zone.
    pub fn place(&self, code: &str) -> String {
        let divisions = Divisions::built_in();
        if let Some(division) = divisions.get(code) {
            return division.name.to_string();
        }
        if let Some((_, name)) = divisions.leagues().into_iter().find(|(league, _)| &**league == code) {
            return name.to_string();
        }
        let zone = self.programme.reporting.zones.iter().find(|zone| zone.id.as_str() == code);
        match zone {
            Some(zone) => zone.label.get(self.language).to_owned(),
            None if code.is_empty() => self.words.text("progress-place-unknown"),
            None => self.words.with("progress-place-other", &[("code", code)]),
        }
    }

    /// Codes of the banners, counties and zones of a league.
    pub fn banners(&self, league: &str) -> Vec<String> {
        let counties = Divisions::built_in().of_league(league).map(|division| division.code.to_string());
        let zones = self.programme.reporting.zones.iter().filter(|zone| zone.league.as_str() == league);
        counties.chain(zones.map(|zone| zone.id.to_string())).collect()
    }

    /// A group of households.
    pub fn group(&self, by: By, key: &str) -> String {
        let or = |unknown: &str| if key.is_empty() { self.words.text(unknown) } else { key.to_owned() };
        match by {
            By::League | By::Banner => self.place(key),
            By::Township => or("progress-township-unknown"),
            By::Contractor => or("progress-contractor-none"),
            By::Surveyor => or("progress-surveyor-none"),
            By::Category => self.digit(key, &CATEGORIES),
            By::Grade => self.digit(key, &GRADES),
            By::Measure => {
                let group = self.catalogue.groups.iter().find(|group| group.id.as_str() == key);
                group.map_or_else(
                    || self.words.text("progress-measure-own"),
                    |group| group.label.get(self.language).to_owned(),
                )
            }
        }
    }

    /// A measure by its code: code and name.
    pub fn measure(&self, code: &str) -> String {
        match self.catalogue.get(code) {
            Some(measure) => format!("{code} {}", measure.name.get(self.language)),
            None if code.is_empty() => self.words.text("progress-measure-own"),
            None => code.to_owned(),
        }
    }

    pub fn source(&self, index: usize) -> String {
        self.programme.money.get(index).map(|source| source.label.get(self.language).to_owned()).unwrap_or_default()
    }

    fn digit(&self, key: &str, keys: &[&str]) -> String {
        let known = key.parse::<usize>().ok().and_then(|digit| keys.get(digit.checked_sub(1)?));
        self.words.text(known.copied().unwrap_or("progress-unknown"))
    }

    /// A trait of a person or a household.
    pub fn is(&self, own: &Trait) -> String {
        let words = self.words;
        match own {
            Trait::Sex(Some(Sex::Female)) => words.text("progress-female"),
            Trait::Sex(Some(Sex::Male)) => words.text("progress-male"),
            Trait::Age(Some(age)) => words.text(age_key(*age)),
            Trait::Category(category) => self.digit(&category.to_string(), &CATEGORIES),
            Trait::Grade(grade) => self.digit(&grade.to_string(), &GRADES),
            Trait::Ethnic(Some(ethnic)) => self.choice(household::PERSON_ETHNIC, ethnic.as_str()),
            Trait::Residence(Some(residence)) => words.text(match residence {
                Residence::Town => "progress-town",
                Residence::Farming => "progress-farming",
                Residence::Pasture => "progress-pasture",
            }),
            Trait::Hardship(Some(hardship)) => self.choice(household::HARDSHIP, hardship.name()),
            Trait::SeveralPersons => words.text("progress-several"),
            Trait::OldPerson => words.text("progress-old"),
            _ => words.text("progress-unknown"),
        }
    }

    fn choice(&self, question: &'static str, choice: &str) -> String {
        let label =
            self.household.as_ref().and_then(|form| form.choice_label(&Name::of(question), choice, self.language));
        label.unwrap_or_else(|| choice.to_owned())
    }

    /// `34 户`
    pub fn households(&self, count: impl std::fmt::Display) -> String {
        self.words.with("progress-households", &[("count", &count.to_string())])
    }

    /// An amount as a chart has room for it: `12.3 万元`, small ones in yuan.
    pub fn money(&self, amount: Fen) -> String {
        // In Chinese amounts are read by ten thousand, in English by thousand.
        let (unit, key) = match self.language {
            Language::Chinese => (1_000_000, "progress-wan"),
            Language::English => (100_000, "progress-thousand"),
        };
        if amount.0.abs() < unit {
            return amount.yuan();
        }
        let tenths =
            (i128::from(amount.0) * 10 + i128::from(amount.0.signum()) * i128::from(unit) / 2) / i128::from(unit);
        let sign = if tenths < 0 { "\u{2212}" } else { "" };
        let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        let whole = grouped(whole);
        let text = if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") };
        self.words.with(key, &[("amount", &text)])
    }
}

/// A share in thousandths as percent: `85 %`, `85.3 %`; `—` where there is nothing to divide by.
pub fn percent(permille: Option<u32>) -> String {
    match permille {
        None => "—".to_owned(),
        Some(share) if share.is_multiple_of(10) => format!("{}%", share / 10),
        Some(share) => format!("{}.{}%", share / 10, share % 10),
    }
}

fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

const fn age_key(age: Age) -> &'static str {
    match age {
        Age::Child => "progress-age-child",
        Age::Young => "progress-age-young",
        Age::Middle => "progress-age-middle",
        Age::Sixties => "progress-age-sixties",
        Age::Seventies => "progress-age-seventies",
        Age::Eighty => "progress-age-eighty",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::rules::Rules;

    #[test]
    fn amounts_are_read_by_ten_thousand_in_chinese_and_by_thousand_in_english() {
        let rules = Rules::built_in();
        let names = |language| Names {
            words: Words::of(language),
            language,
            programme: &rules.programme,
            catalogue: &rules.catalogue,
            household: None,
        };
        let (zh, en) = (names(Language::Chinese), names(Language::English));
        assert_eq!(zh.money(Fen(123_450_000)), "123.5 万元");
        assert_eq!(zh.money(Fen(999_900)), "¥9,999");
        assert_eq!(zh.money(Fen(-1_000_000)), "\u{2212}1 万元");
        assert_eq!(zh.money(Fen(123_456_789_000)), "123,456.8 万元");
        assert_eq!(en.money(Fen(123_450_000)), "¥1,234.5k");
        assert_eq!(
            (zh.place("152221"), zh.place("152200"), zh.place("")),
            ("科尔沁右翼前旗".into(), "兴安盟".into(), "区划不明".into())
        );
        assert_eq!(percent(Some(1_020)), "102%");
        assert_eq!(percent(Some(853)), "85.3%");
    }
}
