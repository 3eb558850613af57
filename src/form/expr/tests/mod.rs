//! Expressions over a filled form.

mod check;
mod fuzz;
mod sample;

use self::sample::{sample, slot};
use super::{Context, Expr, ExprError, Val};
use crate::l10n::{Language, Words};
use crate::limits::{MAX_EXPR_BYTES, MAX_EXPR_DEPTH};

/// Evaluates each expression at the n-th node of `path`; the expected value is written as text.
#[track_caller]
fn check(path: &str, n: usize, cases: &[(&str, &str)]) {
    let sample = sample();
    for (text, expected) in cases {
        match sample.eval_at(text, sample.node(path, n)) {
            Ok(value) => assert_eq!(&*value.text(), *expected, "{text}"),
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

fn error(text: &str) -> ExprError {
    let sample = sample();
    let error = sample.eval_at(text, sample.node("data/index", 1)).expect_err(text);
    spoken(&error);
    error
}

/// The error has words in every language, and all their arguments.
#[track_caller]
fn spoken(error: &ExprError) {
    for language in Language::ALL {
        let said = Words::of(language).problem(&error.problem());
        assert!(!said.starts_with("expr-") && !said.contains("{$"), "{said}");
    }
}

fn bound(text: &str) -> Expr {
    let mut expr = Expr::parse(text).unwrap();
    assert_eq!(expr.bind(&mut slot), [], "{text}");
    expr
}

#[test]
fn a_name_means_the_own_row_or_all_rows() {
    check(
        "data/door/width",
        2,
        &[
            ("${width}", "900"),
            ("${room}", "hall"),
            ("${dwelling}", "yurt"),
            ("sum(${width})", "900"),
            (". > 800 and ${step_rise} = 15.5", "true"),
            ("count(${photo})", "0"),
            ("position(..)", "2"),
        ],
    );
    check(
        "data/index",
        1,
        &[
            ("count(${door})", "3"),
            ("count(${width})", "3"),
            ("count-non-empty(${width})", "2"),
            ("sum(${width})", "1600"),
            ("min(${width})", "700"),
            ("max(${width})", "900"),
            ("max(${width}, 1000)", "1000"),
            ("sum(${size})", "16"),
            ("join(', ', ${room})", "bath, hall, bath"),
            ("concat(${room}, '!')", "bathhallbath!"),
            ("checklist(2, 2, ${width})", "true"),
        ],
    );
    check(
        "data/door/photo/size",
        2,
        &[("${size}", "4"), ("${width}", "700"), ("position(..)", "2"), ("position(../..)", "1")],
    );
}

#[test]
fn several_rows_are_no_single_value() {
    for text in ["${width} + 1 > 800", "selected(${room}, 'bath')", "string(${room})", "/data/door/width + 1"] {
        assert_eq!(error(text).key, "expr-several-rows", "{text}");
    }
    assert_eq!(error("1 + ${width}").at, 4);
}

/// XPath 1.0 §3.4, where JavaRosa gives an error.
#[test]
fn a_comparison_with_several_rows_holds_if_any_row_does() {
    check(
        "data",
        1,
        &[
            ("${width} > 800", "true"),
            ("${width} > 900", "false"),
            ("'hall' = ${room}", "true"),
            ("${room} = 'kitchen'", "false"),
            ("${room} != 'bath'", "true"),
            ("not(${room} = 'bath')", "false"),
            ("${width} = ${width}", "true"),
        ],
    );
}

#[test]
fn paths_walk_the_form() {
    check(
        "data/door/width",
        1,
        &[
            (".", "700"),
            ("./.", "700"),
            ("../room", "bath"),
            ("../../dwelling", "yurt"),
            ("../../hall/step_rise", "15.5"),
            ("/data/hall/step_rise", "15.5"),
            ("/any_name/dwelling", "yurt"),
            ("count(/data/door/width)", "3"),
            ("count(/data/*)", "10"),
            ("count(/*/hall)", "1"),
            ("count(..)", "1"),
            ("count(../../door/..)", "1"),
            ("count(../../nothing/at/all)", "0"),
            ("../../nothing", ""),
            ("/data/../..", ""),
            ("current()", "700"),
            ("current()/../room", "bath"),
            ("${hall}/step_rise", "15.5"),
            ("string(/)", ""),
        ],
    );
    // A row itself: its questions are children.
    check("data/door", 2, &[("room", "hall"), ("./width", "900"), ("count(photo/size)", "0"), ("position()", "2")]);
}

#[test]
fn predicates_choose_nodes() {
    check(
        "data/index",
        1,
        &[
            ("count(${door}[width < 800])", "1"),
            ("count(${door}[room = 'bath'])", "2"),
            ("count(${door}[room = 'bath'][width != ''])", "1"),
            ("count(${door}[${room} = 'bath'])", "2"),
            ("count(/data/door[selected(./room, 'bath')]/photo)", "3"),
            ("/data/door[2]/width", "900"),
            ("${door}[2]/width", "900"),
            ("${door}[position() = 2]/room", "hall"),
            ("${door}[number(current())]/room", "hall"),
            ("/data/door[position() = /data/index]/room", "hall"),
            ("count(/data/door/photo[1])", "2"),
            ("sum(/data/door/photo[last_one])", "0"),
            ("count(${width}[. = ''])", "1"),
            ("count(${door}[count(photo[size > 3]) > 0])", "2"),
        ],
    );
    check(
        "data/door/width",
        3,
        &[
            ("count(/data/door[room = current()/../room])", "2"),
            ("count(../../door[room = current()/../room and position() < position(current()/..)])", "1"),
        ],
    );
}

#[test]
fn indexed_repeat_picks_a_row() {
    check(
        "data/index",
        1,
        &[
            ("indexed-repeat(${width}, ${door}, 2)", "900"),
            ("indexed-repeat(${room}, ${door}, ${index})", "hall"),
            ("indexed-repeat(${room}, ${door}, ${blank})", "bath"),
            ("indexed-repeat(${room}, ${door}, -3)", "bath"),
            ("indexed-repeat(${room}, ${door}, 9)", ""),
            ("indexed-repeat(/data/door/width, /data/door, 2)", "900"),
            ("indexed-repeat(${size}, ${door}, 1, ${photo}, 2)", "4"),
            ("indexed-repeat(/data/door/photo/size, /data/door, 3, /data/door/photo, 1)", "9"),
            ("indexed-repeat(${size}, ${door}, 2, ${photo}, 1)", ""),
        ],
    );
    // Inside a row: the row before.
    check("data/door/width", 3, &[("indexed-repeat(${width}, ${door}, position(..) - 1)", "900")]);
    assert_eq!(error("indexed-repeat(${size}, ${door}, 1)").key, "expr-several-rows");
}

#[test]
fn empty_answers_are_neither_zero_nor_false_by_accident() {
    check(
        "data/index",
        1,
        &[
            ("${blank} = ''", "true"),
            ("${blank} = 0", "false"),
            ("${blank} != 0", "true"),
            ("${blank} < 1", "false"),
            ("${blank} >= 0", "false"),
            ("${blank} + 1", "NaN"),
            ("boolean(${blank})", "false"),
            ("coalesce(${blank}, ${dwelling})", "yurt"),
            ("coalesce(${dwelling}, ${width})", "yurt"),
            ("coalesce(${blank} + 1, 7)", "7"),
            ("coalesce('', '', 'c')", "c"),
            ("if(${blank}, 'a', 'b')", "b"),
            ("selected(${blank}, 'x')", "false"),
            ("count-selected(${mobility})", "2"),
            ("selected-at(${mobility}, 1)", "cane"),
            ("selected-at(${mobility}, 2)", ""),
            ("selected-at(${mobility}, -1)", ""),
            ("once('x')", "2"),
            ("min(${blank})", "NaN"),
            ("sum(${blank})", "0"),
            ("date(${blank})", ""),
            ("format-date(${blank}, '%Y')", ""),
            ("normalize-space(${owner})", "其其格 敖登"),
            ("string-length(normalize-space(${owner}))", "6"),
            ("string-length()", "1"),
        ],
    );
    check("data/blank", 1, &[("once('x')", "x"), ("once(${index})", "2")]);
}

#[test]
fn dates_count_days() {
    check(
        "data/seen",
        1,
        &[
            ("today()", "2026-11-24"),
            ("now()", "2026-11-24T09:30:05"),
            ("today() - ${seen}", "4"),
            (". <= today()", "true"),
            ("${seen} < date('2026-11-21')", "true"),
            ("${seen} < '2026-11-21'", "false"),
            ("${seen} = '2026-11-20'", "true"),
            ("${seen} = date('2026-11-20')", "true"),
            ("date(${seen} + 12)", "2026-12-02"),
            ("date(0.9)", "1970-01-01"),
            ("date(-0.9)", "1970-01-01"),
            ("date('2026-11-24T09:30:00')", "2026-11-24"),
            ("date-time('2026-11-24T01:30:00Z')", "2026-11-24T09:30:00"),
            ("date-time(0)", "1970-01-01T08:00:00"),
            ("decimal-date-time('1970-01-02T08:00:00')", "1"),
            ("decimal-date-time(1.5)", "1.5"),
            ("decimal-time('2026-11-24T12:00:00')", "0.5"),
            ("format-date(${seen}, '%Y年%n月%e日')", "2026年11月20日"),
            ("format-date(now(), '%H:%M:%S.%3')", "09:30:05.000"),
            ("format-date-time('2026-03-01T07:08:09', '%d %b %a %h')", "01 Mar Sun 7"),
            ("int((today() - date('1950-05-06')) div 365.25)", "76"),
            ("floor(now()) = number(today())", "true"),
        ],
    );
    for text in ["date('1983-09-31')", "date(true())", "date(1 div 0)", "date(9999999999)", "decimal-time('7:30')"] {
        assert_eq!(error(text).key, "expr-not-a-date", "{text}");
    }
    assert_eq!(error("format-date(today(), '%Q')").args, [("escape", "%Q".to_owned())]);
}

#[test]
fn texts_and_the_world() {
    check(
        "data/index",
        1,
        &[
            ("substr('轮椅可通过', 2)", "可通过"),
            ("substr('hello', 1, -1)", "ell"),
            ("substr('hello', 4, 2)", ""),
            ("substr('hello', -99, 99)", "hello"),
            ("translate('轮椅', '椅', '胎')", "轮胎"),
            ("reverse('abc')", "cba"),
            ("concat()", ""),
            ("regex('12345', '[0-9]{5}')", "true"),
            ("regex('123456', '[0-9]{5}')", "false"),
            ("regex('ab', 'a|b')", "false"),
            ("regex(${dwelling}, concat('y', '.*'))", "true"),
            ("pulldata('prices', 'price', 'code', 'E01') * 2", "900"),
            ("pulldata('prices', 'price', 'code', 'E99')", ""),
            ("random()", "0.25"),
            ("string-length(uuid())", "36"),
            ("uuid(40)", "a5d1a3e29c8e4ad69f6b0c8f2d6b6b11a5d1a3e2"),
            ("uuid(-1)", ""),
            ("weighted-checklist(2, 3, 'a', 2, '', 5)", "true"),
            ("jr:choice-name(${dwelling}, '${dwelling}')", "蒙古包"),
            ("jr:choice-name('bath', ' ${ room } ')", "卫生间"),
            ("jr:choice-name('bath', '/data/door/room')", "卫生间"),
            ("jr:choice-name('unheard-of', '${room}')", ""),
            ("1 - -1", "2"),
            ("--5", "5"),
            ("5 mod-3", "2"),
            ("1 OR 0", "true"),
            ("\"it's\"", "it's"),
        ],
    );
    assert_eq!(error("pulldata('fees', 'price', 'code', 'x')").key, "expr-table");
    assert_eq!(error("regex('a', '(')").key, "expr-pattern");
    assert_eq!(error("regex('a', concat('(', ''))").key, "expr-pattern");
    assert_eq!(error("selected('1 2', 1)").key, "expr-choice-quotes");
}

#[test]
fn a_choice_filter_sees_attributes_first() {
    let sample = sample();
    let mut expr = Expr::parse("dwelling = ${dwelling} and id != 'tent'").unwrap();
    assert_eq!(expr.bind_filter(&mut slot), []);
    assert_eq!(expr.slots(), [slot("dwelling").unwrap()]);
    assert_eq!(expr.bare_names().iter().map(|name| &*name.name).collect::<Vec<_>>(), ["dwelling", "id"]);
    let filter = |attribute: &'static str| {
        let names = move |name: &str| match name {
            "dwelling" => Some(attribute.into()),
            "id" => Some("felt".into()),
            _ => None,
        };
        expr.eval(&Context::new(&sample, &sample, sample.node("data/index", 1)).with_names(&names)).unwrap()
    };
    assert_eq!((filter("yurt"), filter("house")), (Val::Boolean(true), Val::Boolean(false)));
}

#[test]
fn long_and_deep_expressions_are_safe() {
    let sum = vec!["1"; MAX_EXPR_BYTES / 2].join("+");
    check("data/index", 1, &[(&sum, "4096")]);
    let nested = format!("{}1{}", "(".repeat(MAX_EXPR_DEPTH - 1), ")".repeat(MAX_EXPR_DEPTH - 1));
    check("data/index", 1, &[(&nested, "1"), (&format!("{}1", "-".repeat(MAX_EXPR_BYTES - 1)), "-1")]);
    let calls = format!("{}1{}", "abs(".repeat(MAX_EXPR_DEPTH - 1), ")".repeat(MAX_EXPR_DEPTH - 1));
    let predicates = format!("count({}.{})", "/data[".repeat(MAX_EXPR_DEPTH - 2), " or 1]".repeat(MAX_EXPR_DEPTH - 2));
    check("data/index", 1, &[(&calls, "1"), (&predicates, "1")]);
}

#[test]
fn work_and_texts_have_limits() {
    // Ten nodes look at ten nodes look at …
    let mut text = "/data/*".to_owned();
    for _ in 0..7 {
        text = format!("/data/*[count({text}) > 0]");
    }
    assert_eq!(error(&format!("count({text})")).key, "expr-too-much-work");
    let mut text = format!("'{}'", "x".repeat(2000));
    for _ in 0..8 {
        text = format!("join({text}, 1, 1, 1, 1, 1, 1, 1)");
    }
    assert_eq!(error(&text).key, "expr-text-too-long");
}
