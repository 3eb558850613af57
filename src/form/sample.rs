//! A form of any size with every kind of dependency, for tests and benchmarks.

use std::fmt::Write as _;

/// The text of a form with about `questions` questions, of which each of `repeats` repeats has its share.
///
/// Questions come in blocks of five: a yes-no question, a number and a choice that depend on it, a calculated
/// question, and one with a check and a reference line. A section or repeat depends on the one before it; every
/// repeat is summed outside.
pub fn generated_form(questions: usize, repeats: usize) -> String {
    let mut text = String::from(HEAD);
    let blocks = (questions / 5).max(1);
    let parts = 2 * repeats.max(1);
    let mut block = 0;
    for part in 0..parts {
        let until = blocks * (part + 1) / parts;
        let in_repeat = repeats > 0 && part % 2 == 1;
        let condition =
            if part < 2 { String::new() } else { format!("relevant: \"${{open_{}}} != 'no'\", ", part - 2) };
        let titled = format!("title: {{\"zh\": \"Part {part}\", \"en\": \"Part {part}\"}}, {condition}");
        writeln!(text, "        Section(id: \"s{part}\", {titled}quick: true, items: [").unwrap_or_default();
        writeln!(text, "            {}", yes_no(&format!("open_{part}"), "")).unwrap_or_default();
        if in_repeat {
            let one = "one: {\"zh\": \"row\", \"en\": \"row\"}";
            writeln!(
                text,
                "            Repeat(id: \"r{part}\", {titled}{one}, label: \"concat('#', position(..))\", items: ["
            )
            .unwrap_or_default();
        }
        let first = block;
        while block < until {
            text.push_str(&five(block, first));
            block += 1;
        }
        if in_repeat {
            text.push_str("            ]),\n");
        }
        if in_repeat && first < block {
            let sum = format!("sum(${{n{first}}}) + count(${{r{part}}})");
            writeln!(text, "            {}", calculated(&format!("total_{part}"), &sum)).unwrap_or_default();
        }
        text.push_str("        ]),\n");
    }
    text.push_str("    ],\n)\n");
    text
}

const HEAD: &str = r#"(
    id: "generated", version: 1, title: {"zh": "Generated", "en": "Generated"},
    lists: {"mobility": [
        (id: "alone", label: {"zh": "alone", "en": "alone"}, attrs: {"open": "yes"}),
        (id: "cane", label: {"zh": "cane", "en": "cane"}, attrs: {"open": "yes"}),
        (id: "wheelchair", label: {"zh": "wheelchair", "en": "wheelchair"}, attrs: {"open": "no"}),
    ]},
    sources: {"gb50763": {"zh": "GB 50763-2012", "en": "GB 50763-2012"}},
    items: [
"#;

const LABEL: &str = r#"label: {"zh": "question", "en": "question"}"#;

fn yes_no(id: &str, more: &str) -> String {
    format!("Question(id: \"{id}\", kind: YesNo, {LABEL}{more}),")
}

fn calculated(id: &str, value: &str) -> String {
    format!("Question(id: \"{id}\", kind: Calculated(value: \"{value}\"), {LABEL}),")
}

/// One block of five questions; numbers chain to the block before within the same part.
fn five(block: usize, first: usize) -> String {
    let before = if block == first { "10".to_owned() } else { format!("coalesce(${{c{}}}, 10)", block - 1) };
    let met = "references: [(source: \"gb50763\", text: {\"zh\": \"≥ 800\", \"en\": \"≥ 800\"}, met: \". >= 800\")]";
    let check = "checks: [(holds: \". < 2000\", message: {\"zh\": \"too large\", \"en\": \"too large\"})]";
    let width = "kind: Integer(unit: Millimetre, warn: (300, 1800), hard: (0, 5000))";
    let choice = format!("kind: OneOf(list: \"mobility\"), filter: \"open = ${{y{block}}}\"");
    let relevant = format!("relevant: \"${{y{block}}} = 'yes'\"");
    [
        yes_no(&format!("y{block}"), ", fine: \"'no'\""),
        format!("Question(id: \"n{block}\", {width}, {LABEL}, {relevant}, required: \"true()\", {met}),"),
        format!("Question(id: \"m{block}\", {choice}, {LABEL}),"),
        calculated(&format!("c{block}"), &format!("if(${{n{block}}} > 0, ${{n{block}}} div 10, {before})")),
        format!("Question(id: \"w{block}\", {width}, {LABEL}, {check}, relevant: \"${{m{block}}} != 'cane'\"),"),
    ]
    .map(|line| format!("                {line}\n"))
    .concat()
}
