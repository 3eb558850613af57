//! The catalogue of measures 改造项目目录: what may be built or supplied, for whom, and at what price.
//!
//! The built-in one holds planning estimates, every price marked as such. An organisation replaces it by its
//! 目录清单 with contract prices.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::money::Fen;
use super::{Confidence, Findings, read};
use crate::id::Name;
use crate::l10n::{Language, Texts, Words};
use crate::problem::Problem;

/// `forms/catalogue.ron` as built in.
pub const BUILT_IN: &str = include_str!("../../forms/catalogue.ron");

/// A catalogue file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub id: Name,
    pub version: u32,
    pub title: Texts,
    /// Whose prices these are, and how far they can be trusted.
    pub price_list: PriceList,
    /// Units of quantity, by name.
    pub units: BTreeMap<Name, QuantityUnit>,
    /// Subjects that measures are reported under, in this order.
    pub groups: Vec<Group>,
    /// The list of the elderly scheme 居家适老化改造 that measures are held against to find double funding.
    pub elderly_list: ElderlyList,
    /// Measures of which one at the same place is enough: concrete ramp, steel ramp or portable ramp.
    #[serde(default)]
    pub alternatives: Vec<Vec<Name>>,
    /// Measures of which one serves the whole home, wherever it was found to be needed: a commode chair is carried.
    #[serde(default)]
    pub once: Vec<Name>,
    pub measures: Vec<Measure>,
}

/// Where the prices come from.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceList {
    pub name: Texts,
    #[serde(deserialize_with = "date")]
    pub date: Date,
    /// ISO 4217.
    pub currency: String,
    pub confidence: Confidence,
    #[serde(default)]
    pub note: Texts,
}

/// What a quantity counts: 平方米, 樘, 套.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuantityUnit {
    pub label: Texts,
    /// Digits after the point that a quantity may have; 0 for things that are counted.
    #[serde(default)]
    pub places: u8,
}

/// A subject of the reports: 出入口, 门, 如厕.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: Name,
    pub label: Texts,
}

/// 民发〔2020〕86号: 7 groups, 30 items.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElderlyList {
    pub source: Texts,
    /// By number, from 1.
    pub items: BTreeMap<u8, ElderlyItem>,
}

/// One item of the elderly list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElderlyItem {
    pub label: Texts,
    /// 基础: the government pays; otherwise 可选.
    #[serde(default)]
    pub basic: bool,
}

/// One measure 改造项目.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// `E01`: a letter for the subject, two digits.
    pub code: Name,
    pub name: Texts,
    /// Key into `groups`.
    pub group: Name,
    /// Whom it may help.
    pub categories: Vec<Category>,
    pub kind: Kind,
    /// Key into `units`.
    pub unit: Name,
    /// Of one unit, installed.
    pub price: Price,
    /// Dearer or differently counted kinds of the same measure: the electric bed beside the manual one.
    #[serde(default)]
    pub variants: Vec<Variant>,
    /// What is found in the home when it is needed, in words.
    pub trigger: Texts,
    /// Usual size or make; empty where there is none.
    #[serde(default)]
    pub dimension: Texts,
    /// Caution for the plan.
    #[serde(default)]
    pub note: Texts,
    /// Numbers of the elderly list that it corresponds to.
    #[serde(default)]
    pub elderly: Vec<u8>,
}

/// Another kind of the same measure.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    pub id: Name,
    pub name: Texts,
    /// Key into `units`; the measure's own when missing.
    #[serde(default)]
    pub unit: Option<Name>,
    pub price: Price,
}

/// What one unit costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Price {
    /// 估价: lowest and highest; to be replaced.
    Estimate(Fen, Fen),
    /// 合同价
    Contract(Fen),
}

/// Category of disability 残疾类别, GB/T 26341-2010; the digit is that of the certificate number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Category {
    Visual = 1,
    Hearing = 2,
    Speech = 3,
    Limb = 4,
    Intellectual = 5,
    Mental = 6,
    Multiple = 7,
}

/// What a measure is, for the ban on handing out devices instead of building.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Kind {
    /// 施工改造
    Construction,
    /// 固定安装
    Fixed,
    /// 辅助器具
    Device,
}

impl Measure {
    /// Unit and price of the measure itself, or of its variant.
    pub fn offer(&self, variant: Option<&str>) -> (&Name, Price) {
        let chosen = self.variants.iter().find(|known| Some(known.id.as_str()) == variant);
        chosen.map_or((&self.unit, self.price), |chosen| (chosen.unit.as_ref().unwrap_or(&self.unit), chosen.price))
    }
}

impl Category {
    pub const ALL: [Self; 7] =
        [Self::Visual, Self::Hearing, Self::Speech, Self::Limb, Self::Intellectual, Self::Mental, Self::Multiple];

