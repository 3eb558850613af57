//! Evaluation: an expression in a place of the filled form.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::sync::Arc;

use smallvec::{SmallVec, smallvec};

use super::ast::{Chain, Expr, Name, Node, NodeKind, Operator, Path, Start, Step, Test};
use super::error::ExprError;
use super::function::Arguments;
use super::value::Val;
use super::{NodeRef, Tree, World};
use crate::limits::MAX_EXPR_STEPS;

/// Texts that bare names mean.
pub type Names<'a> = dyn Fn(&str) -> Option<Arc<str>> + 'a;

/// Where and with what an expression is evaluated.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub tree: &'a dyn Tree,
    pub world: &'a dyn World,
    /// The node that `.` means.
    pub place: NodeRef,
    /// Texts that bare names mean, looked up before the tree: a choice's attributes in a choice filter.
    pub names: Option<&'a Names<'a>>,
}

impl<'a> Context<'a> {
    pub fn new(tree: &'a dyn Tree, world: &'a dyn World, place: NodeRef) -> Self {
        Self { tree, world, place, names: None }
    }

    /// The same with names for bare words.
    #[must_use]
    pub fn with_names(self, names: &'a Names<'a>) -> Self {
        Self { names: Some(names), ..self }
    }
}

impl Expr {
    /// Evaluates the expression. Errors are those that no check of the form can foresee: several rows where one
    /// value is needed, a text that is no date, a table that is not there.
    pub fn eval(&self, cx: &Context<'_>) -> Result<Val, ExprError> {
        let shared = Shared { left: Cell::new(MAX_EXPR_STEPS), spare: RefCell::default() };
        Evaluation { cx, here: cx.place, position: None, shared: &shared }.val(&self.root)
    }
}

type Evaluated<T> = Result<T, ExprError>;

/// What one evaluation shares between its parts.
struct Shared {
    /// Steps that may still be taken.
    left: Cell<usize>,
    /// A list that single answers are looked up in, so that each lookup need not allocate.
    spare: RefCell<Vec<NodeRef>>,
}

/// A step of evaluation: the context, and inside a predicate the candidate with its position.
pub(super) struct Evaluation<'a> {
    pub cx: &'a Context<'a>,
    pub here: NodeRef,
    /// Counted from 1; inside predicates only.
    position: Option<usize>,
    shared: &'a Shared,
}

