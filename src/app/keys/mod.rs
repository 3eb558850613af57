//! Keys and seal 密钥与加密: how this workspace is sealed, whose keys it knows, and the lock.

use super::program::Program;
use crate::role::Can;

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
pub struct Keys {}

impl Program {
    pub(super) fn dispatch_keys(&mut self, command: KeysCommand) {
        match command {}
    }

    pub(super) fn keys_event(&mut self, event: KeysEvent) {
        match event {}
    }
}
