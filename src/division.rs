//! Administrative divisions 行政区划 by the codes of GB/T 2260: league or city 盟市, banner or county 旗县区,
//! and below them the township 苏木乡镇 as free text.
//!
//! The 103 county-level units are built in (`assets/divisions-150000.csv`); an organisation may add reporting
//! units of its own (development zones) by a file of the same shape.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// A county-level unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Six digits.
    pub code: Arc<str>,
    pub name: Arc<str>,
    pub league_code: Arc<str>,
    pub league_name: Arc<str>,
    /// 区, 县, 旗, …
    pub kind: Arc<str>,
}

/// The county-level units, by code.
#[derive(Clone, Debug, Default)]
pub struct Divisions(BTreeMap<Arc<str>, Division>);

static BUILT_IN: LazyLock<Divisions> =
    LazyLock::new(|| Divisions::parse(include_str!("../assets/divisions-150000.csv")).unwrap_or_default());

impl Divisions {
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads `code,name,league_code,league_name,kind` lines below a heading.
    ///
    /// # Errors
    /// The number of the first line that does not have five fields and a code of six digits.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut found = BTreeMap::new();
        for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate().skip(1) {
            let fields: Vec<Arc<str>> = line.split(',').map(|field| field.trim().into()).collect();
            let [code, name, league_code, league_name, kind] = fields.try_into().map_err(|_| index + 1)?;
            if code.len() != 6 || !code.bytes().all(|b| b.is_ascii_digit()) {
                return Err(index + 1);
            }
            let division = Division { code: code.clone(), name, league_code, league_name, kind };
            found.insert(code, division);
        }
        Ok(Self(found))
    }

    pub fn get(&self, code: &str) -> Option<&Division> {
        self.0.get(code)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Division> {
        self.0.values()
    }

    /// Code and name of every league, in the order of the codes.
    pub fn leagues(&self) -> Vec<(Arc<str>, Arc<str>)> {
        let mut leagues: Vec<_> = self.iter().map(|d| (d.league_code.clone(), d.league_name.clone())).collect();
        leagues.dedup();
        leagues
    }

    /// The banners and counties of one league.
    pub fn of_league<'a>(&'a self, league_code: &'a str) -> impl Iterator<Item = &'a Division> {
        self.iter().filter(move |division| &*division.league_code == league_code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_103_county_level_units_in_12_leagues_are_there() {
        let divisions = Divisions::built_in();
        assert_eq!(divisions.iter().count(), 103);
        assert_eq!(divisions.leagues().len(), 12);
        assert_eq!(&*divisions.get("152221").unwrap().name, "科尔沁右翼前旗");
        assert_eq!(divisions.of_league("152900").count(), 3);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(Divisions::parse("code,name\n150102,新城区").unwrap_err(), 2);
    }
}
