//! What the inbox shows.

use std::path::{Path, PathBuf};

use crate::app::desk::merge::Chosen;
use crate::app::merge::written::Past;
use crate::app::merge::{End, Outcome, Phase, Reached, Report, Source, SourceKind};
use crate::id::DossierId;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::ui::widgets::{Icon, Tone};

/// Problems that are listed of one kind; the count says how many there are.
const MOST_LISTED: usize = 12;
/// Merges of the past that are listed.
const MOST_PAST: usize = 8;

/// One line of what shall be merged.
#[derive(Clone, Debug, PartialEq)]
pub struct InputRow {
    pub path: PathBuf,
    pub icon: Icon,
    pub name: String,
    pub place: String,
    /// What is in it; empty until that is known.
    pub holds: Vec<(Tone, String)>,
}

impl InputRow {
    pub fn of(chosen: &Chosen, words: &Words) -> Self {
        let path = chosen.path.clone();
        let place = path.parent().map(|place| place.display().to_string()).unwrap_or_default();
        let icon = if chosen.path.extension().is_some() { Icon::Note } else { Icon::Folder };
        let holds = match &chosen.found {
            None => vec![(Tone::Neutral, words.text("merge-looking"))],
            Some((sources, problems)) => holds(sources, problems, words),
        };
        Self { name: name_of(&path), path, icon, place, holds }
    }
}

/// The last part of a path; the whole where it has none, as a drive.
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn holds(sources: &[Source], problems: &[Problem], words: &Words) -> Vec<(Tone, String)> {
    let count = |kind| sources.iter().filter(|source| source.kind == kind).count();
    let dossiers: usize = sources.iter().map(|source| source.dossiers).sum();
    let journals: usize = sources.iter().map(|source| source.journals).sum();
    let mut parts = Vec::new();
    for (key, count) in [
        ("merge-holds-workspaces", count(SourceKind::Workspace)),
        ("merge-holds-packages", count(SourceKind::Package)),
        ("merge-holds-dossiers", dossiers),
        ("merge-holds-journals", journals),
        ("merge-holds-photos", sources.iter().map(|source| source.photos).sum()),
    ] {
        if count > 0 {
            parts.push(words.with(key, &[("count", &count.to_string())]));
        }
    }
    let mut lines = Vec::new();
    if dossiers + journals + count(SourceKind::Package) == 0 {
        lines.push((Tone::Doubtful, words.text("merge-holds-nothing")));
    } else {
        lines.push((Tone::Good, parts.join(" · ")));
    }
    // Other kinds of files are usual on a stick and are counted after the merge.
    let told = problems.iter().find(|problem| !["merge-foreign-file", "merge-link"].contains(&problem.key));
    lines.extend(told.map(|problem| (Tone::Doubtful, words.problem(problem))));
    lines
}

/// How far a merge is: the words and the share that is done.
pub fn under_way(reached: Reached, words: &Words) -> (String, f32) {
    let Reached { phase, found, done, total } = reached;
    match phase {
        Phase::Finding => (words.with("merge-finding", &[("count", &found.to_string())]), 0.0),
        Phase::Joining => {
            let (done_text, total_text) = (done.to_string(), total.to_string());
            let text = words.with("merge-joining", &[("done", &done_text), ("total", &total_text)]);
            (text, done as f32 / total.max(1) as f32)
        }
    }
}

/// Where a line of the report leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    Nowhere,
    Conflicts,
    /// To the register, with these households.
    Households(Vec<DossierId>),
    /// To the folder with what could not be read.
    Kept,
    /// The same inputs once more.
    Again,
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportLine {
    pub tone: Tone,
    pub text: String,
    /// Single cases, as far as they are listed.
    pub more: Vec<String>,
    pub leads: Leads,
}

