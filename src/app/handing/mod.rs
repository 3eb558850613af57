//! Handing over 交接: what a receiver has confirmed, and what may go from this device.

use super::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum HandingCommand {}

impl HandingCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum HandingEvent {}

/// What is kept of it while the program runs.
#[derive(Debug, Default)]
pub struct Handing {}

impl Program {
    pub(super) fn dispatch_handing(&mut self, command: HandingCommand) {
        match command {}
    }

    pub(super) fn handing_event(&mut self, event: HandingEvent) {
        match event {}
    }
}
