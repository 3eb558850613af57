//! Asking the register: search, filter, count beside each choice, order.
//!
//! One pass over the facts of the households that the search has found. A household that fails no kind of choice is
//! found and counts everywhere; one that fails exactly one kind counts beside the choices of that kind: that many
//! more would be found if they were chosen too.

use std::collections::BTreeMap;

use super::dictionary::Dictionary;
use super::facts::{Dictionaries, Facts, NO_MONEY};
use super::filter::{Amount, Filter, Flag, Place};
use crate::dossier::stage::Stage;
use crate::plan::money::Fen;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Rows of the register, in the order that was asked for.
    pub rows: Vec<u32>,
    pub counts: Counts,
    /// Of the households that were found.
    pub planned: Fen,
    pub settled: Fen,
}

/// How many households stand behind each choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// By number of the village.
    pub villages: Vec<u32>,
    /// By category, 1 to 7.
    pub categories: [u32; 8],
    /// By grade, 1 to 4.
    pub grades: [u32; 8],
    /// In the order of [`Stage::ALL`].
    pub stages: [u32; Stage::ALL.len()],
    pub years: BTreeMap<i16, u32>,
    /// Not known, then in the order of [`super::figures::Residence::ALL`].
    pub residences: [u32; 4],
    /// By number of the dictionary.
    pub contractors: Vec<u32>,
    pub surveyors: Vec<u32>,
    /// In the order of [`Flag::ALL`].
    pub flags: [u32; Flag::ALL.len()],
}

/// The kinds of choices, as bits.
mod kind {
    pub const PLACE: u8 = 1 << 0;
    pub const CATEGORY: u8 = 1 << 1;
    pub const GRADE: u8 = 1 << 2;
    pub const STAGE: u8 = 1 << 3;
    pub const YEAR: u8 = 1 << 4;
    pub const RESIDENCE: u8 = 1 << 5;
    pub const CONTRACTOR: u8 = 1 << 6;
    pub const SURVEYOR: u8 = 1 << 7;
}

/// A filter in numbers of the dictionaries. `None`, and 0 for sets of bits: no choice of that kind.
pub(super) struct Test {
    villages: Option<Vec<bool>>,
    categories: u8,
    grades: u8,
    stages: u16,
    years: Vec<i16>,
    residences: u8,
    contractors: Option<Vec<bool>>,
    surveyors: Option<Vec<bool>>,
    flags: u32,
    money: Option<(Amount, i64, i64)>,
}

impl Test {
    pub fn of(filter: &Filter, dictionaries: &Dictionaries) -> Self {
        let bits = |bits: &mut dyn Iterator<Item = u8>| bits.filter(|bit| *bit < 8).fold(0, |set, bit| set | 1 << bit);
        let listed = |dictionary: &Dictionary, chosen: &std::collections::BTreeSet<String>| {
            (!chosen.is_empty()).then(|| dictionary.texts().map(|text| chosen.contains(text)).collect())
        };
        let villages = (!filter.places.is_empty()).then(|| {
            let taken = |village: &str| filter.places.iter().any(|place| place.holds(village));
            dictionaries.villages.texts().map(taken).collect()
        });
        let bounds = |range: super::filter::MoneyRange| {
            (range.of, range.from.unwrap_or(NO_MONEY + 1), range.to.unwrap_or(i64::MAX))
        };
        Self {
            villages,
            categories: bits(&mut filter.categories.iter().copied()),
            grades: bits(&mut filter.grades.iter().copied()),
            stages: filter.stages.iter().fold(0, |set, stage| set | 1 << *stage as u16),
            years: filter.years.iter().copied().collect(),
            residences: bits(&mut filter.residences.iter().map(|residence| *residence as u8 + 1)),
            contractors: listed(&dictionaries.contractors, &filter.contractors),
            surveyors: listed(&dictionaries.surveyors, &filter.surveyors),
            flags: filter.flags.iter().fold(0, |set, flag| set | flag.bit()),
            money: filter.money.map(bounds),
        }
    }

