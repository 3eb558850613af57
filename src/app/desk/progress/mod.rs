//! How far the programme is, and its money 进度与资金: the board of what is looked at, task numbers, and what is saved of
//! it.

pub mod names;
mod print;
mod save;
pub mod tables;

use std::path::PathBuf;
use std::sync::Arc;

use super::{DeskCommand, DeskEvent};
use crate::app::command::Command;
use crate::app::desk::registry::RegistryCommand;
use crate::app::jobs::JobEvent;
use crate::app::program::Program;
use crate::division::Divisions;
use crate::plan::money::Fen;
use crate::problem::Problem;
use crate::registry::day::Day;
use crate::registry::filter::Filter;
use crate::registry::progress::basis::{Basis, Scope};
use crate::registry::progress::board::Board;
use crate::registry::progress::lead::Lead;
use crate::registry::progress::target::{Target, Targets};
use crate::registry::view::Query;
use crate::role::Can;
use crate::table::write::{Format, Table};

pub use print::{Report, report, scope_text};

/// The file of task numbers, in the workspace.
pub const TARGETS_FILE: &str = "targets.ron";

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgressCommand {
    /// Counts again what is looked at, if anything has changed.
    Count,
    /// Looks at another part.
    Look(Scope),
    /// Opens the register with the households behind a figure; `title` says what they are.
    Follow {
        title: String,
        lead: Lead,
    },
    /// Sets what a banner is asked for.
    SetTarget {
        year: i16,
        code: String,
        households: Option<u32>,
        money: Option<Fen>,
    },
    /// Saves a chart's figures.
    SaveTable {
        title: String,
        format: Format,
        table: Box<Table>,
    },
    /// Saves a chart as it looks: RGBA.
    SavePicture {
        title: String,
        width: u32,
        height: u32,
        rgba: Arc<[u8]>,
    },
    /// The report of the month 月报, as PDF.
    PrintReport,
    ShowFolder,
    /// Takes away the word about what was saved last.
    Dismiss,
}

impl ProgressCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::SetTarget { .. } => Some(Can::Order),
            Self::SaveTable { .. } | Self::SavePicture { .. } | Self::PrintReport => Some(Can::Export),
            _ => Some(Can::SeePerson),
        }
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ProgressEvent {
    Saved(Result<PathBuf, Problem>),
}

/// What a board depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Key {
    pub scope: Scope,
    /// Of the list of households.
    pub revision: u64,
    /// Of the task numbers.
    pub targets: u64,
    pub today: Option<Day>,
}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Progress {
    pub scope: Scope,
    pub targets: Arc<Targets>,
    targets_revision: u64,
    targets_read: bool,
    counted: Option<(Key, Board)>,
    /// Grows with every board.
    pub generation: u64,
    /// Something is being saved.
    pub saving: bool,
    /// What was saved last, or why it was not.
    pub saved: Option<Result<PathBuf, Problem>>,
}

impl Progress {
    /// The last board; perhaps of what was looked at before.
    pub fn board(&self) -> Option<&Board> {
        self.counted.as_ref().map(|(_, board)| board)
    }

    /// What the last board is of.
    pub fn counted_scope(&self) -> &Scope {
        self.counted.as_ref().map_or(&self.scope, |(key, _)| &key.scope)
    }

    /// Project years that there are households or task numbers of, the latest first.
    pub fn years(&self) -> Vec<i16> {
        let mut years = self.targets.years();
        years.extend(self.board().map(|board| board.years.as_slice()).unwrap_or_default());
        years.sort_unstable_by_key(|year| std::cmp::Reverse(*year));
        years.dedup();
        years
    }
}

impl Program {
    /// Whether the board is not of what there is now: the screen then asks for [`ProgressCommand::Count`].
    pub fn progress_is_stale(&self) -> bool {
        let progress = &self.desk.progress;
        progress.counted.as_ref().is_none_or(|(key, _)| *key != self.progress_key())
    }

    fn progress_key(&self) -> Key {
        let progress = &self.desk.progress;
        Key {
            scope: progress.scope.clone(),
            revision: self.registry.revision(),
            targets: progress.targets_revision,
            today: Some(Day::from(self.today())),
        }
    }

