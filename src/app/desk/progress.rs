//! How far the programme is, and its money 进度与资金.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgressCommand {}

impl ProgressCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ProgressEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Progress {}

impl Program {
    pub(super) fn dispatch_progress(&mut self, command: ProgressCommand) {
        match command {}
    }

    pub(super) fn progress_event(&mut self, event: ProgressEvent) {
        match event {}
    }
}
