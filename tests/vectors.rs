//! Every row of `form-language/vectors.tsv`, taken from the tests of ODK JavaRosa, the reference engine.

use tantu::form::expr::{Context, Expr, ExprError, NodeRef, Val, World};
use tantu::form::nowhere::Nowhere;
use tantu::stamp::Moment;

const VECTORS: &str = include_str!("form-language/vectors.tsv");
const ROWS: usize = 196;
/// Functions of ODK that this program leaves out. Rows that call them must say so.
const OUT_OF_SCOPE: &[&str] = &["digest", "geofence"];
const OUT_OF_SCOPE_ROWS: usize = 5;

/// A world that stands still.
struct StillWorld;

impl World for StillWorld {
    fn now(&self) -> Moment {
        Moment::new(1_795_483_805, 480)
    }
    fn random(&self) -> f64 {
        0.5
    }
    fn uuid(&self) -> String {
        "a5d1a3e2-9c8e-4ad6-9f6b-0c8f2d6b6b11".to_owned()
    }
    fn table_cell(&self, _: &str, _: &str, _: &str, _: &str) -> Option<String> {
        None
    }
}

fn eval(expression: &str) -> Result<Val, ExprError> {
    Expr::parse(expression)?.eval(&Context::new(&Nowhere, &StillWorld, NodeRef(0)))
}

/// As JavaRosa's own tests: closer than 1e-12, and the sign of a zero must agree where the row states one.
fn same_number(found: f64, expected: &str) -> bool {
    let number: f64 = expected.parse().expect("a number");
    let same = found == number || found.is_nan() && number.is_nan() || (found - number).abs() < 1e-12;
    same && (!expected.starts_with("-0") || found.is_sign_negative())
}

#[test]
fn every_row_is_as_in_javarosa() {
    let (mut rows, mut left_out, mut wrong) = (0, 0, Vec::new());
    for line in VECTORS.lines().filter(|line| !line.starts_with('#')) {
        let [expression, kind, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line:?}");
        };
        rows += 1;
        let found = eval(expression);
        if OUT_OF_SCOPE.iter().any(|function| expression.starts_with(&format!("{function}("))) {
            left_out += 1;
            assert_eq!(found.map_err(|error| error.key), Err("expr-function-out-of-scope"), "{expression}");
            continue;
        }
        let right = match (&found, kind) {
            (Err(_), "error") => true,
            (Ok(Val::Boolean(value)), "boolean") => value.to_string() == expected,
            (Ok(Val::Text(text)), "string") => **text == *expected,
            (Ok(Val::Number(number)), "number") => same_number(*number, expected),
            _ => false,
        };
        if !right {
            wrong.push(format!("{expression}: expected {kind} {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!((rows, left_out), (ROWS, OUT_OF_SCOPE_ROWS));
}
