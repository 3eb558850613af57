//! The expression language: XLSForm's subset of XPath 1.0 with ODK's functions.
//!
//! An expression is parsed once ([`Expr`]), its names are bound to the form's questions, and it is evaluated
//! against a [`Tree`]: the filled form as the expression sees it.

use std::sync::Arc;

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
    fn root(&self) -> NodeRef;
    fn parent(&self, node: NodeRef) -> Option<NodeRef>;
    /// Children called `name` (`"*"`: all), in order, appended to `found`. A repeat's rows are children of the
    /// node the repeat stands in, each called like the repeat.
    fn children(&self, node: NodeRef, name: &str, found: &mut Vec<NodeRef>);
    /// What `${name}` means at `place`: the node in the same row where there is one, else every node of that
    /// name below the nearest common row, in order.
    fn named(&self, place: NodeRef, slot: Slot, found: &mut Vec<NodeRef>);
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
}
