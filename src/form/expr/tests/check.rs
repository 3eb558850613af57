//! Reading, binding and checking expressions before any answer.

use super::sample::{kind_of, sample, slot};
use super::{bound, spoken};
use crate::form::expr::{Compared, Context, Expr, Reach, StaticKind};
use crate::l10n::{Language, Words};
use crate::limits::{MAX_EXPR_BYTES, MAX_EXPR_DEPTH};

#[test]
fn references_tell_how_far_they_reach() {
    let reach = |text| {
        let found = bound(text).references();
        found
            .into_iter()
            .map(|r| format!("{}@{}{}", r.name, r.at, if r.reach == Reach::AllRows { "*" } else { "" }))
            .collect::<Vec<_>>()
    };
    assert_eq!(reach("${width} > 800 and . = 1"), ["width@0"]);
    assert_eq!(reach("sum(${width}) + ${index}"), ["width@4", "index@16"]);
    assert_eq!(reach("/data/door/width"), ["door@6*", "width@11*"]);
    assert_eq!(reach("count(${door}[width < ${index}])"), ["door@6*", "width@14*", "index@22*"]);
    assert_eq!(reach("position(..)"), ["..@9*"]);
    assert_eq!(reach("position() + ../width"), ["position()@0*", "width@16*"]);
    assert_eq!(reach("indexed-repeat(${width}, ${door}, ${index})"), ["width@15*", "door@25*", "index@34*"]);
    assert_eq!(reach("jr:choice-name('x', '${room}')"), [""; 0]);
    assert_eq!(bound("${width} + ${index} * ${width}").slots(), [slot("width").unwrap(), slot("index").unwrap()]);
}

#[test]
fn unknown_names_are_found_everywhere() {
    let mut expr = Expr::parse("${nobody}[${nowhere} = 1]/x + jr:choice-name('a', '${nothing}')").unwrap();
    let names: Vec<_> = expr.bind(&mut slot).into_iter().map(|unbound| (unbound.name, unbound.at)).collect();
    assert_eq!(names, [("nobody".to_owned(), 0), ("nowhere".to_owned(), 10), ("nothing".to_owned(), 50)]);
    let sample = sample();
    let error = expr.eval(&Context::new(&sample, &sample, sample.node("data/index", 1))).unwrap_err();
    assert_eq!(error.key, "expr-unbound");
}

#[test]
fn what_an_expression_needs_is_told() {
    for (text, dot, volatile) in [
        (". > 5", true, false),
        ("${door}[. = 1]", false, false),
        ("${door}[current() = 1]", true, false),
        ("once(random())", true, true),
        ("string-length() < 5", true, false),
        ("./width + ../x", false, false),
        ("if(1, 2, today())", false, true),
        ("uuid()", false, true),
    ] {
        let expr = bound(text);
        assert_eq!((expr.uses_dot(), expr.is_volatile()), (dot, volatile), "{text}");
    }
    assert_eq!(Expr::parse("1 + pulldata('prices', 'a', 'b', ${c})").unwrap().tables(), [("prices".into(), 13)]);
}

#[test]
fn literals_compared_with_answers_are_listed() {
    let text = "${room} = 'bath' or 'hall' != ${room} or selected(${mobility}, ' cane ') or ${room} = '' or . = 7 or 1 < ${width}";
    let mut expr = bound(text);
    expr.bind_own(slot("dwelling").unwrap());
    let expected = [
        ("room", "bath", "'bath'"),
        ("room", "hall", "'hall'"),
        ("mobility", "cane", "' cane '"),
        ("dwelling", "7", "7"),
    ];
    let expected = expected.map(|(name, literal, written)| Compared {
        slot: slot(name).unwrap(),
        literal: literal.into(),
        at: text.find(written).unwrap(),
    });
    assert_eq!(expr.literals_compared(), expected);
}

#[test]
fn kinds_are_inferred() {
    for (text, kind) in [
        ("1 + ${width}", StaticKind::Number),
        ("${width} > 3 and ${room}", StaticKind::Boolean),
        ("if(${room} = 'bath', 1, '')", StaticKind::Number),
        ("if(${room} = 'bath', 1, 'x')", StaticKind::Unknown),
        ("coalesce(${room}, ${dwelling})", StaticKind::Choice),
        ("coalesce(${room}, 'none')", StaticKind::Text),
        ("today()", StaticKind::Date),
        ("indexed-repeat(${width}, ${door}, 1)", StaticKind::Number),
        ("/data/door/width", StaticKind::Number),
        ("${door}[1]/room", StaticKind::Choice),
        ("nothing", StaticKind::Unknown),
        (".", StaticKind::Unknown),
    ] {
        assert_eq!(bound(text).infer(&kind_of), Ok(kind), "{text}");
    }
}

#[test]
fn what_can_never_be_right_is_reported() {
    for (text, key, at) in [
        ("1 + ${room}", "expr-number-from-choice", 4),
        ("-${mobility}", "expr-number-from-choice", 1),
        ("${room} > 3", "expr-number-from-choice", 0),
        ("abs(${room})", "expr-number-from-choice", 4),
        ("${width} * 'wide'", "expr-never-number", 11),
        ("${width} = 'wide'", "expr-never-number", 11),
        ("'wide' != ${width}", "expr-never-number", 0),
        ("${seen} > '2026-01-01'", "expr-date-text", 10),
        ("${seen} = '1.1.2026'", "expr-never-date", 10),
        ("format-date('tomorrow', '%Y')", "expr-never-date", 12),
        ("date(true())", "expr-never-date", 5),
        ("selected(${width}, '1')", "expr-not-a-choice", 9),
        ("count-selected(today())", "expr-not-a-choice", 15),
        ("selected(${room}, 1)", "expr-choice-quotes", 18),
        ("${door} = 1", "expr-no-value", 0),
        ("${hall} + 1", "expr-no-value", 0),
        ("${room} = true()", "expr-choice-boolean", 0),
        ("count(1)", "expr-not-nodes", 6),
        ("sum(${width} + 1)", "expr-not-nodes", 4),
        ("/door/width", "expr-root", 0),
        ("count(${door}[room > 1])", "expr-number-from-choice", 14),
    ] {
        let errors = bound(text).infer(&kind_of).unwrap_err();
        errors.iter().for_each(spoken);
        assert_eq!(errors.iter().map(|e| (e.key, e.at)).collect::<Vec<_>>(), [(key, at)], "{text}");
    }
    let mut own = Expr::parse(". >= 'a' or . = 'b'").unwrap();
    own.bind_own(slot("width").unwrap());
    assert_eq!(own.infer(&kind_of).unwrap_err().len(), 2);
}

