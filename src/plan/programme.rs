//! The rules of the programme 项目规则: caps, money, double funding, terms and reporting units.
//!
//! Every figure stands with its source and with how well it is known. None of them stands in code.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::catalogue::Catalogue;
use super::money::{Fen, Share};
use super::{Confidence, Findings, read};
use crate::division::Divisions;
use crate::id::Name;
use crate::l10n::Texts;
use crate::problem::Problem;

/// `forms/programme.ron` as built in.
pub const BUILT_IN: &str = include_str!("../../forms/programme.ron");

/// A programme file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    pub id: Name,
    pub version: u32,
    pub title: Texts,
    #[serde(default)]
    pub note: Texts,
    /// Where figures come from, by short name.
    pub sources: BTreeMap<Name, Source>,
    /// Grades of disability that are eligible 等级: 1 and 2.
    pub grades: Figure<Vec<u8>>,
    /// 每户不超过: no household may cost more.
    pub household_cap: Figure<Fen>,
    /// 户均: what a batch may cost on average.
    pub batch_average: Figure<Fen>,
    /// Who pays, in the order in which the money is used. The shares add up to the whole.
    pub money: Vec<MoneySource>,
    /// Above this share of devices 辅具 in a household's plan a warning is shown.
    pub device_share_warning: Figure<Share>,
    pub double_funding: Vec<DoubleFunding>,
    /// 公示 in working days, shortest and longest.
    pub notice_working_days: Figure<(u32, u32)>,
    /// 回访 in months after acceptance, earliest and latest.
    pub return_visit_months: Figure<(u32, u32)>,
    /// Ceiling for assessment and acceptance by a third party, per household.
    pub assessment_fee: Figure<Fen>,
    /// First and last month in which concrete is poured outdoors.
    pub outdoor_season: Figure<(u8, u8)>,
    pub retention: Retention,
    /// Whether a survey must be approved 审核 before a plan is made of it; where not, it is only shown.
    #[serde(default)]
    pub review_before_plan: bool,
    pub reporting: Reporting,
}

/// A text or place that a figure was taken from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub title: Texts,
    #[serde(default)]
    pub address: String,
}

/// A configured figure.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure<T> {
    pub value: T,
    pub confidence: Confidence,
    /// Keys into `sources`; at least one where the confidence is `Sourced`.
    #[serde(default = "Vec::new")]
    pub sources: Vec<Name>,
    #[serde(default)]
    pub note: Texts,
}

/// Who pays.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoneySource {
    pub id: Name,
    pub label: Texts,
    pub share: Figure<Share>,
    /// Not the programme's money: does not count against cap and average.
    #[serde(default)]
    pub outside: bool,
}

/// Another scheme that may already have served the household.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DoubleFunding {
    pub id: Name,
    pub label: Texts,
    pub effect: Figure<Effect>,
    /// Years that it counts for; for ever when missing.
    #[serde(default)]
    pub years: Option<Figure<u32>>,
    /// Measures it may have paid for; all of them when empty.
    #[serde(default)]
    pub measures: Vec<Name>,
}

/// What another scheme's service means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Effect {
    /// The household is not eligible.
    Exclude,
    /// The coordinator decides.
    Warn,
    /// Written down, nothing more.
    Record,
}

/// How long papers are kept.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// 一户一档
    pub household_file_years: Figure<u32>,
    /// 会计凭证
    pub accounting_years: Figure<u32>,
    /// 个人信息保护影响评估
    pub impact_assessment_years: Figure<u32>,
    /// Days that a tablet keeps a household after the hand-over is confirmed.
    pub tablet_days: Figure<u32>,
}

/// What is reported for: the county-level units and what reports beside them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reporting {
    pub counties: Counties,
    /// Whether each league or city reports a sum of its own.
    pub leagues: bool,
    /// Counties that report to the region directly, by code.
    #[serde(default)]
    pub direct: Option<Figure<Vec<Name>>>,
    #[serde(default)]
    pub zones: Vec<Zone>,
}

/// Which county-level units take part.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub enum Counties {
    /// All of GB/T 2260 below the region: 103.
    All,
    Only(Vec<Name>),
}

