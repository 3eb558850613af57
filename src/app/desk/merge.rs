//! Taking in the files of many tablets 汇总.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum MergeCommand {}

impl MergeCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum MergeEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Merge {}

impl Program {
    pub(super) fn dispatch_merge(&mut self, command: MergeCommand) {
        match command {}
    }

    pub(super) fn merge_event(&mut self, event: MergeEvent) {
        match event {}
    }
}
