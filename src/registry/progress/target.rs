//! Task numbers 任务数 and money assigned 下达资金, per banner and year: what the funding document asks for. They are
//! configuration, kept in the workspace's `targets.ron`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::form::load::{explain, ron_options};
use crate::limits::MAX_FORM_BYTES;
use crate::plan::money::Fen;
use crate::problem::Problem;

/// Most households one banner may be asked for in a year: far above the region's 8,000 (domain §1.1).
pub const MAX_HOUSEHOLDS: u32 = 100_000;

/// What one banner is asked for in one year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// 任务数; 0 when none is set.
    #[serde(default)]
    pub households: u32,
    /// 下达资金; 0 when none is set.
    #[serde(default)]
    pub money: Fen,
}

/// All of them, by year and code of the banner or zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets(BTreeMap<(i16, String), Target>);

/// The file: `(targets: {2026: {"152221": (households: 86, money: 301000)}})`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    targets: BTreeMap<i16, BTreeMap<String, Target>>,
}

impl Target {
    const fn is_empty(self) -> bool {
        self.households == 0 && self.money.0 == 0
    }
}

impl Targets {
    /// Reads the file.
    ///
    /// # Errors
    /// Where it is not what a targets file looks like, with line and column.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > MAX_FORM_BYTES {
            return Err(Problem::error("plan-too-large").with("bytes", text.len()).with("most", MAX_FORM_BYTES));
        }
        let file: File = ron_options().from_str(text.trim_start_matches('\u{feff}')).map_err(explain)?;
        let mut targets = Self::default();
        for (year, banners) in file.targets {
            for (code, target) in banners {
                targets.set(year, &code, target);
            }
        }
        Ok(targets)
    }

    /// The file's text: sorted, the same byte for byte for the same targets.
    pub fn text(&self) -> String {
        let mut text = String::from("(\n    targets: {\n");
        let mut open = None;
        for ((year, code), target) in &self.0 {
            if open != Some(*year) {
                text.push_str(if open.is_some() { "        },\n" } else { "" });
                text.push_str(&format!("        {year}: {{\n"));
                open = Some(*year);
            }
            let Target { households, money } = target;
            text.push_str(&format!("            {code:?}: (households: {households}, money: {money}),\n"));
        }
        text.push_str(if open.is_some() { "        },\n" } else { "" });
        text.push_str("    },\n)\n");
        text
    }

    pub fn get(&self, year: i16, code: &str) -> Target {
        self.0.get(&(year, code.to_owned())).copied().unwrap_or_default()
    }

    /// Sets what a banner is asked for; more households than anybody could be asked for become the most.
    pub fn set(&mut self, year: i16, code: &str, target: Target) {
        let target = Target { households: target.households.min(MAX_HOUSEHOLDS), money: target.money.max(Fen(0)) };
        if target.is_empty() {
            self.0.remove(&(year, code.to_owned()));
        } else {
            self.0.insert((year, code.to_owned()), target);
        }
    }

    /// The years that have any.
    pub fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = self.0.keys().map(|(year, _)| *year).collect();
        years.dedup();
        years
    }

    /// Year, code, target.
    pub fn iter(&self) -> impl Iterator<Item = (i16, &str, Target)> {
        self.0.iter().map(|((year, code), target)| (*year, code.as_str(), *target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_written_and_read_back() {
        let mut targets = Targets::default();
        targets.set(2026, "152221", Target { households: 86, money: Fen(30_100_050) });
        targets.set(2025, "150207", Target { households: 43, money: Fen(0) });
        targets.set(2026, "150207", Target { households: 45, money: Fen(0) });
        let text = targets.text();
        assert_eq!(Targets::parse(&text).unwrap(), targets, "{text}");
        assert_eq!(Targets::parse(&text).unwrap().text(), text);
        assert_eq!(targets.years(), [2025, 2026]);
        targets.set(2025, "150207", Target::default());
        assert_eq!(targets.years(), [2026], "an empty one is none");
        assert_eq!(Targets::parse(&Targets::default().text()).unwrap(), Targets::default());
    }

    #[test]
    fn a_broken_file_is_told_and_a_mad_number_is_bounded() {
        assert!(Targets::parse("(targets: {2026: {\"152221\": (households: -3)}})").is_err());
        assert!(Targets::parse("(targets: [)").is_err());
        let text = "(targets: {2026: {\"152221\": (households: 4000000000)}})";
        assert_eq!(Targets::parse(text).unwrap().get(2026, "152221").households, MAX_HOUSEHOLDS);
    }
}
