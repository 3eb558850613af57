//! The queue of conflicts 冲突: everything that a person must decide in all households, side by side, one by one or by
//! a rule.
//!
//! Bottom up: a [`reader::Reader`] says what fields are called and what values mean; [`queue`] lists what is to be
//! decided in short lines, bounded in memory; [`detail`] shows one of them with all that speaks for either side;
//! [`forms`] brings answers from one version of a form to another; [`bulk`] judges many by a rule, carries decisions
//! out and takes them back. Nothing here knows a window; the lane in [`super::jobs::conflicts`] runs it, and
//! [`super::desk::conflicts`] is the door.

pub mod bulk;
pub mod detail;
pub mod forms;
pub mod own;
pub mod queue;
pub mod reader;
