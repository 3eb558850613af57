//! What offices call their columns: `assets/roster/headings.ron`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::target::Target;
use crate::table::read::{Cell, Sheet};

/// Rows that are looked at for the heading: titles, the name of the office, the date.
const HEADING_WITHIN: usize = 40;

#[derive(Default, Deserialize)]
struct Wire {
    headings: BTreeMap<String, Vec<String>>,
    others: Vec<String>,
    totals: Vec<String>,
}

/// The names of columns, ready to compare.
pub struct Headings {
    exact: BTreeMap<String, Target>,
    /// Longest first: "户主身份证号" before "身份证号".
    within: Vec<(String, Target)>,
    others: BTreeSet<String>,
    totals: BTreeSet<String>,
}

static BUILT_IN: LazyLock<Headings> = LazyLock::new(|| {
    let text = include_str!("../../../assets/roster/headings.ron");
    Headings::of(ron::from_str(text).unwrap_or_default())
});

/// How a heading was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It only contains a known name.
    Within,
    Exact,
}

impl Headings {
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    fn of(wire: Wire) -> Self {
        let plain_all = |all: Vec<String>| all.iter().map(|text| plain(text)).collect();
        let mut exact = BTreeMap::new();
        for (name, headings) in wire.headings {
            let Some(target) = Target::of_name(&name) else { continue };
            exact.extend(headings.iter().map(|heading| (plain(heading), target)));
        }
        let mut within: Vec<(String, Target)> = exact
            .iter()
            .filter(|(name, _)| name.chars().count() > 1)
            .map(|(name, target)| (name.clone(), *target))
            .collect();
        within.sort_by_key(|(name, _)| std::cmp::Reverse(name.chars().count()));
        Self { exact, within, others: plain_all(wire.others), totals: plain_all(wire.totals) }
    }

    /// What a heading means.
    pub fn target(&self, heading: &str) -> Option<(Target, Match)> {
        let heading = plain(heading);
        if let Some(target) = self.exact.get(&heading) {
            return Some((*target, Match::Exact));
        }
        // A sentence is no heading.
        if heading.chars().count() > 20 {
            return None;
        }
        self.within.iter().find(|(name, _)| heading.contains(name)).map(|(_, target)| (*target, Match::Within))
    }

    /// Whether a column is about somebody who is not of the household.
    pub fn is_other(&self, heading: &str) -> bool {
        self.others.contains(&plain(heading))
    }

    /// Whether a row adds up, or is what stands below a table.
    pub fn is_total(&self, row: &[Cell]) -> bool {
        let mut filled = row.iter().filter(|cell| !cell.is_empty());
        filled.next().is_some_and(|cell| {
            let text = plain(&cell.text());
            // "注：" and "制表人：王" begin so too.
            let before = cell.text().split(['：', ':']).next().map(plain).unwrap_or_default();
            self.totals.contains(&text) || self.totals.contains(&before) && cell.text().contains(['：', ':'])
        })
    }

    /// The row that names the columns: the one in which the most different meanings are found. `None` where no row
    /// has two.
    pub fn row(&self, sheet: &Sheet) -> Option<usize> {
        let score = |row: &Vec<Cell>| {
            let mut found: BTreeMap<Target, usize> = BTreeMap::new();
            for cell in row {
                if let Cell::Text(text) = cell
                    && let Some((target, how)) = self.target(text)
                {
                    let points = if how == Match::Exact { 3 } else { 1 };
                    let best = found.entry(target).or_default();
                    *best = points.max(*best);
                }
            }
            (found.len(), found.values().sum::<usize>())
        };
        let scored = sheet.rows.iter().take(HEADING_WITHIN).map(score).enumerate();
        // The first of equals: a heading printed again on the next page names no columns.
        let best = scored.rev().max_by_key(|(_, (_, points))| *points)?;
        (best.1.0 >= 2 && best.1.1 >= 4).then_some(best.0)
    }
}

/// A heading as it is compared: no white space, no brackets with what is in them, no asterisks, plain letters.
pub fn plain(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for c in text.chars() {
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            other => other,
        };
        match c {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_whitespace() || c.is_control() || "*:：、/\\-_.,，。;；\"'“”".contains(c) =>
                {}
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(heading: &str) -> Option<Target> {
        Headings::built_in().target(heading).map(|(target, _)| target)
    }

    #[test]
    fn the_headings_of_real_tables_are_known() {
        for (heading, wanted) in [
            ("居委会", Target::Village),
            ("姓名", Target::Name),
            ("残疾证号", Target::Certificate),
            ("残疾类别", Target::Category),
            ("等级", Target::Grade),
            ("改造地点", Target::Remark),
            ("改造金额", Target::Remark),
            ("联系方式", Target::Phone),
            ("地址", Target::Address),
            ("残疾人证号", Target::Certificate),
            ("联系人姓名", Target::ContactName),
            ("和联系人关系", Target::ContactRelation),
            ("家庭经济情况", Target::Income),
            ("户主姓名", Target::Head),
            ("户主身份证号", Target::HeadId),
            (" 残疾人 证号（20位）*", Target::Certificate),
            ("残疾人证号码\n（必填）", Target::Certificate),
            ("户主公民身份证号码", Target::CitizenId),
            ("联系人手机号码", Target::Phone),
            ("嘎查（村）", Target::Village),
            ("嘎查/村/社区", Target::Village),
            ("婚姻状况", Target::Nothing),
            ("康复/辅具服务", Target::Nothing),
            ("是否在养老/护理机构", Target::Nothing),
        ] {
            let found = target(heading);
            if heading == "户主公民身份证号码" {
                assert!(matches!(found, Some(Target::HeadId | Target::CitizenId)), "{heading}");
            } else {
                assert_eq!(found, Some(wanted), "{heading}");
            }
        }
        assert_eq!(target("天气"), None);
        assert_eq!(target("科尔沁右翼前旗2026年残疾人家庭无障碍改造需求花名册"), None);
    }

    #[test]
    fn the_heading_is_found_below_titles_and_before_a_repetition() {
        let rows = |text: &str| -> Vec<Vec<Cell>> {
            text.lines().map(|line| line.split('|').map(Cell::of_text).collect()).collect()
        };
        let sheet = Sheet {
            rows: rows(
                "2026年残疾人家庭花名册|\n填报单位：残联|日期\n|\n序号|姓名|残疾证号|村\n1|王|x|红峰\n序号|姓名|残疾证号|村",
            ),
            ..Sheet::default()
        };
        assert_eq!(Headings::built_in().row(&sheet), Some(3));
        let without = Sheet { rows: rows("王秀兰|红峰嘎查\n李|白音嘎查"), ..Sheet::default() };
        assert_eq!(Headings::built_in().row(&without), None);
    }

    #[test]
    fn sums_and_signatures_are_no_households() {
        let total = |text: &str| Headings::built_in().is_total(&text.split('|').map(Cell::of_text).collect::<Vec<_>>());
        for text in ["合计|12", "|总 计||", "制表人：王丽|", "注：以上为重度", "填报单位:前旗残联"]
        {
            assert!(total(text), "{text}");
        }
        for text in ["1|王秀兰", "王合计|1", ""] {
            assert!(!total(text), "{text}");
        }
    }
}
