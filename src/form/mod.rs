//! Forms are data: questions, conditions, checks, reference lines and findings, read from RON, checked once,
//! ordered into a dependency graph, and re-evaluated only where an answer touches them.
//!
//! **Invariant:** nothing here reads a file, a clock or a random source; what an expression may know of the
//! world comes in by [`expr::World`].

mod answer;
mod check;
mod collect;
pub mod compare;
pub mod compile;
pub mod drawing;
pub mod expr;
mod graph;
pub mod ids;
mod layout;
pub mod library;
pub mod load;
pub mod locate;
pub(crate) mod nearest;
pub mod nowhere;
mod program;
pub mod sample;
pub mod schema;
pub mod session;
pub mod validate;
