//! Rows of repeats: counting, summing, places and picking one.

use super::{Arguments, Function, Gives, MANY, Takes, function};
use crate::form::expr::NodeRef;
use crate::form::expr::ast::{Node, NodeKind, Path, Start};
use crate::form::expr::error::ExprError;
use crate::form::expr::eval::{Evaluation, several_rows};
use crate::form::expr::kinds::StaticKind::{Number, Unknown};
use crate::form::expr::value::Val;

type Outcome = Result<Val, ExprError>;

pub(super) const TABLE: &[Function] = &[
    function("count", (1, 1), &[Takes::Nodes], Number, |args| {
        Ok(Val::Number(args.on.nodes(args.node(0)?)?.len() as f64))
    }),
    function("count-non-empty", (1, 1), &[Takes::Nodes], Number, count_non_empty),
    function("sum", (1, 1), &[Takes::Nodes], Number, |args| {
        let nodes = args.on.nodes(args.node(0)?)?;
        let numbers = nodes.into_iter().map(|node| args.value(node).number());
        // Not `sum()`, which begins with a negative zero.
        Ok(Val::Number(numbers.filter(|number| !number.is_nan()).fold(0.0, |sum, number| sum + number)))
    }),
    function("min", (0, MANY), &[], Number, |args| extreme(args, f64::min)),
    function("max", (0, MANY), &[], Number, |args| extreme(args, f64::max)),
    function("position", (0, 1), &[Takes::Nodes], Number, position),
    function("indexed-repeat", (3, 11), &[Takes::Nodes, Takes::Nodes, Takes::Any], Unknown, indexed_repeat)
        .step(2)
        .other_rows()
        .gives(Gives::First),
];

/// Nodes with an answer, and groups and rows with anything in them.
fn count_non_empty(args: &Arguments<'_>) -> Outcome {
    let mut inside = Vec::new();
    let mut count = 0_usize;
    for node in args.on.nodes(args.node(0)?)? {
        inside.clear();
        args.on.cx.tree.children(node, "*", &mut inside);
        count += usize::from(!inside.is_empty() || !args.value(node).is_empty());
    }
    Ok(Val::Number(count as f64))
}

/// Empty answers and texts that are no numbers are left out; NaN if nothing remains.
fn extreme(args: &Arguments<'_>, choose: fn(f64, f64) -> f64) -> Outcome {
    let numbers = args.flattened(0)?.into_iter().map(|value| value.number());
    Ok(Val::Number(numbers.filter(|number| !number.is_nan()).reduce(choose).unwrap_or(f64::NAN)))
}

/// Which row it is, counted from 1: `position(..)`.
fn position(args: &Arguments<'_>) -> Outcome {
    let position = match args.len() {
        0 => args.on.position(args.at)?,
        // JavaRosa gives 0 where there is no node.
        _ => args.on.nodes(args.node(0)?)?.first().map_or(Ok(0), |&node| args.on.position_of(node, args.at))?,
    };
    Ok(Val::Number(position as f64))
}

/// `indexed-repeat(${name}, ${repeat}, index, …)`: the answer in a certain row; row 1 where the index is empty or
/// below 1.
fn indexed_repeat(args: &Arguments<'_>) -> Outcome {
    let mut row = None;
    for group in (1..args.len()).step_by(2) {
        // The cast saturates; NaN becomes 0.
        let index = (args.val(group + 1)?.number() as usize).max(1);
        let rows = rows_of(args.on, row, args.node(group)?)?;
        match rows.get(index - 1) {
            Some(&found) => row = Some(found),
            None => return Ok(Val::empty()),
        }
    }
    match within(args.on, row, args.node(0)?)?.as_slice() {
        [] => Ok(Val::empty()),
        [node] => Ok(args.value(*node)),
        several => Err(several_rows(args.node(0)?, several.len())),
    }
}

/// All rows of the repeat that `group` names; inside a row of it, that row and its siblings.
fn rows_of(on: &Evaluation<'_>, outer: Option<NodeRef>, group: &Node) -> Result<Vec<NodeRef>, ExprError> {
    let named = within(on, outer, group)?;
    let [only] = named.as_slice() else { return Ok(named) };
    on.siblings(*only, group.at)
}

/// The nodes of a path inside a row: `${name}` is looked up there, of other paths that part is taken.
fn within(on: &Evaluation<'_>, row: Option<NodeRef>, path: &Node) -> Result<Vec<NodeRef>, ExprError> {
    let Some(row) = row else { return on.nodes(path) };
    if matches!(&path.kind, NodeKind::Path(Path { start: Start::Named(_), .. })) {
        return on.nodes_at(row, path);
    }
    let tree = on.cx.tree;
    let mut nodes = on.nodes(path)?;
    nodes.retain(|&node| std::iter::successors(Some(node), |&inner| tree.parent(inner)).any(|outer| outer == row));
    Ok(nodes)
}
