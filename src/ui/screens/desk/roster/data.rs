//! What the roster's screen shows, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::app::desk::roster::{Doing, List, Wrote};
use crate::app::exchange::Progress;
use crate::app::program::Program;
use crate::app::roster::assign::{Home, Tour};
use crate::app::roster::check::{Checked, Counts};
use crate::app::roster::household::Difference;
use crate::app::roster::mapping::{Because, Mapping};
use crate::app::roster::rejects;
use crate::app::roster::row::Finding;
use crate::app::roster::target::Target;
use crate::app::roster::together::{Doubt, Why};
use crate::division::Divisions;
use crate::dossier::household as names;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::table::read::{self, Format, Sheet};
use crate::ui::widgets::Tone;
use crate::value::Value;

/// Rows of the list that the preview shows.
const SAMPLES: usize = 5;

/// A column of the preview.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub letter: String,
    pub heading: String,
    pub target: Target,
    /// What it is taken for, in words.
    pub means: String,
    pub tone: Tone,
    pub samples: Vec<String>,
    /// The longest text, in letters of a Chinese font.
    pub letters: usize,
}

/// The columns with the first rows behind the heading.
pub fn preview(sheet: &Sheet, mapping: &Mapping, words: &Words) -> Vec<Preview> {
    let rows: Vec<usize> =
        (mapping.first_row()..sheet.rows.len()).filter(|row| !sheet.is_blank(*row)).take(SAMPLES).collect();
    let column = |(at, column): (usize, &crate::app::roster::mapping::Column)| {
        let samples: Vec<String> = rows.iter().map(|row| one_line(&sheet.cell(*row, at).text())).collect();
        let means = words.text(column.target.key());
        let tone = match (column.because, column.target) {
            (Because::Doubtful, _) => Tone::Doubtful,
            (_, Target::Nothing) => Tone::Neutral,
            _ => Tone::Good,
        };
        let heading = one_line(&column.heading);
        let letters = samples.iter().chain([&heading, &means]).map(|text| width(text)).max().unwrap_or(0);
        Preview { letter: read::column_name(at), heading, target: column.target, means, tone, samples, letters }
    };
    mapping.columns.iter().enumerate().map(column).collect()
}

/// Half a letter for each plain character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>().div_ceil(2)
}

/// A text on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "XLSX · 11 行 · 12 列"
pub fn about(list: &List, words: &Words) -> String {
    let book = &list.opened.book;
    let sheet = &book.sheets[list.opened.sheet];
    let (rows, columns) = (sheet.rows.len().to_string(), sheet.width().to_string());
    let size = words.with("roster-file-about", &[("rows", &rows), ("columns", &columns)]);
    let kind = match book.format {
        Format::Xlsx => "XLSX".to_owned(),
        Format::Xls => "XLS".to_owned(),
        Format::Ods => "ODS".to_owned(),
        Format::Text => words.with("roster-file-encoding", &[("encoding", book.encoding)]),
    };
    format!("{kind} · {size}")
}

/// What is under way, and its share.
pub fn under_way((progress, doing): &(Arc<Progress>, Doing), words: &Words) -> (String, f32) {
    let (done, total) = progress.get();
    let key = match doing {
        Doing::Read => "roster-doing-read",
        Doing::Check => "roster-doing-check",
        Doing::Import => "roster-doing-import",
        Doing::Assign => "roster-doing-assign",
        Doing::Undo => "roster-doing-undo",
        Doing::Rejects => "roster-doing-rejects",
    };
    let text = match doing {
        Doing::Read | Doing::Rejects => words.text(key),
        _ => words.with(key, &[("done", &done.to_string()), ("total", &total.to_string())]),
    };
    (text, done as f32 / total.max(1) as f32)
}

/// What the last act wrote, and what its taking back is called.
pub fn wrote(doing: Doing, wrote: &Wrote, words: &Words) -> (String, &'static str) {
    let [new, changed, unchanged] = [wrote.new, wrote.changed, wrote.unchanged].map(|count| count.to_string());
    let args = [("new", &*new), ("changed", &*changed), ("unchanged", &*unchanged)];
    match doing {
        Doing::Undo => (words.with("roster-undone", &args[1..2]), "roster-undo-import"),
        Doing::Assign => (words.with("roster-assigned", &args[1..2]), "roster-undo-assign"),
        _ => (words.with("roster-imported", &args), "roster-undo-import"),
    }
}

