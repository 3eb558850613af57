//! The disk format of a household: files that must read for ever, and texts that must never do harm.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod arbitrary;
mod sample;

use std::path::{Path, PathBuf};

use proptest::prelude::{ProptestConfig, Strategy as _, any, prop_assert_eq, proptest};
use proptest::sample::Index;
use tantu::store::wire;

fn pinned(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format/v1")
}

#[test]
fn every_pinned_file_reads_and_is_written_back_byte_for_byte() {
    let mut count = 0;
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "ron") {
            let text = std::fs::read_to_string(&path).unwrap();
            let (dossier, _) = wire::read(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
            assert_eq!(wire::write(&dossier), text, "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 3, "pinned files are never removed");
}

#[test]
fn the_full_file_means_what_it_meant() {
    let (dossier, problems) = wire::read(&pinned("full.ron")).unwrap();
    assert_eq!(problems, []);
    assert_eq!(dossier, sample::full());
    assert_eq!(wire::write(&sample::full()), pinned("full.ron"));
    assert_eq!(wire::read_exact(&pinned("full.ron")), Some(sample::full()), "the short way knows every value");
}

#[test]
fn the_marked_file_means_what_it_meant() {
    let (dossier, problems) = wire::read(&pinned("marked.ron")).unwrap();
    assert_eq!(problems, []);
    assert_eq!(dossier, sample::marked());
    assert_eq!(wire::write(&sample::marked()), pinned("marked.ron"));
    assert_eq!(wire::read_exact(&pinned("marked.ron")), Some(sample::marked()));
}

#[test]
fn the_short_way_takes_no_other_spelling() {
    let text = pinned("full.ron");
    for (right, wrong) in [
        (": 1,", ": 01,"),
        (": 1,", ": 1 ,"),
        ("tantu: 1", "tantu: 2"),
        ("\", 1", "\",  1"),
        ("Text(\"", "Text(r\""),
        ("Text(\"", "Text(\"\\u{5b9d}"),
        ("Text(\"", "Text(\"\u{85}"),
        ("Integer(", "Integer(+"),
        ("+08:00", "+08:60"),
        ("hash: \"", "hash : \""),
        ("\n)\n", "\n)"),
        ("\n)\n", "\n)\n\n"),
    ] {
        assert!(text.contains(right), "{right}");
        assert_eq!(wire::read_exact(&text.replacen(right, wrong, 1)), None, "{right} -> {wrong}");
    }
    let mut lines: Vec<&str> = text.lines().collect();
    let first = lines.iter().position(|line| line.starts_with("        ")).unwrap();
    lines.swap(first, first + 1);
    assert_eq!(wire::read_exact(&(lines.join("\n") + "\n")), None, "fields out of order");
    lines.swap(first, first + 1);
    lines.insert(first, lines[first]);
    assert_eq!(wire::read_exact(&(lines.join("\n") + "\n")), None, "a field twice");
}

#[test]
fn the_pinned_journal_means_what_it_meant() {
    let mut dossier = tantu::dossier::Dossier::new(sample::id());
    let text = pinned("journal");
    for line in text.lines() {
        let (entry, problems) = wire::read_entry(line).unwrap();
        assert_eq!((problems, entry.unknown.len()), (vec![], 0));
        assert_eq!(format!("{line}\n"), wire::write_entry(&entry.delta));
        dossier.join_delta(&entry.delta);
    }
    assert_eq!(text.lines().count(), 3);
    assert_eq!(dossier.fields, sample::full().fields);
}

#[test]
fn what_a_newer_program_wrote_is_told_and_kept() {
    let (dossier, problems) = wire::read(&pinned("newer.ron")).unwrap();
    let told: Vec<_> = problems.iter().map(|problem| (problem.key, problem.place.line_column)).collect();
    assert_eq!(
        told,
        [
            ("store-newer-format", None),
            ("store-entry-kept", Some((7, 21))),
            ("store-entry-kept", Some((8, 15))),
            ("store-entry-kept", Some((10, 16))),
            ("store-entry-kept", Some((13, 15))),
            ("store-part-kept", Some((18, 15))),
            ("store-part-kept", Some((22, 11))),
            ("store-entry-kept", Some((24, 23))),
        ]
    );
    assert_eq!(dossier.fields.len(), 2);
    assert_eq!(dossier.next_counter("k3f9a2b1c0".parse().unwrap()), 42, "its counters are spent");
}

/// Not households' files, each with the line and column where that shows.
const MALFORMED: &[(&str, (usize, usize))] = &[
    ("", (1, 1)),
    ("垃圾", (1, 1)),
    ("(tantu: 1", (1, 9)),
    ("()", (1, 1)),
    ("(id: \"01991b6e-7a00-7c3d-9e21-5f3a0b9d4c11\")", (1, 1)),
    ("(tantu: 1)", (1, 1)),
    ("(tantu: 1, id: \"1\")", (1, 17)),
    ("(tantu: -1)", (1, 10)),
    ("(tantu: 1,\n tantu: 1)", (2, 10)),
    ("(tantu: 1,\n fields: {\n  \"a\": 1,\n  \"a\": 1,\n })", (4, 10)),
    ("(tantu: 1,\n fields: {\n  \"a: 1,\n })", (3, 3)),
    ("(tantu: 1,\n spent: {\"门\": 1})", (2, 11)),
    ("(tantu: 1, fields: [])", (1, 19)),
    ("(tantu: 1) (", (1, 11)),
    ("#![enable(implicit_some)]\n(tantu: 1, id: \"01991b6e-7a00-7c3d-9e21-5f3a0b9d4c11\", plan: /* ", (2, 64)),
];

#[test]
fn malformed_files_say_where() {
    for (text, place) in MALFORMED {
        let problem = wire::read(text).unwrap_err();
        assert_eq!(problem.place.line_column, Some(*place), "{text}: {problem}");
    }
}

#[test]
fn depth_and_length_are_bounded() {
    let file = |part: &str| format!("(tantu: 1, id: \"01991b6e-7a00-7c3d-9e21-5f3a0b9d4c11\", {part})");
    for deep in ["[", "(", "{1:", "Some(", "/*", "a("] {
        assert!(wire::read(&file(&format!("plan: {}", deep.repeat(200_000)))).is_err());
    }
    assert!(wire::read(&"(".repeat(17 << 20)).unwrap_err().key == "store-dossier-too-large");
    let line = |value: &str| {
        file(&format!("fields: {{\"a\": ({value}, \"k3f9a2b1c0\", 1, \"\", \"2026-11-24T09:30:05+08:00\")}}"))
    };
    for value in [
        format!("Text(\"{}\")", "x".repeat(16_385)),
        format!("Signature(name: \"\", strokes: \"{};\")", "1,1 ".repeat(4_001)),
        format!("Choice(\"{}\")", "x".repeat(65)),
        "Decimal(NaN)".to_owned(),
        "Point(0, 65536)".to_owned(),
        "Photo(hash: \"00\", width: 1, height: 1)".to_owned(),
    ] {
        let text = line(&value);
        let (dossier, problems) = wire::read(&text).unwrap();
        assert_eq!((dossier.fields.len(), problems[0].key), (0, "store-entry-kept"));
        assert!(wire::write(&dossier).contains(&value), "nothing is lost by not being understood");
    }
    let many: String = (0..30_000).map(|number| format!("\"q{number}\": New(\"x\"), ")).collect();
    let (dossier, problems) = wire::read(&file(&format!("fields: {{{many}}}"))).unwrap();
    assert_eq!((dossier.unknown.len(), problems.len()), (30_000, 30_000));
    let too_many = wire::read(&line("Erased").replace(", 1, ", ", 9007199254740993, ")).unwrap();
    assert_eq!(too_many.0.fields.len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_household_reads_back_and_gives_the_same_bytes(dossier in arbitrary::dossier()) {
        let text = wire::write(&dossier);
        let (again, problems) = wire::read(&text).unwrap();
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(&again, &dossier);
        prop_assert_eq!(wire::write(&again), text.as_str());
        // White space at the end: RON reads it.
        let (by_ron, problems) = wire::read(&(text + " ")).unwrap();
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(by_ron, dossier);
    }

    #[test]
    fn every_change_reads_back(delta in arbitrary::delta()) {
        let line = wire::write_entry(&delta);
        let (entry, problems) = wire::read_entry(line.strip_suffix('\n').unwrap()).unwrap();
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(entry.delta, delta);
    }

    #[test]
    fn random_text_does_no_harm(text in "\\PC{0,80}") {
        harmless(&text);
    }

    #[test]
    fn random_ron_does_no_harm(text in "[(){}\\[\\]\":,#!r/*a-d01\\\\ \n-]{0,80}") {
        harmless(&text);
        harmless(&format!("(tantu: 1, id: \"01991b6e-7a00-7c3d-9e21-5f3a0b9d4c11\", fields: {{{text}}})"));
        harmless(&format!("(tantu: 1, id: \"01991b6e-7a00-7c3d-9e21-5f3a0b9d4c11\", {text})"));
    }

    #[test]
    fn a_damaged_file_does_no_harm(
        newer in any::<bool>(),
        damage in proptest::collection::vec((any::<Index>(), 0..4_u8, "[(){}\\[\\]\":,#!/*a0 \n门]"), 1..4),
    ) {
        let mut text: Vec<char> = pinned(if newer { "newer.ron" } else { "full.ron" }).chars().collect();
        for (place, kind, letter) in damage {
            let place = place.index(text.len());
            match kind {
                0 => drop(text.remove(place)),
                1 => text.truncate(place.max(1)),
                2 => text.insert(place, letter.chars().next().unwrap()),
                _ => {
                    let slice = text[place..(place + 40).min(text.len())].to_vec();
                    text.splice(place..place, slice);
                }
            }
        }
        harmless(&text.into_iter().collect::<String>());
    }

    #[test]
    fn what_is_damaged_so_that_it_looks_whole_is_read_the_same_both_ways(
        dossier in arbitrary::dossier(),
        damage in proptest::collection::vec((any::<Index>(), any::<bool>(), "[0-9a-zA-Z/_\"\\\\,(). \n门-]"), 0..3),
    ) {
        let mut text: Vec<char> = wire::write(&dossier).chars().collect();
        for (place, replaces, letter) in damage {
            let place = place.index(text.len());
            text.splice(place..place + usize::from(replaces), letter.chars());
        }
        let text: String = text.into_iter().collect();
        if let Some(exact) = wire::read_exact(&text) {
            prop_assert_eq!(wire::write(&exact), text.as_str());
            let (by_ron, problems) = wire::read(&(text + " ")).unwrap();
            prop_assert_eq!((by_ron, problems), (exact, vec![]));
        }
    }

    #[test]
    fn a_damaged_journal_line_is_noticed(place in any::<Index>(), letter in any::<char>().prop_filter("line", |c| *c != '\n')) {
        let text = pinned("journal");
        let line = text.lines().next().unwrap();
        let mut letters: Vec<char> = line.chars().collect();
        let place = place.index(letters.len());
        let same = letters[place] == letter;
        letters[place] = letter;
        prop_assert_eq!(wire::read_entry(&letters.into_iter().collect::<String>()).is_ok(), same);
    }
}

/// Reading says where it failed, or what was read is written and read again without loss.
fn harmless(text: &str) {
    match wire::read(text) {
        Err(problem) => assert!(problem.place.line_column.is_some(), "{problem}"),
        Ok((dossier, _)) => {
            let written = wire::write(&dossier);
            let (again, _) = wire::read(&written).unwrap_or_else(|problem| panic!("{problem} in {written}"));
            assert_eq!(again, dossier);
            assert_eq!(wire::write(&again), written);
        }
    }
}
