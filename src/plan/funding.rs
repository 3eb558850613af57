//! Double funding 重复享受: what another scheme has done in this home, held against the programme's rules and, for
//! the elderly scheme, against its list of 30 items.

use jiff::civil::Date;

use super::catalogue::Catalogue;
use super::item::Item;
use super::programme::{DoubleFunding, Effect, Programme};
use crate::dossier::Dossier;
use crate::id::{Name, RowId};
use crate::path::FieldPath;
use crate::problem::{Problem, Severity};
use crate::value::Value;

/// 已享受过哪些改造: the question of the screening and the assessment.
const RECEIVED: &str = "qP18";

/// Schemes of the programme that are asked for: id, choice of [`RECEIVED`], question for the year.
const ASKED: [(&str, &str, &str); 4] = [
    ("elderly", "elderly_retrofit", "qP18_elderly_year"),
    ("home_retrofit", "home_retrofit", "qP18_home_year"),
    ("dilapidated", "dangerous_house", "qP18_house_year"),
    ("toilet", "toilet_renewal", "qP18_toilet_year"),
];
/// The scheme that has a list of items to compare with.
const ELDERLY: &str = "elderly";

/// A scheme that has served this home.
#[derive(Clone, Debug, PartialEq)]
pub struct Served<'a> {
    pub scheme: &'a DoubleFunding,
    pub year: Option<i64>,
    /// So long ago that it no longer counts.
    pub lapsed: bool,
}

/// A scheme that touches this plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Funding<'a> {
    /// `None` for a scheme that no form asks for: it only concerns the items.
    pub served: Option<Served<'a>>,
    pub scheme: &'a DoubleFunding,
    /// Accepted items that it may have paid for.
    pub items: Vec<Touched>,
}

/// An item that another scheme may have paid for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub row: RowId,
    pub title: String,
    /// Numbers of the elderly list that it corresponds to.
    pub elderly: Vec<u8>,
}

impl Served<'_> {
    /// The household is not eligible, as the rules stand.
    pub fn excludes(&self) -> bool {
        self.scheme.effect.value == Effect::Exclude && !self.lapsed
    }

    /// What it means, in words: scheme, year, effect.
    pub fn told(&self, severity: Severity) -> Problem {
        let told = match self.scheme.effect.value {
            _ if self.lapsed => Problem::notice("plan-funding-lapsed"),
            Effect::Exclude => Problem::notice("plan-funding-exclude"),
            Effect::Warn => Problem::notice("plan-funding-warn"),
            Effect::Record => Problem::notice("plan-funding-record"),
        };
        let told = Problem { severity, ..told }.with_label("scheme", &self.scheme.label);
        match self.year {
            Some(year) => told.with("year", year),
            None => told.with_word("year", "plan-funding-year-unknown"),
        }
    }
}

/// The schemes that have served this home, by the answers.
pub fn served<'a>(dossier: &Dossier, programme: &'a Programme, today: Date) -> Vec<Served<'a>> {
    let received = match dossier.value(&top(RECEIVED)) {
        Some(Value::Choices(received)) => received.as_slice(),
        _ => &[],
    };
    let hit = |scheme: &'a DoubleFunding| {
        let (_, choice, question) = ASKED.iter().find(|(id, _, _)| *id == scheme.id.as_str())?;
        received.iter().find(|received| received.as_str() == *choice)?;
        let year = match dossier.value(&top(question)) {
            Some(Value::Integer(year)) => Some(*year),
            _ => None,
        };
        let counts = scheme.years.as_ref().map(|years| i64::from(years.value));
        let age = year.map(|year| i64::from(today.year()).saturating_sub(year));
        let lapsed = counts.zip(age).is_some_and(|(counts, age)| age >= counts);
        Some(Served { scheme, year, lapsed })
    };
    programme.double_funding.iter().filter_map(hit).collect()
}