    /// The kinds that the household fails; `None` when it is out whatever else is chosen.
    fn fails(&self, facts: &Facts) -> Option<u8> {
        if facts.flags & self.flags != self.flags || facts.is_hidden() {
            return None;
        }
        if let Some((of, from, to)) = self.money {
            let amount = match of {
                Amount::Planned => facts.planned,
                Amount::Settled => facts.settled,
            };
            if !(from..=to).contains(&amount) {
                return None;
            }
        }
        let outside = |chosen: &Option<Vec<bool>>, number: u32| {
            chosen.as_ref().is_some_and(|chosen| chosen.get(number as usize) != Some(&true))
        };
        let fails = |kind: u8, fails: bool| if fails { kind } else { 0 };
        Some(
            fails(kind::PLACE, outside(&self.villages, facts.village))
                | fails(kind::CATEGORY, self.categories != 0 && self.categories & facts.categories == 0)
                | fails(kind::GRADE, self.grades != 0 && self.grades & facts.grades == 0)
                | fails(kind::STAGE, self.stages != 0 && self.stages >> facts.stage & 1 == 0)
                | fails(kind::YEAR, !self.years.is_empty() && !self.years.contains(&facts.year))
                | fails(kind::RESIDENCE, self.residences != 0 && self.residences >> facts.residence & 1 == 0)
                | fails(kind::CONTRACTOR, outside(&self.contractors, facts.contractor))
                | fails(kind::SURVEYOR, outside(&self.surveyors, facts.surveyor)),
        )
    }
}

impl Place {
    /// Whether a village (banner, township and village, by lines) lies in it.
    pub fn holds(&self, village: &str) -> bool {
        let mut levels = village.split(super::dictionary::LEVEL);
        let mut level = || levels.next().unwrap_or_default();
        let (banner, township, village) = (level(), level(), level());
        match self {
            Self::League(code) => !banner.is_empty() && banner.get(..4) == code.get(..4),
            Self::Banner(code) => banner == code,
            Self::Township(code, name) => banner == code && township == name,
            Self::Village(code, within, name) => banner == code && township == within && village == name,
        }
    }
}

impl Found {
    /// Chooses among `rows`; they stay in their order.
    pub(super) fn among(rows: impl Iterator<Item = u32>, facts: &[Facts], test: &Test, of: &Dictionaries) -> Self {
        let mut found = Self::default();
        found.counts.villages.resize(of.villages.len(), 0);
        found.counts.contractors.resize(of.contractors.len(), 0);
        found.counts.surveyors.resize(of.surveyors.len(), 0);
        // A map is too slow for each of 400,000, and there are few years.
        let mut years: Vec<(i16, u32)> = Vec::new();
        for row in rows {
            let Some(one) = facts.get(row as usize) else { continue };
            let Some(fails) = test.fails(one) else { continue };
            if fails == 0 {
                found.rows.push(row);
                found.planned = found.planned + Fen(one.planned);
                if one.settled != NO_MONEY {
                    found.settled = found.settled + Fen(one.settled);
                }
                found.counts.count_flags(one);
            } else if !fails.is_power_of_two() {
                continue;
            }
            found.counts.count(one, fails);
            if fails & !kind::YEAR == 0 {
                match years.iter_mut().find(|(year, _)| *year == one.year) {
                    Some((_, count)) => *count += 1,
                    None => years.push((one.year, 1)),
                }
            }
        }
        found.counts.years = years.into_iter().collect();
        found
    }
}

impl Counts {
    fn count(&mut self, one: &Facts, fails: u8) {
        let counts = |kind: u8| fails & !kind == 0;
        let add = |counts: &mut [u32], place: usize| {
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        };
        if counts(kind::PLACE) {
            add(&mut self.villages, one.village as usize);
        }
        for place in 1..8 {
            if counts(kind::CATEGORY) && one.categories >> place & 1 != 0 {
                add(&mut self.categories, place);
            }
            if counts(kind::GRADE) && one.grades >> place & 1 != 0 {
                add(&mut self.grades, place);
            }
        }
        if counts(kind::STAGE) {
            add(&mut self.stages, usize::from(one.stage));
        }
        if counts(kind::RESIDENCE) {
            add(&mut self.residences, usize::from(one.residence));
        }
        if counts(kind::CONTRACTOR) {
            add(&mut self.contractors, one.contractor as usize);
        }
        if counts(kind::SURVEYOR) {
            add(&mut self.surveyors, one.surveyor as usize);
        }
    }

    fn count_flags(&mut self, one: &Facts) {
        let mut flags = one.flags;
        while flags != 0 {
            if let Some(count) = self.flags.get_mut(flags.trailing_zeros() as usize) {
                *count += 1;
            }
            flags &= flags - 1;
        }
    }

    pub fn flag(&self, flag: Flag) -> u32 {
        self.flags[flag as usize]
    }

    pub fn stage(&self, stage: Stage) -> u32 {
        self.stages[stage as usize]
    }
}
