//! Households and persons that may be the same 疑似重复: joined or kept apart.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum DuplicatesCommand {}

impl DuplicatesCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum DuplicatesEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Duplicates {}

impl Program {
    pub(super) fn dispatch_duplicates(&mut self, command: DuplicatesCommand) {
        match command {}
    }

    pub(super) fn duplicates_event(&mut self, event: DuplicatesEvent) {
        match event {}
    }
}
