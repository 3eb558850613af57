//! A whole list looked through: what can be taken, what not and why, what a person must decide.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::headings::Headings;
use super::household::{Household, News};
use super::identity::Identity;
use super::known::Known;
use super::mapping::Mapping;
use super::row::{self, Entry, Finding, Reading};
use super::together::{self, Doubt};
use crate::app::exchange::Progress;
use crate::id::DossierId;
use crate::path::FieldPath;
use crate::problem::Problem;
use crate::store::Workspace;
use crate::table::read::Sheet;

/// What a person has decided about a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// The banner of rows that name none, six digits; empty: every row must name its own.
    pub division: String,
    /// Which banner an unclear name means.
    pub names: BTreeMap<String, String>,
    /// Rows that are one household, or not, by the doubt's key.
    pub together: BTreeMap<String, bool>,
    /// Fields of known households in which the list's value is taken.
    pub take: BTreeSet<(DossierId, FieldPath)>,
}

/// A list that was looked through.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Rows that are no headings, sums or empty lines.
    pub rows: usize,
    /// Rows that were hidden in the file; they are looked at like the others.
    pub hidden: usize,
    /// Rows that say again what an earlier row says.
    pub repeated: usize,
    pub findings: Vec<Finding>,
    pub doubts: Vec<Doubt>,
    /// With what they bring to the workspace.
    pub households: Vec<(Household, News)>,
    /// Names of banners that were not clear, with how many rows and the codes they may mean.
    pub unclear: BTreeMap<String, (usize, Vec<String>)>,
    pub problems: Vec<Problem>,
}

/// How many of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    /// Known households that get something.
    pub more: usize,
    /// Known households in which something differs.
    pub differ: usize,
    pub same: usize,
    /// Persons in all of them.
    pub persons: usize,
    /// Rows that cannot be taken.
    pub refused: usize,
    /// Rows that are taken with a remark.
    pub remarked: usize,
}

impl Checked {
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (household, news) in &self.households {
            counts.persons += household.persons.len();
            counts.new += usize::from(news.is_new);
            counts.more += usize::from(!news.is_new && !news.additions.is_empty());
            counts.differ += usize::from(!news.differences.is_empty());
            counts.same += usize::from(news.is_nothing());
        }
        let rows = |refuses: bool| {
            let found = self.findings.iter().filter(|finding| finding.refuses() == refuses).map(|finding| finding.row);
            found.collect::<BTreeSet<_>>()
        };
        let refused = rows(true);
        counts.remarked = rows(false).difference(&refused).count();
        counts.refused = refused.len();
        counts
    }

    /// The rows that cannot be taken.
    pub fn refused(&self) -> BTreeSet<usize> {
        self.findings.iter().filter(|finding| finding.refuses()).map(|finding| finding.row).collect()
    }
}

/// Looks a sheet through.
///
/// # Errors
/// The workspace cannot be read, or somebody stopped it.
pub fn check(
    store: &Workspace,
    sheet: &Sheet,
    mapping: &Mapping,
    decisions: &Decisions,
    today: Date,
    progress: &Progress,
) -> Result<Checked, Problem> {
    let identity = Identity::of(store)?;
    let mut checked = Checked::default();
    let mut entries = rows(sheet, mapping, decisions, today, progress, &mut checked)?;
    once(&mut entries, &mut checked);
    let mut known = Known::of(store)?;
    checked.problems.append(&mut known.problems);
    let (groups, doubts) = together::group(&entries, &decisions.together);
    checked.doubts = doubts;
    let households: Vec<Household> =
        groups.iter().flat_map(|group| named(group, &entries, &known, &identity, &mut checked.findings)).collect();
    checked.households = compare(store, households, &identity, progress)?;
    checked.findings.sort_by_key(|finding| (finding.row, finding.column));
    Ok(checked)
}

fn rows(
    sheet: &Sheet,
    mapping: &Mapping,
    decisions: &Decisions,
    today: Date,
    progress: &Progress,
    checked: &mut Checked,
) -> Result<Vec<Entry>, Problem> {
    let usual = Some(&*decisions.division).filter(|code| !code.is_empty());
    let decided = |text: &str| decisions.names.get(text).cloned();
    let reading = Reading { sheet, mapping, usual_division: usual, decided: &decided, today };
    let heading = mapping.heading.and_then(|row| sheet.rows.get(row));
    let mut entries = Vec::new();
    progress.begin(sheet.rows.len());
    for (at, cells) in sheet.rows.iter().enumerate().skip(mapping.first_row()) {
        if progress.is_stopped() {
            return Err(Problem::notice("roster-stopped"));
        }
        progress.step();
        // A heading is printed again on every page of some lists.
        if sheet.is_blank(at) || heading == Some(cells) || Headings::built_in().is_total(cells) {
            continue;
        }
        checked.rows += 1;
        checked.hidden += usize::from(sheet.hidden.contains(&at));
        let (entry, findings) = row::read(&reading, at);
        for finding in &findings {
            unclear(finding, checked);
        }
        checked.findings.extend(findings);
        entries.extend(entry);
    }
    Ok(entries)
}

