//! A field that merges: a multi-value register with a causal context.
//!
//! The rule (Preguiça et al., "Dotted version vectors", arXiv:1011.5808, with one context per field): a state is
//! `(live: dot → write, seen: device → counter)`. A write by device *d* takes *d*'s next counter, becomes the
//! only live dot and enters `seen`. `join` keeps a dot that both sides have live, or that one side has live and
//! the other has not seen, and takes the maximum of `seen`.
//!
//! Equal values are collapsed when *reading*; collapsing inside `join` would break associativity.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::stamp::{Dot, Moment, Seen};
use crate::value::Value;

/// One write: the value, who wrote it, and when (a remark; it never decides).
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    pub value: Value,
    pub author: Arc<str>,
    pub at: Moment,
}

/// The live writes of one field and what they have seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    pub(super) live: BTreeMap<Dot, Write>,
    pub(super) seen: Seen,
}
