//! What the screen of duplicates shows, built once for every change.

use crate::app::desk::duplicates::{Duplicates, Opened};
use crate::app::program::Program;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::registry::duplicates::queue::{Brief, Case, Done, Matter, Queue};
use crate::registry::duplicates::{Level, Pair, Reason};
use crate::ui::widgets::Tone;

use super::case_data::CaseData;

/// Which part of the queue is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    /// Certain, likely, disputed, and what came later.
    #[default]
    Pending,
    Possible,
    Later,
    History,
}

impl Tab {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Possible, Self::Later, Self::History];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Pending => "duplicate-tab-pending",
            Self::Possible => "duplicate-tab-possible",
            Self::Later => "duplicate-tab-later",
            Self::History => "duplicate-tab-history",
        }
    }

    fn takes(self, case: &Case, kept: &Duplicates) -> bool {
        let later = kept.later.contains(&case.homes);
        match self {
            Self::Pending => !later && case.level() >= Level::Likely,
            Self::Possible => !later && case.level() == Level::Possible,
            Self::Later => later,
            Self::History => false,
        }
    }
}

/// A line of the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub homes: Vec<DossierId>,
    pub title: String,
    pub place: String,
    pub why: String,
    pub mark: (String, Tone),
    pub done: Option<Done>,
}

impl Line {
    /// In one sentence, for those who hear the list.
    pub fn spoken(&self, words: &Words) -> String {
        let comma = words.text("list-comma");
        let parts = [&self.title, &self.mark.0, &self.why, &self.place];
        let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        words.with("duplicate-open", &[("what", &parts.join(&comma))])
    }
}

/// The queue as it is looked at: places in it, chosen once for every change. Only lines that are seen are put in words.
#[derive(Default)]
pub struct Kept {
    asked: Option<(u64, Tab, String, bool)>,
    /// Places in the cases, or in the history.
    pub places: Vec<u32>,
    pub counts: [usize; 4],
    case: Option<(u64, bool, Option<CaseData>)>,
}

impl Kept {
    /// Chooses anew where something has changed.
    pub fn look(&mut self, kept: &Duplicates, tab: Tab, typed: &str) {
        let Some(queue) = &kept.queue else { return };
        let asked = (kept.revision, tab, typed.trim().to_lowercase(), true);
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let count = |tab: Tab| match tab {
            Tab::History => queue.history.len(),
            tab => queue.cases.iter().filter(|case| tab.takes(case, kept)).count(),
        };
        self.counts = Tab::ALL.map(count);
        let wanted = asked.2.as_str();
        let found = |homes: &[DossierId]| wanted.is_empty() || homes.iter().any(|home| matches(queue, *home, wanted));
        self.places = match tab {
            Tab::History => chosen(&queue.history, |done| found(&done.homes())),
            tab => chosen(&queue.cases, |case| tab.takes(case, kept) && found(&case.homes)),
        };
        self.asked = Some(asked);
    }

    /// The open case in words.
    pub fn case(&mut self, program: &Program, words: &Words) -> Option<&CaseData> {
        let kept = &program.desk.duplicates;
        let asked = (kept.revision, words.language() == crate::l10n::Language::Chinese);
        if self.case.as_ref().is_none_or(|(revision, chinese, _)| (*revision, *chinese) != asked) {
            let data = kept.opened.as_ref().map(|opened| CaseData::of(program, opened, words));
            self.case = Some((asked.0, asked.1, data));
        }
        self.case.as_ref()?.2.as_ref()
    }
}

fn chosen<T>(all: &[T], takes: impl Fn(&T) -> bool) -> Vec<u32> {
    (0_u32..).zip(all).filter(|(_, one)| takes(one)).map(|(place, _)| place).collect()
}

fn matches(queue: &Queue, home: DossierId, wanted: &str) -> bool {
    queue.briefs.get(&home).is_some_and(|brief| {
        let texts = [&brief.head, &brief.village, &brief.address].into_iter().chain(&brief.persons);
        texts.into_iter().any(|text| text.to_lowercase().contains(wanted))
    })
}

/// A case as a line.
pub fn line(queue: &Queue, case: &Case, words: &Words) -> Line {
    let briefs: Vec<Brief> =
        case.homes.iter().map(|home| queue.briefs.get(home).cloned().unwrap_or_default()).collect();
    let names: Vec<String> = briefs.iter().map(|brief| head(&brief.head, words)).collect();
    let (mark, why) = match &case.matter {
        Matter::Disputed => ((words.text("duplicate-kind-disputed"), Tone::Bad), String::new()),
        Matter::News(count) => {
            let count = count.to_string();
            let text = words.with("duplicate-news-text", &[("whole", &names[0]), ("count", &count)]);
            ((words.text("duplicate-kind-news"), Tone::Doubtful), text)
        }
        Matter::Candidate(candidate) => {
            let tone = tone(candidate.level());
            let kind = words.text(candidate.kind().key());
            let mark = format!("{} · {kind}", words.text(candidate.level().key()));
            let reason = candidate.pairs.first().and_then(|pair| pair.reasons.first());
            ((mark, tone), reason.map(|reason| reason.text(words)).unwrap_or_default())
        }
    };
    let mut villages: Vec<String> =
        briefs.into_iter().map(|brief| brief.village).filter(|text| !text.is_empty()).collect();
    villages.dedup();
    let title = names.join(" / ");
    Line { homes: case.homes.clone(), title, place: villages.join(" / "), why, mark, done: None }
}

/// A decision as a line.
pub fn history_line(queue: &Queue, done: Done, words: &Words) -> Line {
    let [first, second] = done
        .homes()
        .map(|home| head(queue.briefs.get(&home).map(|brief| brief.head.as_str()).unwrap_or_default(), words));
    let village = queue.briefs.get(&done.homes()[0]).map(|brief| brief.village.clone()).unwrap_or_default();
    let title = match done {
        Done::Joined { .. } => words.with("duplicate-done-joined", &[("part", &second), ("whole", &first)]),
        Done::Apart(_) => words.with("duplicate-done-apart", &[("a", &first), ("b", &second)]),
        Done::Moved { .. } => words.with("duplicate-done-moved", &[("part", &second), ("whole", &first)]),
    };
    Line {
        homes: done.homes().to_vec(),
        title,
        place: village,
        why: String::new(),
        mark: (String::new(), Tone::Neutral),
        done: Some(done),
    }
}

/// The head's name, or that there is none.
pub fn head(name: &str, words: &Words) -> String {
    if name.is_empty() { words.text("duplicate-no-head") } else { name.to_owned() }
}

pub const fn tone(level: Level) -> Tone {
    match level {
        Level::Certain => Tone::Bad,
        Level::Likely => Tone::Doubtful,
        Level::Possible => Tone::Neutral,
    }
}

/// Every reason once, the weightiest first.
pub fn reasons(opened: &Opened, words: &Words) -> Vec<String> {
    let Matter::Candidate(candidate) = &opened.case.matter else { return Vec::new() };
    let mut all: Vec<&Reason> = candidate.pairs.iter().flat_map(|pair: &Pair| &pair.reasons).collect();
    all.sort_by_key(|reason| std::cmp::Reverse(reason.weight()));
    let mut texts = Vec::new();
    for text in all.into_iter().map(|reason| reason.text(words)) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}
