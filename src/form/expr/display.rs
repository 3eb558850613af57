//! An expression as text that reads back to an equal expression.

use std::fmt::{self, Display, Formatter};

use super::ast::{Chain, Expr, Node, NodeKind, Path, Start, Step, Test};

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Number(number) => write!(f, "{number}"),
            NodeKind::Text(text) => {
                let quote = if text.contains('\'') { '"' } else { '\'' };
                write!(f, "{quote}{text}{quote}")
            }
            NodeKind::ChoicesOf(name) => write!(f, "'${{{}}}'", name.text),
            NodeKind::Path(path) => path.fmt(f),
            NodeKind::Call(call) => {
                write!(f, "{}(", call.function.name)?;
                for (index, arg) in call.args.iter().enumerate() {
                    write!(f, "{}{arg}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str(")")
            }
            NodeKind::Negated(signs, operand) => {
                (0..*signs).try_for_each(|_| f.write_str("-"))?;
                let closed = matches!(operand.kind, NodeKind::Chain(_) | NodeKind::Negated(..)) || operand.is_root();
                if closed { write!(f, "({operand})") } else { operand.fmt(f) }
            }
            NodeKind::Chain(chain) => chain.fmt(f),
        }
    }
}

impl Node {
    /// `/` alone; an operator after it would be read as its first step.
    fn is_root(&self) -> bool {
        matches!(&self.kind, NodeKind::Path(path) if path.start == Start::Root && path.steps.is_empty())
    }
}

impl Display for Chain {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.operand(&self.first, f)?;
        for (operator, operand) in &self.rest {
            write!(f, " {} ", operator.symbol())?;
            self.operand(operand, f)?;
        }
        Ok(())
    }
}

impl Chain {
    fn level(&self) -> u8 {
        self.rest.first().map_or(0, |(operator, _)| operator.level())
    }

    fn operand(&self, operand: &Node, f: &mut Formatter<'_>) -> fmt::Result {
        match &operand.kind {
            NodeKind::Chain(inner) if inner.level() <= self.level() => write!(f, "({operand})"),
            _ if operand.is_root() => write!(f, "({operand})"),
            _ => operand.fmt(f),
        }
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.start {
            Start::Here | Start::Root => {}
            Start::Current => f.write_str("current()")?,
            Start::Named(name) => write!(f, "${{{}}}", name.text)?,
        }
        self.predicates.iter().try_for_each(|predicate| write!(f, "[{predicate}]"))?;
        if self.start == Start::Root && self.steps.is_empty() {
            return f.write_str("/");
        }
        for (index, step) in self.steps.iter().enumerate() {
            write!(f, "{}{step}", if index == 0 && self.start == Start::Here { "" } else { "/" })?;
        }
        Ok(())
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match &self.test {
            Test::Itself => ".",
            Test::Parent => "..",
            Test::Any => "*",
            Test::Child(name) => &name.text,
        })?;
        self.predicates.iter().try_for_each(|predicate| write!(f, "[{predicate}]"))
    }
}