    /// The 19th character of the certificate number.
    pub const fn digit(self) -> u8 {
        self as u8
    }

    /// As the assessment's choices write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Hearing => "hearing",
            Self::Speech => "speech",
            Self::Limb => "limb",
            Self::Intellectual => "intellectual",
            Self::Mental => "mental",
            Self::Multiple => "multiple",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Construction, Self::Fixed, Self::Device];

    /// As a plan's item writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Construction => "construction",
            Self::Fixed => "fixed",
            Self::Device => "device",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Construction => "plan-kind-construction",
            Self::Fixed => "plan-kind-fixed",
            Self::Device => "plan-kind-device",
        }
    }
}

impl Price {
    /// The price to plan with: a contract's own; of an estimate the middle, half a fen up.
    pub const fn planned(self) -> Fen {
        let (low, high) = self.range();
        // Prices of a checked catalogue are not negative and far below overflow.
        Fen(low.0.saturating_add(high.0).saturating_add(1) / 2)
    }

    pub const fn is_estimate(self) -> bool {
        matches!(self, Self::Estimate(..))
    }

    /// Lowest and highest.
    pub const fn range(self) -> (Fen, Fen) {
        match self {
            Self::Estimate(low, high) => (low, high),
            Self::Contract(price) => (price, price),
        }
    }
}

impl Catalogue {
    /// Reads a catalogue; [`Self::check`] says what is wrong inside it.
    ///
    /// # Errors
    /// The first thing that does not have the shape, with line and column, or `plan-too-large`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        read(text)
    }

    pub fn get(&self, code: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.code.as_str() == code)
    }

    /// Whether one of the two is enough at the same place.
    pub fn replace_one_another(&self, one: &str, other: &str) -> bool {
        let names = |set: &Vec<Name>, code: &str| set.iter().any(|name| name.as_str() == code);
        one != other && self.alternatives.iter().any(|set| names(set, one) && names(set, other))
    }

    /// Name and date of the price list: what a price is told with.
    pub fn price_list_text(&self, language: Language) -> String {
        let date = self.price_list.date.to_string();
        Words::of(language).with("plan-price-list", &[("name", self.price_list.name.get(language)), ("date", &date)])
    }

    /// Everything that is wrong in the catalogue, placed in the `text` it was read from.
    pub fn check(&self, text: &str) -> Vec<Problem> {
        let mut findings = Findings::of(text);
        findings.needs_both_languages(&self.title, "title");
        findings.needs_both_languages(&self.price_list.name, "price_list");
        findings.needs_unique(self.groups.iter().map(|group| group.id.as_str()));
        for group in &self.groups {
            findings.needs_both_languages(&group.label, group.id.as_str());
        }
        for (name, unit) in &self.units {
            findings.needs_both_languages(&unit.label, name.as_str());
        }
        findings.needs_unique(self.measures.iter().map(|measure| measure.code.as_str()));
        let groups: BTreeSet<&Name> = self.groups.iter().map(|group| &group.id).collect();
        for measure in &self.measures {
            if !groups.contains(&measure.group) {
                let unknown = Problem::error("plan-group-unknown").with("code", &measure.code);
                findings.add(unknown.with("name", &measure.group), measure.code.as_str(), 0);
            }
            self.check_measure(measure, &mut findings);
        }
        for code in
            self.alternatives.iter().flatten().chain(&self.once).filter(|code| self.get(code.as_str()).is_none())
        {
            findings.add(Problem::error("plan-measure-unknown").with("code", code), code.as_str(), 0);
        }
        findings.problems
    }

    fn check_measure(&self, measure: &Measure, findings: &mut Findings<'_>) {
        let code = measure.code.as_str();
        let mut error = |problem: Problem| findings.add(problem.with("code", code), code, 0);
        if !is_code(code) {
            error(Problem::error("plan-code-malformed"));
        }
        if measure.categories.is_empty() {
            error(Problem::error("plan-categories-missing"));
        }
        let units = std::iter::once(&measure.unit).chain(measure.variants.iter().filter_map(|v| v.unit.as_ref()));
        for unit in units.filter(|unit| !self.units.contains_key(*unit)) {
            error(Problem::error("plan-unit-unknown").with("name", unit));
        }
        for price in std::iter::once(measure.price).chain(measure.variants.iter().map(|variant| variant.price)) {
            let (low, high) = price.range();
            if low < Fen(0) || low > high {
                error(Problem::error("plan-price-range").with("low", low.yuan()).with("high", high.yuan()));
            }
        }
        for number in measure.elderly.iter().filter(|number| !self.elderly_list.items.contains_key(number)) {
            error(Problem::error("plan-elderly-unknown").with("number", number));
        }
        findings.needs_both_languages(&measure.name, code);
        findings.needs_both_languages(&measure.trigger, code);
        findings.needs_unique(measure.variants.iter().map(|variant| variant.id.as_str()));
        for variant in &measure.variants {
            findings.needs_both_languages(&variant.name, code);
        }
        for optional in [&measure.dimension, &measure.note].into_iter().filter(|texts| !texts.is_empty()) {
            findings.needs_both_languages(optional, code);
        }
    }
}

