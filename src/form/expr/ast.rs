//! The parsed expression.
//!
//! Operators of one precedence stand side by side in a [`Chain`], not inside one another, so that the depth of
//! the tree is the nesting a person wrote and no long sum can exhaust the stack.

use std::sync::Arc;

use regex::Regex;

use super::Slot;
use super::function::Function;

/// An expression, parsed once and evaluated often. Compares by meaning: offsets and bindings do not count.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub(super) root: Node,
    /// The question `.` stands for, if [`Expr::bind_own`] told.
    pub(super) own: Option<Own>,
}

/// The question that `.` stands for. Two expressions that differ only here are equal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own(pub Slot);

impl PartialEq for Own {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Part of an expression, with the byte it begins at.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub at: usize,
    pub kind: NodeKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind {
    Number(f64),
    Text(Arc<str>),
    Path(Path),
    Call(Call),
    Chain(Box<Chain>),
    /// So many minus signs before an operand.
    Negated(usize, Box<Node>),
    /// `'${q}'`, the second argument of `jr:choice-name`: a question named for its choices, not for its answer.
    ChoicesOf(Name),
}

/// Operands of one precedence level: `first (operator operand)+`, evaluated from the left.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chain {
    pub first: Node,
    pub rest: Vec<(Operator, Node)>,
}

/// A question's name with what it was bound to.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub text: Arc<str>,
    pub slot: Option<Slot>,
}

impl Name {
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), slot: None }
    }
}

/// A location path: `${door}[width < 800]/width`, `../x`, `/data/a/b`, `current()/../y`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    pub start: Start,
    /// Predicates directly after `${name}`.
    pub predicates: Vec<Node>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Start {
    /// The node the expression, or the predicate, is evaluated at.
    Here,
    Root,
    /// `current()`: the node the whole expression is evaluated at, also inside a predicate.
    Current,
    Named(Name),
}

#[derive(Clone, Debug)]
pub(super) struct Step {
    pub at: usize,
    pub test: Test,
    pub predicates: Vec<Node>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// `.`
    Itself,
    /// `..`
    Parent,
    /// `*`
    Any,
    Child(Name),
}

/// A function with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub function: &'static Function,
    pub args: Vec<Node>,
    /// The compiled pattern, where it is a literal.
    pub pattern: Option<Regex>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

impl Operator {
    /// Levels of binding strength; unary minus binds tighter than all of them.
    pub const LEVELS: u8 = 6;

    /// Whether it sets two values against each other.
    pub const fn compares(self) -> bool {
        matches!(self.level(), 2 | 3)
    }

    pub const fn level(self) -> u8 {
        match self {
            Self::Or => 0,
            Self::And => 1,
            Self::Equal | Self::NotEqual => 2,
            Self::Less | Self::LessEqual | Self::Greater | Self::GreaterEqual => 3,
            Self::Add | Self::Subtract => 4,
            Self::Multiply | Self::Divide | Self::Modulo => 5,
        }
    }

    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Or => "or",
            Self::And => "and",
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "div",
            Self::Modulo => "mod",
        }
    }
}

impl Node {
    /// The literal text, if it is one.
    pub fn literal(&self) -> Option<&Arc<str>> {
        if let NodeKind::Text(text) = &self.kind { Some(text) } else { None }
    }

    /// Calls `visit` with this node and every node inside, outer ones first, and whether it stands in a predicate,
    /// where `.` is not the place of the expression.
    pub fn walk<'a>(&'a self, in_predicate: bool, visit: &mut dyn FnMut(&'a Self, bool)) {
        visit(self, in_predicate);
        match &self.kind {
            NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::ChoicesOf(_) => {}
            NodeKind::Path(path) => path.all_predicates().for_each(|node| node.walk(true, visit)),
            NodeKind::Call(call) => call.args.iter().for_each(|arg| arg.walk(in_predicate, visit)),
            NodeKind::Negated(_, inner) => inner.walk(in_predicate, visit),
            NodeKind::Chain(chain) => {
                chain.first.walk(in_predicate, visit);
                chain.rest.iter().for_each(|(_, operand)| operand.walk(in_predicate, visit));
            }
        }
    }

    /// As [`Node::walk`], to change them.
    pub fn walk_mut(&mut self, visit: &mut dyn FnMut(&mut Self)) {
        visit(self);
        match &mut self.kind {
            NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::ChoicesOf(_) => {}
            NodeKind::Path(path) => {
                let steps = path.steps.iter_mut().flat_map(|step| step.predicates.iter_mut());
                path.predicates.iter_mut().chain(steps).for_each(|node| node.walk_mut(visit));
            }
            NodeKind::Call(call) => call.args.iter_mut().for_each(|arg| arg.walk_mut(visit)),
            NodeKind::Negated(_, inner) => inner.walk_mut(visit),
            NodeKind::Chain(chain) => {
                chain.first.walk_mut(visit);
                chain.rest.iter_mut().for_each(|(_, operand)| operand.walk_mut(visit));
            }
        }
    }
}

impl Path {
    pub fn all_predicates(&self) -> impl Iterator<Item = &Node> {
        self.predicates.iter().chain(self.steps.iter().flat_map(|step| &step.predicates))
    }

    /// Exactly `.` or `current()`.
    pub fn is_dot(&self) -> bool {
        match self.start {
            Start::Here => matches!(self.steps.as_slice(), [Step { test: Test::Itself, .. }]),
            Start::Current => self.steps.is_empty(),
            Start::Root | Start::Named(_) => false,
        }
    }

    /// The name, if the path is nothing but one: `dwelling`.
    pub fn bare_name(&self) -> Option<&Name> {
        match (&self.start, self.steps.as_slice()) {
            (Start::Here, [Step { test: Test::Child(name), predicates, .. }]) if predicates.is_empty() => Some(name),
            _ => None,
        }
    }

    /// `.` where it means the place of the expression, or `current()` anywhere.
    pub fn is_own(&self, in_predicate: bool) -> bool {
        self.is_dot() && (self.start == Start::Current || !in_predicate)
    }

    /// A path from the root that forgets the form's name: `/door/width` for `/data/door/width`.
    pub fn names_question_as_form(&self) -> bool {
        let first = self.steps.first().map(|step| &step.test);
        self.start == Start::Root && matches!(first, Some(Test::Child(Name { slot: Some(_), .. })))
    }

    /// What the path's last named step was bound to.
    pub fn slot(&self) -> Option<Slot> {
        match (self.steps.last().map(|step| &step.test), &self.start) {
            (Some(Test::Child(name)), _) | (None, Start::Named(name)) => name.slot,
            _ => None,
        }
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.test == other.test && self.predicates == other.predicates
    }
}

impl PartialEq for Call {
    fn eq(&self, other: &Self) -> bool {
        self.function.name == other.function.name && self.args == other.args
    }
}
