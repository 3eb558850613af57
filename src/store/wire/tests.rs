//! Unit tests of the format; the pinned files stand in `tests/format/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{read, read_entry, write, write_entry};
use crate::dossier::Dossier;
use crate::dossier::edit::Delta;
use crate::dossier::register::{Register, Write};
use crate::id::{ContentHash, DeviceId, DossierId};
use crate::stamp::{Dot, Moment, Seen};
use crate::value::{Decimal, Estimate, FormRef, Ink, Mark, MarkKind, Photo, Place, Signature, Skip, Value};

fn dot(device: u64, counter: u64) -> Dot {
    Dot { device: DeviceId::from_bits(device), counter }
}

fn said(value: Value) -> Write {
    Write { value, author: "王\"评估\"\n\u{2028}".into(), at: Moment::new(1_795_512_605, 480) }
}

fn register(live: &[(Dot, Value)], seen: &[Dot]) -> Register {
    let live: BTreeMap<_, _> = live.iter().map(|(dot, value)| (*dot, said(value.clone()))).collect();
    let seen: Seen = live.keys().chain(seen).copied().collect();
    Register::from_parts(live, seen).unwrap()
}

fn every_value() -> Vec<Value> {
    let photo = |taken, caption: &str| {
        let hash = ContentHash::of(b"x");
        Value::Photo(Arc::new(Photo { hash, width: 1600, height: 1200, taken, place: None, caption: caption.into() }))
    };
    let signature = |strokes, relation: &str| {
        Value::Signature(Arc::new(Signature { name: "宝音".into(), relation: relation.into(), strokes }))
    };
    let choice = |text: &str| text.parse().unwrap();
    let mark = |kind, ink, points, text: &str| Value::Mark(Arc::new(Mark { kind, ink, points, text: text.into() }));
    let mut values = vec![
        Value::YesNo(true),
        Value::Choice(choice("wheelchair")),
        Value::Choices(vec![]),
        Value::Choices(vec![choice("a"), choice("b-c.d")]),
        Value::Integer(i64::MIN),
        Value::Text("".into()),
        Value::Text("\u{0}\t\r\n\"\\'{}\u{85}\u{feff}\u{2029}ᠡᠭᠦᠳᠡ门🚪".into()),
        Value::Date("2026-11-24".parse().unwrap()),
        Value::Point { x: 0, y: u16::MAX },
        signature(vec![], ""),
        signature(vec![vec![], vec![[0, 0], [12, 40]], vec![[9999, 1]]], "妻子"),
        photo(None, ""),
        photo(Some(Moment::new(0, -210)), "门口"),
        Value::Photo(Arc::new(Photo {
            hash: ContentHash::of(b"y"),
            width: 1,
            height: 1,
            taken: None,
            place: Some(Place { latitude: -4_608, longitude: 12_209 }),
            caption: "".into(),
        })),
        mark(MarkKind::Freehand, Ink::White, vec![], ""),
        mark(MarkKind::Dimension, Ink::Red, vec![[0, 10_000], [4, 7]], "900 \"净宽\""),
        Value::Estimate(Arc::new(Estimate {
            millimetres: 812,
            plus_minus: 9,
            photo: ContentHash::of(b"x"),
            reference: choice("a4"),
            corners: [[1, 2], [3, 4], [5, 6], [7, 8]],
            ends: [[0, 0], [10_000, 10_000]],
        })),
        Value::Row(7),
        Value::Form(Arc::new(FormRef { id: choice("home"), version: 3, hash: ContentHash::of(b"form") })),
        Value::Erased,
    ];
    values.extend([0.1, -0.5, 760.0, 5e-324, 1e300, f64::MAX].map(|n| Value::Decimal(Decimal::new(n).unwrap())));
    values.extend([Skip::NotApplicable, Skip::Refused, Skip::NotChecked].map(Value::Skipped));
    values
}

fn full() -> Dossier {
    let mut dossier = Dossier::new(DossierId::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0001));
    for (index, value) in every_value().into_iter().enumerate() {
        let path = format!("door/4kq2m8x1zr/q{index}").parse().unwrap();
        dossier.fields.insert(path, register(&[(dot(7, index as u64 + 1), value)], &[]));
    }
    let seen_more = register(&[(dot(1, 3), Value::Integer(1))], &[dot(1, 4), dot(2, 9)]);
    dossier.fields.insert("qE2".parse().unwrap(), seen_more);
    let conflict = register(&[(dot(1, 5), Value::YesNo(true)), (dot(2, 1), Value::YesNo(false))], &[dot(3, 3)]);
    dossier.fields.insert("qE3".parse().unwrap(), conflict);
    dossier.fields.insert("qE4".parse().unwrap(), register(&[], &[dot(3, 4)]));
    let seen: Vec<Seen> = dossier.fields.values().map(|register| register.seen().clone()).collect();
    seen.iter().for_each(|seen| dossier.spent.join(seen));
    dossier
}

#[test]
fn every_value_reads_back_and_a_field_is_one_line() {
    let dossier = full();
    let text = write(&dossier);
    assert_eq!(read(&text), Ok((dossier.clone(), vec![])));
    assert_eq!(write(&read(&text).unwrap().0), text);
    let plain = dossier.fields.values().filter(|register| register.live().len() == 1).count();
    assert_eq!(text.lines().filter(|line| line.starts_with("        \"") && line.ends_with("),")).count(), plain);
}

