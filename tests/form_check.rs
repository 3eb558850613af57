//! Every kind of mistake in a form is told, at its place, with a suggestion.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use proptest::prelude::*;
use tantu::form::compile::{Form, Known};
use tantu::form::load::load;
use tantu::l10n::{Language, Words};
use tantu::problem::{Problem, Severity};

const USED: &str = r#"(id: "household", version: 1, title: {"zh": "家庭", "en": "Household"}, items: [
    Question(id: "hh_phone", kind: Phone, label: {"zh": "电话", "en": "phone"}),
    Repeat(id: "person", title: {"zh": "人", "en": "people"}, one: {"zh": "人", "en": "person"}, items: [
        Question(id: "p_id", kind: CitizenId, label: {"zh": "号码", "en": "id"}),
    ]),
])"#;

const GOOD: &str = r#"(
    id: "good", version: 1, title: {"zh": "好表", "en": "Good"}, uses: ["household"],
    lists: {
        "mobility": [
            (id: "cane", label: {"zh": "手杖", "en": "cane"}, attrs: {"grade": "1"}),
            (id: "wheelchair", label: {"zh": "轮椅", "en": "wheelchair"}),
        ],
    },
    tables: {"prices": "prices.csv"},
    sources: {"gb50763": {"zh": "GB 50763-2012", "en": "GB 50763-2012"}},
    items: [
        Section(id: "door", title: {"zh": "门", "en": "door"}, quick: true, items: [
            Question(id: "mobility", kind: OneOf(list: "mobility"), label: {"zh": "移动", "en": "mobility"},
                filter: "grade = '1'", default: "'cane'"),
            Question(id: "width", kind: Integer(warn: (550, 1100), hard: (300, 2000)), label: {"zh": "净宽", "en": "width"},
                relevant: "${mobility} = 'wheelchair'", required: "true()", fine: "800",
                guidance: (text: {"zh": "量", "en": "measure"}, drawing: "door"),
                checks: [(holds: ". < ${twice}", message: {"zh": "核", "en": "check"})],
                references: [(source: "gb50763", text: {"zh": "≥", "en": "≥"}, when: "${mobility} != ''", met: ". >= 800")]),
            Question(id: "twice", kind: Calculated(value: "${height} * 2"), label: {"zh": "二", "en": "two"}),
            Question(id: "height", kind: Decimal(places: 1), label: {"zh": "高", "en": "height"}),
        ]),
        Repeat(id: "person", title: {"zh": "人", "en": "people"}, one: {"zh": "人", "en": "person"}, label: "${card}",
            presets: [(label: {"zh": "户主", "en": "head"}, values: {"card": "'15010219900307233641'"})], items: [
            Question(id: "card", kind: Certificate(citizen_id: "p_id"), label: {"zh": "证", "en": "card"}),
        ]),
    ],
    findings: [
        (id: "narrow", label: {"zh": "窄", "en": "narrow"}, priority: GettingOut, each: "person", when: "${width} < 800",
            evidence: ["width"], section: "door", measures: [(code: "D01", when: "true()", quantity: "1")]),
    ],
)"#;

fn compile(text: &str) -> Vec<Problem> {
    let (used, source) = load("household.ron", USED).unwrap();
    let (used, _) = Form::compile(used, &source, &Known::default()).unwrap();
    let used = [Arc::new(used)];
    let known = Known { used: &used, drawings: Some(&["door"]), measures: Some(&["D01"]) };
    let (text, source) = load("good.ron", text).unwrap();
    Form::compile(text, &source, &known).map_or_else(|problems| problems, |(_, warnings)| warnings)
}

#[test]
fn a_good_form_has_no_problems() {
    assert_eq!(compile(GOOD), []);
}

