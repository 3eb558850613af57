//! The functions: one table drives reading, checking, evaluating and suggesting.

mod date;
mod logic;
mod math;
mod rows;
mod text;
mod world;

use std::sync::Arc;

use super::NodeRef;
use super::ast::{Call, Node, NodeKind};
use super::error::ExprError;
use super::eval::Evaluation;
use super::kinds::StaticKind;
use super::value::Val;
use crate::limits::MAX_EXPR_TEXT_BYTES;

/// One function of the language.
#[derive(Debug)]
pub(super) struct Function {
    pub name: &'static str,
    least: usize,
    most: usize,
    /// Only every `step`-th number of arguments from `least` on is accepted.
    step: usize,
    /// What each argument must be; the last entry holds for all that follow.
    pub takes: &'static [Takes],
    pub gives: Gives,
    pub run: fn(&Arguments<'_>) -> Result<Val, ExprError>,
    /// Gives something else each time.
    pub volatile: bool,
    /// Reaches rows other than the own one, whatever its arguments are.
    pub other_rows: bool,
}

/// What an argument must be. Everything that could be right at run time is let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Any,
    Number,
    Date,
    /// The answer to a question with choices, or a text of ids.
    Selection,
    /// A choice's id, quoted.
    ChoiceId,
    /// A path, whose nodes are looked at one by one.
    Nodes,
}

/// The kind of a function's result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gives {
    Always(StaticKind),
    /// One of the arguments from this one on.
    OneOf(usize),
    /// Something of the first argument's kind.
    First,
}

/// No upper limit on the number of arguments.
const MANY: usize = usize::MAX;

const fn function(
    name: &'static str,
    (least, most): (usize, usize),
    takes: &'static [Takes],
    kind: StaticKind,
    run: fn(&Arguments<'_>) -> Result<Val, ExprError>,
) -> Function {
    let gives = Gives::Always(kind);
    Function { name, least, most, step: 1, takes, gives, run, volatile: false, other_rows: false }
}

impl Function {
    const fn volatile(self) -> Self {
        Self { volatile: true, ..self }
    }

    const fn other_rows(self) -> Self {
        Self { other_rows: true, ..self }
    }

    const fn step(self, step: usize) -> Self {
        Self { step, ..self }
    }

    const fn gives(self, gives: Gives) -> Self {
        Self { gives, ..self }
    }

    pub const fn accepts(&self, count: usize) -> bool {
        self.least <= count && count <= self.most && (count - self.least).is_multiple_of(self.step)
    }

    /// `2`, `1-2`, `2+`, `3, 5, 7…`
    pub fn expected_arguments(&self) -> String {
        let Self { least, most, step, .. } = *self;
        match most {
            _ if step > 1 => format!("{least}, {}, {}…", least + step, least + 2 * step),
            MANY => format!("{least}+"),
            _ if least == most => least.to_string(),
            _ => format!("{least}-{most}"),
        }
    }

    pub fn takes(&self, index: usize) -> Takes {
        self.takes.get(index).or(self.takes.last()).copied().unwrap_or(Takes::Any)
    }
}

fn tables() -> impl Iterator<Item = &'static Function> {
    [logic::TABLE, text::TABLE, math::TABLE, rows::TABLE, date::TABLE, world::TABLE].into_iter().flatten()
}

/// The names of all functions.
pub fn names() -> impl Iterator<Item = &'static str> {
    tables().map(|function| function.name)
}

pub(super) fn find(name: &str) -> Option<&'static Function> {
    tables().find(|function| function.name == name)
}

/// Functions of ODK that have no use here: places on Earth, encryption, other instances.
pub const OUT_OF_SCOPE: &[&str] = &[
    "area",
    "base64-decode",
    "base64-encode",
    "depend",
    "digest",
    "distance",
    "enclosed-area",
    "extract-signed",
    "geofence",
    "instance",
    "intersects",
    "property",
    "randomize",
    "version",
];
/// XPath's node tests, which look like functions.
const NODE_TESTS: &[&str] = &["comment", "node", "processing-instruction", "text"];

/// The error for a name that is no function, with the nearest name that is one.
pub(super) fn unknown(name: &str, at: usize) -> ExprError {
    if OUT_OF_SCOPE.contains(&name) {
        return ExprError::new(at, "expr-function-out-of-scope").with("function", name);
    }
    if NODE_TESTS.contains(&name) {
        return ExprError::new(at, "expr-step").with("step", format!("{name}()"));
    }
    match suggest(name) {
        Some(nearest) => {
            ExprError::new(at, "expr-function-misspelt").with("function", name).with("suggestion", nearest)
        }
        None => ExprError::new(at, "expr-function-unknown").with("function", name),
    }
}

