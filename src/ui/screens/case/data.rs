//! What the household's file shows, built once for every change.

use crate::app::command::Command;
use crate::app::program::Program;
use crate::app::visit::Visit;
use crate::app::way;
use crate::dossier::review::ReviewState;
use crate::dossier::stage::{Stage, Standing, step_path};
use crate::dossier::summary::Summary;
use crate::l10n::Words;
use crate::plan::agreement;
use crate::role::Role;
use crate::stamp::Dot;
use crate::ui::screens::households::data::place;
use crate::ui::widgets::{Icon, Tone};

/// Everything on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseData {
    pub title: String,
    pub subtitle: String,
    /// The current stage, large.
    pub stage: String,
    /// Who brought it there, and when.
    pub since: String,
    pub way: Vec<Station>,
    pub next: Option<Action>,
    /// What still lacks for the next step, each one tap from its place.
    pub lacks: Vec<Lack>,
    pub others: Vec<Action>,
    pub dispute: Vec<Claimed>,
    /// The survey was opened again elsewhere, while the household had gone on to this stage.
    pub reopened: Option<String>,
    pub conflicts: u32,
    /// Where the review stands, once there is something to review.
    pub review: Option<(String, Tone)>,
    /// Answers given under older versions of the forms that have no place any more.
    pub earlier: Vec<(String, String)>,
    pub photos: u32,
    pub gallery: Vec<super::gallery::Group>,
    /// What has changed since the family signed: a new signature is needed.
    pub stale: Vec<String>,
    /// When the household is to be visited again, and whether that is late.
    pub return_visit: Option<(String, Tone)>,
    pub undo: Option<String>,
    pub redo: Option<String>,
}

/// One stage of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    pub label: String,
    pub place: Place,
    /// "2026-11-24 · 王评估"; empty where nothing tells.
    pub when: String,
}

/// Where a station lies as seen from the household.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Passed,
    Here,
    Ahead,
}

/// Something that can be done, and why not, if so.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    pub text: String,
    pub icon: Icon,
    pub command: Command,
    /// Why it cannot be done now; shown below the greyed button.
    pub refused: Option<String>,
}

/// Something that lacks for the next step.
#[derive(Clone, Debug, PartialEq)]
pub struct Lack {
    pub text: String,
    /// It stops the step; otherwise it is only to be known.
    pub stops: bool,
    /// Leads to its place.
    pub go: Vec<Command>,
}

/// What one device says about where the household stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    pub dot: Dot,
    pub stage: String,
    pub when: String,
}

/// The stations in their order; rectifying is shown only while it is.
const STATIONS: [Stage; 11] = [
    Stage::Surveyed,
    Stage::Planned,
    Stage::Agreed,
    Stage::Noticed,
    Stage::Ordered,
    Stage::InWorks,
    Stage::Done,
    Stage::Rectifying,
    Stage::Accepted,
    Stage::Settled,
    Stage::Archived,
];

impl CaseData {
    pub fn of(program: &Program, visit: &Visit, words: &Words) -> Self {
        let language = words.language();
        let summary = Summary::of(&visit.dossier);
        let standing = Standing::of(&visit.dossier);
        let stage = Stage::of(&visit.dossier);
        let named = Namer { words };
        let title = if summary.head.is_empty() { words.text("visit-untitled") } else { summary.head.clone() };
        let mut data = Self {
            title,
            subtitle: place(&summary),
            stage: words.text(stage.key()),
            since: named.reached(visit, stage),
            way: way_of(visit, stage, &named),
            next: None,
            lacks: Vec::new(),
            others: Vec::new(),
            dispute: Vec::new(),
            reopened: None,
            conflicts: summary.conflicts,
            review: review(&summary, words),
            earlier: program.earlier_answers(&visit.dossier, language),
            photos: summary.photos,
            gallery: super::gallery::groups(&visit.dossier),
            stale: stale(visit, stage, words),
            return_visit: return_visit(program, visit, words),
            undo: visit.history.undo_label().map(|label| label.text(language)),
            redo: visit.history.redo_label().map(|label| label.text(language)),
        };
        match standing {
            Standing::At(stage) => super::next::fill(&mut data, program, visit, stage, words),
            Standing::Disputed(claims) => {
                data.dispute = claims
                    .iter()
                    .map(|claim| Claimed {
                        dot: claim.dot,
                        stage: words.text(claim.stage.key()),
                        when: named.by(claim.at.date(), &claim.author),
                    })
                    .collect();
            }
            Standing::SurveyReopened(stage) => data.reopened = Some(words.text(stage.key())),
        }
        data
    }

