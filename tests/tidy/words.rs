//! The language files against the code: every key that is named exists, every key that exists is named.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Literal, Source, files, name_of};

/// Messages by key, with the variables that they and their attributes use.
pub type Messages = BTreeMap<String, BTreeSet<String>>;

/// Calls whose first text is a key.
const CALLS: [&str; 6] =
    ["Problem::error(", "Problem::warning(", "Problem::notice(", "Self::error(", ".text(", "key: "];

/// All messages of the Chinese files; that the others have the same is tested beside `l10n`.
pub fn messages() -> Messages {
    let mut all = Messages::new();
    for file in files("assets/i18n/zh-Hans", ".ftl") {
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.is_empty(), "{} is empty", name_of(&file));
        all.extend(parse(&text));
    }
    all
}

fn parse(text: &str) -> Messages {
    let mut found = Messages::new();
    let mut message = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            line.split('=').next().unwrap_or_default().trim().clone_into(&mut message);
            found.entry(message.clone()).or_default();
        }
        let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '_';
        for variable in line.split('$').skip(1) {
            let variable: String = variable.chars().take_while(is_name).collect();
            found.entry(message.clone()).or_default().insert(variable);
        }
    }
    found
}

/// `store-disk-full`, and not one word.
fn looks_like_key(text: &str) -> bool {
    text.contains('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Whether the literal is the first text of a call that takes a key.
fn is_asked_for(source: &Source, literal: &Literal) -> bool {
    let before = source.code[..literal.at - 1].trim_end();
    CALLS.iter().any(|call| before.ends_with(call.trim_end()))
}

/// The fixed beginning of a key that is put together: `unit-` of `format!("unit-{name}")`.
fn prefix(text: &str) -> Option<&str> {
    let fixed = text.split('{').next().filter(|fixed| fixed.len() < text.len())?;
    (fixed.ends_with('-') && looks_like_key(fixed.trim_end_matches('-')) || fixed.ends_with('-') && fixed.len() > 2)
        .then_some(fixed)
}

/// Keys that the code names and no file has: those in a call that takes a key, and every text that has the shape
/// of a key and the first word of one.
pub fn unknown_keys(sources: &[Source], messages: &Messages, no_keys: &[(&str, &str)]) -> Vec<String> {
    let areas: BTreeSet<&str> = messages.keys().filter_map(|key| key.split_once('-')).map(|(area, _)| area).collect();
    let mut found = Vec::new();
    for source in sources {
        for literal in &source.literals {
            let text = literal.text.as_str();
            let in_area = text.split_once('-').is_some_and(|(area, _)| areas.contains(area)) && looks_like_key(text);
            let excepted = no_keys.iter().any(|(exception, _)| *exception == text);
            if (is_asked_for(source, literal) || in_area) && !messages.contains_key(text) && !excepted {
                found.push(source.complain(literal.at, format!("no message `{text}` in assets/i18n")));
            }
        }
    }
    found
}

/// Keys that no code names, neither whole nor by the beginning they are put together from.
pub fn unused_keys(sources: &[Source], messages: &Messages) -> Vec<String> {
    let literals = || sources.iter().flat_map(|source| &source.literals).map(|literal| literal.text.as_str());
    let whole: BTreeSet<&str> = literals().collect();
    let prefixes: BTreeSet<&str> = literals().filter_map(prefix).collect();
    let unused =
        |key: &&String| !whole.contains(key.as_str()) && !prefixes.iter().any(|prefix| key.starts_with(prefix));
    messages.keys().filter(unused).map(|key| format!("the message `{key}` is used nowhere")).collect()
}

/// Messages with variables that no code mentions: people would read `{$size}`. (A key and its values may meet in
/// another file than the one that names the key, as units and numbers do.)
pub fn unfilled_variables(sources: &[Source], messages: &Messages) -> Vec<String> {
    let mut found = Vec::new();
    let literals = sources.iter().flat_map(|source| &source.literals);
    let mentioned: BTreeSet<&str> = literals.map(|literal| literal.text.as_str()).chain([""]).collect();
    for source in sources {
        for literal in &source.literals {
            let variables = messages.get(&literal.text).into_iter().flatten();
            for variable in variables.filter(|variable| !mentioned.contains(variable.as_str())) {
                let what = format!("`{}` needs the variable `{variable}`, which nothing here gives", literal.text);
                found.push(source.complain(literal.at, what));
            }
        }
    }
    found
}

#[cfg(test)]
fn example() -> (Messages, impl Fn(&str) -> [Source; 1]) {
    let messages =
        parse("# about\nstore-full = 满 { $size }\n    .hint = 清理 { $folder }\nunit-metre = 米\napp-title = 坦途\n");
    (messages, |text: &str| [Source::new("src/store/mod.rs", text)])
}

#[test]
fn unknown_keys_are_found_wherever_they_stand() {
    let (messages, code) = example();
    let unknown = |text: &str| unknown_keys(&code(text), &messages, &[("app-id", "of the desktop")]).len();
    assert_eq!(unknown("Problem::error(\"store-full\")"), 0);
    assert_eq!(unknown("Problem::error(\"store-ful\")"), 1);
    assert_eq!(unknown("words.text(\n    \"other\",\n)"), 1);
    assert_eq!(unknown("let x = if a { \"app-titel\" } else { \"app-title\" };"), 1);
    assert_eq!(unknown("let x = \"app-id\"; let y = \"utf-8\"; let z = \"unit-\";"), 0);
    assert_eq!(unknown("#[cfg(test)] mod tests { fn f() { Problem::error(\"nothing\"); } }"), 0);
}

#[test]
fn unused_keys_are_found() {
    let (messages, code) = example();
    let unused = |text: &str| unused_keys(&code(text), &messages).len();
    assert_eq!(unused(""), 3);
    assert_eq!(unused("let a = \"store-full\"; format!(\"unit-{name}\"); \"app-title\""), 0);
    assert_eq!(unused("format!(\"{name}-{x}\"); format!(\"app-{x}\")"), 2);
}

#[test]
fn variables_nobody_fills_are_found() {
    let (messages, code) = example();
    let unfilled = |text: &str| unfilled_variables(&code(text), &messages).len();
    assert_eq!(unfilled("Problem::error(\"store-full\").with(\"size\", 1)"), 1);
    assert_eq!(unfilled("Problem::error(\"store-full\").with(\"size\", 1).with(\"folder\", 2)"), 0);
}
