//! The report as a file: JSON for scripts, and in `merges/` of the workspace for whoever asks later what came when.
//!
//! Names and numbers of persons are not in it: a household stands there by its id.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::report::{End, Outcome, Report, Totals};
use super::sources::{Source, SourceKind};
use crate::l10n::Words;
use crate::problem::{Problem, Severity};
use crate::store::Workspace;

/// Of the shape below.
const FORMAT: u32 = 1;
/// Merges that are listed; the files of older ones stay.
const MOST_LISTED: usize = 30;
/// A report of 40,000 households has 6 MB.
const MAX_REPORT_BYTES: u64 = 64 << 20;
/// The folder in the workspace.
const FOLDER: &str = "merges";

#[derive(Serialize)]
struct Wire {
    tantu_merge: u32,
    began: String,
    seconds: f64,
    end: &'static str,
    failure: Option<WireProblem>,
    dry_run: bool,
    inputs: Vec<String>,
    totals: Totals,
    sources: Vec<WireSource>,
    households: Vec<WireHousehold>,
    missing_photos: Vec<WireMissing>,
    unread: Vec<WireUnread>,
    skipped: Vec<WireProblem>,
    problems: Vec<WireProblem>,
}

#[derive(Serialize)]
struct WireSource {
    kind: &'static str,
    path: String,
    device: Option<String>,
    role: Option<String>,
    dossiers: usize,
    journals: usize,
    photos: usize,
    foreign: usize,
}

#[derive(Serialize)]
struct WireHousehold {
    id: String,
    outcome: &'static str,
    fields: usize,
    conflicts: usize,
    missing_photos: usize,
    files: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<WireProblem>,
}

#[derive(Serialize)]
struct WireMissing {
    id: String,
    photos: usize,
}

#[derive(Serialize)]
struct WireUnread {
    #[serde(flatten)]
    why: WireProblem,
    kept: Option<String>,
}

#[derive(Serialize)]
struct WireProblem {
    problem: &'static str,
    severity: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    household: Option<String>,
}

/// A merge of the past, as far as it is listed.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Past {
    /// RFC 3339.
    pub began: String,
    pub seconds: f64,
    /// `done`, `stopped` or `failed`.
    pub end: String,
    pub inputs: Vec<String>,
    pub totals: Totals,
}

/// The report as JSON, with problems in the words of `words`.
pub fn to_json(report: &Report, words: &Words) -> String {
    let problem = |problem: &Problem| wire_problem(problem, words);
    let wire = Wire {
        tantu_merge: FORMAT,
        began: report.began.to_string(),
        seconds: (report.seconds * 1_000.0).round() / 1_000.0,
        end: match report.end {
            End::Done => "done",
            End::Stopped => "stopped",
            End::Failed(_) => "failed",
        },
        failure: if let End::Failed(why) = &report.end { Some(problem(why)) } else { None },
        dry_run: report.dry_run,
        inputs: report.inputs.iter().map(|path| path.display().to_string()).collect(),
        totals: report.totals,
        sources: report.sources.iter().map(wire_source).collect(),
        households: report.households.iter().map(|household| wire_household(household, words)).collect(),
        missing_photos: report
            .lacking
            .iter()
            .map(|(id, photos)| WireMissing { id: id.to_string(), photos: *photos })
            .collect(),
        unread: report
            .unread
            .iter()
            .map(|unread| WireUnread {
                why: problem(&unread.why),
                kept: unread.kept.as_ref().map(|kept| kept.display().to_string()),
            })
            .collect(),
        skipped: report.skipped.iter().map(problem).collect(),
        problems: report.problems.iter().map(problem).collect(),
    };
    // Nothing in it can fail: no maps with other keys than text, no numbers that JSON does not know.
    let mut text = serde_json::to_string_pretty(&wire).unwrap_or_default();
    text.push('\n');
    text
}

fn wire_source(source: &Source) -> WireSource {
    WireSource {
        kind: match source.kind {
            SourceKind::File => "file",
            SourceKind::Folder => "folder",
            SourceKind::Workspace => "workspace",
            SourceKind::Package => "package",
        },
        path: source.path.display().to_string(),
        device: source.device.map(|device| device.to_string()),
        role: source.role.map(|role| format!("{role:?}").to_lowercase()),
        dossiers: source.dossiers,
        journals: source.journals,
        photos: source.photos,
        foreign: source.foreign,
    }
}

fn wire_household(household: &super::Household, words: &Words) -> WireHousehold {
    let (outcome, fields, why) = match &household.outcome {
        Outcome::New => ("new", 0, None),
        Outcome::Changed { fields } => ("changed", *fields, None),
        Outcome::Unchanged => ("unchanged", 0, None),
        Outcome::Refused(why) => ("refused", 0, Some(wire_problem(why, words))),
    };
    WireHousehold {
        id: household.id.to_string(),
        outcome,
        fields,
        conflicts: household.conflicts,
        missing_photos: household.missing,
        files: household.files,
        why,
    }
}

fn wire_problem(problem: &Problem, words: &Words) -> WireProblem {
    WireProblem {
        problem: problem.key,
        severity: match problem.severity {
            Severity::Notice => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        text: words.problem(problem),
        file: problem.place.file.as_ref().map(|file| file.display().to_string()),
        line: problem.place.line_column.map(|(line, _)| line),
        column: problem.place.line_column.map(|(_, column)| column),
        household: problem.place.dossier.map(|id| id.to_string()),
    }
}

/// Keeps the report in the workspace, unless the merge brought nothing to tell.
///
/// # Errors
/// The disk is full or fails.
pub fn keep(store: &Workspace, report: &Report, words: &Words) -> Result<Option<PathBuf>, Problem> {
    let nothing = report.is_whole() && report.households.is_empty() && report.totals.photos + report.totals.forms == 0;
    if report.dry_run || nothing || store.is_read_only() {
        return Ok(None);
    }
    let text = to_json(report, words);
    let stem = report.began.civil().strftime("%Y%m%d-%H%M%S").to_string();
    let names =
        (1..1_000).map(|count| if count == 1 { format!("{stem}.json") } else { format!("{stem}-{count}.json") });
    let folder = store.root().join(FOLDER);
    let Some(path) = names.map(|name| folder.join(name)).find(|path| !path.exists()) else { return Ok(None) };
    store.write_note(&path, text.as_bytes())?;
    Ok(Some(path))
}

/// The last merges, the newest first. A file that cannot be read is left out: it is only a remark.
pub fn history(store: &Workspace) -> Vec<Past> {
    let entries = std::fs::read_dir(store.root().join(FOLDER)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort_unstable_by(|a, b| b.cmp(a));
    let read = |path: PathBuf| {
        let bytes = store.read_note(&path, MAX_REPORT_BYTES).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    paths.into_iter().take(MOST_LISTED).filter_map(read).collect()
}