/// Counts the rows of an unclear name, so that it is decided once for all of them.
fn unclear(finding: &Finding, checked: &mut Checked) {
    if !["roster-row-division-unclear", "roster-row-division-unknown"].contains(&finding.problem.key) {
        return;
    }
    let arg = |name| finding.problem.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone());
    let Some(text) = arg("text") else { return };
    let names = arg("names").unwrap_or_default();
    let divisions = crate::division::Divisions::built_in();
    let code = |name: &str| {
        divisions.iter().find(|division| &*division.name == name).map(|division| division.code.to_string())
    };
    let codes = || names.split('、').filter_map(code).collect();
    checked.unclear.entry(text).or_insert_with(|| (0, codes())).0 += 1;
}

/// Each person once: a row that says the same again is counted, one that says something else is refused.
fn once(entries: &mut Vec<Entry>, checked: &mut Checked) {
    let mut seen: BTreeMap<String, Entry> = BTreeMap::new();
    let (mut repeated, mut refused) = (0, Vec::new());
    entries.retain(|entry| match seen.get(&entry.number) {
        None => {
            seen.insert(entry.number.clone(), entry.clone());
            true
        }
        Some(first) if Entry { row: first.row, ..entry.clone() } == *first => {
            repeated += 1;
            false
        }
        Some(first) => {
            let problem = Problem::error("roster-row-twice").with("row", first.row + 1);
            refused.push(Finding { row: entry.row, column: None, value: entry.name.clone(), problem });
            false
        }
    });
    checked.repeated = repeated;
    checked.findings.extend(refused);
}

/// The households of rows that belong together. They are one, unless their persons are known in several.
fn named(
    group: &[usize],
    entries: &[Entry],
    known: &Known,
    identity: &Identity,
    findings: &mut Vec<Finding>,
) -> Vec<Household> {
    let rows: Vec<&Entry> = group.iter().map(|at| &entries[*at]).collect();
    let homes: BTreeSet<DossierId> = rows.iter().flat_map(|entry| known.of_person(&entry.number)).collect();
    let Some(first) = homes.first().copied() else {
        let unknown = Household::of(DossierId::from_u128(0), &rows);
        let at_home = known.of_home(&unknown.head, &unknown.place);
        if at_home.is_some() {
            let problem = Problem::notice("roster-row-joins-home");
            findings.extend(rows.iter().map(|entry| Finding {
                row: entry.row,
                column: None,
                value: entry.name.clone(),
                problem: problem.clone(),
            }));
        }
        let head = rows.iter().map(|entry| &entry.head_number).find(|number| !number.is_empty());
        // The head's own number stays when another person joins the list; else the smallest is the same everywhere.
        let name = head.or_else(|| rows.iter().map(|entry| &entry.number).min());
        let id = at_home.unwrap_or_else(|| identity.household(name.map_or("", |name| name)));
        return vec![Household { id, ..unknown }];
    };
    if homes.len() == 1 {
        return vec![Household::of(first, &rows)];
    }
    let mut apart: BTreeMap<DossierId, Vec<&Entry>> = BTreeMap::new();
    for entry in &rows {
        let home = known.of_person(&entry.number).next().unwrap_or(first);
        apart.entry(home).or_default().push(entry);
        let problem = Problem::notice("roster-row-several-homes").with("count", homes.len());
        findings.push(Finding { row: entry.row, column: None, value: entry.name.clone(), problem });
    }
    apart.into_iter().map(|(id, rows)| Household::of(id, &rows)).collect()
}

/// What each household brings to what is here.
fn compare(
    store: &Workspace,
    households: Vec<Household>,
    identity: &Identity,
    progress: &Progress,
) -> Result<Vec<(Household, News)>, Problem> {
    let (bulk, _) = store.bulk()?;
    progress.begin(households.len());
    let news: Vec<Result<News, Problem>> = households
        .par_iter()
        .map(|household| {
            if progress.is_stopped() {
                return Err(Problem::notice("roster-stopped"));
            }
            progress.step();
            let known = bulk.read(household.id)?;
            Ok(household.news(known.dossier.as_ref(), identity))
        })
        .collect();
    households.into_iter().zip(news).map(|(household, news)| Ok((household, news?))).collect()
}
