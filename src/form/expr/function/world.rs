//! What comes from outside the form: tables, chance.

use std::sync::Arc;

use super::{Arguments, Function, Takes, function};
use crate::form::expr::error::ExprError;
use crate::form::expr::kinds::StaticKind::{Number, Text};
use crate::form::expr::value::Val;

type Outcome = Result<Val, ExprError>;

pub(super) const TABLE: &[Function] = &[
    function("pulldata", (4, 4), &[], Text, pulldata),
    function("random", (0, 0), &[], Number, |args| Ok(Val::Number(args.on.cx.world.random()))).volatile(),
    function("uuid", (0, 1), &[Takes::Number], Text, uuid).volatile(),
];

/// `pulldata(table, column, key_column, key)`: the cell of the first row with that key; empty if there is none.
fn pulldata(args: &Arguments<'_>) -> Outcome {
    let (table, column, key_column, key) = (args.text(0)?, args.text(1)?, args.text(2)?, args.text(3)?);
    let cell = args.on.cx.world.table_cell(&table, &column, &key_column, &key).ok_or_else(|| {
        args.error("expr-table").with("table", &table).with("column", &column).with("key_column", &key_column)
    })?;
    Ok(Val::Text(cell.into()))
}

/// A random identifier; with an argument, so many letters and digits.
fn uuid(args: &Arguments<'_>) -> Outcome {
    const MOST: usize = 256;
    if args.len() == 0 {
        return Ok(Val::Text(args.on.cx.world.uuid().into()));
    }
    // The cast saturates; NaN becomes 0.
    let length = (args.number(0)? as usize).min(MOST);
    let mut text = String::new();
    while text.len() < length {
        let before = text.len();
        text.extend(args.on.cx.world.uuid().chars().filter(char::is_ascii_alphanumeric));
        if text.len() == before {
            return Err(args.error("expr-uuid"));
        }
    }
    Ok(Val::Text(Arc::from(&text[..length])))
}
