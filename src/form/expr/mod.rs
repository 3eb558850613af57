//! The expression language: XLSForm's subset of XPath 1.0 with ODK's functions.
//!
//! An expression is parsed once ([`Expr`]), its names are bound to the form's questions, and it is evaluated
//! against a [`Tree`]: the filled form as the expression sees it.

mod ast;
mod bind;
mod date;
mod display;
mod error;
mod eval;
mod function;
mod kinds;
mod lex;
mod number;
mod parse;
mod value;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use ast::Expr;
pub use bind::{Compared, Reach, Reference, Unbound};
pub use error::ExprError;
pub use eval::{Context, Names};
pub use function::names as function_names;
pub use kinds::StaticKind;
pub use value::Val;

use crate::l10n::Language;

/// A node of the filled form: a question in a row, a row, a group, the root. Only the [`Tree`] knows what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef(pub u32);

/// What a name in an expression was bound to: the index of a question, group or repeat in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// What a node holds. Irrelevant and unanswered nodes are `Empty`; so are skipped ones.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    Empty,
    Number(f64),
    /// Texts, a choice's id, several choices joined by spaces, `yes` and `no`.
    Text(Arc<str>),
    Date(jiff::civil::Date),
}

/// The filled form as an expression sees it. Implemented by the live session; small ones stand in tests.
pub trait Tree {
    /// The form itself: what `/data` means, whatever name stands in the place of `data`.
    fn root(&self) -> NodeRef;
    fn parent(&self, node: NodeRef) -> Option<NodeRef>;
    /// Children called `name` (`"*"`: all), in order, appended to `found`. A repeat's rows are children of the
    /// node the repeat stands in, each called like the repeat.
    fn children(&self, node: NodeRef, name: &str, found: &mut Vec<NodeRef>);
    /// What `${name}` means at `place`: the node in the same row where there is one, else every node of that
    /// name below the nearest common row, in order.
    fn named(&self, place: NodeRef, slot: Slot, found: &mut Vec<NodeRef>);
    /// The nodes of the same name below the same parent, `node` itself included, in order: the rows of its repeat,
    /// if it is a row.
    fn siblings(&self, node: NodeRef, found: &mut Vec<NodeRef>);
    fn value(&self, node: NodeRef) -> NodeValue;
    /// The label of the choice `choice` of the question at `slot`, in the language of the screen.
    fn choice_label(&self, slot: Slot, choice: &str) -> Option<Arc<str>>;
}

/// What an expression may know of the world. Given, so that the same answers give the same results.
pub trait World {
    /// The local date and time.
    fn now(&self) -> crate::stamp::Moment;
    /// In `0.0..1.0`.
    fn random(&self) -> f64;
    fn uuid(&self) -> String;
    /// `pulldata(table, column, key_column, key)`: the first row's cell; `None` if there is no such table or column.
    fn table_cell(&self, table: &str, column: &str, key_column: &str, key: &str) -> Option<String>;
    /// The language of the names of months and days in `format-date`.
    fn language(&self) -> Language {
        Language::default()
    }
}