#[test]
fn a_bom_and_other_white_space_do_not_matter() {
    let text = format!("\u{feff}/* by hand */ {}", write(&full()).replace('\n', "\r\n"));
    assert_eq!(read(&text).unwrap().0, full());
}

#[test]
fn a_journal_line_reads_back_and_notices_every_flipped_bit() {
    let delta = Delta { fields: full().fields };
    let line = write_entry(&delta);
    assert_eq!(line.matches('\n').count(), 1);
    let line = line.trim_end();
    let (entry, problems) = read_entry(line).unwrap();
    assert_eq!((entry.delta, entry.unknown, problems), (delta, BTreeMap::new(), vec![]));
    for place in 0..line.len() {
        let mut bytes = line.as_bytes().to_vec();
        bytes[place] ^= 1;
        if let Ok(text) = String::from_utf8(bytes) {
            assert!(read_entry(&text).is_err(), "{place}");
        }
    }
}

/// What a program of format 2 might write.
const NEWER: &str = r#"(
    tantu: 2,
    id: "01990000-0000-7000-8000-000000000001",
    spent: {"0000000001": 9},
    fields: {
        "qA": (Integer(1), "0000000001", 1, "王", "2026-11-24T09:30:05+08:00"),
        "qB": (Hologram(3, [1, 2]), "0000000001", 2, "王", "2026-11-24T09:30:05+08:00"),
        "qC": (Integer(3), "0000000001", 3, "王", "2026-11-24T09:30:05+08:00", {}, "why"),
        "门/strange key": 4,
    },
    plan: [
        // a comment
        (measure: "ramp"),
    ],
)
"#;

#[test]
fn what_a_newer_program_wrote_is_kept_word_for_word() {
    let (dossier, problems) = read(NEWER).unwrap();
    assert_eq!(dossier.fields.len(), 1);
    let keys: Vec<_> = problems.iter().map(|problem| problem.key).collect();
    assert_eq!(keys[0], "store-newer-format");
    assert_eq!(keys.iter().filter(|key| **key == "store-entry-kept").count(), 3);
    assert_eq!(keys.iter().filter(|key| **key == "store-part-kept").count(), 1);
    assert_eq!(problems[1].place.line_column, Some((7, 15)));
    assert_eq!(write(&dossier), NEWER);
}

#[test]
fn an_unknown_entry_whose_place_is_taken_is_still_kept_and_tried_again() {
    let (mut dossier, _) = read(NEWER).unwrap();
    let (mut other, _) = read(&NEWER.replace("Hologram(3, [1, 2])", "Hologram(4)")).unwrap();
    let answered = register(&[(dot(1, 10), Value::Integer(5))], &[dot(1, 2)]);
    dossier.join_delta(&Delta { fields: [("qB".parse().unwrap(), answered)].into() });
    dossier.join(&other).unwrap();
    other.join(&dossier).unwrap();
    assert_eq!(dossier, other);
    let text = write(&dossier);
    assert!(text.contains(r#"("fields/qB", (Hologram(3, [1, 2]),"#) && text.contains(r#"("fields/qB", (Hologram(4),"#));
    assert_eq!(read(&text).unwrap().0, dossier);
    // A program that knows holograms finds both and joins them.
    let (dossier, _) =
        read(&text.replace("Hologram(3, [1, 2])", "Integer(3)").replace("Hologram(4)", "Row(4)")).unwrap();
    assert_eq!(dossier.fields.len(), 2);
    assert!(!dossier.unknown.keys().any(|key| key.starts_with("fields/qB")));
}

#[test]
fn parts_with_names_that_cannot_be_written_back_are_listed() {
    let text = NEWER.replace("plan:", "r#a.b:");
    let (dossier, _) = read(&text).unwrap();
    assert_eq!(read(&write(&dossier)).unwrap().0, dossier);
    let mut hostile = dossier;
    for key in ["id#1", "tantu#x", "fields#1", "fields/qA#1", "foo/bar#2", "#", "kept", "conflicts/qA#0"] {
        hostile.unknown.insert(key.to_owned(), "(1)".to_owned());
    }
    let (again, _) = read(&write(&hostile)).unwrap();
    let texts = |dossier: &Dossier| {
        let mut texts: Vec<_> =
            dossier.unknown.iter().map(|(key, text)| (super::unknown_place(key).to_owned(), text.clone())).collect();
        texts.sort();
        texts.dedup();
        texts
    };
    assert_eq!(texts(&again), texts(&hostile));
}

#[test]
fn broken_text_says_where() {
    for (text, line) in [
        ("", 1),
        ("(", 1),
        ("(\n    tantu: 1,\n    tantu: 1,\n)", 3),
        ("(\n  tantu: 1,\n  id: \"x\",\n)", 3),
        ("(\n  tantu: 1, fields: {\n \"a\": 1,\n \"a\": 2,\n})", 4),
        ("(tantu: 1, spent: {\n\"0000000001\": 1,\n\"0000000001\": 2})", 3),
        ("(fields: {})", 1),
        ("[1, 2]", 1),
    ] {
        let problem = read(text).unwrap_err();
        assert_eq!(problem.place.line_column.map(|(line, _)| line), Some(line), "{text}: {problem}");
    }
    let deep = format!("(tantu: 1, plan: {})", "[".repeat(100_000));
    assert!(read(&deep).is_err());
}

#[test]
fn a_damaged_entry_costs_nothing_else() {
    let text = NEWER.replace("Integer(1)", "Decimal(inf)");
    let (dossier, _) = read(&text).unwrap();
    assert!(dossier.fields.is_empty());
    assert_eq!(write(&dossier), text);
}
