//! Conditions, conversions and choices.

use super::{Arguments, Function, Gives, MANY, Takes, function};
use crate::form::expr::ast::NodeKind;
use crate::form::expr::error::ExprError;
use crate::form::expr::kinds::StaticKind::{Boolean, Number, Text, Unknown};
use crate::form::expr::number;
use crate::form::expr::value::Val;

type Outcome = Result<Val, ExprError>;

pub(super) const TABLE: &[Function] = &[
    function("true", (0, 0), &[], Boolean, |_| Ok(Val::Boolean(true))),
    function("false", (0, 0), &[], Boolean, |_| Ok(Val::Boolean(false))),
    function("not", (1, 1), &[], Boolean, |args| Ok(Val::Boolean(!args.boolean(0)?))),
    function("boolean", (1, 1), &[], Boolean, |args| args.boolean(0).map(Val::Boolean)),
    function("boolean-from-string", (1, 1), &[], Boolean, |args| {
        let text = args.text(0)?;
        Ok(Val::Boolean(text.eq_ignore_ascii_case("true") || &*text == "1"))
    }),
    function("number", (1, 1), &[], Number, |args| Ok(Val::Number(args.val(0)?.number()))),
    function("string", (1, 1), &[], Text, |args| args.text(0).map(Val::Text)),
    function("if", (3, 3), &[], Unknown, |args| args.val(if args.boolean(0)? { 1 } else { 2 })).gives(Gives::OneOf(1)),
    function("coalesce", (2, MANY), &[], Unknown, coalesce).gives(Gives::OneOf(0)),
    function("once", (1, 1), &[], Unknown, once).gives(Gives::OneOf(0)),
    function("selected", (2, 2), &[Takes::Selection, Takes::ChoiceId], Boolean, selected),
    function("is-selected", (2, 2), &[Takes::Selection, Takes::ChoiceId], Boolean, selected),
    function("count-selected", (1, 1), &[Takes::Selection], Number, |args| {
        Ok(Val::Number(args.text(0)?.split_whitespace().count() as f64))
    }),
    function("selected-at", (2, 2), &[Takes::Selection, Takes::Number], Text, selected_at),
    function("jr:choice-name", (2, 2), &[], Text, choice_name),
    function("checklist", (2, MANY), &[Takes::Number, Takes::Number, Takes::Any], Boolean, checklist),
    function("weighted-checklist", (2, MANY), &[Takes::Number, Takes::Number, Takes::Any], Boolean, weighted_checklist)
        .step(2),
];

/// The first argument that is not empty, else the last.
fn coalesce(args: &Arguments<'_>) -> Outcome {
    let last = args.len() - 1;
    for index in 0..last {
        let value = args.val(index)?;
        if !value.is_empty() {
            return Ok(value);
        }
    }
    args.val(last)
}

/// What the question holds already, else the argument.
fn once(args: &Arguments<'_>) -> Outcome {
    let held = args.value(args.on.cx.place);
    if held.text().is_empty() { args.val(0) } else { Ok(held) }
}

fn selected(args: &Arguments<'_>) -> Outcome {
    let Val::Text(id) = args.val(1)? else { return Err(args.error_in(1, "expr-choice-quotes")) };
    let (ids, id) = (args.text(0)?, id.trim());
    let found = if id.is_empty() || id.contains(' ') {
        format!(" {ids} ").contains(&format!(" {id} "))
    } else {
        ids.split(' ').any(|selected| selected == id)
    };
    Ok(Val::Boolean(found))
}

/// The n-th selected choice, counted from 0; empty beyond the last.
fn selected_at(args: &Arguments<'_>) -> Outcome {
    let (ids, index) = (args.text(0)?, args.number(1)?.trunc());
    // Negative ones and NaN are refused before the cast, which saturates.
    let found = if index >= 0.0 || index.is_nan() { ids.split_whitespace().nth(index as usize) } else { None };
    Ok(Val::Text(found.unwrap_or_default().into()))
}

fn choice_name(args: &Arguments<'_>) -> Outcome {
    let NodeKind::ChoicesOf(name) = &args.node(1)?.kind else { return Err(args.error_in(1, "expr-choice-name")) };
    let slot = name.slot.ok_or_else(|| args.error_in(1, "expr-unbound").with("name", &name.text))?;
    let label = args.on.cx.tree.choice_label(slot, args.text(0)?.trim());
    Ok(label.map_or_else(Val::empty, Val::Text))
}

/// At least so many (a negative number: any) and at most so many of the conditions hold.
fn checklist(args: &Arguments<'_>) -> Outcome {
    let (least, most) = (args.number(0)?.trunc(), args.number(1)?.trunc());
    let count = args.flattened(2)?.iter().filter(|value| value.boolean()).count() as f64;
    // NaN counts as 0, as it does when cast.
    let (least, most) = (if least.is_nan() { 0.0 } else { least }, if most.is_nan() { 0.0 } else { most });
    Ok(Val::Boolean((least < 0.0 || count >= least) && (most < 0.0 || count <= most)))
}

/// The weights of the conditions that hold sum up to something between the first two arguments. Conditions and
/// weights alternate; two paths stand for a list of each.
fn weighted_checklist(args: &Arguments<'_>) -> Outcome {
    let (least, most) = (args.number(0)?, args.number(1)?);
    let mut sum = 0.0;
    let mut add = |condition: &Val, weight: &Val| sum += if condition.boolean() { weight.number() } else { 0.0 };
    let is_path = |index: usize| args.node(index).is_ok_and(|arg| matches!(arg.kind, NodeKind::Path(_)));
    if args.len() == 4 && is_path(2) && is_path(3) {
        let (conditions, weights) = (args.on.nodes(args.node(2)?)?, args.on.nodes(args.node(3)?)?);
        if conditions.len() != weights.len() {
            return Err(args.error("expr-unequal-lists"));
        }
        conditions.into_iter().zip(weights).for_each(|(c, w)| add(&args.value(c), &args.value(w)));
    } else {
        for index in (2..args.len()).step_by(2) {
            add(&args.val(index)?, &args.val(index + 1)?);
        }
    }
    Ok(Val::Boolean(sum >= least - number::NEAR && sum <= most + number::NEAR))
}