/// The numbers of what was found: key of the name, count, how it looks.
pub fn counts(counts: Counts) -> [(&'static str, usize, Tone); 6] {
    let alarming = |count: usize, tone| if count > 0 { tone } else { Tone::Neutral };
    [
        ("roster-count-new", counts.new, alarming(counts.new, Tone::Good)),
        ("roster-count-more", counts.more, alarming(counts.more, Tone::Good)),
        ("roster-count-differ", counts.differ, alarming(counts.differ, Tone::Doubtful)),
        ("roster-count-same", counts.same, Tone::Neutral),
        ("roster-count-refused", counts.refused, alarming(counts.refused, Tone::Bad)),
        ("roster-count-remarked", counts.remarked, alarming(counts.remarked, Tone::Doubtful)),
    ]
}

/// A row with what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundRow {
    pub row: usize,
    /// "第 13 行 赵某"
    pub title: String,
    /// "C13 残疾证号：…", and the value that stands there.
    pub lines: Vec<(String, String)>,
}

/// The rows that cannot be taken, or those that are taken with a remark.
pub fn found(list: &List, checked: &Checked, refused: bool, most: usize, words: &Words) -> Vec<FoundRow> {
    let mapping = &list.opened.mapping;
    let sheet = &list.opened.book.sheets[list.opened.sheet];
    let bad = checked.refused();
    let mut rows: BTreeMap<usize, Vec<&Finding>> = BTreeMap::new();
    for finding in &checked.findings {
        let wanted = if refused { finding.refuses() } else { !finding.refuses() && !bad.contains(&finding.row) };
        if wanted {
            rows.entry(finding.row).or_default().push(finding);
        }
    }
    let name =
        |row: usize| mapping.column(Target::Name).map(|at| one_line(&sheet.cell(row, at).text())).unwrap_or_default();
    let line = |finding: &&Finding| {
        let place =
            finding.column.map(|column| format!("{} ", read::cell_name(finding.row, column))).unwrap_or_default();
        (format!("{place}{}", rejects::why(mapping, finding, words)), one_line(&finding.value))
    };
    let row = |(row, findings): (usize, Vec<&Finding>)| FoundRow {
        row,
        title: words.with("roster-finding", &[("row", &(row + 1).to_string()), ("name", &name(row))]),
        lines: findings.iter().map(line).collect(),
    };
    rows.into_iter().take(most).map(row).collect()
}

/// "红峰嘎查 12号：王、李（第 3、7 行）住在同一地址，是一户吗？"
pub fn doubt(doubt: &Doubt, words: &Words) -> String {
    let comma = words.text("roster-comma");
    let rows = doubt.rows.iter().map(|row| (row + 1).to_string()).collect::<Vec<_>>().join(&comma);
    let place = [&*doubt.place.township, &doubt.place.village, &doubt.place.address].concat();
    let key = match doubt.why {
        Why::Address => "roster-doubt-address",
        Why::Head => "roster-doubt-head",
    };
    words.with(key, &[("place", &place), ("names", &doubt.names.join(&comma)), ("rows", &rows)])
}

/// A difference in words: what it is about, what stands there and what the list says.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceRow {
    pub household: String,
    pub label: String,
    pub ours: String,
    pub theirs: String,
}

/// What a field is called, by the column that fills it.
pub fn difference(household: &str, difference: &Difference, program: &Program, words: &Words) -> DifferenceRow {
    let value = |value: &Value| match value {
        Value::Erased => words.text("roster-difference-empty"),
        Value::Row(_) => words.text("roster-difference-row"),
        value => program.roster_value(&difference.path, value),
    };
    let who = if difference.author.is_empty() {
        difference.at.date().to_string()
    } else {
        format!("{} {}", difference.author, difference.at.date())
    };
    let ours = value(&difference.ours);
    let leaf = difference.path.leaf.as_ref().map_or("", |leaf| leaf.as_str());
    DifferenceRow {
        household: household.to_owned(),
        label: words.text(target_of(leaf).key()),
        ours: words.with("roster-difference-ours", &[("value", &ours), ("who", &who)]),
        theirs: words.with("roster-difference-theirs", &[("value", &value(&difference.theirs))]),
    }
}

