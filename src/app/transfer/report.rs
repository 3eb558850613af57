//! What a sending or fetching has come to.

use std::time::Duration;

use crate::id::DossierId;
use crate::problem::Problem;
use crate::remote::cloud::Fault;

/// How it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// As far as it goes; single households may have failed.
    #[default]
    Done,
    /// No network, or a server that asks for patience: the same again later, at the earliest after this.
    Later { why: Problem, after: Option<Duration> },
    /// Somebody has to do something first: a password, a certificate, a clock.
    NeedsPerson(Problem),
    /// A disk is full, here or there.
    Full(Problem),
    /// A person has stopped it.
    Stopped,
}

impl End {
    /// What a fault that ends everything means.
    pub(super) fn of(fault: &Fault) -> Self {
        match fault {
            Fault::Stopped => Self::Stopped,
            Fault::Full => Self::Full(fault.problem()),
            Fault::Busy { after, .. } => Self::Later { why: fault.problem(), after: *after },
            fault if fault.is_for_later() => Self::Later { why: fault.problem(), after: None },
            fault => Self::NeedsPerson(fault.problem()),
        }
    }

    /// What people are told of it, unless all is well.
    pub const fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Done | Self::Stopped => None,
            Self::Later { why, .. } => Some(why),
            Self::NeedsPerson(problem) | Self::Full(problem) => Some(problem),
        }
    }
}

/// What a sending has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendReport {
    /// Households of this workspace.
    pub households: usize,
    /// Of these, there and verified: before, or now.
    pub verified: usize,
    /// Of these, sent now.
    pub sent: usize,
    /// Photos and form texts that were sent, and those that were there already.
    pub blobs: usize,
    pub blobs_there: usize,
    /// Bytes that were sent.
    pub bytes: u64,
    /// Households that an office has confirmed since the last time, as they are.
    pub confirmed: usize,
    /// Photos that households name and this device does not have.
    pub missing: usize,
    /// Households that did not go, and why.
    pub failed: Vec<(DossierId, Problem)>,
    /// What is not as it should be beside that.
    pub problems: Vec<Problem>,
    pub end: End,
}

/// What a fetching has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FetchReport {
    /// Sendings that lie there for this division and were not merged before, and those that were.
    pub lists: usize,
    pub known: usize,
    /// Of these, fetched and merged now.
    pub merged: usize,
    /// Of these, incomplete: left for the next time.
    pub left: usize,
    /// Households that were fetched.
    pub households: usize,
    /// Receipts that were left for those who have sent.
    pub receipts: usize,
    /// Objects that were fetched, and their bytes.
    pub objects: usize,
    pub bytes: u64,
    pub problems: Vec<Problem>,
    pub end: End,
}
