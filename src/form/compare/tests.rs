use super::*;
use crate::form::load::ron_options;
use crate::path::FieldPath;
use crate::value::{Decimal, Skip, Value};

fn form(version: u32, lists: &str, items: &str) -> FormText {
    let text = format!(
        r#"(id: "f", version: {version}, title: {{"zh": "表"}}, lists: {{"l": [{lists}], "yn": [
            (id: "yes", label: {{"zh": "是"}}), (id: "no", label: {{"zh": "否"}})]}}, items: [{items}])"#
    );
    ron_options().from_str(&text).unwrap()
}

fn question(id: &str, kind: &str, more: &str) -> String {
    format!(r#"Question(id: "{id}", kind: {kind}, label: {{"zh": "{id}"}}, {more}),"#)
}

fn at(path: &str) -> FieldPath {
    path.parse().unwrap()
}

fn number(number: f64) -> Value {
    Value::Decimal(Decimal::new(number).unwrap())
}

/// What moves (from, to, value) and what stays, of these answers.
fn migrated(
    old: &FormText,
    new: &FormText,
    answers: &[(&str, Value)],
) -> (Vec<(String, String, Value)>, Vec<(String, Why)>) {
    let comparison = Comparison::of(old, new);
    let all: Vec<(FieldPath, Value)> = answers.iter().map(|(path, value)| (at(path), value.clone())).collect();
    let there = |path: &FieldPath| all.iter().find(|(known, _)| known == path).map(|(_, value)| value.clone());
    let migration = comparison.migrate(all.clone(), there);
    let moves = migration.moves.into_iter().map(|one| (one.from.to_string(), one.to.to_string(), one.value));
    (moves.collect(), migration.kept.into_iter().map(|one| (one.path.to_string(), one.why)).collect())
}

#[test]
fn the_same_form_changes_nothing() {
    let text = question("a", "Integer(unit: Millimetre)", "");
    let (old, new) = (form(1, "", &text), form(2, "", &text));
    let comparison = Comparison::of(&old, &new);
    assert!(comparison.changes.is_empty() && comparison.moves_nothing());
    assert_eq!(migrated(&old, &new, &[("a", Value::Integer(7)), ("other", Value::Integer(1))]), (vec![], vec![]));
}

#[test]
fn what_changed_is_listed_question_by_question() {
    let old = [
        question("same", "YesNo", ""),
        question("old_name", "Integer(unit: Millimetre)", ""),
        question("width", "Integer(unit: Millimetre)", ""),
        question("kind", "YesNo", ""),
        question("gone", "Text()", ""),
        question("rule", "YesNo", ""),
    ];
    let new = [
        question("same", "YesNo", ""),
        question("new_name", "Integer(unit: Millimetre)", r#"was: ["old_name"]"#),
        question("width", "Decimal(unit: Metre)", ""),
        question("kind", "OneOf(list: \"yn\")", ""),
        question("rule", "YesNo", r#"required: "true()""#),
        question("added", "YesNo", ""),
    ];
    let (old, new) = (form(1, "", &old.concat()), form(2, "", &new.concat()));
    let comparison = Comparison::of(&old, &new);
    let told: Vec<(&str, &What)> = comparison.changes.iter().map(|change| (change.id.as_str(), &change.what)).collect();
    assert_eq!(
        told,
        [
            ("new_name", &What::Renamed { from: Name::of("old_name") }),
            ("new_name", &What::Reworded),
            ("width", &What::Kind { from: "Integer", to: "Decimal" }),
            ("width", &What::Unit { from: Some(Unit::Millimetre), to: Some(Unit::Metre) }),
            ("kind", &What::Kind { from: "YesNo", to: "OneOf" }),
            ("rule", &What::Rules),
            ("added", &What::Added),
            ("gone", &What::Gone),
        ]
    );
    assert!(!comparison.moves_nothing());
}

#[test]
fn answers_move_with_their_notes_and_photos_and_nothing_is_taken_away() {
    let repeat = |id: &str, was: &str, items: &str| {
        format!(r#"Repeat(id: "{id}", {was} title: {{"zh": "门"}}, one: {{"zh": "门"}}, items: [{items}]),"#)
    };
    let old = form(1, "", &repeat("door", "", &question("clear", "Integer(unit: Millimetre)", "")));
    let renamed = question("width", "Decimal(unit: Metre)", r#"was: ["clear"]"#);
    let new = form(2, "", &repeat("doorway", r#"was: ["door"],"#, &renamed));
    let text = |text: &str| Value::Text(text.into());
    let (moves, kept) = migrated(
        &old,
        &new,
        &[
            ("door/0000000001", Value::Row(1)),
            ("door/0000000001/clear", Value::Integer(760)),
            ("door/0000000001/clear.note", text("斜")),
            ("door/0000000001/clear/0000000002", Value::Row(1)),
            ("door/0000000001/clear/0000000002/mark/0000000003", Value::Row(1)),
            ("door/0000000004/clear", Value::Skipped(Skip::NotChecked)),
        ],
    );
    let moved = |from: &str, to: &str, value: Value| (from.to_owned(), to.to_owned(), value);
    assert_eq!(
        moves,
        [
            moved("door/0000000001", "doorway/0000000001", Value::Row(1)),
            moved("door/0000000001/clear", "doorway/0000000001/width", number(0.76)),
            moved("door/0000000001/clear.note", "doorway/0000000001/width.note", text("斜")),
            moved("door/0000000001/clear/0000000002", "doorway/0000000001/width/0000000002", Value::Row(1)),
            moved(
                "door/0000000001/clear/0000000002/mark/0000000003",
                "doorway/0000000001/width/0000000002/mark/0000000003",
                Value::Row(1)
            ),
            moved("door/0000000004/clear", "doorway/0000000004/width", Value::Skipped(Skip::NotChecked)),
        ]
    );
    assert_eq!(kept, []);
}

#[test]
fn what_does_not_fit_stays_with_its_reason() {
    let lists = [
        r#"(id: "a", label: {"zh": "甲"}), (id: "b", label: {"zh": "乙"}), (id: "c", label: {"zh": "丙"})"#,
        r#"(id: "a", label: {"zh": "甲"}), (id: "bee", was: ["b"], label: {"zh": "乙"})"#,
    ];
    let old = [
        question("gone", "Text()", ""),
        question("unit", "Integer(unit: Kilogram)", ""),
        question("one", "OneOf(list: \"l\")", ""),
        question("two", "OneOf(list: \"l\")", ""),
        question("many", "ManyOf(list: \"l\")", ""),
        question("number", "Text()", ""),
        question("words", "Text()", ""),
        question("from", "YesNo", ""),
    ];
    let new = [
        question("unit", "Integer(unit: Metre)", ""),
        question("one", "OneOf(list: \"l\")", ""),
        question("two", "OneOf(list: \"l\")", ""),
        question("many", "ManyOf(list: \"l\")", ""),
        question("number", "Integer()", ""),
        question("words", "Integer()", ""),
        question("to", "YesNo", r#"was: ["from"]"#),
    ];
    let (old, new) = (form(1, lists[0], &old.concat()), form(2, lists[1], &new.concat()));
    let choice = |id: &'static str| Value::Choice(Name::of(id));
    let text = |text: &str| Value::Text(text.into());
    let (moves, kept) = migrated(
        &old,
        &new,
        &[
            ("gone", text("旧")),
            ("unit", Value::Integer(70)),
            ("one", choice("c")),
            ("two", choice("b")),
            ("many", Value::Choices(vec![Name::of("b"), Name::of("a")])),
            ("number", text(" 12 ")),
            ("words", text("十二")),
            ("from", Value::YesNo(true)),
            ("to", Value::YesNo(false)),
        ],
    );
    let values: Vec<(&str, &Value)> = moves.iter().map(|(_, to, value)| (to.as_str(), value)).collect();
    assert_eq!(
        values,
        [
            ("two", &choice("bee")),
            ("many", &Value::Choices(vec![Name::of("a"), Name::of("bee")])),
            ("number", &Value::Integer(12)),
        ]
    );
    let kept: Vec<(&str, Why)> = kept.iter().map(|(path, why)| (path.as_str(), *why)).collect();
    assert_eq!(
        kept,
        [("gone", Why::Gone), ("unit", Why::Unit), ("one", Why::Choice), ("words", Why::Kind), ("from", Why::Answered)]
    );
}

#[test]
fn a_name_that_is_used_otherwise_now_takes_no_answers_along() {
    let old = form(1, "", &question("a", "YesNo", ""));
    let new = form(2, "", &[question("a", "YesNo", ""), question("b", "YesNo", r#"was: ["a"]"#)].concat());
    assert_eq!(migrated(&old, &new, &[("a", Value::YesNo(true))]), (vec![], vec![]));
}

#[test]
fn a_question_that_moved_into_rows_leaves_its_answer_where_it_is() {
    let old = form(1, "", &question("a", "YesNo", ""));
    let inside = question("a", "YesNo", "");
    let new =
        form(2, "", &format!(r#"Repeat(id: "r", title: {{"zh": "行"}}, one: {{"zh": "行"}}, items: [{inside}])"#));
    let (moves, kept) = migrated(&old, &new, &[("a", Value::YesNo(true))]);
    assert_eq!((moves, kept), (vec![], vec![("a".to_owned(), Why::Elsewhere)]));
}