    /// The command that settles the dispute for what this device says.
    pub fn settle(dot: Dot) -> Command {
        Command::Settle { path: step_path(), dot }
    }
}

fn review(summary: &Summary, words: &Words) -> Option<(String, Tone)> {
    let tone = match summary.review {
        ReviewState::Unfinished => return None,
        // Without a review nobody waits for one once the plan is made.
        ReviewState::Waiting if summary.stage > Stage::Surveyed => return None,
        ReviewState::Waiting => Tone::Neutral,
        ReviewState::Approved => Tone::Good,
        ReviewState::SentBack | ReviewState::Disputed => Tone::Bad,
    };
    Some((words.text(summary.review.key()), tone))
}

/// Before the signature a changed plan is no matter; afterwards it is said what has changed.
fn stale(visit: &Visit, stage: Stage, words: &Words) -> Vec<String> {
    if stage < Stage::Surveyed {
        return Vec::new();
    }
    let changes = agreement::changes_since_sealed(&visit.dossier);
    changes.iter().map(|change| change.text(words)).collect()
}

fn return_visit(program: &Program, visit: &Visit, words: &Words) -> Option<(String, Tone)> {
    let due = way::ReturnVisit::of(&visit.dossier, &program.rules.programme)?;
    let text = |date: jiff::civil::Date| date.strftime("%Y-%m-%d").to_string();
    let (from, until) = (text(due.from), text(due.until));
    let args = [("from", &*from), ("until", &*until)];
    let today = program.today();
    Some(match due.done {
        Some(done) => (words.with("case-return-done", &[("date", &text(done))]), Tone::Good),
        None if due.is_late(today) => (words.with("case-return-late", &args), Tone::Bad),
        None if due.is_due(today) => (words.with("case-return-due", &args), Tone::Doubtful),
        None => (words.with("case-return-later", &args), Tone::Neutral),
    })
}

struct Namer<'a> {
    words: &'a Words,
}

impl Namer<'_> {
    fn by(&self, date: jiff::civil::Date, author: &str) -> String {
        let date = date.strftime("%Y-%m-%d").to_string();
        if author.is_empty() { date } else { self.words.with("case-when", &[("date", &date), ("author", author)]) }
    }

    fn reached(&self, visit: &Visit, stage: Stage) -> String {
        way::reached(&visit.dossier, stage)
            .map_or_else(String::new, |milestone| self.by(milestone.date, &milestone.author))
    }
}

fn way_of(visit: &Visit, here: Stage, named: &Namer<'_>) -> Vec<Station> {
    let shown = STATIONS.into_iter().filter(|stage| *stage != Stage::Rectifying || here == Stage::Rectifying);
    let station = |stage: Stage| {
        let place = match stage.cmp(&here) {
            std::cmp::Ordering::Less => Place::Passed,
            std::cmp::Ordering::Equal => Place::Here,
            std::cmp::Ordering::Greater => Place::Ahead,
        };
        let when = if place == Place::Ahead { String::new() } else { named.reached(visit, stage) };
        Station { label: named.words.text(stage.key()), place, when }
    };
    shown.map(station).collect()
}

/// The data of the last change; building costs time, painting must not.
#[derive(Default)]
pub struct Kept {
    asked: Option<(crate::id::DossierId, u64, crate::l10n::Language, Role, bool)>,
    data: Option<CaseData>,
}

impl Kept {
    /// Builds the data anew where something has changed.
    pub fn of(&mut self, program: &Program, visit: &Visit, words: &Words) -> &CaseData {
        let asked = (visit.dossier.id, visit.revision, words.language(), program.role, program.read_only.is_some());
        if self.asked.as_ref() != Some(&asked) {
            self.asked = Some(asked);
            self.data = None;
        }
        self.data.get_or_insert_with(|| CaseData::of(program, visit, words))
    }
}
