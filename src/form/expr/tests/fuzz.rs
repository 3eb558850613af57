//! Property tests: no text makes reading or evaluating panic or hang, and what is written reads back.

use proptest::prelude::*;

use super::sample::{kind_of, sample, slot};
use crate::form::expr::{Context, Expr};
use crate::limits::MAX_EXPR_BYTES;

/// Real expressions, to be cut up and put together again.
const SEEDS: &[&str] = &[
    "${step_rise} > 15 and selected(${mobility}, 'wheelchair')",
    "if(${width} >= 800, 'met', if(. = '', '', \"not met\"))",
    "count(${door}[width < 800][room = current()/../room]) > 0",
    "indexed-repeat(${width}, ${door}, position(..) - 1)",
    "format-date(date(${seen} + 7), '%Y-%n-%e') != ''",
    "jr:choice-name(${room}, '${room}')",
    "/data/door[position() = 2]/photo[1]/size",
    "-(1 + 2) * 3 div (4 - -5) mod .5 <= 6 != 7",
    "regex(${owner}, '[A-Z]+\\d{2}') or not(boolean('x'))",
    "coalesce(once(uuid(8)), pulldata('prices', 'price', 'code', ${dwelling}))",
    "join(', ', ${room}, substr(${owner}, 1, -1))",
    "round(sum(${width}) div count(${door}), 2) = '4,6'",
    "weighted-checklist(1, 2, ${blank}, 3, decimal-date-time('2018-01-02T10:20:30.123+08'), 1e)",
];

/// Tokens that expressions are made of.
const PIECES: &[&str] = &[
    "${width}",
    "${door}",
    "${blank}",
    ".",
    "..",
    "/",
    "*",
    "[",
    "]",
    "(",
    ")",
    ",",
    "1",
    "-",
    "+",
    "=",
    "!=",
    "<",
    " and ",
    " or ",
    " div ",
    " mod ",
    "'x'",
    "\"2018-01-02\"",
    "/data",
    "current()",
    "position()",
    "count(",
    "selected(",
    "max(",
    "if(",
    "date(",
    "substr(",
    "room",
    "'${room}'",
    "jr:choice-name(",
    "join(",
    "99999999999",
    "|",
    "门",
    "＝",
    "é",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat()),
        // A seed with a stretch taken out and a piece put in; places are moved to the next character.
        (prop::sample::select(SEEDS), any::<prop::sample::Index>(), 0..9_usize, prop::sample::select(PIECES)).prop_map(
            |(seed, at, length, piece)| {
                let letters: Vec<char> = seed.chars().collect();
                let start = at.index(letters.len());
                let end = (start + length).min(letters.len());
                letters[..start].iter().chain(&piece.chars().collect::<Vec<_>>()).chain(&letters[end..]).collect()
            }
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_everything_reads_back(text in text()) {
        let Ok(mut expr) = Expr::parse(&text) else { return Ok(()) };
        let shown = expr.to_string();
        if shown.len() <= MAX_EXPR_BYTES {
            let again = Expr::parse(&shown);
            prop_assert_eq!(again.as_ref(), Ok(&expr), "{}", shown);
        }
        expr.bind(&mut slot);
        let sample = sample();
        for (path, n) in [("data", 1), ("data/index", 1), ("data/door/width", 3)] {
            // Errors are as good as values here.
            drop(expr.eval(&Context::new(&sample, &sample, sample.node(path, n))));
        }
        drop((expr.infer(&kind_of), expr.references(), expr.literals_compared(), expr.uses_dot(), expr.is_volatile()));
    }
}

#[test]
fn every_seed_but_the_broken_one_is_read() {
    let broken = SEEDS.iter().filter(|seed| Expr::parse(seed).is_err()).count();
    assert_eq!(broken, 1);
}

#[test]
fn brackets_are_written_only_where_needed() {
    for text in [
        "1 - (2 - 3) - 4",
        "(1 - 2) - 3",
        "-(-5)",
        "--5",
        "-(1 + 2) * -3",
        "(1 = 2) = (3 = 4)",
        "1 + 2 * 3 < 4 and 5 or 6",
        "(1 or 2) and 3",
        "${a}[1][. = \"it's\"]/b/../*[2]",
        "/",
        "-(/) * 2 + (/)",
        "/data/*",
        "./a",
        "current()/../b",
        "jr:choice-name(${a}, '${a}')",
        "concat()",
        "1230000000000000000000 + 0.000555",
    ] {
        assert_eq!(Expr::parse(text).unwrap().to_string(), text);
    }
}
