//! What the screen of documents shows.

use crate::app::papers::{Of, Outcome, kinds_of};
use crate::app::program::Program;
use crate::dossier::summary::Summary;
use crate::l10n::Words;
use crate::report::model::Kind;

/// Problems that are listed of one batch; the count says how many there are.
const MOST_LISTED: usize = 12;

/// A choice of households with its words: "这一户：王甲山", "已签字 12 户".
pub type Choice = (Of, String);

/// Everything on the screen.
pub struct PapersData {
    pub kinds: Vec<(Kind, String)>,
    pub whose: Vec<Choice>,
    pub folder: String,
}

impl PapersData {
    pub fn of(program: &Program, words: &Words) -> Self {
        Self {
            kinds: kinds_of(program.role).into_iter().map(|kind| (kind, words.text(kind.key()))).collect(),
            whose: whose(program, words),
            folder: program.papers_folder().display().to_string(),
        }
    }
}

fn whose(program: &Program, words: &Words) -> Vec<Choice> {
    let mut choices = Vec::new();
    if let Some(visit) = &program.visit {
        let head = Summary::of(&visit.dossier).head;
        let name = if head.is_empty() { words.text("list-no-name") } else { head };
        choices.push((Of::This, words.with("paper-of-this", &[("name", &name)])));
    }
    let selected = program.paper_households(Of::Selected).len();
    if selected > 0 {
        choices.push((Of::Selected, words.with("paper-of-selected", &[("count", &selected.to_string())])));
    }
    for (stage, count) in program.registry.stages() {
        let (stage_text, count) = (words.text(stage.key()), count.to_string());
        choices.push((Of::At(stage), words.with("paper-of-stage", &[("stage", &stage_text), ("count", &count)])));
    }
    let all = program.registry.len().to_string();
    choices.push((Of::All, words.with("paper-of-all", &[("count", &all)])));
    choices
}

/// What came of a batch: the sentence, and what went wrong.
pub fn outcome(outcome: &Outcome, words: &Words) -> (String, Vec<String>) {
    let (files, pages) = (outcome.files.to_string(), outcome.pages.to_string());
    let folder = outcome.folder.display().to_string();
    let made = words.with("paper-made", &[("files", &files), ("pages", &pages), ("folder", &folder)]);
    let mut told = Vec::new();
    if outcome.stopped {
        told.push(words.text("paper-stopped"));
    }
    if outcome.empty > 0 {
        told.push(words.with("paper-empty", &[("count", &outcome.empty.to_string())]));
    }
    for problem in outcome.problems.iter().take(MOST_LISTED) {
        let mut place = problem.place.file.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
        if let Some((line, column)) = problem.place.line_column {
            let (line, column) = (line.to_string(), column.to_string());
            place = words.with("paper-place", &[("file", &place), ("line", &line), ("column", &column)]);
        }
        let household = problem.place.dossier.map(|id| id.to_string()).unwrap_or_default();
        let before: Vec<&str> = [&*household, &*place].into_iter().filter(|part| !part.is_empty()).collect();
        let problem = words.problem(problem);
        told.push(if before.is_empty() { problem } else { format!("{}\n{problem}", before.join(" · ")) });
    }
    if outcome.problems.len() > MOST_LISTED {
        let left = (outcome.problems.len() - MOST_LISTED).to_string();
        told.push(words.with("paper-more", &[("count", &left)]));
    }
    (made, told)
}
