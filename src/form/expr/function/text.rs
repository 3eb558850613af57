//! Texts. Lengths and places count characters.

use super::{Arguments, Function, MANY, Takes, function};
use crate::form::expr::error::ExprError;
use crate::form::expr::kinds::StaticKind::{Boolean, Number, Text};
use crate::form::expr::parse::compile_pattern;
use crate::form::expr::value::Val;

type Outcome = Result<Val, ExprError>;

pub(super) const TABLE: &[Function] = &[
    function("concat", (0, MANY), &[], Text, |args| args.joined("", &args.flattened(0)?)),
    function("join", (1, MANY), &[], Text, |args| args.joined(&args.text(0)?, &args.flattened(1)?)),
    function("string-length", (0, 1), &[], Number, |args| {
        let text = if args.len() == 0 { args.own_value()?.text() } else { args.text(0)? };
        Ok(Val::Number(text.chars().count() as f64))
    }),
    function("normalize-space", (0, 1), &[], Text, |args| {
        let text = if args.len() == 0 { args.own_value()?.text() } else { args.text(0)? };
        Ok(Val::Text(text.split_whitespace().collect::<Vec<_>>().join(" ").into()))
    }),
    function("substr", (2, 3), &[Takes::Any, Takes::Number, Takes::Number], Text, substr),
    function("substring-before", (2, 2), &[], Text, |args| {
        let (text, mark) = (args.text(0)?, args.text(1)?);
        Ok(Val::Text(text.split_once(&*mark).map_or("", |(before, _)| before).into()))
    }),
    function("substring-after", (2, 2), &[], Text, |args| {
        let (text, mark) = (args.text(0)?, args.text(1)?);
        Ok(Val::Text(text.split_once(&*mark).map_or("", |(_, after)| after).into()))
    }),
    function("contains", (2, 2), &[], Boolean, |args| Ok(Val::Boolean(args.text(0)?.contains(&*args.text(1)?)))),
    function("starts-with", (2, 2), &[], Boolean, |args| Ok(Val::Boolean(args.text(0)?.starts_with(&*args.text(1)?)))),
    function("ends-with", (2, 2), &[], Boolean, |args| Ok(Val::Boolean(args.text(0)?.ends_with(&*args.text(1)?)))),
    function("translate", (3, 3), &[], Text, translate),
    function("reverse", (1, 1), &[], Text, |args| {
        Ok(Val::Text(args.text(0)?.chars().rev().collect::<String>().into()))
    }),
    function("regex", (2, 2), &[], Boolean, regex),
];

/// `substr(text, start, end)`, counted from 0, `end` excluded; negative numbers count from the end.
fn substr(args: &Arguments<'_>) -> Outcome {
    let text = args.text(0)?;
    let length = text.chars().count();
    let place = |number: f64| {
        // NaN becomes 0; the casts saturate.
        let number = number.trunc() as i64;
        let from_end = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
        if number < 0 { length.saturating_sub(from_end) } else { from_end.min(length) }
    };
    let start = place(args.number(1)?);
    let end = if args.len() == 3 { place(args.number(2)?) } else { length };
    Ok(Val::Text(text.chars().skip(start).take(end.saturating_sub(start)).collect::<String>().into()))
}

/// Each character of the second text becomes the one at its place in the third, or goes if there is none.
fn translate(args: &Arguments<'_>) -> Outcome {
    let (text, from, to) = (args.text(0)?, args.text(1)?, args.text(2)?);
    let to: Vec<char> = to.chars().collect();
    let changed: String = text
        .chars()
        .filter_map(|letter| match from.chars().position(|c| c == letter) {
            None => Some(letter),
            Some(index) => to.get(index).copied(),
        })
        .collect();
    Ok(Val::Text(changed.into()))
}

/// Whether the pattern matches the whole text.
fn regex(args: &Arguments<'_>) -> Outcome {
    let text = args.text(0)?;
    let matches = match &args.call.pattern {
        Some(pattern) => pattern.is_match(&text),
        None => compile_pattern(&args.text(1)?, args.node(1)?.at)?.is_match(&text),
    };
    Ok(Val::Boolean(matches))
}
