//! What the records are held against: programme, catalogue, divisions, task numbers, the day; and what of the records
//! is looked at.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan as _;

use super::seen::Seen;
use super::target::Targets;
use crate::division::Divisions;
use crate::id::Name;
use crate::plan::catalogue::{Catalogue, Measure};
use crate::plan::programme::Programme;
use crate::registry::day::Day;

/// What is looked at; an empty one is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// 项目年度
    pub year: Option<i16>,
    /// Code of the league or city 盟市.
    pub league: Option<Box<str>>,
    /// Code of the banner, county or zone 旗县区.
    pub banner: Option<Box<str>>,
    /// 施工单位
    pub contractor: Option<Box<str>>,
}

/// The rules and names that figures are made by.
pub struct Basis<'a> {
    pub programme: &'a Programme,
    pub targets: &'a Targets,
    pub today: Day,
    /// League of each banner and zone, by code.
    leagues: BTreeMap<&'a str, &'a str>,
    /// Measure by code, with the place of its group.
    measures: HashMap<&'a str, (&'a Measure, usize)>,
    /// Groups of the reports, in the catalogue's order.
    pub groups: Vec<&'a Name>,
    /// Last day before which an acceptance needs its return visit by `today`.
    pub(super) return_before: Day,
}

impl<'a> Basis<'a> {
    pub fn new(
        programme: &'a Programme,
        catalogue: &'a Catalogue,
        divisions: &'a Divisions,
        targets: &'a Targets,
        today: Day,
    ) -> Self {
        let counties = divisions.iter().map(|division| (&*division.code, &*division.league_code));
        let zones = programme.reporting.zones.iter().map(|zone| (zone.id.as_str(), zone.league.as_str()));
        let groups: Vec<&Name> = catalogue.groups.iter().map(|group| &group.id).collect();
        let measures = catalogue.measures.iter().map(|measure| {
            let group = groups.iter().position(|group| **group == measure.group).unwrap_or(groups.len());
            (measure.code.as_str(), (measure, group))
        });
        let months = programme.return_visit_months.value.1;
        let return_before = today.date().checked_sub(i64::from(months).months()).map_or(today, Day::from);
        Self {
            programme,
            targets,
            today,
            leagues: counties.chain(zones).collect(),
            measures: measures.collect(),
            groups,
            return_before,
        }
    }

    /// The league of a banner or zone; empty when the code is none of ours.
    pub fn league(&self, banner: &str) -> &'a str {
        self.leagues.get(banner).copied().unwrap_or_default()
    }

    /// Codes of the banners and zones of a league, or of all.
    pub fn banners(&self, league: Option<&str>) -> impl Iterator<Item = &'a str> {
        let of = move |own: &str| league.is_none_or(|league| league == own);
        let found: Vec<&'a str> = self.leagues.iter().filter(|(_, own)| of(own)).map(|(code, _)| *code).collect();
        found.into_iter()
    }

    /// The measure with this code, and the place of its group in [`Self::groups`] (its length for none).
    pub fn measure(&self, code: &str) -> Option<(&'a Measure, usize)> {
        self.measures.get(code).copied()
    }
}

impl Scope {
    /// Whether the household is looked at.
    pub fn holds(&self, seen: &Seen<'_>) -> bool {
        let is = |wanted: &Option<Box<str>>, own: &str| wanted.as_deref().is_none_or(|wanted| wanted == own);
        self.year.is_none_or(|year| year == seen.record.figures.year)
            && is(&self.league, seen.league)
            && is(&self.banner, &seen.record.summary.division)
            && is(&self.contractor, &seen.record.summary.contractor)
    }
}
