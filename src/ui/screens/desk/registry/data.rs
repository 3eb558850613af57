//! What the register shows of a household, in words.

use crate::division::Divisions;
use crate::dossier::stage::Stage;
use crate::dossier::summary::{Disability, Summary};
use crate::l10n::Words;
use crate::plan::money::Fen;
use crate::registry::day::Day;
use crate::registry::late::Due;
use crate::registry::record::Record;
use crate::registry::view::Column;
use crate::registry::{Found, Registry};
use crate::ui::widgets::Tone;

/// One cell of the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub text: String,
    pub tone: Option<Tone>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, tone: None }
    }
}

/// A number with its thousands grouped: 40,000.
pub fn count(number: usize) -> String {
    Fen(i64::try_from(number).unwrap_or(i64::MAX).saturating_mul(100)).yuan().replace('¥', "")
}

/// A household's cell in this column.
pub fn cell(record: &Record, column: Column, today: Day, words: &Words) -> Cell {
    let (summary, figures, days) = (&record.summary, &record.figures, &record.figures.days);
    let number = |number: usize| if number == 0 { String::new() } else { count(number) };
    match column {
        Column::Name => name(summary, words).into(),
        Column::Persons => persons(summary, words).into(),
        Column::Banner => banner(&summary.division).to_owned().into(),
        Column::Township => summary.township.clone().into(),
        Column::Village => summary.village.clone().into(),
        Column::Address => summary.address.clone().into(),
        Column::Phone => summary.phone.clone().into(),
        Column::Stage => stage(record, words),
        Column::Deadline => deadline(record, today, words),
        Column::Category => categories(record, words).into(),
        Column::Grade => grades(record, words).into(),
        Column::Year => if figures.year == 0 { String::new() } else { figures.year.to_string() }.into(),
        Column::Surveyor => figures.surveyor.clone().into(),
        Column::PlannedVisit => day(days.planned_visit).into(),
        Column::Surveyed => day(days.surveyed).into(),
        Column::Contractor => summary.contractor.clone().into(),
        Column::OrderNumber => figures.order_number.clone().into(),
        Column::Ordered => day(days.ordered).into(),
        Column::Finished => day(days.works_finished).into(),
        Column::Accepted => day(days.accepted).into(),
        Column::SettledOn => day(days.settled).into(),
        Column::Planned => planned(record),
        Column::Settled => record.settled().map(money).unwrap_or_default().into(),
        Column::Items => number(figures.items.len()).into(),
        Column::Photos => number(summary.photos as usize).into(),
        Column::Conflicts => Cell { text: number(summary.conflicts as usize), tone: Some(Tone::Bad) },
        Column::RosterNumber => figures.roster_number.clone().into(),
        Column::Changed => day(days.changed).into(),
    }
}

/// What the head is called, or that nobody wrote it down.
pub fn name(summary: &Summary, words: &Words) -> String {
    if summary.head.is_empty() { words.text("list-no-name") } else { summary.head.clone() }
}

/// 王秀兰 肢体·二级; the head's own name stands beside it already.
pub fn persons(summary: &Summary, words: &Words) -> String {
    let person = |person: &crate::dossier::summary::PersonSummary| {
        let badge = person.disability.map(|disability| disability.text(words.language()));
        let name = Some(person.name.clone()).filter(|name| *name != summary.head);
        [name, badge].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    summary.persons.iter().map(person).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

/// The banner's name.
pub fn banner(code: &str) -> &str {
    Divisions::built_in().get(code).map_or(code, |division| &division.name)
}

fn stage(record: &Record, words: &Words) -> Cell {
    let stage = record.summary.stage;
    let tone = match stage {
        _ if record.figures.disputed => Some(Tone::Bad),
        Stage::Rectifying => Some(Tone::Doubtful),
        Stage::Accepted | Stage::Settled | Stage::Archived => Some(Tone::Good),
        _ => None,
    };
    let text = words.text(stage.key());
    let text = if record.figures.disputed { words.with("registry-disputed", &[("stage", &text)]) } else { text };
    Cell { text, tone }
}

/// 完工 11-20, 超期 4 天.
fn deadline(record: &Record, today: Day, words: &Words) -> Cell {
    let Some(deadline) = record.deadline() else { return Cell::default() };
    let what = words.text(due_key(deadline.what));
    let date = deadline.by.date().strftime("%m-%d").to_string();
    match record.late(today) {
        Some((_, days)) => {
            let days = days.to_string();
            Cell { text: words.with("registry-late", &[("what", &what), ("days", &days)]), tone: Some(Tone::Bad) }
        }
        None => words.with("registry-due", &[("what", &what), ("date", &date)]).into(),
    }
}

/// Key of what has to happen.
pub const fn due_key(due: Due) -> &'static str {
    match due {
        Due::Visit => "registry-due-visit",
        Due::Start => "registry-due-start",
        Due::Works => "registry-due-works",
        Due::Rectification => "registry-due-rectification",
    }
}

fn day(day: Option<Day>) -> String {
    day.map(|day| day.date().to_string()).unwrap_or_default()
}

fn disabilities(record: &Record) -> impl Iterator<Item = Disability> {
    record.figures.persons.iter().filter_map(|person| person.disability)
}

fn categories(record: &Record, words: &Words) -> String {
    let mut categories: Vec<u8> = disabilities(record).map(|disability| disability.category).collect();
    categories.sort_unstable();
    categories.dedup();
    categories.into_iter().map(|category| words.text(category_key(category))).collect::<Vec<_>>().join("、")
}

fn grades(record: &Record, words: &Words) -> String {
    let grade = disabilities(record).map(|disability| disability.grade).min();
    grade.map(|grade| words.text(grade_key(grade))).unwrap_or_default()
}

/// Key of a category, 1 to 7.
pub const fn category_key(category: u8) -> &'static str {
    match category {
        1 => "dossier-category-visual",
        2 => "dossier-category-hearing",
        3 => "dossier-category-speech",
        4 => "dossier-category-limb",
        5 => "dossier-category-intellectual",
        6 => "dossier-category-mental",
        _ => "dossier-category-multiple",
    }
}

