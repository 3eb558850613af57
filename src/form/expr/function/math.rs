//! Arithmetic beyond the operators.

use super::{Arguments, Function, Takes, function};
use crate::form::expr::error::ExprError;
use crate::form::expr::kinds::StaticKind::Number;
use crate::form::expr::number;
use crate::form::expr::value::Val;

type Outcome = Result<Val, ExprError>;

const NUMBERS: &[Takes] = &[Takes::Number];

pub(super) const TABLE: &[Function] = &[
    // As `number` and `round`, a way to say that a choice's id is meant as a number.
    function("int", (1, 1), &[], Number, |args| Ok(Val::Number(args.val(0)?.number().trunc()))),
    function("round", (1, 2), &[Takes::Any, Takes::Number], Number, |args| {
        let places = if args.len() == 2 { args.val(1)?.number() } else { 0.0 };
        Ok(Val::Number(number::round(args.val(0)?.number(), places)))
    }),
    function("floor", (1, 1), NUMBERS, Number, |args| unary(args, f64::floor)),
    function("ceiling", (1, 1), NUMBERS, Number, |args| unary(args, f64::ceil)),
    function("abs", (1, 1), NUMBERS, Number, |args| unary(args, f64::abs)),
    function("sqrt", (1, 1), NUMBERS, Number, |args| unary(args, f64::sqrt)),
    function("exp", (1, 1), NUMBERS, Number, |args| unary(args, f64::exp)),
    function("exp10", (1, 1), NUMBERS, Number, |args| unary(args, |number| 10_f64.powf(number))),
    function("log", (1, 1), NUMBERS, Number, |args| unary(args, f64::ln)),
    function("log10", (1, 1), NUMBERS, Number, |args| unary(args, f64::log10)),
    function("sin", (1, 1), NUMBERS, Number, |args| unary(args, f64::sin)),
    function("cos", (1, 1), NUMBERS, Number, |args| unary(args, f64::cos)),
    function("tan", (1, 1), NUMBERS, Number, |args| unary(args, f64::tan)),
    function("asin", (1, 1), NUMBERS, Number, |args| unary(args, f64::asin)),
    function("acos", (1, 1), NUMBERS, Number, |args| unary(args, f64::acos)),
    function("atan", (1, 1), NUMBERS, Number, |args| unary(args, f64::atan)),
    function("atan2", (2, 2), NUMBERS, Number, |args| binary(args, f64::atan2)),
    function("pow", (2, 2), NUMBERS, Number, |args| binary(args, f64::powf)),
    function("pi", (0, 0), &[], Number, |_| Ok(Val::Number(std::f64::consts::PI))),
];

fn unary(args: &Arguments<'_>, result: fn(f64) -> f64) -> Outcome {
    Ok(Val::Number(result(args.number(0)?)))
}

fn binary(args: &Arguments<'_>, result: fn(f64, f64) -> f64) -> Outcome {
    Ok(Val::Number(result(args.number(0)?, args.number(1)?)))
}
