//! What a line of the list of works says.

use jiff::civil::Date;

use crate::app::works::jobs::{Job, JobFilter, Jobs};
use crate::app::works::sheet::Side;
use crate::dossier::stage::Stage;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::ui::widgets::{Icon, Tone};

/// The chosen works, kept until the question changes.
#[derive(Default)]
pub struct Chosen {
    asked: Option<(u64, JobFilter, String, Date)>,
    ids: Vec<DossierId>,
}

impl Chosen {
    pub fn of(&mut self, jobs: &Jobs, filter: JobFilter, typed: &str, side: Side, today: Date) -> &[DossierId] {
        let asked = (jobs.revision(), filter, typed.to_owned(), today);
        if self.asked.as_ref() != Some(&asked) {
            self.ids = jobs.select(filter, typed, side, today);
            self.asked = Some(asked);
        }
        &self.ids
    }
}

/// One line, in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub name: String,
    pub place: String,
    pub state: (String, Tone, Icon),
    /// When it is due, or by how much it is late.
    pub due: Option<(String, Tone)>,
    /// "2/5 项"
    pub items: String,
    /// What waits: unread, changes, what is to be put right.
    pub remarks: Vec<(String, Tone)>,
}

impl Row {
    pub fn of(job: &Job, side: Side, today: Date, words: &Words) -> Self {
        let counted = |key: &str, count: usize| words.with(key, &[("count", &count.to_string())]);
        let mut remarks = Vec::new();
        if job.defects > 0 {
            remarks.push((counted("works-count-defects", job.defects), Tone::Bad));
        }
        if job.unread > 0 {
            remarks.push((counted("works-count-unread", job.unread), Tone::Doubtful));
        }
        if job.pending > 0 {
            let tone = if side == Side::Office { Tone::Doubtful } else { Tone::Neutral };
            remarks.push((counted("works-count-pending", job.pending), tone));
        }
        let name = if job.head.is_empty() { words.text("list-no-name") } else { job.head.clone() };
        let place = if job.address.is_empty() { words.text("list-no-place") } else { job.address.clone() };
        let (done, of) = (job.done.to_string(), job.items.to_string());
        Self {
            name,
            place,
            state: state(job.stage, words),
            due: due(job, today, words),
            items: words.with("works-items-done", &[("done", &done), ("count", &of)]),
            remarks,
        }
    }

    /// Everything in one sentence, for those who hear the list.
    pub fn spoken(&self, words: &Words) -> String {
        let mut parts = vec![self.name.as_str(), &self.place, &self.state.0, &self.items];
        parts.extend(self.due.iter().map(|(text, _)| text.as_str()));
        parts.extend(self.remarks.iter().map(|(text, _)| text.as_str()));
        let comma = words.text("list-comma");
        words.with("list-open", &[("name", &parts.join(&comma))])
    }
}

/// The stage with the look of its state.
pub fn state(stage: Stage, words: &Words) -> (String, Tone, Icon) {
    let (tone, icon) = match stage {
        Stage::InWorks => (Tone::Doubtful, Icon::Half),
        Stage::Rectifying => (Tone::Bad, Icon::Warning),
        Stage::Done => (Tone::Good, Icon::Check),
        stage if stage > Stage::Rectifying => (Tone::Good, Icon::Check),
        _ => (Tone::Neutral, Icon::Circle),
    };
    (words.text(stage.key()), tone, icon)
}

fn due(job: &Job, today: Date, words: &Words) -> Option<(String, Tone)> {
    let due = job.due.filter(|_| job.is_open())?;
    let day = due.strftime("%m-%d").to_string();
    let days = (due - today).get_days();
    Some(if days < 0 {
        (words.with("works-late", &[("days", &(-days).to_string()), ("day", &day)]), Tone::Bad)
    } else if days == 0 {
        (words.text("works-due-today"), Tone::Doubtful)
    } else {
        (words.with("works-due", &[("day", &day)]), Tone::Neutral)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::l10n::Language;

    fn job(stage: Stage, due: Option<Date>) -> Job {
        Job {
            id: DossierId::from_u128(1),
            stage,
            head: "其木格".into(),
            village: "红峰嘎查".into(),
            address: "红峰嘎查 · 二组".into(),
            phone: String::new(),
            contractor: "宏达".into(),
            number: String::new(),
            start: None,
            due,
            items: 3,
            done: 1,
            defects: 0,
            unread: 2,
            pending: 1,
        }
    }

    #[test]
    fn a_line_says_what_is_late_and_what_waits() {
        let today = jiff::civil::date(2026, 11, 24);
        let words = Words::of(Language::Chinese);
        let late = Row::of(&job(Stage::InWorks, Some(jiff::civil::date(2026, 11, 20))), Side::Builder, today, words);
        assert_eq!(late.due, Some(("逾期 4 天（11-20）".to_owned(), Tone::Bad)));
        assert_eq!(late.items, "1/3 项");
        assert_eq!(late.remarks.len(), 2);
        let done = Row::of(&job(Stage::Done, Some(jiff::civil::date(2026, 11, 20))), Side::Builder, today, words);
        assert_eq!(done.due, None, "what is done is not late");
        let english = Row::of(&job(Stage::Ordered, Some(today)), Side::Office, today, Words::of(Language::English));
        assert_eq!(english.due, Some(("Due today".to_owned(), Tone::Doubtful)));
        assert!(english.spoken(Words::of(Language::English)).starts_with("Open: 其木格, "));
    }
}
