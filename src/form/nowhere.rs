//! Evaluating an expression without a form: constants, and the terminal.

use std::sync::Arc;

use crate::form::expr::{Context, Expr, NodeRef, NodeValue, Slot, Tree, Val, World};
use crate::stamp::Moment;

/// A filled form with nothing in it.
pub struct Nowhere;

impl Tree for Nowhere {
    fn root(&self) -> NodeRef {
        NodeRef(0)
    }

    fn parent(&self, _: NodeRef) -> Option<NodeRef> {
        None
    }

    fn children(&self, _: NodeRef, _: &str, _: &mut Vec<NodeRef>) {}

    fn named(&self, _: NodeRef, _: Slot, _: &mut Vec<NodeRef>) {}

    fn siblings(&self, node: NodeRef, found: &mut Vec<NodeRef>) {
        found.push(node);
    }

    fn value(&self, _: NodeRef) -> NodeValue {
        NodeValue::Empty
    }

    fn choice_label(&self, _: Slot, _: &str) -> Option<Arc<str>> {
        None
    }
}

/// A world without time, chance and tables, for expressions that ask for none.
struct NoWorld;

impl World for NoWorld {
    fn now(&self) -> Moment {
        Moment::new(0, 0)
    }

    fn random(&self) -> f64 {
        0.0
    }

    fn uuid(&self) -> String {
        String::new()
    }

    fn table_cell(&self, _: &str, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }
}

/// The value of an expression that depends on nothing; `None` if it depends on something or cannot be evaluated.
pub(super) fn constant(expr: &Expr) -> Option<Val> {
    let depends = expr.uses_dot() || expr.is_volatile() || !expr.references().is_empty() || !expr.tables().is_empty();
    if depends {
        return None;
    }
    expr.eval(&Context::new(&Nowhere, &NoWorld, NodeRef(0))).ok()
}
