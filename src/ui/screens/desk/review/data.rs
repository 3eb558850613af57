//! What the list of surveys to review shows, chosen once for every change.

use crate::app::program::Program;
use crate::dossier::review::ReviewState;
use crate::id::DossierId;
use crate::l10n::Words;
use crate::ui::screens::households::data::place;

/// One survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: DossierId,
    pub name: String,
    /// Place, and who surveyed.
    pub place: String,
    /// What deserves a look; `None` while nobody has looked.
    pub reasons: Option<Vec<String>>,
    /// Comments that wait for the surveyor.
    pub comments: u32,
}

/// What is asked of the list: revisions of the register and of the checks, the state, what was typed.
type Asked = (u64, u64, ReviewState, String);

/// The rows of the last question.
#[derive(Default)]
pub struct Kept {
    asked: Option<Asked>,
    pub rows: Vec<Row>,
    /// How many surveys are in each state, in the order of [`STATES`].
    pub counts: [usize; 4],
}

/// The states one can look at.
pub const STATES: [(ReviewState, &str); 4] = [
    (ReviewState::Waiting, "review-title"),
    (ReviewState::SentBack, "review-title-sent-back"),
    (ReviewState::Disputed, "review-title-disputed"),
    (ReviewState::Approved, "review-title-approved"),
];

impl Kept {
    /// Chooses anew where something has changed.
    pub fn of(&mut self, program: &Program, state: ReviewState, typed: &str, words: &Words) -> &Self {
        let asked = (program.registry.revision(), program.desk.review.revision(), state, typed.to_owned());
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.choose(program, state, typed, words);
        }
        self
    }

    fn choose(&mut self, program: &Program, state: ReviewState, typed: &str, words: &Words) {
        self.counts = [0; 4];
        self.rows.clear();
        let wanted = typed.trim().to_lowercase();
        for record in program.registry.iter() {
            let summary = &record.summary;
            // Beyond the survey the plan is what is decided about.
            let over = summary.stage > crate::dossier::stage::Stage::Surveyed && summary.review == ReviewState::Waiting;
            if let Some(place) = STATES.iter().position(|(known, _)| *known == summary.review).filter(|_| !over) {
                self.counts[place] += 1;
            }
            if summary.review != state || over {
                continue;
            }
            let name = if summary.head.is_empty() { words.text("list-no-name") } else { summary.head.clone() };
            let surveyor = &record.figures.surveyed_by;
            let parts = [place(summary), surveyor.clone()];
            let shown = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
            if !wanted.is_empty() && !format!("{name} {shown}").to_lowercase().contains(&wanted) {
                continue;
            }
            let reasons = program.desk.review.reasons(record.id);
            let reasons = reasons.map(|reasons| reasons.iter().map(|reason| reason.text(words)).collect());
            self.rows.push(Row { id: record.id, name, place: shown, reasons, comments: summary.comments });
        }
        self.rows.sort_by_key(|row: &Row| {
            let found = row.reasons.as_ref().map_or(0, Vec::len);
            (std::cmp::Reverse(found), row.place.clone(), row.id)
        });
    }
}
