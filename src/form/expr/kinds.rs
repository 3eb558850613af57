//! Static check: what kind of value an expression yields, and what in it can never be right.
//!
//! Nothing that ODK accepts in common use is refused: a text may hold a number, an empty text means "no answer".

use super::Slot;
use super::ast::{Call, Chain, Expr, Node, NodeKind, Operator, Own, Path};
use super::error::ExprError;
use super::function::{Gives, Takes};
use super::{date, number};

/// The kind of value, as far as it is known before any answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaticKind {
    Boolean,
    Number,
    Text,
    /// With or without a time.
    Date,
    /// One choice's id; `yes` or `no`.
    Choice,
    /// Ids of several choices.
    Choices,
    /// A group, a section or a repeat: no value of its own.
    Nodes,
    Unknown,
}

use StaticKind::{Boolean, Choice, Choices, Date, Nodes, Number, Text, Unknown};

impl Expr {
    /// The kind of the result; `Err` with everything that can never be right, in the order of the text.
    pub fn infer(&self, kind_of: &dyn Fn(Slot) -> StaticKind) -> Result<StaticKind, Vec<ExprError>> {
        let mut check = Check { kind_of, own: self.own, errors: Vec::new() };
        let kind = check.kind(&self.root, false);
        if check.errors.is_empty() {
            return Ok(kind);
        }
        check.errors.sort_by_key(|error| error.at);
        Err(check.errors)
    }
}

struct Check<'a> {
    kind_of: &'a dyn Fn(Slot) -> StaticKind,
    own: Option<Own>,
    errors: Vec<ExprError>,
}

impl Check<'_> {
    fn report(&mut self, node: &Node, key: &'static str) {
        self.errors.push(ExprError::new(node.at, key).with("found", node));
    }

    fn kind(&mut self, node: &Node, in_predicate: bool) -> StaticKind {
        match &node.kind {
            NodeKind::Number(_) => Number,
            NodeKind::Text(_) | NodeKind::ChoicesOf(_) => Text,
            NodeKind::Path(path) => self.path(path, node, in_predicate),
            NodeKind::Negated(_, operand) => {
                self.number(operand, in_predicate);
                Number
            }
            NodeKind::Chain(chain) => self.chain(chain, in_predicate),
            NodeKind::Call(call) => self.call(call, in_predicate),
        }
    }

    fn path(&mut self, path: &Path, node: &Node, in_predicate: bool) -> StaticKind {
        if path.names_question_as_form() {
            self.report(node, "expr-root");
        }
        for predicate in path.all_predicates() {
            self.kind(predicate, true);
        }
        let own = self.own.filter(|_| path.is_own(in_predicate)).map(|Own(slot)| slot);
        path.slot().or(own).map_or(Unknown, self.kind_of)
    }

    fn chain(&mut self, chain: &Chain, in_predicate: bool) -> StaticKind {
        let kind = match chain.rest.first().map(|(operator, _)| operator) {
            Some(Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide | Operator::Modulo) => {
                Number
            }
            _ => Boolean,
        };
        if let [(Operator::Equal | Operator::NotEqual, right)] = chain.rest.as_slice() {
            self.equality(&chain.first, right, in_predicate);
            return kind;
        }
        for operand in std::iter::once(&chain.first).chain(chain.rest.iter().map(|(_, operand)| operand)) {
            match chain.rest[0].0.level() {
                // `or`, `and`, and equalities one after the other: everything has a truth.
                0..=2 => _ = self.kind(operand, in_predicate),
                3 if chain.rest.len() == 1 => {}
                _ => self.number(operand, in_predicate),
            }
        }
        if let [(operator, right)] = chain.rest.as_slice()
            && operator.level() == 3
        {
            self.order(&chain.first, right, in_predicate);
        }
        kind
    }

    /// `<`, `<=`, `>`, `>=` compare numbers; dates count as days, texts of dates do not.
    fn order(&mut self, left: &Node, right: &Node, in_predicate: bool) {
        for operand in [left, right] {
            if operand.literal().is_some_and(|text| date::parse(text, 0).is_some()) {
                self.report(operand, "expr-date-text");
            } else {
                self.number(operand, in_predicate);
            }
        }
    }

    /// Reports an operand that can never be a number.
    fn number(&mut self, operand: &Node, in_predicate: bool) {
        match self.kind(operand, in_predicate) {
            Choice | Choices => self.report(operand, "expr-number-from-choice"),
            Nodes => self.report(operand, "expr-no-value"),
            Text if operand.literal().is_some_and(|text| number::from_text(text).is_nan()) => {
                self.report(operand, "expr-never-number");
            }
            _ => {}
        }
    }

    fn equality(&mut self, left: &Node, right: &Node, in_predicate: bool) {
        let kinds = (self.kind(left, in_predicate), self.kind(right, in_predicate));
        for (kind, node, other, other_node) in [(kinds.0, left, kinds.1, right), (kinds.1, right, kinds.0, left)] {
            let literal = other_node.literal().map_or("", |text| text.trim());
            match (kind, other) {
                (Nodes, _) => self.report(node, "expr-no-value"),
                (Choice | Choices, Boolean) => self.report(node, "expr-choice-boolean"),
                (Number, Text) if !literal.is_empty() && number::from_text(literal).is_nan() => {
                    self.report(other_node, "expr-never-number");
                }
                (Date, Text) if !literal.is_empty() && date::parse(literal, 0).is_none() => {
                    self.report(other_node, "expr-never-date");
                }
                _ => {}
            }
        }
    }

    fn call(&mut self, call: &Call, in_predicate: bool) -> StaticKind {
        let mut kinds = Vec::with_capacity(call.args.len());
        for (index, arg) in call.args.iter().enumerate() {
            kinds.push(self.argument(arg, call.function.takes(index), in_predicate));
        }
        match call.function.gives {
            Gives::Always(kind) => kind,
            Gives::First => kinds.first().copied().unwrap_or(Unknown),
            Gives::OneOf(first) => {
                let with_value = call.args.iter().zip(kinds).skip(first);
                // `''` stands for "no answer" beside any kind.
                let mut kinds = with_value.filter(|(arg, _)| arg.literal().is_none_or(|text| !text.is_empty()));
                let kind = kinds.next().map_or(Text, |(_, kind)| kind);
                kinds.fold(kind, |kind, (_, other)| common(kind, other))
            }
        }
    }

    fn argument(&mut self, arg: &Node, takes: Takes, in_predicate: bool) -> StaticKind {
        if takes == Takes::Number {
            self.number(arg, in_predicate);
            return Number;
        }
        let kind = self.kind(arg, in_predicate);
        let key = match (takes, kind) {
            (Takes::Selection, Number | Boolean | Date | Nodes) => "expr-not-a-choice",
            (Takes::ChoiceId, Number | Boolean | Date | Nodes) => "expr-choice-quotes",
            (Takes::Date, Boolean | Choice | Choices | Nodes) => "expr-never-date",
            (Takes::Date, Text) if arg.literal().is_some_and(|t| !t.is_empty() && date::parse(t, 0).is_none()) => {
                "expr-never-date"
            }
            (Takes::Nodes, _) if !matches!(arg.kind, NodeKind::Path(_)) => "expr-not-nodes",
            _ => return kind,
        };
        self.report(arg, key);
        kind
    }
}

/// The kind of something that is either of two kinds.
fn common(a: StaticKind, b: StaticKind) -> StaticKind {
    match (a, b) {
        _ if a == b => a,
        (Choice, Choices) | (Choices, Choice) => Choices,
        (Choice | Choices | Text, Choice | Choices | Text) => Text,
        _ => Unknown,
    }
}
