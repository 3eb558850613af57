//! What the household list shows.

use jiff::civil::Date;

use crate::app::listing::{self, Filter};
use crate::division::Divisions;
use crate::dossier::stage::Stage;
use crate::dossier::summary::{Summary, VisitState};
use crate::l10n::Words;
use crate::registry::Registry;
use crate::registry::record::Record;
use crate::ui::widgets::{Icon, Tone};

/// The chosen households, kept until the question changes: choosing costs time, painting must not.
#[derive(Default)]
pub struct Chosen {
    asked: Option<(u64, Filter, String, Date)>,
    indices: Vec<u32>,
}

impl Chosen {
    pub fn of(&mut self, registry: &Registry, filter: Filter, typed: &str, today: Date) -> &[u32] {
        let same = self.asked.as_ref().is_some_and(|(revision, old, text, day)| {
            (*revision, *old, text.as_str(), *day) == (registry.revision(), filter, typed, today)
        });
        if !same {
            self.indices = listing::select(registry, filter, typed, today);
            self.asked = Some((registry.revision(), filter, typed.to_owned(), today));
        }
        &self.indices
    }
}

/// One row, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    /// Place in the route, for today's households.
    pub order: Option<i64>,
    /// "居力很镇 · 红峰嘎查": who drives there knows the banner.
    pub place: String,
    /// The same from the banner down.
    pub whole_place: String,
    /// "王秀兰 肢体·二级"
    pub persons: String,
    /// The planned day, when it is not today.
    pub day: Option<(String, Tone)>,
    pub state: (String, Tone, Icon),
    /// What to look at: missing answers, conflicts.
    pub remarks: Vec<(String, Tone)>,
}

impl Row {
    pub fn of(listed: &Record, today: Date, words: &Words) -> Self {
        let summary = &listed.summary;
        let name = if summary.head.is_empty() { words.text("list-no-name") } else { summary.head.clone() };
        let known = place(summary);
        let whole_place = if known.is_empty() { words.text("list-no-place") } else { known };
        let near = join(&[&summary.township, &summary.village, &summary.address]);
        let place = if near.is_empty() { whole_place.clone() } else { near };
        let order = summary.visit_order.filter(|_| summary.visit_date.is_some_and(|date| date <= today));
        Self {
            name,
            order,
            place,
            whole_place,
            persons: persons(summary, words),
            day: day(summary, today, words),
            state: state(summary, words),
            remarks: remarks(listed, words),
        }
    }

    /// Everything in one sentence, for those who hear the list.
    pub fn spoken(&self, words: &Words) -> String {
        let mut parts = vec![self.name.as_str(), &self.persons, &self.whole_place, &self.state.0];
        parts.extend(self.day.iter().map(|(text, _)| text.as_str()));
        parts.extend(self.remarks.iter().map(|(text, _)| text.as_str()));
        parts.retain(|part| !part.is_empty());
        let comma = words.text("list-comma");
        words.with("list-open", &[("name", &parts.join(&comma))])
    }
}

/// Where the household is, from the banner down.
pub fn place(summary: &Summary) -> String {
    let banner = Divisions::built_in().get(&summary.division).map_or("", |division| &*division.name);
    join(&[banner, &summary.township, &summary.village, &summary.address])
}

fn join(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn persons(summary: &Summary, words: &Words) -> String {
    let person = |person: &crate::dossier::summary::PersonSummary| {
        let badge = person.disability.map(|disability| disability.text(words.language()));
        // The head's own name stands above already.
        let name = Some(person.name.clone()).filter(|name| *name != summary.head);
        [name, badge].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    };
    summary.persons.iter().map(person).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
}

fn day(summary: &Summary, today: Date, words: &Words) -> Option<(String, Tone)> {
    let date = summary.visit_date.filter(|date| *date != today)?;
    let text = date.strftime("%m-%d").to_string();
    let overdue = date < today && summary.visit != VisitState::Finished;
    let (key, tone) = if overdue { ("list-day-overdue", Tone::Doubtful) } else { ("list-day-on", Tone::Neutral) };
    Some((words.with(key, &[("date", &text)]), tone))
}

/// How far the visit is; beyond it, the stage of the programme.
fn state(summary: &Summary, words: &Words) -> (String, Tone, Icon) {
    let stage = summary.stage;
    let (tone, icon) = match stage {
        Stage::Untouched | Stage::Surveying | Stage::Surveyed => return visited(summary.visit, words),
        Stage::Rectifying => (Tone::Doubtful, Icon::Warning),
        Stage::Archived => (Tone::Good, Icon::Folder),
        Stage::Accepted | Stage::Settled => (Tone::Good, Icon::Check),
        _ => (Tone::Neutral, Icon::Half),
    };
    (words.text(stage.key()), tone, icon)
}

fn visited(visit: VisitState, words: &Words) -> (String, Tone, Icon) {
    match visit {
        VisitState::Untouched => (words.text("list-state-untouched"), Tone::Neutral, Icon::Circle),
        VisitState::Begun => (words.text("list-state-begun"), Tone::Doubtful, Icon::Half),
        VisitState::Finished => (words.text("list-state-finished"), Tone::Good, Icon::Check),
    }
}

fn remarks(listed: &Record, words: &Words) -> Vec<(String, Tone)> {
    let mut remarks = Vec::new();
    if listed.summary.conflicts > 0 {
        let count = listed.summary.conflicts.to_string();
        remarks.push((words.with("list-conflicts", &[("count", &count)]), Tone::Bad));
    }
    let missing = listed.missing.filter(|missing| *missing > 0 && listed.summary.visit != VisitState::Untouched);
    if let Some(missing) = missing {
        remarks.push((words.with("list-missing", &[("count", &missing.to_string())]), Tone::Missing));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::summary::{Disability, PersonSummary};
    use crate::id::DossierId;
    use crate::l10n::Language;
    use crate::registry::figures::Figures;

    #[test]
    fn a_row_says_who_where_when_and_how_far() {
        let person = PersonSummary {
            name: "王秀兰".into(),
            disability: Some(Disability { category: 4, grade: 2 }),
            ..PersonSummary::default()
        };
        let summary = Summary {
            head: "巴特尔".into(),
            persons: vec![person],
            division: "152221".into(),
            village: "红峰嘎查".into(),
            visit_date: Some(jiff::civil::date(2026, 11, 20)),
            visit_order: Some(2),
            visit: VisitState::Begun,
            conflicts: 1,
            ..Summary::default()
        };
        let listed = Record { id: DossierId::from_u128(1), summary, figures: Figures::default(), missing: Some(3) };
        let row = Row::of(&listed, jiff::civil::date(2026, 11, 24), Words::of(Language::Chinese));
        assert_eq!((row.place.as_str(), row.whole_place.as_str()), ("红峰嘎查", "科尔沁右翼前旗 · 红峰嘎查"));
        assert_eq!(row.persons, "王秀兰 肢体·二级");
        assert_eq!(row.day, Some(("原定 11-20".to_owned(), Tone::Doubtful)));
        assert_eq!(row.order, Some(2));
        let spoken = row.spoken(Words::of(Language::English));
        assert_eq!(row.remarks.len(), 2);
        assert!(spoken.starts_with("Open: 巴特尔, 王秀兰"), "{spoken}");
    }
}