fn target_of(leaf: &str) -> Target {
    match leaf {
        names::HEAD => Target::Head,
        names::DIVISION => Target::Division,
        names::VILLAGE => Target::Village,
        names::ADDRESS => Target::Address,
        names::RESIDENCE => Target::Settlement,
        names::HARDSHIP => Target::Income,
        names::ROSTER_NUMBER => Target::RosterNo,
        names::PHONE => Target::Phone,
        names::SURVEYOR => Target::Surveyor,
        names::VISIT_DATE => Target::VisitDate,
        names::PERSON_CITIZEN_ID => Target::CitizenId,
        names::PERSON_CERTIFICATE => Target::Certificate,
        names::PERSON_ETHNIC => Target::Ethnic,
        names::PERSON_CATEGORY => Target::Category,
        names::PERSON_GRADE => Target::Grade,
        "hh_members" => Target::Members,
        "hh_phone_name" => Target::ContactName,
        "hh_phone_owner" => Target::ContactRelation,
        "p_phone" => Target::PersonPhone,
        "p_relation_to_head" => Target::Relation,
        names::PERSON_NAME | "" => Target::Name,
        _ => Target::Remark,
    }
}

/// What the name of a banner is.
pub fn division_name(code: &str) -> String {
    Divisions::built_in().get(code).map_or_else(|| code.to_owned(), |division| division.name.to_string())
}

/// Which households are offered for a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// Nobody visits them yet.
    #[default]
    Open,
    /// Selected in the register.
    Selected,
    /// All that were not visited.
    All,
}

/// The households of one village.
#[derive(Clone, Debug, PartialEq)]
pub struct Village {
    pub township: String,
    pub name: String,
    pub ids: Vec<DossierId>,
}

/// The households that are offered, by village, in the order of the way.
pub fn villages(homes: &[Home], pick: Pick, selected: &BTreeSet<DossierId>, words: &Words) -> Vec<Village> {
    let offered = |home: &&Home| {
        let chosen = match pick {
            Pick::Open => home.surveyor.is_empty(),
            Pick::Selected => home.id.is_some_and(|id| selected.contains(&id)),
            Pick::All => true,
        };
        chosen && !home.begun
    };
    let mut by: BTreeMap<&[String], Vec<DossierId>> = BTreeMap::new();
    for home in homes.iter().filter(offered) {
        by.entry(&home.place[..3]).or_default().extend(home.id);
    }
    let village = |(place, ids): (&[String], Vec<DossierId>)| {
        let banner = division_name(&place[0]);
        let township =
            [banner.as_str(), &place[1]].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let name = if place[2].is_empty() { words.text("roster-village-unknown") } else { place[2].clone() };
        Village { township, name, ids }
    };
    by.into_iter().map(village).collect()
}

/// "11-26 包志强 5 户"
pub fn tour_title(tour: &Tour, words: &Words) -> String {
    let date = tour.date.map_or_else(|| words.text("roster-tour-open"), day);
    let surveyor = if tour.surveyor.is_empty() { words.text("roster-tour-nobody") } else { tour.surveyor.clone() };
    words.with("roster-tour", &[("date", &date), ("surveyor", &surveyor), ("count", &tour.ids.len().to_string())])
}

/// "红峰嘎查 3　白音嘎查 2"
pub fn tour_villages(tour: &Tour, words: &Words) -> String {
    let village = |(name, count): &(String, usize)| {
        let name = if name.is_empty() { words.text("roster-village-unknown") } else { name.clone() };
        words.with("roster-tour-villages", &[("village", &name), ("count", &count.to_string())])
    };
    tour.villages.iter().map(village).collect::<Vec<_>>().join("　")
}

/// "11-26 周四" without the year, which everybody knows.
pub fn day(date: Date) -> String {
    date.strftime("%m-%d").to_string()
}

/// What each surveyor has: tours of one name together.
pub fn by_surveyor(tours: Vec<Tour>) -> Vec<(String, Vec<Tour>)> {
    let mut by: BTreeMap<String, Vec<Tour>> = BTreeMap::new();
    for tour in tours {
        by.entry(tour.surveyor.clone()).or_default().push(tour);
    }
    by.into_iter().collect()
}
