//! Taking in the files of many tablets 汇总.

use std::path::PathBuf;
use std::sync::Arc;

use super::Place;
use crate::app::exchange::Look;
use crate::app::jobs::merge::{self as lane, MergeLane, Start};
use crate::app::jobs::papers::show_folder;
use crate::app::merge::written::Past;
use crate::app::merge::{End, Progress, Report, Request, Source};
use crate::app::program::Program;
use crate::app::route::Route;
use crate::l10n::Words;
use crate::problem::Problem;
use crate::registry::record::Record;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeCommand {
    /// Puts files and folders into the list of what shall be merged, and looks what they hold.
    Add(Vec<PathBuf>),
    /// Takes one out of the list.
    Remove(PathBuf),
    /// The system's dialog for folders; the window takes this.
    PickFolders,
    /// The system's dialog for files; the window takes this.
    PickFiles,
    /// The in-app list of folders, for machines without a file dialog.
    Browse,
    /// Looks for sticks, and what was merged before.
    Refresh,
    /// Reads everything again, also what was merged before.
    Again(bool),
    Start,
    /// Ends the merge between two households.
    Stop,
    /// Puts the last report away.
    Dismiss,
    /// Shows the folder with copies of what could not be read.
    ShowKept,
}

impl MergeCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        Some(Can::Merge)
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum MergeEvent {
    Drives(Vec<PathBuf>),
    History(Vec<Past>),
    Looked { input: PathBuf, sources: Vec<Source>, problems: Vec<Problem> },
    Done { report: Result<Box<Report>, Problem>, records: Vec<Record> },
}

/// Something that shall be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    pub path: PathBuf,
    /// What is in it; `None` until that is known.
    pub found: Option<(Vec<Source>, Vec<Problem>)>,
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Merge {
    pub chosen: Vec<Chosen>,
    /// Reads everything, also what was merged before.
    pub again: bool,
    pub busy: Option<Arc<Progress>>,
    /// What the last merge of this session has brought.
    pub last: Option<Result<Box<Report>, Problem>>,
    /// Merges of the past, the newest first.
    pub history: Vec<Past>,
    /// Sticks and disks that are there.
    pub drives: Vec<PathBuf>,
    lane: MergeLane,
}

impl Program {
    pub(super) fn dispatch_merge(&mut self, command: MergeCommand) {
        match command {
            MergeCommand::Add(paths) => self.add_inputs(paths),
            MergeCommand::Remove(path) => self.desk.merge.chosen.retain(|chosen| chosen.path != path),
            // Dialogs belong to the window, which takes these commands before they get here.
            MergeCommand::PickFolders | MergeCommand::PickFiles => {}
            MergeCommand::Browse => {
                let back = Box::new(std::mem::take(&mut self.route));
                self.route = Route::Packages { look: Look::Inputs, back };
                self.look_for_packages();
            }
            MergeCommand::Refresh => {
                lane::look_for_drives(self.reports.clone());
                lane::look_back(Arc::clone(&self.store), self.reports.clone());
            }
            MergeCommand::Again(again) => self.desk.merge.again = again,
            MergeCommand::Start => self.start_merge(),
            MergeCommand::Stop => {
                if let Some(progress) = &self.desk.merge.busy {
                    progress.stop();
                }
            }
            MergeCommand::Dismiss => self.desk.merge.last = None,
            MergeCommand::ShowKept => {
                if let Err(problem) = show_folder(&self.store.layout().broken()) {
                    self.tell(problem);
                }
            }
        }
    }

    fn add_inputs(&mut self, paths: Vec<PathBuf>) {
        self.route = Route::Desk(Place::Inbox);
        for path in paths {
            let known = self.desk.merge.chosen.iter().any(|chosen| chosen.path == path);
            if !known {
                lane::look_at(Arc::clone(&self.store), path.clone(), self.reports.clone());
                self.desk.merge.chosen.push(Chosen { path, found: None });
            }
        }
    }

    fn start_merge(&mut self) {
        let merge = &self.desk.merge;
        if merge.busy.is_some() || merge.chosen.is_empty() {
            return;
        }
        let inputs = merge.chosen.iter().map(|chosen| chosen.path.clone()).collect();
        let request = Request { inputs, again: merge.again, dry_run: false, keys: self.identities() };
        // What is on the screen would not know what came.
        if self.visit.is_some() {
            self.close_household();
        }
        let start = Start {
            store: Arc::clone(&self.store),
            request,
            words: Words::of(self.settings.language),
            ready: self.saver.when_flushed(),
        };
        match self.desk.merge.lane.begin(start, self.reports.clone()) {
            Ok(progress) => {
                self.desk.merge.busy = Some(progress);
                self.desk.merge.last = None;
            }
            Err(problem) => self.tell(problem),
        }
    }

    pub(super) fn merge_event(&mut self, event: MergeEvent) {
        let merge = &mut self.desk.merge;
        match event {
            MergeEvent::Drives(drives) => merge.drives = drives,
            MergeEvent::History(history) => merge.history = history,
            MergeEvent::Looked { input, sources, problems } => {
                if let Some(chosen) = merge.chosen.iter_mut().find(|chosen| chosen.path == input) {
                    chosen.found = Some((sources, problems));
                }
            }
            MergeEvent::Done { report, records } => self.merged(report, records),
        }
    }

    fn merged(&mut self, report: Result<Box<Report>, Problem>, records: Vec<Record>) {
        let merge = &mut self.desk.merge;
        merge.busy = None;
        // What was stopped or has failed goes on with the same inputs.
        if report.as_ref().is_ok_and(|report| report.end == End::Done) {
            merge.chosen.clear();
            merge.again = false;
        }
        merge.last = Some(report);
        let open = self.visit.as_ref().map(|visit| visit.dossier.id);
        let open = open.filter(|id| records.iter().any(|record| record.id == *id));
        let any = !records.is_empty();
        self.registry.put_all(records);
        // Opened meanwhile: what came joins what is on the screen.
        if let Some(id) = open {
            match self.load(id) {
                Ok((stored, problems)) => {
                    self.notices.extend(problems);
                    self.join_open(&stored);
                }
                Err(problem) => self.tell(problem),
            }
        }
        if any && self.works_known {
            self.look_through_works();
        }
    }
}
