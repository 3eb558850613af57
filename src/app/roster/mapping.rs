//! Which column of a sheet means what, proposed and remembered.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::headings::{Headings, plain};
use super::target::Target;
use crate::form::ids::{Certificate, CitizenId, Phone};
use crate::table::read::Sheet;

/// Rows that are looked at where no heading says what a column is.
const SNIFFED: usize = 60;
/// Mappings that are remembered; the oldest is forgotten.
pub const REMEMBERED: usize = 40;

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As it stands in the file; may be empty.
    pub heading: String,
    pub target: Target,
    pub because: Because,
}

/// Why a column is taken for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Because {
    /// Its heading says so.
    Heading,
    /// A person said so, now or for an earlier file with these headings.
    Chosen,
    /// What stands in it looks like it.
    Content,
    /// It may be somebody else's: a telephone right of a person in charge.
    Doubtful,
    /// Nothing is known of it.
    Unknown,
}

/// The columns of a sheet and where its rows begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The row with the headings; `None`: the sheet has none.
    pub heading: Option<usize>,
    pub columns: Vec<Column>,
}

/// A mapping as the settings keep it: `(heading, target)` for every column with a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Remembered(pub Vec<(String, String)>);

impl Mapping {
    /// What the headings say, or an earlier choice for the same headings, or what the columns look like.
    pub fn propose(sheet: &Sheet, remembered: &[Remembered]) -> Self {
        Self::at(sheet, Headings::built_in().row(sheet), remembered)
    }

    /// The same with the heading in this row.
    pub fn at(sheet: &Sheet, heading: Option<usize>, remembered: &[Remembered]) -> Self {
        let width = sheet.width();
        let name = |column| heading.map(|row| sheet.cell(row, column).text().into_owned()).unwrap_or_default();
        let columns = (0..width).map(|column| Column {
            heading: name(column),
            target: Target::Nothing,
            because: Because::Unknown,
        });
        let mut mapping = Self { heading, columns: columns.collect() };
        if let Some(earlier) = mapping.remembered(remembered) {
            mapping.recall(earlier);
        } else {
            mapping.by_headings();
            mapping.by_content(sheet);
        }
        mapping
    }

    fn by_headings(&mut self) {
        let known = Headings::built_in();
        let mut found: Vec<_> = (0..self.columns.len())
            .filter_map(|at| known.target(&self.columns[at].heading).map(|found| (found, at)))
            .collect();
        // Exact names choose first; of equals the leftmost.
        found.sort_by_key(|((_, how), at)| (std::cmp::Reverse(*how), *at));
        let mut taken = BTreeSet::new();
        for ((target, _), at) in found {
            if target.is_shared() || taken.insert(target) {
                self.columns[at].target = target;
                self.columns[at].because = Because::Heading;
            }
        }
        for at in 1..self.columns.len() {
            let behind_other = known.is_other(&self.columns[at - 1].heading);
            if self.columns[at].target == Target::Phone && behind_other {
                self.columns[at].because = Because::Doubtful;
            }
        }
    }

    /// Columns that are known by what stands in them, for what no heading has claimed.
    fn by_content(&mut self, sheet: &Sheet) {
        let first = self.heading.map_or(0, |row| row + 1);
        let kinds: [(Target, fn(&str) -> bool); 3] = [
            (Target::Certificate, |text| Certificate::parse(text).is_ok()),
            (Target::CitizenId, |text| CitizenId::parse(text).is_ok()),
            (Target::Phone, |text| Phone::parse(text).is_some()),
        ];
        for (target, fits) in kinds {
            if self.column(target).is_some() {
                continue;
            }
            let looks_so = |at: usize| {
                let rows = sheet.rows.iter().skip(first).take(SNIFFED);
                let texts: Vec<_> = rows.filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()).collect();
                let fitting = texts.iter().filter(|cell| fits(&cell.text())).count();
                fitting > 0 && fitting * 10 >= texts.len() * 6
            };
            let free = |at: &usize| self.columns[*at].because == Because::Unknown;
            if let Some(at) = (0..self.columns.len()).filter(free).find(|at| looks_so(*at)) {
                self.columns[at].target = target;
                self.columns[at].because = Because::Content;
            }
        }
    }

    /// The column that means this; the first of several remarks.
    pub fn column(&self, target: Target) -> Option<usize> {
        self.columns.iter().position(|column| column.target == target)
    }

    /// A person says what a column means. Another column that meant it means nothing now.
    pub fn choose(&mut self, column: usize, target: Target) {
        if !target.is_shared() {
            for other in self.columns.iter_mut().filter(|other| other.target == target) {
                other.target = Target::Nothing;
                other.because = Because::Chosen;
            }
        }
        if let Some(column) = self.columns.get_mut(column) {
            column.target = target;
            column.because = Because::Chosen;
        }
    }

    /// Whether a row can name a person at all: a name, and one of the numbers.
    pub fn lacks(&self) -> Vec<Target> {
        let mut lacking = Vec::new();
        if self.column(Target::Name).is_none() {
            lacking.push(Target::Name);
        }
        if self.column(Target::Certificate).is_none() && self.column(Target::CitizenId).is_none() {
            lacking.push(Target::Certificate);
        }
        lacking
    }

    /// The row behind the heading.
    pub fn first_row(&self) -> usize {
        self.heading.map_or(0, |row| row + 1)
    }

    /// The mapping as it is remembered; nothing without headings.
    pub fn remember(&self) -> Option<Remembered> {
        self.heading?;
        let named = self.columns.iter().filter(|column| !column.heading.is_empty());
        Some(Remembered(named.map(|column| (column.heading.clone(), column.target.name().to_owned())).collect()))
    }

    fn remembered<'r>(&self, all: &'r [Remembered]) -> Option<&'r Remembered> {
        let headings =
            |names: &mut dyn Iterator<Item = &String>| -> Vec<String> { names.map(|name| plain(name)).collect() };
        let mine = headings(&mut self.columns.iter().map(|column| &column.heading).filter(|name| !name.is_empty()));
        let same = |earlier: &&Remembered| headings(&mut earlier.0.iter().map(|(heading, _)| heading)) == mine;
        if mine.is_empty() { None } else { all.iter().rev().find(same) }
    }

    fn recall(&mut self, earlier: &Remembered) {
        let named = self.columns.iter_mut().filter(|column| !column.heading.is_empty());
        for (column, (_, target)) in named.zip(&earlier.0) {
            column.target = Target::of_name(target).unwrap_or(Target::Nothing);
            column.because = Because::Chosen;
        }
    }
}

