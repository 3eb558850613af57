//! The queue of conflicts 冲突: settled one by one or by a rule.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum ConflictsCommand {}

impl ConflictsCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ConflictsEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Conflicts {}

impl Program {
    pub(super) fn dispatch_conflicts(&mut self, command: ConflictsCommand) {
        match command {}
    }

    pub(super) fn conflicts_event(&mut self, event: ConflictsEvent) {
        match event {}
    }
}