/// The function whose name is nearest to `name`, if it is near enough to be what was meant. Of two that are as
/// near, the one that begins more like it.
fn suggest(name: &str) -> Option<&'static str> {
    let far = |known: &str| {
        let same_start = name.bytes().zip(known.bytes()).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        (distance(name, known), usize::MAX - same_start)
    };
    let nearest = names().min_by_key(|known| far(known))?;
    (far(nearest).0 <= name.chars().count().max(3) / 3).then_some(nearest)
}

/// Levenshtein's edit distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(!from.eq_ignore_ascii_case(&to));
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// The arguments of a call; each is evaluated when a function asks for it.
pub(super) struct Arguments<'a> {
    pub call: &'a Call,
    /// Where the call begins.
    pub at: usize,
    pub on: &'a Evaluation<'a>,
}

impl Arguments<'_> {
    fn len(&self) -> usize {
        self.call.args.len()
    }

    fn node(&self, index: usize) -> Result<&Node, ExprError> {
        // The parser has checked the number.
        self.call.args.get(index).ok_or_else(|| self.error("expr-argument-count"))
    }

    fn val(&self, index: usize) -> Result<Val, ExprError> {
        self.on.val(self.node(index)?)
    }

    fn number(&self, index: usize) -> Result<f64, ExprError> {
        Ok(self.val(index)?.precise_number())
    }

    fn boolean(&self, index: usize) -> Result<bool, ExprError> {
        Ok(self.val(index)?.boolean())
    }

    fn text(&self, index: usize) -> Result<Arc<str>, ExprError> {
        Ok(self.val(index)?.text())
    }

    /// The values of the arguments from `first` on; a path stands for the values of all its nodes.
    fn flattened(&self, first: usize) -> Result<Vec<Val>, ExprError> {
        let mut values = Vec::with_capacity(self.len());
        for arg in self.call.args.iter().skip(first) {
            match &arg.kind {
                NodeKind::Path(path) if self.on.cx.names.is_none() || path.bare_name().is_none() => {
                    values.extend(self.on.nodes(arg)?.into_iter().map(|node| self.value(node)));
                }
                _ => values.push(self.on.val(arg)?),
            }
        }
        Ok(values)
    }

    fn value(&self, node: NodeRef) -> Val {
        self.on.cx.tree.value(node).into()
    }

    /// The value `.` has, for functions that may be called without an argument.
    fn own_value(&self) -> Result<Val, ExprError> {
        let here = self.on.here;
        if here == self.on.cx.tree.root() {
            return Err(self.error("expr-no-own-value").with("function", self.call.function.name));
        }
        Ok(self.value(here))
    }

    fn error(&self, key: &'static str) -> ExprError {
        ExprError::new(self.at, key)
    }

    /// An error about one argument.
    fn error_in(&self, index: usize, key: &'static str) -> ExprError {
        ExprError::new(self.call.args.get(index).map_or(self.at, |arg| arg.at), key)
    }

    /// Texts one after the other, within the limit for built texts.
    fn joined(&self, separator: &str, parts: &[Val]) -> Result<Val, ExprError> {
        let mut text = String::new();
        for (index, part) in parts.iter().enumerate() {
            if index > 0 {
                text.push_str(separator);
            }
            match part {
                Val::Text(part) => text.push_str(part),
                other => text.push_str(&other.text()),
            }
            if text.len() > MAX_EXPR_TEXT_BYTES {
                return Err(self.error("expr-text-too-long").with("limit", MAX_EXPR_TEXT_BYTES));
            }
        }
        Ok(Val::Text(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_name_stands_once() {
        let names: Vec<_> = names().chain(OUT_OF_SCOPE.iter().copied()).chain(NODE_TESTS.iter().copied()).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }

    #[test]
    fn what_was_meant_is_suggested() {
        for (typed, meant) in [
            ("selcted", Some("selected")),
            ("Selected", Some("selected")),
            ("count-select", Some("count-selected")),
            ("jr:choicename", Some("jr:choice-name")),
            ("substring", Some("substr")),
            ("iff", Some("if")),
            ("not-a-function", None),
            ("x", None),
        ] {
            assert_eq!(suggest(typed), meant, "{typed}");
        }
    }
}
