//! Tables that leave the office 导出.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {}

impl ExportCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum ExportEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Export {}

impl Program {
    pub(super) fn dispatch_export(&mut self, command: ExportCommand) {
        match command {}
    }

    pub(super) fn export_event(&mut self, event: ExportEvent) {
        match event {}
    }
}