/// Key of a grade, 1 to 4.
pub const fn grade_key(grade: u8) -> &'static str {
    match grade {
        1 => "dossier-grade-1",
        2 => "dossier-grade-2",
        3 => "dossier-grade-3",
        _ => "dossier-grade-4",
    }
}

/// In yuan, without the sign, which stands in the heading.
fn money(amount: Fen) -> String {
    amount.yuan().replace('¥', "")
}

fn planned(record: &Record) -> Cell {
    let figures = &record.figures;
    if figures.items.is_empty() {
        return Cell::default();
    }
    let tone = (figures.uncertain_planned() > 0).then_some(Tone::Doubtful);
    Cell { text: money(figures.planned), tone }
}

/// Everything in one sentence, for those who hear the list.
pub fn spoken(record: &Record, today: Day, words: &Words) -> String {
    let summary = &record.summary;
    let cells = [Column::Persons, Column::Banner, Column::Township, Column::Village, Column::Stage, Column::Deadline];
    let mut parts = vec![name(summary, words)];
    parts.extend(cells.into_iter().map(|column| cell(record, column, today, words).text));
    if summary.conflicts > 0 {
        parts.push(words.with("list-conflicts", &[("count", &summary.conflicts.to_string())]));
    }
    parts.retain(|part| !part.is_empty());
    words.with("list-open", &[("name", &parts.join(&words.text("list-comma")))])
}

/// 412 / 40,000 户 · 计划 ¥1,236,000 · 已结算 ¥780,500
pub fn status(found: &Found, registry: &Registry, words: &Words) -> String {
    let (some, all) = (count(found.rows.len()), count(registry.len()));
    let (planned, settled) = (found.planned.yuan(), found.settled.yuan());
    words.with("registry-status", &[("found", &some), ("all", &all), ("planned", &planned), ("settled", &settled)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::DossierId;
    use crate::l10n::Language;
    use crate::registry::figures::{Figures, ItemFigures};

    fn record() -> Record {
        let summary = Summary {
            head: "巴特尔".into(),
            division: "152221".into(),
            village: "红峰嘎查".into(),
            stage: Stage::InWorks,
            conflicts: 2,
            ..Summary::default()
        };
        let mut figures = Figures { items: vec![ItemFigures::default()], planned: Fen(312_050), ..Figures::default() };
        figures.days.finish_by = Some(jiff::civil::date(2026, 11, 20).into());
        Record { id: DossierId::from_u128(1), summary, figures, missing: None }
    }

    #[test]
    fn cells_say_what_is_known_and_what_is_late() {
        let words = Words::of(Language::Chinese);
        let cell = |column, day| cell(&record(), column, jiff::civil::date(2026, 11, day).into(), words);
        assert_eq!(cell(Column::Banner, 24).text, "科尔沁右翼前旗");
        assert_eq!(cell(Column::Deadline, 24), Cell { text: "完工超 4 天".into(), tone: Some(Tone::Bad) });
        assert_eq!(cell(Column::Deadline, 20), Cell { text: "完工 11-20".into(), tone: None });
        assert_eq!(cell(Column::Planned, 24), Cell { text: "3,120.50".into(), tone: Some(Tone::Doubtful) });
        assert_eq!(cell(Column::Settled, 24).text, "", "nothing before the settlement");
        let spoken = spoken(&record(), jiff::civil::date(2026, 11, 24).into(), words);
        assert_eq!(spoken, "打开：巴特尔，科尔沁右翼前旗，红峰嘎查，施工中，完工超 4 天，2 处冲突");
        assert_eq!(count(40_000), "40,000");
    }
}
