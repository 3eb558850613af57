//! Random edits and histories.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;
use tantu::dossier::Dossier;
use tantu::dossier::edit::Edit;
use tantu::id::ContentHash;
use tantu::path::FieldPath;
use tantu::value::{Photo, Skip, Value};

use crate::fleet::{Fleet, State, Step};

/// Few fields, so that devices meet in them; rows in rows and a row with photos, because removal must reach them.
const FIELDS: [&str; 9] = [
    "qE2",
    "qE2.note",
    "door/0000000001",
    "door/0000000001/qD1",
    "door/0000000001/qD9/0000000005",
    "door/0000000001/lock/0000000006",
    "door/0000000001/lock/0000000006/qD5",
    "door/0000000002",
    "door/0000000002/qD1",
];

pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..ProptestConfig::default()
    }
}

pub fn path() -> impl Strategy<Value = FieldPath> {
    select(&FIELDS[..]).prop_map(|path| path.parse().expect("a path of the list above"))
}

/// Few values, so that two devices often write the same one; erasures often, because a delete against an edit is
/// where mergers lose data.
pub fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (0..3_i64).prop_map(Value::Integer),
        1 => Just(Value::Skipped(Skip::NotChecked)),
        2 => Just(Value::Erased),
    ]
}

fn set() -> impl Strategy<Value = Edit> {
    (path(), value()).prop_map(|(path, value)| match (path.leaf.is_none(), value) {
        (true, Value::Integer(number)) if path.rows.iter().any(|step| step.repeat.as_str() == "qD9") => {
            Edit::set(path, photo(number))
        }
        (true, Value::Integer(number)) => Edit::set(path, Value::Row(number as u32)),
        (true, _) => Dossier::remove_row(&path.rows),
        (false, value) => Edit::set(path, value),
    })
}

fn photo(number: i64) -> Value {
    let caption = number.to_string().into();
    Value::Photo(Arc::new(Photo {
        hash: ContentHash::of(b"x"),
        width: 4,
        height: 3,
        taken: None,
        place: None,
        caption,
    }))
}

pub fn edit() -> impl Strategy<Value = Edit> {
    // Steps of several writes touch one field twice now and then.
    prop_oneof![4 => set(), 1 => vec(set(), 2..5).prop_map(Edit::Many)]
}

/// Crashes and half-done folds are rare in life and frequent here: they are where counters could be used twice.
pub fn step() -> impl Strategy<Value = Step> {
    let device = || 0..16_usize;
    prop_oneof![
        10 => (device(), edit()).prop_map(|(device, edit)| Step::Edit { device, edit }),
        1 => (device(), edit()).prop_map(|(device, edit)| Step::LostEdit { device, edit }),
        5 => (device(), device()).prop_map(|(from, to)| Step::Send { from, to }),
        3 => (device(), device(), any::<u64>()).prop_map(|(from, to, mask)| Step::SendReduced { from, to, mask }),
        1 => device().prop_map(|device| Step::Fold { device }),
        1 => device().prop_map(|device| Step::FoldHalf { device }),
        2 => device().prop_map(|device| Step::Crash { device }),
        1 => device().prop_map(|from| Step::Copy { from }),
    ]
}

pub fn history(most: usize) -> impl Strategy<Value = (usize, Vec<Step>)> {
    (2..=4_usize, vec(step(), 1..most))
}

/// A fleet after a history, with three of the states that occurred on the way.
pub fn three_states() -> impl Strategy<Value = (usize, Vec<Step>, [Index; 3])> {
    (history(40), any::<[Index; 3]>()).prop_map(|((devices, steps), states)| (devices, steps, states))
}

pub fn pick(fleet: &Fleet, indices: [Index; 3]) -> [State; 3] {
    indices.map(|index| index.get(&fleet.states).clone())
}