impl Evaluation<'_> {
    pub fn val(&self, node: &Node) -> Evaluated<Val> {
        self.spend(1, node.at)?;
        Ok(match &node.kind {
            NodeKind::Number(number) => Val::Number(*number),
            NodeKind::Text(text) => Val::Text(Arc::clone(text)),
            NodeKind::ChoicesOf(name) => Val::Text(Arc::clone(&name.text)),
            NodeKind::Path(path) => return self.path_val(path, node.at),
            NodeKind::Call(call) => return (call.function.run)(&Arguments { call, at: node.at, on: self }),
            NodeKind::Negated(signs, operand) => {
                let number = self.val(operand)?.number();
                Val::Number(if signs % 2 == 1 { -number } else { number })
            }
            NodeKind::Chain(chain) => return self.chain(chain),
        })
    }

    fn chain(&self, chain: &Chain) -> Evaluated<Val> {
        if let [(operator, right)] = chain.rest.as_slice()
            && operator.compares()
        {
            return self.comparison(*operator, &chain.first, right);
        }
        let mut left = self.val(&chain.first)?;
        for (operator, operand) in &chain.rest {
            left = match operator {
                Operator::Or if left.boolean() => return Ok(Val::Boolean(true)),
                Operator::And if !left.boolean() => return Ok(Val::Boolean(false)),
                Operator::Or | Operator::And => Val::Boolean(self.val(operand)?.boolean()),
                _ => apply(*operator, &left, &self.val(operand)?),
            };
        }
        Ok(left)
    }

    /// A comparison with several rows holds if it holds for any of them (XPath 1.0 §3.4): `${mobility} =
    /// 'wheelchair'` asks for any person in a wheelchair. JavaRosa refuses these.
    fn comparison(&self, operator: Operator, left: &Node, right: &Node) -> Evaluated<Val> {
        let (left, right) = (self.each(left)?, self.each(right)?);
        let holds = |(one, other): (&Val, &Val)| apply(operator, one, other).boolean();
        Ok(Val::Boolean(left.iter().any(|one| right.iter().any(|other| holds((one, other))))))
    }

    /// The values of a path, one for each row; of anything else its one value.
    fn each(&self, node: &Node) -> Evaluated<SmallVec<[Val; 1]>> {
        let path = match &node.kind {
            NodeKind::Path(path) if !path.is_dot() && self.own_name(path).is_none() => path,
            _ => return Ok(smallvec![self.val(node)?]),
        };
        self.spend(1, node.at)?;
        let mut found = self.shared.spare.take();
        found.clear();
        let result = self.find(path, node.at, &mut found).map(|()| match found.as_slice() {
            [] => smallvec![Val::empty()],
            nodes => nodes.iter().map(|node| self.cx.tree.value(*node).into()).collect(),
        });
        self.shared.spare.replace(found);
        result
    }

    /// The text of a bare word that the context has a name for.
    fn own_name(&self, path: &Path) -> Option<Arc<str>> {
        let (names, name) = (self.cx.names?, path.bare_name()?);
        names(&name.text)
    }

    /// The single value of a path: empty without a node, an error with several.
    fn path_val(&self, path: &Path, at: usize) -> Evaluated<Val> {
        if let Some(text) = self.own_name(path) {
            return Ok(Val::Text(text));
        }
        if path.is_dot() {
            let node = if path.start == Start::Current { self.cx.place } else { self.here };
            return Ok(self.cx.tree.value(node).into());
        }
        let mut found = self.shared.spare.take();
        found.clear();
        let result = self.find(path, at, &mut found).and_then(|()| match found.as_slice() {
            [] => Ok(Val::empty()),
            [node] => Ok(self.cx.tree.value(*node).into()),
            several => Err(several_rows_at(path, at, several.len())),
        });
        self.shared.spare.replace(found);
        result
    }

    /// The nodes of an argument that must be a path.
    pub fn nodes(&self, node: &Node) -> Evaluated<Vec<NodeRef>> {
        let NodeKind::Path(path) = &node.kind else { return Err(ExprError::new(node.at, "expr-not-nodes")) };
        let mut found = Vec::new();
        self.find(path, node.at, &mut found)?;
        Ok(found)
    }

    /// Appends the nodes of `path` to `found`, which is empty.
    fn find(&self, path: &Path, at: usize, found: &mut Vec<NodeRef>) -> Evaluated<()> {
        let mut steps = path.steps.as_slice();
        match &path.start {
            Start::Here => found.push(self.here),
            Start::Current => found.push(self.cx.place),
            Start::Root => {
                found.push(self.cx.tree.root());
                // The first name after the slash is the form's own.
                if let [Step { test: Test::Child(_) | Test::Any, predicates, .. }, rest @ ..] = steps {
                    self.filter(predicates, found)?;
                    steps = rest;
                }
            }
            Start::Named(name) => {
                let slot = name.slot.ok_or_else(|| unbound(name, at))?;
                self.cx.tree.named(self.here, slot, found);
                self.filter(&path.predicates, found)?;
            }
        }
        self.spend(found.len(), at)?;
        let mut next = Vec::new();
        for step in steps {
            next.clear();
            for &node in found.iter() {
                self.step(step, node, &mut next)?;
            }
            std::mem::swap(found, &mut next);
        }
        Ok(())
    }

    fn step(&self, step: &Step, node: NodeRef, next: &mut Vec<NodeRef>) -> Evaluated<()> {
        let tree = self.cx.tree;
        let before = next.len();
        match &step.test {
            Test::Itself => next.push(node),
            // Neighbours share their parent, which is one node.
            Test::Parent => next.extend(tree.parent(node).filter(|parent| next.last() != Some(parent))),
            Test::Any => tree.children(node, "*", next),
            Test::Child(name) => tree.children(node, &name.text, next),
        }
        self.spend(next.len() - before, step.at)?;
        if !step.predicates.is_empty() {
            let mut candidates = next.split_off(before);
            self.filter(&step.predicates, &mut candidates)?;
            next.append(&mut candidates);
        }
        Ok(())
    }

    /// Keeps the candidates that satisfy every predicate; a number is a position.
    fn filter(&self, predicates: &[Node], candidates: &mut Vec<NodeRef>) -> Evaluated<()> {
        for predicate in predicates {
            let mut kept = Vec::with_capacity(candidates.len());
            for (index, &here) in candidates.iter().enumerate() {
                let inner = Evaluation { cx: self.cx, here, position: Some(index + 1), shared: self.shared };
                let holds = match inner.val(predicate)? {
                    Val::Number(position) => position == (index + 1) as f64,
                    other => other.boolean(),
                };
                if holds {
                    kept.push(here);
                }
            }
            *candidates = kept;
        }
        Ok(())
    }

    /// Where the node stands among those it is looked at with: in a predicate the candidates, else its siblings
    /// of the same name.
    pub fn position(&self, at: usize) -> Evaluated<usize> {
        self.position.map_or_else(|| self.position_of(self.here, at), Ok)
    }

    pub fn position_of(&self, node: NodeRef, at: usize) -> Evaluated<usize> {
        let siblings = self.siblings(node, at)?;
        Ok(siblings.iter().position(|&sibling| sibling == node).map_or(1, |index| index + 1))
    }

    pub fn siblings(&self, node: NodeRef, at: usize) -> Evaluated<Vec<NodeRef>> {
        let mut siblings = Vec::new();
        self.cx.tree.siblings(node, &mut siblings);
        self.spend(siblings.len(), at)?;
        Ok(siblings)
    }

    pub fn nodes_at(&self, here: NodeRef, node: &Node) -> Evaluated<Vec<NodeRef>> {
        Evaluation { cx: self.cx, here, position: None, shared: self.shared }.nodes(node)
    }

    /// Refuses work without end: predicates over rows inside predicates over rows.
    fn spend(&self, nodes: usize, at: usize) -> Evaluated<()> {
        match self.shared.left.get().checked_sub(nodes) {
            Some(left) => {
                self.shared.left.set(left);
                Ok(())
            }
            None => Err(ExprError::new(at, "expr-too-much-work").with("limit", MAX_EXPR_STEPS)),
        }
    }
}