/// A capital letter and two digits.
fn is_code(code: &str) -> bool {
    matches!(code.as_bytes(), [letter, tens, ones]
        if letter.is_ascii_uppercase() && tens.is_ascii_digit() && ones.is_ascii_digit())
}

fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code of the domain's list: the letter and how many there are.
    const CODES: [(char, usize); 12] = [
        ('E', 11),
        ('D', 9),
        ('G', 7),
        ('T', 7),
        ('B', 8),
        ('K', 5),
        ('R', 9),
        ('P', 3),
        ('A', 7),
        ('V', 3),
        ('H', 2),
        ('L', 2),
    ];

    fn built_in() -> Catalogue {
        Catalogue::parse(BUILT_IN).unwrap_or_else(|problem| panic!("{problem:?}"))
    }

    #[test]
    fn the_built_in_catalogue_is_sound_and_complete() {
        let catalogue = built_in();
        assert_eq!(catalogue.check(BUILT_IN), []);
        assert_eq!(catalogue.measures.len(), 73);
        for (letter, count) in CODES {
            for number in 1..=count {
                let code = format!("{letter}{number:02}");
                assert!(catalogue.get(&code).is_some(), "{code} is missing");
            }
        }
        assert_eq!(CODES.iter().map(|(_, count)| count).sum::<usize>(), 73);
    }

    #[test]
    fn every_built_in_price_says_that_it_is_an_estimate() {
        let catalogue = built_in();
        assert!(catalogue.price_list.confidence <= Confidence::Medium);
        for measure in &catalogue.measures {
            for price in std::iter::once(measure.price).chain(measure.variants.iter().map(|variant| variant.price)) {
                assert!(matches!(price, Price::Estimate(..)), "{}", measure.code);
            }
        }
    }

    /// Sizes, names, and places go to the contractor; who lives there does not ([`crate::plan::order`]).
    #[test]
    fn no_size_says_what_disability_somebody_has() {
        let telling = [
            "残疾",
            "听力",
            "视力",
            "智力",
            "精神",
            "肢体",
            "言语",
            "失能",
            "盲人",
            "聋",
            "偏瘫",
            "截瘫",
            "轮椅使用者",
            "患者",
            "病",
            "deaf",
            "blind",
            "hearing",
            "vision",
            "disab",
            "mental",
            "intellectual",
            "paraly",
            "patient",
            "wheelchair user",
        ];
        for measure in &built_in().measures {
            let said =
                [Language::Chinese, Language::English].map(|language| measure.dimension.get(language).to_lowercase());
            for (text, word) in said.iter().flat_map(|text| telling.map(|word| (text, word))) {
                assert!(!text.contains(word), "{}: {text} says {word}", measure.code);
            }
        }
    }

    #[test]
    fn the_elderly_list_has_30_items_of_which_7_are_basic() {
        let items = built_in().elderly_list.items;
        assert!(items.keys().copied().eq(1..=30));
        assert_eq!(items.values().filter(|item| item.basic).count(), 7);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let text = BUILT_IN
            .replace("code: \"E02\"", "code: \"E01\"")
            .replacen("unit: \"square_metre\"", "unit: \"acre\"", 1)
            .replacen("elderly: [2]", "elderly: [31]", 1);
        let catalogue = Catalogue::parse(&text).unwrap();
        let problems = catalogue.check(&text);
        let keys: Vec<&str> = problems.iter().map(|problem| problem.key).collect();
        assert_eq!(keys, ["plan-name-twice", "plan-unit-unknown", "plan-elderly-unknown", "plan-measure-unknown"]);
        let line = |code: &str, nth: usize| text.match_indices(&format!("code: \"{code}\"")).nth(nth).unwrap().0;
        let line_of_second = text[..line("E01", 1)].lines().count();
        assert_eq!(problems[0].place.line_column.map(|place| place.0), Some(line_of_second));
    }

    #[test]
    fn a_price_upside_down_is_refused() {
        let text = BUILT_IN.replacen("Estimate(150, 450)", "Estimate(450, 150)", 1);
        assert_eq!(Catalogue::parse(&text).unwrap().check(&text)[0].key, "plan-price-range");
    }

    #[test]
    fn a_misspelt_field_is_refused_with_its_place() {
        let problem = Catalogue::parse(&BUILT_IN.replacen("trigger:", "triger:", 1)).unwrap_err();
        assert_eq!(problem.key, "form-field-unknown");
        assert!(problem.place.line_column.is_some());
    }
}
