//! Sending a survey back with remarks, or approving it 审核.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewCommand {}

impl ReviewCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ReviewEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Review {}

impl Program {
    pub(super) fn dispatch_review(&mut self, command: ReviewCommand) {
        match command {}
    }

    pub(super) fn review_event(&mut self, event: ReviewEvent) {
        match event {}
    }
}
