//! The register of all households 户册: searched, filtered, ordered.

use crate::app::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum RegistryCommand {}

impl RegistryCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum RegistryEvent {}

/// What the desk keeps of it.
#[derive(Debug, Default)]
pub struct Registry {}

impl Program {
    pub(super) fn dispatch_registry(&mut self, command: RegistryCommand) {
        match command {}
    }

    pub(super) fn registry_event(&mut self, event: RegistryEvent) {
        match event {}
    }
}
