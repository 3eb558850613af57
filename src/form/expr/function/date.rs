//! Dates and times.

use super::{Arguments, Function, Takes, function};
use crate::form::expr::date::{self as calendar, Parsed};
use crate::form::expr::error::ExprError;
use crate::form::expr::kinds::StaticKind::{Date, Number, Text};
use crate::form::expr::value::Val;

type Outcome = Result<Val, ExprError>;

const DATES: &[Takes] = &[Takes::Date];
const FORMAT: &[Takes] = &[Takes::Date, Takes::Any];

pub(super) const TABLE: &[Function] = &[
    function("today", (0, 0), &[], Date, |args| Ok(Val::Date(args.on.cx.world.now().date()))).volatile(),
    function("now", (0, 0), &[], Date, |args| Ok(Val::DateTime(args.on.cx.world.now().civil()))).volatile(),
    function("date", (1, 1), DATES, Date, |args| {
        Ok(match args.val(0)? {
            Val::Number(number) if !number.is_nan() => {
                Val::Date(calendar::from_days(number).ok_or_else(|| not_a_date(args, &Val::Number(number)))?)
            }
            value => match moment(args, value)? {
                Moment::Empty(value) => value,
                Moment::At(parsed) => Val::Date(parsed.date()),
            },
        })
    }),
    function("date-time", (1, 1), DATES, Date, |args| {
        Ok(match moment(args, args.val(0)?)? {
            Moment::Empty(value) => value,
            Moment::At(parsed) => Val::DateTime(parsed.moment()),
        })
    }),
    function("decimal-date-time", (1, 1), DATES, Number, |args| {
        Ok(match args.val(0)? {
            Val::Number(number) => Val::Number(in_range(args, number)?),
            value => match moment(args, value)? {
                Moment::Empty(value) => value,
                Moment::At(parsed) => Val::Number(calendar::fractional_days(parsed.moment()) - offset_days(args)),
            },
        })
    }),
    function("decimal-time", (1, 1), DATES, Number, |args| {
        Ok(match args.val(0)? {
            Val::Number(number) => Val::Number(in_range(args, number)? - number.floor()),
            value => match moment(args, value)? {
                Moment::Empty(value) => value,
                Moment::At(parsed) => Val::Number(calendar::fractional_days(parsed.moment()).rem_euclid(1.0)),
            },
        })
    }),
    function("format-date", (2, 2), FORMAT, Text, format_date),
    function("format-date-time", (2, 2), FORMAT, Text, format_date),
];

/// A value as a moment: empty texts and NaN stay what they are.
enum Moment {
    Empty(Val),
    At(Parsed),
}

fn moment(args: &Arguments<'_>, value: Val) -> Result<Moment, ExprError> {
    if value.is_empty() {
        return Ok(Moment::Empty(value));
    }
    let found = match &value {
        Val::Date(date) => Some(Parsed::Date(*date)),
        Val::DateTime(moment) => Some(Parsed::DateTime(*moment)),
        Val::Text(text) => calendar::parse(text, args.on.cx.world.now().offset_minutes()),
        // Days from the midnight of Greenwich.
        Val::Number(days) => calendar::moment_from_days(days + offset_days(args)).map(Parsed::DateTime),
        Val::Boolean(_) => None,
    };
    found.map(Moment::At).ok_or_else(|| not_a_date(args, &value))
}

fn not_a_date(args: &Arguments<'_>, value: &Val) -> ExprError {
    args.error_in(0, "expr-not-a-date").with("value", value.text())
}

/// Days that are beyond every calendar are refused; NaN stays.
fn in_range(args: &Arguments<'_>, days: f64) -> Result<f64, ExprError> {
    if days.abs() > f64::from(i32::MAX) { Err(not_a_date(args, &Val::Number(days))) } else { Ok(days) }
}

fn offset_days(args: &Arguments<'_>) -> f64 {
    f64::from(args.on.cx.world.now().offset_minutes()) / (24.0 * 60.0)
}

fn format_date(args: &Arguments<'_>) -> Outcome {
    let Moment::At(parsed) = moment(args, args.val(0)?)? else { return Ok(Val::empty()) };
    let text = calendar::format(parsed.moment(), &args.text(1)?, args.on.cx.world.language());
    match text {
        Ok(text) => Ok(Val::Text(text.into())),
        Err(escape) => Err(args.error_in(1, "expr-date-pattern").with("escape", escape)),
    }
}