#[test]
fn what_odk_accepts_is_no_false_alarm() {
    for text in [
        "${width} = '' or ${width} != ''",
        "${owner} + 1 > ${blank}",
        "number(${room}) + int(${dwelling}) + round(${room})",
        "${room} = 1 or ${room} = ${dwelling}",
        "true() = 'true' and ${room} and not(${mobility})",
        "selected(${owner}, 'x') and selected(${room}, ${dwelling}) and selected(., 'x')",
        "${seen} = '2026-01-01' and ${seen} > date('2026-01-01') and ${seen} + 1 > today() - 365",
        "count(${door}) > 0 and sum(/data/door/width) > 1 and max(${width}, 5) > 1",
        "if(${width} > 800, 'yes', 'no') = 'yes'",
        "concat(${room}, ${width}, ${seen}, true())",
        "date(${owner}) > date(17000)",
        "3 < 4 < 5 and 1 = 1 = 1",
        "once(uuid())",
        "(${width} > 800) + (${room} = 'bath')",
    ] {
        assert!(bound(text).infer(&kind_of).is_ok(), "{text}: {:?}", bound(text).infer(&kind_of));
    }
}

#[test]
fn what_cannot_be_read_says_where_and_why() {
    for (text, key, at) in [
        ("", "expr-end", 0),
        ("1 +", "expr-end", 3),
        ("(1", "expr-paren-open", 2),
        ("a[1", "expr-bracket-open", 3),
        ("1)", "expr-unexpected", 1),
        ("${a} ${b}", "expr-unexpected", 5),
        ("${a} b", "expr-operator-expected", 5),
        ("1 order", "expr-operator-expected", 2),
        ("'abc", "expr-quote", 0),
        ("${a", "expr-reference-open", 0),
        ("${1a}", "expr-reference-name", 0),
        ("${}", "expr-reference-name", 0),
        ("$a", "expr-variable", 0),
        ("${a} ＞ 3", "expr-character", 5),
        ("selected（1）", "expr-character", 8),
        ("selcted(${a}, 'x')", "expr-function-misspelt", 0),
        ("1 + not-a-function()", "expr-function-unknown", 4),
        ("digest('a', 'MD5')", "expr-function-out-of-scope", 0),
        ("${last-saved#a}", "expr-function-out-of-scope", 0),
        ("instance('x')/root/item", "expr-function-out-of-scope", 0),
        ("if(1, 2)", "expr-argument-count", 0),
        ("indexed-repeat(${a}, ${b}, 1, 2)", "expr-argument-count", 0),
        ("/descendant::blah", "expr-step", 1),
        ("/cant//support", "expr-step", 5),
        ("//a", "expr-step", 0),
        ("/text()", "expr-step", 1),
        ("a/@b", "expr-step", 2),
        ("x:*", "expr-step", 0),
        ("/union | /expr", "expr-union", 7),
        ("(a)[1]", "expr-filter", 3),
        ("(a)/b", "expr-filter", 3),
        (".[1]", "expr-filter", 1),
        ("true()[1]", "expr-filter", 6),
        ("jr:choice-name(${a}, ${a})", "expr-choice-name", 21),
        ("jr:choice-name(${a}, '${a')", "expr-choice-name", 21),
        ("regex('a', '(?=x)')", "expr-pattern", 11),
        (&"9".repeat(400), "expr-number", 0),
        (&"(".repeat(MAX_EXPR_DEPTH + 1), "expr-too-deep", MAX_EXPR_DEPTH),
        (&"1".repeat(MAX_EXPR_BYTES + 1), "expr-too-long", MAX_EXPR_BYTES),
    ] {
        let error = Expr::parse(text).expect_err(text);
        assert_eq!((error.key, error.at), (key, at), "{text}: {error}");
        spoken(&error);
    }
    assert_eq!(Expr::parse("selcted(1, 2)").unwrap_err().args[1], ("suggestion", "selected".to_owned()));
}

/// Every key that stands in the code has words; [`spoken`] proves of those met in tests that the arguments fit.
#[test]
fn every_error_has_words() {
    let sources = [
        include_str!("../lex.rs"),
        include_str!("../parse.rs"),
        include_str!("../kinds.rs"),
        include_str!("../eval.rs"),
        include_str!("../function/mod.rs"),
        include_str!("../function/logic.rs"),
        include_str!("../function/text.rs"),
        include_str!("../function/rows.rs"),
        include_str!("../function/date.rs"),
        include_str!("../function/world.rs"),
    ];
    let keys: Vec<&str> = sources.iter().flat_map(|s| s.split('"')).filter(|s| s.starts_with("expr-")).collect();
    assert!(keys.len() > 40);
    for key in keys {
        assert!(Language::ALL.iter().all(|&language| Words::of(language).has(key)), "{key}");
    }
}