    pub(super) fn dispatch_progress(&mut self, command: ProgressCommand) {
        match command {
            ProgressCommand::Count => self.count_progress(),
            ProgressCommand::Look(scope) => {
                self.desk.progress.scope = scope;
                self.count_progress();
            }
            ProgressCommand::Follow { title, lead } => self.follow(title, &lead),
            ProgressCommand::SetTarget { year, code, households, money } => {
                self.set_target(year, &code, households, money);
            }
            ProgressCommand::SaveTable { title, format, table } => self.save_table(&title, format, *table),
            ProgressCommand::SavePicture { title, width, height, rgba } => {
                self.save_picture(&title, (width, height), rgba);
            }
            ProgressCommand::PrintReport => self.print_report(),
            ProgressCommand::ShowFolder => {
                if let Err(problem) = crate::app::jobs::papers::show_folder(&self.progress_folder()) {
                    self.tell(problem);
                }
            }
            ProgressCommand::Dismiss => self.desk.progress.saved = None,
        }
    }

    pub(super) fn progress_event(&mut self, event: ProgressEvent) {
        match event {
            ProgressEvent::Saved(saved) => {
                self.desk.progress.saving = false;
                self.desk.progress.saved = Some(saved);
            }
        }
    }

    fn count_progress(&mut self) {
        self.read_targets();
        if !self.progress_is_stale() {
            return;
        }
        let key = self.progress_key();
        let board = Board::of(self.registry.iter(), &key.scope, &self.progress_basis());
        self.desk.progress.counted = Some((key, board));
        self.desk.progress.generation += 1;
    }

    /// What figures are made by, today.
    fn progress_basis(&self) -> Basis<'_> {
        let (rules, targets) = (&self.rules, &self.desk.progress.targets);
        Basis::new(&rules.programme, &rules.catalogue, Divisions::built_in(), targets, Day::from(self.today()))
    }

    fn follow(&mut self, title: String, lead: &Lead) {
        let ids = lead.ids(self.registry.iter(), &self.progress_basis());
        let filter = Filter { only: Some(ids.into()), ..Filter::default() };
        let query = Query { filter, ..Query::default() };
        self.dispatch(Command::Desk(DeskCommand::Registry(RegistryCommand::Show { title, query })));
    }

    fn read_targets(&mut self) {
        if std::mem::replace(&mut self.desk.progress.targets_read, true) {
            return;
        }
        match read_targets(&self.targets_file()) {
            Ok(targets) => self.desk.progress.targets = Arc::new(targets),
            Err(problem) => self.tell(problem),
        }
    }

    fn set_target(&mut self, year: i16, code: &str, households: Option<u32>, money: Option<Fen>) {
        self.read_targets();
        let mut targets = (*self.desk.progress.targets).clone();
        let known = targets.get(year, code);
        let target = Target { households: households.unwrap_or(known.households), money: money.unwrap_or(known.money) };
        targets.set(year, code, target);
        self.keep_targets(targets);
    }

    fn keep_targets(&mut self, targets: Targets) {
        if targets == *self.desk.progress.targets {
            return;
        }
        if let Some(problem) = self.read_only.clone() {
            return self.tell(problem);
        }
        if let Err(problem) = save::write(&self.targets_file(), targets.text().as_bytes()) {
            return self.tell(problem);
        }
        self.desk.progress.targets = Arc::new(targets);
        self.desk.progress.targets_revision += 1;
        self.count_progress();
    }

    fn targets_file(&self) -> PathBuf {
        self.store.layout().root().join(TARGETS_FILE)
    }

    /// Runs one piece of work in a thread of its own and takes what it reports.
    fn progress_lane(&mut self, work: impl FnOnce() -> ProgressEvent + Send + 'static) {
        let reports = self.reports.clone();
        let work = move || reports.send(JobEvent::Desk(DeskEvent::Progress(work())));
        if let Err(error) = std::thread::Builder::new().name("progress".to_owned()).spawn(work) {
            self.desk.progress.saving = false;
            self.tell(Problem::error("paper-no-threads").with("why", error));
        }
    }
}

/// The task numbers of a workspace; none where there is no file.
///
/// # Errors
/// The file is there and cannot be read.
pub fn read_targets(file: &std::path::Path) -> Result<Targets, Problem> {
    match std::fs::read_to_string(file) {
        Ok(text) => Targets::parse(&text).map_err(|problem| problem.in_file(file)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Targets::default()),
        Err(error) => Err(Problem::error("progress-targets-unread").with("why", error).in_file(file)),
    }
}