fn several_rows_at(path: impl std::fmt::Display, at: usize, count: usize) -> ExprError {
    ExprError::new(at, "expr-several-rows").with("path", path).with("count", count)
}

/// The error for a path with several nodes where one value is needed.
pub(super) fn several_rows(path: &Node, count: usize) -> ExprError {
    several_rows_at(path, path.at, count)
}

fn unbound(name: &Name, at: usize) -> ExprError {
    ExprError::new(at, "expr-unbound").with("name", &name.text)
}

/// Every operator but `or` and `and`, which look at their second operand only when they must.
fn apply(operator: Operator, left: &Val, right: &Val) -> Val {
    let ordered = |holds: fn(Ordering) -> bool| Val::Boolean(left.compare(right).is_some_and(holds));
    let number = |result: fn(f64, f64) -> f64| Val::Number(result(left.number(), right.number()));
    match operator {
        Operator::Or => Val::Boolean(left.boolean() || right.boolean()),
        Operator::And => Val::Boolean(left.boolean() && right.boolean()),
        Operator::Equal => Val::Boolean(left.equals(right)),
        Operator::NotEqual => Val::Boolean(!left.equals(right)),
        Operator::Less => ordered(Ordering::is_lt),
        Operator::LessEqual => ordered(Ordering::is_le),
        Operator::Greater => ordered(Ordering::is_gt),
        Operator::GreaterEqual => ordered(Ordering::is_ge),
        Operator::Add => number(|a, b| a + b),
        Operator::Subtract => number(|a, b| a - b),
        Operator::Multiply => number(|a, b| a * b),
        Operator::Divide => number(|a, b| a / b),
        Operator::Modulo => number(|a, b| a % b),
    }
}
