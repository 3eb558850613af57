//! Upload and download 上传与下载: which servers, what waits, how far it is.

use super::program::Program;
use crate::role::Can;

/// What a person asks here.
#[derive(Clone, Debug, PartialEq)]
pub enum TransferCommand {}

impl TransferCommand {
    /// What the role table must allow; `None` where everybody may.
    pub const fn needs(&self) -> Option<Can> {
        match *self {}
    }
}

/// What a worker reports.
#[derive(Debug)]
pub enum TransferEvent {}

/// What is kept of it while the program runs.
#[derive(Debug, Default)]
pub struct Transfer {}

impl Program {
    pub(super) fn dispatch_transfer(&mut self, command: TransferCommand) {
        match command {}
    }

    pub(super) fn transfer_event(&mut self, event: TransferEvent) {
        match event {}
    }
}