/// What is written instead of what; the problem; the place as the text around it; the suggestion.
const MISTAKES: &[(&str, &str, &str, &str, &str)] = &[
    ("\"zh\": \"好表\", ", "", "form-chinese-missing", "{\"en\": \"Good\"}", ""),
    (", \"en\": \"Good\"", "", "form-english-missing", "{\"zh\": \"好表\"}", ""),
    ("\"en\": \"Good\"", "\"en\": \"Good\", \"zj\": \"\"", "form-language-unknown", "\"zj\"", "zh"),
    ("id: \"height\"", "id: \"width\"", "form-name-twice", "\"width\", kind: Decimal", ""),
    ("id: \"height\"", "id: \"hh_phone\"", "form-name-taken", "\"hh_phone\"", ""),
    ("id: \"twice\"", "id: \"width.note\"", "form-name-reserved", "\"width.note\"", ""),
    ("list: \"mobility\"", "list: \"mobilty\"", "form-list-unknown", "\"mobilty\"", "mobility"),
    ("\"mobility\": [\n", "\"other\": [],\n \"mobility\": [\n", "form-list-empty", "\"other\"", ""),
    ("\"mobility\": [\n", "\"other\": [],\n \"mobility\": [\n", "form-list-unused", "\"other\"", ""),
    ("id: \"wheelchair\"", "id: \"cane\"", "form-choice-twice", "\"cane\", label: {\"zh\": \"轮椅\"", ""),
    ("source: \"gb50763\"", "source: \"gb5076\"", "form-source-unknown", "\"gb5076\"", "gb50763"),
    ("drawing: \"door\"", "drawing: \"doro\"", "form-drawing-unknown", "\"doro\"", "door"),
    ("code: \"D01\"", "code: \"D10\"", "form-measure-unknown", "\"D10\"", "D01"),
    ("uses: [\"household\"]", "uses: [\"household\", \"houshold\"]", "form-used-unknown", "\"houshold\"", "household"),
    ("each: \"person\"", "each: \"persons\"", "form-repeat-unknown", "\"persons\"", "person"),
    ("section: \"door\"", "section: \"dor\"", "form-section-unknown", "\"dor\"", "door"),
    ("evidence: [\"width\"]", "evidence: [\"widht\"]", "form-name-unknown", "\"widht\"", "width"),
    (
        "    findings: [",
        "    findings: [(id: \"narrow\", label: {\"zh\": \"a\", \"en\": \"a\"}, priority: Comfort, when: \"1\"),",
        "form-finding-twice",
        "\"narrow\", label: {\"zh\": \"窄\"",
        "",
    ),
    (
        "Repeat(id: \"person\"",
        "Group(id: \"g\", title: {\"zh\": \"a\", \"en\": \"a\"}, items: [Section(id: \"s\", title: \
        {\"zh\": \"a\", \"en\": \"a\"}, items: [])]), Repeat(id: \"person\"",
        "form-section-inside",
        "\"s\"",
        "",
    ),
    ("fine: \"800\",", "", "form-quick-empty", "true, items", ""),
    ("kind: Certificate", "filter: \"1\", kind: Certificate", "form-field-misplaced", "\"1\", kind", ""),
    ("warn: (550, 1100)", "warn: (1100, 550)", "form-range-inverted", "(1100, 550)", ""),
    ("warn: (550, 1100)", "warn: (100, 1100)", "form-range-outside", "(100, 1100)", ""),
    ("kind: Integer(", "kind: Integer(step: 0, ", "form-step", "0, warn", ""),
    ("places: 1", "places: 9", "form-places", "9)", ""),
    ("citizen_id: \"p_id\"", "citizen_id: \"p_ids\"", "form-name-unknown", "\"p_ids\"", "p_id"),
    ("citizen_id: \"p_id\"", "citizen_id: \"hh_phone\"", "form-citizen-id-elsewhere", "\"hh_phone\"", ""),
    ("${height} * 2", "${heigth} * 2", "form-name-unknown", "${heigth}", "height"),
    ("${height} * 2", "height * 2", "form-name-bare", "height * 2", "height"),
    ("${height} * 2", "../* ", "form-wildcard", "../*", ""),
    ("${height} * 2", "${height} * ", "expr-end", "\"), label: {\"zh\": \"二\"", ""),
    ("${height} * 2", "rond(${height})", "expr-function-misspelt", "rond(", "round"),
    ("${height} * 2", "${mobility} * 2", "expr-number-from-choice", "${mobility} * 2", ""),
    ("${height} * 2", "today()", "form-volatile", "\"today()\"", ""),
    ("${height} * 2", "${width} * 2", "form-ok", "", ""),
    ("${height} * 2", "pulldata('price', 'a', 'b', 'c')", "form-table-unknown", "'price'", "prices"),
    ("= 'wheelchair'", "= 'weelchair'", "form-choice-unknown", "'weelchair'", "wheelchair"),
    ("grade = '1'", "grad = '1'", "form-attribute-unknown", "grad =", "grade"),
    ("default: \"'cane'\"", "default: \"'cnae'\"", "form-answer-wrong", "\"'cnae'\"", "cane"),
    ("fine: \"800\"", "fine: \"8000\"", "form-number-impossible", "\"8000\"", ""),
    ("fine: \"800\"", "fine: \"8.5\"", "form-answer-wrong", "\"8.5\"", ""),
    ("values: {\"card\"", "values: {\"crad\"", "form-preset-unknown", "\"crad\"", "card"),
    ("label: \"${card}\"", "label: \".\"", "form-dot", ".\",", ""),
    ("quantity: \"1\"", "quantity: \"${wdth}\"", "form-name-unknown", "${wdth}", "width"),
    ("${mobility} != ''", "${mobility} != 'can'", "form-choice-unknown", "'can'", "cane"),
    ("Decimal(places: 1)", "Calculated(value: \"${twice} + 1\")", "form-loop", "\"${height} * 2\"", ""),
    ("relevant: \"${mobility} = 'wheelchair'\"", "relevant: \". > 5\"", "form-loop", "\". > 5\"", ""),
];