/// Whether the question has been answered at all: without an answer nothing is known of double funding.
pub fn is_asked(dossier: &Dossier) -> bool {
    matches!(dossier.value(&top(RECEIVED)), Some(Value::Choices(_)))
}

/// What of the plan other schemes may have paid for: those that have served the home, and those that no form asks
/// for as far as they concern accepted items.
pub fn funding<'a>(
    dossier: &Dossier,
    items: &[Item],
    programme: &'a Programme,
    catalogue: &Catalogue,
    today: Date,
) -> Vec<Funding<'a>> {
    let served = served(dossier, programme, today);
    let found = programme.double_funding.iter().filter_map(|scheme| {
        let served = served.iter().find(|served| served.scheme.id == scheme.id).cloned();
        let items = touched(scheme, items, catalogue);
        let asked = ASKED.iter().any(|(id, _, _)| *id == scheme.id.as_str());
        (served.is_some() || !asked && !items.is_empty()).then_some(Funding { served, scheme, items })
    });
    found.collect()
}

/// The accepted items that the scheme may have paid for.
fn touched(scheme: &DoubleFunding, items: &[Item], catalogue: &Catalogue) -> Vec<Touched> {
    let accepted = items.iter().filter(|item| item.is_accepted());
    let touched = accepted.filter_map(|item| {
        let code = item.code.as_ref()?;
        let elderly = catalogue.get(code.as_str()).map_or(&[][..], |measure| &measure.elderly);
        let is_elderly = scheme.id.as_str() == ELDERLY;
        let listed =
            if is_elderly { !elderly.is_empty() } else { scheme.measures.is_empty() || scheme.measures.contains(code) };
        let elderly = if is_elderly { elderly.to_vec() } else { Vec::new() };
        listed.then(|| Touched { row: item.row, title: item.title(), elderly })
    });
    touched.collect()
}

fn top(name: &'static str) -> FieldPath {
    FieldPath::top(Name::of(name))
}

#[cfg(test)]
mod tests {
    use super::super::item::items;
    use super::super::tests::fixture::{WHEELCHAIR, catalogue, home, programme, take_up};
    use super::*;
    use crate::l10n::{Language, Words};

    fn today() -> Date {
        jiff::civil::date(2026, 11, 24)
    }

    #[test]
    fn schemes_count_by_their_years_and_name_the_items_they_may_have_paid_for() {
        let received = "
            qP18 +elderly_retrofit toilet_renewal home_retrofit
            qP18_elderly_year 2024
            qP18_home_year 2020
        ";
        let mut home = home(&format!("{WHEELCHAIR}{received}"));
        take_up(&mut home, "D01");
        take_up(&mut home, "A02");
        let found = funding(&home, &items(&home), programme(), catalogue(), today());
        let line = |funding: &Funding<'_>| {
            let served = funding.served.as_ref().unwrap();
            let items: Vec<String> =
                funding.items.iter().map(|item| format!("{} {:?}", item.title, item.elderly)).collect();
            let excludes = if served.excludes() { "excludes" } else { "" };
            format!("{} {:?} {excludes} {}", funding.scheme.id, served.year, items.join(", "))
        };
        assert_eq!(
            found.iter().map(line).collect::<Vec<_>>(),
            [
                "elderly Some(2024) excludes A02 一氧化碳报警器 [30], D01 房门拓宽 [7]",
                "home_retrofit Some(2020)  A02 一氧化碳报警器 [], D01 房门拓宽 []",
                "toilet None  ",
            ]
        );
        for funding in &found {
            let told = funding.served.as_ref().unwrap().told(Severity::Warning);
            for language in [Language::Chinese, Language::English] {
                let text = Words::of(language).problem(&told);
                assert!(!text.contains("plan-") && text.contains(funding.scheme.label.get(language)), "{text}");
            }
        }
        assert!(is_asked(&home) && !is_asked(&super::super::tests::fixture::home(WHEELCHAIR)));
    }
}