/// Takes a mapping into the remembered ones, in the place of an earlier one for the same headings.
pub fn remember(all: &mut Vec<Remembered>, mapping: &Mapping) {
    let Some(new) = mapping.remember() else { return };
    let headings = |one: &Remembered| one.0.iter().map(|(heading, _)| plain(heading)).collect::<Vec<_>>();
    all.retain(|earlier| headings(earlier) != headings(&new));
    all.push(new);
    let extra = all.len().saturating_sub(REMEMBERED);
    all.drain(..extra);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::read::Cell;

    fn sheet(text: &str) -> Sheet {
        let rows = text.lines().map(|line| line.split('|').map(Cell::of_text).collect()).collect();
        Sheet { rows, ..Sheet::default() }
    }

    const COUNTY: &str = "居委会|姓名|残疾证号|残疾类别|等级|改造地点|改造类型|改造进度|改造单位|改造金额|改造负责人|联系方式\n\
        红峰嘎查|王秀兰|15010219900307233642|肢体|二级|卫生间|||||李|13847112233";

    #[test]
    fn the_county_table_maps_itself_and_doubts_the_telephone_behind_the_person_in_charge() {
        let mapping = Mapping::propose(&sheet(COUNTY), &[]);
        let targets: Vec<Target> = mapping.columns.iter().map(|column| column.target).collect();
        assert_eq!(targets[..5], [Target::Village, Target::Name, Target::Certificate, Target::Category, Target::Grade]);
        assert!(targets[5..11].iter().all(|target| *target == Target::Remark));
        assert_eq!((targets[11], mapping.columns[11].because), (Target::Phone, Because::Doubtful));
        assert_eq!(mapping.lacks(), []);
    }

    #[test]
    fn a_choice_is_offered_again_for_the_same_headings_only() {
        let mut mapping = Mapping::propose(&sheet(COUNTY), &[]);
        mapping.choose(11, Target::Remark);
        let mut all = Vec::new();
        remember(&mut all, &mapping);
        remember(&mut all, &mapping);
        assert_eq!(all.len(), 1);
        let again = Mapping::propose(&sheet(COUNTY), &all);
        assert_eq!((again.columns[11].target, again.columns[11].because), (Target::Remark, Because::Chosen));
        let other = Mapping::propose(&sheet(&COUNTY.replace("等级", "残疾等级")), &all);
        assert_eq!(other.columns[11].target, Target::Phone);
    }

    #[test]
    fn one_meaning_has_one_column() {
        let mut mapping = Mapping::propose(&sheet("姓名|残疾人姓名|残疾证号\n"), &[]);
        assert_eq!(mapping.columns[1].target, Target::Nothing);
        mapping.choose(1, Target::Name);
        assert_eq!((mapping.columns[0].target, mapping.columns[1].target), (Target::Nothing, Target::Name));
    }

    #[test]
    fn columns_without_a_heading_are_known_by_what_stands_in_them() {
        let mapping = Mapping::propose(
            &sheet("王秀兰|15010219900307233642|13847112233\n李|11010519491231002X43|0471-4612345"),
            &[],
        );
        assert_eq!(mapping.heading, None);
        assert_eq!((mapping.column(Target::Certificate), mapping.column(Target::Phone)), (Some(1), Some(2)));
        assert_eq!(mapping.lacks(), [Target::Name]);
    }
}
