//! Deciding by a rule commutes with merging: what others write meanwhile is kept, in whatever order things meet; and
//! so does taking it back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use tantu::dossier::Dossier;
use tantu::dossier::contest::{self, Rule};
use tantu::dossier::edit::{Author, Edit};
use tantu::id::{DeviceId, DossierId};
use tantu::path::FieldPath;
use tantu::stamp::Moment;
use tantu::value::{Skip, Value};

const DESK: u64 = 90;
const VOICES: u64 = 1_000;

fn author(device: u64, minute: i64) -> Author {
    Author { device: DeviceId::from_bits(device), name: "萨仁".into(), at: Moment::new(minute * 60, 480) }
}

fn path() -> FieldPath {
    "qE2".parse().unwrap()
}

fn value() -> impl Strategy<Value = Value> {
    // Few values, so that devices often agree.
    prop_oneof![
        4 => (0..4_i64).prop_map(Value::Integer),
        1 => Just(Value::Skipped(Skip::NotChecked)),
        1 => Just(Value::Erased),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    prop_oneof![
        Just(Rule::Later),
        Just(Rule::Earlier),
        Just(Rule::AnswerFirst),
        Just(Rule::Larger),
        Just(Rule::Smaller),
        (0..4_u64).prop_map(|device| Rule::Device(DeviceId::from_bits(device))),
    ]
}

/// A household in which these devices wrote unseen by each other.
fn torn(writes: &[(Value, i64)]) -> Dossier {
    let mut home = Dossier::new(DossierId::from_u128(7));
    for (device, (value, minute)) in (0..).zip(writes) {
        let mut there = Dossier::new(home.id);
        there.apply(&Edit::set(path(), value.clone()), &author(device, *minute));
        home.join(&there).unwrap();
    }
    home
}

/// The states joined in every order: all must be the same.
fn joined(states: &[&Dossier]) -> Dossier {
    let one = |order: &[usize]| {
        let mut all = states[order[0]].clone();
        order[1..].iter().for_each(|place| all.join(states[*place]).unwrap());
        all
    };
    let first = one(&[0, 1, 2]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [0, 1, 2]] {
        assert_eq!(one(&order), first);
    }
    first
}

fn live(home: &Dossier) -> Vec<Value> {
    contest::choices(home, &path()).into_iter().map(|choice| choice.value).collect()
}

proptest! {
    #[test]
    fn a_rule_never_takes_what_was_written_meanwhile(
        writes in prop::collection::vec((value(), 0..5_i64), 2..5),
        rule in rule(),
        late in (0..4_u64, value()),
    ) {
        let before = torn(&writes);
        let mut desk = before.clone();
        let Some(contest) = contest::at(&desk, &path()) else { return Ok(()) };
        let Some(verdict) = rule.judge(&desk, &contest) else { return Ok(()) };
        let carried = contest::carry(&mut desk, &verdict.edit, &author(DESK, 60));
        prop_assert_eq!(live(&desk), vec![verdict.value.clone()]);
        prop_assert!(live(&before).contains(&verdict.value), "a rule invents nothing");

        let mut there = before.clone();
        there.apply(&Edit::set(path(), late.1.clone()), &author(late.0, 30));
        let wrote = there != before;
        let all = joined(&[&before, &desk, &there]);
        prop_assert!(live(&all).contains(&verdict.value));
        prop_assert!(!wrote || live(&all).contains(&late.1), "{:?}", live(&all));

        // Taken back: everything that stood there stands again, beside what was written meanwhile.
        let mut back = desk.clone();
        let mut voice = |place: usize| DeviceId::from_bits(VOICES + place as u64);
        let undone = contest::reinstate(&mut back, &carried, &author(DESK, 90), &mut voice);
        prop_assert!(undone.kept.is_empty());
        let mut stood = live(&before);
        let mut stands = live(&back);
        let key = |value: &Value| format!("{value:?}");
        stood.sort_by_key(key);
        stands.sort_by_key(key);
        prop_assert_eq!(stands, stood);
        let all = joined(&[&desk, &there, &back]);
        prop_assert!(live(&before).iter().all(|value| live(&all).contains(value)));
        prop_assert!(!wrote || live(&all).contains(&late.1));
    }
}
