//! Keys and seal 密钥与加密: how this workspace is sealed, whose keys it knows, and the lock.

pub mod known;
pub mod qr;

use super::program::Program;
use crate::problem::Problem;
use crate::role::Can;
use crate::store::Workspace;

pub use known::Receiver;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum KeysCommand {}

impl KeysCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum KeysEvent {}

/// What is kept of it while the program runs.
#[derive(Debug, Default)]
pub struct Keys {
    known: Vec<Receiver>,
}

impl Keys {
    /// What a workspace knows, and what of it cannot be read.
    pub(super) fn of(store: &Workspace) -> (Self, Vec<Problem>) {
        let (known, problems) = known::read(store);
        (Self { known }, problems)
    }

    /// Whom packages can be sealed for, by name.
    pub fn known(&self) -> &[Receiver] {
        &self.known
    }
}

impl Program {
    pub(super) fn dispatch_keys(&mut self, command: KeysCommand) {
        match command {}
    }

    pub(super) fn keys_event(&mut self, event: KeysEvent) {
        match event {}
    }
}
