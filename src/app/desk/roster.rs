//! The need list 名册: taken in, checked, given to surveyors 派户.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum RosterCommand {}

impl RosterCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum RosterEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Roster {}

impl Program {
    pub(super) fn dispatch_roster(&mut self, command: RosterCommand) {
        match command {}
    }

    pub(super) fn roster_event(&mut self, event: RosterEvent) {
        match event {}
    }
}