#[test]
fn every_mistake_is_told_where_it_stands() {
    for (from, to, key, place, near) in MISTAKES {
        assert_eq!(GOOD.matches(from).count(), 1, "{from} stands once");
        let text = GOOD.replace(from, to);
        let problems = compile(&text);
        if *key == "form-ok" {
            assert_eq!(problems, [], "{to}");
            continue;
        }
        let Some(problem) = problems.iter().find(|problem| problem.key == *key) else {
            panic!("{to}: no {key} in {problems:#?}");
        };
        let (line, column) = problem.place.line_column.unwrap();
        let told: String = text.lines().nth(line - 1).unwrap().chars().skip(column - 1).collect();
        assert!(told.starts_with(place), "{key}: told at {told:?}, expected {place:?}");
        let nearest = problem.args.iter().find(|(name, _)| ["nearest", "suggestion"].contains(name));
        let nearest = nearest.map_or("", |(_, nearest)| nearest.trim_end_matches('?'));
        assert_eq!(if nearest == "no-name" { "" } else { nearest }, *near, "{key}");
        for language in Language::ALL {
            let words = Words::of(language).problem(problem);
            assert!(!words.contains("{$") && !words.contains("no-name") && words != problem.key, "{words}");
        }
    }
}

#[test]
fn all_mistakes_of_a_form_are_told_at_once() {
    let mut text = GOOD.to_owned();
    for (from, to) in
        [("list: \"mobility\"", "list: \"mobilty\""), ("${height} * 2", "1 +"), ("each: \"person\"", "each: \"x\"")]
    {
        text = text.replace(from, to);
    }
    let problems = compile(&text);
    let errors: Vec<_> = problems.iter().filter(|p| p.severity == Severity::Error).map(|p| p.key).collect();
    assert_eq!(errors, ["form-list-unknown", "expr-end", "form-repeat-unknown"]);
}

#[test]
fn a_loop_names_the_whole_way() {
    let text = GOOD.replace("Decimal(places: 1)", "Calculated(value: \"if(${card2} = 1, ${width}, 2)\")").replace(
        "Question(id: \"height\"",
        "Question(id: \"card2\", kind: Calculated(value: \"${twice}\"), label: {\"zh\": \"a\", \"en\": \"a\"}), Question(id: \"height\"",
    );
    let problems = compile(&text);
    let told: Vec<_> = problems.iter().map(|p| Words::of(Language::English).what(p)).collect();
    assert_eq!(told, ["Conditions or calculations depend on themselves: twice → height → card2 → twice"]);
}

#[test]
fn repeats_are_not_nested_without_end() {
    let mut inner = "Question(id: \"q\", kind: YesNo, label: {\"zh\": \"a\", \"en\": \"a\"})".to_owned();
    for depth in 0..4 {
        let texts = "title: {\"zh\": \"a\", \"en\": \"a\"}, one: {\"zh\": \"a\", \"en\": \"a\"}";
        inner = format!("Repeat(id: \"r{depth}\", {texts}, items: [{inner}])");
    }
    let problems =
        compile(&format!("(id: \"deep\", version: 1, title: {{\"zh\": \"a\", \"en\": \"a\"}}, items: [{inner}])"));
    assert_eq!(problems.iter().map(|p| p.key).collect::<Vec<_>>(), ["form-repeat-deep"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_form_is_told_or_read_but_never_panics(
        at in any::<prop::sample::Index>(), len in 0..12_usize, put in r#"[ -~\n门"$(){}\[\]]{0,6}"#,
    ) {
        let letters: Vec<char> = GOOD.chars().collect();
        let from = at.index(letters.len());
        let to = (from + len).min(letters.len());
        let text: String = letters[..from].iter().copied().chain(put.chars()).chain(letters[to..].iter().copied()).collect();
        match load("damaged.ron", &text) {
            Err(problem) => prop_assert!(problem.place.line_column.is_some()),
            Ok((text, source)) => {
                if let Err(problems) = Form::compile(text, &source, &Known::default()) {
                    prop_assert!(problems.iter().all(|problem| problem.place.line_column.is_some()));
                }
            }
        }
    }
}