/// The report of the last merge in plain words.
pub fn report_lines(report: &Report, words: &Words) -> Vec<ReportLine> {
    let totals = &report.totals;
    let mut lines = vec![first_line(report, words)];
    let mut line = |count: usize, households: usize, key, tone, more, leads| {
        if count > 0 {
            let (count, households) = (count.to_string(), households.to_string());
            let text = words.with(key, &[("count", &count), ("households", &households)]);
            lines.push(ReportLine { tone, text, more, leads });
        }
    };
    let households = |wanted: &dyn Fn(&crate::app::merge::Household) -> bool| -> Vec<DossierId> {
        report.households.iter().filter(|household| wanted(household)).map(|household| household.id).collect()
    };
    let news =
        |household: &crate::app::merge::Household| matches!(household.outcome, Outcome::New | Outcome::Changed { .. });
    let came = households(&news);
    line(came.len(), 0, "merge-came", Tone::Neutral, Vec::new(), Leads::Households(came.clone()));
    line(totals.conflicts, totals.conflict_households, "merge-conflicts", Tone::Doubtful, Vec::new(), Leads::Conflicts);
    let lacking = report.lacking.iter().map(|(id, _)| *id).collect();
    let lacks = Leads::Households(lacking);
    line(totals.missing, totals.missing_households, "merge-missing", Tone::Doubtful, Vec::new(), lacks);
    line(totals.photos, 0, "merge-photos", Tone::Good, Vec::new(), Leads::Nowhere);
    let unread = list(report.unread.iter().map(|unread| &unread.why), words);
    let kept = report.unread.iter().any(|unread| unread.kept.is_some());
    let leads = if kept { Leads::Kept } else { Leads::Nowhere };
    line(totals.unread, 0, "merge-unread", Tone::Bad, unread, leads);
    let refused = report.households.iter().filter_map(|household| match &household.outcome {
        Outcome::Refused(why) => Some(why),
        _ => None,
    });
    line(totals.refused, 0, "merge-refused", Tone::Bad, list(refused, words), Leads::Nowhere);
    let skipped = list(report.skipped.iter(), words);
    line(totals.skipped, 0, "merge-skipped", Tone::Neutral, skipped, Leads::Nowhere);
    let problems = list(report.problems.iter(), words);
    line(report.problems.len(), 0, "merge-remarks", Tone::Neutral, problems, Leads::Nowhere);
    lines
}

fn first_line(report: &Report, words: &Words) -> ReportLine {
    let totals = &report.totals;
    let [new, changed, fields, unchanged, files, same] =
        [totals.new, totals.changed, totals.fields, totals.unchanged, totals.files, totals.same]
            .map(|count| count.to_string());
    let sums = [("new", &*new), ("changed", &*changed), ("fields", &*fields), ("unchanged", &*unchanged)];
    let sums = words.with("merge-sums", &sums);
    let files = words.with("merge-files", &[("files", &files), ("same", &same)]);
    let (tone, text, leads) = match &report.end {
        End::Done => {
            let seconds = format!("{:.1}", report.seconds);
            (Tone::Good, words.with("merge-done", &[("seconds", &seconds)]), Leads::Nowhere)
        }
        End::Stopped => (Tone::Doubtful, words.text("merge-stopped"), Leads::Again),
        End::Failed(problem) => (Tone::Bad, words.problem(problem), Leads::Again),
    };
    ReportLine { tone, text, more: vec![sums, files], leads }
}

/// File and line, the household, and why; the first of them.
fn list<'a>(problems: impl Iterator<Item = &'a Problem>, words: &Words) -> Vec<String> {
    let problems: Vec<&Problem> = problems.collect();
    let mut lines: Vec<String> = problems.iter().take(MOST_LISTED).map(|problem| told(problem, words)).collect();
    if problems.len() > MOST_LISTED {
        lines.push(words.with("merge-more", &[("count", &(problems.len() - MOST_LISTED).to_string())]));
    }
    lines
}

fn told(problem: &Problem, words: &Words) -> String {
    let mut place = problem.place.file.as_ref().map(|file| file.display().to_string()).unwrap_or_default();
    if let Some((line, column)) = problem.place.line_column {
        let (line, column) = (line.to_string(), column.to_string());
        place = words.with("paper-place", &[("file", &place), ("line", &line), ("column", &column)]);
    }
    let why = words.problem(problem);
    if place.is_empty() { why } else { format!("{place}\n{why}") }
}

/// Merges of the past: when, what came, and whether it was all.
pub fn past_lines(history: &[Past], words: &Words) -> Vec<(Tone, String, String)> {
    let line = |past: &Past| {
        let totals = &past.totals;
        let tone = match &*past.end {
            "done" if totals.unread + totals.refused == 0 => Tone::Good,
            "done" => Tone::Doubtful,
            _ => Tone::Bad,
        };
        let when = past.began.get(..16).unwrap_or(&past.began).replace('T', " ");
        let inputs: Vec<String> = past.inputs.iter().take(3).map(|input| name_of(Path::new(input))).collect();
        let mut what = format!("{when}  {}", inputs.join(" · "));
        if past.inputs.len() > inputs.len() {
            what.push_str(" …");
        }
        let [new, changed, fields, unchanged] =
            [totals.new, totals.changed, totals.fields, totals.unchanged].map(|count| count.to_string());
        let sums = [("new", &*new), ("changed", &*changed), ("fields", &*fields), ("unchanged", &*unchanged)];
        (tone, what, words.with("merge-sums", &sums))
    };
    history.iter().take(MOST_PAST).map(line).collect()
}
