//! The coordinator's desk: everything that is about many households at once.
//!
//! Each part has its commands, its events and what it keeps in a file of its own; here they come together.

pub mod conflicts;
pub mod duplicates;
pub mod export;
pub mod merge;
pub mod progress;
pub mod registry;
pub mod review;
pub mod roster;

use conflicts::{Conflicts, ConflictsCommand, ConflictsEvent};
use duplicates::{Duplicates, DuplicatesCommand, DuplicatesEvent};
use export::{Export, ExportCommand, ExportEvent};
use merge::{Merge, MergeCommand, MergeEvent};
use progress::{Progress, ProgressCommand, ProgressEvent};
use registry::{Registry, RegistryCommand, RegistryEvent};
use review::{Review, ReviewCommand, ReviewEvent};
use roster::{Roster, RosterCommand, RosterEvent};

use super::program::Program;
use crate::role::Can;

/// A part of the desk that has a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// 户册
    #[default]
    Registry,
    /// 名册
    Roster,
    /// 汇总
    Inbox,
    /// 冲突
    Conflicts,
    /// 疑似重复
    Duplicates,
    /// 审核
    Review,
    /// 进度与资金
    Progress,
    /// 导出
    Exports,
}

impl Place {
    pub const ALL: [Self; 8] = [
        Self::Registry,
        Self::Roster,
        Self::Inbox,
        Self::Conflicts,
        Self::Duplicates,
        Self::Review,
        Self::Progress,
        Self::Exports,
    ];
}

/// A person asked, of the desk.
#[derive(Clone, Debug, PartialEq)]
pub enum DeskCommand {
    Conflicts(ConflictsCommand),
    Duplicates(DuplicatesCommand),
    Export(ExportCommand),
    Merge(MergeCommand),
    Progress(ProgressCommand),
    Registry(RegistryCommand),
    Review(ReviewCommand),
    Roster(RosterCommand),
}

impl DeskCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match self {
            Self::Conflicts(command) => command.needs(),
            Self::Duplicates(command) => command.needs(),
            Self::Export(command) => command.needs(),
            Self::Merge(command) => command.needs(),
            Self::Progress(command) => command.needs(),
            Self::Registry(command) => command.needs(),
            Self::Review(command) => command.needs(),
            Self::Roster(command) => command.needs(),
        }
    }
}

/// A worker of the desk reports.
#[derive(Debug)]
pub enum DeskEvent {
    Conflicts(ConflictsEvent),
    Duplicates(DuplicatesEvent),
    Export(ExportEvent),
    Merge(MergeEvent),
    Progress(ProgressEvent),
    Registry(RegistryEvent),
    Review(ReviewEvent),
    Roster(RosterEvent),
}

/// What the desk keeps while the program runs.
#[derive(Debug, Default)]
pub struct Desk {
    pub conflicts: Conflicts,
    pub duplicates: Duplicates,
    pub export: Export,
    pub merge: Merge,
    pub progress: Progress,
    pub registry: Registry,
    pub review: Review,
    pub roster: Roster,
}

impl Program {
    pub(super) fn dispatch_desk(&mut self, command: DeskCommand) {
        match command {
            DeskCommand::Conflicts(command) => self.dispatch_conflicts(command),
            DeskCommand::Duplicates(command) => self.dispatch_duplicates(command),
            DeskCommand::Export(command) => self.dispatch_export(command),
            DeskCommand::Merge(command) => self.dispatch_merge(command),
            DeskCommand::Progress(command) => self.dispatch_progress(command),
            DeskCommand::Registry(command) => self.dispatch_registry(command),
            DeskCommand::Review(command) => self.dispatch_review(command),
            DeskCommand::Roster(command) => self.dispatch_roster(command),
        }
    }

    /// Takes what a worker of the desk reported.
    pub(super) fn desk_event(&mut self, event: DeskEvent) {
        match event {
            DeskEvent::Conflicts(event) => self.conflicts_event(event),
            DeskEvent::Duplicates(event) => self.duplicates_event(event),
            DeskEvent::Export(event) => self.export_event(event),
            DeskEvent::Merge(event) => self.merge_event(event),
            DeskEvent::Progress(event) => self.progress_event(event),
            DeskEvent::Registry(event) => self.registry_event(event),
            DeskEvent::Review(event) => self.review_event(event),
            DeskEvent::Roster(event) => self.roster_event(event),
        }
    }
}