/// A zone that carries out the programme by itself, but is no county-level division.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// The statistical code, or a name where there is none.
    pub id: Name,
    pub label: Texts,
    /// League or city it belongs to, by code.
    pub league: Name,
    pub confidence: Confidence,
    #[serde(default)]
    pub sources: Vec<Name>,
}

impl Programme {
    /// Reads a programme; [`Self::check`] says what is wrong inside it.
    ///
    /// # Errors
    /// The first thing that does not have the shape, with line and column, or `plan-too-large`.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        read(text)
    }

    /// Everything that is wrong in the programme, placed in the `text` it was read from.
    pub fn check(&self, text: &str, catalogue: &Catalogue) -> Vec<Problem> {
        let mut findings = Findings::of(text);
        findings.needs_both_languages(&self.title, "title");
        for (name, source) in &self.sources {
            findings.needs_both_languages(&source.title, name.as_str());
        }
        self.check_sources(&mut findings);
        self.check_money(&mut findings);
        self.check_terms(&mut findings);
        self.check_double_funding(catalogue, &mut findings);
        self.check_reporting(&mut findings);
        findings.problems
    }

    /// Name, confidence and sources of every figure.
    fn origins(&self) -> Vec<(&str, Confidence, &[Name])> {
        fn of<'a, T>(name: &'a str, figure: &'a Figure<T>) -> (&'a str, Confidence, &'a [Name]) {
            (name, figure.confidence, &figure.sources)
        }
        let Retention { household_file_years, accounting_years, impact_assessment_years, tablet_days } =
            &self.retention;
        let mut origins = vec![
            of("grades", &self.grades),
            of("household_cap", &self.household_cap),
            of("batch_average", &self.batch_average),
            of("device_share_warning", &self.device_share_warning),
            of("notice_working_days", &self.notice_working_days),
            of("return_visit_months", &self.return_visit_months),
            of("assessment_fee", &self.assessment_fee),
            of("outdoor_season", &self.outdoor_season),
            of("household_file_years", household_file_years),
            of("accounting_years", accounting_years),
            of("impact_assessment_years", impact_assessment_years),
            of("tablet_days", tablet_days),
        ];
        origins.extend(self.money.iter().map(|money| of(money.id.as_str(), &money.share)));
        for scheme in &self.double_funding {
            origins.push(of(scheme.id.as_str(), &scheme.effect));
            origins.extend(scheme.years.iter().map(|years| of(scheme.id.as_str(), years)));
        }
        origins.extend(self.reporting.direct.iter().map(|direct| of("direct", direct)));
        origins.extend(self.reporting.zones.iter().map(|z| (z.id.as_str(), z.confidence, z.sources.as_slice())));
        origins
    }

    fn check_sources(&self, findings: &mut Findings<'_>) {
        for (figure, confidence, sources) in self.origins() {
            if confidence == Confidence::Sourced && sources.is_empty() {
                findings.add(Problem::error("plan-source-missing").with("figure", figure), figure, 0);
            }
            for source in sources.iter().filter(|source| !self.sources.contains_key(*source)) {
                let unknown = Problem::error("plan-source-unknown").with("figure", figure).with("name", source);
                findings.add(unknown, source.as_str(), 0);
            }
        }
    }

    fn check_money(&self, findings: &mut Findings<'_>) {
        findings.needs_unique(self.money.iter().map(|money| money.id.as_str()));
        for money in &self.money {
            findings.needs_both_languages(&money.label, money.id.as_str());
        }
        let total: u64 = self.money.iter().map(|money| u64::from(money.share.value.0)).sum();
        if total != u64::from(Share::WHOLE.0) {
            let percent = Fen(i64::try_from(total).unwrap_or(i64::MAX));
            findings.add(Problem::error("plan-shares-sum").with("percent", percent), "money", 0);
        }
        let (cap, average) = (self.household_cap.value, self.batch_average.value);
        if average > cap {
            let above =
                Problem::error("plan-average-above-cap").with("average", average.yuan()).with("cap", cap.yuan());
            findings.add(above, "batch_average", 0);
        }
    }

    fn check_terms(&self, findings: &mut Findings<'_>) {
        let (first_month, last_month) = self.outdoor_season.value;
        for (name, (from, to)) in [
            ("notice_working_days", self.notice_working_days.value),
            ("return_visit_months", self.return_visit_months.value),
            ("outdoor_season", (first_month.into(), last_month.into())),
        ] {
            if from > to {
                findings.add(Problem::error("plan-term-range").with("name", name), name, 0);
            }
        }
        for grade in self.grades.value.iter().filter(|grade| !(1..=4).contains(*grade)) {
            findings.add(Problem::error("plan-grade-unknown").with("grade", grade), "grades", 0);
        }
        for month in [first_month, last_month].into_iter().filter(|month| !(1..=12).contains(month)) {
            findings.add(Problem::error("plan-month-unknown").with("month", month), "outdoor_season", 0);
        }
    }

    fn check_double_funding(&self, catalogue: &Catalogue, findings: &mut Findings<'_>) {
        findings.needs_unique(self.double_funding.iter().map(|scheme| scheme.id.as_str()));
        for scheme in &self.double_funding {
            findings.needs_both_languages(&scheme.label, scheme.id.as_str());
            for code in scheme.measures.iter().filter(|code| catalogue.get(code.as_str()).is_none()) {
                findings.add(Problem::error("plan-measure-unknown").with("code", code), code.as_str(), 0);
            }
        }
    }

    fn check_reporting(&self, findings: &mut Findings<'_>) {
        let divisions = Divisions::built_in();
        let Reporting { counties, leagues: _, direct, zones } = &self.reporting;
        let only = if let Counties::Only(codes) = counties { codes.as_slice() } else { &[] };
        let direct = direct.iter().flat_map(|figure| &figure.value);
        for code in only.iter().chain(direct).filter(|code| divisions.get(code.as_str()).is_none()) {
            findings.add(Problem::error("plan-division-unknown").with("code", code), code.as_str(), 0);
        }
        findings.needs_unique(zones.iter().map(|zone| zone.id.as_str()));
        for zone in zones {
            findings.needs_both_languages(&zone.label, zone.id.as_str());
            if divisions.of_league(zone.league.as_str()).next().is_none() {
                let unknown = Problem::error("plan-division-unknown").with("code", &zone.league);
                findings.add(unknown, zone.league.as_str(), 0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::catalogue;

    fn keys(text: &str) -> Vec<&'static str> {
        let catalogue = Catalogue::parse(catalogue::BUILT_IN).unwrap();
        let programme = Programme::parse(text).unwrap_or_else(|problem| panic!("{problem:?}"));
        programme.check(text, &catalogue).iter().map(|problem| problem.key).collect()
    }

    #[test]
    fn the_built_in_programme_is_sound() {
        assert!(keys(BUILT_IN).is_empty(), "{:?}", keys(BUILT_IN));
    }

    #[test]
    fn shares_that_do_not_add_up_are_refused() {
        let text = BUILT_IN.replacen("value: 58.33", "value: 58", 1);
        assert_eq!(keys(&text), ["plan-shares-sum"]);
    }

    #[test]
    fn a_figure_that_claims_a_source_must_name_one_that_is_listed() {
        let text = BUILT_IN.replacen("sources: [\"jinan\"]", "sources: []", 1);
        assert_ne!(text, BUILT_IN);
        let lowered = BUILT_IN.replacen("sources: [\"jinan\"]", "sources: [\"hearsay\"]", 1);
        assert_eq!(keys(&lowered), ["plan-source-unknown"]);
        let claimed = text.replacen("confidence: Low, sources: []", "confidence: Sourced, sources: []", 1);
        assert_eq!(keys(&claimed), ["plan-source-missing"]);
    }

    #[test]
    fn an_average_above_the_cap_is_refused() {
        let text = BUILT_IN.replacen("value: 6000", "value: 3000", 1);
        assert_eq!(keys(&text), ["plan-average-above-cap"]);
    }

    #[test]
    fn measures_and_divisions_must_exist() {
        let text = BUILT_IN.replacen("\"T06\"", "\"T66\"", 1).replacen("league: \"152900\"", "league: \"159900\"", 1);
        assert_eq!(keys(&text), ["plan-measure-unknown", "plan-division-unknown"]);
    }
}
